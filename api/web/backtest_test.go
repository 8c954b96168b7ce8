package web

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
)

// A draft is held against closed cases on one page: how many would have been late, and where.
func TestADraftIsHeldAgainstClosedCases(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, administrator)
	form, status := v.get("/policies/service-permit@2/backtest")
	require.Equal(t, http.StatusOK, status)
	require.Equal(t, "2025-10-17", form.Find("#from").AttrOr("value", ""), "the year that is over today")
	require.Equal(t, "2026-10-16", form.Find("#until").AttrOr("value", ""))
	require.Empty(t, v.counter.stepped, "nothing is counted before somebody asks")
	doc, status := v.get("/policies/service-permit@2/backtest" + "?from=2025-10-17&until=2026-10-16")
	require.Equal(t, http.StatusOK, status)
	text := textOf(doc.Find("main"))
	require.Contains(t, text, "1240 件里有 2411 个时限应办已办：原来超期 18 个，按草稿会超期 79 个；其中新增 61 个")
	require.Contains(t, text, "44 个，行政许可科")
	require.Contains(t, text, "只算了最近办结的 10 万件")
	require.Equal(t, 2, doc.Find("table").Length())
	doc, status = v.get("/policies/service-permit@2/backtest" + "?from=2025-02-30&until=2026-10-16")
	require.Equal(t, http.StatusUnprocessableEntity, status)
	require.Contains(t, textOf(doc.Find("#from-error")), "请填写日期")
	v.counter.rulesErr = casework.FieldError(casework.Invalid, "until", "span_order")
	doc, _ = v.get("/policies/service-permit@2/backtest" + "?from=2026-10-16&until=2025-10-16")
	require.Contains(t, textOf(doc.Find("#until-error")), "截止日期不能早于起始日期")
}

func init() {
	told := func(query string) func(t *testing.T) string {
		return func(t *testing.T) string {
			return newVisitor(t, administrator).html("/policies/service-permit@2/backtest" + query)
		}
	}
	stories["backtest"] = told("?from=2025-10-17&until=2026-10-16")
	stories["backtest-ask"], stories["backtest-refused"] = told(""), told("?from=x&until=2026-10-16")
}
