package machine

import "github.com/shixian/shixian/internal/casework"

// withdraw: the applicant takes the matter back.
func withdraw(s *Step, _ casework.Command) error {
	if kind, ok := s.k.kind.(Withdrawer); ok {
		if err := kind.Withdrawn(s); err != nil {
			return err
		}
	}
	s.Say(casework.Event{Name: casework.Withdrawn})
	s.Close("withdrawn")
	return nil
}

// closeByHand ends a case for a stated reason, for one what law or policy makes
// impossible and was patiently explained (R018).
func closeByHand(s *Step, _ casework.Command) error {
	if kind, ok := s.k.kind.(Closer); ok {
		if err := kind.MayClose(s); err != nil {
			return err
		}
	}
	s.Close("closed_by_hand")
	return nil
}

// Close ends the case. Only what is owed for its own sake outlives it.
func (s *Step) Close(result string) { s.closeBut(result, s.outlive()...) }

func (s *Step) closeBut(result string, outlives ...string) {
	s.DropBut(outlives...)
	s.State.Pause, s.State.Extension = nil, nil
	s.State.ClosedFrom, s.State.Result, s.State.ClosedAt = s.State.Stage, result, s.At
	s.State.Turn = ""
	s.Stand(casework.StageClosed)
	s.Say(casework.Event{Name: casework.CaseClosed, Detail: map[string]string{"result": result}})
}

// outlive are the clocks that are still owed once their case has closed: an
// explanation (R059), a term to mend (R134), an answer to advice (R077), a
// self-inspection report (R080), and what else the kind declares.
func (s *Step) outlive() []string {
	out := append([]string{"explain", "mend", "act_on_advice"}, s.k.declared.Outlives...)
	owed := s.State.Clock("self_report")
	if owed != nil && owed.Open() && s.Since("self-report-outlives") {
		out = append(out, "self_report")
	}
	return out
}
