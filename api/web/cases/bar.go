package cases

import (
	"strconv"
	"time"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
)

// barWidth is the drawing's own width; the page stretches it to its column.
const barWidth = 1000

// barView is one clock as a bar. All bars of what is owed share one scale, so that the
// promise stands beside the statute and one sees which is shorter; the rights that lapse have
// another, for the six months in which one may sue would leave ten days no room.
type barView struct {
	Name, Limit     string
	Rule, Basis     string
	Owner, Holder   string
	Ended           string // empty: it runs
	From, Due       string
	Light           kernel.LightView
	Words           string // how much is left, or how late
	Label           string // for a screen reader: everything the drawing says
	Provisional     bool
	X, Width        string // the track, start to due
	Done            string // width of what is used of it
	Over, OverWidth string // past due, empty while in time
	Pauses          []stretchView
	Now             string // where now is; empty when outside
	End             string // the due mark
}

// stretchView is a pause: a hatched stretch of the bar.
type stretchView struct {
	X, Width string
	Hatch    []hatchView
}

type hatchView struct{ X1, X2 string }

// scale maps instants onto the drawing.
type scale struct{ from, to time.Time }

// newScale is that of what the house owes, or of the rights that lapse.
func newScale(clocks []casework.ClockView, now time.Time, rights bool) scale {
	var s scale
	for _, c := range clocks {
		if rights != (c.Outcome == casework.Lapse) {
			continue
		}
		if s.from.IsZero() || c.Start.Before(s.from) {
			s.from = c.Start
		}
		for _, end := range []time.Time{c.Due, endOf(c, now)} {
			if end.After(s.to) {
				s.to = end
			}
		}
	}
	return s
}

// endOf is how far a clock has come: to its end, or to now.
func endOf(c casework.ClockView, now time.Time) time.Time {
	switch {
	case c.Ended != nil:
		return *c.Ended
	case now.Before(c.Start):
		return c.Start
	case c.Status == casework.Breached || now.Before(c.Due):
		return now
	default:
		return c.Due
	}
}

func (s scale) x(t time.Time) float64 {
	whole := s.to.Sub(s.from)
	if whole <= 0 {
		return 0
	}
	return min(max(float64(t.Sub(s.from))/float64(whole), 0), 1) * barWidth
}

func figure(f float64) string { return strconv.FormatFloat(f, 'f', 1, 64) }

// bars draws the clocks of a case, latest rounds, in the order they started.
// The one in large figures has its own beside them.
func (w *visit) bars(d kernel.Dossier, big *bigClock, main casework.ClockView) []barView {
	clocks, pauses := latest(d.View.Clocks), pausesOf(d.Ledger)
	owed, rights := newScale(clocks, w.Now, false), newScale(clocks, w.Now, true)
	out := make([]barView, 0, len(clocks))
	for _, c := range clocks {
		s := owed
		if c.Outcome == casework.Lapse {
			s = rights
		}
		bar := w.bar(d.Office, c, s, pauses[clockKey(c.Name, c.Round)])
		bar.Owner, bar.Basis = w.PostName(d.Office, c.Post, c.PostName), kernel.Right(d.View.Policy, c.Basis)
		if big != nil && c.Name == main.Name && c.Round == main.Round {
			big.Bar = bar
			continue
		}
		out = append(out, bar)
	}
	return out
}

func (w *visit) bar(office *core.Office, c casework.ClockView, s scale, pauses []casework.Span) barView {
	x, due, end := s.x(c.Start), s.x(c.Due), s.x(endOf(c, w.Now))
	v := barView{
		Name: w.ClockOf(office, c.Kind, c.Name), Limit: w.Term(c), Rule: c.Rule, Holder: c.HolderName,
		From: w.Stamp(c.Start), Due: w.Due(c.Due, c.Prompt), Light: w.ClockLight(c), Provisional: c.Provisional,
		X: figure(x), Width: figure(max(due-x, 2)), Done: figure(max(min(end, due)-x, 0)), End: figure(due),
	}
	if c.Granted > 0 {
		v.Limit += " " + w.T("clock.granted", c.Granted)
	}
	if c.Round > 1 {
		v.Name += " " + w.T("clock.round", c.Round)
	}
	if c.Ended != nil {
		v.Ended = w.Stamp(*c.Ended)
	}
	v.Words = v.Light.Word
	if kernel.IsOpen(c) {
		v.Words = w.Remaining(c)
	}
	if end > due {
		v.Over, v.OverWidth = figure(due), figure(end-due)
	}
	if kernel.IsOpen(c) && !w.Now.Before(s.from) && !w.Now.After(s.to) {
		v.Now = figure(s.x(w.Now))
	}
	for _, p := range pauses {
		v.Pauses = append(v.Pauses, s.stretch(p))
	}
	v.Label = w.T("bar.label", v.Name, v.Limit, v.From, v.Due, v.Words)
	if len(pauses) > 0 {
		v.Label += w.T("bar.paused", len(pauses))
	}
	return v
}

// stretch hatches a pause every eight units, so that it is told from colour.
func (s scale) stretch(p casework.Span) stretchView {
	from, to := s.x(p.From), s.x(p.To)
	v := stretchView{X: figure(from), Width: figure(to - from)}
	for at := from + 6; at < to; at += 8 {
		v.Hatch = append(v.Hatch, hatchView{X1: figure(at), X2: figure(max(at-6, from))})
	}
	return v
}

func clockKey(name string, round int) string { return name + "/" + strconv.Itoa(round) }
