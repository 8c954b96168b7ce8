package workflows

import (
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/workflows/machine"
)

// disclosure is what an office makes public (政务公开), and what people say of it.
//
//	vet         the supervision group looks whether it is true (R204)
//	approval    the leading group approves it, or nobody ever sees it (R204)
//	handle      public within twenty working days of its making (政府信息公开条例 26)
//	check       what is public is checked every quarter (R205)
//	amend       and what is wrong is mended (R209)
//	answer      a suggestion, or a question of the leaders' day, is answered (R203, R207)
//	ask_leader  a hard question is put to the leader the same day (R203)
type disclosure struct{}

// Open: a matter by whose policy an answer is owed is what somebody said; anything else is
// to be made public.
func (disclosure) Open(s *machine.Step) error {
	from := machine.Terms{From: s.State.Received}
	if err := s.StartWith(from, kind.ClockAnswer, kind.ClockAsk); err != nil {
		return err
	}
	if said := s.State.Clock(kind.ClockAnswer); said != nil {
		s.Stand(kind.StageVoice)
		s.Turn(casework.Handler)
		// It never lay with those who vet: no time of it is booked to them.
		s.Say(casework.Event{Name: casework.TurnChanged, Detail: map[string]string{"from": "", "to": string(casework.Handler)}})
		return nil
	}
	s.Stand(kind.StageVet)
	s.Turn(casework.DisciplineOffice)
	return s.StartWith(from, kind.ClockVet, "handle")
}

var disclosureActs = machine.Acts{
	kind.Vet:         vet,
	casework.Approve: approveDisclosure,
	kind.MakePublic:  makePublic,
	kind.CheckShown:  checkShown,
	kind.Amend:       amend,
	kind.TakeDown:    takeDown,
	kind.AskLeader:   askLeader,
	casework.Reply:   answerVoice,
	kind.Gather:      gather,
}

func (disclosure) Act(s *machine.Step, c casework.Command) error { return disclosureActs[c.Name](s, c) }

// RanOut: nothing is made public by silence.
func (disclosure) RanOut(*machine.Step, casework.Clock) error { return nil }

// vet: what is not true goes back to who reported it, and was never public (R204). Who let its
// days go by is asked after all the same.
func vet(s *machine.Step, c casework.Command) error {
	if c.Args.Outcome == "" {
		return casework.FieldError(casework.Invalid, "outcome", "R204")
	}
	s.Meet(kind.ClockVet)
	s.Say(casework.Event{Name: kind.Vetted, Rule: "R204", Level: c.Args.Outcome, To: s.Tells(kind.Vet)})
	if c.Args.Outcome == "unsound" {
		s.CallUp("handle")
		s.Close("sent_back")
		return nil
	}
	s.Stand(casework.StageApprove)
	s.Turn(casework.PrincipalLeader)
	return s.Start(kind.ClockApproval)
}

// approveDisclosure is the leading group's word (R204).
func approveDisclosure(s *machine.Step, c casework.Command) error {
	if c.Args.Approve == nil {
		return casework.FieldError(casework.Invalid, "approve", "R204")
	}
	s.Meet(kind.ClockApproval)
	level := "approved"
	if !*c.Args.Approve {
		level = "refused"
	}
	s.Say(casework.Event{Name: kind.Approved, Rule: "R204", Level: level, To: s.Tells(casework.Approve)})
	if level == "refused" {
		s.CallUp("handle")
		s.Close("not_approved")
		return nil
	}
	s.Stand(kind.StagePublish)
	s.Turn(casework.GeneralOffice)
	return nil
}

// makePublic: what concerns the public at large is announced as well (R198), what is for the
// house alone is not (对内公开, R228).
func makePublic(s *machine.Step, c casework.Command) error {
	inside := s.State.Facts[kind.FactAudience] == kind.AudienceHouse
	switch {
	case inside && c.Args.Means == kind.Announced:
		return casework.FieldError(casework.Invalid, "means", "R228")
	case c.Args.Means == "" || !inside && s.State.Facts[kind.FactConcern] == "true" && c.Args.Means != kind.Announced:
		return casework.FieldError(casework.Invalid, "means", "R198")
	}
	s.Meet("handle")
	s.Say(casework.Event{Name: kind.Disclosed, Rule: "R198", Level: c.Args.Means, To: s.Tells(kind.MakePublic)})
	s.Stand(kind.StageShown)
	s.Turn("")
	return s.Start(kind.ClockCheck)
}

// checkShown meets the quarter; what is wrong is mended by who reported it (R205, R209).
func checkShown(s *machine.Step, c casework.Command) error {
	round := s.State.Clock(kind.ClockCheck)
	switch {
	case c.Args.Outcome == "":
		return casework.FieldError(casework.Invalid, "outcome", "R205")
	case round == nil || !round.Open():
		return casework.FieldError(casework.NothingOwed, "", "R205")
	}
	s.LookedInto(round)
	s.SayOf(round, casework.Event{Name: kind.ShownChecked, Level: c.Args.Outcome, To: s.Tells(kind.CheckShown)})
	if owed := s.State.Clock(kind.ClockAmend); c.Args.Outcome != kind.Faulty || owed != nil && owed.Open() {
		return nil
	}
	return oweMending(s)
}

// oweMending: it is owed by who reported it, whose turn it is till then: nobody else's time is booked for it.
func oweMending(s *machine.Step) error {
	s.Turn(casework.Handler)
	return s.Start(kind.ClockAmend)
}

// mended ends that; one that was ended before is nobody's turn.
func mended(s *machine.Step) {
	s.Meet(kind.ClockAmend)
	if !s.State.Closed() {
		s.Turn("")
	}
}

func amend(s *machine.Step, _ casework.Command) error {
	mended(s)
	s.Say(casework.Event{Name: kind.Amended, Rule: "R209", To: s.Tells(kind.Amend)})
	return nil
}

func takeDown(s *machine.Step, _ casework.Command) error {
	s.Say(casework.Event{Name: kind.TakenDown, Rule: "R204", To: s.Tells(kind.TakeDown)})
	s.Close("taken_down")
	return nil
}

// askLeader puts a hard question to the leader, the same day (R203).
func askLeader(s *machine.Step, _ casework.Command) error {
	s.SayOf(s.State.Clock(kind.ClockAsk), casework.Event{Name: kind.LeaderAsked, To: s.Tells(kind.AskLeader)})
	s.Meet(kind.ClockAsk)
	return nil
}

// answerVoice: whoever spoke has his answer; what came of it stands on the board, in words
// that name nobody (R207). What is answered on the spot needs no leader (R203).
func answerVoice(s *machine.Step, c casework.Command) error {
	answered := s.State.Clock(kind.ClockAnswer)
	s.Meet(kind.ClockAnswer)
	s.Release(kind.ClockAsk)
	s.SayOf(answered, casework.Event{Name: casework.Replied, To: s.Tells(casework.Reply)})
	if c.Args.BasisID != "" {
		s.Say(casework.Event{Name: kind.Echoed, Rule: "R207", TextID: c.Args.BasisID})
	}
	s.Close("answered")
	return nil
}

// gather reports what many say to the heads of both groups (R207).
func gather(s *machine.Step, _ casework.Command) error {
	s.Say(casework.Event{Name: kind.Gathered, Rule: "R207", To: s.Tells(kind.Gather)})
	return nil
}
