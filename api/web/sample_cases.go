package web

import (
	"github.com/shixian/shixian/internal/casework"
)

// casesSamples are the pages of this room with canned data.
func casesSamples(p sample) map[string]viewer {
	return map[string]viewer{
		"cases": &casesView{frame: p.base, Filters: sampleFields(), Rows: []caseRow{{Light: &p.light}}, Pager: p.pager},
		"case":  sampleCase(p),
	}
}

func sampleCase(p sample) *caseView {
	shapes := []lightView{p.voice.light(casework.Red), p.voice.light(casework.Yellow), p.voice.light(casework.Green), p.voice.light(casework.Grey), {Class: "grey", Shape: "ring"}}
	v := &caseView{
		frame: p.base, Number: "BJ2026-000412", Kind: "x", Item: "x", Class: "x", Stage: "x", Result: "x", Waiting: true, Parent: "x", Opened: []string{"x"},
		Big:         &bigClock{Light: shapes[0], Words: "x", Provisional: true},
		Facts:       []fact{{"x", "x"}},
		Responsible: []fact{{"x", "x"}}, Whose: "x",
		Duty: []dutyView{{At: "x", Name: "x", Note: "x", Post: "x"}, {At: "x"}}, DutyEnd: "x",
		Timeline: []moment{{At: "x", Clock: "x", Notes: []string{"x"}, Text: "x", Rule: "x", Told: "x", LateNote: "x"}},
		Ledger:   []ledgerRow{{Old: "x", Provisional: true}},
		Acts:     []actView{{Command: "x", Open: true, Rule: "R001", Fields: sampleFields()}, {}, {}},
		Summary:  p.problems, Personal: &personalView{Shown: true, Fields: []fact{{"x", "x"}}},
		Pending: &pendingView{Decide: "/"}, Files: []fileView{{Name: "x", Href: "/", For: "x"}, {}}, FilesFor: true,
		Cover: "x", Consent: "x", Papers: &papersView{Forms: []paperLink{{}}, Issued: []paperLink{{Void: true}, {}}},
	}
	v.Turns = []turnView{{Role: "x", Now: "x"}, {}}
	v.Steps = []stepView{{State: "done", At: "x", Notes: []string{"x"}}, {State: "now"}}
	v.Absent = &absentView{Facts: v.Facts, List: true, Rows: []handoverRow{{Light: &shapes[0], Words: "x"}, {}}}
	v.Account = &accountView{Cause: "x", Facts: v.Facts, Unnamed: true, Self: true, Judged: &judgedView{
		Turn: "x", Turns: v.Turns, Excused: true, Split: []splitView{{}}, Proposals: []proposalView{{}},
	}}
	for _, s := range shapes {
		v.Clocks = append(v.Clocks, clockRow{Light: s, Provisional: true})
		v.Bars = append(v.Bars, barView{Light: s, Words: "x", Over: "1", Now: "1", Provisional: true, Pauses: []stretchView{{Hatch: []hatchView{{}}}}})
	}
	return v
}
