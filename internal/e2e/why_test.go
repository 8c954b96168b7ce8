package e2e

import (
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
)

// TestWhyPage: anybody can see why a date is that date, with scripts or without:
// the public counts one for himself, and the case tells its own, on a phone too.
func TestWhyPage(t *testing.T) {
	t.Parallel()
	h := open(t)
	b := openBrowser(t, h)
	number := h.as("clerk").register(foodPermit())
	h.as("handler").do(number, casework.Accept, args{})
	promise := h.as("handler").clock(number, "handle")

	w := b.enter("handler", 390)
	w.withoutScripts()
	w.open("/cases/" + number + "/why/handle")
	require.Equal(t, dueOf(t, promise.Start, "10wd"), promise.Due.UTC())
	due := beijing(t, promise.Due)
	require.Contains(t, w.text(".answer .figure"), due.Format("1月2日"))
	require.Contains(t, w.text("main"), "10 个工作日")
	require.Contains(t, w.text("section[aria-labelledby='ledger']"), due.Format("01-02 15:04"))
	require.True(t, w.fits(), "the why-page is wider than the phone")

	w.open("/public/due")
	w.do(chromedp.SetValue(chromedp.CSS("main form.ask input[name='start']"), "2026-09-24T09:30"))
	w.do(chromedp.SetValue(chromedp.CSS("main form.ask input[name='n']"), "10"))
	w.do(chromedp.SetValue(chromedp.CSS("main form.ask select[name='unit']"), "wd"))
	w.press("main form.ask button.primary")
	// 中秋 25 to 27 September, 国庆 1 to 7 October off, 10 October worked.
	require.Contains(t, w.text(".answer .figure"), "2026年10月15日")
	days := w.text("section[aria-labelledby='days']")
	for _, word := range []string{"中秋节", "国庆节"} {
		require.Contains(t, days, word)
	}
	require.True(t, w.fits(), "the calculator is wider than the phone")
}

// beijing is an instant as pages write it.
func beijing(t *testing.T, at time.Time) time.Time {
	t.Helper()
	zone, err := time.LoadLocation("Asia/Shanghai")
	require.NoError(t, err)
	return at.In(zone)
}
