package web

import (
	"net/http"
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/doctor"
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

// Where people must act the page says what is wrong and the command that mends it; what
// is right is not listed.
func TestOperatorSeesWhatIsNotRight(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, administrator)
	require.Contains(t, v.html("/operator"), "最近一次检查没有发现问题")
	v.health = doctor.Report{
		{Name: "database", Looks: doctor.Words{ZH: "数据库能连上", EN: "the database answers"}, Verdict: doctor.Right},
		{
			Name: "worker", Looks: doctor.Words{ZH: "有办理进程在运行", EN: "a worker lives"}, Verdict: doctor.Wrong,
			Says: doctor.Words{ZH: "没有办理进程", EN: "no worker"}, Mend: "systemctl start shixian-worker", At: v.now,
		},
	}
	doc, status := v.get("/operator")
	require.Equal(t, 200, status)
	rows := doc.Find("section[aria-labelledby=checks] tbody tr")
	require.Equal(t, 1, rows.Length())
	require.Contains(t, rows.Text(), "没有办理进程")
	require.Equal(t, "systemctl start shixian-worker", rows.Find("code").Text())
}
