package desk

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/cases"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/words"
)

// owedView is what the house owes itself and has let pass, and the verifications that
// wait for the facts.
type owedView struct {
	kernel.Frame
	Leaders  []owedLeader
	Together []togetherView
	Summary  []kernel.Problem
}

type owedLeader struct {
	Name string
	Rows []owedRow
}

type owedRow struct {
	Number, Item, Clock, Rule string
	Due, Rounds, Next         string
	OverHead                  bool
}

// togetherView are verifications of one post and month, and the form that settles them.
type togetherView struct {
	Post, Month string
	Rows        []togetherRow
	Key         string // empty: whoever reads may not
	Reason      kernel.FieldView
}

type togetherRow struct {
	Number, At, Of string
	Outcome        kernel.FieldView
}

func (s *Room) owed(v *visit) error { return s.renderOwed(v, http.StatusOK, nil) }

func (s *Room) renderOwed(v *visit, status int, refused error) error {
	list, err := s.counter.Monthly(v.Ctx, v.Who)
	if err != nil {
		return err
	}
	office, err := s.Office(v.Ctx)
	if err != nil {
		return err
	}
	f, err := s.Frame(v.Visit, "owed", v.T("nav.owed"))
	if err != nil {
		return err
	}
	view := &owedView{Frame: f}
	for _, l := range list.Leaders {
		one := owedLeader{Name: v.heard(l.To) + " · " + v.UnitName(office, l.Unit)}
		for _, o := range l.Owed {
			one.Rows = append(one.Rows, v.owedRow(o, office))
		}
		view.Leaders = append(view.Leaders, one)
	}
	for _, t := range list.Together {
		view.Together = append(view.Together, v.together(t, office))
	}
	view.refuse(v, refused)
	return s.Render(v.Visit, status, "owed", view)
}

// refuse says what was refused at the fields of the form that was sent: the one with an
// outcome chosen.
func (o *owedView) refuse(v *visit, refused error) {
	var fields []kernel.FieldView
	var at []*kernel.FieldView
	for i := range o.Together {
		one := &o.Together[i]
		sent := slices.ContainsFunc(one.Rows, func(r togetherRow) bool { return r.Outcome.Value != "" })
		for j := range one.Rows {
			at = append(at, &one.Rows[j].Outcome)
		}
		if sent {
			at = append(at, &one.Reason)
		}
	}
	for _, f := range at {
		fields = append(fields, *f)
	}
	o.Summary = v.Attach(fields, refused)
	for i, f := range at {
		*f = fields[i]
	}
}

func (v *visit) heard(to []casework.Role) string {
	var out []string
	for _, r := range to {
		out = append(out, words.Say(v.Lang, words.Role, r))
	}
	return strings.Join(out, v.T("list.and"))
}

func (v *visit) owedRow(o cases.OwedRow, office *core.Office) owedRow {
	c := o.Clock
	return owedRow{
		Number: o.Number, Item: v.ItemName(office, o.Kind, o.Item, o.ItemVersion, o.ItemName), Clock: v.ClockOf(office, o.Kind, c.Name), Rule: strings.TrimSpace(kernel.Right(o.Policy, c.Basis) + " " + c.Rule),
		Due: v.Stamp(c.Due), Rounds: v.T("owed.rounds", o.Rounds), Next: v.Stamp(o.Next), OverHead: o.OverHead,
	}
}

func (v *visit) together(t cases.Together, office *core.Office) togetherView {
	month, _ := time.Parse("2006-01", t.Month) // the list wrote it
	out := togetherView{Post: v.PostName(office, t.Post, ""), Month: v.Month(month)}
	if t.May {
		out.Key = kernel.NewKey()
		out.Reason = kernel.FieldView{ID: "reason-" + t.Month + "-" + t.Post, Name: "reason", Type: "textarea", Label: v.T("owed.reason"), Required: true, Value: v.Form("reason")}
	}
	for _, c := range t.Cases {
		cause := core.StateOf(c).Cause
		row := togetherRow{Number: c.Number, At: v.Stamp(cause.At), Of: cause.Number + " " + v.ClockOf(office, v.KindOf(cause.Number), cause.Clock)}
		if t.May {
			name := "outcome." + c.Number
			row.Outcome = kernel.FieldView{ID: "f-" + c.Number, Name: name, Type: "select", Label: c.Number + " " + v.T("owed.outcome"), Value: v.Form(name)}
			for _, o := range cases.Settled() {
				row.Outcome.Options = append(row.Outcome.Options, kernel.OptionView{Value: o, Label: words.Say(v.Lang, words.Outcome, o), On: o == v.Form(name)})
			}
		}
		out.Rows = append(out.Rows, row)
	}
	return out
}

// settle states the facts of the verifications that were given an outcome.
func (s *Room) settle(v *visit) error {
	outcomes := map[string]string{}
	for name, values := range v.C.Request.PostForm {
		if number, of := strings.CutPrefix(name, "outcome."); of && values[0] != "" {
			outcomes[number] = values[0]
		}
	}
	_, err := s.counter.Settle(v.Ctx, v.Who, outcomes, v.Form("reason"), v.Form("key"))
	switch {
	case err != nil && (len(core.RefusalsOf(err)) == 0 || casework.CodeOf(err) == casework.Forbidden):
		return err
	case err != nil:
		return s.renderOwed(v, http.StatusUnprocessableEntity, err)
	}
	s.Flash(v.Visit, "done", casework.StateFacts)
	return v.Redirect("/owed")
}
