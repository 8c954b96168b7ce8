package countertest

import (
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/policy"
)

// Store is all of it over one Base, a fake for each room of the counter.
type Store struct {
	*Base
	*Intake
	*Files
	*Lot
	*Shelf
	*Drafts
	*Roster
	*Sheets
	*Desk
	*Waiting
}

// NewStore is an empty store of Office.
func NewStore() *Store {
	office := Office()
	office.Items = policy.Asking(kind.Office(), office.Items)
	b := &Base{
		Cases: map[string]casework.CaseView{}, Events: map[string][]casework.TimelineRow{}, Texts: map[string]string{},
		Sealed: map[string]map[string]string{}, Verdicts: map[string]casework.Verdict{}, Codes: map[string][]byte{}, Carried: map[string][]core.Sent{},
		office: office, numbers: map[string]string{},
	}
	return &Store{
		Base: b, Intake: &Intake{b}, Files: &Files{b}, Lot: &Lot{b}, Shelf: &Shelf{Base: b}, Drafts: &Drafts{Base: b},
		Roster: &Roster{Base: b}, Sheets: &Sheets{Base: b}, Desk: &Desk{Base: b}, Waiting: &Waiting{Base: b},
	}
}

// Stores is the store as the counter's rooms ask it, each for its own.
func (s *Store) Stores() counter.Stores {
	return counter.Stores{
		Core: s, Cases: s, Files: s, Codes: s, Parking: s, Inboxes: s, Desk: s, Finding: s, Rulebook: s, Catalogue: s, Roster: s, Appraisal: s, Papers: s,
		Office: settled{}, Signed: s, Drawer: &s.Desk.Drawer,
	}
}
