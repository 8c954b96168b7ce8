package web

import (
	"encoding/json"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/desk"
	"github.com/shixian/shixian/internal/kind"
)

// Of a draw: its seed, and the digest and the instant that it was committed to by.
const (
	seedDrawn   = "00112233445566778899aabbccddeeff"
	digestDrawn = "8d89d2bceb53fc0fec31397074c548ec5b23d965ea06346061df1e439cab087d"
	saltDrawn   = "2026-10-15T01:30:00.123456Z"
)

func init() {
	for name, who := range map[string]casework.Principal{"efficiency-office": efficiencyOffice, "inspector": inspector, "discipline-office": discipline, "chief": chief} {
		stories["checks-"+name] = func(t *testing.T) string { return checking(t, who).html("/cases?kind=inspection") }
	}
	stories["checks-empty"] = func(t *testing.T) string { return idle(t, inspector).html("/cases?kind=inspection") }
	stories["check-drawn"] = func(t *testing.T) string { return drawn(t).html("/cases/MC2026-000012") }
	stories["check-findings"] = func(t *testing.T) string { return foundOut(t).html("/cases/MC2026-000012") }
	stories["finding-objected"] = func(t *testing.T) string { return objected(t).html("/cases/ZG2026-000004") }
	stories["reports-own"] = func(t *testing.T) string { return reporting(t).html("/cases?kind=report") }
	stories["figures-empty"] = func(t *testing.T) string { return leadingNothing(t).html("/figures") }
	stories["figures-month-empty"] = func(t *testing.T) string { return leadingNothing(t).html("/figures?by=month") }
	for name, asked := range map[string]string{"draft-found": "许可 延长", "draft-found-none": "没有这样的条款"} {
		stories[name] = func(t *testing.T) string {
			return newVisitor(t, administrator).html("/policies/service-permit/draft?clock=1&find=" + url.QueryEscape(asked))
		}
	}
}

// leadingNothing is the board of a leader in whose reach nothing was owed.
func leadingNothing(t *testing.T) *visitor {
	t.Helper()
	v := newVisitor(t, leader)
	v.counter.clocks, v.counter.below = nil, &desk.Below{}
	return v
}

// checkOf is a check as it stands, with what it owes.
func checkOf(t *testing.T, number, mode string, stage casework.Stage, facts map[string]string, clocks ...casework.ClockView) casework.CaseView {
	t.Helper()
	all := map[string]string{kind.FactMode: mode}
	for name, value := range facts {
		all[name] = value
	}
	state, err := json.Marshal(casework.State{Facts: all})
	require.NoError(t, err)
	view := casework.CaseView{
		Number: number, Kind: kind.Inspection, Item: "inspection-visit", ItemName: "明查暗访", Unit: "efficiency", UnitName: "效能建设办公室", Post: "efficiency-office", PostName: "效能办公室岗",
		HolderName: "郑文斌", Stage: stage, Turn: casework.EfficiencyOffice, Received: at("2026-10-15 09:00"), Registered: at("2026-10-15 09:05"), Revision: 4, Clocks: clocks, State: state,
	}
	for _, c := range clocks {
		view.Light = c.Light
	}
	return view
}

// owedOf is one clock of a case of a kind.
func owedOf(of casework.Kind, number, name, rule, limit, due string, light casework.Light) casework.ClockView {
	c := clockOf(number, name, "", limit, due, light, casework.Running)
	c.Kind, c.Rule, c.Basis, c.Start, c.Post, c.PostName = of, rule, "明查暗访暂行办法", at("2026-10-15 09:30"), "efficiency-office", "效能办公室岗"
	c.HolderID, c.HolderName = "efficiency_office", "郑文斌"
	return c
}

// checking is somebody who sees checks, at every stage of theirs.
func checking(t *testing.T, who casework.Principal) *visitor {
	t.Helper()
	v := newVisitor(t, who)
	v.counter.cases = map[string]casework.CaseView{}
	for _, c := range []casework.CaseView{
		checkOf(t, "MC2026-000009", kind.ModeYear, kind.StageYear, nil, owedOf(kind.Inspection, "MC2026-000009", kind.ClockCoverage, "R112", "12mo", "2027-01-15 17:30", casework.Green)),
		checkOf(t, "MC2026-000010", kind.ModeCovert, kind.StagePlan, nil, owedOf(kind.Inspection, "MC2026-000010", kind.ClockPublishDraw, "R113", "1wd", "2026-10-16 17:30", casework.Yellow)),
		checkOf(t, "MC2026-000011", kind.ModeOpen, kind.StageVisit, nil, owedOf(kind.Inspection, "MC2026-000011", kind.ClockEvidence, "R116", "0wd", "2026-10-15 17:30", casework.Red)),
	} {
		v.counter.cases[c.Number] = c
	}
	over := checkOf(t, "MC2026-000008", kind.ModeCovert, casework.StageClosed, nil)
	over.Result, over.Closed = "reported", near("2026-10-12 16:00")
	v.counter.cases[over.Number] = over
	v.counter.heads = map[string]string{
		"MC2026-000008": "工作纪律、在岗状态", "MC2026-000009": "年度明查", "MC2026-000010": "三季度暗访：窗口在岗、一次性告知、首问负责和超时办件情况", "MC2026-000011": "中秋节前明查",
	}
	return v
}

func acted(key, when string, name casework.EventName, rule, level string, detail map[string]string) casework.TimelineRow {
	return casework.TimelineRow{
		Key: key, At: at(when), Recorded: at(when), Name: name, Rule: rule, Basis: "明查暗访暂行办法", Level: level, Actor: "efficiency_office", ActorName: "郑文斌", Detail: detail,
	}
}

// lotsDrawn is what the record says of a draw.
func lotsDrawn() []casework.TimelineRow {
	return []casework.TimelineRow{
		acted("1.1.1", "2026-10-15 09:30", kind.DrawCommitted, "R113", "", map[string]string{"digest": digestDrawn, "lots": "permits livelihood window market", "count": "2", "salt": saltDrawn}),
		acted("1.2.1", "2026-10-15 10:00", kind.DrawPublished, "R113", "", map[string]string{"seed": seedDrawn, "drawn": "permits window"}),
	}
}

// drawn is a covert check whose lots are drawn, and whose group is not sent yet.
func drawn(t *testing.T) *visitor {
	t.Helper()
	facts := map[string]string{kind.FactDigest: digestDrawn, kind.FactLots: "permits livelihood window market", kind.FactCount: "2", kind.FactSalt: saltDrawn, kind.FactDrawn: "permits window"}
	owed := owedOf(kind.Inspection, "MC2026-000012", kind.ClockSendGroup, "R113", "5wd", "2026-10-22 17:30", casework.Green)
	return standing(t, efficiencyOffice, checkOf(t, "MC2026-000012", kind.ModeCovert, kind.StagePlan, facts, owed), lotsDrawn(), kind.SendGroup, casework.Close)
}

// foundOut is a check under way: two units visited, two findings, whose evidence is owed the same day.
func foundOut(t *testing.T) *visitor {
	t.Helper()
	rows := append(lotsDrawn(),
		acted("1.3.1", "2026-10-15 10:20", kind.GroupSent, "R114", "stakeout", map[string]string{"units": "permits window"}),
		acted("1.4.1", "2026-10-16 09:10", kind.Visited, "R115", "", map[string]string{"unit": "permits"}),
		acted("1.5.1", "2026-10-16 09:20", kind.FindingMade, "R124", "off_post", map[string]string{"unit": "permits"}),
		acted("1.6.1", "2026-10-16 09:40", kind.ResultSigned, "R118", kind.RefusedToSign, map[string]string{"unit": "permits", "deemed": "violation"}),
		acted("1.7.1", "2026-10-16 10:30", kind.Visited, "R115", "", map[string]string{"unit": "window"}),
		acted("1.8.1", "2026-10-16 10:40", kind.FindingMade, "R124", "no_sign", map[string]string{"unit": "window"}),
	)
	rows[4].Text, rows[7].Text = "9:15 无人在岗，等候群众六人，值班表上没有安排顶岗", "大厅没有设置效能提示牌"
	clocks := []casework.ClockView{
		owedOf(kind.Inspection, "MC2026-000012", kind.ClockEvidence, "R116", "0wd", "2026-10-16 17:30", casework.Yellow),
		owedOf(kind.Inspection, "MC2026-000012", kind.ClockResult, "R122", "5wd", "2026-10-22 17:30", casework.Green),
	}
	facts := map[string]string{kind.FactUnits: "permits window", kind.FactLeader: "inspector", kind.FactVisited: "permits window"}
	view := checkOf(t, "MC2026-000012", kind.ModeCovert, kind.StageVisit, facts, clocks...)
	view.Turn = casework.Inspector
	view.Links = []casework.Tie{{Number: "ZG2026-000004", Kind: kind.Rectification, Relation: casework.LedTo}, {Number: "ZG2026-000005", Kind: kind.Rectification, Relation: casework.LedTo}}
	return standing(t, inspector, view, rows, kind.VisitUnit, kind.RecordFinding, kind.SignResult, casework.Report, casework.Attach)
}

// objected is a notice that its unit objects to: what is to be mended is owed by nobody meanwhile.
func objected(t *testing.T) *visitor {
	t.Helper()
	rows := []casework.TimelineRow{
		acted("1.1.1", "2026-10-14 10:00", casework.Issued, "R119", "", map[string]string{"post": "food-desk"}),
		acted("1.2.1", "2026-10-15 15:00", casework.Objected, "R120", "", nil),
	}
	rows[1].ActorName, rows[1].Text = "王强", "当时在大厅外引导群众，有监控录像"
	state, err := json.Marshal(casework.State{Facts: map[string]string{kind.FactMode: kind.ModeOpen, kind.FactFinding: "off_post", "limit": "10wd"}})
	require.NoError(t, err)
	recheck := owedOf(kind.Rectification, "ZG2026-000004", kind.ClockRecheck, "R121", "2wd", "2026-10-19 17:30", casework.Yellow)
	right := owedOf(kind.Rectification, "ZG2026-000004", kind.ClockObject, "R120", "2wd", "2026-10-16 17:30", casework.Grey)
	right.Status, right.Ended = casework.Met, near("2026-10-15 15:00")
	view := casework.CaseView{
		Number: "ZG2026-000004", Kind: kind.Rectification, Item: "rectification-notice", ItemName: "整改通知", Unit: "permits", UnitName: "行政许可科", Post: "food-desk", PostName: "食品经营许可岗", HolderName: "王强",
		Stage: casework.StageObject, Turn: casework.EfficiencyOffice, Received: at("2026-10-14 09:00"), Registered: at("2026-10-14 09:00"), Revision: 4,
		Light: casework.Yellow, Clocks: []casework.ClockView{recheck, right}, State: state,
	}
	return standing(t, efficiencyOffice, view, rows, casework.DecideObjection)
}

// standing is a case before somebody, with what he may do there.
func standing(t *testing.T, who casework.Principal, view casework.CaseView, rows []casework.TimelineRow, acts ...string) *visitor {
	t.Helper()
	v := newVisitor(t, who)
	v.counter.cases[view.Number], v.counter.timeline, v.counter.ledger, v.counter.duty = view, rows, nil, nil
	v.counter.actions = offered(t, view.Kind, acts...)
	return v
}

// reporting is somebody with the reports that he wrote himself.
func reporting(t *testing.T) *visitor {
	t.Helper()
	v := newVisitor(t, away)
	v.counter.cases, v.counter.heads = map[string]casework.CaseView{}, map[string]string{}
	for i, r := range []struct {
		head  string
		stage casework.Stage
		light casework.Light
	}{
		{"人民路供水管道爆裂", kind.StageDraft, casework.Yellow}, {"关于午间延时服务第一周情况的信息", kind.StageSent, ""}, {"三季度窗口办件量分析", casework.StageClosed, ""},
	} {
		number := kind.Office().Number(kind.Report, 2026, 21+i)
		view := casework.CaseView{
			Number: number, Kind: kind.Report, Item: "information-report", ItemName: "信息报送", Unit: "permits", UnitName: "行政许可科", Post: "food-desk", PostName: "食品经营许可岗", HolderName: "王强",
			Stage: r.stage, Turn: casework.Handler, Received: at("2026-10-16 12:40").Add(-time.Duration(i) * 72 * time.Hour), Registered: at("2026-10-16 12:50"), Revision: 2, Light: r.light,
		}
		if r.light != "" {
			view.Clocks = []casework.ClockView{owedOf(kind.Report, number, kind.FactUrgent, "R216", "3h", "2026-10-16 15:40", r.light)}
		}
		if r.stage == casework.StageClosed {
			view.Result, view.Closed, view.Turn = "reported", near("2026-10-13 10:00"), ""
		}
		v.counter.cases[number], v.counter.heads[number] = view, r.head
	}
	return v
}

// Whoever reads of a draw can draw again: seed, digest, instant and lots stand there letter by letter (R113).
func TestADrawIsReadWhole(t *testing.T) {
	t.Parallel()
	story := textOf(story(t, "check-drawn").Find("ol.timeline"))
	for _, said := range []string{seedDrawn, digestDrawn, saltDrawn, "permits livelihood window market", "行政许可科", "抽取几个：2", "shixian draw verify"} {
		require.Contains(t, story, said)
	}
	require.Equal(t, 1, strings.Count(story, seedDrawn))
}

// What an act asks to be so, or not, is answered by yes or no, and nobody consents to having worn his badge.
func TestWhatIsSoIsNotConsentedTo(t *testing.T) {
	t.Parallel()
	page := story(t, "check-findings")
	require.Equal(t, "是否", strings.Join(strings.Fields(textOf(page.Find("[name=approve] + *"))), ""), "%s", textOf(page.Find("#visit")))
}
