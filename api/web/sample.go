package web

import (
	"maps"
	"time"

	"github.com/shixian/shixian/api/web/law"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/paper"
)

// sampleNow is the instant of the sample pages: a Friday morning.
var sampleNow = time.Date(2026, 10, 16, 6, 18, 0, 0, time.UTC)

// samples are pages with canned data, one of each, tried when the server starts.
// Every list has a row and every option is set, so that every branch that names
// a field is executed.
func samples(w voice) map[string]viewer {
	light := w.light(casework.Yellow)
	base := frame{
		Title: "BJ2026-000412", Nav: "desk", Here: "/", AsOf: w.full(w.now), Large: true, Dock: true, Flash: w.t("signin.out"), Refresh: 1,
		Who:   &whoView{Name: "李敏", Unit: "行政审批科", Covers: []string{"王强"}, Posts: []postView{{Name: "审批岗", Covers: "王强", Standby: true}}},
		Links: []navLink{{Href: "/", Key: "desk", Count: 1, Current: true}},
	}
	problems := []problem{{Href: "#f", Text: "f"}, {Text: "f"}}
	pager := pagerView{Page: 2, Total: 120, Prev: "?page=1", Next: "?page=3"}
	item := itemView{
		ID: "food", Name: "食品经营许可", Class: "行政许可", Promised: "10", Statutory: "20", Basis: "x", Condition: "x", Procedure: "x", Fee: "0",
		FeeBasis: "x", Place: "x", Phone: "1", Office: "x", Practice: true, Materials: []materialView{{Code: "a", Name: "a", Format: "a", Issuer: "a", Required: true}},
	}
	ask := approval{
		Number: "BJ2026-000412", Asks: "x", Old: "x", New: "x", Max: "x", Latest: "x", Light: light, Rule: "R043", Refused: "x", Provisional: true,
	}
	out := map[string]viewer{
		"signin":   &signinView{frame: base, Summary: problems, Fields: sampleFields()},
		"password": &passwordView{frame: base, Given: true, Summary: problems, Fields: sampleFields()},
		"desk": &deskView{
			frame: base, Light: "red", Strip: []stripView{{Light: light, Count: 1, Current: true}},
			Rows: []deskRow{{Light: light, Provisional: true, Verb: "x", Href: "/"}}, Pager: pager,
		},
		"items":      &itemsView{frame: base, Groups: []itemGroup{{Name: "x", Items: []itemView{item}}}},
		"register":   &registerView{frame: base, Item: item, Summary: problems, Fields: sampleFields()},
		"cases":      &casesView{frame: base, Filters: sampleFields(), Rows: []caseRow{{Light: &light}}, Pager: pager},
		"case":       sampleCase(w, base, problems),
		"approvals":  &approvalsView{frame: base, Rows: []approval{ask}, Urgent: []consentRow{{Due: "x", Light: light}}},
		"consent":    &consentView{frame: base, consentRow: consentRow{Due: "x", Light: light, Rule: "R166"}, Verb: "x", Means: "x", Why: "x", Summary: problems, Reason: sampleFields()[1]},
		"approval":   &approvalView{frame: base, approval: ask, Why: "x", Summary: problems, Days: sampleFields()[0], Reason: sampleFields()[1]},
		"inbox":      &inboxView{frame: base, Unread: 1, Rows: []messageView{{ID: 1, Unread: true}}, Pager: pager},
		"why":        &whyView{frame: base, Due: "x", Provisional: true, Facts: []fact{{"x", "x"}}, Days: sampleDays(), Ledger: []ledgerRow{{Old: "x", Versions: "x"}}},
		"public":     &publicView{frame: base},
		"promises":   &promisesView{frame: base, Groups: []itemGroup{{Name: "x", Items: []itemView{item}}}},
		"promise":    &promiseView{frame: base, Item: item},
		"calculator": sampleCalculator(base, problems),
		"calendars": &calendarsView{
			frame: base, Import: true, Missing: "x", Before: "x", Summary: problems, Fields: sampleFields(),
			Rows: []calendarRow{{SHA: "x", Outdated: true, Publish: true, Recount: true, Discard: true, Changes: &changesView{Rows: []string{"x"}, More: "x"}, Exports: []exportView{{"x", "/"}}}},
			Days: daysForm{Summary: problems, Fields: sampleFields(), Shown: &changesView{}, Same: "x"},
		},
		"recounts":   &recountsView{frame: base, Rows: []recountRow{{Href: "/"}}, Pager: pager},
		"recount":    sampleRecount(base, problems, pager),
		"policies":   &policiesView{frame: base, Groups: []policyGroup{{Rows: []policyRow{{Consent: "x", Calendars: []string{"x"}, Compare: "/", Recount: true}}}}},
		"policy":     &policyView{frame: base, Problems: problems, Draft: true, Edit: true, Try: true, Consent: true, Compare: "/", Facts: []fact{{"x", "x"}}, Clocks: []ruleView{{Facts: []fact{{"x", "x"}}, Ladder: []rungView{{}}}}},
		"draft":      &draftView{frame: base, Begin: true, Summary: problems, Doc: sampleFields()[1]},
		"compare":    &compareView{frame: base, A: sampleFields()[6], B: sampleFields()[6], Changes: []changeView{{Old: "x"}, {New: "x", Clock: "x"}}},
		"try":        &tryView{frame: base, Summary: problems, Fields: sampleFields(), Ran: true, Rows: []playedView{{}}},
		"complain":   &complainView{frame: base, Summary: problems, Fields: sampleFields(), Phone: "x", Place: "x"},
		"complained": &complainedView{frame: base, Number: "x", Code: "x", Suggestion: true},
		"progress":   &progressView{frame: base, Summary: problems, Found: &foundView{Result: "x", Due: "x", Outcome: "x", Rated: "x", Reply: "x", Rate: sampleFields(), RateVerb: "x"}},
		"duties": &dutiesView{frame: base, Register: true, Bureaus: []standingView{{
			Rows:     []dutyRow{{Past: []pastRound{{Missed: true}, {}}, Filed: "x", Provisional: true, Form: &dutyForm{Fields: sampleFields()}, Paper: &paperLink{}}, {}},
			Proposed: []proposedRow{{Note: "x", Form: &dutyForm{Fields: sampleFields()}}, {}},
		}}},
		"watch":      &watchView{frame: base, Days: []optionView{{On: true}}, Rows: []watchRow{{}}},
		"law":        &lawView{base, law.Contents{Groups: []law.Group{{Key: "service", Rows: []law.RuleRow{{On: []law.Link{{}, {}}}}}}, Regulations: []law.RegulationRow{{}, {From: "x", Until: "x"}}}},
		"lawrule":    &lawRuleView{base, law.Rule{Says: "x", Silent: "x", Articles: []law.Article{{Lines: []law.Line{{Marked: true}, {}}}}}},
		"lawarticle": &lawArticleView{base, law.Opened{Rules: []law.RuleRow{{}}, Versions: []law.RegulationRow{{From: "x"}}, Before: &law.Link{}, After: &law.Link{}}},
		"error":      &errorView{frame: base, Status: 404, What: "x", Do: "x", Rule: "R001"},
	}
	maps.Copy(out, staffSamples(base, problems))
	maps.Copy(out, paperSamples(base, problems))
	return out
}

// staffSamples are the pages of posts, absences and points.
func staffSamples(base frame, problems []problem) map[string]viewer {
	return map[string]viewer{
		"absences": &absencesView{frame: base, Groups: []absenceGroup{{Decide: "x", Rows: []absenceRow{{}}}, {Empty: "x"}}},
		"absence":  &absenceFormView{frame: base, Summary: problems, Fields: sampleFields()},
		"board":    &boardView{frame: base, Figures: []figureView{{}}, Units: []boardUnit{{Rows: []boardRow{{Absence: "LG2026-000001", Form: "x", Since: "x", Back: "x", Late: true, Reason: "x", Place: "x", Contact: "x", Phone: "x", Acting: "x"}, {Empty: "x", Alarm: "LG2026-000002"}}}}},
		"handover": &handoverView{frame: base, Posts: []coveredView{{Until: "x", Cover: "x", Rows: []handoverRow{{Light: new(lightView{Class: "grey", Shape: "ring"}), Words: "x"}, {}}}, {}}, Back: &backView{Rows: []doneRow{{Clock: "x"}, {}}}},
		"onpost":   &publicBoardView{frame: base, Units: []publicUnit{{Rows: []publicRow{{Name: "x", Back: "x", Phone: "x"}, {}}}}},
		"points":   &pointsView{frame: base, Filters: sampleFields()[6:7], Covered: "x", Rows: []pointRow{{Reverses: 1, Reversed: true}, {}}, Counted: []fact{{"x", "x"}}, Targets: []targetRow{{}}, Forms: []targetForm{{Open: true, Fields: sampleFields()}}, Summary: problems},
		"plan":     &planFormView{frame: base, Now: []fact{{"x", "x"}}, Summary: problems, Fields: sampleFields()},
		"posts":    &postsView{frame: base, Units: []postUnit{{Rows: []postRow{{A: []string{"x"}, B: []string{"x", "y"}, Change: "/"}, {Vacant: true, NoBackup: true, Empty: "x", Alarm: "LG2026-000002"}}}}, Plans: []planView{{Standin: "x", Outside: "x", Excepted: "x", Approved: "x", Filed: "x", Acts: []planAct{{}}}}},
	}
}

// paperSamples are the pages of papers and registers.
func paperSamples(base frame, problems []problem) map[string]viewer {
	sheet := func() *sheetView {
		said := []paper.Said{{Label: "x", Text: "x", Wide: true}}
		return &sheetView{
			Content: paper.Content{Red: true, To: "x", Body: []string{"x"}, Close: []string{"x"}, Basis: "x", Attachments: "x", Sign: []string{"x"}, Seal: true, Copies: "1",
				Table: &paper.Sheet{Columns: []paper.Column{{Wide: true}, {}}, Rows: [][]string{{"x", "x"}}, None: "x"}},
			Rows: [][]paper.Said{said, {{Label: "x"}, {Label: "x"}}}, Landscape: true, Void: "x", Code: "x", QR: &qrView{Size: 1, Path: "M0 0z"},
		}
	}
	empty := sheet()
	empty.Table.Rows, empty.Table.Cut = nil, "x"
	field := sampleFields()[2]
	public := base
	public.Home = "/public"
	links := []paperLink{{Void: true}, {}}
	return map[string]viewer{
		"paper":      &paperView{frame: base, Sheet: sheet(), Void: true, Summary: problems, Reason: sampleFields()[1]},
		"paperissue": &paperIssueView{frame: base, Unit: &field, Fields: sampleFields(), Summary: problems, Sheet: empty},
		"papercheck": &paperCheckView{frame: public, Code: field, Summary: problems, Asked: true, Valid: true, Facts: []fact{{"x", "x"}}},
		"registers":  &registersView{frame: base, Registers: links, Issue: links, Issued: links},
		"book":       &bookView{frame: base, Columns: []paper.Column{{Wide: true}, {}}, Rows: []bookRow{{Cells: []bookCell{{Text: "x"}, {Enter: "x"}}}}, Cut: "x", Summary: problems},
	}
}

func sampleDays() daysView {
	return daysView{
		Weekdays: []string{"x"}, Weeks: [][]cellView{{{Day: "1", Note: "x", Due: true}, {}}}, Sum: "x", Notices: []string{"x", "y"},
		Lines: []lineView{{Extended: true, Provisional: true, Due: true}},
	}
}

func sampleCalculator(base frame, problems []problem) *calculatorView {
	f := sampleFields()
	base.Home = "/public"
	return &calculatorView{
		frame: base, Summary: problems, Start: f[5], Number: f[2], Unit: f[6], Pauses: f, Paused: true,
		Answer: &answerView{Provisional: true, Days: sampleDays()}, Units: []unitView{{}},
	}
}

func sampleRecount(base frame, problems []problem, pager pagerView) *recountView {
	return &recountView{
		frame: base, Figures: []figureView{{}}, Apply: true, Summary: problems, Sure: sampleFields()[10], Applied: "x", Refused: 1, Pager: pager,
		Rows: []moveRow{{Was: true, Provisional: true, Undoes: true}, {Makes: true}, {Shifts: true, Stays: true}, {Unchanged: true}, {}},
	}
}

// sampleFields holds one field of every type, with all there is to say about it.
func sampleFields() []fieldView {
	var out []fieldView
	for _, kind := range []string{"number", "textarea", "text", "tel", "password", "datetime-local", "select", "file", "radio", "checks", "check", "hidden"} {
		out = append(out, fieldView{
			ID: kind, Name: kind, Type: kind, Label: kind, Hint: "x", Rule: "R002", Value: "x", Auto: "off", Errors: []string{"x", "y"},
			Options: []optionView{{Value: "x", Label: "x", Note: "x", On: true}},
		})
	}
	return out
}

func sampleCase(w voice, base frame, problems []problem) *caseView {
	shapes := []lightView{w.light(casework.Red), w.light(casework.Yellow), w.light(casework.Green), w.light(casework.Grey), {Class: "grey", Shape: "ring"}}
	v := &caseView{
		frame: base, Number: "BJ2026-000412", Kind: "x", Item: "x", Class: "x", Stage: "x", Result: "x", Waiting: true, Parent: "x", Opened: []string{"x"},
		Big:         &bigClock{Light: shapes[0], Words: "x", Provisional: true},
		Facts:       []fact{{"x", "x"}},
		Responsible: []fact{{"x", "x"}}, Whose: "x",
		Duty: []dutyView{{At: "x", Name: "x", Note: "x", Post: "x"}, {At: "x"}}, DutyEnd: "x",
		Timeline: []moment{{At: "x", Clock: "x", Notes: []string{"x"}, Text: "x", Rule: "x", Told: "x", LateNote: "x"}},
		Ledger:   []ledgerRow{{Old: "x", Provisional: true}},
		Acts:     []actView{{Command: "x", Open: true, Rule: "R001", Fields: sampleFields()}, {}, {}},
		Summary:  problems, Personal: &personalView{Shown: true, Fields: []fact{{"x", "x"}}},
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
