package e2e

import (
	"crypto/rand"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/roster"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/reference"
)

// datetimeLocal is how a browser writes a field of date and time.
const datetimeLocal = "2006-01-02T15:04"

// heardBy60 is what the acting holder of a practice case hears up to its breach.
var heardBy60 = []string{
	"clock_started intake", "clock_warned intake half", "clock_warned intake near", "clock_deemed intake",
	"clock_started handle", "clock_started statutory", "clock_warned handle half", "clock_warned handle near",
	"clock_breached handle", "clock_warned statutory half",
}

// TestAbsenceHandsThePostOver: A leaves with three open cases, one near its end,
// one far from it, one breached. From the instant of leaving B hears and acts,
// and A does not, until A reports back.
func TestAbsenceHandsThePostOver(t *testing.T) {
	t.Parallel()
	h := open(t)
	b := openBrowser(t, h)
	window, leader, cover := b.enter("handler", 1280), b.enter("leader_in_charge", 390), b.enter("backup", 390)
	handler, backup := h.as("handler"), h.as("backup")
	far, broken := h.as("clerk").register(foodPermit()), overdue(h)
	handler.do(far, casework.Accept, args{})

	leaves := time.Now().Add(75 * time.Second).Truncate(time.Minute).Add(time.Minute)
	number := askOuting(t, window, leaves, leaves.Add(2*time.Hour))
	refuse(t, handler, number, casework.Approve, args{"approve": true}, casework.Forbidden)
	grantOnPhone(t, leader, number)
	require.Equal(t, casework.StageLeave, handler.view(number).Stage)
	require.Equal(t, "handler", handler.view(far).HolderID, "he has not left yet")

	reach(t, leaves.Add(-35*time.Second))
	soon := h.as("clerk").register(practice()) // near its end, and over it, after he has left
	received := handler.view(soon).Received
	require.True(t, time.Now().Before(leaves), "this machine is too slow")
	for _, p := range []*person{backup, h.as("section_head")} {
		require.Subset(t, handover(p, number), []string{far, broken, soon}, "the list of what he leaves behind")
	}
	reach(t, leaves)
	checkCovered(t, h, []string{far, broken, soon})
	stepsIn := func(r casework.InboxRow) bool { return r.Event == casework.ActingHolderChanged }
	eventually(t, answeredWithin, "B is told to step in", func() bool { return count(backup.inbox(number), stepsIn) == 1 })
	reach(t, received.Add(time.Minute))
	checkHeard(t, h, soon, received, leaves)
	readHandover(t, cover, number, []string{far, broken, soon})
	urgently(t, h, soon)

	window.open("/cases/" + number + "?do=report-return")
	window.submit(casework.ReportReturn)
	require.Equal(t, "returned", handler.view(number).Result)
	require.Equal(t, "handler", handler.view(far).HolderID)
	refuse(t, backup, far, casework.Complete, args{}, casework.Forbidden)
	handler.do(far, casework.Complete, args{})
	checkSpans(t, h, leaves)
	window.open("/handover")
	require.Contains(t, window.text("#back"), soon, "A reads what was done for him (R168)")
	require.Contains(t, window.text("#back"), "李敏")
	cover.open("/handover")
	require.NotContains(t, cover.text("main"), far, "with A's return it ends")
	window.open("/cases/" + soon)
	who := window.text("ol.duty")
	require.Regexp(t, `(?s)王强.*李敏.*王强`, who)
	require.NotContains(t, who, "无人在岗")
}

// overdue is a practice case whose every clock has run out.
func overdue(h *house) string {
	h.t.Helper()
	longAgo := time.Now().Add(-9 * time.Minute)
	late := practice()
	late.Received = &longAgo
	return h.as("clerk").register(late)
}

// askOuting: A fills in the form and is led to his request.
func askOuting(t *testing.T, w *tab, from, until time.Time) (number string) {
	t.Helper()
	w.open("/absences/new")
	w.do(chromedp.Click(chromedp.CSS("#f-form input[value='outing']")))
	w.do(chromedp.SetValue(chromedp.CSS("#f-from"), beijing(t, from).Format(datetimeLocal)))
	w.do(chromedp.SetValue(chromedp.CSS("#f-until"), beijing(t, until).Format(datetimeLocal)))
	w.fill("#f-reason", "现场核查")
	w.fill("#f-place", "人民路 1 号")
	w.fill("#f-contact", "0000-5550109")
	w.press(".register-grid button.primary")
	w.see(".case-head")
	number = strings.TrimPrefix(w.path(), "/cases/")
	of, _, _, ok := kind.Office().Parse(number)
	require.True(t, ok, "he is led to his request, not to %s", w.path())
	require.Equal(t, casework.Absence, of)
	return number
}

// grantOnPhone: the leader in charge grants an outing on a screen 390 pixels wide (R176).
func grantOnPhone(t *testing.T, w *tab, number string) {
	t.Helper()
	w.open("/absences")
	require.True(t, w.fits(), "the list is wider than the phone")
	w.press("a.button[href^='/cases/" + number + "']")
	w.see("#approve form button")
	require.True(t, w.fits(), "the request is wider than the phone")
	require.Contains(t, w.text("main"), "王强")
	w.do(chromedp.Click(chromedp.CSS("#approve-approve input[value='true']")))
	w.submit(casework.Approve)
}

// readHandover: the message that the post is his leads B, on a phone, to the list of
// what he takes over; why A is away is not on it, and his absence stays closed (R156,
// R164, R175).
func readHandover(t *testing.T, w *tab, absence string, numbers []string) {
	t.Helper()
	w.open("/inbox")
	w.press("a.number[href='/handover']")
	w.see(".covered")
	require.True(t, w.fits(), "the list is wider than the phone")
	page := w.text("main")
	for _, n := range numbers {
		require.Contains(t, page, n)
	}
	for _, said := range []string{"已超期", "替 王强 顶岗", "短时顶岗"} {
		require.Contains(t, page, said)
	}
	for _, private := range []string{"现场核查", "人民路", absence} {
		require.NotContains(t, page, private)
	}
	w.open("/")
	require.Contains(t, w.text("main"), "您在顶岗")
	w.open("/cases/" + absence)
	require.NotContains(t, w.text("main"), "现场核查")
}

// urgently: away for two hours only, A leaves B part of his powers. What decides the
// matter is refused until the leader in charge consents to it, once (R166).
func urgently(t *testing.T, h *house, number string) {
	t.Helper()
	backup := h.as("backup")
	refuse(t, backup, number, casework.Complete, args{}, casework.LimitedCover)
	backup.do(number, casework.AskUrgent, args{"act": casework.Complete, "reason": "当事人下午出境"})
	refuse(t, backup, number, casework.DecideUrgent, args{"approve": true}, casework.Forbidden)
	h.as("leader_in_charge").do(number, casework.DecideUrgent, args{"approve": true})
	backup.do(number, casework.Complete, args{})
}

// handover is the list that goes with an absence, as somebody reads it.
func handover(p *person, number string) []string {
	p.t.Helper()
	var rows []casework.CaseView
	p.read("/cases/"+number+"/handover", &rows)
	return names(rows, func(c casework.CaseView) string { return c.Number })
}

// boardRow is a row of the board in the house.
type boardRow struct {
	roster.BoardRow
	State string `json:"state"`
}

// checkCovered: the moment A has left, the posts are B's, on desk, board and in
// what each may do.
func checkCovered(t *testing.T, h *house, numbers []string) {
	t.Helper()
	handler, backup := h.as("handler"), h.as("backup")
	of := func(p *person) []string {
		return names(p.desk(url.Values{"limit": {"200"}}).Rows, func(c casework.ClockView) string { return c.Number })
	}
	for _, n := range numbers {
		require.Equal(t, "backup", backup.view(n).HolderID)
		require.Contains(t, of(backup), n)
		require.NotContains(t, of(handler), n)
		refuse(t, handler, n, casework.Complete, args{}, casework.Forbidden)
	}
	var board []boardRow
	backup.read("/board", &board)
	i := slices.IndexFunc(board, func(r boardRow) bool { return r.Post == "food-desk" })
	require.Equal(t, coveredAt(t, time.Now()), board[i].State)
	require.Equal(t, "backup", board[i].Acting)
	require.Equal(t, "现场核查", board[i].Reason)
	public := handler.send(http.MethodGet, "/public/board", nil, "")
	require.Equal(t, http.StatusOK, public.status)
	require.NotContains(t, string(public.body), "现场核查", "why he is away is nobody's business outside")
}

// coveredAt is what the board says of a post that B covers: by office hours, for outside
// them nobody is on post (R175).
func coveredAt(t *testing.T, now time.Time) string {
	t.Helper()
	ref, err := reference.Load(kind.Office())
	require.NoError(t, err)
	cal, err := calendar.New(ref.National)
	require.NoError(t, err)
	if !cal.IsOpen(now) {
		return roster.BoardClosed
	}
	return roster.BoardCovered
}

// checkHeard: each message to the acting holder of the case went to one of the
// two, to A before he left and to B from then on.
func checkHeard(t *testing.T, h *house, number string, received, leaves time.Time) {
	t.Helper()
	acting := func(name string) []casework.InboxRow {
		return slices.DeleteFunc(h.as(name).inbox(number), func(r casework.InboxRow) bool {
			return r.Role != casework.ActingHolder || r.At.After(received.Add(time.Minute))
		})
	}
	eventually(t, answeredWithin, "B hears of the breach", func() bool {
		return count(acting("backup"), func(r casework.InboxRow) bool { return r.Event == casework.ClockBreached }) == 1
	})
	before, after := acting("handler"), acting("backup")
	for _, r := range before {
		require.True(t, r.At.Before(leaves), "%s to A at %s", saying(r), r.At)
	}
	for _, r := range after {
		require.False(t, r.At.Before(leaves), "%s to B at %s", saying(r), r.At)
	}
	require.NotEmpty(t, before)
	require.ElementsMatch(t, heardBy60, names(append(before, after...), saying))
	eventually(t, answeredWithin, "B gets it by mail too", func() bool {
		return len(h.mail.about(number, "backup@office.example")) >= len(after)
	})
}

// checkSpans: A, then B, then A, each from the instant the other ended.
func checkSpans(t *testing.T, h *house, leaves time.Time) {
	t.Helper()
	var spans []struct {
		Person string
		From   time.Time `db:"from_at"`
		Joined bool
	}
	require.NoError(t, h.db.SelectContext(t.Context(), &spans, `
SELECT COALESCE(person, '') AS person, from_at, COALESCE(lag(to_at) OVER (ORDER BY from_at) = from_at, true) AS joined
FROM duty_segments WHERE post = 'practice-desk' ORDER BY from_at`))
	require.Len(t, spans, 3)
	for i, who := range []string{"handler", "backup", "handler"} {
		require.Equal(t, who, spans[i].Person)
		require.True(t, spans[i].Joined, "a gap or an overlap at %s", spans[i].From)
	}
	require.True(t, leaves.Equal(spans[1].From), "B answers from %s", spans[1].From)
}

// TestAbsenceOutstayed: whoever is not back at the stated time is late from that
// instant, and his post stays B's until he reports back.
func TestAbsenceOutstayed(t *testing.T) {
	t.Parallel()
	h := open(t)
	handler, head := h.as("handler"), h.as("section_head")
	now := time.Now().Truncate(time.Second)
	back := now.Add(20 * time.Second)
	got := handler.send(http.MethodPost, "/cases", args{
		"kind": "absence", "form": core.FormEmergency, "from": now.Add(-45 * time.Minute), "until": back,
		"fields": map[string]string{"reason": "家人急病", "place": "县医院", "contact": "0000-5550109"},
	}, rand.Text())
	number := handler.taken(got)
	eventually(t, answeredWithin, "he is away", func() bool { return head.view(number).Stage == casework.StageAway })
	reach(t, back)
	var rows []casework.TimelineRow
	eventually(t, answeredWithin, "the late return climbs", func() bool {
		rows = head.timeline(number)
		return count(rows, named(casework.Escalated)) > 0
	})
	for _, name := range []casework.EventName{casework.ClockBreached, casework.CardIssued, casework.Escalated} {
		i := slices.IndexFunc(rows, named(name))
		require.GreaterOrEqual(t, i, 0, "%s", name)
		require.Equal(t, "return", rows[i].Clock)
		require.True(t, back.Equal(rows[i].At), "%s at %s", name, rows[i].At)
	}
	breach := func(r casework.InboxRow) bool { return r.Event == casework.ClockBreached && r.Clock == "return" }
	for _, p := range []*person{handler, head} {
		require.Equal(t, 1, count(p.inbox(number), breach))
	}
	far := h.as("clerk").register(foodPermit())
	require.Equal(t, "backup", head.view(far).HolderID, "he is not back, whatever he said")

	handler.do(number, casework.ReportReturn, args{})
	require.Equal(t, "handler", head.view(far).HolderID)
	ended := head.clock(number, "return")
	require.NotNil(t, ended.Ended)
	require.Nil(t, head.view(number).Closed, "the papers are still owed")
	handler.do(number, casework.FilePapers, args{"reason": "补交请假手续"})
	require.Nil(t, head.view(number).Closed, "what was told by telephone is leave once its papers are signed (R183)")
	head.do(number, casework.Approve, args{"approve": true})
	require.NotNil(t, head.view(number).Closed)
}
