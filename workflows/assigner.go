package workflows

import (
	"slices"

	"github.com/shixian/shixian/internal/casework"
)

// factAssigner is the role that gave the matter to its post.
const factAssigner = "assigner"

// assigner is whoever gave the matter to its post; the office that keeps the kind
// where that was never said.
func (s *step) assigner() casework.Role {
	switch given := casework.Role(s.state.Facts[factAssigner]); {
	case given != "":
		return given
	case s.state.Kind == casework.Supervision:
		return casework.SupervisionOffice
	}
	return casework.GeneralOffice
}

// givenBy remembers who gave the matter: he is the one to lend more time and to
// hear why it was not enough (R054, R090).
func (s *step) givenBy(c casework.Command, may ...casework.Role) {
	for _, role := range may {
		if slices.Contains(c.Roles, role) {
			s.setFact(factAssigner, string(role))
			return
		}
	}
}

// nameAssigner puts the role of the assigner where the policy speaks of him.
func (s *step) nameAssigner(c *casework.Clock) {
	named := func(roles []casework.Role) []casework.Role {
		out := slices.Clone(roles) // they may be the policy's own
		for i, r := range out {
			if r == casework.Assigner {
				out[i] = s.assigner()
			}
		}
		return out
	}
	c.Deciders, c.Hears = named(c.Deciders), named(c.Hears)
	if c.Asks == casework.Assigner {
		c.Asks = s.assigner()
	}
	for i := range c.Alarms {
		c.Alarms[i].To = named(c.Alarms[i].To)
	}
}
