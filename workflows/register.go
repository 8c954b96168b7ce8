// Package workflows holds one file per kind of case, each reading as its
// regulation reads, on the machine they share, and the host that runs that machine
// in Temporal: engine.go and listen.go, which alone know the engine.
//
// A case waits for the earliest instant over all its clocks, or for a command,
// and for nothing else. The code here is deterministic: it reads no clock on
// the wall, draws no random number, ranges over no map, and does no I/O; it
// never counts a limit and never learns a personal word. Counting, writing and
// checking authority are activities, called by name.
package workflows

import (
	"errors"
	"fmt"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/workflows/machine"
)

// Matters say what an act of each kind does.
func Matters() map[casework.Kind]machine.Matter {
	return map[casework.Kind]machine.Matter{
		casework.Service: service{}, casework.Document: document{}, casework.Complaint: complaint{}, casework.Supervision: supervision{},
		kind.Petition: petition{}, kind.Contact: contact{}, casework.Duties: duties{}, casework.Absence: absence{}, casework.Accountability: accountability{},
		kind.Attendance: attendance{},
		kind.Disclosure: disclosure{},
		kind.Inspection: inspection{}, kind.Rectification: rectification{},
		kind.Proposal: proposal{}, kind.Report: report{},
		kind.Promise: pledged{},
	}
}

// Workflows are the lives of the kinds that are declared, and what an act of each does.
type Workflows struct {
	Kinds   *kind.Set
	Matters map[casework.Kind]machine.Matter
}

// Of are the workflows of kinds that are all the house's own.
func Of(kinds *kind.Set) Workflows { return Workflows{kinds, Matters()} }

// Check tells which declared kind has nobody who says what its acts do.
func (w Workflows) Check() error {
	var faults []error
	for _, k := range w.Kinds.Kinds() {
		if w.Matters[k] == nil {
			faults = append(faults, fmt.Errorf("kind %s: nothing says what its acts do", k))
		}
	}
	return errors.Join(faults...)
}

// All are they by the name they are registered under, as histories know it: that of
// the kind.
func (w Workflows) All() map[string]any {
	all := map[string]any{}
	for _, k := range w.Kinds.Kinds() {
		all[string(k)] = w.keep
	}
	return all
}
