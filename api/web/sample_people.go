package web

// peopleSamples are the pages of this room with canned data.
func peopleSamples(p sample) map[string]viewer {
	return map[string]viewer{
		"absences": &absencesView{frame: p.base, Groups: []absenceGroup{{Decide: "x", Rows: []absenceRow{{}}}, {Empty: "x"}}},
		"absence":  &absenceFormView{frame: p.base, Summary: p.problems, Fields: sampleFields()},
		"board":    &boardView{frame: p.base, Figures: []figureView{{}}, Units: []boardUnit{{Rows: []boardRow{{Absence: "LG2026-000001", Form: "x", Since: "x", Back: "x", Late: true, Reason: "x", Place: "x", Contact: "x", Phone: "x", Acting: "x"}, {Empty: "x", Alarm: "LG2026-000002"}}}}},
		"handover": &handoverView{frame: p.base, Posts: []coveredView{{Until: "x", Cover: "x", Rows: []handoverRow{{Light: new(lightView{Class: "grey", Shape: "ring"}), Words: "x"}, {}}}, {}}, Back: &backView{Rows: []doneRow{{Clock: "x"}, {}}}},
		"onpost":   &publicBoardView{frame: p.base, Units: []publicUnit{{Rows: []publicRow{{Name: "x", Back: "x", Phone: "x"}, {}}}}},
		"plan":     &planFormView{frame: p.base, Now: []fact{{"x", "x"}}, Summary: p.problems, Fields: sampleFields()},
		"posts":    &postsView{frame: p.base, Units: []postUnit{{Rows: []postRow{{A: []string{"x"}, B: []string{"x", "y"}, Change: "/"}, {Vacant: true, NoBackup: true, Empty: "x", Alarm: "LG2026-000002"}}}}, Plans: []planView{{Standin: "x", Outside: "x", Excepted: "x", Approved: "x", Filed: "x", Acts: []planAct{{}}}}},
	}
}
