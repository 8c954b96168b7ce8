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
	Head               string // as of a decideRow
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
	Signed  []kernel.Fact
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

// word is what a leader is asked for by a page of its own, on a phone first: the act by
// which he gives it, which cases wait for it, and what the page says of one.
type word struct {
	act   string
	waits func(casework.CaseView) bool
	fill  func(v *visit, one casework.CaseView, office *core.Office, view *consentView) (textID string)
}

// consent is an act that a short cover asks for before it is done (R166).
var consent = word{
	act:   casework.DecideUrgent,
	waits: func(c casework.CaseView) bool { return c.Consent != nil },
	fill: func(v *visit, one casework.CaseView, office *core.Office, view *consentView) (textID string) {
		view.consentRow, view.Lost, view.Lapse = v.consentRow(one, office), v.T("consent.lost"), v.T("consent.lapse")
		return one.Consent.TextID
	},
}

// consentPage shows one urgent request to be decided, on a phone first.
func (s *Room) consentPage(v *visit) error { return s.askWord(v, consent) }

// decideUrgent consents or refuses.
func (s *Room) decideUrgent(v *visit) error { return s.giveWord(v, consent) }

func (s *Room) askWord(v *visit, w word) error { return s.renderWord(v, w, http.StatusOK, nil) }

func (s *Room) renderWord(v *visit, w word, status int, refused error) error {
	one, office, err := s.waiting(v, w.waits)
	switch {
	case err != nil:
		return err
	case one == nil:
		return s.gone(v)
	}
	do, means, _ := words.Act(v.Kinds, one.Kind, w.act)
	f, err := s.Frame(v.Visit, "approvals", do.In(v.Lang)+" "+one.Number)
	if err != nil {
		return err
	}
	view := &consentView{Frame: f, Key: kernel.NewKey(), Verb: do.In(v.Lang), Means: means.In(v.Lang)}
	if view.Why, err = s.whyAsked(v, one.Number, w.fill(v, *one, office, view)); err != nil {
		return err
	}
	heads, err := s.heads(v, []casework.CaseView{*one})
	if err != nil {
		return err
	}
	view.Head = heads[one.Number]
	if view.Signed, err = s.signed(v, *one, office); err != nil {
		return err
	}
	fields := []kernel.FieldView{{ID: "reason", Name: "reason", Type: "textarea", Label: v.T("consent.reason"), Value: v.Form("reason")}}
	view.Summary = v.Attach(fields, refused)
	view.Reason = fields[0]
	return s.Render(v.Visit, status, "consent", view)
}

// giveWord says yes or no; the button pressed says which, there is no default.
func (s *Room) giveWord(v *visit, w word) error {
	number := v.C.Param("number")
	view, err := s.counter.Case(v.Ctx, v.Who, number)
	if err != nil {
		return err
	}
	form, ok := v.Kinds.Binds(view).Form(w.act)
	if !ok || !w.waits(view) {
		return s.gone(v)
	}
	done, err := s.Do(v.Visit, number, form)
	switch {
	case err != nil:
		return err
	case done.Refused != nil:
		return s.renderWord(v, w, http.StatusUnprocessableEntity, done.Refused)
	}
	s.Flash(v.Visit, done.Flash, w.act)
	return v.Redirect("/approvals")
}
