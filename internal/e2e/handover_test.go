package e2e

import (
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/store"
	"github.com/shixian/shixian/internal/store/rules"
)

// TestHandOverByHand is done-when 1 of issue 4 as people do it: A asks on his page to
// be away, and leaves with three open cases, one due today, one near, one breached.
// B reads the list on a phone, does what is his to do, asks the leader in charge for
// what is not, and is told what comes. A's return ends it.
func TestHandOverByHand(t *testing.T) {
	t.Parallel()
	leaves := time.Now().Add(3 * time.Minute).Truncate(time.Minute) // with the opening of the office
	cal, zone := everyDay(t, leaves)
	cards := onDesk(t, "senior-card", "permits", "hygiene-desk") // his, beside the permits
	h := open(t, with(store.Reference{Calendars: []rules.Calendar{cal}, Items: []policy.Item{cards}}))
	b := openBrowser(t, h)
	a, cover, leader := b.enter("handler", 1280), b.enter("backup", 390), b.enter("leader_in_charge", 390)
	today, near, late := leavesBehind(t, h, zone)
	three := []string{today, near, late}

	number := askOuting(t, a, leaves, leaves.Add(2*time.Hour))
	grantOnPhone(t, leader, number)
	require.True(t, time.Now().Before(leaves), "this machine is too slow")
	reach(t, leaves)
	eventually(t, answeredWithin, "B is told to step in", func() bool {
		return count(h.as("backup").inbox(number), func(r casework.InboxRow) bool { return r.Event == casework.ActingHolderChanged }) == 1
	})
	readHandover(t, cover, number, three)
	readLights(t, cover, today, near, late)

	askMoreTime(t, cover, near) // his to ask
	decideBoth(t, cover, leader, today, near)
	cover.open("/cases/" + today)
	cover.unfold(casework.Complete)
	cover.submit(casework.Complete)
	require.Equal(t, casework.StageDeliver, h.as("backup").view(today).Stage)

	h.as("section_head").do(late, casework.Chase, args{})
	for name, want := range map[string]int{"backup": 1, "handler": 0} {
		require.Equal(t, want, count(h.as(name).inbox(late), func(r casework.InboxRow) bool { return r.Event == casework.Chased }), name)
	}
	sendOn(t, cover, late)

	a.open("/cases/" + number + "?do=report-return")
	a.submit(casework.ReportReturn)
	require.Equal(t, "returned", h.as("handler").view(number).Result)
	a.open("/handover")
	back := a.text("#back")
	for _, n := range three {
		require.Contains(t, back, n, "A reads what was done, what was handed on included (R168)")
	}
	cover.open("/handover")
	require.NotContains(t, cover.text("main"), near, "with A's return it ends")
	for _, n := range three {
		addsUp(t, a, n, leaves.In(zone))
	}
}

// leavesBehind takes in A's three cases: a matter promised for the day, a permit due
// tomorrow, and one that was due two days ago. In this office every day is a working
// day, and a permit nobody spoke about is accepted by law as of its receipt. Lights
// turn with the opening of the day.
func leavesBehind(t *testing.T, h *house, zone *time.Location) (today, near, late string) {
	t.Helper()
	clerk, handler := h.as("clerk"), h.as("handler")
	received := func(days int) string {
		r := foodPermit()
		at := time.Now().AddDate(0, 0, -days)
		r.Received, r.Reason = &at, "系统停电，补录"
		return clerk.register(r)
	}
	today, near, late = clerk.register(sameDay()), received(9), received(12)
	handler.do(today, casework.Accept, args{})
	date := func(number string) string { return handler.clock(number, "handle").Due.In(zone).Format(time.DateOnly) }
	ahead := func(days int) string { return time.Now().In(zone).AddDate(0, 0, days).Format(time.DateOnly) }
	eventually(t, answeredWithin, "the law has spoken", func() bool {
		return handler.view(near).Stage == casework.StageHandle && handler.view(late).Stage == casework.StageHandle
	})
	require.Equal(t, ahead(0), date(today), "lights of the day come with its opening")
	require.Equal(t, ahead(1), date(near))
	require.Equal(t, ahead(-2), date(late))
	return today, near, late
}

// readLights: the list wears the three lights, the most urgent first.
func readLights(t *testing.T, w *tab, today, near, late string) {
	t.Helper()
	w.open("/handover")
	page := w.text("main")
	for _, light := range []string{"已超期", "今天", "将到期"} {
		require.Contains(t, page, light)
	}
	require.Regexp(t, `(?s)已超期.*`+late+`.*将到期.*`+near, page, "the most urgent of a post first")
	require.Contains(t, page, today)
}

func askMoreTime(t *testing.T, w *tab, number string) {
	t.Helper()
	w.open("/cases/" + number)
	require.Contains(t, w.text("main"), "短时顶岗")
	require.False(t, w.has("#complete"), "what decides the matter is not his")
	w.unfold(casework.RequestExtension)
	w.fill("#request-extension-days", "1")
	w.fill("#request-extension-reason", "待王强返岗后复核图纸")
	w.submit(casework.RequestExtension)
	require.Contains(t, w.text(".flash"), "延期")
}

// decideBoth: B asks for the act that is not his; the leader has both requests in one
// list on his phone, with the time he has, and consents.
func decideBoth(t *testing.T, cover, leader *tab, today, near string) {
	t.Helper()
	cover.open("/cases/" + today)
	cover.unfold(casework.AskUrgent)
	cover.do(chromedp.SetValue(chromedp.CSS("#ask-urgent-act"), casework.Complete))
	cover.fill("#ask-urgent-reason", "老人今日须领证乘车")
	require.True(t, cover.fits(), "the form is wider than the phone")
	cover.submit(casework.AskUrgent)
	require.Contains(t, cover.text("main"), "李敏 请示：办结")

	leader.open("/approvals")
	require.True(t, leader.fits(), "the list is wider than the phone")
	require.Contains(t, leader.text("main"), near)
	leader.press("article.approval a.button[href='/approvals/" + today + "/urgent']")
	require.True(t, leader.fits(), "the request is wider than the phone")
	for _, said := range []string{"李敏 请示：办结", "老人今日须领证乘车", "R166", "到时没有答复"} {
		require.Contains(t, leader.text("main"), said)
	}
	leader.press(".decide button[value='true']")
	require.Equal(t, "/approvals", leader.path())
	require.NotContains(t, leader.text("main"), today)
	leader.press("article.approval a.button[href='/approvals/" + near + "']")
	leader.fill("#reason", "同意")
	leader.press(".decide button[value='true']")
	require.NotContains(t, leader.text("main"), near)
}

// sendOn: what B may not decide and cannot keep he asks to hand on; the leader lets him.
func sendOn(t *testing.T, cover *tab, number string) {
	t.Helper()
	h := cover.b.h
	backup, leader := h.as("backup"), h.as("leader_in_charge")
	refuse(t, backup, number, casework.Transfer, args{"post": "hygiene-desk", "reason": "并案处理"}, casework.LimitedCover)
	backup.do(number, casework.AskUrgent, args{"act": casework.Transfer, "reason": "已超期，由卫生许可岗并案"})
	require.Equal(t, casework.LeaderInCharge, leader.view(number).Turn, "the next act is the leader's")
	leader.do(number, casework.DecideUrgent, args{"approve": true})
	require.Equal(t, casework.Handler, leader.view(number).Turn)
	backup.do(number, casework.Transfer, args{"post": "hygiene-desk", "reason": "并案处理"})
	require.Equal(t, "hygiene-desk", leader.view(number).Post, "it is late: two hand it on, and his consent was his signature (R048)")
}

// addsUp: the page tells who answered from its receipt to now, joined: whoever entered it
// late, for as long as it was not entered, then A, then B from
// the instant A left, then A, and nobody at no time.
func addsUp(t *testing.T, w *tab, number string, leaves time.Time) {
	t.Helper()
	w.open("/cases/" + number)
	who := w.text("ol.duty")
	stamp := func(at time.Time) string { return at.In(leaves.Location()).Format("01-02 15:04") }
	view := w.b.h.as("principal_leader").view(number)
	first := ""
	if view.Registered.Sub(view.Received) > 10*time.Minute { // entered late: until then whoever entered it answers
		first = "陈芳.*"
	}
	require.Regexp(t, `(?s)^\s*`+stamp(view.Received)+`\s+`+first+`王强.*`+stamp(leaves)+`\s+李敏.*替 王强 顶岗.*王强`, who)
	require.NotContains(t, who, "无人在岗")
}
