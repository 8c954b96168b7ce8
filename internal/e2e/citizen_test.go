package e2e

import (
	"regexp"
	"strconv"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

// citizenInChromium: somebody complains on a telephone without scripts, follows the
// complaint by its code, reads the reply and says what it was worth; in the office
// evidence is attached and read back, and a paper issued, printed and checked
// (R065, R069, R074, R082).
func citizenInChromium(t *testing.T, w officeWindows) {
	t.Helper()
	const name, telling = "钱大河", "我在东街开裁缝铺"
	citizen := w.b.window("citizen", 390)
	citizen.withoutScripts()
	number, code := citizen.complainByForm(name, telling)
	citizen.follow(number, code)
	require.Contains(t, citizen.text("main"), "待转办")

	eventually(t, answeredWithin, "the complaint has begun", func() bool { return w.as(efficiency).view(number).Revision > 0 })
	w.of(efficiency).act(number, casework.Screen, map[string]string{"outcome": "complaint", "category": "no_notice", "reason": "属于受理范围"})
	w.of(efficiency).act(number, casework.Forward, map[string]string{"post": "food-desk"})
	evidence(t, w, number)
	w.of(desk).act(number, casework.Reply, map[string]string{"outcome": "partly", "reason": "已补发一次性告知单并当面说明"})
	for _, hidden := range []string{name, telling, "店面照片"} {
		require.NotContains(t, w.of(desk).text("main"), hidden)
	}
	paperInChromium(t, w, citizen, number)

	citizen.follow(number, code)
	require.Contains(t, citizen.text("main"), "已补发一次性告知单并当面说明")
	require.True(t, citizen.fits(), "the reply is wider than the telephone")
	citizen.press("form[action='/public/progress/rate'] button.primary")
	require.NotEmpty(t, citizen.text("#summary"), "an empty answer says nothing")
	citizen.put("rate-outcome", "unsatisfied")
	citizen.put("rate-reason", "请说明今后如何避免")
	citizen.press("form[action='/public/progress/rate'] button.primary")
	require.Contains(t, citizen.text("main"), "不满意")
	require.False(t, citizen.has("#rate-outcome"), "each reply is rated once")

	w.of(efficiency).open("/cases/" + number)
	require.Contains(t, w.of(efficiency).text("ol.timeline"), "请说明今后如何避免", "heard before the reply is passed (R078)")
	w.of(efficiency).act(number, casework.Confirm, map[string]string{"approve": "true", "outcome": "no_personal_fault", "reason": "已改进流程"})
	citizen.follow(number, code)
	require.Contains(t, citizen.text("main"), "审核通过")
}

// complainByForm goes in by the public door: empty the form is not taken, and
// nothing typed is lost.
func (w *tab) complainByForm(name, statement string) (number, code string) {
	w.t.Helper()
	w.open("/public")
	w.press("a[href='/public/complaint']")
	w.put("f-statement", statement+"，窗口没有一次性告知")
	w.press("form[action='/public/complaint'] button.primary")
	require.Contains(w.t, w.text("#summary"), "被投诉单位")
	require.True(w.t, w.fits(), "the form is wider than the telephone")
	w.answer("f-", map[string]string{"against_unit": "permits", "ground": "no_notice", "applicant": name, "phone": "0000-5550179"})
	w.press("form[action='/public/complaint'] button.primary")
	require.True(w.t, w.has(".answer .figure"), "%s", w.text("main"))
	number = w.text(".answer .figure")
	code = ask(w, chromedp.Text(chromedp.CSS(".answer .figure ~ .figure")))
	of, _, _, ok := kind.Office().Parse(number)
	require.True(w.t, ok, number)
	require.Equal(w.t, casework.Complaint, of)
	return number, code
}

// follow looks a case up by its code.
func (w *tab) follow(number, code string) {
	w.t.Helper()
	w.open("/public/progress")
	w.put("number", number)
	w.put("code", code)
	w.press("form[action='/public/progress'] button.primary")
	require.True(w.t, w.has("#found"), "%s", w.text("main"))
}

// evidence: what the complainant handed in is for those who know him, what the unit
// is to answer is for the unit as well; each is read back as it was.
func evidence(t *testing.T, w officeWindows, number string) {
	t.Helper()
	for name, audience := range map[string]string{"店面照片.txt": casework.AudienceSealed, "告知单样本.txt": casework.AudienceUnit} {
		w.of(efficiency).openForm(number, casework.Attach)
		w.of(efficiency).choose("#attach-file", name, name+" 的内容")
		w.of(efficiency).put("attach-audience", audience)
		w.of(efficiency).submit(casework.Attach)
		require.False(t, w.of(efficiency).has("#summary"))
	}
	w.of(efficiency).open("/cases/" + number)
	require.Contains(t, w.of(efficiency).text("[aria-labelledby=files] table"), "店面照片.txt")
	w.of(desk).open("/cases/" + number)
	require.Contains(t, w.of(desk).text("[aria-labelledby=files] table"), "告知单样本.txt")
	const read = `fetch(document.querySelector("[aria-labelledby=files] a").href).then(r => r.text())`
	require.Equal(t, "告知单样本.txt 的内容", ask(w.of(desk), chromedp.Evaluate[string](read, chromedp.EvalAwaitPromise)))
}

// checkCode is how a paper prints its own.
var checkCode = regexp.MustCompile(`校验码 (\S+)`)

// paperInChromium: the reply is shown, issued and frozen, prints on one side of A4,
// and whoever holds it may check that it is genuine.
func paperInChromium(t *testing.T, w officeWindows, citizen *tab, number string) {
	t.Helper()
	office := w.of(efficiency)
	office.open("/cases/" + number)
	office.press("#papers a[href$='/papers/complaint_reply']")
	require.True(t, office.has("article.paper"), "nothing need be asked: the paper is shown")
	office.press("button[value='issue']")
	sheet := office.text("article.paper")
	require.Contains(t, sheet, "已补发一次性告知单并当面说明")
	code := checkCode.FindStringSubmatch(sheet)
	require.Len(t, code, 2, sheet)
	pdf := ask(office, chromedp.PrintToPDF(chromedp.PDFPaper(chromedp.PaperA4)))
	require.Equal(t, "%PDF", string(pdf[:4]))
	require.Equal(t, 1, len(regexp.MustCompile(`/Type\s*/Page\b`).FindAll(pdf, -1)), "it prints on one side")
	citizen.open("/public/paper")
	citizen.put("check-code", code[1])
	citizen.press("form[action='/public/paper'] button.primary")
	require.Contains(t, citizen.text("main"), "效能投诉答复书", "the paper is genuine: %s", strconv.Quote(code[1]))
}
