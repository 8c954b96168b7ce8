package desk

import (
	"net/http"
	"strings"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/words"
)

// consentRow is one act a short cover asks the leader in charge for: who asks, which,
// and until when an answer is awaited (R166).
type consentRow struct {
	Number, Kind, Item string
	Page               string // where it is decided
	Asks, At           string
	Due, Left          string
	Light              kernel.LightView
	Rule               string
}

type consentView struct {
	kernel.Frame
	consentRow
	Verb    string
	Means   string // what consent allows
	Why     string // it cannot wait for A
	Lost    string // what a refusal means
	Lapse   string // what silence does
	Request string // what is signed, and no other
	Key     string
	Summary []kernel.Problem
	Reason  kernel.FieldView
}

func (v *visit) consentRow(c casework.CaseView, office *core.Office) consentRow {
	u := c.Consent
	r := consentRow{
		Number: c.Number, Kind: v.Kind(c.Kind), Item: v.ItemName(office, c.Kind, c.Item, c.ItemVersion, c.ItemName), At: v.Stamp(u.At),
		Page: "urgent", Asks: v.T("urgent.asked", kernel.PersonName(office, u.By), v.Verb(c.Kind, u.Act)),
	}
	return v.awaited(r, c, casework.ClockUrgent)
}

// awaited adds by when an answer is awaited; where the office sets no time, none is shown.
func (v *visit) awaited(r consentRow, c casework.CaseView, clock string) consentRow {
	for _, k := range c.Clocks {
		if k.Name == clock && k.Ended == nil {
			r.Due, r.Light, r.Left, r.Rule = v.Full(k.Due), v.ClockLight(k), v.Remaining(k), strings.TrimSpace(kernel.Right(c.Policy, k.Basis)+" "+k.Rule)
		}
	}
	return r
}

// consentPage shows one urgent request to be decided, on a phone first.
func (s *Room) consentPage(v *visit) error {
	return s.renderConsent(v, http.StatusOK, nil)
}

func (s *Room) renderConsent(v *visit, status int, refused error) error {
	one, office, err := s.waiting(v, func(c casework.CaseView) bool { return c.Consent != nil })
	switch {
	case err != nil:
		return err
	case one == nil:
		return s.gone(v)
	}
	do, means, _ := words.Act(v.Kinds, one.Kind, casework.DecideUrgent)
	f, err := s.Frame(v.Visit, "approvals", do.In(v.Lang)+" "+one.Number)
	if err != nil {
		return err
	}
	view := &consentView{Frame: f, Key: kernel.NewKey(), consentRow: v.consentRow(*one, office), Verb: do.In(v.Lang), Means: means.In(v.Lang), Lost: v.T("consent.lost"), Lapse: v.T("consent.lapse")}
	if view.Why, err = s.whyAsked(v, one.Number, one.Consent.TextID); err != nil {
		return err
	}
	fields := []kernel.FieldView{{ID: "reason", Name: "reason", Type: "textarea", Label: v.T("consent.reason"), Value: v.Form("reason")}}
	view.Summary = v.Attach(fields, refused)
	view.Reason = fields[0]
	return s.Render(v.Visit, status, "consent", view)
}

// decideUrgent consents or refuses; the button pressed says which, there is no default.
func (s *Room) decideUrgent(v *visit) error {
	number := v.C.Param("number")
	view, err := s.counter.Case(v.Ctx, v.Who, number)
	if err != nil {
		return err
	}
	form, ok := v.Kinds.Binds(view).Form(casework.DecideUrgent)
	if !ok || view.Consent == nil {
		return s.gone(v)
	}
	done, err := s.Do(v.Visit, number, form)
	switch {
	case err != nil:
		return err
	case done.Refused != nil:
		return s.renderConsent(v, http.StatusUnprocessableEntity, done.Refused)
	}
	s.Flash(v.Visit, done.Flash, casework.DecideUrgent)
	return v.Redirect("/approvals")
}
