package desk

import (
	"context"
	"encoding/json"
	"net/http"
	"slices"
	"strings"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/words"
)

// approvalsView has first the acts that wait for consent (R166) or for a second signature
// (R048), then who needs more time.
type approvalsView struct {
	kernel.Frame
	Urgent []consentRow
	Rows   []approval
}

type approvalView struct {
	kernel.Frame
	approval
	Why     string // what the applicant for more time wrote
	Key     string
	Summary []kernel.Problem
	Days    kernel.FieldView
	Reason  kernel.FieldView
}

// approval is one request for more time: who asks, what, from when to when, and
// what the rules allow at most.
type approval struct {
	Number, Kind, Item, Clock string
	Head                      string // as of a decideRow
	Asks, At                  string
	Old, New                  string
	Max, Latest               string
	Light                     kernel.LightView
	Left                      string
	Rule                      string
	Refused                   string // why granting all of it would be refused
	Provisional               bool
}

// approvals lists the requests that wait for this person.
func (s *Room) approvals(v *visit) error {
	f, err := s.Frame(v.Visit, "approvals", v.T("approvals.title"))
	if err != nil {
		return err
	}
	waiting, err := s.counter.Approvals(v.Ctx, v.Who)
	if err != nil {
		return err
	}
	office, err := s.Office(v.Ctx)
	if err != nil {
		return err
	}
	heads, err := s.heads(v, waiting)
	if err != nil {
		return err
	}
	view := &approvalsView{Frame: f}
	for _, c := range waiting {
		if c.Consent != nil {
			view.Urgent = append(view.Urgent, v.consentRow(c, office))
		}
		if c.Second != nil {
			view.Urgent = append(view.Urgent, v.secondRow(c, office))
		}
		if c.Extension == nil {
			continue
		}
		a, err := s.approval(v, c, office)
		if err != nil {
			return err
		}
		view.Rows = append(view.Rows, a)
	}
	for i := range view.Urgent {
		view.Urgent[i].Head = heads[view.Urgent[i].Number]
	}
	for i := range view.Rows {
		view.Rows[i].Head = heads[view.Rows[i].Number]
	}
	return s.Render(v.Visit, http.StatusOK, "approvals", view)
}

// approvalPage shows one request to be decided, on a phone first.
func (s *Room) approvalPage(v *visit) error {
	return s.renderApproval(v, http.StatusOK, nil)
}

func (s *Room) renderApproval(v *visit, status int, refused error) error {
	one, office, err := s.waiting(v, func(c casework.CaseView) bool { return c.Extension != nil })
	switch {
	case err != nil:
		return err
	case one == nil:
		return s.gone(v)
	}
	f, err := s.Frame(v.Visit, "approvals", v.T("approval.title")+" "+one.Number)
	if err != nil {
		return err
	}
	view := &approvalView{Frame: f, Key: kernel.NewKey()}
	if view.approval, err = s.approval(v, *one, office); err != nil {
		return err
	}
	heads, err := s.heads(v, []casework.CaseView{*one})
	if err != nil {
		return err
	}
	x := one.Extension
	view.Head = heads[one.Number]
	if view.Why, err = s.whyAsked(v, one.Number, x.TextID); err != nil {
		return err
	}
	fields := []kernel.FieldView{
		{ID: "reason", Name: "reason", Type: "textarea", Label: v.T("approval.reason"), Hint: v.T("approval.reason.hint"), Value: v.Form("reason")},
		{ID: "days", Name: "days", Type: "number", Label: v.T("approval.days"), Hint: v.T("approval.days.hint", v.Amount(one.Clocks, x.Clock, x.Days)), Value: v.Form("days")},
	}
	view.Summary = v.Attach(fields, refused)
	view.Reason, view.Days = fields[0], fields[1]
	return s.Render(v.Visit, status, "approval", view)
}

// waiting finds the case of the address among those that wait for the reader's word,
// if it asks for what is wanted; nil: it is decided, or has lapsed.
func (s *Room) waiting(v *visit, wanted func(casework.CaseView) bool) (*casework.CaseView, *core.Office, error) {
	number := v.C.Param("number")
	all, err := s.counter.Approvals(v.Ctx, v.Who)
	if err != nil {
		return nil, nil, err
	}
	i := slices.IndexFunc(all, func(c casework.CaseView) bool { return c.Number == number && wanted(c) })
	if i < 0 {
		return nil, nil, nil
	}
	office, err := s.Office(v.Ctx)
	return &all[i], office, err
}

func (s *Room) gone(v *visit) error {
	s.Flash(v.Visit, "approval.gone", "")
	return v.Redirect("/approvals")
}

// whyAsked is what whoever asks wrote; empty for who may not read it.
func (s *Room) whyAsked(v *visit, number, text string) (string, error) {
	if text == "" {
		return "", nil
	}
	why, err := s.counter.Text(v.Ctx, v.Who, number, text)
	if casework.CodeOf(err) == casework.Forbidden {
		return "", nil
	}
	return why, err
}

// decide grants or refuses; the button pressed says which, there is no default.
func (s *Room) decide(v *visit) error {
	number := v.C.Param("number")
	view, err := s.counter.Case(v.Ctx, v.Who, number)
	if err != nil {
		return err
	}
	form, ok := v.Kinds.Binds(view).Form(casework.DecideExtension)
	if !ok || view.Extension == nil {
		return s.gone(v)
	}
	v.C.Request.PostForm.Set("clock", view.Extension.Clock)
	switch reason := strings.TrimSpace(v.Form("reason")); {
	case v.Form("approve") == "false":
		v.C.Request.PostForm.Del("days") // a refusal grants nothing
	case v.Form("approve") == "true" && reason == "": // the button is his word; only a refusal owes a reason
		v.C.Request.PostForm.Set("reason", v.T("approve.true"))
	}
	done, err := s.Do(v.Visit, number, form)
	switch {
	case err != nil:
		return err
	case done.Refused != nil:
		return s.renderApproval(v, http.StatusUnprocessableEntity, done.Refused)
	}
	s.Flash(v.Visit, done.Flash, casework.DecideExtension)
	return v.Redirect("/approvals")
}

// approval counts what granting would do; it grants nothing.
func (s *Room) approval(v *visit, c casework.CaseView, office *core.Office) (approval, error) {
	x := c.Extension
	a := approval{
		Number: c.Number, Kind: v.Kind(c.Kind), Item: v.ItemName(office, c.Kind, c.Item, c.ItemVersion, c.ItemName), Clock: v.ClockOf(office, c.Kind, x.Clock),
		At: v.Stamp(x.At),
	}
	i := slices.IndexFunc(c.Clocks, func(k casework.ClockView) bool { return k.Name == x.Clock && k.Round == x.Round })
	if i < 0 {
		return a, nil
	}
	clock := c.Clocks[i]
	day := v.Full
	if clock.Prompt {
		day = v.Second
	}
	a.Old, a.Light, a.Left = day(clock.Due), v.ClockLight(clock), v.Remaining(clock)
	a.Rule = strings.TrimSpace(kernel.Right(c.Policy, clock.Basis) + " " + clock.Rule)
	a.Asks = v.T("approval.asks", kernel.PersonName(office, x.By), v.Count(clock.Limit, x.Days))
	forecast, ok := s.forecast(v.Ctx, c)
	if !ok {
		return a, nil
	}
	granted, err := forecast(x.Days)
	if err != nil || granted.Absent {
		return a, err
	}
	if granted.Clock.Extends != "" {
		a.Rule = strings.TrimSpace(kernel.Right(c.Policy, clock.Basis) + " " + granted.Clock.Extends)
	}
	a.New, a.Provisional = day(granted.Clock.Due), granted.Clock.Provisional
	if granted.Refused != "" {
		a.Refused = v.UnderRule(words.CodeOf(v.Lang, v.Kinds, granted.Refused), granted.Rule)
	}
	most, last, err := forecast.most()
	a.Max = v.T("approval.cap", v.Count(clock.Limit, most))
	if most > 0 {
		a.Latest = v.T("approval.latest", day(last.Clock.Due))
	}
	return a, err
}

// forecast counts what a grant of n units would do, on the case's own pins.
type forecast func(n int) (casework.Planned, error)

// forecast reads the clock an extension is asked for. ok is false where the kept
// state cannot be read; the page then leaves the lines out.
func (s *Room) forecast(ctx context.Context, c casework.CaseView) (forecast, bool) {
	var state casework.State
	if len(c.State) == 0 || json.Unmarshal(c.State, &state) != nil {
		return nil, false
	}
	clock := state.Clock(c.Extension.Clock)
	if clock == nil {
		return nil, false
	}
	req := casework.PlanRequest{
		Number: c.Number, Kind: c.Kind, Item: c.Item, Unit: c.Unit, Policy: c.Policy, Calendar: c.Calendar,
	}
	return func(n int) (casework.Planned, error) {
		req.Clocks = []casework.PlanClock{{
			Name: clock.Name, Start: clock.Start, Granted: clock.Granted + n, Pauses: clock.Pauses, NotBefore: clock.NotBefore,
			Limit: clock.Asked, Stated: clock.Stated, Times: clock.Times,
		}}
		plan, err := s.planner.Plan(ctx, req)
		if err != nil || len(plan.Clocks) == 0 {
			return casework.Planned{Absent: true}, err
		}
		return plan.Clocks[0], nil
	}, true
}

// mostAsked bounds the search for what the rules allow; no cap is higher.
const mostAsked = 400

// most finds how much more the rules would still grant, and the date it leads to.
func (f forecast) most() (n int, last casework.Planned, err error) {
	for n < mostAsked {
		p, err := f(n + 1)
		if err != nil || p.Refused != "" || p.Absent {
			return n, last, err
		}
		n, last = n+1, p
	}
	return n, last, nil
}
