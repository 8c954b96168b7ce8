package kind

import (
	"slices"

	"github.com/shixian/shixian/internal/casework"
)

// Posts is what the house says of its posts beside every case: what goes with one to
// whoever covers it, which steps a plan of its holders takes, what the board shows.
type Posts struct {
	Cover []Power
	Plan  []Step
	Board []Shown
	Lines []Line
}

// Line (口) is what posts of a role may be in charge of apart from their fellows, each of its
// own, and of nothing else: units of the office, or the cases of a kind on a subject.
type Line struct {
	Role    casework.Role
	Of      casework.Kind // none: units
	Field   string        // the fact that says the subject
	Subject string
	Rule    string
}

// Power is something of A's that goes with his post to whoever covers it. What is named
// nowhere stays his.
type Power struct {
	Of    string
	Short bool // to a cover of some hours; else to one of a day or more
	Rule  string
}

// What a post may do: what goes on daily, what decides a matter, the one act a leader
// consented to, and a leader's own signature.
const (
	PowerDaily     = "daily"
	PowerDecision  = "decision"
	PowerConsented = "consented"
	PowerSignature = "signature"
)

// Step is one that a plan of a post takes, in the order of the list.
type Step struct {
	Name      string
	Rule      string
	Who       Scopes
	Signature bool
	Daily     bool
	Outside   bool // only where a B is of another section
	Another   bool // not by whoever proposed the plan
}

// Steps of a plan.
const (
	PlanPropose = "propose"
	PlanExcept  = "except"
	PlanApprove = "approve"
	PlanFile    = "file"
)

// Action is what the table of access calls it.
func (s Step) Action() string { return "plan." + s.Name }

// Shown is something the board says of a post: to whoever comes, or in the house only.
type Shown struct {
	Name   string
	Rule   string
	Public bool
}

// housePosts are as the sources have them: a licence to enforce is no power of a post,
// and a leader's signature goes to nobody (R165).
func housePosts() Posts {
	return Posts{
		Cover: []Power{
			{PowerDaily, false, "R165"}, {PowerDecision, false, "R165"},
			{PowerDaily, true, "R167"}, {PowerConsented, true, "R167"},
		},
		Plan: []Step{
			{Name: PlanPropose, Rule: "R162", Who: Scopes{casework.SectionHead: Unit, casework.Admin: All}},
			{Name: PlanExcept, Rule: "R163", Who: Scopes{casework.PrincipalLeader: Bureau}, Signature: true, Outside: true, Another: true},
			{Name: PlanApprove, Rule: "R162", Who: Scopes{casework.PartyGroup: Bureau}, Signature: true, Another: true},
			{Name: PlanFile, Rule: "R162", Who: Scopes{casework.GeneralOffice: Bureau}, Daily: true},
		},
		Board: []Shown{
			{"holder_name", "R161", true}, {"backups", "R161", true},
			{"closed", "R175", true}, {"form", "R175", false}, {"reason", "R175", false}, {"place", "R175", false},
			{"since", "R156", false}, {"back", "R156", true}, {"contact", "R156", false}, {"phone", "R156", true},
		},
		Lines: []Line{
			{Role: casework.GeneralOffice, Rule: "R243"}, // each secretary chases the matters of his own
			{Role: casework.SupervisionOffice, Of: casework.Supervision, Field: "subject", Subject: "law", Rule: "R229"},
		},
	}
}

// Lined is a post's line as far as posts of the role may be in charge of units.
func (p Posts) Lined(r casework.Role, line casework.Line) casework.Line {
	if slices.ContainsFunc(p.Lines, func(l Line) bool { return l.Role == r && l.Of == "" }) {
		return line
	}
	return ""
}

// Apart is the role of whose posts one may have the cases of a kind on a subject, in place of
// the others; none where no subject is anybody's.
func (p Posts) Apart(k casework.Kind) casework.Role {
	for _, l := range p.Lines {
		if l.Of == k && k != "" {
			return l.Role
		}
	}
	return ""
}

// On is the line on which a case lies by its facts; false where it lies on none.
func (p Posts) On(k casework.Kind, facts map[string]string) (Line, bool) {
	i := slices.IndexFunc(p.Lines, func(l Line) bool { return l.Of == k && k != "" && (l.Field == "" || facts[l.Field] == l.Subject) })
	if i < 0 {
		return Line{}, false
	}
	return p.Lines[i], true
}

// Goes tells whether a power goes with a post to such a cover.
func (p Posts) Goes(power string, short bool) bool {
	return slices.ContainsFunc(p.Cover, func(c Power) bool { return c.Of == power && c.Short == short })
}

// Admits tells why a plan does not take a step from somebody; taken is by whom each step
// before was, outside whether a B of it is of another section.
func (p Posts) Admits(taken map[string]string, outside bool, step, person string) *casework.Error {
	i := slices.IndexFunc(p.Plan, func(s Step) bool { return s.Name == step })
	if i < 0 {
		return casework.FieldError(casework.UnknownCommand, "step", "")
	}
	next := p.Plan[i]
	done := func(s Step) bool { return taken[s.Name] != "" }
	if slices.ContainsFunc(p.Plan[i:], done) || next.Outside && !outside {
		return casework.FieldError(casework.WrongStage, "step", next.Rule)
	}
	for _, before := range slices.Backward(p.Plan[:i]) {
		switch {
		case done(before) || before.Outside && !outside:
		case before.Outside:
			return casework.FieldError(casework.WrongStage, "outside", before.Rule)
		default:
			return casework.FieldError(casework.WrongStage, "step", next.Rule)
		}
	}
	if next.Another && taken[PlanPropose] == person {
		return casework.FieldError(casework.OwnCase, "principal", next.Rule)
	}
	return nil
}

// Shows tells whether the board says something to the public, or in the house.
func (p Posts) Shows(what string, public bool) bool {
	return slices.ContainsFunc(p.Board, func(s Shown) bool { return s.Name == what && (s.Public || !public) })
}
