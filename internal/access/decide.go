package access

import (
	"cmp"
	"slices"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

// Subject is what an action is done to. For actions of no case it stays zero:
// they concern the person himself, everybody or the installation.
type Subject struct {
	Kind         casework.Kind
	Number       string // for the refusal's note
	Unit         string
	Post         string // the post that handles the case
	RegisteredBy string // person id
	// Against is the post an accountability case or a complaint stands against,
	// Accused the person a complaint names. Neither acts on it or sees it.
	Against string
	Accused string
	// Office is the post that handles a case that went upward, past those whose
	// part it would be otherwise; empty for all others (casework.Part).
	Office string
	// Reported: the report that a unit made of itself lies in it (R239).
	Reported bool
	// Disclosed is the investigator the complainant consented to be named to (R082).
	Disclosed string
	// AskedBy is who asked for the extension that waits for a decision, ConcludedBy
	// who drew the conclusion that is objected to.
	AskedBy, ConcludedBy string
	// SecondTo is whose act waits for the signature of a second (R048).
	SecondTo string
	// Parts are the co-units' (R044).
	Parts []Place
	// Concerned is the person the case is about: who is away, or, from the formal
	// opening on, whose liability is asked for. Empty before.
	Concerned string
	// Beside are the persons who answer for the same matter in a case of their own, and whom an
	// inquiry is about that nobody opened yet: they neither act on this one nor see it.
	Beside []string
	// Recused are who has an interest in it, was taken off it for that, and does and signs
	// nothing of it any more.
	Recused []string
	// Urgent is the act a short cover asked the leader in charge for (R166).
	Urgent *casework.Urgent
}

// Place is a post and its unit.
type Place struct{ Unit, Post string }

// PartsOf are the places that have a part in a case.
func PartsOf(s *casework.State) []Place {
	var out []Place
	for _, c := range s.Steps() {
		out = append(out, Place{Unit: c.Unit, Post: c.Post})
	}
	for _, c := range s.Clocks { // who owes the explanation reads what he explains
		if c.Open() && c.Post != "" && casework.Ruling(c.Name) == casework.ClockExplain {
			out = append(out, Place{Unit: c.Unit, Post: c.Post})
		}
	}
	for _, c := range s.Clocks { // who was asked first reads what became of it, to its end and after (R009)
		if c.Post != "" && casework.Ruling(c.Name) == kind.ClockFollowUp {
			out = append(out, Place{Unit: c.Unit, Post: c.Post})
		}
	}
	return out
}

// isAbout tells whether the case is about this person himself.
func (s Subject) isAbout(p casework.Principal) bool {
	return s.Concerned != "" && s.Concerned == p.Person
}

// Decide finds the roles under which p may do action to s now. Roles of a post
// count only while p stands on it; reading is also open to a backup in waiting
// and to an absent holder. The roles are empty where no post is needed for it.
//
// The error is Unauthenticated for nobody, Forbidden otherwise, with the rule
// that stands against it where there is one.
func (t *Table) Decide(p casework.Principal, action string, s Subject, tree Tree) ([]casework.Role, error) {
	row := t.find(action, s.Kind)
	switch {
	case row == nil:
		return nil, refuse("", "%s is no action on %q", action, s.Kind)
	case row.Scopes[Public] > None:
		return nil, nil
	case p.Person == "":
		return nil, casework.Errorf(casework.Unauthenticated, "%s needs a session", action)
	case row.Scopes[Staff] > None:
		return nil, nil
	}
	if s.isAbout(p) && row.Scopes[casework.PersonConcerned] > None {
		return []casework.Role{casework.PersonConcerned}, nil
	}
	if err := recused(p, row, s); err != nil {
		return nil, err
	}
	if action == casework.Countersign && s.SecondTo != "" && s.SecondTo == p.Person {
		return nil, nil // to take his own request back, on whatever post; the case lets him sign nothing of it (R048)
	}
	if s.Disclosed != "" && s.Disclosed == p.Person && row.Scopes[casework.Investigator] > None {
		return []casework.Role{casework.Investigator}, nil
	}
	if action == CaseRegister {
		s.RegisteredBy = "" // who is about to register does not own the case yet
	}
	var roles []casework.Role
	var refusal error
	for _, h := range p.Holdings {
		h.Line = t.kinds.Posts().Lined(h.Role, h.Line)
		if !t.within(row, p, h, s, tree) {
			continue
		}
		if err := cmp.Or(row.idle(h), t.passes(row, p, h, s), row.twice(h, s)); err != nil {
			refusal = err
			continue
		}
		if !slices.Contains(roles, h.Role) {
			roles = append(roles, h.Role)
		}
	}
	if len(roles) == 0 && s.Reported && (action == CaseView || action == CaseTimeline) {
		return t.Decide(p, CaseReport, s, tree) // whoever is to study it sees the case it lies in
	}
	switch {
	case len(roles) > 0:
		return roles, nil
	case refusal == nil:
		refusal = refuse("", "no role held may %s on %s %s", action, s.Kind, s.Number)
	}
	return nil, refusal
}

// within tells whether the holding's role reaches the subject, or a part of it
// where the row is open to those who have one.
func (t *Table) within(r *Row, p casework.Principal, h casework.Holding, s Subject, tree Tree) bool {
	if t.touches(r, p, h, s, tree) {
		return true
	}
	s.RegisteredBy = ""
	return (r.View || r.Joint) && slices.ContainsFunc(s.Parts, func(part Place) bool {
		s.Unit, s.Post = part.Unit, part.Post
		return t.touches(r, p, h, s, tree)
	})
}

func (t *Table) touches(r *Row, p casework.Principal, h casework.Holding, s Subject, tree Tree) bool {
	scope := r.reach(h.Role)
	switch {
	case scope == None:
		return false
	case owns(p, h, s):
		return true
	case s.Office != "" && t.standsAside(s.Kind, h.Role):
		return false
	case scope == All:
		return true
	case scope == Bureau:
		return slices.ContainsFunc(tree.line(h), func(top string) bool { return tree.Covers(top, s.Unit) })
	case scope == Unit:
		return tree.Covers(h.Unit, s.Unit)
	}
	return false
}

// standsAside tells whether a role has no part in a case of the kind that lies with a post
// set apart: what went upward past it (docs/adr/0011), what is of another's line (R229).
func (t *Table) standsAside(k casework.Kind, r casework.Role) bool {
	return t.kinds.Of(k).Upward && casework.StandsAside(r) || t.kinds.Posts().Apart(k) == r
}

// owns tells whether the case is the holding's own: handled by its post, gone
// upward to it or, for a clerk, registered by him.
func owns(p casework.Principal, h casework.Holding, s Subject) bool {
	return h.Role == casework.Clerk && s.RegisteredBy == p.Person ||
		s.Post != "" && s.Post == h.Post || s.Office != "" && s.Office == h.Post
}

// idle says why a holding that fits gives no power to act: its person is not on
// duty (R160).
func (r *Row) idle(h casework.Holding) error {
	switch {
	case r.View:
		return nil
	case h.Standby && !r.Waiting:
		return refuse("R160", "post %s is held by somebody else now", h.Post)
	case r.Action == casework.AskUrgent && !h.Limited:
		return refuse("R166", "who stands on post %s with all its powers asks nobody", h.Post)
	}
	return nil
}

// twice says that a signature would be the same man's again: whoever stands in for him who
// asked signs by that one's own power (R048).
func (r *Row) twice(h casework.Holding, s Subject) error {
	if r.Action == casework.Countersign && s.SecondTo != "" && h.Covers == s.SecondTo {
		return refuse("R048", "he stands on post %s for who asked", h.Post)
	}
	return nil
}

// leads tells whether a person leads in his own right, whatever he covers.
func leads(h casework.Holding) bool { return casework.Leads(h.Role) && h.Covers == "" }

// recused keeps persons away from their own matter (公务员法第七十六条): who
// stands on the post a case is against, on duty or not, or is named by a complaint,
// neither acts on it nor sees it before he is told; who is concerned does no more than is his own; and
// nobody grants what he asked for himself (R043).
func recused(p casework.Principal, row *Row, s Subject) error {
	if s.Against != "" && slices.ContainsFunc(p.Holdings, func(h casework.Holding) bool { return h.Post == s.Against }) {
		return refuse(ownMatter, "%s stands against a post of his own", s.Number)
	}
	if s.Accused != "" && s.Accused == p.Person {
		return refuse(ownMatter, "%s names him", s.Number)
	}
	if !s.isAbout(p) && slices.Contains(s.Beside, p.Person) {
		return refuse(ownMatter, "he answers for the matter of %s himself", s.Number)
	}
	switch {
	case row.View:
		return nil
	case s.isAbout(p):
		return refuse(ownMatter, "%s is about himself", s.Number)
	case row.Action != casework.Explain && slices.Contains(s.Recused, p.Person): // for his own lateness everybody accounts
		return refuse(ownMatter, "%s: he was recused from it", s.Number)
	case row.Action == casework.DecideExtension && s.AskedBy != "" && s.AskedBy == p.Person:
		return refuse("R043", "%s: he asked for this extension himself", s.Number)
	case row.Action == casework.DecideObjection && s.ConcludedBy != "" && s.ConcludedBy == p.Person:
		return refuse(reviewers, "%s: he drew this conclusion himself", s.Number)
	}
	return nil
}

// reviewers recuse themselves who took part in the conclusion, by the house's own order:
// 政府督查工作条例 17 is for governments and what they order.
const reviewers = "本单位规定"

// ownMatter is the article that keeps officials out of their own affairs.
const ownMatter = "公务员法第七十六条"

func refuse(rule, format string, args ...any) error {
	err := casework.Errorf(casework.Forbidden, format, args...)
	err.Rule = rule
	return err
}
