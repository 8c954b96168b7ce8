package workflows

import (
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/workflows/machine"
)

// rectification is a finding that the efficiency office has confirmed, with the notice by
// which its unit puts it right (整改通知书, 明查暗访暂行办法 8 to 10).
//
//	issue    confirmed, and the notice served with its limit (R119)
//	object   2wd from then, with evidence; then the right lapses (R120)
//	recheck  the objection is decided: upheld, the notice is taken back; rejected, it is
//	         complied with (R121)
//	rectify  as stated in the notice; held while it may be objected to, and owed by nobody
//	         while that is being decided
//	verify   seen on the spot by another than reported it: passed, or sent back with a new
//	         limit (R119)
//
// Its points post once it stands: the right has lapsed, or the objection was rejected (R111,
// R113).
type rectification struct{}

func (rectification) Open(s *machine.Step) error {
	s.Stand(casework.StageIssue)
	s.Turn(casework.EfficiencyOffice)
	return s.StartWith(machine.Terms{From: s.State.Received}, "issue")
}

var rectificationActs = machine.Acts{
	casework.Issue:           serveNotice,
	casework.Object:          objectNotice,
	casework.DecideObjection: decideNotice,
	casework.Report:          reportPutRight,
	kind.VerifyMended:        verifyPutRight,
	kind.CallInterview:       interview,
}

func (rectification) Act(s *machine.Step, c casework.Command) error {
	return rectificationActs[c.Name](s, c)
}

// RanOut: nobody objected in time, and the finding stands (R120).
func (rectification) RanOut(s *machine.Step, c casework.Clock) error {
	if c.Name == kind.ClockObject {
		stands(s)
	}
	return nil
}

// serveNotice confirms the finding and gives it to the unit (R119). Its limit is held until
// the two days to object are over (R120).
func serveNotice(s *machine.Step, c casework.Command) error {
	if in := s.State.Facts[kind.FactFoundIn]; in != "" && c.Args.Unit != "" && in != c.Args.Unit {
		return casework.FieldError(casework.Invalid, "post", "R119")
	}
	moved, err := give(s, c.Args)
	if err != nil {
		return err
	}
	s.GivenBy(casework.EfficiencyOffice)
	s.Meet("issue")
	s.Say(casework.Event{Name: casework.Issued, Rule: "R119", To: s.Tells(casework.Issue), Detail: moved})
	s.Stand(casework.StageHandle)
	s.Turn(casework.Handler)
	if c.Args.Limit != "" {
		s.SetFact(factLimit, c.Args.Limit)
	}
	if err := s.Start(kind.ClockObject); err != nil {
		return err
	}
	if err := s.StartWith(machine.Terms{Limit: c.Args.Limit}, kind.ClockRectify); err != nil {
		return err
	}
	return s.Hold(kind.ClockObject, s.State.Clock(kind.ClockObject).Due)
}

// factLimit is what the notice states.
const factLimit = "limit"

// objectNotice: the right is used, and nothing is owed until it is decided (R120).
func objectNotice(s *machine.Step, _ casework.Command) error {
	if err := s.Resume(); err != nil {
		return err
	}
	s.Meet(kind.ClockObject)
	s.Release(kind.ClockRectify)
	s.Say(casework.Event{Name: casework.Objected, Rule: "R120", To: s.Tells(casework.Object)})
	s.Stand(casework.StageObject)
	s.Turn(casework.EfficiencyOffice)
	return s.Start(kind.ClockRecheck)
}

// decideNotice: upheld, the notice is taken back, and no point was posted; rejected, the
// finding stands and its limit runs, whole, from here (R121).
func decideNotice(s *machine.Step, c casework.Command) error {
	if c.Args.Approve == nil {
		return casework.FieldError(casework.Invalid, "approve", "R121")
	}
	s.Meet(kind.ClockRecheck)
	e := casework.Event{Name: casework.ObjectionDecided, Rule: "R121", Level: "rejected", To: s.Tells(casework.DecideObjection)}
	if *c.Args.Approve {
		e.Level = "upheld"
		s.Say(e)
		s.Close("taken_back")
		return nil
	}
	s.Say(e)
	stands(s)
	s.Stand(casework.StageHandle)
	s.Turn(casework.Handler)
	return s.StartWith(machine.Terms{Limit: s.State.Facts[factLimit]}, kind.ClockRectify)
}

// stands: the finding is final, and costs its unit what the table says (R111, R113).
func stands(s *machine.Step) {
	s.SetFact(kind.FactFinal, "true")
	s.Say(casework.Event{Name: kind.FindingStood, Rule: "R121", To: []casework.Role{casework.SectionHead, casework.EfficiencyOffice}})
	cost := casework.Event{
		Name: casework.PointsDecided, Rule: "R111", Level: "consented", To: []casework.Role{casework.SectionHead},
		Detail: map[string]string{"measure": kind.FindingCost(s.State.Facts[kind.FactMode])},
	}
	if s.State.Facts[kind.FactMode] == kind.ModeCovert {
		cost.Rule = "R113"
	}
	s.Say(cost)
}

// reportPutRight is the unit's own word, and waits to be seen (R119). Whoever complies does
// not object: the finding stands.
func reportPutRight(s *machine.Step, c casework.Command) error {
	if right := s.State.Clock(kind.ClockObject); right.Open() {
		if err := s.Resume(); err != nil {
			return err
		}
		s.Release(kind.ClockObject)
		stands(s)
	}
	s.Meet(kind.ClockRectify)
	s.SetFact(kind.FactReporter, c.Actor)
	s.Say(casework.Event{Name: casework.Reported, Rule: "R119", To: s.Tells(casework.Report)})
	s.Stand(casework.StageVerify)
	s.Turn(casework.EfficiencyOffice)
	return s.Start(kind.ClockVerify)
}

// verifyPutRight: seen on the spot (R119). What is not right goes back with a new limit.
func verifyPutRight(s *machine.Step, c casework.Command) error {
	if c.Args.Approve == nil {
		return casework.FieldError(casework.Invalid, "approve", "R119")
	}
	s.Meet(kind.ClockVerify)
	if *c.Args.Approve {
		s.Say(casework.Event{Name: casework.ConfirmPassed, Rule: "R119", To: s.Tells(kind.VerifyMended)})
		s.Close("rectified")
		return nil
	}
	s.Say(casework.Event{Name: casework.ConfirmReturned, Rule: "R119", To: s.Tells(kind.VerifyMended)})
	s.Stand(casework.StageHandle)
	s.Turn(casework.Handler)
	return s.StartWith(machine.Terms{Limit: c.Args.Limit}, kind.ClockRectify)
}

// interview calls whoever leads the unit (效能约谈, R122).
func interview(s *machine.Step, c casework.Command) error {
	if !c.Args.Until.After(s.At) {
		return casework.FieldError(casework.Invalid, "until", "R122")
	}
	s.Say(casework.Event{
		Name: kind.Interviewed, Rule: "R122", To: s.Tells(kind.CallInterview), Detail: map[string]string{"until": c.Args.Until.Format(time.RFC3339)},
	})
	return nil
}
