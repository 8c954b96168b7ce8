package policy

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/shixian/shixian/internal/casework"
)

// ItemVersion is one version of a matter of the catalogue. What governs a case is
// the version in force when it was received, also where that was entered late: the
// public was promised that one (R032, R039). An edit is a new version, and so no
// edit moves an open case.
type ItemVersion struct {
	Item
	Version int
	From    time.Time // in force from here to the next one
	By      string    // who drafted it and asked for it; nobody where seeding brought it
	Consent string    // the second person
}

// First is a catalogue that was never edited.
func First(items []Item) []ItemVersion {
	out := make([]ItemVersion, len(items))
	for i, it := range items {
		out[i] = ItemVersion{Item: it, Version: 1}
	}
	return out
}

// Hold is the book with every version of the catalogue, those of matters the office
// no longer offers included: cases pin them. Versions of a matter come in the order
// of their numbers.
func (b *Book) Hold(versions []ItemVersion) *Book {
	out := *b
	out.items = map[string][]ItemVersion{}
	for _, v := range versions {
		out.items[v.ID] = append(out.items[v.ID], v)
	}
	for _, all := range out.items {
		slices.SortStableFunc(all, func(a, b ItemVersion) int { return cmp.Compare(a.Version, b.Version) })
	}
	return &out
}

// Item finds the newest version of a matter.
func (b *Book) Item(id string) (Item, bool) {
	all := b.items[id]
	if len(all) == 0 {
		return Item{}, false
	}
	return all[len(all)-1].Item, true
}

// itemOf finds what a request is counted by: the version it pins, else the one in
// force at its receipt. A matter without an item has none.
func (b *Book) itemOf(req casework.PlanRequest) (ItemVersion, error) {
	all := b.items[req.Item]
	switch {
	case req.Item == "":
		return ItemVersion{}, nil
	case len(all) == 0:
		return ItemVersion{}, fmt.Errorf("item %q is not in the book", req.Item)
	case req.ItemVersion == 0:
		return InForce(all, req.Received), nil
	}
	i := slices.IndexFunc(all, func(v ItemVersion) bool { return v.Version == req.ItemVersion })
	if i < 0 {
		return ItemVersion{}, fmt.Errorf("item %s version %d is not in the book", req.Item, req.ItemVersion)
	}
	return all[i], nil
}

// InForce is the newest of the versions of one matter, in the order of their
// numbers, that was in force at an instant; before all of them, the first.
func InForce(all []ItemVersion, at time.Time) ItemVersion {
	for _, v := range slices.Backward(all) {
		if !v.From.After(at) {
			return v
		}
	}
	return all[0]
}

// First is the first item of a kind, by its id; what is opened of that kind is of it where
// nobody picked one.
func (b *Book) First(of casework.Kind) (first Item) {
	for id := range b.items {
		if item, _ := b.Item(id); item.Kind == of && (first.ID == "" || item.ID < first.ID) {
			first = item
		}
	}
	return first
}
