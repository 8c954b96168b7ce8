package people

import "github.com/shixian/shixian/api/web/kernel"

// Samples implements kernel.Room.
func (*Room) Samples(p kernel.Sample) map[string]kernel.Viewer {
	return map[string]kernel.Viewer{
		"absences": &absencesView{Frame: p.Base, Groups: []absenceGroup{{Decide: "x", Rows: []absenceRow{{}}}, {Empty: "x"}}},
		"absence":  &absenceFormView{Frame: p.Base, Summary: p.Problems, Fields: kernel.SampleFields()},
		"board":    &boardView{Frame: p.Base, Figures: []kernel.FigureView{{}}, Units: []boardUnit{{Rows: []boardRow{{Absence: "LG2026-000001", Form: "x", Since: "x", Back: "x", Late: true, Reason: "x", Place: "x", Contact: "x", Phone: "x", Acting: "x"}, {Empty: "x", Alarm: "LG2026-000002"}}}}},
		"handover": &handoverView{Frame: p.Base, Handed: []handedView{{Rows: []kernel.HandoverRow{{}}}, {}}, Posts: []coveredView{{Until: "x", Cover: "x", Rows: []kernel.HandoverRow{{Light: new(kernel.LightView{Class: "grey", Shape: "ring"}), Words: "x"}, {}}}, {}}, Back: &backView{Rows: []doneRow{{Clock: "x"}, {}}}},
		"onpost":   &publicBoardView{Frame: p.Base, Units: []publicUnit{{Rows: []publicRow{{Sheet: "x", Name: "x", Back: "x", Phone: "x"}, {}}}}},
		"sheet": &sheetView{
			Frame: p.Base, Responsible: "x", Sheet: []sheetPart{{}}, Waiting: &waitingSheet{Parts: []sheetPart{{Was: "x"}}, Publish: true},
			Versions: []string{"x"}, Form: kernel.SampleFields(), Open: true, Summary: p.Problems,
		},
		"publicsheet":  &publicSheetView{Frame: p.Base, Responsible: "x", Phone: "x", Sheet: []sheetPart{{}}},
		"publicsheets": &publicSheetsView{Frame: p.Base, Units: []sheetUnit{{Posts: []sheetLink{{}}}}},
		"plan":         &planFormView{Frame: p.Base, Now: []kernel.Fact{{Name: "x", Value: "x"}}, Summary: p.Problems, Fields: kernel.SampleFields()},
		"posts":        &postsView{Frame: p.Base, Paper: "/", Units: []postUnit{{Rows: []postRow{{Line: "x", A: []string{"x"}, B: []string{"x", "y"}, Change: "/"}, {Vacant: true, NoBackup: true, NoSheet: true, Empty: "x", Alarm: "LG2026-000002"}}}}, Plans: []planView{{Standin: "x", Outside: "x", Excepted: "x", Approved: "x", Filed: "x", Acts: []planAct{{}}}}},
	}
}
