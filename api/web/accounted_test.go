package web

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/cases"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/words"
)

// Who complained reads with his code why it is no complaint, under which article
// (R067, R075), or what came of the question who answers, in words and with nobody's
// name (R064).
func TestProgressSaysWhatWasMadeOfIt(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		lang string
		got  cases.Progress
		want []string
		not  []string
	}{
		"not taken": {words.Chinese, cases.Progress{Stage: casework.StageClosed, Result: "not_taken", Reason: "已由法院受理", Basis: "效能投诉处理暂行办法第十一条"},
			[]string{"不予受理", "已由法院受理", "依据效能投诉处理暂行办法第十一条"}, []string{"责任追究"}},
		"referred": {words.Chinese, cases.Progress{Stage: casework.StageClosed, Result: "referred", Reason: "已移送纪检机关", Basis: "效能投诉处理暂行办法第十条"},
			[]string{"移送", "已移送纪检机关"}, nil},
		"being looked into": {words.Chinese, cases.Progress{Stage: casework.StageAccount, Outcome: "proven", Reply: "已道歉", Accounted: casework.AccountPending},
			[]string{"待责任追究结果", "已道歉", "责任追究正在核查责任"}, []string{"理由"}},
		"the outcome":           {words.Chinese, cases.Progress{Stage: casework.StageClosed, Result: "confirmed", Accounted: "final"}, []string{"处理决定已经生效"}, nil},
		"nobody's fault":        {words.English, cases.Progress{Stage: casework.StageClosed, Result: "confirmed", Accounted: casework.NoPersonalFault}, []string{"Nobody is personally at fault"}, nil},
		"an outcome in English": {words.English, cases.Progress{Stage: casework.StageClosed, Result: "confirmed", Accounted: "reversed"}, []string{"reversed on review or appeal"}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			v := replied(t)
			v.lang = tt.lang
			tt.got.Number, tt.got.Kind = "TS2026-000009", casework.Complaint
			v.counter.desk.answered = tt.got
			doc := v.read(v.post("/public/progress", codeTyped()))
			page := textOf(doc.Find("#main"))
			for _, words := range tt.want {
				require.Contains(t, page, words)
			}
			for _, words := range tt.not {
				require.NotContains(t, page, words)
			}
			nothingInline(t, doc)
		})
	}
}

// Whoever brought a petition reads what each review came to, in both languages.
func TestProgressTellsEachReview(t *testing.T) {
	t.Parallel()
	for lang, want := range map[string][]string{
		words.Chinese: {"复查 结论撤销，责令重新处理 日期2026-04-13 证据不足", "复核 结论维持 日期2026-05-12"},
		words.English: {"Review Findingset aside, to be decided anew On2026-04-13 证据不足", "Final review Findingupheld On2026-05-12"},
	} {
		v := replied(t)
		v.lang = lang
		v.counter.desk.answered = cases.Progress{
			Number: "XF2026-000009", Kind: kind.Petition, Stage: kind.StageRecheck, Reply: "解释如下",
			Reviews: []cases.Reviewed{{Round: kind.RoundReview, On: "2026-04-13", Outcome: "redo", Opinion: "证据不足"}, {Round: kind.RoundFinal, On: "2026-05-12", Outcome: "upheld"}},
		}
		doc := v.read(v.post("/public/progress", codeTyped()))
		for _, told := range want {
			require.Contains(t, strings.Join(strings.Fields(textOf(doc.Find("#main"))), " "), told)
		}
		nothingInline(t, doc)
	}
}

// accountedFor is a proven complaint whose accountability case has its outcome.
func accountedFor(t *testing.T) *visitor {
	t.Helper()
	return officeCase(t, efficiencyOffice, casework.CaseView{
		Number: "TS2026-000007", Kind: casework.Complaint, Item: "efficiency-complaint", Unit: "permits", Post: "food-desk", Stage: casework.StageAccount,
	}, map[string]string{casework.FactAccounted: "reminder"}, []casework.TimelineRow{
		{Key: "1.1.1", At: at("2026-10-15 10:00"), Recorded: at("2026-10-15 10:00"), Name: casework.AccountabilityEnded, Level: "reminder", Rule: "R064"},
	})
}

// following is a desk on which one case is merged into another.
func following(t *testing.T) *visitor {
	t.Helper()
	v := newVisitor(t, covering)
	c := v.counter.cases[mainCase(t).Number]
	c.Stage, c.Follows = casework.StageMerged, "TS2026-000032"
	v.counter.cases[c.Number] = c
	v.counter.clocks[0].Follows = "TS2026-000032"
	return v
}

// The page of a complaint says what came of it to those whose state holds it.
func TestTheComplaintSaysWhatCameOfIt(t *testing.T) {
	t.Parallel()
	doc, _ := accountedFor(t).get("/cases/TS2026-000007")
	require.Contains(t, textOf(doc.Find("aside")), "责任追究结果已对有关人员予以提醒")
	require.Contains(t, textOf(doc.Find(".timeline")), "责任追究结果：予以提醒")
	require.Contains(t, textOf(doc.Find(".case-head")), "待责任追究结果")
	doc, _ = complaintReplied(t).get("/cases/TS2026-000007")
	require.NotContains(t, textOf(doc.Find("aside")), "责任追究结果")
}

// Who handles a complaint gives who complained a query code from its page, shown once
// on the next and kept in no address; nobody else finds the button.
func TestACodeIsIssuedFromThePage(t *testing.T) {
	t.Parallel()
	v := complaintReplied(t)
	doc, _ := v.get("/cases/TS2026-000007")
	form := doc.Find("#applicant form.code")
	require.Equal(t, "/cases/TS2026-000007/query-code", form.AttrOr("action", ""))
	require.Contains(t, textOf(form), "重新发放后旧码失效")
	v.counter.receipt = core.Receipt{Number: "TS2026-000007", Code: "7K3F-9QXM-2D4P"}
	res := v.post("/cases/TS2026-000007/query-code", nil)
	require.Equal(t, http.StatusSeeOther, res.StatusCode)
	require.Equal(t, "/cases/TS2026-000007#applicant", res.Header.Get("Location"))
	doc, _ = v.get("/cases/TS2026-000007")
	require.Contains(t, textOf(doc.Find(".flash")), "TS2026-000007 的查询码 7K3F-9QXM-2D4P")
	doc, _ = v.get("/cases/TS2026-000007")
	require.NotContains(t, textOf(doc.Find("body")), "7K3F", "shown once")

	doc, _ = newVisitor(t, covering).get("/cases/" + mainCase(t).Number)
	require.Equal(t, 1, doc.Find("form.code").Length(), "an applicant follows his case, too (R240)")
	v = complaintReplied(t)
	v.counter.refuse = casework.Errorf(casework.Forbidden, "no")
	require.Equal(t, http.StatusForbidden, v.post("/cases/TS2026-000007/query-code", nil).StatusCode)
}

// A merged case names the one it follows wherever it is listed.
func TestListsNameTheLeadingCase(t *testing.T) {
	t.Parallel()
	v := following(t)
	doc, _ := v.get("/cases")
	tag := doc.Find(`a.tag[href="/cases/TS2026-000032"]`)
	require.Equal(t, "并入 TS2026-000032", textOf(tag))
	require.Equal(t, 1, tag.Length())
	doc, _ = v.get("/")
	require.Equal(t, "并入 TS2026-000032", textOf(doc.Find(`a.tag[href="/cases/TS2026-000032"]`)))
	v.lang = words.English
	doc, _ = v.get("/cases")
	require.Equal(t, "Merged into TS2026-000032", textOf(doc.Find(`a.tag[href="/cases/TS2026-000032"]`)))
}

// A letter is converted with whom it complains of; the choices are the office's own.
func TestTheFormOfAConversionAsksWhomItIsAbout(t *testing.T) {
	t.Parallel()
	v := letterOnDesk(t)
	v.counter.actions = offered(t, casework.Document, casework.Convert)
	for i := range v.counter.actions[0].Fields {
		if f := &v.counter.actions[0].Fields[i]; f.Type == casework.FieldUnit {
			f.Choices = []string{"permits"}
		}
	}
	doc, _ := v.get("/cases/GW2026-000031")
	page := textOf(doc.Find("#convert"))
	for _, words := range []string{"被投诉单位", "被投诉岗位", "被投诉人", "转为投诉的必填", "行政许可科"} {
		require.Contains(t, page, words)
	}
}
