package access

import (
	"slices"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

// Scope is how far a role reaches with an action; each includes the ones before.
type Scope = kind.Scope

// Scopes, narrowest first.
const (
	None   = kind.None
	Own    = kind.Own
	Unit   = kind.Unit
	Bureau = kind.Bureau
	All    = kind.All
)

// Tree is the office's units, each with the unit above it.
type Tree struct {
	parent map[string]string
	order  []string
}

// NewTree reads the units of an office, several bureaus side by side included.
func NewTree(units []casework.Unit) Tree {
	t := Tree{parent: make(map[string]string, len(units))}
	for _, u := range units {
		t.parent[u.ID] = u.Parent
		t.order = append(t.order, u.ID)
	}
	return t
}

// Covers tells whether unit is top or lies below it. A unit the tree does not
// know lies nowhere.
func (t Tree) Covers(top, unit string) bool {
	for range t.order { // no longer than the tree is tall, even if it were a ring
		if _, known := t.parent[unit]; !known {
			return false
		}
		if unit == top {
			return true
		}
		unit = t.parent[unit]
	}
	return false
}

// Above is the unit next above one; empty for the topmost, and for one the tree does not know.
func (t Tree) Above(unit string) string { return t.parent[unit] }

// Bureau is the topmost unit above unit, "" for one the tree does not know.
func (t Tree) Bureau(unit string) string {
	for range t.order {
		above, known := t.parent[unit]
		switch {
		case !known:
			return ""
		case above == "":
			return unit
		}
		unit = above
	}
	return ""
}

// line is what a post that reaches a whole bureau reaches: the units of its line, or the
// bureau where it is in charge of nothing apart (R243).
func (t Tree) line(h casework.Holding) []string {
	bureau := t.Bureau(h.Unit)
	if h.Line == "" {
		return []string{bureau}
	}
	return slices.DeleteFunc(h.Line.Of(), func(unit string) bool { return !t.Covers(bureau, unit) })
}

// Below lists unit and everything under it, in the order of the office.
func (t Tree) Below(unit string) []string {
	return slices.DeleteFunc(slices.Clone(t.order), func(u string) bool { return !t.Covers(unit, u) })
}
