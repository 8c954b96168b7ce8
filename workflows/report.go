package workflows

import (
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/workflows/machine"
)

// report is what the house tells those above it (信息报送).
//
//	urgent  a grave event, trend, disaster or epidemic: within 3h from when it happened;
//	        everybody hears an hour before, the leaders at once when it is over (R216)
//	word    any leader who can be reached may let it go by his word; he signs for it within
//	        1wd by preset (R220)
//
// Nothing leaves before one of them approved it, and what is classified by the secure channel
// alone (R219, R220).
type report struct{}

func (report) Open(s *machine.Step) error {
	s.Stand(kind.StageDraft)
	s.Turn(casework.Handler)
	if !pressing(s) {
		return nil
	}
	return s.StartWith(machine.Terms{From: s.State.Received}, factUrgent)
}

// pressing: it is of the sorts that are told as they happen (R216).
func pressing(s *machine.Step) bool {
	sort := s.State.Facts[kind.FactEvent]
	return sort != "" && sort != kind.SortOther
}

var reportActs = machine.Acts{
	kind.SignReport: signReport,
	kind.TakeWord:   takeWord,
	kind.SendReport: sendReport,
	kind.TellMore:   tellMore,
	kind.EndReport:  endReport,
	kind.Adopt:      adoptReport,
}

func (report) Act(s *machine.Step, c casework.Command) error { return reportActs[c.Name](s, c) }

// RanOut: nothing of it is decided by silence.
func (report) RanOut(*machine.Step, casework.Clock) error { return nil }

// signReport: the leader in charge signs what is to leave, or for the word he gave; or he says
// that he does not agree, and never did (R220).
func signReport(s *machine.Step, c casework.Command) error {
	if c.Args.Approve == nil {
		return casework.FieldError(casework.Invalid, "approve", "R220")
	}
	said := kind.GivenWord(s.State, c.Roles...)
	given, his := said != nil, false
	if given {
		his = s.State.Facts[kind.FactApproved] == kind.ByWord && s.State.Facts[kind.FactGaveWord] == string(said.Owner)
		s.Meet(said.Name)
	}
	e := casework.Event{Name: kind.ReportSigned, Rule: "R220", To: s.Tells(kind.SignReport)}
	approved := kind.BySignature
	if !*c.Args.Approve {
		e.Name, approved = kind.WordDenied, ""
	}
	if given {
		e.Level = kind.ByWord
	}
	if given && !*c.Args.Approve { // it may have left by a word that nobody gave
		e.To = append(e.To, casework.PrincipalLeader, casework.EfficiencyOffice)
	}
	if !given || his { // what follows is signed by itself, and what another let go by his word by him
		s.SetFact(kind.FactApproved, approved)
	}
	s.Say(e)
	return nil
}

// takeWord: a leader who could be reached agreed, at that minute; he signs for it after (R220).
func takeWord(s *machine.Step, c casework.Command) error {
	switch {
	case c.Args.Category == "":
		return casework.FieldError(casework.Invalid, "category", "R220")
	case c.Args.Received.Before(s.State.Received.Truncate(time.Minute)): // or never
		return casework.FieldError(casework.Invalid, "received", "R220")
	case c.Args.Received.After(s.At):
		return casework.FieldError(casework.FutureDate, "received", "R220")
	}
	leader := casework.Role(c.Args.Category)
	s.SetFact(kind.FactApproved, kind.ByWord)
	s.SetFact(kind.FactGaveWord, string(leader))
	s.Say(casework.Event{
		Name: kind.WordTaken, Rule: "R220", Level: c.Args.Means, To: append([]casework.Role{leader}, s.Tells(kind.TakeWord)...), Detail: map[string]string{"on": c.Args.Received.Format(time.RFC3339)},
	})
	of := casework.PartOf(kind.ClockWord, string(leader))
	if owed := s.State.Clock(of); owed != nil && owed.Open() { // he signs for both by the day of the first
		return nil
	}
	return s.StartWith(machine.Terms{Owner: leader}, of)
}

// sendReport: what was approved has left. What is classified went by the secure channel, which
// is noted, and nothing of it is here (R219). An ordinary piece ends with that.
func sendReport(s *machine.Step, c casework.Command) error {
	switch {
	case c.Args.Category == "":
		return casework.FieldError(casework.Invalid, "category", "R221")
	case c.Args.Means == "" || casework.IsClassified(s.State.Facts) && c.Args.Means != kind.SecureChannel:
		return casework.FieldError(casework.Invalid, "means", "R219")
	}
	s.Meet(factUrgent)
	s.SetFact(kind.FactSent, "true")
	s.SetFact(kind.FactApproved, "")
	s.Say(casework.Event{Name: kind.ReportSent, Rule: "R216", Level: c.Args.Category, To: s.Tells(kind.SendReport), Detail: map[string]string{"means": c.Args.Means}})
	if !pressing(s) {
		s.Close("reported")
		return nil
	}
	s.Stand(kind.StageSent)
	return nil
}

// tellMore: it goes on, and is signed and sent like the first (R216, R220).
func tellMore(s *machine.Step, _ casework.Command) error {
	s.Say(casework.Event{Name: kind.MoreToTell, Rule: "R216", To: s.Tells(kind.TellMore)})
	s.Stand(kind.StageDraft)
	return nil
}

// endReport: it is over.
func endReport(s *machine.Step, _ casework.Command) error {
	s.Say(casework.Event{Name: casework.Reported, Rule: "R216", To: s.Tells(kind.EndReport)})
	s.Close("reported")
	return nil
}

// adoptReport: those above made use of it (R218).
func adoptReport(s *machine.Step, c casework.Command) error {
	if c.Args.Category == "" {
		return casework.FieldError(casework.Invalid, "category", "R218")
	}
	s.Say(casework.Event{Name: kind.Adopted, Rule: "R218", Level: c.Args.Category, To: s.Tells(kind.Adopt)})
	return nil
}
