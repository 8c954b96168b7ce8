package papers

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/paper"
)

// Certificates writes what the law decided in a step, each on its form (ADR 28). Nobody is
// shown what is read for it: who opens the paper is on record, as with every other.
func (c *Room) Certificates(ctx context.Context, s casework.Step) (out []casework.Certificate, err error) {
	if casework.IsClassified(s.State.Facts) { // what is written on it stands on paper alone (R219)
		return nil, nil
	}
	for _, e := range s.Events {
		for _, f := range c.Rules.Papers {
			if !certifies(f, s.State, e) {
				continue
			}
			cert, ready, err := c.certificate(ctx, s, e, f)
			if err != nil {
				return nil, fmt.Errorf("certificate %s of %s: %w", f.Code, s.State.Number, err)
			}
			if ready {
				out = append(out, cert)
			}
		}
	}
	return out, nil
}

// certifies tells whether an event issues a form. Where people look first whether the time
// was over, by a list of days that is not out, before the receipt was even entered, or while
// another act waits for its second signature, their word issues it and not the instant.
func certifies(f paper.Form, s casework.State, e casework.Event) bool {
	if f.Deems == "" || f.Kind != s.Kind || !slices.Contains(f.After, e.Name) || e.Clock != "" && casework.Ruling(e.Clock) != f.Deems {
		return false
	}
	if e.Name != casework.ClockDeemed {
		return true
	}
	owed := s.Clock(casework.PartOf(kind.ClockConfirm, e.Clock))
	return e.Detail["provisional"] == "" && !e.At.Before(s.Registered) && (owed == nil || !owed.Open())
}

func (c *Room) certificate(ctx context.Context, s casework.Step, e casework.Event, f paper.Form) (cert casework.Certificate, ready bool, err error) {
	m, office, err := c.deemedMatter(ctx, s, e)
	if err != nil {
		return cert, false, err
	}
	bureau := office.Tree().Bureau(s.State.Unit)
	m.Extra["office"], m.Extra["issuer"] = core.UnitName(office, bureau), core.UnitName(office, bureau)
	if !f.Ready(m) {
		return cert, false, nil
	}
	content, _ := paper.Fill(f, m)
	cert = casework.Certificate{Event: e.Key, Form: f.Code, Word: f.Word, Unit: bureau, At: e.At}
	if f.Sent() {
		cert.Bureau = bureau
	}
	cert.Content, err = json.Marshal(content)
	return cert, true, err
}

// deemedMatter is the case as the step leaves it. A part of several is named by what it is one of.
func (c *Room) deemedMatter(ctx context.Context, s casework.Step, of casework.Event) (m paper.Matter, office *core.Office, err error) {
	view, office, err := c.View(ctx, s.State.Number)
	if err != nil {
		return m, nil, err
	}
	names, err := c.speller(ctx, office)
	if err != nil {
		return m, nil, err
	}
	view.Received, view.Unit, view.UnitName = s.State.Received, s.State.Unit, core.UnitName(office, s.State.Unit)
	m = paper.Matter{
		Case: view, Facts: s.State.Facts, At: s.At, Names: names,
		Extra: map[string]string{"phone": core.PhoneOf(office, s.State.Post)},
	}
	for _, k := range s.State.Clocks {
		if k.Name == of.Clock {
			k.Name = casework.Ruling(k.Name)
		} else if casework.Ruling(k.Name) == casework.Ruling(of.Clock) {
			continue
		}
		m.Clocks = append(m.Clocks, casework.ClockView{Name: k.Name, Round: k.Round, Basis: k.Basis, Start: k.Start, Due: k.Due, Date: k.Date, Limit: k.Limit})
	}
	m.Events = []casework.TimelineRow{{Number: s.State.Number, Key: of.Key, At: of.At, Name: of.Name, Clock: of.Clock, Level: of.Level, Detail: of.Detail}}
	m.Fields, err = c.Store.OpenFields(ctx, s.State.Number)
	return m, office, err
}
