package e2e

import (
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/paper"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/workflows/machine"
)

// A kind of the tests' own, as somebody would add one: its declaration in two revisions,
// what its acts do, its policy, its item, its paper. Nothing of it stands in production.

const tried casework.Kind = "trial"

const (
	hand, judge, fetchBack = "hand-in", "judge", "fetch-back"

	trying, judging casework.Stage = "try", "judged"
)

// trialAtFirst is handed in once and then judged.
func trialAtFirst() *kind.Declaration {
	handler, head := kind.Scopes{casework.Handler: kind.Own}, kind.Scopes{casework.SectionHead: kind.Unit}
	seen := kind.Scopes{casework.Clerk: kind.Own, casework.Handler: kind.Own, casework.SectionHead: kind.Unit}
	reason := casework.Field{Name: "reason", Type: casework.FieldText, Required: true}
	return &kind.Declaration{
		Kind: tried, Prefix: "SY", Title: kind.Words{Zh: "试办事项", En: "trial matter"},
		Opens: trying, Turn: casework.Handler, Stages: []casework.Stage{trying, judging},
		Ends: []string{"passed", "failed", "forgotten", "withdrawn"}, Entry: kind.ByForm, Clocks: []string{"try", "judge"},
		Says: trialSays(),
		Rights: []kind.Right{
			{Action: kind.CaseRegister, Who: kind.Scopes{casework.Clerk: kind.Bureau}, Daily: true},
			{Action: kind.CaseList, Who: seen, View: true},
			{Action: kind.CaseView, Who: seen, View: true},
			{Action: kind.CaseTimeline, Who: seen, View: true},
			{Action: kind.CaseLedger, Who: seen, View: true},
			{Action: kind.CasePersonal, Who: seen, Daily: true},
			{Action: kind.TextCreate, Who: seen, Daily: true},
			{Action: kind.PaperIssue, Who: head},
			{Action: kind.PaperView, Who: seen},
		},
		Acts: []kind.Act{
			{
				Name: hand, Meets: []string{"try"}, Basis: "试办规则", At: []casework.Stage{trying}, Who: handler, Fields: []casework.Field{reason},
				Do: kind.Words{Zh: "交卷", En: "Hand in"}, Hint: kind.Words{Zh: "交给科室负责人评判", En: "For the section head to judge"},
			},
			{
				Name: judge, Meets: []string{"judge"}, Basis: "试办规则", At: []casework.Stage{judging}, Who: head,
				Fields: []casework.Field{{Name: "outcome", Type: casework.FieldChoice, Required: true, Choices: []string{"good", "bad"}}, reason},
				Paper:  []string{"trial_certificate"},
				Do:     kind.Words{Zh: "评判", En: "Judge it"}, Hint: kind.Words{Zh: "评判后办结", En: "Ends the trial"},
			},
			{
				Name: casework.Withdraw, Basis: "试办规则", Who: kind.Scopes{casework.Clerk: kind.Own},
				Do: kind.Words{Zh: "不试了", En: "Give up"}, Hint: kind.Words{Zh: "试办终止", En: "Ends the trial"},
			},
		},
	}
}

// trialSays are the words of its own codes.
func trialSays() map[string]kind.Words {
	return map[string]kind.Words{
		"stage.try": {Zh: "试做中", En: "Being tried"}, "stage.judged": {Zh: "等评判", En: "Awaiting judgement"},
		"clock.try": {Zh: "试做期限", En: "Time to try"}, "owed.try": {Zh: "试完交卷", En: "hand in what was tried"},
		"clock.judge": {Zh: "评判期限", En: "Time to judge"}, "owed.judge": {Zh: "评判好坏", En: "judge it"},
		"result.passed": {Zh: "试成了", En: "It works"}, "result.failed": {Zh: "没试成", En: "It does not work"},
		"result.forgotten": {Zh: "没人试", En: "Nobody tried"},
		"choice.good":      {Zh: "好用", En: "It is good"}, "choice.bad": {Zh: "不好用", En: "It is not"},
	}
}

// trial lets what was handed in be fetched back, and asks for no reason any more.
func trial() *kind.Declaration {
	d, before := trialAtFirst(), trialAtFirst()
	d.Revision, d.Earlier = 1, []*kind.Declaration{before}
	d.Acts[0].Fields = nil
	d.Acts = append(d.Acts, kind.Act{
		Name: fetchBack, Basis: "试办规则", At: []casework.Stage{judging}, Who: kind.Scopes{casework.Handler: kind.Own},
		Do: kind.Words{Zh: "取回重做", En: "Fetch back"}, Hint: kind.Words{Zh: "评判前可以取回", En: "Until it is judged"},
	})
	return d
}

// trials say what the acts of a trial do.
type trials struct{}

func (trials) Open(s *machine.Step) error { return inHand(s) }

func inHand(s *machine.Step) error {
	s.Stand(trying)
	s.Turn(casework.Handler)
	return s.Start("try")
}

func (trials) Act(s *machine.Step, c casework.Command) error {
	switch c.Name {
	case hand:
		s.Meet("try")
		s.Say(casework.Event{Name: casework.Replied, Basis: "试办规则", To: []casework.Role{casework.SectionHead}})
		s.Stand(judging)
		s.Turn(casework.SectionHead)
		return s.Start("judge")
	case fetchBack:
		s.Release("judge")
		s.Say(casework.Event{Name: casework.ConfirmReturned, Basis: "试办规则"})
		return inHand(s)
	}
	s.Meet("judge")
	s.Say(casework.Event{Name: casework.ConfirmPassed, Basis: "试办规则", To: []casework.Role{casework.ActingHolder}})
	s.Close(map[string]string{"good": "passed", "bad": "failed"}[c.Args.Outcome])
	return nil
}

// RanOut: what nobody handed in is a trial no longer.
func (trials) RanOut(s *machine.Step, _ casework.Clock) error {
	s.Close("forgotten")
	return nil
}

// trialPolicy counts in seconds; what is not judged in time has a yellow card.
func trialPolicy() policy.Policy {
	return policy.Policy{
		ID: "trial", Version: 1, Kind: tried, Title: "试办时限", TitleEn: "Trials",
		Rules: []policy.Rule{
			{Clock: "try", Rule: "R001", Basis: "试办规则", Limit: "$promised", Owner: casework.Handler, Outcome: casework.Lapse},
			{
				Clock: "judge", Rule: "R001", Basis: "试办规则", Limit: "2s", Owner: casework.SectionHead, Outcome: casework.Breach,
				Ladder: []policy.Rung{{Level: "1", To: []casework.Role{casework.SectionHead}, Card: "yellow"}},
			},
		},
	}
}

// trialItems are one nobody has to hurry with, and one that runs out at once.
func trialItems() []policy.Item {
	long := policy.Item{
		ID: "trial", Kind: tried, Name: "试办一件", NameEn: "A trial", Policy: "trial", Promised: "300s", Unit: "permits", Post: "practice-desk", Basis: "试办规则",
		Fields: []policy.FormField{{Name: "matter", Label: "试什么", LabelEn: "What is tried", Type: "text", Required: true, Max: 100}},
	}
	short := long
	short.ID, short.Promised = "short-trial", "1s"
	return []policy.Item{long, short}
}

// trialPaper certifies what was tried and how it was judged.
func trialPaper() paper.Form {
	return paper.Form{
		Code: "trial_certificate", Name: "试办证书", NameEn: "Certificate of trial", Title: "试办证书", Scope: paper.OfCase,
		After: []casework.EventName{casework.ConfirmPassed}, By: []casework.Role{casework.SectionHead}, Word: "试",
		Lines: []paper.Line{
			{Label: "编号", Text: "{number}", Required: true}, {Label: "试办内容", Text: "{field.matter}", Required: true},
			{Label: "评判意见", Text: "{text.confirm_passed}", Required: true},
		},
		Seal: true, Rules: []string{"R001"}, Basis: "试办规则",
	}
}
