package policy

import (
	"fmt"
	"slices"

	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
)

// Ceiling is what a law allows at most (rules.md section 2). One that names a
// kind and a clock binds that clock of every policy, whether its author thought
// of it or not.
type Ceiling struct {
	ID      string `json:"id"` // licensing-42-1
	Law     string `json:"law"`
	Article string `json:"article"`
	What    string `json:"what"`
	WhatEn  string `json:"what_en"`
	// Limit is the longest limit, 20wd; empty where the law names no number.
	Limit string `json:"limit,omitempty"`
	// Type says how the law counts: wd working days, d calendar days, mo months,
	// stop time that is not counted at all.
	Type string `json:"type"`
	// Cap is the longest extension beyond Limit, 10wd; empty where there is none.
	Cap   string `json:"cap,omitempty"`
	CapBy string `json:"cap_by,omitempty"` // who grants it, in the law's words

	Kind  casework.Kind `json:"kind,omitempty"`
	Class string        `json:"class,omitempty"` // empty: of every class
	Clock string        `json:"clock,omitempty"`
	// Named binds only a rule that names it: the law of one matter, and not of its class.
	Named bool `json:"named,omitempty"`
	// Signs is who lends the time in this house, where the article names another than the head
	// of the organ (政府信息公开条例 33: the head of the disclosure office).
	Signs casework.Role `json:"signs,omitempty"`
	// Memory is true where the text was not at hand when this was written down.
	Memory bool `json:"memory,omitempty"`
}

// Choice is a number on which the sources differ, so that the office decides.
type Choice struct {
	Key     string   `json:"key"`
	What    string   `json:"what"`
	WhatEn  string   `json:"what_en"`
	Rules   []string `json:"rules"` // R153, R182
	Options []Option `json:"options"`
	Default string   `json:"default"`
}

// Option is one answer to a choice, and where it stands written.
type Option struct {
	Value  string `json:"value"`
	Source string `json:"source"`
}

// Presets are the law's ceilings and the office's choices, read once.
type Presets struct {
	Ceilings []Ceiling `json:"ceilings"`
	Choices  []Choice  `json:"choices"`
}

// Promise is the choice of how a promise stands to the statutory limit (R037),
// and its options.
const (
	Promise        = "promise"
	PromiseShorter = "shorter"
	PromiseEqual   = "equal"
)

// choice is what a policy chose, else the default.
func (ps Presets) choice(p Policy, key string) string {
	if v, ok := p.Choices[key]; ok {
		return v
	}
	i := slices.IndexFunc(ps.Choices, func(c Choice) bool { return c.Key == key })
	if i < 0 {
		return ""
	}
	return ps.Choices[i].Default
}

// binding finds the ceiling of a clock: the one its rule names among those of
// that clock, else the first, which is the ordinary case of the law. known is
// false for a name that is none of them.
func (ps Presets) binding(p Policy, r Rule) (c *Ceiling, known bool) {
	for i := range ps.Ceilings {
		got := &ps.Ceilings[i]
		if got.Kind != p.Kind || got.Clock != r.Clock || got.Class != "" && got.Class != p.Class {
			continue
		}
		if r.Ceiling == "" && !got.Named || r.Ceiling == got.ID {
			return got, true
		}
	}
	return nil, r.Ceiling == ""
}

// Check refuses presets nobody could be held to: a limit that cannot be read,
// a name that stands twice, a default that is no option.
func (ps Presets) Check() error {
	seen := map[string]bool{}
	for _, c := range ps.Ceilings {
		if c.ID == "" || c.Law == "" || c.Article == "" || c.What == "" || seen[c.ID] {
			return fmt.Errorf("ceiling %q: a name of its own, law, article and what it limits are required", c.ID)
		}
		seen[c.ID] = true
		for _, text := range []string{c.Limit, c.Cap} {
			if l, err := calendar.ParseLimit(text); text != "" && (err != nil || string(l.Unit) != c.Type) {
				return fmt.Errorf("ceiling %s: limit %q is no limit of type %s", c.ID, text, c.Type)
			}
		}
	}
	for _, c := range ps.Choices {
		is := func(v string) bool {
			return slices.ContainsFunc(c.Options, func(o Option) bool { return o.Value == v })
		}
		if c.Key == "" || seen[c.Key] || !is(c.Default) {
			return fmt.Errorf("choice %q: a name of its own and a default among its options are required", c.Key)
		}
		seen[c.Key] = true
	}
	return nil
}
