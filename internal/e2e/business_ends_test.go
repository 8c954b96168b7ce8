package e2e

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

// The other business of an office: its ends beside those that its stories (attendanceInChromium,
// checkedCovertly, putRight, reportInChromium, proposalInChromium, promiseScenes, disclosureScenes)
// come to. What leads to an end has its pages there; here it goes over JSON, and the act that ends
// the case by its form.

// storied are the ends those stories come to, where no table says them.
var storied = map[casework.Kind][]string{
	kind.Attendance: {kind.Attended, kind.Absented}, kind.Inspection: {"reported"}, kind.Rectification: {"rectified"}, kind.Report: {"reported"}, kind.Proposal: {"satisfied"},
}

// inspecting is who goes out on a check.
const inspecting = "inspector"

// businessEnds are in order: some name a case of one before.
func businessEnds(t *testing.T) []scene {
	t.Helper()
	return slices.Concat(attendanceEnds(t), inspectionEnds(), rectificationEnds(), reportEnds(), proposalEnds(), publicEnds())
}

// until is a scene that comes to an end by its last move.
func (s scene) until(name, result, says string, moves ...move) scene {
	s.name, s.result, s.says, s.moves = name, result, says, moves
	s.fields = maps.Clone(s.fields)
	return s
}

// saying fills in a field otherwise.
func (s scene) saying(field, value string) scene {
	s.fields = maps.Clone(s.fields)
	s.fields[field] = value
	return s
}

// handClosed is the end by one person and, where something is still owed, by another's signature (R048).
func handClosed(who, by string) []move {
	return []move{does(who, casework.Close, "reason", "按规定终止"), signs(by)}
}

// voids takes the registration back, the same day and before anybody acted (R048).
func voids(who string) move { return does(who, casework.VoidCase, "reason", "重复登记") }

func attendanceEnds(t *testing.T) []scene {
	t.Helper()
	own := scene{by: desk, item: "attendance-matter", kind: kind.Attendance, fields: map[string]string{kind.FactMatter: kind.MissingOne, "note": "见说明"}}
	seen := scene{by: inspecting, item: "attendance-matter", kind: kind.Attendance, fields: map[string]string{
		"person": desk, kind.FactMatter: kind.CheckedEmpty, "received": beijing(t, time.Now().Add(-2*time.Hour)).Format(datetimeLocal), "reason": "检查结束后补录",
	}}
	objects := does(desk, casework.Object, "reason", "当天在现场核查")
	found := func(who, outcome string) move {
		return does(who, kind.Settle, "outcome", outcome, "reason", "按打卡记录")
	}
	stands := func(who string) move {
		return does(who, casework.DecideObjection, "approve", "false", "reason", "核查不在当天")
	}
	return []scene{
		own.saying(kind.FactMatter, kind.Trained).until("training on its notice (R191)", kind.Excused, "已请假",
			showing(does(supervising, kind.Settle, "outcome", kind.Excused, "reason", "附会议通知"), casework.PurposeCourse)),
		own.until("late, and objected to", kind.CameLate, "迟到", found(supervising, kind.CameLate), objects, stands(efficiency)),
		own.until("left early, as the office found that hears objections: the head hears this one", kind.LeftEarly, "早退", found(efficiency, kind.LeftEarly), objects, stands(principal)),
		seen.until("off the post, nobody back in time (R182)", kind.OffPost, "脱岗", reaches(kind.StageTold), objects, stands(efficiency)),
		own.until("attendance by hand", "closed_by_hand", "结案", handClosed(supervising, efficiency)...),
	}
}

func inspectionEnds() []scene {
	check := scene{by: efficiency, item: "inspection-visit", kind: kind.Inspection, fields: map[string]string{"mode": kind.ModeOpen, "matter": "工作纪律"}}
	open := check.until("open check", "", "检查")
	open.stage = kind.StagePlan
	year := check.saying("mode", kind.ModeYear)
	others := "approval general efficiency window permits livelihood supervision market projects social rural survey hall finance personnel data"
	return []scene{
		open,
		year.until("every unit of the bureau was visited, or exempted (R112)", "covered", "已全覆盖",
			does(efficiency, kind.PlanYear, "units", "legal"), does(efficiency, kind.PlanYear, "units", others, "outcome", kind.ExemptUnits, "reason", "本年度已由上级考评"), signs(principal),
			does(efficiency, kind.SendGroup, "units", "legal", "person", inspecting, "outcome", "spot_check", "approve", "true").onCase(open.name),
			does(inspecting, kind.VisitUnit, "unit", "legal", "approve", "true").onCase(open.name),
			does(efficiency, kind.ReportCoverage, "reason", "全部检查一遍")),
		check.until("check void", "void", "作废", voids(efficiency)),
		year.until("plan of a year by hand", "closed_by_hand", "结案", handClosed(efficiency, principal)...),
	}
}

func rectificationEnds() []scene {
	finding := scene{by: efficiency, item: "rectification-notice", kind: kind.Rectification, fields: map[string]string{
		"mode": kind.ModeOpen, "finding": "no_sign", "place": "9月21日 一楼大厅", "matter": "没有设置效能提示牌", "demand": "设置提示牌",
	}}
	return []scene{
		finding.until("notice taken back: the objection is upheld (R121)", "taken_back", "收回",
			does(efficiency, casework.Issue, "post", "food-desk", "limit", "10wd", "reason", "属实"), does(desk, casework.Object, "reason", "已经设置，附照片"),
			does(efficiency, casework.DecideObjection, "approve", "true", "reason", "照片属实")),
		finding.until("notice void", "void", "作废", voids(efficiency)),
		finding.until("finding by hand", "closed_by_hand", "结案", handClosed(efficiency, principal)...),
	}
}

func reportEnds() []scene {
	told := scene{by: desk, item: "information-report", kind: kind.Report, fields: map[string]string{
		"happened": "emergency", "title": "人民路供水管道爆裂", "matter": "影响约三百户。", "place": "人民路",
	}}
	return []scene{
		told.until("report void", "void", "作废", voids(desk)),
		told.until("report by hand", "closed_by_hand", "结案", handClosed(desk, leader)...),
	}
}

func proposalEnds() []scene {
	in := scene{by: general, item: "deputy-proposal", kind: kind.Proposal, fields: map[string]string{
		"source": "congress", "session": "十七届人大五次会议", "number": "第 12 号", "author": "青岚县代表", "title": "关于方便群众办证的建议",
		"matter": "建议中午不间断服务。", "assigner": "县人大常委会办公室", "class": "a",
	}}
	given := does(general, casework.Assign, "post", "food-desk")
	answered := []move{
		given, does(desk, kind.ContactAuthor, "means", "visit", "received", "$now", "reason", "当面听取意见"),
		does(desk, casework.Propose, "reason", "拟安排午间值班"), does(principal, casework.Reply, "approve", "true"),
	}
	silent := in
	silent.item = "quick-deputy-proposal"
	return []scene{
		in.until("author basically satisfied", "basically", "基本满意",
			append(slices.Clone(answered), showing(does(general, casework.Rate, "outcome", "basically"), casework.PurposeOpinion))...),
		silent.until("author says nothing", "answered", "没有反馈意见", append(slices.Clone(answered), reaches(casework.StageClosed))...),
		in.until("sent back to whoever assigned it (R091)", "returned", "退回交办单位",
			given, does(desk, casework.Return, "reason", "不属本部门职权"), does(general, casework.DecideReturn, "approve", "true", "reason", "同意送回")),
		in.until("proposal void", "void", "作废", voids(general)),
		in.until("proposal by hand", "closed_by_hand", "结案", handClosed(general, principal)...),
	}
}

func publicEnds() []scene {
	promised := scene{by: general, item: "service-promise", kind: kind.Promise, fields: map[string]string{"matter": "周日延时服务", "content": "上午开放"}}
	shown := scene{by: general, item: "disclosure-item", kind: kind.Disclosure, fields: map[string]string{
		"matter": "旧的收费依据", "content": "一、依据；二、标准", "category": "fee", "audience": "everybody",
	}}
	return []scene{
		promised.until("promise by hand", "closed_by_hand", "结案", handClosed(general, principal)...),
		shown.until("disclosure by hand", "closed_by_hand", "结案", handClosed(general, principal)...),
	}
}

// end brings cases to their ends: all but the acts that end them over JSON.
func (w officeWindows) end(t *testing.T, scenes []scene) {
	t.Helper()
	numbers := map[string]string{}
	for _, s := range scenes {
		number := w.as(s.by).register(s.overJSON(t))
		numbers[s.name] = number
		at := s.by
		for i, m := range s.moves {
			if i < s.byForm() {
				w.overJSON(t, numbers, number, m)
				continue
			}
			at = m.who
			with := maps.Clone(m.with)
			if m.act == casework.Countersign {
				with["request"] = w.as(m.who).view(number).Second.Request
			}
			w.prepares(t, number, m, with)
			w.of(at).act(number, m.act, with)
		}
		if s.result == "" {
			continue
		}
		ended(w.as(s.by), number, s.result)
		page := w.of(at)
		if page.path() != "/cases/"+number { // nobody acted last: a clock did
			page.open("/cases/" + number)
		}
		require.Contains(t, page.text(".case-head"), s.says, s.name)
		require.True(t, page.fits(), "%s is wider than the window", s.name)
		require.Empty(t, codesIn(page.text("main")), "a code stands where a word should: %s", s.name)
	}
}

// byForm is the first move that is made on the page: the last act, and before a signature what it
// is put under.
func (s scene) byForm() int {
	last := len(s.moves) - 1
	if s.result == "" || s.moves[last].act == "" {
		return len(s.moves)
	}
	if s.moves[last].act == casework.Countersign {
		last--
	}
	return last
}

// overJSON is the registration, as the form of its item would send it.
func (s scene) overJSON(t *testing.T) registration {
	t.Helper()
	r := registration{Item: s.item, Reason: s.fields["reason"], Fields: maps.Clone(s.fields)}
	if at, late := s.fields["received"]; late {
		received, err := time.ParseInLocation(datetimeLocal, at, zoneOf(t))
		require.NoError(t, err)
		r.Received = &received
	}
	maps.DeleteFunc(r.Fields, func(name, _ string) bool { return name == "received" || name == "reason" })
	return r
}

// overJSON makes one move where no page has to show it.
func (w officeWindows) overJSON(t *testing.T, numbers map[string]string, number string, m move) {
	t.Helper()
	if m.of != "" {
		number = numbers[m.of]
	}
	switch {
	case m.until != "":
		w.step(t, numbers, number, m)
		return
	case m.act == casework.Countersign:
		w.as(m.who).sign(number)
		return
	}
	with, sent := maps.Clone(m.with), args{}
	w.prepares(t, number, m, with)
	for name, value := range with {
		sent[name] = value
		if name == "units" {
			sent[name] = strings.Fields(value)
		}
	}
	w.as(m.who).do(number, m.act, sent)
}

// prepares fills in what a table cannot know: the hour, and the paper that an act rests on.
func (w officeWindows) prepares(t *testing.T, number string, m move, with map[string]string) {
	t.Helper()
	for name, value := range with {
		if value == "$now" {
			with[name] = beijing(t, time.Now()).Format(datetimeLocal)
		}
	}
	if purpose, shown := strings.CutPrefix(with["proof"], "$"); shown {
		with["proof"] = w.as(m.who).attach(number, "证明.txt", "证明 "+number, purpose)
	}
}

// TestEveryEndOfTheOtherBusinessHasItsPages: an end that is declared and that no page leads to is
// seen here.
func TestEveryEndOfTheOtherBusinessHasItsPages(t *testing.T) {
	t.Parallel()
	reached := map[casework.Kind][]string{}
	for _, s := range slices.Concat(businessEnds(t), promiseScenes(), disclosureScenes()) {
		if s.result != "" {
			reached[s.kind] = append(reached[s.kind], s.result)
		}
	}
	for _, of := range []casework.Kind{kind.Attendance, kind.Inspection, kind.Rectification, kind.Report, kind.Proposal, kind.Promise, kind.Disclosure} {
		require.ElementsMatch(t, kind.Office().Of(of).Ends, slices.Compact(slices.Sorted(slices.Values(append(reached[of], storied[of]...)))), of)
	}
}
