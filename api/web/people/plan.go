package people

import (
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/cases"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/roster"
)

// planFormView proposes who is to hold a post from a date on.
type planFormView struct {
	kernel.Frame
	ID, Post string
	Now      []kernel.Fact // who holds it now
	Summary  []kernel.Problem
	Fields   []kernel.FieldView
}

// backups are how many B's a plan has room for.
const backups = 3

// planPage shows the form by which a change of a post is proposed.
func (s *Room) planPage(v *visit) error { return s.renderPlan(v, http.StatusOK, nil) }

func (s *Room) renderPlan(v *visit, status int, refused error) error {
	rows, err := s.counter.Posts(v.Ctx, v.Who)
	if err != nil {
		return err
	}
	office, err := s.Office(v.Ctx)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(rows, func(r roster.PlanRow) bool { return r.ID == v.C.Param("post") })
	if i < 0 {
		return casework.FieldError(casework.NotFound, "post", "")
	}
	if _, err := v.Rights.Decide(v.Who, access.PlanPropose, access.Subject{Unit: rows[i].Unit}, office.Tree()); err != nil {
		return err
	}
	f, err := s.Frame(v.Visit, "board", v.T("plan.propose"))
	if err != nil {
		return err
	}
	now := v.postRow(rows[i])
	view := &planFormView{Frame: f, ID: rows[i].ID, Post: now.Post, Fields: v.planFields(office)}
	view.Now = []kernel.Fact{{Name: "A", Value: v.listed(now.A)}, {Name: "B", Value: v.listed(now.B)}}
	view.Summary = v.Attach(view.Fields, inLine(refused))
	return s.Render(v.Visit, status, "plan", view)
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
func (v *visit) planFields(office *core.Office) []kernel.FieldView {
	typed := v.C.Request.PostForm
	people := func(id, name, label, chosen string) kernel.FieldView {
		f := kernel.FieldView{ID: id, Name: name, Type: "select", Label: label, Value: chosen}
		for _, p := range office.Persons {
			if p.Active {
				f.Options = append(f.Options, kernel.OptionView{Value: p.ID, Label: p.Name + " " + v.UnitName(office, p.Unit), On: p.ID == chosen})
			}
		}
		return f
	}
	var out []kernel.FieldView
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
	out[0].Hint = v.T("plan.holders.hint")
	from := kernel.FieldView{ID: "plan-from", Name: "from", Type: "datetime-local", Label: v.T("plan.begins"), Required: true, Value: typed.Get("from")}
	standin := people("plan-standin", "standin", v.T("plan.standin"), typed.Get("standin"))
	standin.Hint = v.T("plan.standin.hint")
	until := kernel.FieldView{ID: "plan-until", Name: "until", Type: "datetime-local", Label: v.T("plan.until"), Value: typed.Get("until")}
	return append(out, from, standin, until)
}

// propose keeps a plan; it holds once it is approved.
func (s *Room) propose(v *visit) error {
	plan := roster.PostPlan{Post: v.C.Param("post"), Standin: v.Form("standin")}
	for _, person := range v.C.Request.PostForm["holders"] {
		if person != "" {
			plan.Holders = append(plan.Holders, person)
		}
	}
	var err error
	if plan.From, err = v.typedTime("from"); err == nil && v.Form("until") != "" {
		var until time.Time
		until, err = v.typedTime("until")
		plan.Until = &until
	}
	if err == nil {
		_, err = s.counter.ProposePlan(v.Ctx, v.Who, plan)
	}
	switch {
	case err == nil:
		return v.Redirect("/posts#plans")
	case len(core.RefusalsOf(err)) == 0, casework.CodeOf(err) == casework.Forbidden, casework.CodeOf(err) == casework.NotFound:
		return err
	}
	return s.renderPlan(v, http.StatusUnprocessableEntity, err)
}

// typedTime reads a time that was typed, as the office's.
func (v *visit) typedTime(name string) (time.Time, error) {
	at, err := cases.ParseTime(v.Form(name))
	if err != nil {
		return at, casework.FieldError(casework.Invalid, name, "date-time")
	}
	return at, nil
}
