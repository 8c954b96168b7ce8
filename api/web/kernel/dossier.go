package kernel

import (
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/drawer"
	"github.com/shixian/shixian/internal/counter/papers"
	"github.com/shixian/shixian/internal/policy"
)

// Dossier is everything read about a case for one page.
type Dossier struct {
	View     casework.CaseView
	Timeline []casework.TimelineRow
	Ledger   []casework.LedgerRow
	Duty     []casework.DutySpan
	Actions  []casework.Form
	Office   *core.Office
	Papers   papers.CasePapers
	Drafts   []drawer.Draft // acts the reader left half-written
}

// Item is the case's as it was when the case was received.
func (d Dossier) Item() policy.Item {
	it, _ := d.Office.ItemOf(d.View.Item, d.View.ItemVersion)
	return it
}
