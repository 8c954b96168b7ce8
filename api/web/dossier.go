package web

import (
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/papers"
	"github.com/shixian/shixian/internal/policy"
)

// dossier is everything read about a case for one page.
type dossier struct {
	view     casework.CaseView
	timeline []casework.TimelineRow
	ledger   []casework.LedgerRow
	duty     []casework.DutySpan
	actions  []casework.Form
	office   *core.Office
	backup   string
	papers   papers.CasePapers
}

// item is the case's as it was when the case was received.
func (d dossier) item() policy.Item {
	it, _ := d.office.ItemOf(d.view.Item, d.view.ItemVersion)
	return it
}
