package core

import (
	"slices"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

// Sent is what went to whoever applied, or is to: a paper, or, by a way that is carried, the
// notice of an event.
type Sent struct {
	Way   string                // WayPaper: a paper
	State casework.HearingState // of what is carried
	Key   string                // of the event it says

	Form, Name, NameEn, Serial, Code string

	Issued time.Time // when it was issued, or left; the epoch while it did not
	Void   bool
	Of     []casework.EventName // what it tells of, one of these
	Deems  bool                 // the law issued it: it tells of all that was decided at its instant
}

// Unconfirmed tells whether something stands that the law decided and that awaits its
// confirmation: till then it is provisional (ADR 38).
func Unconfirmed(view casework.CaseView, at time.Time) bool {
	return slices.ContainsFunc(view.Clocks, func(k casework.ClockView) bool {
		return k.Ended == nil && casework.Ruling(k.Name) == kind.ClockConfirm && !k.Start.After(at)
	})
}

// Tells tells whether it says an event of a timeline: of a paper, the last of its name before
// it was issued, and not one that another is owed for since.
func (p Sent) Tells(row casework.TimelineRow, all []casework.TimelineRow) bool {
	switch {
	case p.Way != casework.WayPaper:
		return p.Key == row.Key
	case p.Void:
		return false
	case p.Deems:
		return p.Issued.Equal(row.At)
	case p.handed(row):
		return true
	case row.Name == casework.ClockStarted: // a time of his own that its service began: the paper says which (R026)
		return slices.ContainsFunc(all, func(o casework.TimelineRow) bool { return p.handed(o) && o.At.Equal(row.At) })
	}
	since := func(o casework.TimelineRow) bool {
		return o.Name == row.Name && o.At.After(row.At) && !o.At.After(p.Issued)
	}
	return slices.Contains(p.Of, row.Name) && !p.Issued.Before(row.At) && !slices.ContainsFunc(all, since)
}

// handed tells whether a row says that it was served: who has it in his hand knows that. A public
// notice put it into nobody's.
func (p Sent) handed(row casework.TimelineRow) bool {
	of := row.Detail["paper"] == p.Form && row.Detail["means"] != casework.WayAnnounce && !p.Issued.After(row.At)
	return of && (row.Name == casework.Delivered || row.Name == kind.PaperServed)
}

// Hearing is what became of it.
func (p Sent) Hearing() casework.Hearing {
	h := casework.Hearing{Way: p.Way, State: p.State, Serial: p.Serial, Code: p.Code}
	if p.Way == casework.WayPaper {
		h.State = casework.HearingSent
	}
	if h.State == casework.HearingSent {
		h.At = p.Issued
	}
	return h
}

// Hears puts to each event what went to whoever applied, and leaves him out of those it was
// told to where nothing did: till then he was to be told and was not (R005).
func Hears(rows []casework.TimelineRow, sent []Sent) {
	for i, row := range rows {
		if !slices.Contains(row.To, casework.Applicant) {
			continue
		}
		heard := false
		for _, p := range sent {
			if p.Tells(row, rows) {
				h := p.Hearing()
				rows[i].Heard, heard = append(rows[i].Heard, h), heard || h.State == casework.HearingSent
			}
		}
		if !heard {
			rows[i].To = slices.DeleteFunc(slices.Clone(row.To), func(r casework.Role) bool { return r == casework.Applicant })
		}
	}
}

// Awaited are the clocks whoever applied waits on, one after the other; where the next act
// is his, those of what he has to bring.
func Awaited(turn casework.Role) []string {
	if turn == casework.Applicant {
		return []string{"supplement", "lacking"}
	}
	return []string{"intake", "screen", "handle", "answer", "redo", "review", "final_review", "deliver"}
}

// Opening is one time that what whoever applied wrote was opened: when, at which post and for
// what. It names nobody.
type Opening struct {
	At      time.Time `db:"at"`
	Post    string    `db:"post"`
	PostEn  string    `db:"post_en"`
	Purpose string    `db:"purpose"` // handled, paper, file
}
