package web

import (
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
)

// joined puts a document on the desk that goes on as a complaint, with what the
// counter lets this reader see of it.
func joined(t *testing.T, v *visitor, links ...casework.Tie) string {
	t.Helper()
	number := "TS2026-000031"
	c := mainCase(t)
	c.Number, c.Kind, c.Item, c.ItemName, c.Opened, c.Parent = number, casework.Complaint, "", "", nil, ""
	c.Links = links
	v.counter.cases[number] = c
	old := c
	old.Number, old.Kind, old.Links = "GW2026-000012", casework.Document, nil
	v.counter.cases[old.Number] = old
	return number
}

func TestCasePageShowsWhatItHasToDoWithOthers(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, covering)
	number := joined(t, v,
		casework.Tie{Number: "BJ2026-000412", Kind: casework.Service, Relation: casework.ArisesFrom},
		casework.Tie{Number: "TS2026-000032", Kind: casework.Complaint, Relation: casework.MergedInto, Back: true},
		casework.Tie{Number: "GW2026-000012", Kind: casework.Document, Relation: casework.ConvertedTo, Back: true})
	doc, _ := v.get("/cases/" + number)
	ties := doc.Find(".ties li")
	require.Equal(t, 3, ties.Length())
	require.Equal(t, "由该件引起 办件 BJ2026-000412", textOf(ties.Eq(0)))
	require.Equal(t, "已并入本件 效能投诉 TS2026-000032", textOf(ties.Eq(1)))
	require.Equal(t, "转自 公文 GW2026-000012", textOf(ties.Eq(2)))
	require.Equal(t, "/cases/GW2026-000012", ties.Eq(2).Find("a").AttrOr("href", ""))
	earlier := doc.Find("section[aria-labelledby=earlier]")
	require.Contains(t, textOf(earlier), "本件由 公文 GW2026-000012 转来")
	require.Equal(t, 10, earlier.Find(".timeline li").Length(), "both histories stand on one page")
	nothingInline(t, doc)
	namesEverything(t, doc)
}

// Who may not see where it came from reads that it came from a document, no number
// and no history.
func TestCasePageNamesNoCaseHeMayNotSee(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, covering)
	number := joined(t, v, casework.Tie{Kind: casework.Document, Relation: casework.ConvertedTo, Back: true})
	doc, _ := v.get("/cases/" + number)
	require.Equal(t, "转自 公文", textOf(doc.Find(".ties li")))
	require.Zero(t, doc.Find(".ties a").Length())
	require.Zero(t, doc.Find("#earlier").Length())
	require.NotContains(t, textOf(doc.Find("body")), "GW2026-000012")
}

func TestFormsOfJoining(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, covering)
	number := joined(t, v)
	v.counter.actions = offered(t, casework.Complaint, casework.Link, casework.Unlink, casework.Merge, casework.Convert)
	for i := range v.counter.actions {
		if f := &v.counter.actions[i]; f.Command == casework.Unlink {
			f.Fields = append([]casework.Field{}, f.Fields...)
			f.Fields[0].Choices = []string{"BJ2026-000412"}
		}
	}
	doc, _ := v.get("/cases/" + number)
	require.Equal(t, "请选择相关同一事项由该件引起", textOf(doc.Find("#link select[name=relation] option")))
	require.Equal(t, "请选择BJ2026-000412", textOf(doc.Find("#unlink select[name=case] option")), "what it is linked to is chosen, not typed")
	require.Equal(t, 1, doc.Find("#merge input[name=case]").Length())
	require.Contains(t, textOf(doc.Find("#merge")), "主件编号")
	require.Equal(t, "请选择转为公文办理转为督办事项办理", textOf(doc.Find("#convert select[name=kind] option")))
	require.Contains(t, textOf(doc.Find("#convert")), "不要写投诉人的任何信息")

	v.counter.refuse = casework.FieldError(casework.NotMergeable, "case", "R075")
	res := v.post("/cases/"+number+"/merge", url.Values{"case": {"TS2026-000099"}, "reason": {"同一事项"}, "key": {"k"}})
	refused := v.read(res)
	require.Contains(t, textOf(refused.Find("#merge")), "两件不能并案")
	require.Equal(t, "TS2026-000099", refused.Find("#merge input[name=case]").AttrOr("value", ""), "what was typed is still there")
	require.Equal(t, map[string]any{"case": "TS2026-000099", "reason": "同一事项"}, v.counter.raw)
	v.counter.refuse = casework.FieldError(casework.Invalid, "case", "itself")
	refused = v.read(v.post("/cases/"+number+"/link", url.Values{"case": {number}, "relation": {"related"}, "key": {"k"}}))
	require.Contains(t, textOf(refused.Find("#link")), "不能与自己关联")
}
