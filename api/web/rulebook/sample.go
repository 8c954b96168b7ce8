package rulebook

import (
	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/api/web/law"
)

// Samples implements kernel.Room.
func (*Room) Samples(p kernel.Sample) map[string]kernel.Viewer {
	return map[string]kernel.Viewer{
		"why":        &whyView{Frame: p.Base, Due: "x", Provisional: true, Facts: []kernel.Fact{{Name: "x", Value: "x"}}, Days: sampleDays(), Ledger: []kernel.LedgerRow{{Old: "x", Versions: "x"}}},
		"calculator": sampleCalculator(p),
		"calendars": &calendarsView{
			Frame: p.Base, Import: true, Missing: "x", Before: "x", Summary: p.Problems, Fields: kernel.SampleFields(),
			Rows: []calendarRow{{SHA: "x", Second: true, Outdated: true, Publish: true, Recount: true, Discard: true, Changes: &changesView{Rows: []string{"x"}, More: "x"}, Exports: []exportView{{"x", "/"}}}},
			Days: daysForm{Summary: p.Problems, Fields: kernel.SampleFields(), Shown: &changesView{}, Same: "x"},
		},
		"recounts": &recountsView{Frame: p.Base, Rows: []recountRow{{Href: "/"}}, Pager: p.Pager},
		"recount":  sampleRecount(p),
		"policies": &policiesView{Frame: p.Base, Groups: []policyGroup{{Rows: []policyRow{{Consent: "x", Calendars: []string{"x"}, Compare: "/", Recount: true}}}}},
		"policy":   &policyView{Frame: p.Base, Problems: p.Problems, Draft: true, Edit: true, Try: true, Consent: true, Compare: "/", Facts: []kernel.Fact{{Name: "x", Value: "x"}}, Clocks: []ruleView{{Facts: []kernel.Fact{{Name: "x", Value: "x"}}, Rungs: []rungView{{}}}}},
		"draft":    sampleDraft(p),
		"compare":  &compareView{Frame: p.Base, A: kernel.SampleFields()[6], B: kernel.SampleFields()[6], Changes: []changeView{{Old: "x"}, {New: "x", Clock: "x"}}},
		"backtest": &backtestView{Frame: p.Base, Summary: p.Problems, Fields: kernel.SampleFields()[:1], Ran: true, Says: []string{"x"}, Tables: []backtestTable{{Rows: []backtestRow{{Cells: []string{"1"}}}}}},
		"try":      &tryView{Frame: p.Base, Summary: p.Problems, Fields: kernel.SampleFields(), Ran: true, Rows: []playedView{{}}},
	}
}

func sampleDraft(p kernel.Sample) *draftView {
	f := kernel.SampleFields()
	rows := listForm{Path: "x", Count: f[2], Rows: []rowForm{{Path: "x", Fields: f}}}
	part := partForm{Title: "x", Open: true, Fields: f}
	article := law.Article{Lines: []law.Line{{Marked: true}, {}}}
	open := clockForm{Open: true, Main: f, Warn: rows, Ladder: rows, Cited: []law.Article{article}, Asked: "x", Found: []law.Article{article}, More: 1}
	open.Parts.Stop, open.Parts.Extension, open.Parts.Extra = part, part, part
	read := clockForm{ruleView: ruleView{Facts: []kernel.Fact{{Name: "x", Value: "x"}}, Rungs: []rungView{{}}}, Wrong: 1}
	return &draftView{
		Frame: p.Base, Begin: true, Summary: p.Problems, Standing: true, Head: f, Doc: f[1], Expert: true,
		Clocks: []clockForm{open, read, {Plain: true}, {Open: true, Asked: "x"}},
	}
}

func sampleDays() daysView {
	return daysView{
		Weekdays: []string{"x"}, Weeks: [][]cellView{{{Day: "1", Note: "x", Due: true}, {}}}, Sum: "x", Notices: []string{"x", "y"},
		Lines: []lineView{{Extended: true, Provisional: true, Due: true}},
	}
}

func sampleCalculator(p kernel.Sample) *calculatorView {
	f := kernel.SampleFields()
	p.Base.Home = "/public"
	return &calculatorView{
		Frame: p.Base, Summary: p.Problems, Start: f[5], Number: f[2], Unit: f[6], Pauses: f, Paused: true,
		Answer: &answerView{Provisional: true, Days: sampleDays()}, Units: []unitView{{}},
	}
}

func sampleRecount(p kernel.Sample) *recountView {
	return &recountView{
		Frame: p.Base, Figures: []kernel.FigureView{{}}, Apply: true, Second: true, Summary: p.Problems, Sure: kernel.SampleFields()[10], Applied: "x", Refused: 1, Pager: p.Pager,
		Rows: []moveRow{{Was: true, Provisional: true, Undoes: true}, {Makes: true}, {Shifts: true, Stays: true}, {Unchanged: true}, {}},
	}
}
