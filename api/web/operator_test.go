package web

import (
	"net/http"
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"
)

// The operator sees what stands still, why, and lets it go on; a page holds codes
// alone, and nobody else reads it.
func TestOperatorReleases(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, administrator)
	doc, status := v.get("/operator")
	require.Equal(t, http.StatusOK, status)
	rows := doc.Find("tbody tr")
	require.Equal(t, 2, rows.Length())
	require.Contains(t, textOf(rows.First()), "BJ2026-000398")
	require.Contains(t, textOf(rows.First()), "23514 timeline_detail_check")
	require.Contains(t, textOf(rows.First()), "办理（承诺）")
	require.Contains(t, textOf(rows.Last()), "已于")
	require.Zero(t, doc.Find("tbody a").Length(), "an operator opens no case")
	require.Equal(t, "/operator/release", rows.First().Find("form").AttrOr("action", ""))

	res := v.post("/operator/release", url.Values{"number": {"BJ2026-000398"}})
	require.Equal(t, "/operator", res.Header.Get("Location"))
	require.Equal(t, []string{"BJ2026-000398"}, v.counter.freed)
	res = v.post("/operator/release", url.Values{"number": {"BJ2026-000399"}})
	require.Equal(t, "/operator", res.Header.Get("Location"), "it goes on already: said, not refused")

	_, status = newVisitor(t, clerk).get("/operator")
	require.Equal(t, http.StatusForbidden, status)
	v.counter.parked = nil
	doc, _ = v.get("/operator")
	require.Equal(t, 1, doc.Find(".empty").Length())
}
