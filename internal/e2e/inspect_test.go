package e2e

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

// A seed, and its SM3 digest: shixian draw seed prints both.
const (
	seedOfDraw   = "00112233445566778899aabbccddeeff"
	digestOfSeed = "8d89d2bceb53fc0fec31397074c548ec5b23d965ea06346061df1e439cab087d"
)

// actWith is act for a form that takes several answers to one question.
func (w *tab) actWith(number, command string, all answers) {
	w.t.Helper()
	w.openForm(number, command)
	require.True(w.t, w.fits(), "the case is wider than the window")
	w.give(command+"-", all)
	w.submit(command)
	require.False(w.t, w.has("#summary"), "%s was refused to %s", command, w.name)
}

// checkedCovertly takes a check from its form to its report: whom lots fall on nobody chooses
// (R113), what is found is evidenced the same day, and who does not sign is taken to be in
// breach (R118). The group stands at a phone.
func checkedCovertly(t *testing.T, h *house, office, inspector *tab) {
	t.Helper()
	number := office.takeIn(kind.Inspection, "inspection-visit", map[string]string{"mode": "covert", "matter": "工作纪律、在岗状态"})
	send := answers{{"person", "inspector"}, {"outcome", "stakeout"}, {"approve", "true"}}
	require.NotEmpty(t, office.refusedHere(number, kind.SendGroup, map[string]string{"units": "permits", "person": "inspector", "outcome": "stakeout", "approve": "true"}), "nobody is chosen")
	require.NotEmpty(t, office.refusedHere(number, kind.CommitDraw, map[string]string{"units": "permits", "members": "1", "digest": digestOfSeed}), "one of one is no draw")
	office.actWith(number, kind.CommitDraw, answers{{"units", "permits"}, {"units", "livelihood"}, {"units", "window"}, {"members", "2"}, {"digest", digestOfSeed}})
	require.False(t, office.has("#"+kind.CommitDraw), "lots are drawn once")
	require.NotEmpty(t, office.refusedHere(number, kind.PublishDraw, map[string]string{"seed": strings.Repeat("0", 32)}), "another seed")
	office.act(number, kind.PublishDraw, map[string]string{"seed": seedOfDraw})

	var drawn []string
	for _, e := range h.as("efficiency_office").timeline(number) {
		if e.Name == kind.DrawPublished {
			drawn = strings.Fields(e.Detail["drawn"])
		}
	}
	require.Len(t, drawn, 2)
	for _, unit := range drawn {
		send = append(send, [2]string{"units", unit})
	}
	office.actWith(number, kind.SendGroup, send)
	require.NotEmpty(t, inspector.refusedHere(number, kind.RecordFinding, map[string]string{"unit": drawn[0], "category": "off_post", "reason": "空岗"}), "nobody was there yet")
	inspector.act(number, kind.VisitUnit, map[string]string{"unit": drawn[0], "approve": "true"})
	inspector.act(number, kind.RecordFinding, map[string]string{"unit": drawn[0], "category": "off_post", "reason": "10:05 无人在岗"})
	inspector.openForm(number, casework.Attach)
	inspector.choose("#attach-file", "现场记录.txt", "10:05 无人在岗")
	inspector.submit(casework.Attach)
	inspector.act(number, kind.SignResult, map[string]string{"unit": drawn[0], "outcome": kind.RefusedToSign, "witness": "窗口值班长在场"})
	require.NotEmpty(t, inspector.refusedHere(number, casework.Report, map[string]string{"reason": "见报告"}), "half of whom lots fell on")
	inspector.act(number, kind.VisitUnit, map[string]string{"unit": drawn[1], "approve": "true"})
	inspector.act(number, casework.Report, map[string]string{"reason": "查两个单位，发现一个问题。"})
	done := h.as("efficiency_office").view(number)
	require.Equal(t, "reported", done.Result)
	require.Len(t, done.Links, 1)
	require.True(t, strings.HasPrefix(done.Links[0].Number, "ZG"), "what was found is a case of its own")
}

// putRight takes a finding from its notice over the objection and the decision on it to the
// verification on the spot (R119 to R121).
func putRight(t *testing.T, h *house, office, desk, inspector *tab) {
	t.Helper()
	number := office.takeIn(kind.Rectification, "rectification-notice", map[string]string{
		"mode": "open", "finding": "no_sign", "place": "9月21日 一楼大厅", "matter": "没有设置效能提示牌", "demand": "设置提示牌，并检查其他窗口",
	})
	office.act(number, casework.Issue, map[string]string{"post": "food-desk", "limit": "10wd", "reason": "属实"})
	require.Contains(t, desk.deskOf(), number)
	desk.act(number, casework.Object, map[string]string{"reason": "已经设置，附照片"})
	office.act(number, casework.DecideObjection, map[string]string{"approve": "false", "reason": "检查时没有"})
	desk.act(number, casework.Report, map[string]string{"reason": "已设置，其他窗口一并检查"})
	inspector.act(number, kind.VerifyMended, map[string]string{"approve": "true", "reason": "到场核查，已设置"})
	require.Equal(t, "rectified", h.as("efficiency_office").view(number).Result)
}

// yearPlanned: everybody once a year, and the page says who is left (R112).
func yearPlanned(t *testing.T, office *tab) {
	t.Helper()
	number := office.takeIn(kind.Inspection, "inspection-visit", map[string]string{"mode": "year", "matter": "年度明查"})
	require.False(t, office.has("#"+kind.ReportCoverage), "nothing is planned yet")
	office.actWith(number, kind.PlanYear, answers{{"units", "permits"}, {"units", "window"}})
	require.Contains(t, office.refusedHere(number, kind.ReportCoverage, map[string]string{"reason": "已查遍"}), "没有检查到")
	office.open("/watch/coverage")
	require.Contains(t, office.text("main"), number)
	require.True(t, office.fits(), "the list is wider than the window")
}
