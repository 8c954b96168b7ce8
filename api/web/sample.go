package web

import (
	"time"

	"github.com/shixian/shixian/internal/casework"
)

// sampleNow is the instant of the sample pages: a Friday morning.
var sampleNow = time.Date(2026, 10, 16, 6, 18, 0, 0, time.UTC)

// samples are pages with canned data, one of each, tried when the server starts.
// Every list has a row and every option is set, so that every branch that names
// a field is executed.
func samples(w words) map[string]viewer {
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
	return map[string]viewer{
		"signin": &signinView{frame: base, Summary: problems, Fields: sampleFields()},
		"desk": &deskView{
			frame: base, Light: "red", Strip: []stripView{{Light: light, Count: 1, Current: true}},
			Rows: []deskRow{{Light: light, Provisional: true, Verb: "x", Href: "/"}}, Pager: pager,
		},
		"items":     &itemsView{frame: base, Groups: []itemGroup{{Name: "x", Items: []itemView{item}}}},
		"register":  &registerView{frame: base, Item: item, Summary: problems, Fields: sampleFields()},
		"cases":     &casesView{frame: base, Filters: sampleFields(), Rows: []caseRow{{Light: light, Words: "x"}}, Pager: pager},
		"case":      sampleCase(w, base, problems),
		"approvals": &approvalsView{frame: base, Rows: []approval{ask}},
		"approval":  &approvalView{frame: base, approval: ask, Why: "x", Summary: problems, Days: sampleFields()[0], Reason: sampleFields()[1]},
		"inbox":     &inboxView{frame: base, Unread: 1, Rows: []messageView{{ID: 1, Unread: true}}, Pager: pager},
		"error":     &errorView{frame: base, Status: 404, What: "x", Do: "x", Rule: "R001"},
	}
}

// sampleFields holds one field of every type, with all there is to say about it.
func sampleFields() []fieldView {
	var out []fieldView
	for _, kind := range []string{"number", "textarea", "text", "tel", "password", "datetime-local", "select", "radio", "checks", "check", "hidden"} {
		out = append(out, fieldView{
			ID: kind, Name: kind, Type: kind, Label: kind, Hint: "x", Rule: "R002", Value: "x", Auto: "off", Errors: []string{"x", "y"},
			Options: []optionView{{Value: "x", Label: "x", Note: "x", On: true}},
		})
	}
	return out
}

func sampleCase(w words, base frame, problems []problem) *caseView {
	shapes := []lightView{w.light(casework.Red), w.light(casework.Yellow), w.light(casework.Green), w.light(casework.Grey), {Class: "grey", Shape: "ring"}}
	v := &caseView{
		frame: base, Number: "BJ2026-000412", Kind: "x", Item: "x", Class: "x", Stage: "x", Result: "x", Waiting: true, Parent: "x", Opened: []string{"x"},
		Big:         &bigClock{Light: shapes[0], Words: "x", Provisional: true},
		Facts:       []fact{{"x", "x"}},
		Responsible: []fact{{"x", "x"}},
		Timeline:    []moment{{At: "x", Clock: "x", Notes: []string{"x"}, Text: "x", Rule: "x", Told: "x", LateNote: "x"}},
		Ledger:      []ledgerRow{{Old: "x", Provisional: true}},
		Acts:        []actView{{Command: "x", Open: true, Rule: "R001", Fields: sampleFields()}, {}, {}},
		Summary:     problems, Personal: &personalView{Shown: true, Fields: []fact{{"x", "x"}}},
		Pending: &pendingView{Decide: "/"},
	}
	for _, s := range shapes {
		v.Clocks = append(v.Clocks, clockRow{Light: s, Provisional: true})
		v.Bars = append(v.Bars, barView{Light: s, Words: "x", Over: "1", Now: "1", Provisional: true, Pauses: []stretchView{{Hatch: []hatchView{{}}}}})
	}
	return v
}
