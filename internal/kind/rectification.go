package kind

import (
	"github.com/shixian/shixian/internal/casework"
)

// Rectification is the kind (整改).
const Rectification casework.Kind = "rectification"

// Acts and events that a finding confirmed alone has; an interview is what is talked over
// with whoever leads a unit (效能约谈, R122).
const (
	VerifyMended  = "verify"
	CallInterview = "interview"

	Interviewed  casework.EventName = "interviewed"
	FindingStood casework.EventName = "finding_stood" // nobody objected in time, or the objection was rejected
)

// FactMode is how it was found: on an open visit or a covert one; FactFinding which item of
// the regulations it falls under; FactFinal that it stands; FactReporter who said that it is
// mended, and so does not verify it.
const (
	FactMode     = "mode"
	FactFinding  = "finding"
	FactFinal    = "final"
	FactReporter = "reported_by"
	FactFoundIn  = "found_in" // the unit, where a check found it: its own desk is given the notice

	ModeOpen   = "open"
	ModeCovert = "covert"
)

// Clocks of a finding confirmed.
const (
	ClockRectify = "rectify"
	ClockVerify  = "verify"
	ClockRecheck = "recheck"
)

// FindingCost is what a finding costs its unit once it stands, by how it was found (R111, R113).
func FindingCost(mode string) string {
	if mode == ModeCovert {
		return casework.CovertFinding
	}
	return casework.OpenFinding
}

// rectification is a finding that the efficiency office has confirmed, with the notice
// (整改通知书) by which its unit puts it right (R119 to R122).
func rectification() *Declaration { return revised(rectificationNow, unbounded) }

func rectificationNow() *Declaration {
	return &Declaration{
		Kind: Rectification, Prefix: "ZG", Title: Words{"整改", "rectification"},
		Opens: casework.StageIssue, Turn: casework.EfficiencyOffice,
		Stages: at(casework.StageIssue, casework.StageHandle, casework.StageObject, casework.StageVerify),
		Ends:   []string{"rectified", "taken_back", "void", "closed_by_hand"},
		Entry:  ByForm, Scored: true, Gives: casework.EfficiencyOffice, Told: kept, Names: "matter", Found: []Finding{{Field: "matter"}},

		Clocks: []string{"issue", ClockObject, ClockRecheck, ClockRectify, ClockVerify, "explain"},

		// Served as it was issued: two days to object run from there (R120).
		Done:      &Done{Act: casework.Issue, Unless: casework.Issue, By: func(map[string]string) casework.Role { return casework.EfficiencyOffice }},
		Remembers: true,
		Says:      joined(findingWords, rectificationWords),

		Rights: []Right{
			{Action: CaseRegister, Rule: "R119", Who: inspects, Daily: true},
			{Action: CaseList, Who: inspected, View: true},
			{Action: CaseView, Who: inspected, View: true},
			{Action: CaseTimeline, Who: inspected, View: true},
			{Action: CaseLedger, Who: inspected, View: true},
			{Action: CasePersonal, Who: readsFindings, Daily: true},
			{Action: ApprovalsList, Who: inspects, View: true},
			{Action: TextCreate, Who: readsFindings, Daily: true},
			{Action: PaperIssue, Who: inspects, Daily: true},
			{Action: PaperVoid, Who: inspects},
			{Action: PaperView, Who: readsFindings, Daily: true},
			circulated,
		},

		Acts: []Act{
			under("R119", requestExtension(handler)),
			signed(under("R119", decideExtension(inspects))),
			under("R119", withdrawExtension(handler)),
			chase(Scopes{casework.SectionHead: Unit, casework.LeaderInCharge: Unit, casework.PrincipalLeader: Bureau, casework.EfficiencyOffice: Bureau}),
			explain(head),
			{
				Name: casework.Issue, Meets: clocks("issue"), Rule: "R119", At: at(casework.StageIssue), Who: inspects,
				Fields: fields(casework.Field{Name: "post", Type: casework.FieldPost, Required: true, Rule: "R119"}, required(stated("R119", casework.Between{Least: "1wd", Most: "6mo"})), reason),
				Paper:  forms("rectification_notice"),
				Tells:  roles(casework.ActingHolder, casework.SectionHead, casework.LeaderInCharge),
				Do:     Words{"确认并发出整改通知", "Confirm and serve the notice"}, Hint: Words{"写明整改时限；两个工作日内可以提出异议，其间整改时限不计算", "With its limit; for two working days it may be objected to, and the limit is held"},
			},
			{
				Name: casework.Object, Meets: clocks(ClockObject), Rule: "R120", At: at(casework.StageHandle), When: []Condition{runs(ClockObject, is(casework.AfterExpiry, "", "R120"))}, Who: Scopes{casework.Handler: Own, casework.SectionHead: Unit}, Daily: true,
				Fields: fields(reason),
				Tells:  roles(casework.EfficiencyOffice),
				Do:     Words{"对认定事实提出异议", "Object to the finding"}, Hint: Words{"两个工作日内提出，附上相关证据", "Within two working days, with the evidence"},
			},
			{
				Name: casework.DecideObjection, Meets: clocks(ClockRecheck), Rule: "R121", At: at(casework.StageObject), Who: Scopes{casework.EfficiencyOffice: Bureau, casework.PrincipalLeader: Bureau},
				Fields: fields(casework.Field{Name: "approve", Type: casework.FieldBool, Required: true, Rule: "R121"}, reason),
				Paper:  forms("rectification_recall"),
				Tells:  roles(casework.ActingHolder, casework.SectionHead),
				Do:     Words{"复核异议", "Decide the objection"}, Hint: Words{"成立的收回通知书；不成立的应当执行，整改时限自此起算", "Upheld, the notice is taken back; rejected, it is complied with and its limit runs"},
			},
			{
				Name: casework.Report, Meets: clocks(ClockRectify), Rule: "R119", At: at(casework.StageHandle), Who: Scopes{casework.Handler: Own, casework.SectionHead: Unit},
				Fields: fields(reason),
				Paper:  forms("rectification_report"),
				Tells:  roles(casework.EfficiencyOffice),
				Do:     Words{"报送整改情况", "Report what was put right"}, Hint: Words{"写明处理结果和举一反三的情况", "What was done, and elsewhere of its kind"},
			},
			{
				Name: VerifyMended, Meets: clocks(ClockVerify), Never: unlessOther(FactReporter, "R119"), Rule: "R119", At: at(casework.StageVerify), Who: Scopes{casework.EfficiencyOffice: Bureau, casework.Inspector: Bureau},
				Fields: fields(casework.Field{Name: "approve", Type: casework.FieldBool, Required: true, Rule: "R119"}, stated("R119", casework.Between{Least: "1wd", Most: "6mo"}), reason),
				Tells:  roles(casework.ActingHolder, casework.SectionHead),
				Do:     Words{"现场核查", "Verify on the spot"}, Hint: Words{"报送人以外的人到场核查；没有整改到位的退回，另定时限", "By another than reported it; what is not right is sent back with a new limit"},
			},
			{
				Name: CallInterview, Rule: "R122", When: []Condition{findingStands}, AfterClose: true, Who: Scopes{casework.EfficiencyOffice: Bureau, casework.PrincipalLeader: Bureau},
				Fields: fields(casework.Field{Name: "until", Type: casework.FieldTime, Required: true, Rule: "R122"}, reason),
				Paper:  forms("interview_notice"),
				Tells:  roles(casework.SectionHead, casework.LeaderInCharge),
				Do:     Words{"效能约谈", "Call to an interview"}, Hint: Words{"问题突出的单位，约谈其负责人；写明时间", "Whoever leads a unit with marked problems; state the time"},
			},
			void(inspects),
			under(houseRule, closeByHand(inspects, leaders)),
			link(inspects),
			unlink(inspects),
			{
				Name: casework.Attach, Basis: houseRule, Who: Scopes{casework.Handler: Own, casework.SectionHead: Unit, casework.EfficiencyOffice: Bureau, casework.Inspector: Bureau}, Daily: true,
				Fields: fields(casework.Field{Name: "file", Type: casework.FieldFile, Required: true}),
				Do:     Words{"附文件", "Attach a file"}, Hint: Words{"证据、材料和照片，加密保存", "Evidence, papers, photographs; kept encrypted"},
			},
			recount(),
		},
	}
}

// inspects is the office that has checks made and confirms what they find; inspected who sees
// a finding: its unit, those above it, and those who check.
var (
	inspects  = Scopes{casework.EfficiencyOffice: Bureau}
	inspected = Scopes{
		casework.Handler: Own, casework.SectionHead: Unit, casework.LeaderInCharge: Unit, casework.PrincipalLeader: Bureau,
		casework.EfficiencyOffice: Bureau, casework.Inspector: Bureau, casework.DisciplineOffice: Bureau, casework.Auditor: Bureau,
	}
	readsFindings = Scopes{
		casework.Handler: Own, casework.SectionHead: Unit, casework.LeaderInCharge: Unit, casework.PrincipalLeader: Bureau,
		casework.EfficiencyOffice: Bureau, casework.Inspector: Bureau, casework.DisciplineOffice: Bureau,
	}

	// findingStands: nothing follows from what may still be taken back (R121, R122).
	findingStands = fact("the finding stands", FactFinal, "true", is(casework.WrongStage, "", "R122"))
)

// unlessOther keeps away the person whom a fact names.
func unlessOther(name, rule string) func(*casework.State, string, []casework.Role) *casework.Error {
	return func(s *casework.State, person string, _ []casework.Role) *casework.Error {
		return unless(person == "" || s.Facts[name] != person, casework.OwnCase, rule)
	}
}

var rectificationWords = map[string]Words{
	"stage.issue": {"待确认、发出通知", "To be confirmed and served"}, "stage.handle": {"整改中", "Being put right"}, "stage.object": {"异议复核中", "Objection being decided"}, "stage.verify": {"待核查", "To be verified"},

	"result.rectified": {"整改到位", "Put right"}, "result.taken_back": {"通知书已收回", "Notice taken back"},

	"clock.issue": {"发出整改通知", "Serving the notice"}, "owed.issue": {"确认问题并发出整改通知书", "confirm the finding and serve the notice"}, "desk.issue": {"应确认问题、发出整改通知书", "Confirm it and serve the notice"},
	"clock.object": {"对通知书的异议", "Objection to the notice"}, "owed.object": {"对认定事实提出异议", "object to the finding, if you wish to"}, "desk.object": {"可以对认定事实提出异议", "The finding may be objected to"}, "lapsed.object": {"逾期未提出异议，应当执行", "Nobody objected in time: the notice is complied with"},
	"clock.recheck": {"异议复核", "Deciding the objection"}, "owed.recheck": {"复核并决定异议", "decide the objection"}, "desk.recheck": {"应复核异议", "Decide the objection"},
	"clock.rectify": {"限期整改", "Rectification"}, "owed.rectify": {"整改并报送情况", "put it right and report"}, "desk.rectify": {"应整改并报送情况", "Put it right and report"},
	"clock.verify": {"现场核查", "Verification on the spot"}, "owed.verify": {"到场核查整改情况", "verify on the spot"}, "desk.verify": {"应到场核查", "Verify on the spot"},

	"field.issue.reason": {"确认意见", "What is confirmed"}, "field.issue.limit": {"整改时限", "Limit to put it right"}, "field.verify.approve": {"整改到位", "Put right"}, "field.verify.limit": {"没有到位的，另定时限", "If not: the new limit"},
	"field.interview.until": {"约谈时间", "When"}, "field.decide-objection.approve": {"异议成立", "Upheld"},

	"event.issued": {"整改通知书已发出", "Notice served"}, "told.issued": {"《整改通知书》已发出{basis}。有异议的，两个工作日内提出并附证据；没有的，请{by}{owed}。", "A notice to put right has been served{basis}. Objections come within two working days, with evidence; else please {owed} {by}."},
	"event.objected": {"提出异议", "Objected"}, "told.objected": {"被查单位对认定事实提出异议{basis}。请在期限内复核。", "The unit objects to the finding{basis}. Please decide in time."},
	"event.objection_decided": {"异议已复核", "Objection decided"}, "told.objection_decided": {"对整改通知书的异议已经复核{basis}。成立的通知书已收回；不成立的，请按时限整改。", "The objection to the notice has been decided{basis}: upheld, the notice is taken back; rejected, please put it right in time."},
	"event.reported": {"整改情况已报送", "Reported as put right"}, "told.reported": {"整改情况已经报送{basis}，请到场核查。", "The unit reports that it has put it right{basis}. Please verify on the spot."},
	"event.confirm_passed": {"核查通过", "Verified"}, "told.confirm_passed": {"现场核查通过，整改到位{basis}。", "Verified on the spot: it was put right{basis}."},
	"event.confirm_returned": {"核查退回", "Sent back"}, "told.confirm_returned": {"现场核查没有整改到位{basis}，请按新的时限整改。", "Verified on the spot and not put right{basis}. Please do so by the new limit."},
	"event.finding_stood": {"认定成立", "The finding stands"}, "told.finding_stood": {"整改通知书认定的事实成立{basis}。", "What the notice finds stands{basis}."},
	"event.points_decided": {"扣分", "Points"}, "told.points_decided": {"认定成立，按规定扣分，记入本单位考评{basis}。", "The finding stands: its points are on the unit's sheet{basis}."},
	"event.interviewed": {"效能约谈", "Interview"}, "told.interviewed": {"请按时参加效能约谈{basis}。", "You are called to an interview{basis}."},
}
