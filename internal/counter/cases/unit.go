package cases

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
)

// spokenFor names who speaks for a unit against which a case is formally opened:
// whoever stands on the post of its head now is heard, and served, for it (R139).
// A case is against a person or a unit, never both.
func (c *Room) spokenFor(ctx context.Context, office *core.Office, cmd *casework.Command) error {
	unit := cmd.Args.Unit
	switch {
	case cmd.Name != casework.StateFacts && cmd.Name != casework.Split:
		return nil
	case cmd.Name == casework.Split || unit == "":
		return c.employed(ctx, office, cmd)
	case cmd.Args.Outcome != "formal" && cmd.Args.Outcome != "inquiry" || cmd.Args.Person != "":
		return casework.FieldError(casework.Invalid, "unit", "R139")
	}
	post, led := headOf(office, unit)
	if !led {
		return casework.FieldError(casework.NobodySpeaks, "unit", "R139")
	}
	spans, err := c.Store.Duty(ctx, post, cmd.At, cmd.At.Add(time.Microsecond))
	if err != nil {
		return fmt.Errorf("head of %s: %w", unit, err)
	}
	if len(spans) == 0 || spans[0].Person == "" {
		return casework.FieldError(casework.NobodySpeaks, "unit", "R139")
	}
	cmd.Args.Person = spans[0].Person
	return nil
}

// appointedAbove are the posts whose holders a higher organ appoints (处分条例 37).
var appointedAbove = []casework.Role{casework.PrincipalLeader, casework.LeaderInCharge, casework.PartyGroup, casework.DisciplineOffice}

// employed adds how the person named is employed, and that a higher organ appoints him:
// measures and remedies depend on both (R142, R143, R223). The register says it, nobody
// types it.
func (c *Room) employed(ctx context.Context, office *core.Office, cmd *casework.Command) error {
	if cmd.Args.Person == "" {
		return nil
	}
	i := slices.IndexFunc(office.Persons, func(m casework.Person) bool { return m.ID == cmd.Args.Person })
	if i < 0 {
		return nil
	}
	cmd.Args.Employment = office.Persons[i].Employment
	for _, post := range office.Posts {
		if !slices.Contains(appointedAbove, post.Role) {
			continue
		}
		spans, err := c.Store.Duty(ctx, post.ID, cmd.At, cmd.At.Add(time.Microsecond))
		if err != nil {
			return fmt.Errorf("who stands on %s: %w", post.ID, err)
		}
		if len(spans) > 0 && spans[0].Person == cmd.Args.Person {
			cmd.Args.Appointed = casework.Above
		}
	}
	return nil
}

// headOf finds the post that answers for a unit: its section head's, or that of
// the leader in charge. A bureau answers to those above it, not here.
func headOf(office *core.Office, unit string) (post string, led bool) {
	i := slices.IndexFunc(office.Posts, func(p casework.Post) bool {
		return p.Unit == unit && (p.Role == casework.SectionHead || p.Role == casework.LeaderInCharge)
	})
	if i < 0 {
		return "", false
	}
	return office.Posts[i].ID, true
}

// vetted refuses units that there are not, whoever does not stand on the post that a form asks
// those it names to hold, and whoever is of a unit that it names: nobody looks into his own house
// (R114), and lots are drawn for no house that nobody knows (R113).
func (c *Room) vetted(ctx context.Context, office *core.Office, form casework.Form, cmd casework.Command) error {
	for _, f := range form.Fields {
		if f.Type == casework.FieldUnits && slices.ContainsFunc(cmd.Args.Units, func(id string) bool {
			return !slices.ContainsFunc(office.Units, func(u casework.Unit) bool { return u.ID == id })
		}) {
			return casework.FieldError(casework.Invalid, f.Name, f.Rule)
		}
		if f.Holds == "" {
			continue
		}
		named := cmd.Args.Persons
		if f.Type == casework.FieldPerson {
			named = []string{cmd.Args.Person}
		}
		stand, err := c.standing(ctx, office, f.Holds, cmd.At)
		if err != nil {
			return err
		}
		for _, person := range named {
			i := slices.IndexFunc(office.Persons, func(m casework.Person) bool { return m.ID == person })
			switch {
			case i < 0 || !slices.Contains(stand, person):
				return casework.FieldError(casework.NotCompetent, f.Name, f.Rule)
			case slices.Contains(cmd.Args.Units, office.Persons[i].Unit):
				return casework.FieldError(casework.OwnCase, f.Name, f.Rule)
			}
		}
	}
	return nil
}

// standing are who stands on the posts of a role at an instant.
func (c *Room) standing(ctx context.Context, office *core.Office, role casework.Role, at time.Time) (persons []string, err error) {
	for _, post := range office.Posts {
		if post.Role != role {
			continue
		}
		spans, err := c.Store.Duty(ctx, post.ID, at, at.Add(time.Microsecond))
		if err != nil {
			return nil, fmt.Errorf("who stands on %s: %w", post.ID, err)
		}
		for _, span := range spans {
			persons = append(persons, span.Person)
		}
	}
	return persons, nil
}
