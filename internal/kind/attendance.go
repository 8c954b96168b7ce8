package kind

import (
	"slices"
	"time"

	"github.com/shixian/shixian/internal/casework"
)

// Attendance is the kind (考勤).
const Attendance casework.Kind = "attendance"

// Stages, acts and events that only attendance has.
const (
	StageLook casework.Stage = "look" // what happened is looked into
	StageTold casework.Stage = "told" // found, and told to whom it is about

	Settle = "settle" // what it counts for is decided
	Back   = "back"   // whoever was not at his post is there again, or his cover

	AttendanceFound casework.EventName = "attendance_found"
)

// Clocks of attendance. Away and Alone are how long a desk may be found empty before it is off
// the post; AtOnce is until when a clock that fails is reported, Ahead how long before a meeting
// leave of it is asked for, Early how long before it one is there.
const (
	ClockAway   = "away"
	ClockAlone  = "alone"
	ClockAtOnce = "at_once"
	ClockAhead  = "ahead"
	ClockEarly  = "early"
	ClockSettle = "settle"
)

// What a matter of attendance is about, as its form names it (FactMatter).
const (
	FactMatter = "matter_of"

	CheckedEmpty = "off_post"    // at a check nobody was at the desk (R182)
	CheckedAlone = "single"      // and no other stands there (R188)
	MissingOne   = "missing_one" // of a half-day's two punches one is missing (R180)
	MissingTwo   = "missing_two" // and here both
	ClockFailed  = "machine"     // the clock did not take the punch (R181)
	NoRecord     = "no_record"   // nothing was punched or signed (R192)
	NotAtMeeting = "meeting"     // cannot come to a meeting (R191, R193)
	AtMeeting    = "arrival"     // when somebody came to one (R193)
	Trained      = "training"    // sent to a meeting or a course of another body (R191)
)

// AttendanceMatters lists them as forms show them.
var AttendanceMatters = []string{MissingOne, MissingTwo, ClockFailed, NoRecord, NotAtMeeting, Trained, AtMeeting, CheckedEmpty, CheckedAlone}

// What one comes to.
const (
	Attended  = "attended"
	Excused   = "excused"
	CameLate  = "late"
	LeftEarly = "left_early"
	Absented  = "absent"
	OffPost   = "off_post"
)

// FactHappened is when it was: the punch that failed, the beginning of the meeting. FactBack is
// when he was back, where a check is entered afterwards. FactFound is what it counts for, FactSettledBy
// who decided that: he does not decide on the objection.
const (
	FactHappened  = "happened"
	FactBack      = "back"
	FactFound     = "found"
	FactSettledBy = "settled_by"
	// FactSettledIn is the office that decided it where that is the one which hears objections: another
	// hears this one.
	FactSettledIn = "settled_in"
)

// checks are what an inspector saw; nobody enters one about himself (R182).
var checks = []string{AtMeeting, CheckedEmpty, CheckedAlone}

// OfHalfDay tells whether what a matter comes to is what a half-day comes to; a check and a meeting
// stand beside it.
func OfHalfDay(matter string) bool {
	return slices.Contains([]string{MissingOne, MissingTwo, ClockFailed, NoRecord, Trained}, matter)
}

// timed are what cannot be judged without the instant of what it is about (R181, R193).
var timed = map[string]string{ClockFailed: "R181", NotAtMeeting: "R193", AtMeeting: "R193"}

// attends tells why what was filled in is no matter of attendance: a check by the person himself, or
// one that names no instant; and instants that cannot have been: a clock that is to fail yet, somebody
// back before nobody was at the desk, or not back yet.
func attends(t Taking) *casework.Error {
	matter := t.Facts[FactMatter]
	_, said := t.moment(FactHappened)
	back, returned := t.moment(FactBack)
	switch rule := timed[matter]; {
	case slices.Contains(checks, matter) && t.By == t.Facts[factConcerned]:
		return is(casework.OwnCase, "fields."+factConcerned, "R182")
	case rule != "" && !said:
		return is(casework.Invalid, "fields."+FactHappened, rule)
	case matter == ClockFailed:
		return t.past(FactHappened, rule)
	case returned && back.Before(t.Received.Truncate(time.Minute)):
		return is(casework.Invalid, "fields."+FactBack, "R182")
	}
	return t.past(FactBack, "R182")
}

// factConcerned is whom a case is about.
const factConcerned = casework.FactPersonConcerned

var (
	// attendedBy is who sees it: he himself, his head and the leaders, and those who keep it.
	attendedBy = Scopes{
		casework.PersonConcerned: Own, casework.SectionHead: Unit, casework.LeaderInCharge: Unit, casework.PrincipalLeader: Bureau,
		casework.SupervisionOffice: Bureau, casework.EfficiencyOffice: Bureau, casework.Inspector: Bureau, casework.Auditor: Bureau,
	}
	// attendanceEntry: everybody for himself, a head for his unit, and who checks for all.
	attendanceEntry = Scopes{
		casework.PersonConcerned: Own, casework.SectionHead: Unit, casework.GeneralOffice: Bureau,
		casework.SupervisionOffice: Bureau, casework.EfficiencyOffice: Bureau, casework.Inspector: Bureau,
	}
	attendanceWords = Scopes{
		casework.PersonConcerned: Own, casework.SectionHead: Unit, casework.SupervisionOffice: Bureau, casework.EfficiencyOffice: Bureau,
		casework.PrincipalLeader: Bureau, casework.Inspector: Own,
	}
	checkers = Scopes{casework.SupervisionOffice: Bureau, casework.EfficiencyOffice: Bureau, casework.Inspector: Bureau}
)

// notHisOwn: nobody decides what he himself came to.
func notHisOwn(rule string) func(*casework.State, string, []casework.Role) *casework.Error {
	return func(s *casework.State, person string, _ []casework.Role) *casework.Error {
		return unless(person == "" || person != s.Facts[factConcerned], casework.OwnCase, rule)
	}
}

// anotherSettles: nor on the objection to what he decided, nor anybody of an office to what it did.
func anotherSettles(s *casework.State, person string, roles []casework.Role) *casework.Error {
	if in := s.Facts[FactSettledIn]; in != "" && !slices.ContainsFunc(roles, func(r casework.Role) bool { return string(r) != in }) {
		return is(casework.OwnCase, "actor", "R192")
	}
	return unless(person == "" || person != s.Facts[factConcerned] && person != s.Facts[FactSettledBy], casework.OwnCase, "R192")
}

// looked: it is looked into by people, and no check runs.
var looked = when("it is to be decided by people", func(s *casework.State) bool {
	c := s.Clock(ClockSettle)
	return c != nil && c.Open()
}, is(casework.WrongStage, "", "R192"))

// watched: a check found nobody there, and its time runs.
var watched = when("a check runs", func(s *casework.State) bool {
	for _, name := range []string{ClockAway, ClockAlone} {
		if c := s.Clock(name); c != nil && c.Status == casework.Running {
			return true
		}
	}
	return false
}, is(casework.WrongStage, "", "R182"))

// attendance is what has to be decided of one person's attendance: a punch that is missing, a
// clock that failed, a meeting he cannot come to, a desk found empty. What punches say by themselves
// is counted from them and no case.
func attendance() *Declaration {
	return &Declaration{
		Kind: Attendance, Prefix: "KQ", Title: Words{"考勤", "attendance"},
		Opens: StageLook, Turn: casework.SupervisionOffice, Stages: at(StageLook, StageTold, casework.StageReview),
		Ends:  []string{Attended, Excused, CameLate, LeftEarly, Absented, OffPost, "closed_by_hand"},
		Entry: ByForm, About: true, Takes: attends, Remembers: true, Told: kept, Proofs: "R191",

		Clocks: []string{ClockAway, ClockAlone, ClockAtOnce, ClockAhead, ClockEarly, ClockSettle, ClockObject, "review"},
		Says:   attendanceSays,

		Rights: []Right{
			{Action: CaseRegister, Rule: "R181", Who: attendanceEntry, Daily: true},
			{Action: CaseList, Who: attendedBy, View: true},
			{Action: CaseView, Who: attendedBy, View: true},
			{Action: CaseTimeline, Who: attendedBy, View: true},
			{Action: CaseLedger, Who: attendedBy, View: true},
			{Action: CasePersonal, Who: attendanceWords, Daily: true},
			{Action: TextCreate, Who: attendanceWords, Daily: true},
		},

		Acts: []Act{
			{
				Name: Back, Rule: "R182", At: at(StageLook), When: []Condition{watched}, Never: notHisOwn("R182"), Who: checkers, Daily: true,
				Fields: fields(casework.Field{Name: "outcome", Type: casework.FieldChoice, Required: true, Choices: []string{"returned", "covered"}, Rule: "R188"}, remark),
				Do:     Words{"已返岗或者已顶岗", "Back, or covered"}, Hint: Words{"抽查的时间内本人返岗；单人窗口有人顶岗的也可以", "He is back within the time; of a single window a cover will do"},
			},
			{
				Name: Settle, Meets: clocks(ClockSettle), Rule: "R192", At: at(StageLook), When: []Condition{looked}, Never: notHisOwn("R192"), Who: Scopes{casework.SupervisionOffice: Bureau, casework.EfficiencyOffice: Bureau},
				Fields: fields(
					casework.Field{Name: "outcome", Type: casework.FieldChoice, Required: true, Choices: []string{Attended, Excused, CameLate, LeftEarly, Absented}, Rule: "R192"},
					casework.Field{Name: "means", Type: casework.FieldChoice, Choices: []string{"patrol", "video"}, Rule: "R192"},
					casework.Field{Name: "proof", Type: casework.FieldProof, Rule: "R191", Takes: []string{casework.PurposeCourse, casework.PurposeHospital}}, reason),
				Tells: roles(casework.PersonConcerned, casework.SectionHead),
				Do:    Words{"认定考勤", "Decide what it counts for"}, Hint: Words{"缺卡一次为迟到或者早退，两次为旷工；没有记录的，依巡查记录和视频；请假、培训的附证明", "One punch missing: late or early; two: absent; without a record, by patrol and video; leave and training by their paper"},
			},
			{
				Name: casework.Object, Meets: clocks(ClockObject), Rule: "R192", At: at(StageTold), Who: concerned,
				Fields: fields(reason),
				Tells:  roles(casework.EfficiencyOffice),
				Do:     Words{"对认定提出异议", "Object"}, Hint: Words{"写明理由，附证明；逾期不再受理", "With reasons and what shows them; afterwards it stands"},
			},
			{
				Name: casework.DecideObjection, Meets: clocks("review"), Rule: "R192", At: at(casework.StageReview), Never: anotherSettles, Who: Scopes{casework.EfficiencyOffice: Bureau, casework.PrincipalLeader: Bureau},
				Fields: fields(casework.Field{Name: "approve", Type: casework.FieldBool, Required: true, Rule: "R192"}, reason),
				Tells:  roles(casework.PersonConcerned, casework.SectionHead, casework.SupervisionOffice),
				Do:     Words{"决定异议", "Decide the objection"}, Hint: Words{"成立的按出勤；认定人和本人回避", "Upheld, it counts as attended; never by whoever decided it, or himself"},
			},
			under(houseRule, closeByHand(Scopes{casework.SupervisionOffice: Bureau}, Scopes{casework.EfficiencyOffice: Bureau, casework.PrincipalLeader: Bureau})),
			link(Scopes{casework.SupervisionOffice: Bureau}),
			unlink(Scopes{casework.SupervisionOffice: Bureau}),
			{
				Name: casework.Attach, Basis: houseRule, Who: Scopes{casework.PersonConcerned: Own, casework.SectionHead: Unit, casework.SupervisionOffice: Bureau, casework.EfficiencyOffice: Bureau, casework.Inspector: Bureau}, Daily: true,
				Fields: fields(casework.Field{Name: "file", Type: casework.FieldFile, Required: true}),
				Do:     Words{"附文件", "Attach a file"}, Hint: Words{"证据、材料和照片，加密保存", "Evidence, papers, photographs; kept encrypted"},
			},
			recount(),
		},
	}
}

var attendanceSays = map[string]Words{
	"stage.look": {"查认", "Being looked into"}, "stage.told": {"已认定，可以提出异议", "Found; may be objected to"},

	"result.attended": {"出勤", "Attended"}, "result.excused": {"已请假", "Excused"}, "result.late": {"迟到", "Late"}, "result.left_early": {"早退", "Left early"},
	"result.absent": {"旷工", "Absent without leave"}, "result.off_post": {"脱岗", "Off the post"},

	"clock.away": {"抽查离岗", "Desk found empty"}, "owed.away": {"回到岗位", "be back at the post"}, "desk.away": {"等待返岗", "To be back"},
	"clock.alone": {"单人窗口离岗", "Single window empty"}, "owed.alone": {"回到岗位或者有人顶岗", "be back, or covered"}, "desk.alone": {"等待返岗或者顶岗", "To be back or covered"},
	"clock.at_once": {"考勤机故障报告", "Report of a failing clock"}, "owed.at_once": {"第一时间报告考勤机故障", "report at once that the clock fails"}, "desk.at_once": {"应报告考勤机故障", "Report the failing clock"},
	"clock.ahead": {"会前请假", "Leave before a meeting"}, "owed.ahead": {"会前请假", "ask before the meeting"}, "desk.ahead": {"应会前请假", "Ask before the meeting"},
	"clock.early": {"提前到会", "Early at a meeting"}, "owed.early": {"提前到会", "be early at the meeting"}, "desk.early": {"应提前到会", "Be early"},
	"clock.settle": {"考勤认定", "Finding"}, "owed.settle": {"认定考勤", "decide what it counts for"}, "desk.settle": {"应认定考勤", "Decide what it counts for"},
	"clock.object": {"考勤异议", "Objection"}, "owed.object": {"提出异议", "object"}, "desk.object": {"可以提出异议", "May be objected to"}, "lapsed.object": {"没有提出异议", "Nobody objected"},
	"clock.review": {"异议决定", "Decision on the objection"}, "owed.review": {"决定考勤异议", "decide the objection"}, "desk.review": {"应决定异议", "Decide the objection"},

	"fact.missing_one": {"同一时段缺卡一次", "One punch of a half-day missing"}, "fact.missing_two": {"同一时段缺卡两次", "Both punches of a half-day missing"},
	"fact.machine": {"考勤机不能识别或者不能工作", "The clock did not take the punch"}, "fact.no_record": {"没有考勤记录", "No record at all"},
	"fact.meeting": {"不能到会，会前请假", "Cannot come to a meeting"}, "fact.arrival": {"到会时间", "Came to a meeting"}, "fact.training": {"外出会议、学习培训", "Meeting or course elsewhere"},
	"fact.off_post": {"抽查：岗位无人", "Check: nobody at the desk"}, "fact.single": {"抽查：单人窗口无人", "Check: a single window empty"},
	"choice.attended": {"出勤", "Attended"}, "choice.excused": {"已请假", "Excused"}, "choice.late": {"迟到", "Late"}, "choice.left_early": {"早退", "Left early"}, "choice.absent": {"旷工", "Absent"},
	"choice.patrol": {"巡查记录", "Record of the patrol"}, "choice.video": {"视频监控", "Video"}, "choice.returned": {"本人返岗", "He is back"}, "choice.covered": {"有人顶岗", "Covered"},

	"field.settle.outcome": {"认定", "It counts for"}, "field.settle.means": {"依据", "By"}, "field.settle.proof": {"证明", "What shows it"}, "field.back.outcome": {"情况", "How"},

	"event.attendance_found": {"考勤已认定", "Attendance decided"}, "told.attendance_found": {"考勤已经认定{basis}。有异议的，三个工作日内提出。", "What it counts for was decided{basis}. You may object within three working days."},
	"event.objected": {"对认定提出异议", "Objected"}, "told.objected": {"本人对考勤认定提出异议{basis}，请决定。", "The person objects to what was decided{basis}; please decide."},
	"event.objection_decided": {"异议已决定", "Objection decided"}, "told.objection_decided": {"考勤异议已经决定{basis}。", "The objection was decided{basis}."},
}
