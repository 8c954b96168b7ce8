// Package timeline sets an example out as a person reads it: what is done, what comes of
// it and when, what never may. It takes the example at its word; package proof holds the
// machine to it.
package timeline

import (
	"slices"
	"strings"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/law/examples"
	"github.com/shixian/shixian/internal/words"
)

// Moment is one line of an example as a person reads it: what is done, or what must come.
type Moment struct {
	At    string // 2026-03-16 17:30
	Done  bool   // by somebody of the example; else it comes of itself
	Says  string
	Who   string // who does it, or who is told
	Other string // the case, where it is another than the example's own
}

// Of is an example in the order of its instants.
func Of(kinds *kind.Set, e examples.Example, lang string) []Moment {
	k := casework.Kind(e.Case.Kind)
	var out []Moment
	if e.Case.Received != "" {
		out = append(out, Moment{At: clean(e.Case.Received), Done: true, Says: words.Text{"收到：", "received: "}.In(lang) + words.Kind(kinds, k).In(lang)})
	}
	for _, a := range e.Acts {
		out = append(out, acted(kinds, k, a, lang))
	}
	for _, w := range e.Want {
		of := k
		if other, _, _, ok := kinds.Parse(w.Case); ok {
			of = other
		}
		m := Moment{At: clean(w.At), Says: words.Event(lang, kinds.Of(of), w.Event, w.Level), Who: roles(w.To, lang), Other: w.Case}
		if w.Clock != "" {
			m.Says += words.Text{"：", ": "}.In(lang) + clock(kinds, of, w.Clock, lang)
		}
		out = append(out, m)
	}
	slices.SortStableFunc(out, func(a, b Moment) int { return strings.Compare(a.At, b.At) })
	return out
}

// Never says what must not come of it.
func Never(kinds *kind.Set, e examples.Example, lang string) (out []string) {
	k := casework.Kind(e.Case.Kind)
	for _, n := range e.Not {
		said := words.Event(lang, kinds.Of(k), n.Event, n.Level)
		if n.Clock != "" {
			said += words.Text{"：", ": "}.In(lang) + clock(kinds, k, n.Clock, lang)
		}
		if len(n.To) > 0 {
			said += words.Text{"（", " ("}.In(lang) + roles(n.To, lang) + words.Text{"）", ")"}.In(lang)
		}
		if n.From != "" {
			said += words.Text{"，", ", from "}.In(lang) + clean(n.From) + words.Text{" 起", ""}.In(lang)
		}
		if n.Until != "" {
			said += words.Text{"，", ", until "}.In(lang) + clean(n.Until) + words.Text{" 以前", ""}.In(lang)
		}
		out = append(out, said)
	}
	return out
}

// clock is what its kind calls it, or all do.
func clock(kinds *kind.Set, k casework.Kind, name, lang string) string {
	if own, ok := words.Own(kinds.Of(k), "clock", name); ok {
		return own.In(lang)
	}
	return words.Clock(lang, k, name)
}

func acted(kinds *kind.Set, k casework.Kind, a examples.Act, lang string) Moment {
	m := Moment{At: clean(a.At), Done: true, Other: a.Case, Who: roles(one(a.By), lang)}
	if of, _, _, ok := kinds.Parse(a.Case); ok {
		k = of
	}
	switch {
	case a.Command != "":
		m.Says = words.Do(lang, kinds, k, a.Command)
	case a.Absent != "":
		m.Says, m.Who = words.Text{"离岗", "away"}.In(lang), roles(one(a.Absent), lang)
		if a.Until != "" {
			m.Says += words.Text{"，至", " until "}.In(lang) + clean(a.Until)
		}
	default:
		m.Says = words.Text{"又收到：", "another received: "}.In(lang) + words.Kind(kinds, casework.Kind(a.Open)).In(lang)
	}
	return m
}

func one(role string) []string {
	if role == "" {
		return nil
	}
	return []string{role}
}

func roles(to []string, lang string) string {
	said := make([]string, len(to))
	for i, r := range to {
		said[i] = words.Say(lang, words.Role, r)
	}
	return strings.Join(said, words.Text{"、", ", "}.In(lang))
}

// clean writes an instant of an example as people do.
func clean(at string) string {
	if t, err := time.Parse(time.RFC3339, at); err == nil {
		at = t.Format("2006-01-02T15:04")
	}
	return strings.Replace(at, "T", " ", 1)
}
