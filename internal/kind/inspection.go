package kind

import (
	"slices"
	"strings"

	"github.com/shixian/shixian/internal/casework"
)

// Inspection is the kind (明查暗访).
const Inspection casework.Kind = "inspection"

// Stages, acts and events that only a check has.
const (
	StagePlan  casework.Stage = "plan"  // who is visited, and by whom
	StageVisit casework.Stage = "visit" // the group is out
	StageYear  casework.Stage = "year"  // the plan of a year, under way

	CommitDraw        = "commit-draw"
	PublishDraw       = "publish-draw"
	SendGroup         = "send-group"
	VisitUnit         = "visit"
	RecordFinding     = "find"
	SignResult        = "sign-result"
	ReportObstruction = "report-obstruction"
	ReportLeak        = "report-leak"
	PlanYear          = "plan-year"
	ReportCoverage    = "report-coverage"

	DrawCommitted casework.EventName = "draw_committed"
	DrawPublished casework.EventName = "draw_published"
	GroupSent     casework.EventName = "group_sent"
	Visited       casework.EventName = "visited"
	FindingMade   casework.EventName = "finding_made"
	ResultSigned  casework.EventName = "result_signed"
	Obstructed    casework.EventName = "obstructed"
	Leaked        casework.EventName = "leaked"
	YearPlanned   casework.EventName = "year_planned"
	YearCovered   casework.EventName = "year_covered"
)

// Clocks of a check.
const (
	ClockPublishDraw = "publish_draw"
	ClockSendGroup   = "send_group" // whom lots were drawn for is visited, and not drawn away
	ClockCoverage    = "coverage"   // everybody once a year
	ClockEvidence    = "evidence"
	ClockResult      = "result"
)

// What a check is known by: the digest, lots, number and salt of its draw and what came out,
// the units the group was sent to, its head and its members, and which of the units it has
// visited.
const (
	FactDigest  = "digest"
	FactLots    = "lots"
	FactCount   = "count"
	FactSalt    = "salt"
	FactDrawn   = "drawn"
	FactUnits   = "units"
	FactLeader  = "leader"
	FactGroup   = "group"
	FactVisited = "visited"
)

// Refusals that only a check has (R112, R113).
const (
	MustVisit  casework.Code = "must_visit"  // something was found there last time
	NotVisited casework.Code = "not_visited" // a unit that is to be visited was not yet
)

// ModeYear is a check that is none: the plan of a year, by which everybody is visited once
// (R112).
const ModeYear = "year"

// Methods of a check: on the post, as a client, along a case (R224); at random, at fixed
// places, without warning, once more (R241). Tracking says which case.
var Methods = []string{"stakeout", "as_client", Tracking, "spot_check", "fixed_point", "surprise", "return_visit"}

// Tracking follows a case of the office along its way (办件跟踪).
const Tracking = "tracking"

// SignedFor and RefusedToSign are what becomes of the result on the spot: who refuses is taken
// to be in breach, and it stands (R118).
const (
	SignedFor     = "signed"
	RefusedToSign = "refused"
)

// inspection is one open or covert check (明查、暗访), from who is drawn to what is reported of
// it. What it finds are cases of their own.
func inspection() *Declaration { return revised(inspectionNow, exemptForGood, asPlanned) }

// ExemptOnce is the revision from which an exemption ends where its unit is planned, or something is
// found there.
const ExemptOnce = 2

// exemptForGood: who was exempted stayed so, planned or found fault with afterwards.
func exemptForGood(*Declaration) {}

// asPlanned: everybody was visited where those were whom the plan named, few as they may be.
func asPlanned(d *Declaration) {
	for i := range d.Acts {
		switch a := &d.Acts[i]; a.Name {
		case PlanYear:
			a.Fields, a.Second = without(without(a.Fields, "outcome"), "reason"), nil
			a.Hint = Words{"列入的单位一年内都要检查到；上次发现问题的单位必须列入；列入以后不能去掉，可以补充", "Each is visited within the year; where something was found last time is among them; nobody is taken off, more may be added"}
		case ReportCoverage:
			a.Hint = Words{"计划内的单位都有到场明查的记录，才算全覆盖", "Taken once the record shows an open visit to each that was planned"}
		}
	}
}

// ExemptUnits is the plan of a year that names who is not assessed in it, and why: the head, or
// the discipline office, agrees (R112).
const ExemptUnits = "exempt_units"

// FactExempt are the units that a year's plan exempts, UnitsExempted says so.
const (
	FactExempt                       = "exempt"
	UnitsExempted casework.EventName = "units_exempted"
)

func exempts(_ *casework.State, c casework.Command) bool { return c.Args.Outcome == ExemptUnits }

func inspectionNow() *Declaration {
	return &Declaration{
		Kind: Inspection, Prefix: "MC", Title: Words{"明查暗访", "inspection"},
		Opens: StagePlan, Turn: casework.EfficiencyOffice, Stages: at(StagePlan, StageVisit, StageYear),
		Ends:  []string{"reported", "covered", "void", "closed_by_hand"},
		Entry: ByForm, Told: kept, Names: "matter", Remembers: true,
		Becomes: []Conversion{{To: Rectification, Stages: at(StageVisit), Told: "matter", Keeps: []string{FactMode}, Beside: true}},

		Clocks: []string{ClockPublishDraw, ClockSendGroup, ClockEvidence, ClockResult, ClockCoverage},

		Says: joined(findingWords, inspectionWords),

		// Who is visited does not know of it: the units see what was found, and not the check.
		Rights: []Right{
			{Action: CaseRegister, Rule: "R112", Who: inspects, Daily: true},
			{Action: CaseList, Who: seesChecks, View: true},
			{Action: CaseView, Who: seesChecks, View: true},
			{Action: CaseTimeline, Who: seesChecks, View: true},
			{Action: CaseLedger, Who: seesChecks, View: true},
			{Action: CasePersonal, Who: readsChecks, Daily: true},
			{Action: ApprovalsList, Who: inspects, View: true},
			{Action: TextCreate, Who: readsChecks, Daily: true},
			{Action: PaperIssue, Who: inspects, Daily: true},
			{Action: PaperVoid, Who: inspects},
			{Action: PaperView, Who: readsChecks, Daily: true},
			circulated,
		},

		Acts: []Act{
			{
				Name: CommitDraw, Rule: "R113", At: at(StagePlan), When: []Condition{fact("nothing was drawn yet", FactDigest, "", is(casework.AlreadyDone, "digest", "R113"))}, Who: inspects,
				Fields: fields(casework.Field{Name: "units", Type: casework.FieldUnits, Required: true, Rule: "R113", Any: true}, casework.Field{Name: "members", Type: casework.FieldInt, Required: true, Rule: "R113"}, casework.Field{Name: "digest", Type: casework.FieldDigest, Required: true, Rule: "R113"}),
				Tells:  roles(casework.DisciplineOffice),
				Do:     Words{"登记抽取种子的摘要", "Commit to a seed"}, Hint: Words{"只能抽取一次：先登记种子的 SM3 摘要，公布种子以后名单由此算出，任何人可以复核", "Once: its SM3 digest first; the list follows from the seed, and anybody may draw it again"},
			},
			{
				Name: PublishDraw, Meets: clocks(ClockPublishDraw), Rule: "R113", At: at(StagePlan), When: []Condition{owes(ClockPublishDraw, is(casework.NothingOwed, "seed", "R113"))}, Who: inspects,
				Fields: fields(casework.Field{Name: "seed", Type: casework.FieldDigest, Required: true, Rule: "R113"}),
				Tells:  roles(casework.DisciplineOffice),
				Do:     Words{"公布种子，抽取", "Publish the seed and draw"}, Hint: Words{"与登记的摘要不符的不予接受", "One that is not of the digest is refused"},
			},
			{
				Name: SendGroup, Meets: clocks(ClockSendGroup), Rule: "R114", At: at(StagePlan), Who: inspects,
				Fields: fields(
					casework.Field{Name: "units", Type: casework.FieldUnits, Required: true, Rule: "R112", Any: true},
					casework.Field{Name: "person", Type: casework.FieldPerson, Required: true, Rule: "R114", Holds: casework.Inspector},
					casework.Field{Name: "persons", Type: casework.FieldPersons, Rule: "R114", Holds: casework.Inspector},
					casework.Field{Name: "outcome", Type: casework.FieldChoice, Required: true, Choices: Methods, Rule: "R224"},
					casework.Field{Name: "case", Type: casework.FieldCase, Rule: "R224"},
					casework.Field{Name: "approve", Type: casework.FieldBool, Required: true, Rule: "R114"}, remark),
				Paper: forms("inspection_plan"),
				Tells: roles(casework.Inspector),
				Do:    Words{"派出检查组", "Send the group"}, Hint: Words{"组长负责；检查人员经审核确认，不属于被查单位，没有利害关系；写明方式", "Under its head; vetted, of no unit visited and known to nobody there; by which method"},
			},
			{
				Name: VisitUnit, Never: unlessGroup, Rule: "R115", At: at(StageVisit), Who: goes, Daily: true,
				Fields: fields(casework.Field{Name: "unit", Type: casework.FieldUnit, Required: true, Rule: "R115", Any: true}, casework.Field{Name: "approve", Type: casework.FieldBool, Required: true, Rule: "R115"}, remark),
				Do:     Words{"登记到场检查", "Record a visit"}, Hint: Words{"明查佩带工作证，暗访出示身份证件", "The badge is worn on an open one; the card is shown on a covert one"},
			},
			{
				Name: RecordFinding, Never: unlessGroup, Rule: "R124", At: at(StageVisit), Who: goes, Daily: true,
				Fields: fields(casework.Field{Name: "unit", Type: casework.FieldUnit, Required: true, Rule: "R124", Any: true}, casework.Field{Name: "category", Type: casework.FieldChoice, Required: true, Choices: FindingItems(), Rule: "R124"}, reason),
				Tells:  roles(casework.EfficiencyOffice),
				Do:     Words{"登记发现的问题", "Record a finding"}, Hint: Words{"只能是规定的项目；当日交存影像资料，由效能办确认后发整改通知", "An item of the regulations, and nothing else; its evidence is handed in the same day, and the efficiency office confirms it"},
			},
			{
				Name: SignResult, Never: unlessGroup, Rule: "R118", At: at(StageVisit), Who: goes, Daily: true,
				Fields: fields(casework.Field{Name: "unit", Type: casework.FieldUnit, Required: true, Rule: "R118", Any: true}, casework.Field{Name: "outcome", Type: casework.FieldChoice, Required: true, Choices: []string{SignedFor, RefusedToSign}, Rule: "R118"}, casework.Field{Name: "witness", Type: casework.FieldText, Rule: "R118"}, remark),
				Paper:  forms("inspection_result"),
				Tells:  roles(casework.EfficiencyOffice),
				Do:     Words{"检查结果签字", "Have the result signed"}, Hint: Words{"拒不签字的写明见证人：视为存在违规情形，不影响结果确认", "Refused, with a witness: taken to be in breach, and it stands"},
			},
			{
				Name: ReportObstruction, Never: unlessGroup, Rule: "R115", At: at(StageVisit), Who: goes, Daily: true,
				Fields: fields(casework.Field{Name: "post", Type: casework.FieldPost, Required: true, Rule: "R115"}, casework.Field{Name: "category", Type: casework.FieldChoice, Required: true, Choices: []string{"obstruction", "delay", "tip_off"}, Rule: "R115"}, reason),
				Tells:  roles(casework.EfficiencyOffice, casework.PrincipalLeader),
				Do:     Words{"登记阻拦、迟滞、通风报信", "Record obstruction or a tip-off"}, Hint: Words{"追查问责，取消当年评优资格由人决定", "Who answers is asked; the year's merit is decided by people"},
			},
			{
				Name: ReportLeak, Rule: "R123", AfterClose: true, Who: Scopes{casework.EfficiencyOffice: Bureau, casework.DisciplineOffice: Bureau},
				Fields: fields(casework.Field{Name: "post", Type: casework.FieldPost, Required: true, Rule: "R123"}, reason),
				Tells:  roles(casework.PrincipalLeader, casework.DisciplineOffice),
				Do:     Words{"登记泄露检查资料", "Record a leak"}, Hint: Words{"泄露、复制传播、上传的，核查并追究责任", "Leaked, copied or uploaded: who answers is asked"},
			},
			{
				Name: casework.Report, Meets: clocks(ClockResult), Never: unlessLeads, Rule: "R125", At: at(StageVisit), When: []Condition{not("no evidence is owed", owes(ClockEvidence, nil), is(casework.WrongStage, "", "R116"))}, Who: goes,
				Fields: fields(reason),
				Paper:  forms("inspection_report"),
				Tells:  roles(casework.EfficiencyOffice, casework.PrincipalLeader),
				Do:     Words{"报告检查情况", "Report what was seen"}, Hint: Words{"由组长报告，报送领导；件就此了结", "By the head of the group, to the leaders; it ends the check"},
			},
			{
				Name: PlanYear, Rule: "R112", At: at(StageYear), Who: inspects,
				Second: &Second{Says: "it exempts units from the year", When: exempts, By: Scopes{casework.PrincipalLeader: Bureau, casework.DisciplineOffice: Bureau}},
				Fields: fields(casework.Field{Name: "units", Type: casework.FieldUnits, Required: true, Rule: "R112", Any: true},
					casework.Field{Name: "outcome", Type: casework.FieldChoice, Choices: []string{"plan_units", ExemptUnits}, Rule: "R112"}, remark),
				Tells: roles(casework.PrincipalLeader),
				Do:    Words{"编制年度检查计划", "Plan the year"}, Hint: Words{"本局各单位一年内都要检查到；上次发现问题的单位必须列入；列入以后不能去掉，可以补充；不考评的写明单位和理由，由主要领导或者纪检同意，后来列入的仍要检查到", "Every unit of the bureau is visited within the year; where something was found last time is planned; nobody is taken off, more may be added; who is not assessed is named with the reason, and the head or the discipline office agrees; planned afterwards, it is visited all the same"},
			},
			{
				Name: ReportCoverage, Meets: clocks(ClockCoverage), Rule: "R112", At: at(StageYear), When: []Condition{not("units are planned", fact("none is planned", FactUnits, "", nil), is(NotVisited, "", "R112"))}, Who: inspects,
				Fields: fields(reason),
				Tells:  roles(casework.PrincipalLeader),
				Do:     Words{"报告全覆盖", "Report that all were visited"}, Hint: Words{"本局各单位除写明不考评的以外，都有到场明查的记录，才算全覆盖；不考评的单位后来发现问题的，也要检查到", "Taken once the record shows an open visit to every unit of the bureau but those that were exempted and where nothing was found since"},
			},
			void(inspects),
			under(houseRule, closeByHand(inspects, Scopes{casework.PrincipalLeader: Bureau, casework.DisciplineOffice: Bureau})), // a leader in charge is of those who are visited
			link(inspects),
			unlink(inspects),
			{
				Name: casework.Attach, Meets: clocks(ClockEvidence), Rule: "R116", Who: goes, Daily: true, AfterClose: true,
				Fields: fields(casework.Field{Name: "file", Type: casework.FieldFile, Required: true, Rule: "R116"}),
				Do:     Words{"交存影像、资料", "Hand in evidence"}, Hint: Words{"当日交存，任何人不得修改或者删除；逾日的照收并注明", "The same day; nobody alters or deletes it; later, it is taken and said so"},
			},
			recount(),
		},
	}
}

// goes is who is out, and the office that sent them; readsChecks who reads what they bring, seesChecks
// who sees that there is a check.
var (
	goes        = Scopes{casework.Inspector: Bureau, casework.EfficiencyOffice: Bureau}
	readsChecks = Scopes{casework.Inspector: Bureau, casework.EfficiencyOffice: Bureau, casework.PrincipalLeader: Bureau, casework.DisciplineOffice: Bureau}
	seesChecks  = Scopes{casework.Inspector: Bureau, casework.EfficiencyOffice: Bureau, casework.PrincipalLeader: Bureau, casework.DisciplineOffice: Bureau, casework.Auditor: Bureau}
)

// unlessGroup: a group works on its own, and nobody else finds anything for it (R114).
func unlessGroup(s *casework.State, person string, _ []casework.Role) *casework.Error {
	return unless(person == "" || person == s.Facts[FactLeader] || slices.Contains(strings.Fields(s.Facts[FactGroup]), person), casework.NotCompetent, "R114")
}

// unlessLeads: the head of the group answers for what it reports (组长负责制, R114).
func unlessLeads(s *casework.State, person string, _ []casework.Role) *casework.Error {
	return unless(person == "" || person == s.Facts[FactLeader], casework.NotCompetent, "R114")
}

var inspectionWords = map[string]Words{
	"stage.plan": {"抽取、组织", "Being prepared"}, "stage.visit": {"检查中", "Under way"}, "stage.year": {"年度计划执行中", "Plan of the year under way"},
	"result.reported": {"已报告", "Reported"}, "result.covered": {"已全覆盖", "All were visited"},
	"fact.year": {"年度检查计划", "Plan of a year"},

	"refused.must_visit":  {"上次发现问题的单位是必查单位，必须列入；名单见“明查覆盖”", "a unit where something was found last time must be among them; Coverage lists which"},
	"refused.not_visited": {"还有应当检查的单位没有检查到；没有到场记录的，不算检查过", "a unit that is to be visited was not yet; only a recorded visit counts"},

	"clock.publish_draw": {"公布种子", "Publishing the seed"}, "owed.publish_draw": {"公布抽取的种子", "publish the seed of the draw"}, "desk.publish_draw": {"应公布抽取的种子", "Publish the seed"},
	"clock.send_group": {"派组到抽中的单位", "Going where the lots fell"}, "owed.send_group": {"派组到抽中的单位", "send a group where the lots fell"}, "desk.send_group": {"应派组到抽中的单位", "Send a group where the lots fell"},
	"clock.coverage": {"一年全覆盖", "Everybody within the year"}, "owed.coverage": {"对列入计划的单位检查一遍并报告", "visit everybody who is planned, and report it"}, "desk.coverage": {"应一年内检查到全部单位", "Visit everybody within the year"},
	"clock.evidence": {"当日交存资料", "Evidence of the day"}, "owed.evidence": {"交存影像、资料", "hand in the evidence"}, "desk.evidence": {"应当日交存影像、资料", "Hand in the evidence today"},
	"clock.result": {"检查情况报告", "Report of the check"}, "owed.result": {"报告检查情况", "report what was seen"}, "desk.result": {"应报告检查情况", "Report what was seen"},

	"choice.stakeout": {"蹲点查岗", "On the spot, watching posts"}, "choice.as_client": {"模拟办事", "As a client"}, "choice.tracking": {"办件跟踪（写明哪一件）", "Along a case (say which)"},
	"choice.spot_check": {"抽查", "At random"}, "choice.fixed_point": {"定点", "At a fixed place"}, "choice.surprise": {"突击", "Without warning"}, "choice.return_visit": {"回访", "Once more"},
	"choice.signed": {"已签字", "Signed"}, "choice.refused": {"拒绝签字", "Refused to sign"},
	"choice.obstruction": {"人为阻拦", "Obstruction"}, "choice.delay": {"迟滞检查", "Delay"}, "choice.tip_off": {"通风报信", "Tip-off"},

	"field.commit-draw.units": {"参加抽取的单位", "Units among which lots are drawn"}, "field.commit-draw.members": {"抽取几个", "How many"}, "field.digest": {"种子的 SM3 摘要（64位十六进制）", "SM3 digest of the seed, 64 hexadecimal digits"}, "field.seed": {"种子（十六进制）", "The seed, in hexadecimal digits"},
	"field.send-group.units": {"被查单位", "Units to be visited"}, "field.send-group.person": {"组长", "Head of the group"}, "field.persons": {"组员", "Members"}, "field.send-group.outcome": {"方式", "Method"}, "field.send-group.case": {"跟踪哪一件", "Which case is followed"}, "field.send-group.approve": {"与被查单位没有利害关系", "Known to nobody visited"},
	"field.plan-year.units": {"列入计划的单位", "Units of the plan"}, "field.report-coverage.reason": {"覆盖情况", "How they were visited"},
	"field.visit.approve": {"已佩带、出示证件", "Badge worn, or card shown"}, "field.find.category": {"属于哪一项", "Which item"}, "field.sign-result.outcome": {"签字情况", "Signed or not"}, "field.sign-result.witness": {"见证人", "Witness"},
	"field.report-obstruction.post": {"涉及的岗位", "Post concerned"}, "field.report-leak.post": {"涉及的岗位", "Post concerned"}, "field.report-obstruction.category": {"情形", "What happened"},

	"event.draw_committed": {"已登记抽取摘要", "Committed to a seed"}, "told.draw_committed": {"暗访抽取的种子摘要已经登记{basis}。", "The digest of the seed of a draw is on record{basis}."},
	"note.digest": {"登记的摘要（SM3）", "The digest (SM3)"}, "note.count": {"抽取几个", "How many"}, "note.lots": {"参加抽取的单位代码", "The lots, by id"}, "note.salt": {"登记的时刻（一并计入）", "Taken in at (it enters the draw)"}, "note.seed": {"公布的种子（用 shixian draw verify 复核）", "The seed (shixian draw verify draws again)"},
	"event.draw_published": {"已公布种子、抽取", "Seed published, lots drawn"}, "told.draw_published": {"抽取的种子已经公布，名单可以复核{basis}。", "The seed is published, and the list can be drawn again{basis}."},
	"event.group_sent": {"检查组已派出", "Group sent"}, "told.group_sent": {"检查组已派出，请按时到场检查{basis}。", "A group is sent; please visit{basis}."},
	"event.visited": {"已到场检查", "Visited"}, "told.visited": {"检查组已经到场{basis}。", "The group has visited{basis}."},
	"event.finding_made": {"发现问题", "Finding"}, "told.finding_made": {"检查发现问题，请确认{basis}。", "A finding waits to be confirmed{basis}."},
	"event.result_signed": {"检查结果签字", "Result signed"}, "told.result_signed": {"检查结果已经签字，或者拒绝签字并有见证人{basis}。", "The result was signed, or refused before a witness{basis}."},
	"event.obstructed": {"阻拦、迟滞检查或者通风报信", "Obstruction"}, "told.obstructed": {"检查受到阻拦、迟滞或者有人通风报信{basis}。", "The check was obstructed, delayed or told ahead{basis}."},
	"event.leaked": {"检查资料泄露", "Leak"}, "told.leaked": {"检查资料被泄露{basis}。", "Material of the check was leaked{basis}."},
	"field.plan-year.outcome": {"列入还是不考评", "Visited, or not assessed"}, "choice.plan_units": {"列入检查", "Visited"}, "choice.exempt_units": {"本年度不考评（写明理由）", "Not assessed this year (say why)"}, "field.plan-year.reason": {"理由（不考评的必填）", "Why (asked for where they are not assessed)"},
	"event.units_exempted": {"本年度不考评", "Not assessed this year"}, "told.units_exempted": {"有单位经同意本年度不考评，理由见记录{basis}。", "Units are not assessed this year, as was agreed; the reason is on record{basis}."},
	"event.year_planned": {"已编制年度检查计划", "Year planned"}, "told.year_planned": {"年度检查计划已经编制，一年内实现全覆盖{basis}。", "The year's checks are planned: everybody within it{basis}."},
	"event.year_covered": {"已全覆盖", "All were visited"}, "told.year_covered": {"计划内的单位已经检查一遍{basis}。", "Everybody who was planned was visited{basis}."},
	"event.reported": {"已报告检查情况", "Reported"}, "told.reported": {"检查情况已经报告，请阅示{basis}。", "What was seen is reported, for your reading{basis}."},
	"event.case_opened": {"已立整改件", "Case opened"}, "told.case_opened": {"发现的问题已另立整改件{basis}。", "What was found is a case of its own{basis}."},
}
