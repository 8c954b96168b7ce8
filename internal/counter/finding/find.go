package finding

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/find"
	"github.com/shixian/shixian/internal/kind"
)

// Shown is how many cases an answer holds at most; more is told, and that more has to be
// known.
const Shown = 50

// Purposes are for what somebody looks for a person (个人信息保护法第六条: a definite purpose).
func Purposes() []string { return []string{"handle", "answer", "check", "supervise"} }

// Asked is what somebody looks for. Text has at least two characters. Without a Purpose, one
// of Purposes, nobody's words are looked through.
type Asked struct{ Text, Purpose string }

// Hit is a case that was found. Field and Value are that of its words by which it was, where
// it was by them.
type Hit struct {
	casework.CaseView
	Field string `json:"field,omitempty"`
	Value string `json:"value,omitempty"`
}

// Found is what was found, newest first in each part.
type Found struct {
	Numbers []Hit `json:"numbers"` // by the number
	Words   []Hit `json:"words"`   // by who brought it, or what it is about
	Items   []Hit `json:"items"`   // by the matter of the catalogue
	More    bool  `json:"more"`    // there is more than is shown
}

// years back from this one are looked through for a number of which the last digits are
// known.
const years = 5

// Find looks for cases within p's reach. TooShort and TooLarge name q, Invalid a purpose that
// is none.
func (c *Room) Find(ctx context.Context, p casework.Principal, asked Asked) (Found, error) {
	plain := find.Plain(asked.Text)
	switch n := utf8.RuneCountInString(plain); {
	case utf8.RuneCountInString(asked.Text) > find.Most:
		return Found{}, casework.FieldError(casework.TooLarge, "q", "max:"+strconv.Itoa(find.Most))
	case n < find.Least:
		return Found{}, casework.FieldError(casework.TooShort, "q", "")
	case asked.Purpose != "" && !slices.Contains(Purposes(), asked.Purpose):
		return Found{}, casework.FieldError(casework.Invalid, "purpose", "choice")
	}
	out := Found{Numbers: []Hit{}, Words: []Hit{}, Items: []Hit{}}
	var err error
	if out.Numbers, err = c.byNumber(ctx, p, asked.Text, &out); err != nil {
		return Found{}, err
	}
	if out.Items, err = c.byItem(ctx, p, plain, &out); err != nil || asked.Purpose == "" {
		return out, err
	}
	out.Words, err = c.byWords(ctx, p, asked, &out)
	return out, err
}

// byNumber finds cases by the beginning of their number, or by the serial alone.
func (c *Room) byNumber(ctx context.Context, p casework.Principal, text string, out *Found) ([]Hit, error) {
	number := strings.ToUpper(strings.Join(strings.Fields(text), ""))
	filter := core.CaseFilter{Limit: Shown}
	switch serial, err := strconv.Atoi(number); {
	case err == nil && serial > 0 && len(number) <= 6:
		for _, k := range c.Kinds.Kinds() {
			for back := range years {
				filter.Numbers = append(filter.Numbers, c.Kinds.Number(k, c.Now().Year()-back, serial))
			}
		}
	case slices.ContainsFunc(c.Kinds.All(), func(d *kind.Declaration) bool { return strings.HasPrefix(number, d.Prefix) }):
		filter.Number = number
	default:
		return []Hit{}, nil
	}
	return c.list(ctx, p, access.CaseList, filter, out)
}

// byItem finds cases by what their matter is called.
func (c *Room) byItem(ctx context.Context, p casework.Principal, plain string, out *Found) ([]Hit, error) {
	office, err := c.Store.Office(ctx)
	if err != nil {
		return nil, fmt.Errorf("find: %w", err)
	}
	filter := core.CaseFilter{Limit: Shown}
	for _, item := range office.Items {
		if strings.Contains(find.Plain(item.Name), plain) || strings.Contains(find.Plain(item.NameEn), plain) {
			filter.Items = append(filter.Items, item.ID)
		}
	}
	if len(filter.Items) == 0 {
		return []Hit{}, nil
	}
	return c.list(ctx, p, access.CaseList, filter, out)
}

func (c *Room) list(ctx context.Context, p casework.Principal, action string, filter core.CaseFilter, out *Found) ([]Hit, error) {
	list, err := c.ListCases(ctx, p, action, filter)
	switch {
	case casework.CodeOf(err) == casework.Forbidden:
		return []Hit{}, nil
	case err != nil:
		return nil, err
	}
	out.More = out.More || list.Total > len(list.Rows)
	hits := make([]Hit, len(list.Rows))
	for i, view := range list.Rows {
		hits[i].CaseView = view
	}
	return hits, nil
}

// byWords finds cases by what is sealed in them, among those whose words p may open. The
// index brings candidates; what is shown was opened and holds what was asked, and each
// showing is recorded, with the purpose, before it happens.
func (c *Room) byWords(ctx context.Context, p casework.Principal, asked Asked, out *Found) ([]Hit, error) {
	filter := core.CaseFilter{Limit: Shown, Known: core.Known{Words: find.Words(asked.Text), Number: find.Asked(asked.Text)}}
	candidates, err := c.list(ctx, p, access.CasePersonal, filter, out)
	if err != nil {
		return nil, err
	}
	office, err := c.Store.Office(ctx)
	if err != nil {
		return nil, fmt.Errorf("find: %w", err)
	}
	hits := candidates[:0]
	for _, hit := range candidates {
		if err := c.Opens(ctx, p, hit.CaseView, office); casework.CodeOf(err) == casework.Forbidden {
			continue // it became a complaint
		} else if err != nil {
			return nil, err
		}
		fields, err := c.Store.OpenFields(ctx, hit.Number)
		if err != nil {
			return nil, fmt.Errorf("open %s: %w", hit.Number, err)
		}
		if hit.Field = matching(c.Kinds.Of(hit.Kind).Found, fields, asked.Text); hit.Field == "" {
			continue
		}
		if err := c.Store.Audit(ctx, p.Person, access.CasePersonal, hit.Number, "found:"+asked.Purpose); err != nil {
			return nil, fmt.Errorf("audit %s: %w", hit.Number, err)
		}
		hit.Value = fields[hit.Field]
		hits = append(hits, hit)
	}
	return hits, nil
}

// matching is the field that holds what was asked; empty where none does.
func matching(found []kind.Finding, fields map[string]string, asked string) string {
	for _, f := range found {
		value := fields[f.Field]
		if value != "" && (f.Number && find.Is(value, asked) || !f.Number && find.Holds(value, asked)) {
			return f.Field
		}
	}
	return ""
}
