package e2e

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

// TestPapersInChromium: what is ticked at the window decides. All there, taking it in accepts
// it (R023); one missing, a notice names it (R024), and bringing it accepts it (R025, R033).
func TestPapersInChromium(t *testing.T) {
	t.Parallel()
	h := open(t)
	b := openBrowser(t, h)
	clerk, handler := b.enter("clerk", 390), b.enter("handler", 1280)
	papers := foodPermit().Materials

	whole := clerk.bringIn(papers)
	require.Contains(t, clerk.text(".case-head"), "办理", "nobody waits for an acceptance")
	view := h.as("clerk").view(whole)
	require.Equal(t, casework.StageHandle, view.Stage)
	promise := h.as("handler").clock(whole, "handle")
	require.Equal(t, dueOf(t, view.Received, "10wd"), promise.Due.UTC(), "it counts from receipt (R022)")
	require.NotContains(t, names(view.Clocks, func(c casework.ClockView) string { return c.Name }), "intake")

	clerk.act(whole, kind.ChangeService, map[string]string{
		"means": "mail", "email": "new@shop.example", "address": "青岚县桂花巷 19 号",
		"proof": h.as("clerk").attach(whole, "送达地址确认书.txt", "本人确认", casework.PurposeAddress),
	})
	notice, err := json.Marshal(h.as("handler").issues(whole, "acceptance_notice"))
	require.NoError(t, err)
	require.Contains(t, string(notice), "青岚县桂花巷 19 号", "what is issued since says where he is now")
	eventually(t, answeredWithin, "and his mail goes there", func() bool { return len(h.mail.about(whole, "new@shop.example")) > 0 })

	lacking := clerk.bringIn(papers[1:], "incomplete")
	require.Equal(t, casework.StageIntake, h.as("clerk").view(lacking).Stage)
	require.NotEmpty(t, handler.refusedHere(lacking, casework.Accept, nil), "a paper is missing")
	handler.act(lacking, casework.OneTimeNotice, map[string]string{"materials": papers[0], "means": "written", "reason": "请补交申请书"})
	clerk.act(lacking, casework.Supplement, map[string]string{"materials": papers[0]})
	require.Equal(t, casework.StageHandle, h.as("clerk").view(lacking).Stage, "the last paper accepts it")
	handler.act(lacking, casework.Complete, nil)
	clerk.act(lacking, casework.Deliver, handedOver(h.as("clerk"), lacking))
	require.Equal(t, "completed", h.as("clerk").view(lacking).Result)
}

// handedOver issues the paper that tells the result, and fills the form of its delivery into the
// applicant's own hands.
func handedOver(by *person, number string) map[string]string {
	by.issues(number, resultPapers...)
	return map[string]string{
		"means": casework.WayDirect, "receiver": "self", "signer": "张三丰",
		"proof": by.attach(number, "送达回证.txt", "已签收", casework.PurposeServed),
	}
}

// bringIn fills the form of the permit with these papers ticked, and more boxes.
func (w *tab) bringIn(papers []string, boxes ...string) (number string) {
	w.t.Helper()
	w.open("/register/food-permit")
	w.answer("f-", foodPermit().Fields)
	for _, code := range papers {
		w.put("f-materials", code)
	}
	for _, box := range boxes {
		w.do(chromedp.Click(chromedp.CSS("#f-" + box)))
	}
	require.True(w.t, w.fits(), "the form is wider than the phone")
	w.press(".register-grid button.primary")
	w.see(".case-head")
	return strings.TrimPrefix(w.path(), "/cases/")
}
