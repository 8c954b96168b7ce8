package cases

import (
	"slices"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/kind"
)

// organs are the units of the office that have a head of their own: each of them is an
// organ before the law, and what its sections answer is its answer.
type organs struct {
	office *core.Office
	tree   access.Tree
}

func organsOf(office *core.Office) organs {
	return organs{office, office.Tree()}
}

// of finds the organ a unit belongs to; empty where it has none here.
func (o organs) of(unit string) string {
	for ; unit != ""; unit = o.tree.Above(unit) {
		led := func(p casework.Post) bool { return p.Unit == unit && p.Role == casework.PrincipalLeader }
		if slices.ContainsFunc(o.office.Posts, led) {
			return unit
		}
	}
	return ""
}

// above finds the organ next above a unit's (上一级机关、单位); empty where it is outside.
func (o organs) above(unit string) string { return o.of(o.tree.Above(o.of(unit))) }

// superior is the organ of this house that an act goes up to; empty where that is
// outside.
func superior(act *kind.Act, s *casework.State, office *core.Office) string {
	answered, here := act.Above(s)
	if !here {
		return ""
	}
	return organsOf(office).above(answered)
}

// heldTo names the organ of this house that a command goes up to, and refuses one of
// whoever does not stand in the organ it is for.
func (c *Room) heldTo(p casework.Principal, view casework.CaseView, office *core.Office, cmd *casework.Command) error {
	act, known := c.Kinds.Binds(view).Act(cmd.Name)
	s := core.StateOf(view)
	switch {
	case !known:
	case act.Above != nil && cmd.Args.Category == kind.Here:
		if cmd.Args.Unit = superior(act, s, office); cmd.Args.Unit == "" {
			return casework.FieldError(casework.NoOrganAbove, "organ", act.Basis)
		}
	case !standsIn(p, act, s, office):
		return casework.FieldError(casework.NotCompetent, "actor", act.Basis)
	}
	return nil
}

// standsIn tells whether somebody belongs to the organ whose act it is in this case.
func standsIn(p casework.Principal, act *kind.Act, s *casework.State, office *core.Office) bool {
	if act.By == nil {
		return true
	}
	organ := act.By(s)
	return organ == "" || slices.ContainsFunc(p.Holdings, func(h casework.Holding) bool {
		return act.Who[h.Role] != kind.None && organsOf(office).of(h.Unit) == organ
	})
}

// upward narrows what may be chosen to what there is: who has no organ above him here
// asks one outside.
func upward(form casework.Form, act *kind.Act, s *casework.State, office *core.Office) casework.Form {
	if act.Above == nil || superior(act, s, office) != "" {
		return form
	}
	form.Fields = slices.Clone(form.Fields)
	for i, f := range form.Fields {
		form.Fields[i].Choices = slices.DeleteFunc(slices.Clone(f.Choices), func(code string) bool { return code == kind.Here })
	}
	return form
}
