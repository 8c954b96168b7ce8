package desk

import (
	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
)

// signature is another's act that waits for a second one (R048).
var signature = word{
	act:   casework.Countersign,
	waits: func(c casework.CaseView) bool { return c.Second != nil },
	fill: func(v *visit, one casework.CaseView, office *core.Office, view *consentView) (textID string) {
		view.consentRow, view.Request = v.secondRow(one, office), one.Second.Request
		view.Means, view.Lost, view.Lapse = v.T("second.means"), v.T("second.lost"), v.T("second.lapse")
		return one.Second.TextID
	},
}

// secondRow is an act that waits for a second signature: whose, which, and until when
// (R048).
func (v *visit) secondRow(c casework.CaseView, office *core.Office) consentRow {
	x := c.Second
	return v.awaited(consentRow{
		Number: c.Number, Kind: v.Kind(c.Kind), Item: v.ItemName(office, c.Kind, c.Item, c.ItemVersion, c.ItemName), At: v.Stamp(x.At),
		Page: "second", Asks: v.Proposed(office, c.Kind, x),
	}, c, casework.ClockCountersign)
}

// secondPage shows one act to be signed, on a phone first.
func (s *Room) secondPage(v *visit) error { return s.askWord(v, signature) }

// signed are all answers that the act of another would be done with: whoever signs it has read
// them. The reason stands above them (R048).
func (s *Room) signed(v *visit, c casework.CaseView, office *core.Office) ([]kernel.Fact, error) {
	x := c.Second
	if x == nil || x.Args == nil {
		return nil, nil
	}
	form, _ := v.Kinds.Binds(c).Form(x.Act)
	item, _ := office.ItemOf(c.Item, c.ItemVersion)
	return v.Answered(c.Kind, form, x.Args, office, item, func(text string) (string, error) { return s.whyAsked(v, c.Number, text) })
}

// countersign signs or refuses.
func (s *Room) countersign(v *visit) error { return s.giveWord(v, signature) }
