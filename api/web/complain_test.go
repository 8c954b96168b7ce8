package web

import (
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/cases"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/kind"
)

// posted is the page a form answers with.
func (v *visitor) posted(path string, form url.Values) string {
	v.t.Helper()
	body, err := io.ReadAll(v.post(path, form).Body)
	require.NoError(v.t, err)
	return string(body)
}

func complaintTyped() url.Values {
	return url.Values{
		"key": {strings.Repeat("a", 32)}, "fields.against_unit": {"permits"}, "fields.ground": {"no_notice"}, "fields.statement": {"来了三次\r\n"},
		"fields.applicant": {"赵某某"}, "fields.phone": {"13900000000"},
	}
}

func codeTyped() url.Values {
	return url.Values{"number": {"TS2026-000009"}, "code": {"7K3F-9QXM-2D4P"}}
}

// replied is a visitor whose complaint was answered.
func replied(t *testing.T) *visitor {
	v := newVisitor(t, casework.Principal{})
	v.counter.desk.answered = cases.Progress{
		Number: "TS2026-000009", Kind: casework.Complaint, Stage: casework.StageConfirm, Outcome: "proven", Reply: "已补正并道歉", Acts: []string{casework.Rate},
	}
	return v
}

// The public form names what is needed (R065), the eight grounds in plain words
// (R066), and before anything is sent what a complaint without a name is (R067).
func TestThePublicForm(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, casework.Principal{})
	doc, status := v.get("/public/complaint")
	require.Equal(t, http.StatusOK, status)
	require.Equal(t, 9, doc.Find("#f-ground option").Length(), "eight grounds, and the choice")
	require.Contains(t, textOf(doc.Find("#f-ground")), "没有一次说清手续")
	require.Contains(t, textOf(doc.Find("#f-against_unit")), "行政许可科")
	require.Contains(t, textOf(doc.Find("form .notice")), "没有答复期限")
	for _, office := range []string{"channel", "matter", "against_person"} {
		require.Zero(t, doc.Find(`[name="fields.`+office+`"]`).Length(), "%s is the office's to say", office)
	}
	require.Len(t, doc.Find(`input[name="key"]`).AttrOr("value", ""), 32)
}

func TestAComplaintIsSent(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, casework.Principal{})
	v.counter.receipt = core.Receipt{Number: "TS2026-000009", Code: "7K3F-9QXM-2D4P"}
	res := v.post("/public/complaint", complaintTyped())
	require.Equal(t, http.StatusOK, res.StatusCode)
	page := textOf(v.read(res).Find("#main"))
	require.Contains(t, page, "TS2026-000009")
	require.Contains(t, page, "7K3F-9QXM-2D4P")
	require.Equal(t, map[string]string{
		"against_unit": "permits", "ground": "no_notice", "statement": "来了三次\n", "applicant": "赵某某", "phone": "13900000000",
	}, v.counter.desk.sent)
	require.Equal(t, strings.Repeat("a", 32), v.counter.desk.key)

	trapped := complaintTyped()
	trapped.Set("website", "http://spam")
	v.counter.desk.sent = nil
	require.Equal(t, http.StatusBadRequest, v.post("/public/complaint", trapped).StatusCode)
	require.Nil(t, v.counter.desk.sent, "nothing was kept")

	v.counter.refuse = casework.FieldError(casework.Invalid, "fields.against_unit", "R065")
	res = v.post("/public/complaint", complaintTyped())
	require.Equal(t, http.StatusUnprocessableEntity, res.StatusCode)
	doc := v.read(res)
	require.Contains(t, textOf(doc.Find("#summary")), "被投诉单位")
	require.Equal(t, "来了三次", strings.TrimSpace(doc.Find("#f-statement").Text()), "what was typed is still there")
	require.Equal(t, strings.Repeat("a", 32), doc.Find(`input[name="key"]`).AttrOr("value", ""), "sent again it is the same complaint")
}

// A number and its code open stage, due date and reply, and nothing else; the
// reply can be rated there.
func TestProgressByCode(t *testing.T) {
	t.Parallel()
	v := replied(t)
	doc := v.read(v.post("/public/progress", codeTyped()))
	page := textOf(doc.Find("#main"))
	for _, words := range []string{"待审核", "属实", "已补正并道歉", "对这次答复，您满意吗"} {
		require.Contains(t, page, words)
	}
	require.Equal(t, []string{"TS2026-000009 7K3F-9QXM-2D4P"}, v.counter.desk.asked)
	doc.Find("[href], [action]").Each(func(_ int, s *goquery.Selection) {
		require.NotContains(t, s.AttrOr("href", "")+s.AttrOr("action", ""), "7K3F", "no code in an address")
	})
	form := codeTyped()
	form.Set("outcome", "unsatisfied")
	form.Set("key", doc.Find(`input[name="key"]`).AttrOr("value", ""))
	require.Equal(t, http.StatusOK, v.post("/public/progress/rate", form).StatusCode)
	require.Equal(t, map[string]any{"outcome": "unsatisfied"}, v.counter.desk.rated)

	v.counter.refuse = casework.FieldError(casework.WrongCode, "code", "")
	res := v.post("/public/progress", codeTyped())
	require.Equal(t, http.StatusUnprocessableEntity, res.StatusCode)
	require.Contains(t, textOf(v.read(res).Find("#summary")), "编号或查询码不对")
}

// Guessing codes of one number ends soon; a minute later it begins anew. It ends for
// whoever guesses: the number's owner, from elsewhere, never hears of it.
func TestGuessesCostTheGuesser(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, casework.Principal{})
	wrong := casework.FieldError(casework.WrongCode, "code", "")
	v.counter.refuse = wrong
	var statuses []int
	for range kernel.Guesses + 1 {
		statuses = append(statuses, v.post("/public/progress", codeTyped()).StatusCode)
	}
	require.Equal(t, http.StatusTooManyRequests, statuses[kernel.Guesses])
	require.Len(t, slices.Compact(statuses[:kernel.Guesses]), 1)
	require.Equal(t, "60", v.post("/public/progress/rate", codeTyped()).Header.Get("Retry-After"))

	for i := range 310 { // all numbers there are
		form := codeTyped()
		form.Set("number", kind.Office().Number(casework.Complaint, 2026, i))
		v.post("/public/progress", form)
		v.send(get("/public/paper?code=7K3F-9QXM-2D" + strconv.Itoa(i)))
	}
	require.Equal(t, http.StatusTooManyRequests, v.send(get("/public/paper?code=7K3F-9QXM-2D4P")).StatusCode)
	v.addr, v.counter.refuse = "192.0.2.7:1", nil
	for range 2 * kernel.LookUps {
		require.Equal(t, http.StatusOK, v.post("/public/progress", codeTyped()).StatusCode, "its owner, as often as he likes")
		require.Equal(t, http.StatusOK, v.send(get("/public/paper?code=7K3F-9QXM-2D4P")).StatusCode)
	}
	v.addr, v.counter.refuse = "", wrong
	v.now = v.now.Add(kernel.MeterWindow)
	require.Equal(t, http.StatusUnprocessableEntity, v.post("/public/progress", codeTyped()).StatusCode)
}

// Complaints by the form are bounded by address too: nobody shuts it for others.
func TestComplaintsAreBoundedByAddress(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, casework.Principal{})
	var last int
	for range 400 {
		last = v.post("/public/complaint", url.Values{"website": {"x"}}).StatusCode
	}
	require.Equal(t, http.StatusTooManyRequests, last)
	v.addr = "192.0.2.7:1"
	require.Equal(t, http.StatusBadRequest, v.post("/public/complaint", url.Values{"website": {"x"}}).StatusCode)
}
