package office

import (
	"context"
	"crypto/sha256"
	"strings"
	"time"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/duty"
	"github.com/shixian/shixian/internal/officefile"
)

// SetUp is how far an installation is set up.
type SetUp struct {
	By       string // who began it
	Begun    bool
	Done     []string // steps looked at by a person
	Finished bool
	Works    bool // a case stands, and there is somebody else who may consent to a change
}

// Open tells that it is being set up: who does it does so alone. An office that works is set up,
// whether or not anybody ever said so: else one person changed for good who stands where.
func (s SetUp) Open() bool { return s.Begun && !s.Finished && !s.Works }

// Steps that only a person can tell to be done; the others are seen in the office itself.
const (
	StepHours = "hours"
	StepKeys  = "keys"
	StepMail  = "mail"
)

// DigestOf is what is kept of a code.
func DigestOf(code string) []byte {
	sum := sha256.Sum256([]byte(strings.ToUpper(strings.TrimSpace(code))))
	return sum[:]
}

// First is what the one-time code is exchanged for: a bureau, and who sets it up.
type First struct{ Bureau, Name, Login, Password string }

// MayBeginOffice tells whether a code may begin an office.
func (c *Room) MayBeginOffice(ctx context.Context, code string) (bool, error) {
	return c.own.SetUpCode(ctx, DigestOf(code))
}

// BeginOffice makes the bureau, its first person and the administrator's post he stands on. What is
// wrong is told at its field; NotFound at "code" where the code is none, or was used.
func (c *Room) BeginOffice(ctx context.Context, code string, in First) error {
	if known, err := c.MayBeginOffice(ctx, code); err != nil || !known {
		if err == nil {
			err = casework.FieldError(casework.NotFound, "code", "")
		}
		return err
	}
	rules, err := c.rules(ctx)
	if err != nil {
		return err
	}
	hash, err := c.asks.Hash(ctx, in.Password)
	if err != nil {
		return err
	}
	return c.own.BeginOffice(ctx, DigestOf(code), in.Login, hash, func(now time.Time) (officefile.File, error) {
		y, m, d := now.In(core.Zone).Date()
		f := officefile.File{
			Units:   []casework.Unit{{ID: "bureau", Name: in.Bureau, Level: 1}},
			Persons: []casework.Person{{ID: in.Login, Name: in.Name, Unit: "bureau", Active: true}},
			Posts:   []casework.Post{{ID: "admin", Unit: "bureau", Name: "系统管理岗", NameEn: "Administrator", Role: casework.Admin}},
			Holders: []duty.Assignment{{Post: "admin", Person: in.Login, Rank: duty.A, From: time.Date(y, m, d, 0, 0, 0, 0, core.Zone)}},
		}
		raw, err := f.Write(core.Zone)
		if err != nil {
			return f, err
		}
		_, err = officefile.Examine(raw, rules, now)
		return f, firstRefusals(err)
	})
}

// firstRefusals puts what is wrong with the first file at the field it came from.
func firstRefusals(err error) error {
	wrong, ok := err.(officefile.Problems) //nolint:errorlint // the room returns them bare
	if !ok {
		return err
	}
	var out core.Refusals
	for _, p := range wrong {
		field, rule := "login", "id"
		switch {
		case strings.HasPrefix(p.Field, "units"):
			field, rule = "bureau", "required"
		case strings.HasSuffix(p.Field, ".name"):
			field, rule = "name", "required"
		}
		out = append(out, casework.FieldError(casework.Invalid, field, rule))
	}
	return out.Err()
}

// OfficeSetUp tells how far the set-up is.
func (c *Room) OfficeSetUp(ctx context.Context) (SetUp, error) {
	return c.own.SetUp(ctx, access.Who(access.OfficeAdmin))
}

// LookedAt says that p has looked at a step.
func (c *Room) LookedAt(ctx context.Context, p casework.Principal, step string) error {
	if err := c.Installation(ctx, p, access.OfficeAdmin); err != nil {
		return err
	}
	switch step {
	case StepHours, StepKeys, StepMail:
		return c.own.SetUpDone(ctx, step)
	}
	return casework.FieldError(casework.Invalid, "step", "choice")
}

// FinishOffice ends the set-up: from now on a change takes two.
func (c *Room) FinishOffice(ctx context.Context, p casework.Principal) error {
	alone, err := c.alone(ctx, p)
	if err != nil {
		return err
	}
	if !alone {
		return casework.FieldError(casework.Forbidden, "principal", "")
	}
	if err := c.own.FinishSetUp(ctx, p.Person); err != nil {
		return err
	}
	return c.Audit(ctx, p, access.OfficeAdmin, "set-up finished")
}
