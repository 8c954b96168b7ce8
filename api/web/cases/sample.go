package cases

import (
	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/casework"
)

// Samples implements kernel.Room.
func (*Room) Samples(p kernel.Sample) map[string]kernel.Viewer {
	return map[string]kernel.Viewer{
		"cases": &casesView{Frame: p.Base, Summary: p.Problems, Filters: kernel.SampleFields(), Rows: []caseRow{{Light: &p.Light, Head: "x", Due: "x"}, {}}, Bulk: kernel.SampleBulk(), Views: []savedView{{Unit: "x"}, {}}, Save: "/", Count: "1", Turn: "/", First: "/", Next: "/", Figure: "x"},
		"find": &findView{
			Frame: p.Base, Query: kernel.SampleFields()[0], Summary: p.Problems, Purposes: []kernel.OptionView{{Value: "handle", Label: "x", On: true}}, More: true,
			Parts: []findPart{{Name: "x", Rows: []foundRow{{caseRow: caseRow{Light: &p.Light, Urgent: true}, Value: "x"}}}}, Asked: true,
		},
		"case": sampleCase(p),
	}
}

func sampleCase(p kernel.Sample) *caseView {
	shapes := []kernel.LightView{p.Voice.Light(casework.Red), p.Voice.Light(casework.Yellow), p.Voice.Light(casework.Green), p.Voice.Light(casework.Grey), {Class: "grey", Shape: "ring"}}
	v := &caseView{
		Frame: p.Base, Number: "BJ2026-000412", Kind: "x", Item: "x", Class: "x", Stage: "x", Result: "x", Waiting: true, Parent: "x", Opened: []string{"x"},
		Big:         &bigClock{Light: shapes[0], Words: "x", Provisional: true, Bar: barView{Light: shapes[0], Words: "x"}},
		Facts:       []kernel.Fact{{Name: "x", Value: "x"}},
		Responsible: []kernel.Fact{{Name: "x", Value: "x"}},
		Duty:        []dutyView{{At: "x", Name: "x", Note: "x", Post: "x"}, {At: "x"}}, DutyEnd: "x",
		Timeline: []moment{{At: "x", Clock: "x", Notes: []string{"x"}, Text: "x", Rule: "x", Told: "x", LateNote: "x"}},
		Ledger:   []kernel.LedgerRow{{Old: "x", Provisional: true}},
		Acts:     []kernel.ActView{{Command: "x", Open: true, Rule: "R001", Makes: "x", Fields: kernel.SampleFields()}, {}, {}},
		Summary:  p.Problems, Personal: &personalView{Shown: true, Fields: []kernel.Fact{{Name: "x", Value: "x"}}},
		Pending: &pendingView{Decide: "/"}, Files: []fileView{{Name: "x", Href: "/", For: "x"}, {}}, FilesFor: true,
		Served: []servedRow{{Paper: "x", Href: "/", Who: "x", Law: "x", Proof: "x", ProofAt: "/", Until: []string{"x"}, First: "x"}, {}},
		Cover:  "x", Consent: "x", ConsentRule: "R048", ConsentAt: "/", Papers: &kernel.PapersView{Forms: []kernel.PaperLink{{}}, Issued: []kernel.PaperLink{{Void: true}, {}}},
	}
	v.Turns = []turnView{{Role: "x", Now: "x"}, {}}
	v.Steps = []stepView{{State: "done", At: "x", Notes: []string{"x"}}, {State: "now"}}
	v.Absent = &absentView{Facts: v.Facts, List: true, Rows: []kernel.HandoverRow{{Light: &shapes[0], Words: "x"}, {}}}
	v.Account = &accountView{Cause: "x", Facts: v.Facts, Unnamed: true, Self: true, Judged: &judgedView{
		Turn: "x", Turns: v.Turns, Excused: true, Split: []splitView{{}}, Proposals: []proposalView{{}},
	}}
	for _, s := range shapes {
		v.Clocks = append(v.Clocks, clockRow{Light: s, Provisional: true})
		v.Bars = append(v.Bars, barView{Light: s, Words: "x", Ended: "x", Owner: "x", Holder: "x", Basis: "x", Over: "1", Now: "1", Provisional: true, Pauses: []stretchView{{Hatch: []hatchView{{}}}}})
	}
	return v
}
