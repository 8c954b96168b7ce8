package e2e

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/chromedp/chromedp"
)

// TestTwoPersonsChangeAMatterInChromium: a promise is made shorter by hand. What rests on no
// article is told at its field, a second person publishes, the page for everybody and the next
// case say the new promise, and the case before keeps its own.
func TestTwoPersonsChangeAMatterInChromium(t *testing.T) {
	t.Parallel()
	h := open(t)
	b := openBrowser(t, h)
	clerk := h.as("clerk")
	shop := sameDay()
	shop.Item, shop.Materials = "hygiene-permit", []string{"application", "licence", "id-card", "plan", "test-report", "rules"}
	shop.Fields = map[string]string{
		"applicant": "青岚理发店", "id_number": "000000194001010007", "phone": "0000-5550103", "address": "青岚县人民路 1 号", "matter": "理发店",
	}
	old := clerk.register(shop)
	author := b.enter("admin", 1280)
	author.press(".bar a[href='/items']")
	author.press("a[href='/items/of/hygiene-permit']")
	author.press("a[href='/items/of/hygiene-permit/draft']")
	author.write("#i-promised", "20wd")
	author.write("#i-basis", "行政许可法第九百条")
	author.press(".matter button.primary")
	require.Contains(t, author.text("#i-promised-error"), "短于法定")
	require.Contains(t, author.text("#i-basis-error"), "R032")
	require.True(t, author.fits())
	author.write("#i-promised", "6wd")
	author.write("#i-basis", "公共场所卫生管理条例第四条、第八条；行政许可法第四十二条")
	author.press(".matter button.primary")
	require.Equal(t, "/items/of/hygiene-permit", author.path())
	require.Contains(t, author.text(".changes"), "6wd")
	author.press(".confirm button")
	require.Contains(t, author.text(".flash"), "等第二个人同意")
	require.False(t, author.has(".confirm"), "nobody publishes alone")

	second := b.enter("efficiency_office", 390)
	second.open("/items/of/hygiene-permit")
	require.True(t, second.fits())
	second.press(".confirm button")
	require.Contains(t, second.text(".flash"), "已发布")
	second.open("/public/items/hygiene-permit")
	require.Contains(t, second.text("main"), "6 个工作日")
	require.Equal(t, 1, clerk.view(old).ItemVersion)

	author.open("/items/import")
	author.choose("#file", "items.csv", "代号 id,名称 name,承诺时限 promised\nhygiene-permit,公共场所卫生许可,二十天\n")
	author.press("form:last-of-type button.primary")
	require.Contains(t, author.text(".summary"), "承诺时限")
	require.True(t, author.fits())
}

// write puts another text into a field than stands in it.
func (w *tab) write(selector, text string) {
	w.t.Helper()
	w.do(chromedp.Clear(chromedp.CSS(selector)))
	w.fill(selector, text)
}
