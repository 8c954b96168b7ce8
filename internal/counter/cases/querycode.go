package cases

import (
	"context"
	"crypto/subtle"
	"fmt"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
)

// QueryCodes is what the counter keeps of the codes by which somebody without an
// account follows his case: a keyed hash, by number.
type QueryCodes interface {
	SaveCode(ctx context.Context, number string, hash []byte) error
	// CodeHash is NotFound for a case without a code.
	CodeHash(ctx context.Context, number string) ([]byte, error)
}

// Codes makes query codes. A zero Codes issues none.
type Codes struct {
	New func() string
	// Hash is keyed and one-way; nil for what can be no code.
	Hash func(code string) []byte
}

// admitted keeps a case that is followed by a query code, which is shown this
// once. The same form sent twice is one case; the code shown last is the one that
// fits, for it is the one its sender has before him.
func (c *Room) admitted(ctx context.Context, kept core.NewCase) (core.Receipt, error) {
	if c.codes.New == nil {
		return c.Admit(ctx, kept)
	}
	code := c.codes.New()
	kept.CodeHash = c.codes.Hash(code)
	receipt, err := c.Admit(ctx, kept)
	if err != nil {
		return receipt, err
	}
	if receipt.Repeated {
		if err := c.kept.SaveCode(ctx, receipt.Number, kept.CodeHash); err != nil {
			return receipt, fmt.Errorf("query code of %s: %w", receipt.Number, err)
		}
	}
	receipt.Code = code
	return receipt, nil
}

// IssueCode gives who complained a query code, shown this once: of a case that came
// in by another door than the form, or whose code was lost. The one before is good
// no longer. Each is audited.
func (c *Room) IssueCode(ctx context.Context, p casework.Principal, number string) (core.Receipt, error) {
	view, office, err := c.View(ctx, number)
	if err != nil {
		return core.Receipt{}, err
	}
	if _, err := c.Decide(p, access.CodeIssue, c.SubjectOf(view), office); err != nil {
		return core.Receipt{}, err
	}
	if c.codes.New == nil {
		return core.Receipt{}, casework.Errorf(casework.NotFound, "this counter issues no codes")
	}
	if err := c.Store.Audit(ctx, p.Person, access.CodeIssue, number, "query code"); err != nil {
		return core.Receipt{}, fmt.Errorf("audit query code of %s: %w", number, err)
	}
	code := c.codes.New()
	if err := c.kept.SaveCode(ctx, number, c.codes.Hash(code)); err != nil {
		return core.Receipt{}, fmt.Errorf("query code of %s: %w", number, err)
	}
	return core.Receipt{Number: number, Code: code}, nil
}

// byCode finds the case of a number and its query code. A number that is none,
// one without a code and a code of another case are refused alike: WrongCode.
func (c *Room) byCode(ctx context.Context, number, code string) (casework.CaseView, *core.Office, error) {
	wrong := casework.FieldError(casework.WrongCode, "code", "")
	if c.codes.Hash == nil {
		return casework.CaseView{}, nil, wrong
	}
	given := c.codes.Hash(code)
	kept, err := c.kept.CodeHash(ctx, number)
	switch {
	case casework.CodeOf(err) == casework.NotFound:
		kept = make([]byte, len(given)) // compared all the same; no code has this hash
	case err != nil:
		return casework.CaseView{}, nil, fmt.Errorf("query code: %w", err)
	}
	if err != nil || given == nil || subtle.ConstantTimeCompare(given, kept) != 1 {
		return casework.CaseView{}, nil, wrong
	}
	return c.View(ctx, number)
}
