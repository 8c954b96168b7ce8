package officefile

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/duty"
	"github.com/shixian/shixian/internal/policy"
)

// Change is one thing a file changes in the office that stands.
type Change struct {
	List   string // units, persons, posts, holders, items
	ID     string
	New    bool
	Fields []FieldChange
}

// FieldChange is one field of it, as JSON; Was is empty where there was none.
type FieldChange struct{ Field, Was, Now string }

// Comparison is what stands between a file and the office.
type Comparison struct {
	Changes []Change
	Notes   Problems
}

// Compare tells what the file would change. The error is Problems: what it may not.
// Nothing that stands is ever taken out, and of an assignment only the end is ever
// written: who was answerable stays so.
func (e Examined) Compare(was File, instant time.Time) (Comparison, error) {
	c, now := &comparer{places: e.Places, now: instant}, e.File
	zone := time.UTC
	if len(now.Holders) > 0 {
		zone = now.Holders[0].From.Location()
	}
	was, canonical := was.Canonical(zone), now.Canonical(zone)
	compare(c, "units", was.Units, canonical.Units, func(u casework.Unit) string { return u.ID })
	compare(c, "persons", was.Persons, canonical.Persons, func(p casework.Person) string { return p.ID })
	keepSheets(was.Posts, canonical.Posts)
	compare(c, "posts", was.Posts, canonical.Posts, func(p casework.Post) string { return p.ID })
	compare(c, "holders", was.Holders, canonical.Holders, func(h duty.Assignment) string { return keyOf(h, zone) })
	compare(c, "items", was.Items, canonical.Items, func(it policy.Item) string { return it.ID })
	c.order(was.Items, canonical.Items)
	c.holders(was.Holders, now.Holders, zone)
	for i, n := range c.Notes {
		c.Notes[i] = n.located(e.heads)
	}
	return c.Comparison, locate(c.wrong.err(), e.heads)
}

// keepSheets leaves a published duty sheet where the file has none: a version is followed
// by another and never taken back.
func keepSheets(was, now []casework.Post) {
	for i, p := range now {
		j := slices.IndexFunc(was, func(old casework.Post) bool { return old.ID == p.ID })
		if j >= 0 && p.Sheet == (casework.DutySheet{}) {
			now[i].Sheet = was[j].Sheet
		}
	}
}

type comparer struct {
	Comparison
	places Places
	now    time.Time
	wrong  Problems
}

// keyOf is what an assignment is known by: post, rank and beginning.
func keyOf(h duty.Assignment, zone *time.Location) string {
	return h.Post + "/" + strconv.Itoa(h.Rank) + "/" + kept(h.From, zone).Format(time.RFC3339Nano)
}

func compare[T any](c *comparer, list string, was, now []T, key func(T) string) {
	before := map[string]T{}
	for _, v := range was {
		before[key(v)] = v
	}
	for _, v := range now {
		old, known := before[key(v)]
		delete(before, key(v))
		if fields := differ(old, v, known); !known || len(fields) > 0 {
			c.Changes = append(c.Changes, Change{list, key(v), !known, fields})
		}
	}
	for _, v := range was {
		if _, left := before[key(v)]; left {
			c.refuse(list, "", gone.with(key(v)))
		}
	}
}

func (c *comparer) refuse(field, rule string, s said) {
	c.wrong = append(c.wrong, Problem{Field: field, Line: c.places.line(field), Rule: rule, Zh: s.zh, En: s.en})
}

// differ lists the fields in which two values differ, as JSON writes them.
func differ(was, now any, known bool) (out []FieldChange) {
	before, after := map[string]json.RawMessage{}, asFields(now)
	if known {
		before = asFields(was)
	}
	for _, name := range fieldsIn(before, after) {
		if string(before[name]) != string(after[name]) {
			out = append(out, FieldChange{name, string(before[name]), string(after[name])})
		}
	}
	return out
}

func asFields(v any) map[string]json.RawMessage {
	out := map[string]json.RawMessage{}
	if raw, err := json.Marshal(v); err == nil {
		_ = json.Unmarshal(raw, &out) // what was just written is an object
	}
	return out
}

func fieldsIn(a, b map[string]json.RawMessage) (names []string) {
	for _, m := range []map[string]json.RawMessage{a, b} {
		for name := range m {
			if !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	slices.Sort(names)
	return names
}

// order tells whether the catalogue is shown in another order.
func (c *comparer) order(was, now []policy.Item) {
	id := func(it policy.Item) string { return it.ID }
	before, after := names(was, id), names(now, id)
	kept := func(in, other []string) []string {
		return slices.DeleteFunc(slices.Clone(in), func(s string) bool { return !slices.Contains(other, s) })
	}
	if a, b := kept(before, after), kept(after, before); !slices.Equal(a, b) {
		c.Changes = append(c.Changes, Change{List: "items", Fields: []FieldChange{{"order", fmt.Sprint(a), fmt.Sprint(b)}}})
	}
}

func names[T any](all []T, of func(T) string) []string {
	out := make([]string, len(all))
	for i, v := range all {
		out[i] = of(v)
	}
	return out
}

// holders holds the assignments of a file against those that stand.
func (c *comparer) holders(was, now []duty.Assignment, zone *time.Location) {
	before := map[string]duty.Assignment{}
	for _, h := range was {
		before[keyOf(h, zone)] = h
	}
	for i, h := range now {
		field := at("holders", i)
		old, known := before[keyOf(h, zone)]
		switch {
		case known && old.Person != h.Person:
			c.refuse(field+".person", "R162", otherHolder.with(old.Person))
		case known && !old.To.IsZero() && !old.To.Equal(h.To):
			c.refuse(field+".to", "R162", otherEnd.with(old.To.In(h.From.Location()).Format(time.RFC3339)))
		case known && !old.To.Equal(h.To) && h.To.Before(c.now):
			c.reach(field+".to", h.To)
		case !known && len(was) > 0 && h.From.Before(c.now):
			c.reach(field+".from", h.From)
		}
	}
}

// reach says that who was answerable in the past becomes another.
func (c *comparer) reach(field string, from time.Time) {
	s := reachesBack.with(from.Format(time.RFC3339))
	c.Notes = append(c.Notes, Problem{Field: field, Line: c.places.line(field), Rule: "R162", Zh: s.zh, En: s.en})
}
