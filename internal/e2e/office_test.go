package e2e

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

// TestOfficeMatters: a document, a complaint, a supervised item and the standing
// duties, each from its form to every end by hand; what must be refused on the way is
// asked of the JSON API, in one house.
func TestOfficeMatters(t *testing.T) {
	t.Parallel()
	h := open(t, with(inSeconds(t)))
	w := officeWindows{b: openBrowser(t, h), open: map[string]*tab{}, signed: map[string]*person{}}
	documentInChromium(t, h, w)
	complaintInChromium(t, h, w)
	supervisionInChromium(t, h, w)
	dutiesInChromium(t, h, w)
	w.play(t, documentScenes(t))
	w.play(t, complaintScenes())
	selfReported(t, w)
	citizenInChromium(t, w)
	w.play(t, supervisionScenes())
	w.play(t, dutiesScenes(t))
	documentEnds(t, h)
	complaintEnds(t, h)
	supervisionEnds(t, h)
	joinedEnds(t, h)
	w.play(t, disclosureScenes())
	w.play(t, promiseScenes())
	disclosedInChromium(t, w)
}

// takeIn fills the form of an item and is led to the case. Once for each kind the form is
// found from the list, and sent empty.
func (w *tab) takeIn(of casework.Kind, item string, fields map[string]string) (number string) {
	w.t.Helper()
	if w.b.led[of] {
		w.open("/register/" + item)
	} else {
		w.open("/register")
		w.press("a[href='/register/" + item + "']")
		w.press(".register-grid button.primary")
		require.Equal(w.t, "/register/"+item, w.path(), "an empty form is not taken")
		require.NotEmpty(w.t, w.text("#summary"))
		w.b.led[of] = true
	}
	w.answer("f-", fields)
	w.press(".register-grid button.primary")
	w.see(".case-head")
	number = strings.TrimPrefix(w.path(), "/cases/")
	got, _, _, ok := kind.Office().Parse(number)
	require.True(w.t, ok, "%s is led to the case, not to %s", w.name, w.path())
	require.Equal(w.t, of, got)
	return number
}

// act carries out an act on a case by its form and comes back to the case.
func (w *tab) act(number, command string, fields map[string]string) {
	w.t.Helper()
	w.openForm(number, command)
	require.True(w.t, w.fits(), "the case is wider than the window")
	w.answer(command+"-", fields)
	w.submit(command)
	require.Equal(w.t, "/cases/"+number, w.path())
	if w.has("#summary") {
		require.FailNow(w.t, command+" was refused", "%s: %s", w.name, w.text("#summary"))
	}
}

// sign puts the second signature under an act that waits for it, from the list of what
// waits for one's decision (R048).
func (w *tab) sign(number string) {
	w.t.Helper()
	w.open("/approvals")
	require.True(w.t, w.fits(), "the list is wider than the window")
	w.press(".approval a.button[href='/approvals/" + number + "/second']")
	require.True(w.t, w.fits(), "the request is wider than the window")
	w.press(".decide button[value='true']")
	require.Equal(w.t, "/approvals", w.path())
	require.NotContains(w.t, w.text("main"), number)
}

// openForm opens the form of an act on the page of its case.
func (w *tab) openForm(number, command string) {
	w.t.Helper()
	w.open("/cases/" + number + "?do=" + command)
	w.see("#" + command + " form") // the page left behind may reload itself and be there a moment longer
}

// refusedHere tries an act that must come back with its form open.
func (w *tab) refusedHere(number, command string, fields map[string]string) (why string) {
	w.t.Helper()
	w.openForm(number, command)
	w.answer(command+"-", fields)
	w.submit(command)
	return w.text("#summary")
}

// documentInChromium: opinion, the leader's note from a phone, to the desk, and
// the answer (R051, R052, R056).
func documentInChromium(t *testing.T, h *house, w officeWindows) {
	t.Helper()
	number := w.of(general).takeIn(casework.Document, "incoming-document", map[string]string{
		"sender": "县财政局", "title": "关于开展专项检查的通知", "secrecy": "none", "urgent": "true",
	})
	w.of(general).act(number, casework.Propose, map[string]string{"reason": "拟请许可科阅办"})
	w.of(leader).open("/inbox")
	require.True(t, w.of(leader).fits(), "the messages are wider than the phone")
	require.Contains(t, w.of(leader).text("main"), number)
	w.of(leader).act(number, casework.Instruct, map[string]string{"reason": "请许可科按期办结"})
	w.of(general).act(number, casework.Assign, map[string]string{"post": "food-desk", "limit": "7wd"})
	assigned := h.as("handler").clock(number, "handle")
	require.Equal(t, dueOf(t, assigned.Start, "7wd"), assigned.Due.UTC())

	w.of(desk).open("/")
	require.Contains(t, w.of(desk).text("main"), number, "the limit is on the desk")
	w.of(desk).act(number, casework.ConfirmReceipt, nil)
	w.of(desk).act(number, casework.Complete, map[string]string{"reason": "已报送检查情况"})
	require.Contains(t, w.of(desk).text(".case-head"), "办结")
	require.Equal(t, "completed", h.as("general_office").view(number).Result)
}

// complaintInChromium: screened, forwarded, five days more, answered, sent back,
// answered again; proven, it closes only with the question who answers (R064 to
// R074). The unit never reads the complainant's name.
func complaintInChromium(t *testing.T, h *house, w officeWindows) {
	t.Helper()
	const complainant = "钱多多"
	number := w.of(efficiency).takeIn(casework.Complaint, "efficiency-complaint", map[string]string{
		"applicant": complainant, "phone": "0000-5550177", "against_unit": "permits", "against": "许可科窗口", "statement": "超过承诺时限仍未答复", "channel": "phone",
	})
	w.of(efficiency).act(number, casework.Screen, map[string]string{"outcome": "complaint", "category": "over_limit", "reason": "属于受理范围"})
	w.of(efficiency).act(number, casework.Forward, map[string]string{"post": "food-desk"})

	require.NotEmpty(t, w.of(desk).refusedHere(number, casework.RequestExtension, map[string]string{"clock": "handle", "days": "6", "reason": "情况复杂"}))
	w.of(desk).act(number, casework.RequestExtension, map[string]string{"clock": "handle", "days": "5", "reason": "情况复杂"})
	w.of(efficiency).open("/approvals")
	w.of(efficiency).press(".approval a.button[href='/approvals/" + number + "']")
	w.of(efficiency).fill("#reason", "同意")
	w.of(efficiency).press(".decide button[value='true']")
	forwarded := h.as("handler").clock(number, "handle")
	require.Equal(t, dueOf(t, forwarded.Start, "15wd"), forwarded.Due.UTC())

	reply := map[string]string{"outcome": "proven", "reason": "情况属实，已整改"}
	w.of(desk).act(number, casework.Reply, reply)
	w.of(efficiency).act(number, casework.Confirm, map[string]string{"approve": "false", "reason": "未说明整改措施，重新办理"})
	w.of(desk).act(number, casework.Reply, reply)
	w.of(desk).open("/cases/" + number)
	require.NotContains(t, w.of(desk).text("main"), complainant)
	require.NotEmpty(t, w.of(efficiency).refusedHere(number, casework.Confirm, map[string]string{"approve": "true", "reason": "同意办结"}))
	w.of(efficiency).act(number, casework.Confirm, map[string]string{"approve": "true", "outcome": "accountability", "reason": "启动核查"})
	office := h.as("efficiency_office")
	asked := office.view(number)
	require.Equal(t, casework.StageAccount, asked.Stage, "open until somebody answers for it")
	require.Len(t, asked.Opened, 1)
	eventually(t, answeredWithin, "the accountability case runs", func() bool { return len(office.view(asked.Opened[0]).Clocks) > 0 })
	office.do(asked.Opened[0], casework.StateFacts, args{"outcome": "reminder", "reason": "已批评教育"})
	eventually(t, answeredWithin, "the outcome returns", func() bool { return office.view(number).Closed != nil })
	require.Equal(t, "confirmed", office.view(number).Result)
	require.Equal(t, 1, count(office.timeline(number), named(casework.AccountabilityEnded)))
	require.Zero(t, count(h.as("handler").timeline(number), named(casework.AccountabilityEnded)), "the unit is not told who answered")
}

// supervisionInChromium, without scripts: its origin confirmed by another than registered
// it, issued, re-checked, answered, signed off, the conclusion received and objected to, and
// it stands (R092, R097, R099, R104).
func supervisionInChromium(t *testing.T, h *house, w officeWindows) {
	t.Helper()
	number := w.of(general).takeIn(casework.Supervision, "supervision-item", map[string]string{
		"source": "县长办公会", "matter": "人民路占道经营整治", "origin": "own_leader", "government": "true",
	})
	w.of(supervising).act(number, casework.Propose, map[string]string{"category": "own_leader", "basis": "县长3月1日批示", "reason": "拟请城管岗办理"})
	w.of(general).act(number, casework.Issue, map[string]string{"post": "food-desk", "reason": "请按期反馈"})
	w.of(supervising).act(number, casework.Recheck, map[string]string{"outcome": "in_progress", "reason": "正在整治"})
	w.of(desk).act(number, casework.Report, map[string]string{"reason": "已现场踏勘"})
	w.of(desk).act(number, casework.Reply, map[string]string{"reason": "整治完成"})
	w.of(supervising).act(number, casework.SignOff, map[string]string{"reason": "同意销号"})
	w.of(desk).act(number, casework.ConfirmReceipt, nil)
	w.of(supervising).open("/cases/" + number)
	require.Contains(t, w.of(supervising).text("table.ledger"), "异议")
	w.of(desk).act(number, casework.Object, map[string]string{"reason": "结论遗漏一处"})
	h.as("principal_leader").do(number, casework.DecideObjection, args{"approve": false, "reason": "维持原结论"}) // not by who concluded
	require.Equal(t, "signed_off", h.as("supervision_office").view(number).Result)
}

// dutiesInChromium: the standing duties of a bureau, once; the Monday list compiled
// and filed from their page, and the end of them (R100 to R102).
func dutiesInChromium(t *testing.T, h *house, w officeWindows) {
	t.Helper()
	w.of(supervising).open("/register/standing-duties")
	w.of(supervising).press(".register-grid button.primary")
	number := strings.TrimPrefix(w.of(supervising).path(), "/cases/")
	w.of(supervising).open("/register/standing-duties")
	w.of(supervising).press(".register-grid button.primary")
	require.Contains(t, w.of(supervising).text("#summary"), "每个单位只有一件", "a bureau has them once (R100)")

	w.of(supervising).open("/duties")
	require.Contains(t, w.of(supervising).text(".duty-rows"), "每周列单")
	w.of(supervising).press("a[href^='/registers/issue/monday_list']") // compiled from the items of last week (R102)
	require.Contains(t, w.of(supervising).text("article.paper"), "督办工作例会清单")
	w.of(supervising).press("button[value='issue']")
	require.Contains(t, w.of(supervising).text(".paper-serial"), "督例")
	w.of(leader).open("/duties")
	require.True(t, w.of(leader).fits(), "on a phone")
	require.False(t, w.of(leader).has(".duty-rows form"), "he reads, and files none")

	const monday = ".duty-rows details:has(input[value='monday_list'])"
	w.of(supervising).open("/duties")
	w.of(supervising).do(chromedp.Click(chromedp.CSS(monday + " > summary")))
	w.of(supervising).fill(monday+" textarea", "本周清单已印发")
	w.of(supervising).press(monday + " button.primary")
	require.Equal(t, "/cases/"+number, w.of(supervising).path())
	require.Contains(t, w.of(supervising).text("ol.timeline"), "本周清单已印发")
	require.Equal(t, casework.StageStanding, h.as("supervision_office").view(number).Stage)
	w.of(supervising).act(number, casework.Close, map[string]string{"reason": "机构撤并"})
	w.of(leader).sign(number)
	require.Equal(t, "closed_by_hand", h.as("supervision_office").view(number).Result)
}
