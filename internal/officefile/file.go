package officefile

import (
	"bytes"
	"cmp"
	"encoding/json"
	"slices"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/duty"
	"github.com/shixian/shixian/internal/policy"
)

// MaxBytes bounds a file: a bureau of a thousand people has less than one.
const MaxBytes = 8 << 20

// File is a whole office. What it does not hold, the office does not have.
type File struct {
	Units   []casework.Unit   `json:"units"`
	Persons []casework.Person `json:"persons"`
	Posts   []casework.Post   `json:"posts"`
	Holders []duty.Assignment `json:"holders"`
	Items   []policy.Item     `json:"items,omitempty"`
}

// Canonical is the same office in the order in which it is kept: units from above,
// posts and people by their ids, holders by post and rank. Items keep the order of
// the file, which is the catalogue's.
func (f File) Canonical(zone *time.Location) File {
	out := File{
		Units: list(f.Units), Persons: list(f.Persons), Posts: list(f.Posts),
		Holders: list(f.Holders), Items: slices.Clone(f.Items),
	}
	slices.SortFunc(out.Units, func(a, b casework.Unit) int {
		return cmp.Or(cmp.Compare(a.Level, b.Level), cmp.Compare(a.ID, b.ID))
	})
	slices.SortFunc(out.Persons, func(a, b casework.Person) int { return cmp.Compare(a.ID, b.ID) })
	slices.SortFunc(out.Posts, func(a, b casework.Post) int { return cmp.Compare(a.ID, b.ID) })
	slices.SortFunc(out.Holders, func(a, b duty.Assignment) int {
		return cmp.Or(cmp.Compare(a.Post, b.Post), cmp.Compare(a.Rank, b.Rank), a.From.Compare(b.From))
	})
	for i, it := range out.Items { // no list is an empty one here, too: a table has no way to tell them apart
		out.Items[i].Materials, out.Items[i].Fields = list(it.Materials), list(it.Fields)
	}
	for i := range out.Persons {
		out.Persons[i].Until = kept(out.Persons[i].Until, zone)
	}
	for i := range out.Holders {
		h := &out.Holders[i]
		h.From = kept(h.From, zone)
		h.To = kept(h.To, zone)
	}
	return out
}

// list is a copy, and no list an empty one.
func list[T any](in []T) []T { return append([]T{}, in...) }

// kept is an instant as the database keeps it, told in the office's zone.
func kept(t time.Time, zone *time.Location) time.Time {
	if t.IsZero() {
		return time.Time{}
	}
	return t.Truncate(time.Microsecond).In(zone)
}

// Write is the file's canonical form: the same office is the same bytes.
func (f File) Write(zone *time.Location) ([]byte, error) {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(f.Canonical(zone)); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// Over is this office with the elements of another laid over it, by their keys.
func (f File) Over(patch File, zone *time.Location) File {
	return File{
		Units:   overlaid(f.Units, patch.Units, func(u casework.Unit) string { return u.ID }),
		Persons: overlaid(f.Persons, patch.Persons, func(p casework.Person) string { return p.ID }),
		Posts:   overlaid(f.Posts, patch.Posts, func(p casework.Post) string { return p.ID }),
		Holders: overlaid(f.Holders, patch.Holders, func(h duty.Assignment) string { return keyOf(h, zone) }),
		Items:   overlaid(f.Items, patch.Items, func(it policy.Item) string { return it.ID }),
	}
}

func overlaid[T any](was, patch []T, key func(T) string) []T {
	out, at := slices.Clone(was), map[string]int{}
	for i, v := range out {
		at[key(v)] = i
	}
	for _, v := range patch {
		if i, stands := at[key(v)]; stands {
			out[i] = v
			continue
		}
		out = append(out, v)
	}
	return out
}

// Key is what an assignment is known by: post, rank and beginning.
func Key(h duty.Assignment, zone *time.Location) string { return keyOf(h, zone) }
