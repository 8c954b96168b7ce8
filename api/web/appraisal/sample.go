package appraisal

import "github.com/shixian/shixian/api/web/kernel"

// Samples implements kernel.Room.
func (*Room) Samples(p kernel.Sample) map[string]kernel.Viewer {
	return map[string]kernel.Viewer{
		"watch":    &watchView{Frame: p.Base, Days: []kernel.OptionView{{On: true}}, Rows: []watchRow{{}}},
		"alone":    &aloneView{Frame: p.Base, From: "x", Until: "x", Prev: "x", Next: "x", Rows: []aloneRow{{Asked: "x"}}},
		"coverage": &coverageView{Frame: p.Base, Year: "x", Sums: []kernel.Fact{{Name: "x", Value: "x"}}, Empty: true, Rows: []coverageRow{{Unit: "x", Plan: "x", Last: "x", Must: "x"}, {}}},
		"pieces":   &piecesView{Frame: p.Base, Month: "2026年10月", Units: []pieceRow{{Late: true}, {}}, People: []pieceRow{{Late: true}, {}}, Prev: "2026-09", Next: "2026-11"},
		"points":   &pointsView{Frame: p.Base, Filters: kernel.SampleFields()[6:7], Covered: "x", Rows: []pointRow{{Reverses: 1, Reversed: true}, {}}, Counted: []kernel.Fact{{Name: "x", Value: "x"}}, Held: heldView{Rules: []heldRow{{Again: "x"}}, Levels: []string{"x"}, Ratings: []ratedRow{{Counts: []ratedCount{{}}}, {Total: true}}}, Aim: &aimView{Facts: []kernel.Fact{{Name: "x", Value: "x"}}, Acts: []aimAct{{}}}, Draft: &aimView{}, Waiting: []waitView{{}}, Targets: []targetRow{{}}, Forms: []targetForm{{Open: true, Fields: kernel.SampleFields()}}, Summary: p.Problems},
	}
}
