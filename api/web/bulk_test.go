package web

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/cases"
)

func (c deskFake) Bulk(ctx context.Context, p casework.Principal, b cases.Bulk) (rows []cases.BulkRow, rest []string, err error) {
	switch {
	case !slices.Contains(cases.BulkActs(), b.Act):
		return nil, nil, casework.FieldError(casework.UnknownCommand, "act", "")
	case b.Act == cases.MarkAsRead:
		c.did = append(c.did, "read "+strings.Join(b.Numbers, " ")+" "+b.Shown.Format("15:04"))
		return nil, nil, nil
	}
	for _, number := range b.Numbers {
		answer, err := frameFake(c).Do(ctx, p, number, b.Act, map[string]any{"reason": b.Reason}, b.Key+"/"+number)
		rows = append(rows, cases.BulkRow{Number: number, Answer: answer, Err: err})
	}
	return rows, nil, nil
}

func ticked(act string, numbers ...string) url.Values {
	return url.Values{"key": {strings.Repeat("b", 32)}, "act": {act}, "number": numbers, "next": {"/?light=red"}, "reason": {"请于周五前办结"}}
}

// Every row of a list has its box; what is done to those ticked is one form, which works without
// scripts, and offers what this reader may do.
func TestRowsAreTicked(t *testing.T) {
	t.Parallel()
	for path, table := range map[string]string{"/": "table.matters", "/cases": "table.rows", "/?all=1": "table.matters"} {
		v := newVisitor(t, leader)
		doc, _ := v.get(path)
		rows := doc.Find(table + " tr[data-row]").Length()
		require.NotZero(t, rows, path)
		require.Equal(t, rows, doc.Find(".tick input[form=bulk][name=number]").Length(), path)
		form := doc.Find("form#bulk[action='/bulk'][method=post]")
		require.Equal(t, 1, form.Length(), path)
		require.Equal(t, path, form.Find("[name=next]").AttrOr("value", ""))
		var acts []string
		form.Find("button[name=act]").Each(func(_ int, s *goquery.Selection) { acts = append(acts, s.AttrOr("value", "")) })
		require.Equal(t, []string{"chase", "transfer", "print", "read"}, acts, path)
		require.NotZero(t, form.Find("#bulk-post option").Length())
	}
	none := newVisitor(t, covering)
	none.counter.clocks = nil
	doc, _ := none.get("/")
	require.Zero(t, doc.Find("#bulk").Length(), "where nothing is listed there is nothing to tick")
}

// One answer a row: what is wrong with one neither stops nor undoes another.
func TestEachTickedMatterHasItsAnswer(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, leader)
	v.counter.refuses = map[string]error{
		"BJ2026-000398": casework.FieldError(casework.CaseIsClosed, "command", ""),
		"TS2026-000007": errors.New("connection reset"),
	}
	res := v.post("/bulk", ticked("chase", "BJ2026-000412", "BJ2026-000398", "TS2026-000007", "BJ2026-000412", "nonsense"))
	require.Equal(t, http.StatusOK, res.StatusCode)
	doc := v.read(res)
	var says []string
	doc.Find("tr[data-row]").Each(func(_ int, s *goquery.Selection) { says = append(says, textOf(s)) })
	require.Len(t, says, 3)
	require.Contains(t, says[0], "已办")
	require.Contains(t, says[1], "没有办：此件已办结，不能再操作")
	require.Contains(t, says[2], "没有办成")
	require.Equal(t, []string{"BJ2026-000412 chase", "BJ2026-000398 chase", "TS2026-000007 chase"}, v.counter.did, "each once, those after a refusal too")
	keys := slices.Clone(v.counter.keys)
	v.post("/bulk", ticked("chase", "BJ2026-000412", "BJ2026-000398", "TS2026-000007"))
	require.Equal(t, keys, v.counter.keys[3:], "sent twice, it is the same command of each")
	require.Equal(t, "/?light=red", doc.Find("main a").First().AttrOr("href", ""))
}

func TestBulkIsBoundedAndSaysWhy(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, leader)
	res := v.post("/bulk", ticked("transfer"))
	require.Equal(t, http.StatusUnprocessableEntity, res.StatusCode)
	require.Contains(t, textOf(v.read(res).Find(".summary")), "没有选中任何事项")
	var many []string
	for i := range 51 {
		many = append(many, "BJ2026-000"+string(rune('1'+i/10))+string(rune('0'+i%10))+"0")
	}
	res = v.post("/bulk", ticked("chase", many...))
	require.Equal(t, http.StatusUnprocessableEntity, res.StatusCode)
	require.Contains(t, textOf(v.read(res).Find(".summary")), "一次最多 50 件")
	require.Equal(t, http.StatusNotFound, v.post("/bulk", ticked("close", "BJ2026-000412")).StatusCode, "what ends a matter is not done in bulk")
	require.Empty(t, v.counter.did)
	v.counter.answer.Pending = true
	require.Contains(t, textOf(v.read(v.post("/bulk", ticked("chase", "BJ2026-000412"))).Find("tr[data-row]")), "正在处理")

	shown := ticked("read", "BJ2026-000412", "TS2026-000007")
	shown.Set("shown", "2026-10-16T01:02:00Z")
	res = v.post("/bulk", shown)
	require.Equal(t, "/?light=red", res.Header.Get("Location"))
	require.Contains(t, v.counter.did, "read BJ2026-000412 TS2026-000007 01:02")
	list := v.read(v.post("/bulk", ticked("print", "BJ2026-000412")))
	require.Equal(t, 1, list.Find("tbody tr").Length())
	require.Contains(t, textOf(list.Find("tbody")), "BJ2026-000412")
	require.Zero(t, list.Find("tbody input, tbody .button").Length(), "nothing to click lies on it")
}

func init() {
	stories["bulk"] = func(t *testing.T) string {
		v := newVisitor(t, leader)
		v.counter.refuses = map[string]error{"BJ2026-000398": casework.FieldError(casework.CaseIsClosed, "command", "")}
		return v.posted("/bulk", ticked("chase", "BJ2026-000412", "BJ2026-000398"))
	}
	stories["bulk-none"] = func(t *testing.T) string { return newVisitor(t, leader).posted("/bulk", ticked("chase")) }
	stories["bulkprint"] = func(t *testing.T) string {
		return newVisitor(t, leader).posted("/bulk", ticked("print", "BJ2026-000412", "TS2026-000007"))
	}
}
