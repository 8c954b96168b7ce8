package cases

import (
	"slices"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/casework"
)

type clockRow struct {
	Light              kernel.LightView
	Name, Limit, Round string
	Start, Due, Ended  string
	Owner, Holder      string
	Rule, Basis        string
	Provisional        bool
}

// clockRows lists what no bar shows: the rounds before the last, and what was dropped.
func (v *visit) clockRows(d kernel.Dossier) (out []clockRow) {
	c := d.View
	drawn := latest(c.Clocks)
	for _, k := range c.Clocks {
		if slices.ContainsFunc(drawn, func(o casework.ClockView) bool {
			return o.Name == k.Name && o.Round == k.Round && k.Status != casework.Dropped
		}) {
			continue
		}
		r := clockRow{
			Light: v.ClockLight(k), Name: v.ClockOf(d.Office, k.Kind, k.Name), Limit: v.Term(k), Start: v.Stamp(k.Start), Due: v.Due(k.Due, k.Prompt),
			Owner: v.PostName(d.Office, k.Post, k.PostName), Holder: k.HolderName, Rule: k.Rule, Basis: kernel.Right(c.Policy, k.Basis), Provisional: k.Provisional,
		}
		if k.Granted > 0 {
			r.Limit += " " + v.T("clock.granted", k.Granted)
		}
		if k.Round > 1 {
			r.Round = v.T("clock.round", k.Round)
		}
		if k.Ended != nil {
			r.Ended = v.Stamp(*k.Ended)
		}
		out = append(out, r)
	}
	return out
}

// latest keeps the last round of every clock that was not dropped.
func latest(clocks []casework.ClockView) []casework.ClockView {
	var out []casework.ClockView
	for _, c := range clocks {
		i := slices.IndexFunc(out, func(o casework.ClockView) bool { return o.Name == c.Name })
		switch {
		case c.Status == casework.Dropped:
		case i < 0:
			out = append(out, c)
		case out[i].Round < c.Round:
			out[i] = c
		}
	}
	return out
}

// pausesOf finds the pauses of every clock as its last due date was counted with.
func pausesOf(ledger []casework.LedgerRow) map[string][]casework.Span {
	out := map[string][]casework.Span{}
	for _, l := range ledger {
		out[clockKey(l.Clock, l.Round)] = l.Pauses
	}
	return out
}
