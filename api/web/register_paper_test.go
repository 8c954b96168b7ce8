package web

import (
	"net/http"
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/papers"
	"github.com/shixian/shixian/internal/paper"
)

// dispatched is the outgoing register with one paper signed for and one not.
func dispatched(t *testing.T, v *visitor) {
	t.Helper()
	f := formOf(t, "dispatch_register")
	row := func(seq, receipt string) paper.Matter {
		return paper.Matter{Names: spelling{}, At: kernel.SampleNow, Extra: map[string]string{
			"seq": seq, "date": "2026年10月16日", "serial": "督办〔2026〕" + seq + "号", "title": "督办通知单", "secrecy": "无", "copies": "2", "to": "行政许可科",
		}, Entries: map[string]string{"receipt": receipt}}
	}
	content, _ := paper.Fill(f, paper.Matter{Names: spelling{}, At: kernel.SampleNow, Extra: map[string]string{"office": "青岚县行政审批服务局"}, Rows: []paper.Matter{row("1", "李敏"), row("2", "")}})
	v.counter.book = papers.RegisterPage{Form: f, Content: content, Subjects: []string{"P1", "P2"}, Enter: true}
}

func TestRegisterIsEnteredOnce(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, generalOffice)
	dispatched(t, v)
	doc, status := v.get("/registers/dispatch_register?from=2026-10-01&until=2026-10-31")
	require.Equal(t, http.StatusOK, status)
	require.Equal(t, [2]string{"2026-10-01 00:00", "2026-11-01 00:00"}, [2]string{v.counter.period[0].Format("2006-01-02 15:04"), v.counter.period[1].Format("2006-01-02 15:04")}, "both days are in it")
	rows := doc.Find(".paper-table tbody tr")
	require.Equal(t, 2, rows.Length())
	require.Equal(t, 2, rows.Eq(0).Find("form").Length(), "filed and volume; who signed stands there")
	require.Equal(t, 3, rows.Eq(1).Find("form").Length())
	require.Contains(t, textOf(rows.Eq(0)), "李敏")

	res := v.post("/registers/dispatch_register", url.Values{"subject": {"P2"}, "field": {"receipt"}, "value": {"赵国华"}, "from": {"2026-10-01"}, "until": {"2026-10-31"}})
	require.Equal(t, "/registers/dispatch_register?from=2026-10-01&until=2026-10-31", res.Header.Get("Location"))
	require.Equal(t, []string{"dispatch_register P2 receipt 赵国华"}, v.counter.entered)

	v.counter.paperErr = casework.FieldError(casework.EntryMade, "receipt", "")
	doc = v.read(v.post("/registers/dispatch_register", url.Values{"subject": {"P1"}, "field": {"receipt"}, "value": {"别人"}}))
	require.Contains(t, textOf(doc.Find(".summary")), "这一栏已经登记，不能修改")
}

// A register counts the words of the columns that its form counts, over whatever period is read: of a
// year, what is reported of proposals (R089).
func TestARegisterIsCounted(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, generalOffice)
	dispatched(t, v)
	v.counter.book.Form.Code = "proposal_register"
	v.counter.book.Form.Table = &paper.Table{Columns: []paper.Column{{Label: "编号"}, {Label: "来源", Count: true}, {Label: "评价", Count: true}}}
	v.counter.book.Content.Table = &paper.Sheet{Rows: [][]string{{"1", "人大代表建议", "满意"}, {"2", "政协提案", ""}, {"3", "人大代表建议", "满意"}}}
	v.counter.book.Enter = false
	doc, _ := v.get("/registers/proposal_register?from=2026-03-01&until=2026-03-31")
	require.Equal(t, "合计3 件来源人大代表建议 2 件、政协提案 1 件评价满意 2 件、未填 1 件", textOf(doc.Find(".paper-sums")))
	require.Equal(t, 1, doc.Find("a[href='/registers/proposal_register?from=2026-01-01&until=2026-12-31']").Length(), "the whole year")
	v.counter.book.Cut = true
	doc, _ = v.get("/registers/proposal_register")
	require.Zero(t, doc.Find(".paper-sums").Length(), "half of a period is not counted for all of it")
}

func TestWhatIsCutSaysHowManyThereAre(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, generalOffice)
	dispatched(t, v)
	doc, _ := v.get("/registers/dispatch_register")
	require.Zero(t, doc.Find(".paper-cut").Length())
	v.counter.book.Cut, v.counter.book.Total = true, 417
	doc, _ = v.get("/registers/dispatch_register")
	require.Equal(t, "本期共 417 条，只列出 2 条，请缩短期间。", textOf(doc.Find(".paper-cut")))

	v.counter.issued = onPaper(t, "supervision_circular")
	v.counter.issued.Content.Table.Cut = "共2417件，本表列出2000件"
	doc, _ = v.get("/papers/P1")
	require.Equal(t, "共2417件，本表列出2000件", textOf(doc.Find("article.paper .paper-cut")), "on the paper, too")
}
