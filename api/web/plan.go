package web

import (
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/cases"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/roster"
)

// planFormView proposes who is to hold a post from a date on.
type planFormView struct {
	frame
	ID, Post string
	Now      []fact // who holds it now
	Summary  []problem
	Fields   []fieldView
}

// backups are how many B's a plan has room for.
const backups = 3

// planPage shows the form by which a change of a post is proposed.
func (s *site) planPage(v *visit) error { return s.renderPlan(v, http.StatusOK, nil) }

func (s *site) renderPlan(v *visit, status int, refused error) error {
	rows, err := s.deps.Counter.Posts(v.ctx, v.who)
	if err != nil {
		return err
	}
	office, err := s.deps.Counter.Office(v.ctx)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(rows, func(r roster.PlanRow) bool { return r.ID == v.c.Param("post") })
	if i < 0 {
		return casework.FieldError(casework.NotFound, "post", "")
	}
	if _, err := v.rights.Decide(v.who, access.PlanPropose, access.Subject{Unit: rows[i].Unit}, access.NewTree(office.Units)); err != nil {
		return err
	}
	f, err := s.frame(v, "board", v.t("plan.propose"))
	if err != nil {
		return err
	}
	now := v.postRow(rows[i])
	view := &planFormView{frame: f, ID: rows[i].ID, Post: now.Post, Fields: v.planFields(office)}
	view.Now = []fact{{"A", v.listed(now.A)}, {"B", v.listed(now.B)}}
	view.Summary = v.attach(view.Fields, inLine(refused))
	return s.render(v, status, "plan", view)
}

// inLine puts what is wrong with the line of holders at its first place.
func inLine(err error) error {
	var out core.Refusals
	for _, e := range core.RefusalsOf(err) {
		moved := *e
		if slices.Contains([]string{"person", "backup", "rank"}, e.Field) {
			moved.Field = "holders"
		}
		out = append(out, &moved)
	}
	if len(out) == 0 {
		return err
	}
	return out
}

// planFields ask for A and the B's in their order, or for a stand-in.
func (v *visit) planFields(office *core.Office) []fieldView {
	typed := v.c.Request.PostForm
	people := func(id, name, label, chosen string) fieldView {
		f := fieldView{ID: id, Name: name, Type: "select", Label: label, Value: chosen}
		for _, p := range office.Persons {
			if p.Active {
				f.Options = append(f.Options, optionView{Value: p.ID, Label: p.Name + " " + v.unitName(office, p.Unit), On: p.ID == chosen})
			}
		}
		return f
	}
	var out []fieldView
	for rank := range backups + 1 {
		label, chosen := "A", ""
		if rank > 0 {
			label = "B" + strconv.Itoa(rank)
		}
		if rank < len(typed["holders"]) {
			chosen = typed["holders"][rank]
		}
		out = append(out, people("plan-"+strconv.Itoa(rank), "holders", label, chosen))
	}
	out[0].Hint = v.t("plan.holders.hint")
	from := fieldView{ID: "plan-from", Name: "from", Type: "datetime-local", Label: v.t("plan.begins"), Required: true, Value: typed.Get("from")}
	standin := people("plan-standin", "standin", v.t("plan.standin"), typed.Get("standin"))
	standin.Hint = v.t("plan.standin.hint")
	until := fieldView{ID: "plan-until", Name: "until", Type: "datetime-local", Label: v.t("plan.until"), Value: typed.Get("until")}
	return append(out, from, standin, until)
}

// propose keeps a plan; it holds once it is approved.
func (s *site) propose(v *visit) error {
	plan := roster.PostPlan{Post: v.c.Param("post"), Standin: v.form("standin")}
	for _, person := range v.c.Request.PostForm["holders"] {
		if person != "" {
			plan.Holders = append(plan.Holders, person)
		}
	}
	var err error
	if plan.From, err = v.typedTime("from"); err == nil && v.form("until") != "" {
		var until time.Time
		until, err = v.typedTime("until")
		plan.Until = &until
	}
	if err == nil {
		_, err = s.deps.Counter.ProposePlan(v.ctx, v.who, plan)
	}
	switch {
	case err == nil:
		return v.redirect("/posts#plans")
	case len(core.RefusalsOf(err)) == 0, casework.CodeOf(err) == casework.Forbidden, casework.CodeOf(err) == casework.NotFound:
		return err
	}
	return s.renderPlan(v, http.StatusUnprocessableEntity, err)
}

// typedTime reads a time that was typed, as the office's.
func (v *visit) typedTime(name string) (time.Time, error) {
	at, err := cases.ParseTime(v.form(name))
	if err != nil {
		return at, casework.FieldError(casework.Invalid, name, "date-time")
	}
	return at, nil
}
