package e2e

import (
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/counter/catalogue"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/officefile"
	"github.com/shixian/shixian/internal/sheet"
)

// setUpWithin is how long an office may take from the code to the first case, by hand; a
// browser that is told what to do needs a small part of it.
const setUpWithin = 15 * time.Minute

// setUpInChromium: the printed code, the bureau and its administrator, a workbook with a fault
// that is told by its cell and takes nothing, the right one, a unit, a person and a post by
// hand, the steps that only a person can tell, passwords; left and gone on with in between.
func setUpInChromium(t *testing.T, i *installation) (given map[string]string) {
	t.Helper()
	began := time.Now()
	b := openBrowser(t, &house{t: t, url: i.url})
	w := b.window("lubin", 1280)
	eventually(t, answeredWithin, "a code", func() bool { return strings.Contains(i.log.String(), "/setup?code=") })
	address := regexp.MustCompile(`/setup\?code=\S+`).FindString(i.log.String())
	w.open("/setup?code=NONE")
	w.put("bureau", "望溪县市场监督管理局")
	w.put("name", "陆斌")
	w.put("login", "lubin")
	w.put("password", "Own-Choice-2026")
	w.put("again", "Own-Choice-2026")
	w.press(".signin button.primary")
	require.Contains(t, w.text("#summary"), "设置码不对")
	w.do(chromedp.SetValue(chromedp.CSS("#code"), strings.TrimPrefix(address, "/setup?code=")))
	w.put("password", "Own-Choice-2026")
	w.put("again", "Own-Choice-2026")
	w.press(".signin button.primary")
	require.Equal(t, "/office", w.path())

	late := b.window("lubin", 390) // resumed on another machine; the code is used up
	late.open(address)
	late.put("bureau", "x")
	late.put("name", "x")
	late.put("login", "x")
	late.put("password", "Own-Choice-2026")
	late.put("again", "Own-Choice-2026")
	late.press(".signin button.primary")
	require.Contains(t, late.text("#summary"), "已经用过")
	late.open("/signin?next=/office")
	late.fill("#username", "lubin")
	late.fill("#password", "Own-Choice-2026")
	late.press(".signin button.primary")
	require.Contains(t, late.text("#units"), "待做")
	require.True(t, late.fits())

	book := workbook(t)
	w.open("/office/import")
	w.choose("#file", "office.xlsx", string(book("caoyun@wangxi.example", "caoyun")))
	w.press("form:last-of-type button.primary")
	require.Contains(t, w.text("#summary"), "人员 persons!D2")
	require.Contains(t, w.text("#summary"), "邮箱写法不对")
	w.choose("#file", "office.xlsx", string(book("", "")))
	w.press("form:last-of-type button.primary")
	require.Contains(t, w.text("[role=status]"), "新增 57，改动 2")
	w.press("section form button.primary")
	require.Equal(t, "/office", w.path())

	byHand(t, late)
	for _, step := range []string{"hours", "keys", "mail"} {
		w.open("/office")
		w.press("#" + step + " form button")
		require.Contains(t, w.text("#"+step), "已完成")
	}
	w.open("/office/accounts")
	for _, name := range []string{"heli", "qianfang"} {
		w.do(chromedp.Click(chromedp.CSS("input[value='" + name + "']")))
	}
	w.press("form button.primary")
	given = map[string]string{}
	for _, m := range regexp.MustCompile(`(\w+)\s+((?:[0-9A-Z]{4}-){3}[0-9A-Z]{4})`).FindAllStringSubmatch(w.text("table.passwords"), -1) {
		given[m[1]] = m[2]
	}
	require.Len(t, given, 2)
	w.open("/office")
	w.press("#finish + p + form button")
	require.Contains(t, w.text(".flash"), "设置完成")
	require.Less(t, time.Since(began), setUpWithin)
	return given
}

// byHand: one of each, on a phone; a page that another made stale is told.
func byHand(t *testing.T, w *tab) {
	t.Helper()
	w.open("/office/edit/units")
	w.press("main form button.primary")
	require.NotEmpty(t, w.text("#summary"), "an empty form is not taken")
	w.put("o-name", "食品科")
	w.put("o-parent", "bureau")
	w.press("main form button.primary")
	require.Contains(t, w.text("main"), "食品科")
	w.open("/office/edit/persons")
	for id, value := range map[string]string{"o-name": "吴敏", "o-id": "wumin", "o-unit": "bureau", "o-employment": "contract"} {
		w.put(id, value)
	}
	w.press("main form button.primary")
	w.open("/office/edit/posts")
	for id, value := range map[string]string{"o-name": "综合岗", "o-unit": "bureau", "o-role": "handler"} {
		w.put(id, value)
	}
	w.press("main form button.primary")
	require.Contains(t, w.text("#o-holder0-error"), "A岗", "a post without A is none (R161)")
	w.put("o-holder0", "wumin")
	w.put("o-holder1", "heli")
	w.press("main form button.primary")
	require.Contains(t, w.text("main"), "综合岗")
	require.True(t, w.fits())
}

// workbook is the example office as a spreadsheet has it, below the bureau that was begun; in
// one cell another text may stand.
func workbook(t *testing.T) func(old, other string) []byte {
	t.Helper()
	raw, err := os.ReadFile(exampleOffice)
	require.NoError(t, err)
	f, _, err := officefile.Read([]byte(strings.ReplaceAll(string(raw), `"market"`, `"bureau"`)))
	require.NoError(t, err)
	return func(old, other string) []byte {
		var tables []sheet.Table
		for _, list := range officefile.Lists() {
			rows := catalogue.Table(f.Items, func(string) string { return "" })
			if list != "items" {
				rows = f.Rows(list, core.Zone)
			}
			for _, row := range rows {
				for i, cell := range row {
					if old != "" && cell == old {
						row[i] = other
					}
				}
			}
			tables = append(tables, sheet.Table{Name: officefile.SheetName(list), Rows: rows})
		}
		book, err := sheet.WriteBook(tables)
		require.NoError(t, err)
		return book
	}
}
