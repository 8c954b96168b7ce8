package web

import (
	"net/http"
	"slices"
	"strings"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter"
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
	Why     string // it cannot wait for A
	Key     string
	Summary []problem
	Reason  fieldView
}

func (v *visit) consentRow(c casework.CaseView, office *counter.Office) consentRow {
	u := c.Consent
	r := consentRow{
		Number: c.Number, Kind: v.kind(c.Kind), Item: v.itemName(office, c.Kind, c.Item, c.ItemName), At: v.stamp(u.At),
		Asks: v.t("urgent.asked", personName(office, u.By), known(v.lang, "do.", u.Act)),
	}
	for _, k := range c.Clocks { // where the office sets no time, none is shown
		if k.Name == casework.ClockUrgent && k.Ended == nil {
			r.Due, r.Light, r.Left, r.Rule = v.full(k.Due), v.clockLight(k), v.remaining(k), strings.TrimSpace(k.Basis+" "+k.Rule)
		}
	}
	return r
}

// consentPage shows one urgent request to be decided, on a phone first.
func (s *site) consentPage(v *visit) error {
	return s.renderConsent(v, http.StatusOK, nil)
}

func (s *site) renderConsent(v *visit, status int, refused error) error {
	number := v.c.Param("number")
	waiting, err := s.deps.Counter.Approvals(v.ctx, v.who)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(waiting, func(c casework.CaseView) bool { return c.Number == number && c.Consent != nil })
	if i < 0 {
		s.flash(v, "approval.gone", "")
		return v.redirect("/approvals")
	}
	office, err := s.deps.Counter.Office(v.ctx)
	if err != nil {
		return err
	}
	f, err := s.frame(v, "approvals", v.t("do.decide-urgent")+" "+number)
	if err != nil {
		return err
	}
	view := &consentView{frame: f, Key: newKey(), consentRow: v.consentRow(waiting[i], office)}
	if id := waiting[i].Consent.TextID; id != "" {
		if view.Why, err = s.deps.Counter.Text(v.ctx, v.who, number, id); err != nil && casework.CodeOf(err) != casework.Forbidden {
			return err
		}
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
	form, ok := casework.FormOf(view.Kind, casework.DecideUrgent)
	if !ok || view.Consent == nil {
		s.flash(v, "approval.gone", "")
		return v.redirect("/approvals")
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
