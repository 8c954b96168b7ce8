package web

import (
	"context"
	"io"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/disclosed"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/words"
)

func (disclosedFake) Disclosures(_ context.Context, a disclosed.Asked) (disclosed.Board, error) {
	b := shownBoard()
	if a.Text == "没有" {
		return disclosed.Board{Since: b.Since}, nil
	}
	if a.Text != "" { // the first alone holds what was asked for
		b.Entries, b.Total = b.Entries[:1], 1
	}
	if a.Whole {
		b.Entries[0].Text = "=一、受理"
	}
	return b, nil
}

func (disclosedFake) HouseDisclosures(context.Context, casework.Principal, disclosed.Asked) (disclosed.Board, error) {
	b := shownBoard()
	inside := b.Entries[0]
	inside.House, inside.Title, inside.Category = true, "三季度车辆费用", "hospitality"
	b.Entries = append(b.Entries, inside)
	b.Units = []casework.UnitTally{{Unit: "permits", Tally: casework.Tally{Owed: 8, Public: 7}}}
	return b, nil
}

func (disclosedFake) Disclosure(_ context.Context, number string) (disclosed.Entry, error) {
	e := shownBoard().Entries[0]
	if number != e.Number {
		return disclosed.Entry{}, casework.FieldError(casework.NotFound, "number", "R204")
	}
	e.Text = "一、受理\n二、审查"
	return e, nil
}

func (f disclosedFake) HouseDisclosure(ctx context.Context, _ casework.Principal, number string) (disclosed.Entry, error) {
	return f.Disclosure(ctx, number)
}

func (disclosedFake) Answers(context.Context) ([]disclosed.Answer, error) {
	return []disclosed.Answer{{Number: "GK2026-000007", On: at("2026-10-09 10:00"), Text: "窗口已增加午间值班"}}, nil
}

func shownBoard() disclosed.Board {
	entry := disclosed.Entry{
		Row:   disclosed.Row{Number: "GK2026-000001", Kind: kind.Disclosure, Unit: "permits", Public: at("2026-09-10 10:00"), Missed: at("2026-10-01 17:30")},
		Title: "食品经营许可办理程序", Category: "procedure",
	}
	promise := disclosed.Entry{
		Row:   disclosed.Row{Number: "CN2026-000001", Kind: kind.Promise, Unit: "permits", Public: at("2026-09-02 10:00"), Checked: at("2026-10-02 10:00")},
		Title: "食品经营许可八个工作日办结", Of: "food-permit", Promised: "8wd", Kept: casework.Tally{Due: 40, Kept: 37},
	}
	list := disclosed.List{Kind: kind.Disclosure, Listed: kind.Listed{Rule: "R208", Title: kind.Words{Zh: "十公开", En: "Ten disclosures"}}, Categories: []disclosed.Category{
		{Code: "procedure", N: 1, Newest: entry.Public, State: disclosed.Overdue}, {Code: "fee", State: disclosed.Missing},
	}}
	return disclosed.Board{Entries: []disclosed.Entry{entry, promise}, Total: 2, Lists: []disclosed.List{list}, Since: at("2026-07-01 00:00")}
}

// Everybody reads what is public, which of the categories is not there, and how a promise is
// kept; what is not public is not there (R204, R208, R227).
func TestWhatIsDisclosedIsReadInPublic(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, casework.Principal{})
	doc, _ := v.get("/public/disclosures")
	said := textOf(doc.Find("main"))
	require.Contains(t, said, "食品经营许可办理程序")
	require.Contains(t, said, "2026年9月10日")
	require.Contains(t, said, "已有 1 类，应有 2 类")
	require.Contains(t, said, "收费标准及依据0—尚未公开")
	require.Contains(t, said, "37 / 40 件（92.5%）")
	require.NotContains(t, said, "三季度车辆费用")
	require.NotContains(t, said, "公开率")
	doc, _ = v.get("/public/disclosures/GK2026-000001")
	require.Contains(t, textOf(doc.Find(".shown-text")), "二、审查")
	_, status := v.get("/public/disclosures/GK2026-000002")
	require.Equal(t, http.StatusNotFound, status)
	doc, _ = v.get("/public/answers")
	require.Contains(t, textOf(doc.Find("main")), "2026年10月9日 · GK2026-000007窗口已增加午间值班")
}

// The house reads what is for it alone, and the rate of disclosure (R227, R228).
func TestTheHouseReadsWhatIsForItAlone(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, clerk)
	doc, _ := v.get("/disclosures")
	said := textOf(doc.Find("main"))
	require.Contains(t, said, "三季度车辆费用 对内")
	require.Contains(t, said, "7 / 8 件（87.5%）")
	doc, _ = v.get("/disclosures/GK2026-000001")
	require.Contains(t, textOf(doc.Find(".shown-text")), "二、审查")
	v.lang = words.English
	doc, _ = v.get("/disclosures")
	require.Contains(t, textOf(doc.Find("main")), "37 of 40 (92.5%)")
}

// What is public is looked through and taken along, as a table or one by one; a page leads to the
// form by which anybody says what he thinks of it (政府信息公开条例 24; R207).
func TestWhatIsDisclosedIsFoundAndTakenAlong(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, casework.Principal{})
	doc, _ := v.get("/public/disclosures?q=受理")
	require.Contains(t, textOf(doc.Find("#shown")), "受理")
	require.Equal(t, "受理", doc.Find("#q").AttrOr("value", ""))
	require.Equal(t, 1, doc.Find(".item-list li").Length())
	table := doc.Find("a[href^='/public/disclosures/table']").AttrOr("href", "")
	res := v.send(get(table))
	require.Equal(t, http.StatusOK, res.StatusCode)
	require.Equal(t, `attachment; filename="disclosures.xlsx"`, res.Header.Get("Content-Disposition"))
	body := func(path string) string {
		t.Helper()
		res := v.send(get(path))
		require.Equal(t, http.StatusOK, res.StatusCode, path)
		raw, err := io.ReadAll(res.Body)
		require.NoError(t, err)
		return string(raw)
	}
	csv := body("/public/disclosures/table?format=csv")
	require.Contains(t, csv, "GK2026-000001,食品经营许可办理程序,办事程序和流程图")
	require.NotContains(t, csv, ",=一", "no cell is a formula")
	require.Equal(t, http.StatusBadRequest, v.send(get("/public/disclosures/table?format=exe")).StatusCode)

	doc, _ = v.get("/public/disclosures/GK2026-000001")
	require.Equal(t, "/public/disclosure?about=GK2026-000001", doc.Find("a[href^='/public/disclosure?']").AttrOr("href", ""))
	require.Contains(t, body("/public/disclosures/GK2026-000001/text"), "食品经营许可办理程序\r\nGK2026-000001")
	require.Equal(t, http.StatusNotFound, v.send(get("/public/disclosures/GK2026-000002/text")).StatusCode)

	doc, _ = v.get("/public/disclosure?about=GK2026-000001")
	require.Equal(t, "GK2026-000001", doc.Find("#f-about").AttrOr("value", ""))
	require.Contains(t, textOf(doc.Find("main")), "不留姓名也可以提交")
	doc, _ = v.get("/public/disclosure?about=<b>")
	require.Empty(t, doc.Find("#f-about").AttrOr("value", ""))
}
