package web

// deskSamples are the pages of this room with canned data.
func deskSamples(p sample) map[string]viewer {
	ask := approval{
		Number: "BJ2026-000412", Asks: "x", Old: "x", New: "x", Max: "x", Latest: "x", Light: p.light, Rule: "R043", Refused: "x", Provisional: true,
	}
	return map[string]viewer{
		"desk": &deskView{
			frame: p.base, Light: "red", Strip: []stripView{{Light: p.light, Count: 1, Current: true}},
			Rows: []deskRow{{Light: p.light, Provisional: true, Verb: "x", Href: "/"}}, Pager: p.pager,
		},
		"approvals": &approvalsView{frame: p.base, Rows: []approval{ask}, Urgent: []consentRow{{Due: "x", Light: p.light}}},
		"consent":   &consentView{frame: p.base, consentRow: consentRow{Due: "x", Light: p.light, Rule: "R166"}, Verb: "x", Means: "x", Why: "x", Summary: p.problems, Reason: sampleFields()[1]},
		"approval":  &approvalView{frame: p.base, approval: ask, Why: "x", Summary: p.problems, Days: sampleFields()[0], Reason: sampleFields()[1]},
		"inbox":     &inboxView{frame: p.base, Unread: 1, Rows: []messageView{{ID: 1, Unread: true}}, Pager: p.pager},
	}
}
