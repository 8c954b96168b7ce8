package e2e

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
)

// shownCode is a query code as a receipt shows it, once.
var shownCode = regexp.MustCompile(`查询码 (\S+?)[，。\s]`)

// TestACitizenFollowsHisPermit: he says at the counter that he wants to hear by mail, and
// follows his permit from there to the result on a telephone, in large text, without
// scripts and without an account. Everything he is to be told was, and where: each stands
// in the outbox as sent and came through the courier's conversation with the mail server,
// or stands on a paper that was issued (R005).
func TestACitizenFollowsHisPermit(t *testing.T) {
	t.Parallel()
	const address = "qinglan@shop.example"
	h := open(t, with(requestInSeconds(t)))
	b := openBrowser(t, h)
	clerk, handler, citizen := b.enter("clerk", 1280), b.enter("handler", 1280), b.window("citizen", 390)
	clerk.mailWithoutAddressIsRefused()
	number := clerk.bringInFor(casework.WayMail, address)
	code := shownCode.FindStringSubmatch(clerk.text(".flash"))
	require.Len(t, code, 2, clerk.text(".flash"))

	citizen.open("/public/progress")
	citizen.press("button[name='size'][value='large']")
	citizen.withoutScripts()
	citizen.follow(number, code[1])
	require.True(t, citizen.has("html.large"))
	require.Contains(t, citizen.text("#found ~ dl"), "收件审查")

	papers := foodPermit().Materials
	handler.act(number, casework.OneTimeNotice, map[string]string{"materials": papers[0], "means": "written", "reason": "请补交申请书"})
	citizen.hears(number, code[1], "一次性告知")
	require.Contains(t, citizen.text("#found ~ dl"), "申请人", "it is his turn")
	clerk.act(number, casework.Supplement, map[string]string{"materials": papers[0]})
	citizen.hears(number, code[1], "已受理")
	handler.open("/cases/" + number)
	handler.press("#papers a[href$='/papers/acceptance_notice']")
	require.True(t, handler.has("article.paper"), "%s", handler.text("main"))
	require.Contains(t, handler.text("article.paper"), "申请书", "what came stands there, and nobody typed it again")
	handler.press("button[value='issue']")
	handler.act(number, casework.Complete, nil)
	citizen.hears(number, code[1], "已作决定")
	clerk.act(number, casework.Deliver, handedOver(h.as("clerk"), number))
	citizen.hears(number, code[1], "已送达")
	require.Contains(t, citizen.text("#found ~ dl"), "已办结")
	require.True(t, citizen.fits(), "the page is wider than the telephone")
	require.NotContains(t, citizen.text("main"), "还没有告知")

	everyToldThingWentOut(t, h, number, address)
	for _, l := range h.mail.about(number, address) {
		require.Contains(t, l.text+l.subject, number)
		require.NotContains(t, l.text+l.subject, foodPermit().Fields["applicant"])
	}
	serviceEndsInChromium(t, officeWindows{b: b, open: map[string]*tab{"clerk": clerk, desk: handler}, signed: map[string]*person{}}, citizen)
}

// everyToldThingWentOut: of each event that stands as told to him there is a letter in the
// outbox, sent, whose name came through the conversation, or a paper.
func everyToldThingWentOut(t *testing.T, h *house, number, address string) {
	t.Helper()
	var rows []casework.TimelineRow
	h.as("handler").read("/cases/"+number+"/timeline", &rows)
	letters := h.mail.about(number, address)
	told := 0
	for _, row := range rows {
		if !slices.Contains(row.To, casework.Applicant) {
			continue
		}
		told++
		require.NotEmpty(t, row.Heard, row.Name)
		for _, heard := range row.Heard {
			require.Equal(t, casework.HearingSent, heard.State, row.Name)
			if heard.Way == casework.WayPaper {
				var n int
				require.NoError(t, h.db.GetContext(t.Context(), &n, `SELECT count(*) FROM papers_now WHERE number = $1 AND code = $2`, number, heard.Code))
				require.Equal(t, 1, n, row.Name)
				continue
			}
			var bundle int64
			require.NoError(t, h.db.GetContext(t.Context(), &bundle, `
				SELECT o.bundle FROM outbox o JOIN notices n ON n.id = o.notice_id WHERE n.number = $1 AND n.event_key = $2 AND o.state = 'sent'`, number, row.Key), row.Name)
			carried := func(l letter) bool { return strings.Contains(l.id, fmt.Sprintf("outbox-%d", bundle)) }
			require.True(t, slices.ContainsFunc(letters, carried), "%s: %d came through", row.Name, bundle)
		}
	}
	require.GreaterOrEqual(t, told, 4)
}

// hears waits until he was told of something, and reads it on his page with the way it went.
func (w *tab) hears(number, code, what string) {
	w.t.Helper()
	eventually(w.t, answeredWithin, "he hears: "+what, func() bool {
		w.follow(number, code)
		items := ask(w, chromedp.Evaluate[[]string](`Array.from(document.querySelectorAll("ol.told li"), li => li.innerText)`))
		return slices.ContainsFunc(items, func(li string) bool {
			return strings.Contains(li, what) && strings.Contains(li, "电子邮件") && strings.Contains(li, "已送出")
		})
	})
}

// mailWithoutAddressIsRefused at the field, and nothing is taken in.
func (w *tab) mailWithoutAddressIsRefused() {
	w.t.Helper()
	w.open("/register/food-permit")
	w.put("f-way", casework.WayMail)
	w.press(".register-grid button.primary")
	require.Contains(w.t, w.text("#summary"), "电子邮箱")
	require.True(w.t, w.has("#f-email[aria-invalid='true']"), "it stands at the field")
}

// bringInFor takes a permit in with one paper lacking, from who hears by a way.
func (w *tab) bringInFor(way, address string) (number string) {
	w.t.Helper()
	w.open("/register/food-permit")
	w.answer("f-", foodPermit().Fields)
	w.put("f-way", way)
	w.put("f-email", address)
	for _, paper := range foodPermit().Materials[1:] {
		w.put("f-materials", paper)
	}
	w.do(chromedp.Click(chromedp.CSS("#f-incomplete")))
	w.press(".register-grid button.primary")
	w.see(".case-head")
	return strings.TrimPrefix(w.path(), "/cases/")
}
