package kind

import (
	"slices"

	"github.com/shixian/shixian/internal/casework"
)

// Who may not do an act in a case, though his post may in others (Act.Never).

// unlessDecider: whoever is named for the clock, or was asked, decides on more time (R043).
func unlessDecider(s *casework.State, _ string, roles []casework.Role) *casework.Error {
	x := s.Extension
	if x == nil {
		return is(casework.NoExtension, "clock", "R043")
	}
	if c := s.Clock(x.Clock); c == nil || !slices.ContainsFunc(roles, func(r casework.Role) bool { return x.Decides(c, r) }) {
		return is(casework.NotDecider, "actor", lends(c))
	}
	return nil
}

// lends is the rule by which a clock is lent time; R043 where its policy names none.
func lends(c *casework.Clock) string {
	if c == nil || c.Extends == "" {
		return "R043"
	}
	return c.Extends
}

// unlessAsker: he who asked for more time takes it back, nobody for him.
func unlessAsker(s *casework.State, person string, _ []casework.Role) *casework.Error {
	if s.Extension == nil {
		return is(casework.NoExtension, "clock", "R043")
	}
	return unless(s.Extension.By == person, casework.NotDecider, lends(s.Clock(s.Extension.Clock)))
}

// whileAsked: a cover asks for one act at a time (R166).
func whileAsked(s *casework.State, person string, _ []casework.Role) *casework.Error {
	if s.Urgent.Pending() && s.Urgent.By == person {
		return is(casework.UrgentPending, "act", "R166")
	}
	return nil
}

// unlessTurn: an item is issued by whom its origin asks for (R099).
func unlessTurn(s *casework.State, _ string, roles []casework.Role) *casework.Error {
	return unless(slices.Contains(roles, s.Turn), casework.NotCompetent, "R099")
}

// unlessAnother: what an item rests on is read by somebody else than registered it (R099).
func unlessAnother(s *casework.State, person string, _ []casework.Role) *casework.Error {
	return unless(s.Facts[casework.FactRegistrar] != person, casework.OwnCase, "R099")
}

// unlessRegistrar: whoever registered it takes that back, nobody for him (R048).
func unlessRegistrar(s *casework.State, person string, _ []casework.Role) *casework.Error {
	return unless(person != "" && s.Facts[casework.FactRegistrar] == person, casework.NotRegistrar, "R048")
}

// unlessApprover: a leave is granted by whom its length and the rank ask for (R154).
func unlessApprover(s *casework.State, _ string, roles []casework.Role) *casework.Error {
	return unless(slices.Contains(roles, casework.Role(s.Facts["approver"])), casework.NotDecider, "R154")
}

// unlessAssigner: whoever gave a document to its post consents to its late return; the
// general office where that was never said; and never who asked for it himself (R055, R048).
func unlessAssigner(s *casework.State, person string, roles []casework.Role) *casework.Error {
	if s.Facts[casework.FactReturner] == person {
		return is(casework.OwnCase, "actor", "R055")
	}
	assigner := casework.Role(s.Facts["assigner"])
	if assigner == "" {
		assigner = casework.GeneralOffice
	}
	return unless(slices.Contains(roles, assigner), casework.NotDecider, "R055")
}

func unless(he bool, code casework.Code, rule string) *casework.Error {
	if he {
		return nil
	}
	return is(code, "actor", rule)
}
