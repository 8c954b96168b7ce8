package e2e

import (
	"crypto/rand"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

// asClock is an instant as a datetime field has it.
const asClock = "2006-01-02T15:04"

// attendanceInChromium: a month of punches comes in, what is missing is explained, a desk is found
// empty, and the month is signed and published by another (R179 to R192).
func attendanceInChromium(t *testing.T, w officeWindows) {
	t.Helper()
	b := w.b
	keeper, staff, inspector, head, judge := w.of(supervising), b.enter("handler", 390), w.of(inspecting), w.of(head), w.of(efficiency)
	now := b.h.now().In(zoneOf(t))
	month := time.Date(now.Year(), now.Month(), 1, 0, 0, 0, 0, now.Location()).AddDate(0, -1, 0)
	keeper.bringPunches(month.AddDate(0, 0, 9))
	sheet := "/attendance?unit=permits&month=" + month.Format("2006-01")

	missing := staff.takeIn(kind.Attendance, "attendance-matter", map[string]string{
		"matter_of": kind.MissingOne, "happened": month.AddDate(0, 0, 9).Format(time.DateOnly) + "T12:00", "note": "去县政府送件",
	})
	shown := b.h.as("supervision_office").attach(missing, "通知.txt", "送件回执", casework.PurposeCourse)
	keeper.act(missing, kind.Settle, map[string]string{"outcome": kind.Attended, "proof": shown, "reason": "回执属实"}) // R180
	require.Equal(t, kind.Attended, b.h.as("handler").view(missing).Result)

	absent := staff.takeIn(kind.Attendance, "attendance-matter", map[string]string{"matter_of": kind.NoRecord, "happened": month.AddDate(0, 0, 10).Format(time.DateOnly) + "T09:00"})
	require.NotEmpty(t, keeper.refusedHere(absent, kind.Settle, map[string]string{"outcome": kind.Absented, "reason": "没有打卡"}), "not without patrol or video (R192)")
	keeper.act(absent, kind.Settle, map[string]string{"outcome": kind.Absented, "means": "patrol", "reason": "巡查不在岗"})
	staff.act(absent, casework.Object, map[string]string{"reason": "当天在现场核查"})
	judge.act(absent, casework.DecideObjection, map[string]string{"approve": "false", "reason": "核查不在当天"})
	require.Equal(t, kind.Absented, b.h.as("handler").view(absent).Result)

	empty := inspector.takeIn(kind.Attendance, "attendance-matter", map[string]string{"person": "handler", "matter_of": kind.CheckedEmpty})
	inspector.act(empty, kind.Back, map[string]string{"outcome": "returned"})
	require.Equal(t, kind.Attended, b.h.as("inspector").view(empty).Result)
	left := inspector.takeIn(kind.Attendance, "attendance-matter", map[string]string{ // entered two hours afterwards
		"person": "handler", "matter_of": kind.CheckedEmpty, "received": now.Add(-2 * time.Hour).Format(asClock), "reason": "检查结束后补录",
	})
	eventually(t, answeredWithin, "nobody came back", func() bool { return b.h.as("inspector").view(left).Stage == kind.StageTold })
	staff.act(left, casework.Object, map[string]string{"reason": "在会议室"})
	judge.act(left, casework.DecideObjection, map[string]string{"approve": "true", "reason": "会议签到属实"}) // R182
	require.Equal(t, kind.Attended, b.h.as("handler").view(left).Result)

	head.open(sheet)
	require.Contains(t, head.text(".paper-table"), "王强")
	head.press("form[action='/attendance/sign'] button")
	keeper.open(sheet)
	keeper.press("form[action='/attendance/publish'] button")
	require.Contains(t, keeper.text(".paper-sign"), "冯雪梅", "by another than signed it")
	staff.open(sheet)
	require.True(t, staff.fits(), "the sheet is wider than the phone")
}

// bringPunches brings the file of a time clock: one wrong cell and nothing is taken, a line of
// another year waits to be meant, whose a number is is said once, and the same again is nothing.
func (w *tab) bringPunches(day time.Time) {
	w.t.Helper()
	date, next := day.Format(time.DateOnly), day.AddDate(0, 0, 2).Format(time.DateOnly)
	const head = "姓名,考勤号码,日期时间\n"
	good := head + "王强,7," + date + " 08:21:00\n王强,7," + date + " 08:21:00\n王强,7," + date + " 14:02:10\n王强,7," + next + " 17:35:00\n"
	const look, take = "[aria-labelledby='bring'] button:not(.primary)", "button[name='take']"
	bring := func(content, button string) {
		w.t.Helper()
		w.open("/attendance")
		w.choose("#file", "punches.csv", content)
		w.press(button)
	}
	bring(head+"王强,7,"+date+" 08:21:00\n王强,7,二十五点\n", take)
	require.Contains(w.t, w.text("#summary"), "日期时间")
	bring(good+"王强,7,"+day.AddDate(-1, 0, 0).Format(time.DateOnly)+" 08:20:00\n", take)
	require.Contains(w.t, w.text("#summary"), "年")
	gbk, err := simplifiedchinese.GBK.NewEncoder().String(good)
	require.NoError(w.t, err)
	bring(gbk, look)
	require.Contains(w.t, w.text("[aria-labelledby='shown']"), "中控")
	w.put("whose-0", "handler")
	w.press(take)
	require.Contains(w.t, w.text(".flash"), "已导入")
	bring(good, look)
	require.Contains(w.t, w.text("[aria-labelledby='shown']"), "新的 0 次")
}

// reportInChromium: by a leader's word at first, signed for after, told on and to the end; and of
// what is classified no word is taken in (R216 to R220).
func reportInChromium(t *testing.T, w officeWindows) {
	t.Helper()
	b, desk, leader, office := w.b, w.of(desk), w.of(leader), w.of(general)
	number := desk.takeIn(kind.Report, "information-report", map[string]string{
		"happened": "emergency", "title": "人民路供水管道爆裂", "matter": "今晨人民路供水管道爆裂，影响约三百户。", "place": "人民路",
	})
	desk.open("/cases/" + number)
	require.False(t, desk.has("#"+kind.SendReport), "nothing leaves unapproved")
	desk.act(number, kind.TakeWord, map[string]string{
		"category": string(casework.LeaderInCharge), "means": "phone", "received": b.h.now().In(zoneOf(t)).Format(asClock), "reason": "同意报出",
	})
	desk.act(number, kind.SendReport, map[string]string{"category": "government", "means": "network"})
	leader.act(number, kind.SignReport, map[string]string{"approve": "true"})
	desk.act(number, kind.TellMore, map[string]string{"reason": "抢修完成，恢复供水"})
	leader.act(number, kind.SignReport, map[string]string{"approve": "true"})
	desk.act(number, kind.SendReport, map[string]string{"category": "government", "means": "network"})
	desk.act(number, kind.EndReport, map[string]string{"reason": "处置完毕"})
	require.Equal(t, "reported", b.h.as("handler").view(number).Result)
	office.act(number, kind.Adopt, map[string]string{"category": "government"})

	desk.open("/register/information-report")
	desk.answer("f-", map[string]string{"happened": "trend", "secrecy": "secret", "title": "某事", "matter": "某事的经过"})
	desk.press(".register-grid button.primary")
	require.NotEmpty(t, desk.text("#summary"), "no word of what is classified (R219)")

	office.open("/registers")
	office.press("a[href='/pieces']")
	require.Contains(t, office.text("[aria-labelledby='by-unit']"), "行政许可科") // R217, R218
	require.True(t, office.fits())
}

// proposalInChromium: assigned, spoken of with whoever brought it, answered over the head's
// signature; he is not satisfied, and the next answer satisfies him (R089).
func proposalInChromium(t *testing.T, w officeWindows) {
	t.Helper()
	b, office, desk, head := w.b, w.of(general), w.of(desk), w.of(principal)
	number := office.takeIn(kind.Proposal, "deputy-proposal", map[string]string{
		"source": "congress", "session": "十七届人大五次会议", "number": "第 12 号", "author": "青岚县代表", "title": "关于方便群众办证的建议",
		"matter": "建议中午不间断服务。", "assigner": "县人大常委会办公室", "class": "a",
	})
	office.act(number, casework.Assign, map[string]string{"post": "food-desk"})
	answer := func() {
		t.Helper()
		desk.act(number, kind.ContactAuthor, map[string]string{"means": "visit", "received": b.h.now().In(zoneOf(t)).Format(asClock), "reason": "当面听取意见"})
		desk.act(number, casework.Propose, map[string]string{"reason": "拟安排午间值班"})
		head.act(number, casework.Reply, map[string]string{"approve": "true"})
	}
	slip := func() string {
		t.Helper()
		return b.h.as("general_office").attach(number, "意见表.txt", "代表本人填写 "+rand.Text(), casework.PurposeOpinion)
	}
	answer()
	office.act(number, casework.Rate, map[string]string{"outcome": "unsatisfied", "reason": "没有写明何时落实", "proof": slip()})
	require.Equal(t, casework.StageHandle, b.h.as("handler").view(number).Stage, "studied and answered anew")
	answer()
	office.act(number, casework.Rate, map[string]string{"outcome": "satisfied", "proof": slip()})
	require.Equal(t, "satisfied", b.h.as("handler").view(number).Result)
}
