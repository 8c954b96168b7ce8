package web

import (
	"net/http"
	"strings"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/words"
)

// consentRow is one act a short cover asks the leader in charge for: who asks, which,
// and until when an answer is awaited (R166).
type consentRow struct {
	Number, Kind, Item string
	Asks, At           string
	Due, Left          string
	Light              lightView
	Rule               string
}

type consentView struct {
	frame
	consentRow
	Verb    string
	Means   string // what consent allows
	Why     string // it cannot wait for A
	Key     string
	Summary []problem
	Reason  fieldView
}

func (v *visit) consentRow(c casework.CaseView, office *core.Office) consentRow {
	u := c.Consent
	r := consentRow{
		Number: c.Number, Kind: v.kind(c.Kind), Item: v.itemName(office, c.Kind, c.Item, c.ItemVersion, c.ItemName), At: v.stamp(u.At),
		Asks: v.t("urgent.asked", personName(office, u.By), v.verb(c.Kind, u.Act)),
	}
	for _, k := range c.Clocks { // where the office sets no time, none is shown
		if k.Name == casework.ClockUrgent && k.Ended == nil {
			r.Due, r.Light, r.Left, r.Rule = v.full(k.Due), v.clockLight(k), v.remaining(k), strings.TrimSpace(right(c.Policy, k.Basis)+" "+k.Rule)
		}
	}
	return r
}

// consentPage shows one urgent request to be decided, on a phone first.
func (s *site) consentPage(v *visit) error {
	return s.renderConsent(v, http.StatusOK, nil)
}

func (s *site) renderConsent(v *visit, status int, refused error) error {
	one, office, err := s.waiting(v, func(c casework.CaseView) bool { return c.Consent != nil })
	switch {
	case err != nil:
		return err
	case one == nil:
		return s.gone(v)
	}
	do, means, _ := words.Act(v.kinds, one.Kind, casework.DecideUrgent)
	f, err := s.frame(v, "approvals", do.In(v.lang)+" "+one.Number)
	if err != nil {
		return err
	}
	view := &consentView{frame: f, Key: newKey(), consentRow: v.consentRow(*one, office), Verb: do.In(v.lang), Means: means.In(v.lang)}
	if view.Why, err = s.whyAsked(v, one.Number, one.Consent.TextID); err != nil {
		return err
	}
	fields := []fieldView{{ID: "reason", Name: "reason", Type: "textarea", Label: v.t("consent.reason"), Value: v.form("reason")}}
	view.Summary = v.attach(fields, refused)
	view.Reason = fields[0]
	return s.render(v, status, "consent", view)
}

// decideUrgent consents or refuses; the button pressed says which, there is no default.
func (s *site) decideUrgent(v *visit) error {
	number := v.c.Param("number")
	view, err := s.deps.Counter.Case(v.ctx, v.who, number)
	if err != nil {
		return err
	}
	form, ok := v.kinds.Binds(view).Form(casework.DecideUrgent)
	if !ok || view.Consent == nil {
		return s.gone(v)
	}
	done, err := s.do(v, number, form)
	switch {
	case err != nil:
		return err
	case done.refused != nil:
		return s.renderConsent(v, http.StatusUnprocessableEntity, done.refused)
	}
	s.flash(v, done.flash, casework.DecideUrgent)
	return v.redirect("/approvals")
}
