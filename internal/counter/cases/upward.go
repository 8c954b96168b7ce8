package cases

import (
	"context"
	"fmt"
	"slices"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/duty"
)

// direct gives a new complaint to the office that handles it. One about the
// efficiency office, those who watch over it or the head of the bureau goes
// upward: two facts name who plays their part, and table, messages, clocks and
// turns follow from them (docs/adr/0011).
func (c *Room) direct(ctx context.Context, office *core.Office, kept *core.NewCase) error {
	line, err := c.Store.Line(ctx, c.Now())
	if err != nil {
		return fmt.Errorf("whom the complaint is about: %w", err)
	}
	to, up, err := Direct(office, line, kept.Facts)
	if err != nil || !up {
		return err
	}
	kept.Unit, kept.Post = to.Unit, to.ID
	kept.Facts[casework.FactOffice], kept.Facts[casework.FactOfficePost] = string(to.Role), to.ID
	return nil
}

// Direct finds the post a complaint goes up to, if it is about somebody who would
// judge it. NotCompetent where nobody in this office may.
func Direct(office *core.Office, line []duty.Assignment, facts map[string]string) (to casework.Post, up bool, err error) {
	about := complainedOf{office: office, line: line, facts: facts, tree: office.Tree()}
	aside := about.aside()
	if len(aside) == 0 {
		return to, false, nil
	}
	to, up = about.above(aside)
	if !up {
		return to, false, casework.FieldError(casework.NotCompetent, "fields."+casework.FactAgainstUnit, "")
	}
	return to, true, nil
}

// complainedOf is whom a complaint is about, as its facts name him.
type complainedOf struct {
	office *core.Office
	line   []duty.Assignment
	facts  map[string]string
	tree   access.Tree
}

// aside are the posts whose part somebody else must play: those complained of
// that would handle the complaint, or hear of it by their office.
func (a complainedOf) aside() []casework.Post {
	var out []casework.Post
	for _, post := range a.office.Posts {
		if casework.StandsAside(post.Role) && (a.named(post) || a.within(post)) {
			out = append(out, post)
		}
	}
	return out
}

// named: the complaint names the post, or who holds it.
func (a complainedOf) named(post casework.Post) bool {
	return post.ID == a.facts[casework.FactAgainstPost] || a.holds(a.facts[casework.FactAgainstPerson], post.ID)
}

// within: the complaint is about the office of the post. The head of a bureau is
// complained of by name or post only: every unit is his.
func (a complainedOf) within(post casework.Post) bool {
	unit := a.facts[casework.FactAgainstUnit]
	if unit == "" || post.Role == casework.PrincipalLeader {
		return false
	}
	if a.tree.Bureau(post.Unit) != post.Unit && a.tree.Covers(post.Unit, unit) {
		return true
	}
	return slices.ContainsFunc(a.office.Persons, func(m casework.Person) bool {
		return a.holds(m.ID, post.ID) && a.tree.Bureau(m.Unit) != m.Unit && a.tree.Covers(m.Unit, unit)
	})
}

// holds tells whether a person holds a post as A, or stands in on it.
func (a complainedOf) holds(person, post string) bool {
	return person != "" && slices.ContainsFunc(a.line, func(h duty.Assignment) bool {
		return h.Person == person && h.Post == post && (h.Rank == duty.A || h.Rank == duty.Standin)
	})
}

// above is who handles it instead: the efficiency office of the unit above, else
// the discipline office (派驻纪检), else the party group.
func (a complainedOf) above(aside []casework.Post) (casework.Post, bool) {
	for _, role := range []casework.Role{casework.EfficiencyOffice, casework.DisciplineOffice, casework.PartyGroup} {
		for _, post := range a.office.Posts {
			if post.Role == role && !a.named(post) && !a.within(post) && a.over(post, aside) {
				return post, true
			}
		}
	}
	return casework.Post{}, false
}

// over: an efficiency office stands over another only from a unit above its own;
// discipline office and party group stand over their bureau.
func (a complainedOf) over(post casework.Post, aside []casework.Post) bool {
	return !slices.ContainsFunc(aside, func(other casework.Post) bool {
		if post.Role == casework.EfficiencyOffice {
			return post.Unit == other.Unit || !a.tree.Covers(post.Unit, other.Unit)
		}
		return !a.tree.Covers(post.Unit, other.Unit) && a.tree.Bureau(post.Unit) != a.tree.Bureau(other.Unit)
	})
}
