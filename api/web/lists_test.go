package web

import (
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/sheet"
)

// asFile is a page's lists as a file, and what it is called.
func (v *visitor) asFile(path string) (rows [][]string, name string) {
	v.t.Helper()
	res := v.send(get(path))
	require.Equal(v.t, http.StatusOK, res.StatusCode, "%s", path)
	raw, err := io.ReadAll(res.Body)
	require.NoError(v.t, err)
	rows, err = sheet.Read(raw)
	require.NoError(v.t, err, "%s", path)
	parts := func(row []string) bool { return strings.Join(row, "") == "" } // one list from the next
	return slices.DeleteFunc(rows, parts), res.Header.Get("Content-Disposition")
}

// desk.md 13: every list and board is handed out as xlsx and as CSV, and both say what the page
// says: as many rows, and in each the words of its first column that are no button.
func TestEveryListIsHandedOut(t *testing.T) {
	t.Parallel()
	asked := newVisitor(t, head)
	leaving(t, asked, casework.StageApprove)
	owing := newVisitor(t, watcher)
	owing.counter.monthly = monthlyOf(t)
	for path, v := range map[string]*visitor{
		"/":                              newVisitor(t, covering),
		"/cases?light=red":               newVisitor(t, covering),
		"/audit?object=BJ2026-000412":    auditing(t),
		"/figures?by=item&month=2026-10": leading(t, false),
		"/figures?by=month":              leading(t, false),
		"/points":                        newVisitor(t, covering),
		"/owed":                          owing,
		"/watch":                         newVisitor(t, watcher),
		"/watch/coverage":                newVisitor(t, watcher),
		"/pieces?month=2026-10":          newVisitor(t, generalOffice),
		"/board":                         newVisitor(t, covering),
		"/posts":                         newVisitor(t, covering),
		"/absences":                      asked,
	} {
		doc, status := v.get(path)
		require.Equal(t, http.StatusOK, status, "%s", path)
		links := map[string]string{}
		doc.Find("p.sheets a[download]").Each(func(_ int, a *goquery.Selection) { links[a.Text()] = a.AttrOr("href", "") })
		require.Len(t, links, 2, "%s: leads to both", path)
		shown := doc.Find("table.rows tr").Length()
		require.NotZero(t, shown, "%s", path)
		xlsx, name := v.asFile(links["Excel"])
		require.Contains(t, name, ".xlsx")
		csv, name := v.asFile(links["CSV"])
		require.Contains(t, name, ".csv")
		said := 0
		for i, row := range csv {
			for j, cell := range row {
				if j < len(xlsx[i]) {
					require.Equal(t, xlsx[i][j], cell, "%s", path)
				}
			}
			if len(row) > 1 {
				said++
			}
		}
		require.Equal(t, shown, said, "%s: %v", path, csv)
	}
}

// A file of the case list is the list: who came, the light in words and the number, nothing of
// what is to be pressed; what narrows the page narrows the file.
func TestTheFileOfCasesSaysWhatTheListSays(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, covering)
	v.counter.heads = map[string]string{"BJ2026-000412": "=cmd|' /C calc'!A0"}
	rows, name := v.asFile("/cases?unit=permits&format=csv")
	require.Equal(t, `attachment; filename="cases.csv"`, name)
	require.Equal(t, []string{"时限", "案件", "环节", "到期", "收件", "承办"}, rows[0])
	require.Equal(t, "permits", v.counter.listed.Unit)
	var one []string
	for _, row := range rows {
		if strings.Contains(row[1], "BJ2026-000412") {
			one = row
		}
	}
	require.NotNil(t, one)
	require.Equal(t, "将到期", one[0])
	raw, err := io.ReadAll(v.send(get("/cases?format=csv")).Body)
	require.NoError(t, err)
	require.Contains(t, string(raw), "'=cmd|", "a name is no formula")
	require.Equal(t, "10-16 17:30 应办结", one[3])
}

// A file holds the whole list where its page shows fifty rows, up to a bound that it tells of.
func TestAFileHoldsMoreThanItsPage(t *testing.T) {
	t.Parallel()
	v := auditing(t)
	one := v.counter.records[0]
	for i := range 1200 {
		one.ID = int64(2000 - i)
		v.counter.records = append(v.counter.records, one)
	}
	doc, _ := v.get("/audit")
	require.Equal(t, kernel.DeskRows, doc.Find("tbody tr").Length())
	rows, _ := v.asFile("/audit?format=csv")
	require.Len(t, rows, 1+kernel.SheetRows+1)
	require.Contains(t, rows[len(rows)-1][0], "后面还有")
	require.Equal(t, []string{"10-16 13:58:00", "王强", "查看当事人信息", "BJ2026-000412", "登记信息"}, rows[1])

	res := newVisitor(t, clerk).send(get("/audit?format=csv"))
	require.Equal(t, http.StatusForbidden, res.StatusCode, "who may not read it has no file either")
	res = v.send(get("/audit?from=yesterday&format=csv"))
	require.Equal(t, http.StatusUnprocessableEntity, res.StatusCode)
}
