package web

import (
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/papers"
)

// refusedAndServed is a permit that was denied: the notice of acceptance went by post with one
// receipt, the decision hung as a public notice, and his days run from its end.
func refusedAndServed(t *testing.T, who casework.Principal) *visitor {
	t.Helper()
	v := newVisitor(t, who)
	c := mainCase(t)
	until := func(name, limit, due string) casework.ClockView {
		k := clockOf(c.Number, name, "食品经营许可", limit, due, casework.Green, casework.Running)
		k.Start, k.Rule, k.Outcome = at("2026-10-15 10:00"), "R026", casework.Lapse
		return k
	}
	c.Clocks = append(c.Clocks, until(casework.ClockReconsider, "60d", "2026-12-15 00:00"), until(casework.ClockSue, "6mo", "2027-04-16 00:00"),
		clockOf(c.Number, "public_notice:extension_notice", "食品经营许可", "30d", "2026-11-13 17:30", casework.Green, casework.Running))
	v.counter.cases[c.Number] = stated(t, c, casework.State{Decision: "denied", Class: "permit", Served: []casework.Served{
		{Paper: "acceptance_notice", Way: casework.WayPost, Proof: "f1", From: at("2026-09-28 10:00"), At: at("2026-09-28 10:00")},
		{Paper: "denial_decision", Way: casework.WayDirect, Receiver: "agent", Proof: "f2", From: at("2026-10-15 10:00"), At: at("2026-10-15 10:00")},
		{Paper: "extension_notice", Way: casework.WayAnnounce, Proof: "f3", From: at("2026-10-14 10:00"), At: time.Time{}},
	}})
	v.counter.papers.Issued = append(v.counter.papers.Issued, papers.Paper{ID: "P9", Number: c.Number, Kind: casework.Service, Form: "denial_decision", Name: "不予行政许可决定书", NameEn: "Decision to deny a permit", Serial: "不准〔2026〕7号", Issued: at("2026-10-14 16:00")})
	v.counter.files = []casework.Attachment{
		{ID: "f1", Number: c.Number, Name: "回执.pdf", Media: "application/pdf", Size: 3 << 10, By: "clerk", At: at("2026-09-29 09:30"), Purpose: casework.PurposePosted},
		{ID: "f2", Number: c.Number, Name: "送达回证.pdf", Media: "application/pdf", Size: 3 << 10, By: "clerk", At: at("2026-10-15 10:10"), Purpose: casework.PurposeServed},
	}
	return v
}

// What was served stands on the page: which paper, how, when, what shows it, and until when he
// may turn to others (行政复议法 20, 行政诉讼法 46).
func TestACaseTellsWhatWasServed(t *testing.T) {
	t.Parallel()
	doc, _ := refusedAndServed(t, covering).get("/cases/BJ2026-000412")
	rows := doc.Find("[aria-labelledby=served] tbody tr")
	require.Equal(t, 3, rows.Length())
	require.Contains(t, textOf(rows.Eq(0)), "邮寄送达")
	require.Contains(t, textOf(rows.Eq(0)), "通知书", "what he may not read is no result all the same")
	require.Equal(t, "/cases/BJ2026-000412/attachments/f1", rows.Eq(0).Find("a").Last().AttrOr("href", ""))
	require.NotContains(t, textOf(rows.Eq(0)), "行政复议", "nothing was refused by it")
	denied := textOf(rows.Eq(1))
	for _, said := range []string{"不予行政许可决定书 不准〔2026〕7号", "直接送达", "代理人", "送达回证.pdf", "申请行政复议：至", "提起行政诉讼：至"} {
		require.Contains(t, denied, said)
	}
	require.Contains(t, textOf(rows.Eq(2)), "公告至 2026年11月13日")
	require.Equal(t, 0, rows.Eq(2).Find("a").Length(), "a file he may not open is no link")
	track, err := strconv.ParseFloat(doc.Find(".big-clock .bar-track").AttrOr("width", ""), 64)
	require.NoError(t, err)
	require.Greater(t, track, 400.0, "six months in which he may sue leave the ten days their room")
	plain, _ := newVisitor(t, covering).get("/cases/BJ2026-000412")
	require.Zero(t, plain.Find("[aria-labelledby=served]").Length())
}
