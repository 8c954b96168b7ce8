package web

// rulebookSamples are the pages of this room with canned data.
func rulebookSamples(p sample) map[string]viewer {
	return map[string]viewer{
		"why":        &whyView{frame: p.base, Due: "x", Provisional: true, Facts: []fact{{"x", "x"}}, Days: sampleDays(), Ledger: []ledgerRow{{Old: "x", Versions: "x"}}},
		"calculator": sampleCalculator(p),
		"calendars": &calendarsView{
			frame: p.base, Import: true, Missing: "x", Before: "x", Summary: p.problems, Fields: sampleFields(),
			Rows: []calendarRow{{SHA: "x", Outdated: true, Publish: true, Recount: true, Discard: true, Changes: &changesView{Rows: []string{"x"}, More: "x"}, Exports: []exportView{{"x", "/"}}}},
			Days: daysForm{Summary: p.problems, Fields: sampleFields(), Shown: &changesView{}, Same: "x"},
		},
		"recounts": &recountsView{frame: p.base, Rows: []recountRow{{Href: "/"}}, Pager: p.pager},
		"recount":  sampleRecount(p),
		"policies": &policiesView{frame: p.base, Groups: []policyGroup{{Rows: []policyRow{{Consent: "x", Calendars: []string{"x"}, Compare: "/", Recount: true}}}}},
		"policy":   &policyView{frame: p.base, Problems: p.problems, Draft: true, Edit: true, Try: true, Consent: true, Compare: "/", Facts: []fact{{"x", "x"}}, Clocks: []ruleView{{Facts: []fact{{"x", "x"}}, Ladder: []rungView{{}}}}},
		"draft":    &draftView{frame: p.base, Begin: true, Summary: p.problems, Doc: sampleFields()[1]},
		"compare":  &compareView{frame: p.base, A: sampleFields()[6], B: sampleFields()[6], Changes: []changeView{{Old: "x"}, {New: "x", Clock: "x"}}},
		"try":      &tryView{frame: p.base, Summary: p.problems, Fields: sampleFields(), Ran: true, Rows: []playedView{{}}},
	}
}

func sampleDays() daysView {
	return daysView{
		Weekdays: []string{"x"}, Weeks: [][]cellView{{{Day: "1", Note: "x", Due: true}, {}}}, Sum: "x", Notices: []string{"x", "y"},
		Lines: []lineView{{Extended: true, Provisional: true, Due: true}},
	}
}

func sampleCalculator(p sample) *calculatorView {
	f := sampleFields()
	p.base.Home = "/public"
	return &calculatorView{
		frame: p.base, Summary: p.problems, Start: f[5], Number: f[2], Unit: f[6], Pauses: f, Paused: true,
		Answer: &answerView{Provisional: true, Days: sampleDays()}, Units: []unitView{{}},
	}
}

func sampleRecount(p sample) *recountView {
	return &recountView{
		frame: p.base, Figures: []figureView{{}}, Apply: true, Summary: p.problems, Sure: sampleFields()[10], Applied: "x", Refused: 1, Pager: p.pager,
		Rows: []moveRow{{Was: true, Provisional: true, Undoes: true}, {Makes: true}, {Shifts: true, Stays: true}, {Unchanged: true}, {}},
	}
}
