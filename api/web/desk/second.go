package desk

import (
	"net/http"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/words"
)

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
func (s *Room) secondPage(v *visit) error {
	return s.renderSecond(v, http.StatusOK, nil)
}

func (s *Room) renderSecond(v *visit, status int, refused error) error {
	one, office, err := s.waiting(v, func(c casework.CaseView) bool { return c.Second != nil })
	switch {
	case err != nil:
		return err
	case one == nil:
		return s.gone(v)
	}
	do, _, _ := words.Act(v.Kinds, one.Kind, casework.Countersign)
	f, err := s.Frame(v.Visit, "approvals", do.In(v.Lang)+" "+one.Number)
	if err != nil {
		return err
	}
	view := &consentView{
		Frame: f, Key: kernel.NewKey(), consentRow: v.secondRow(*one, office), Request: one.Second.Request, Verb: do.In(v.Lang),
		Means: v.T("second.means"), Lost: v.T("second.lost"), Lapse: v.T("second.lapse"),
	}
	if view.Why, err = s.whyAsked(v, one.Number, one.Second.TextID); err != nil {
		return err
	}
	fields := []kernel.FieldView{{ID: "reason", Name: "reason", Type: "textarea", Label: v.T("consent.reason"), Value: v.Form("reason")}}
	view.Summary = v.Attach(fields, refused)
	view.Reason = fields[0]
	return s.Render(v.Visit, status, "consent", view)
}

// countersign signs or refuses; the button pressed says which, there is no default.
func (s *Room) countersign(v *visit) error {
	number := v.C.Param("number")
	view, err := s.counter.Case(v.Ctx, v.Who, number)
	if err != nil {
		return err
	}
	form, ok := v.Kinds.Binds(view).Form(casework.Countersign)
	if !ok || view.Second == nil {
		return s.gone(v)
	}
	done, err := s.Do(v.Visit, number, form)
	switch {
	case err != nil:
		return err
	case done.Refused != nil:
		return s.renderSecond(v, http.StatusUnprocessableEntity, done.Refused)
	}
	s.Flash(v.Visit, done.Flash, casework.Countersign)
	return v.Redirect("/approvals")
}
