package kind

import (
	"encoding/json"
	"fmt"
	"slices"

	"github.com/shixian/shixian/internal/casework"
)

// A declaration that changes what a case is held to (stages, ends, acts, their fields
// and conditions) is a new revision and carries those before it. A case keeps to the
// one its run began under; what was begun before there were any keeps to the first,
// which is 0. Who may act, and what things are called, is nobody's to keep: that is the
// newest one's for every case.

// revised is a declaration as it stands now, with how it stood before: each step takes it
// one revision further back, the newest change first.
func revised(now func() *Declaration, back ...func(*Declaration)) *Declaration {
	d := now()
	d.Revision = len(back)
	for n := range back {
		was := now()
		for _, step := range back[:len(back)-n] {
			step(was)
		}
		was.Revision = n
		d.Earlier = append(d.Earlier, was)
	}
	return d
}

// At finds a revision of a kind's declaration; false for one this set does not know:
// a newer process wrote it, and whoever knows it has to go on.
func (s *Set) At(k casework.Kind, revision int) (*Declaration, bool) {
	d := s.Of(k)
	if revision >= 0 && revision < len(d.Earlier) {
		return d.Earlier[revision], true
	}
	return d, revision == d.Revision && d.Prefix != ""
}

// Binds is the declaration that a case is held to: the newest where its run has said
// nothing yet, for by that it will begin.
func (s *Set) Binds(view casework.CaseView) *Declaration {
	var pin struct {
		Declared int `json:"declared"`
	}
	if view.Revision == 0 || json.Unmarshal(view.State, &pin) != nil {
		return s.Of(view.Kind)
	}
	d, _ := s.At(view.Kind, pin.Declared)
	return d
}

// Ever are the acts some case of the kind may take: its own, then what only earlier
// revisions have.
func (d *Declaration) Ever() (out []Act) {
	for a := range d.ever {
		out = append(out, *a)
	}
	return out
}

// ever walks them in that order and copies none: where the law proves itself, a set is put
// together some thousand times.
func (d *Declaration) ever(yield func(*Act) bool) {
	for i := range d.Acts {
		if !yield(&d.Acts[i]) {
			return
		}
	}
	for n, before := range slices.Backward(d.Earlier) {
		for i := range before.Acts {
			if a := &before.Acts[i]; !d.hasSince(n, a.Name) && !yield(a) {
				return
			}
		}
	}
}

// hasSince tells whether an act stands in the declaration, or in a revision after the nth.
func (d *Declaration) hasSince(n int, command string) bool {
	if _, has := d.Act(command); has {
		return true
	}
	for _, later := range d.Earlier[n+1:] {
		if _, has := later.Act(command); has {
			return true
		}
	}
	return false
}

// revisions finds what is wrong with the numbers of a declaration and of those before it,
// and with each of these.
func revisions(d *Declaration) (faults []error) {
	say := func(format string, args ...any) {
		faults = append(faults, fmt.Errorf("kind %s: %s", d.Kind, fmt.Sprintf(format, args...)))
	}
	if d.Revision != len(d.Earlier) {
		say("revision %d carries %d before it", d.Revision, len(d.Earlier))
	}
	for i, before := range d.Earlier {
		switch {
		case before.Revision != i:
			say("revision %d stands where %d should", before.Revision, i)
		case before.Kind != d.Kind || before.Prefix != d.Prefix || len(before.Earlier) > 0:
			say("revision %d is of another kind, or carries others itself", i)
		}
		for _, fault := range check(before) {
			faults = append(faults, fmt.Errorf("revision %d: %w", i, fault))
		}
	}
	return faults
}
