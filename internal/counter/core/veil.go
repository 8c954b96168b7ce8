package core

import (
	"encoding/json"
	"maps"
	"slices"
	"time"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
)

// Veil is the one place that keeps from the unit complained of, its leaders and
// the auditor what could tell who complained (R082): of what came before the
// forwarding they see the day; channel, links, who took it down, counts and what
// was disclosed they do not see at all. Lists, pages, JSON and sums read through it.
//
// From whom an accountability case is about it keeps who else answers for the matter.
type Veil struct {
	Drawn  bool
	own    bool // the reader is the person concerned
	reader string
}

// fromReceipt are the clocks that run from the instant a sealed matter came, or before a
// unit has it.
var fromReceipt = []string{"forward", "screen", "object", "urgent_report", "report_back"}

// VeilOf is drawn for every reader of a complaint to whom it is sealed.
func (c *Core) VeilOf(p casework.Principal, view casework.CaseView, office *Office) Veil {
	drawn := c.Veiled(view.Kind) && !c.May(p, access.CasePersonal, c.SubjectOf(view), office)
	own := c.Kinds.Of(view.Kind).Parted && c.SubjectOf(view).Concerned == p.Person
	return Veil{Drawn: drawn, own: own, reader: p.Person}
}

// Veiled tells whether who sent a case of a kind is kept from those it is about.
func (c *Core) Veiled(k casework.Kind) bool { return c.Kinds.Of(k).Veiled }

// day is the day of an instant, and no more of it.
func day(t time.Time) time.Time {
	if t.IsZero() {
		return t
	}
	year, month, day := t.In(Zone).Date()
	return time.Date(year, month, day, 0, 0, 0, 0, Zone)
}

func dayOf(t *time.Time) *time.Time {
	if t == nil {
		return nil
	}
	return new(day(*t))
}

// View is a case as this reader sees it.
func (v Veil) View(c casework.CaseView) casework.CaseView {
	if !v.Drawn {
		return c
	}
	c.Received, c.Registered, c.Started = day(c.Received), day(c.Registered), dayOf(c.Started)
	c.RegisteredBy, c.Parent, c.Veiled = "", "", true
	c.Clocks = v.Clocks(c.Clocks)
	c.State = v.state(c)
	return c.Reading(nil)
}

// hiddenFacts are codes of a complaint's registration that lead to who made it.
var hiddenFacts = []string{casework.FactChannel, casework.FactMatter, casework.FactAnonymous, "ground", casework.FactRated, casework.FactAccounted}

// state is what the projection keeps, as far as this reader's page may work with it.
func (v Veil) state(c casework.CaseView) json.RawMessage {
	s := StateOf(c).Clone()
	s.Received, s.Registered, s.Entry = day(s.Received), day(s.Registered), nil
	maps.DeleteFunc(s.Facts, func(name, value string) bool {
		return slices.Contains(hiddenFacts, name) || name == casework.FactDisclosed && value != v.reader
	})
	for i := range s.Clocks {
		k := &s.Clocks[i]
		k.Known, k.Climbed, k.Called = day(k.Known), nil, nil
		if slices.Contains(fromReceipt, k.Name) {
			k.Start, k.Ended = day(k.Start), day(k.Ended)
		}
	}
	raw, err := json.Marshal(s)
	if err != nil {
		return nil // a page without its state shows fewer buttons
	}
	return raw
}

// Clocks of a case, or of a list: a row of another kind is left as it is.
func (v Veil) Clocks(rows []casework.ClockView) []casework.ClockView {
	if !v.Drawn {
		return rows
	}
	rows = slices.Clone(rows)
	for i := range rows {
		if k := &rows[i]; slices.Contains(fromReceipt, k.Name) {
			k.Start, k.Ended = day(k.Start), dayOf(k.Ended)
		}
	}
	return rows
}

// timeline leaves out what was between complainant and office and what the case was
// linked with, and shows by day
// what came before the first forwarding; all of it while there was none.
func (v Veil) timeline(rows []casework.TimelineRow) []casework.TimelineRow {
	if v.own {
		return slices.DeleteFunc(slices.Clone(rows), func(row casework.TimelineRow) bool {
			return ofOthers[row.Name] && row.Detail["person"] != v.reader || row.Name == casework.CommandRefused && row.Detail["command"] == casework.Split
		})
	}
	if !v.Drawn {
		return rows
	}
	out := make([]casework.TimelineRow, 0, len(rows))
	forwarded := false
	for _, row := range rows {
		forwarded = forwarded || row.Name == casework.Forwarded
		switch {
		case v.hides(row):
			continue
		case !forwarded:
			row = byDay(row)
		case row.Name == casework.SelfReportOwed:
			row.Detail = nil // how many complaints there were, and on what
		}
		out = append(out, row)
	}
	return out
}

// told tells which words of a case about himself the reader must be told: his own,
// the facts he is held to, so that he can state his case (公务员法 63), and what was
// decided once it was served.
func (v Veil) told(rows []casework.TimelineRow) func(casework.TimelineRow) bool {
	served := slices.ContainsFunc(rows, func(row casework.TimelineRow) bool { return row.Name == casework.DecisionServed })
	return func(row casework.TimelineRow) bool {
		switch {
		case !v.own:
			return false
		case row.Name == casework.MeasureDecided:
			return served
		}
		return row.Actor == v.reader || row.Name == casework.FactsStated || row.Name == casework.ReviewDecided
	}
}

// ofOthers are events of an accountability case that may be about somebody else.
var ofOthers = map[casework.EventName]bool{casework.LiabilitySplit: true, casework.AccountabilityOpened: true}

// between are commands that pass between office and complainant.
var between = []string{casework.Disclose, casework.WithdrawDisclosure, casework.Rate, casework.Link, casework.Unlink}

func (v Veil) hides(row casework.TimelineRow) bool {
	switch row.Name {
	case casework.Rated, casework.Linked, casework.Unlinked:
		return true
	case casework.AccountabilityEnded: // whom a case concerns it tells himself, and nobody beside him
		return true
	case casework.Disclosed, casework.DisclosureWithdrawn:
		return row.Detail["person"] != v.reader
	case casework.Attached: // when the complainant brought what is his own to tell
		return row.Detail["audience"] == casework.AudienceSealed
	case casework.Advised:
		return row.Level == casework.AdviceLead // for open and covert checks of this unit (R076)
	case casework.CommandRefused:
		return slices.Contains(between, row.Detail["command"])
	}
	return false
}

// byDay tells what happened on a day, and neither who wrote it down nor where it
// stands among the rows of other cases.
func byDay(row casework.TimelineRow) casework.TimelineRow {
	row.ID, row.At, row.Day = 0, day(row.At), true
	row.Recorded, row.Actor, row.ActorName, row.TextID = row.At, "", "", ""
	detail := map[string]string{}
	for name, value := range row.Detail {
		at, err := time.Parse(time.RFC3339, value)
		switch {
		case name == "earlier": // another complaint on the matter (R075)
		case row.Name == casework.CaseRegistered && name == "post": // which took it down
		case err == nil:
			detail[name] = day(at).Format(time.RFC3339)
		default:
			detail[name] = value
		}
	}
	row.Detail = detail
	return row
}

// Ledger shows the forwarding's due dates, and by day what they were counted from.
func (v Veil) Ledger(rows []casework.LedgerRow) []casework.LedgerRow {
	if !v.Drawn {
		return rows
	}
	rows = slices.Clone(rows)
	for i := range rows {
		if l := &rows[i]; slices.Contains(fromReceipt, l.Clock) {
			l.ID, l.At, l.Start, l.Actor = 0, day(l.At), day(l.Start), ""
		}
	}
	return rows
}

// VeilCases is a list of cases as this reader sees them.
func (c *Core) VeilCases(p casework.Principal, rows []casework.CaseView, office *Office) []casework.CaseView {
	rows = Listed(rows)
	for i, row := range rows {
		rows[i] = c.VeilOf(p, row, office).View(row)
	}
	return rows
}

// VeilClocks is a list of clocks as this reader sees them.
func (c *Core) VeilClocks(p casework.Principal, rows []casework.ClockView, office *Office) []casework.ClockView {
	sealed := c.SealedFrom(p, office)
	rows = Listed(rows)
	for i := range rows {
		if slices.Contains(sealed, rows[i].Kind) {
			copy(rows[i:i+1], Veil{Drawn: true}.Clocks(rows[i:i+1]))
		}
	}
	return rows
}

// SealedFrom are the veiled kinds of which a reader reads no sealed words at all. Whoever
// reads some has none on a list whose words he may not read.
func (c *Core) SealedFrom(p casework.Principal, office *Office) (out []casework.Kind) {
	tree := office.Tree()
	for _, k := range c.Kinds.Kinds() {
		if !c.Veiled(k) {
			continue
		}
		if _, err := c.rights.Cover(p, access.CasePersonal, k, tree); err != nil {
			out = append(out, k)
		}
	}
	return out
}
