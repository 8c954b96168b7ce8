package desk

import "github.com/shixian/shixian/api/web/kernel"

// Samples implements kernel.Room.
func (*Room) Samples(p kernel.Sample) map[string]kernel.Viewer {
	row := matterRow{Light: &p.Light, Provisional: true, Verb: "x", Href: "/", Head: "x", Behind: "x", Others: []otherClock{{Text: "x", Verb: "x", Href: "/"}, {}}, Turn: "x", Yours: true, Urgent: true, Follows: "x"}
	ask := approval{
		Number: "BJ2026-000412", Asks: "x", Old: "x", New: "x", Max: "x", Latest: "x", Light: p.Light, Rule: "R043", Refused: "x", Provisional: true,
	}
	return map[string]kernel.Viewer{
		"desk": &deskView{
			Frame: p.Base, Light: "red", Strip: []stripView{{Light: p.Light, Count: 1, Current: true}}, Own: true, Bulk: kernel.SampleBulk(), Missing: "x", Next: "/", Of: "x",
			Decide: []decideRow{{Light: &p.Light, Href: "/"}}, Rows: []matterRow{row, {}}, Window: []matterRow{row},
			Below: &belowView{Counts: []belowRow{{Cells: []belowCell{{Count: 1, Href: "/"}, {}}}}, Late: []matterRow{row}, LateAll: "/"},
		},
		"approvals": &approvalsView{Frame: p.Base, Rows: []approval{ask}, Urgent: []consentRow{{Page: "second", Due: "x", Light: p.Light}}},
		"consent":   &consentView{Frame: p.Base, Request: "x", Signed: []kernel.Fact{{Name: "x", Value: "x"}}, Lost: "x", Lapse: "x", consentRow: consentRow{Page: "second", Due: "x", Light: p.Light, Rule: "R166"}, Verb: "x", Means: "x", Why: "x", Summary: p.Problems, Reason: kernel.SampleFields()[1]},
		"approval":  &approvalView{Frame: p.Base, approval: ask, Why: "x", Summary: p.Problems, Days: kernel.SampleFields()[0], Reason: kernel.SampleFields()[1]},
		"owed": &owedView{
			Frame: p.Base, Summary: p.Problems, Leaders: []owedLeader{{Rows: []owedRow{{OverHead: true}, {}}}},
			Together: []togetherView{{Key: "x", Reason: kernel.SampleFields()[1], Rows: []togetherRow{{Outcome: kernel.SampleFields()[0]}}}, {Rows: []togetherRow{{}}}},
		},
		"inbox": &inboxView{Frame: p.Base, Unread: "1", Days: []dayView{{Day: "x", Bundles: []bundleView{{Number: "x", Head: messageView{ID: 1, Unread: true}, Rest: []messageView{{}}}}}}, Settled: []bundleView{{Head: messageView{ID: 1}}}, Next: "/", IDs: []int64{1}},
		"figures": &figuresView{
			Frame: p.Base, By: []figureChoice{{Label: "x", Href: "/", On: true}, {}}, Month: "x", Earlier: "/", Later: "/", Says: []string{"x"}, Bars: []figureBar{{Late: 1}, {}}, Height: 1,
			Columns: []string{"x"}, Rows: []figureRow{{Cells: []figureCell{{Href: "/", Text: "1"}, {}}}}, Ahead: []string{"x"}, Forecast: []forecastRow{{Numbers: []string{"x"}}, {}},
		},
		"bulk":      &bulkView{Frame: p.Base, Heading: "x", Summary: p.Problems, Rows: []bulkRow{{Number: "x", Refused: true}, {}}, Rest: []string{"x"}},
		"bulkprint": &printView{Frame: p.Base, Next: "/", Rows: []matterRow{row, {}}},
		"audit":     &auditView{Frame: p.Base, Fields: kernel.SampleFields()[:1], Rows: []auditRow{{Href: "/"}, {}}, Next: "/", Summary: p.Problems},
	}
}
