package web

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/appraisal"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/roster"
	"github.com/shixian/shixian/internal/counter/rulebook"
	"github.com/shixian/shixian/internal/duty"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/turn"
)

// cannedStaff is what pages are told about who is on post and who answered.
type cannedStaff struct {
	turns      []turn.Share
	findings   *appraisal.Findings // nil: refused
	handover   []casework.CaseView
	covers     roster.Covering
	asked      []casework.CaseView
	onBoard    []roster.BoardRow
	onPublic   []roster.PublicRow
	sheet      appraisal.Sheet
	sheetOf    appraisal.PointFilter
	posts      []roster.PlanRow
	planned    []string
	proposed   []roster.PostPlan
	sheets     roster.SheetsOf
	drawn      []casework.DutySheet
	publishes  []int64
	targets    []appraisal.NewTarget
	marks      []appraisal.NewMark
	set        []appraisal.NewAim
	settled    []string
	drafts     []roster.SheetWaits
	aimed      []appraisal.AimWaits
	twice      []rulebook.Waits // signed by one
	targetErr  error
	staffErr   error
	proposeErr error
}

// MayIssue: what the form of the list says it is issued by.
func (peopleFake) MayIssue(_ context.Context, p casework.Principal, _ string) bool {
	return slices.ContainsFunc(p.Holdings, func(h casework.Holding) bool {
		return h.Role == casework.SectionHead || h.Role == casework.GeneralOffice
	})
}

func (c caseFake) Turns(context.Context, casework.Principal, string) ([]turn.Share, error) {
	return c.turns, nil
}

func (c caseFake) Findings(context.Context, casework.Principal, string) (appraisal.Findings, error) {
	if c.findings == nil {
		return appraisal.Findings{}, casework.Errorf(casework.Forbidden, "findings")
	}
	return *c.findings, nil
}

func (c caseFake) Handover(context.Context, casework.Principal, string) ([]casework.CaseView, error) {
	return c.handover, c.staffErr
}

func (c peopleFake) Covering(context.Context, casework.Principal) (roster.Covering, error) {
	return c.covers, c.staffErr
}

func (c *canned) Asked(context.Context, casework.Principal) ([]casework.CaseView, error) {
	return c.asked, c.staffErr
}

func (c *canned) SheetsAsked(context.Context, casework.Principal) ([]roster.SheetWaits, error) {
	return c.drafts, nil
}

func (c *canned) RulesAsked(context.Context, casework.Principal) ([]rulebook.Waits, error) {
	return c.twice, nil
}

func (c *canned) AimsAsked(context.Context, casework.Principal) ([]appraisal.AimWaits, error) {
	return c.aimed, nil
}

func (c peopleFake) Board(context.Context, casework.Principal) ([]roster.BoardRow, error) {
	return c.onBoard, c.staffErr
}

func (c peopleFake) Empty(context.Context, casework.Principal) ([]roster.BoardRow, error) {
	return slices.DeleteFunc(slices.Clone(c.onBoard), func(r roster.BoardRow) bool { return r.State() != roster.BoardEmpty }), c.staffErr
}

func (c peopleFake) PublicBoard(context.Context) ([]roster.PublicRow, error) {
	return c.onPublic, c.staffErr
}

func (c appraisalFake) Sheet(_ context.Context, p casework.Principal, f appraisal.PointFilter) (appraisal.Sheet, error) {
	c.sheetOf = f
	out := c.sheet
	if out.Person, out.Unit = f.Person, f.Unit; f.Person == "" && f.Unit == "" {
		out.Person = p.Person
	}
	return out, c.staffErr
}

func (c appraisalFake) SetTarget(_ context.Context, _ casework.Principal, t appraisal.NewTarget) error {
	c.targets = append(c.targets, t)
	return c.targetErr
}

func (c appraisalFake) SetAim(_ context.Context, _ casework.Principal, a appraisal.NewAim) error {
	c.set = append(c.set, a)
	return c.targetErr
}

func (c appraisalFake) DecideAim(_ context.Context, _ casework.Principal, id int64, approve bool) (appraisal.Aim, error) {
	c.settled = append(c.settled, fmt.Sprint(id, approve))
	return appraisal.Aim{Person: "handler", Year: 2026}, c.targetErr
}

func (c appraisalFake) GiveMark(_ context.Context, _ casework.Principal, m appraisal.NewMark) error {
	c.marks = append(c.marks, m)
	return c.targetErr
}

func (c peopleFake) Posts(context.Context, casework.Principal) ([]roster.PlanRow, error) {
	return c.posts, c.staffErr
}

func (c peopleFake) DutySheets(context.Context, casework.Principal, string) (roster.SheetsOf, error) {
	return c.sheets, c.staffErr
}

func (c peopleFake) ProposeSheet(_ context.Context, _ casework.Principal, _ string, s casework.DutySheet) (roster.SheetsOf, error) {
	c.drawn = append(c.drawn, s)
	return c.sheets, c.proposeErr
}

func (c peopleFake) PublishSheet(_ context.Context, _ casework.Principal, id int64) (roster.SheetsOf, error) {
	c.publishes = append(c.publishes, id)
	return c.sheets, c.staffErr
}

func (c peopleFake) ProposePlan(_ context.Context, _ casework.Principal, p roster.PostPlan) (roster.PostPlan, error) {
	c.proposed = append(c.proposed, p)
	return p, c.proposeErr
}

func (c peopleFake) LeaveSorts() []string { return []string{"personal_leave", "sick"} }

func (c peopleFake) DecidePlan(_ context.Context, _ casework.Principal, _ int64, step string) (roster.PostPlan, error) {
	c.planned = append(c.planned, step)
	return roster.PostPlan{}, c.staffErr
}

// The people of the demo office who judge, and the one who is away.
var (
	group = casework.Principal{Person: "party_group", Name: "沈玉兰", Unit: "bureau", Holdings: []casework.Holding{
		{Post: "party-group", Role: casework.PartyGroup, Unit: "bureau"},
	}}
	away = casework.Principal{Person: "handler", Name: "王强", Unit: "permits", Holdings: []casework.Holding{
		{Post: "food-desk", Name: "食品经营许可岗", Role: casework.Handler, Unit: "permits"},
	}}
	head = casework.Principal{Person: "section_head", Name: "赵国华", Unit: "permits", Holdings: []casework.Holding{
		{Post: "permits-head", Role: casework.SectionHead, Unit: "permits"},
	}}
)

func staffOf() cannedStaff {
	back := at("2026-10-16 17:00")
	since := at("2026-10-16 08:30")
	return cannedStaff{
		turns: []turn.Share{{Role: casework.Handler, Seconds: 71*3600 + 20*60, Times: 2}, {Role: casework.LeaderInCharge, Seconds: 6 * 3600, Times: 1}, {Seconds: 1800, Times: 1}},
		onBoard: []roster.BoardRow{
			{Unit: "permits", UnitName: "行政许可科", Post: "food-desk", PostName: "食品经营许可岗", Role: casework.Handler, Holder: "handler", HolderName: "王强", Acting: "backup", ActingName: "李敏", Absence: "LG2026-000012", Form: core.FormOuting, Since: &since, Back: &back, Reason: "参加市局食品经营许可改革座谈会", Place: "市市场监管局五楼会议室", Contact: "138-0000-1234", Phone: "0571-8888-0101"},
			{Unit: "permits", UnitName: "行政许可科", Post: "hygiene-desk", PostName: "卫生许可岗", Role: casework.Handler, Holder: "backup", HolderName: "李敏", Acting: "backup", ActingName: "李敏", Phone: "0571-8888-0102"},
			{Unit: "permits", UnitName: "行政许可科", Post: "permits-head", PostName: "行政许可科科长", Role: casework.SectionHead, Alarm: "LG2026-000013", Empty: near("2026-10-16 08:30"), Holder: "section_head", HolderName: "赵国华", Absence: "LG2026-000011", Form: core.FormLeave, Since: &since, Back: near("2026-10-16 12:00"), Late: true, Reason: "家中有事", Place: "县人民医院", Contact: "139-0000-5678"},
			{Unit: "window", UnitName: "综合窗口", Post: "window-clerk", PostName: "综合窗口收件岗", Role: casework.Clerk, Holder: "clerk", HolderName: "陈芳", Acting: "clerk", ActingName: "陈芳"},
		},
		onPublic: []roster.PublicRow{
			{UnitName: "行政许可科", Post: "food-desk", PostName: "食品经营许可岗", State: roster.BoardCovered, Holder: "王强", Backups: []string{"李敏", "周涛"}, CoveredBy: "李敏", Back: &back, Phone: "0571-8888-0101"},
			{UnitName: "行政许可科", Post: "hygiene-desk", PostName: "卫生许可岗", State: roster.BoardEmpty},
			{UnitName: "综合窗口", Post: "window-clerk", PostName: "综合窗口收件岗", State: roster.BoardOn, OnDuty: "陈芳"},
			{UnitName: "综合窗口", PostName: "延时服务岗", State: roster.BoardClosed},
		},
		sheet: appraisal.Sheet{
			Counted: appraisal.Counted{Kept: 39, Breaches: 1, Excused: 2, Cards: 1, Complaints: 3, Decisions: 1}, Held: appraisal.Held{
				Rules: []appraisal.HeldRule{{What: appraisal.HeldFirst, Kept: 12}, {What: appraisal.HeldNotice, Kept: 20, Late: 1}, {What: appraisal.HeldLimit, Kept: 39, Late: 1, Excused: 2}}, Again: 2,
				Ratings: []appraisal.Rating{{Kind: casework.Service, Item: "food-permit", Name: "食品经营许可", VerySatisfied: 8, Satisfied: 3, Unsatisfied: 1}, {Kind: kind.Contact, Basically: 2}},
			}, Weight: 60, Tenths: 533,
			Targets: []appraisal.Target{
				{Figure: "on_time", Weight: 40, Goal: 98, Value: new(97), Tenths: 395}, {Figure: "cards", Weight: 20, Goal: 0, Value: new(1)},
				{Figure: "vote", Weight: 10, Goal: 90},
			}, Year: 2026, Total: -5, Covered: 93 * 3600, Rows: []appraisal.PointRow{
				{ID: 1, Person: "handler", PersonName: "王强", Year: 2026, Points: -5, Measure: "circulated_criticism", Rule: "R139", Number: "ZZ2026-000001", At: at("2026-03-20 10:00")},
				{ID: 2, Unit: "permits", Year: 2026, Points: -5, Measure: "unit_points", Rule: "R139", Number: "ZZ2026-000002", At: at("2026-05-11 09:00")},
				{ID: 3, Unit: "permits", Year: 2026, Points: 5, Measure: "unit_points", Rule: "R143", Number: "ZZ2026-000002", At: at("2026-06-30 15:00"), Reverses: 2},
			},
		},
		posts: postRows(),
	}
}

func postRows() []roster.PlanRow {
	holder := func(post, person, name string, rank int) roster.PlanHolder {
		return roster.PlanHolder{Assignment: duty.Assignment{Post: post, Person: person, Rank: rank, From: at("2026-01-01 00:00")}, Name: name}
	}
	food := roster.PlanRow{
		Post: casework.Post{ID: "food-desk", Unit: "permits", Name: "食品经营许可岗", NameEn: "Food permits", Role: casework.Handler}, UnitName: "行政许可科",
		Holders: []roster.PlanHolder{holder("food-desk", "handler", "王强", 0), holder("food-desk", "backup", "李敏", 1)},
		Plans: []roster.PostPlan{{
			ID: 4, Post: "food-desk", Holders: []string{"backup", "handler", "clerk"}, From: at("2026-11-01 00:00"), Outside: []string{"clerk"},
			Proposed: roster.Consent{By: "section_head", At: at("2026-10-12 10:00")}, Excepted: &roster.Consent{By: "principal_leader", At: at("2026-10-14 09:00")},
		}},
	}
	vacant := roster.PlanRow{Post: casework.Post{ID: "hygiene-desk", Unit: "permits", Name: "卫生许可岗", Role: casework.Handler}, UnitName: "行政许可科", Vacant: true, NoBackup: true}
	secretary := roster.PlanRow{Post: casework.Post{ID: "secretary", Unit: "bureau", Name: "秘书岗", Role: casework.GeneralOffice, Line: casework.LineOf("permits", "law")}, UnitName: "局机关", NoBackup: true}
	return []roster.PlanRow{food, vacant, secretary}
}

// stated is a case with the state a page decodes.
func stated(t *testing.T, c casework.CaseView, s casework.State) casework.CaseView {
	t.Helper()
	raw, err := json.Marshal(s)
	require.NoError(t, err)
	c.State = raw
	return c
}

// leaving puts an absence that waits for the section head, or has begun.
func leaving(t *testing.T, v *visitor, stage casework.Stage) string {
	t.Helper()
	const number = "LG2026-000012"
	name, day, due := "approve", "2026-10-19 ", "2026-10-19 12:00"
	act := []string{casework.Approve, casework.Designate, casework.Chase}
	if stage == casework.StageAway {
		name, day, due = "return", "2026-10-16 ", "2026-10-16 17:00"
		act = []string{casework.ReportReturn}
	}
	clock := clockOf(number, name, "", "3d", due, casework.Green, casework.Running)
	clock.Kind, clock.Start = casework.Absence, at("2026-10-16 08:20")
	c := stated(t, casework.CaseView{
		Number: number, Kind: casework.Absence, Unit: "permits", UnitName: "行政许可科", Post: "food-desk", PostName: "食品经营许可岗", HolderName: "李敏", Stage: stage, Turn: casework.SectionHead,
		Received: at("2026-10-16 08:20"), Registered: at("2026-10-16 08:20"), RegisteredBy: "handler", Run: 1, Revision: 1, Clocks: []casework.ClockView{clock}, Light: casework.Green,
	}, casework.State{
		Facts: map[string]string{"person": "handler", "form": core.FormOuting, "approver": "section_head", "rule": "R154"},
		Term:  &casework.Span{From: at(day + "12:00"), To: at(day + "17:00")},
	})
	v.counter.cases[number], v.counter.asked, v.counter.duty = c, []casework.CaseView{c}, nil
	v.counter.ledger, v.counter.handover = nil, []casework.CaseView{mainCase(t)}
	v.counter.timeline = []casework.TimelineRow{
		{Key: "1.1.1", At: at("2026-10-16 08:20"), Recorded: at("2026-10-16 08:20"), Name: casework.CaseRegistered, Actor: "handler", ActorName: "王强"},
		{Key: "1.2.1", At: at("2026-10-16 08:40"), Recorded: at("2026-10-16 08:40"), Name: casework.AbsenceApproved, Actor: "section_head", ActorName: "赵国华", Rule: "R164", Detail: map[string]string{"person": "handler", "from": "2026-10-16T12:00:00+08:00", "until": "2026-10-16T17:00:00+08:00"}},
	}
	if stage == casework.StageApprove {
		v.counter.timeline = v.counter.timeline[:1]
	}
	v.counter.turns = []turn.Share{{Role: casework.SectionHead, Seconds: 1200, Times: 1}}
	v.counter.actions = offered(t, casework.Absence, act...)
	return number
}

// blamed puts an accountability case at a stage: verify names nobody, later
// stages have been formally opened.
func blamed(t *testing.T, v *visitor, stage casework.Stage) string {
	t.Helper()
	const number = "ZZ2026-000003"
	clock := clockOf(number, "handle", "", "6mo", "2027-03-22 17:30", casework.Green, casework.Running)
	clock.Kind, clock.Start, clock.Rule, clock.Basis = casework.Accountability, at("2026-09-20 09:00"), "R142", "政务处分法"
	state := casework.State{Cause: &casework.Cause{Number: "BJ2026-000398", Clock: "handle", Round: 1, Post: "food-desk", At: at("2026-09-14 17:30"), Turn: casework.LeaderInCharge}}
	state.Declared = 1
	if stage != casework.StageVerify {
		state.Facts = map[string]string{"person": "handler", casework.FactEmployment: "civil_servant", casework.FactInvestigators: "inspector auditor"}
	}
	if stage == casework.StageServed {
		state.Facts[casework.FactMeasure] = "merit_loss,bonus_withheld"
	}
	v.counter.cases[number] = stated(t, casework.CaseView{
		Number: number, Kind: casework.Accountability, Unit: "efficiency", UnitName: "效能办", Post: "efficiency-office", Stage: stage, Turn: casework.EfficiencyOffice, Parent: "BJ2026-000398",
		Received: at("2026-09-16 17:30"), Registered: at("2026-09-16 17:30"), Run: 1, Revision: 4, Clocks: []casework.ClockView{clock}, Light: casework.Green,
	}, state)
	v.counter.timeline, v.counter.ledger, v.counter.duty = proceedings(stage), nil, nil
	v.counter.turns = []turn.Share{{Role: casework.EfficiencyOffice, Seconds: 40 * 3600, Times: 1}}
	v.counter.findings = &appraisal.Findings{
		Cause: *state.Cause, Turn: casework.LeaderInCharge, Turns: []turn.Share{{Role: casework.Handler, Seconds: 7 * 3600, Times: 1}, {Role: casework.LeaderInCharge, Seconds: 63 * 3600, Times: 1}},
		Provisional: true,
		Split: []appraisal.Finding{
			{Person: "leader_in_charge", Name: "孙立新", Share: casework.ShareMain, Rule: "R132", Case: "ZZ2026-000004"}, {Person: "section_head", Name: "赵国华", Share: casework.ShareSecondary, Rule: "R132"}, {Person: "handler", Name: "王强", Share: casework.ShareSecondary, Rule: "R132", Case: number},
		},
		Why:          appraisal.SplitWhy{ZH: "责任划分的规定（R131 至 R133）只写在政务公开责任追究办法中，其他情形仅供参考，由集体研究决定。", EN: "The rules on splitting responsibility suggest and people decide."},
		Explanations: []appraisal.Explanation{{Due: at("2026-09-16 17:30"), Given: near("2026-09-16 09:00"), By: "赵国华", Text: "请示件在领导处九天"}},
		Proposals:    []appraisal.Proposal{{Rule: "R144", Nth: 2, Measure: "points_deducted", Note: "查实两次：当年考评扣十分", NoteEn: "Proven twice: ten points off the yearly appraisal"}, {Rule: "R145", Nth: 1, Measure: "unit_points", Unit: true, Note: "科室查实：目标责任制扣五分", NoteEn: "A section proven: five points off its targets"}},
	}
	v.counter.actions = offered(t, casework.Accountability, casework.Split, casework.Recommend)
	switch stage {
	case casework.StageServed:
		v.counter.actions = offered(t, casework.Accountability, casework.AskReview, casework.Report)
	case casework.StageVerify:
		v.counter.actions = offered(t, casework.Accountability, casework.StateFacts)
	}
	return number
}

// proceedings are the events up to a stage.
func proceedings(stage casework.Stage) []casework.TimelineRow {
	day := func(when string, name casework.EventName, level string, detail map[string]string) casework.TimelineRow {
		return casework.TimelineRow{Key: when + string(name), At: at(when), Recorded: at(when), Name: name, Level: level, Actor: "efficiency_office", ActorName: "郑文斌", Rule: "R142", Detail: detail}
	}
	rows := []casework.TimelineRow{
		day("2026-09-18 10:00", casework.FactsStated, "formal", map[string]string{"ground": "time_limit"}),
		day("2026-09-18 10:00", casework.FormallyOpened, "", map[string]string{"person": "handler"}),
		day("2026-09-24 15:00", casework.Heard, "", nil),
		day("2026-09-28 09:00", casework.LiabilitySplit, casework.ShareSecondary, map[string]string{"person": "handler", "share": casework.ShareSecondary}),
		day("2026-09-29 09:00", casework.MeasureRecommended, "admonition", nil),
		day("2026-10-12 16:00", casework.MeasureDecided, "admonition", map[string]string{"members": "9", "present": "7", "in_favour": "6"}),
		day("2026-10-14 09:00", casework.DecisionServed, "admonition", map[string]string{"person": "handler"}),
	}
	upTo := map[casework.Stage]int{casework.StageVerify: 0, casework.StageHear: 2, casework.StageDecide: 5, casework.StageServed: 7}
	return rows[:upTo[stage]]
}

// offered are the forms of commands, with people and posts to choose from.
func offered(t *testing.T, of casework.Kind, names ...string) []casework.Form {
	t.Helper()
	var out []casework.Form
	for _, name := range names {
		form, ok := kind.Office().Form(of, name)
		require.True(t, ok, name)
		form.Fields = slices.Clone(form.Fields)
		for i, f := range form.Fields {
			switch f.Type {
			case casework.FieldPerson:
				form.Fields[i].Choices = []string{"backup", "clerk"}
			case casework.FieldPost:
				form.Fields[i].Choices = []string{"food-desk"}
			}
		}
		out = append(out, form)
	}
	return out
}
