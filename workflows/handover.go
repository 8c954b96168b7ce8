package workflows

import (
	"strings"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/workflows/machine"
)

// askToHandOver: A hands over before he leaves; who has left already, within a working
// day (R164). The absence begins all the same, and its record says how things stood.
func askToHandOver(s *machine.Step) error {
	switch {
	case s.State.Facts[kind.FactHandover] != kind.HandoverOwed:
		return nil
	case s.State.Term.From.After(s.At):
		return s.StartWith(machine.Terms{Stated: s.State.Term.From}, "handover")
	}
	return s.Start("handover")
}

// handOver: what lies open on the posts of whoever leaves is counted, not typed, and goes
// to who stands there next: the backup, or whoever acts there already.
func handOver(s *machine.Step, c casework.Command) error {
	left, err := s.Cover(casework.CoverRequest{Person: s.State.Facts[factPerson], Left: true, At: s.At})
	if err != nil {
		return err
	}
	s.Meet("handover")
	s.SetFact(kind.FactHandover, kind.HandoverSent)
	to := s.Tells(kind.HandOver)
	if s.State.Stage == casework.StageAway {
		to = []casework.Role{casework.ActingHolder}
	}
	s.Say(casework.Event{
		Name: kind.HandedOver, To: to, Rule: "R164",
		Detail: map[string]string{"person": s.State.Facts[factPerson], "cases": strings.Join(left.Open, ",")},
	})
	if s.State.Stage != casework.StageAway { // B answers for it from the time of leaving
		return nil
	}
	return s.Start(kind.ClockTaken)
}

// takeOver: B has looked through the list, and it is his.
func takeOver(s *machine.Step, _ casework.Command) error {
	s.Meet(kind.ClockTaken)
	s.SetFact(kind.FactHandover, kind.HandoverAccepted)
	s.Say(casework.Event{Name: casework.ReceiptSigned, To: s.Tells(casework.ConfirmReceipt), Rule: "R164", Detail: map[string]string{"post": s.State.Post}})
	return nil
}

// handedOver adds how far things had changed hands, where that is asked for.
func handedOver(s *machine.Step, detail map[string]string) map[string]string {
	if how := s.State.Facts[kind.FactHandover]; how != "" {
		detail[kind.FactHandover] = how
	}
	return detail
}
