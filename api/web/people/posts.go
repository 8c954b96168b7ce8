package people

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/roster"
	"github.com/shixian/shixian/internal/duty"
	"github.com/shixian/shixian/internal/words"
)

// postsView is the register of posts, printed as the AB list (AB角配备表).
type postsView struct {
	kernel.Frame
	Units []postUnit
	Plans []planView
	Paper string // where the list is issued as a paper, for who may
}

type postUnit struct {
	Name string
	Rows []postRow
}

type postRow struct {
	ID, Post, Role   string
	Line             string // units or a subject it alone of its role is in charge of (R229, R243)
	NoSheet          bool   // of duty (R210)
	A, B             []string
	Vacant, NoBackup bool
	Empty, Alarm     string // since when nobody is there, and the case that tells of it
	Change           string // where a change is proposed, for those who may
}

// planView is a change of who holds a post, on its way into force.
type planView struct {
	ID                        int64
	Post, Holders, From       string
	Standin, Proposed         string
	Excepted, Approved, Filed string
	Outside                   string
	Acts                      []planAct
}

type planAct struct{ Step, Verb string }

// posts lists who holds which post, and the plans under way.
func (s *Room) posts(v *visit) error {
	rows, err := s.counter.Posts(v.Ctx, v.Who)
	if err != nil {
		return err
	}
	empty, err := s.counter.Empty(v.Ctx, v.Who)
	if err != nil {
		return err
	}
	office, err := s.Office(v.Ctx)
	if err != nil {
		return err
	}
	f, err := s.Frame(v.Visit, "board", v.T("posts.title"))
	if err != nil {
		return err
	}
	view := &postsView{Frame: f}
	if s.counter.MayIssue(v.Ctx, v.Who, "ab_list") {
		view.Paper = "/registers/issue/ab_list"
	}
	tree := office.Tree()
	for _, r := range rows {
		unit := v.UnitName(office, r.Unit)
		i := slices.IndexFunc(view.Units, func(u postUnit) bool { return u.Name == unit })
		if i < 0 {
			view.Units = append(view.Units, postUnit{Name: unit})
			i = len(view.Units) - 1
		}
		row := v.postRow(r)
		row.Line = v.lineOf(office, r.Line)
		for _, e := range empty {
			if e.Post == r.ID && e.Empty != nil {
				row.Empty, row.Alarm = v.Stamp(*e.Empty), e.Alarm
			}
		}
		if _, err := v.Rights.Decide(v.Who, access.PlanPropose, access.Subject{Unit: r.Unit}, tree); err == nil {
			row.Change = "/posts/" + r.ID + "/plan"
		}
		view.Units[i].Rows = append(view.Units[i].Rows, row)
		for _, p := range r.Plans {
			view.Plans = append(view.Plans, v.planView(p, r, office))
		}
	}
	return s.Render(v.Visit, http.StatusOK, "posts", view)
}

func (v *visit) postRow(r roster.PlanRow) postRow {
	out := postRow{ID: r.ID, NoSheet: r.Sheet == (casework.DutySheet{}), Post: v.Pick(r.Name, r.NameEn), Role: words.Say(v.Lang, words.Role, r.Role), Vacant: r.Vacant, NoBackup: r.NoBackup}
	for _, h := range r.Holders {
		name := h.Name
		if h.From.After(v.Now) {
			name = v.T("posts.from", name, v.DateOnly(h.From))
		}
		if !h.To.IsZero() {
			name = v.T("posts.to", name, v.DateOnly(h.To))
		}
		if h.Rank == duty.A {
			out.A = append(out.A, name)
			continue
		}
		out.B = append(out.B, name)
	}
	return out
}

// lineOf says which units or subjects a post is in charge of.
func (w *visit) lineOf(office *core.Office, line casework.Line) string {
	var out []string
	for _, of := range line.Of() {
		if slices.ContainsFunc(office.Units, func(u casework.Unit) bool { return u.ID == of }) {
			out = append(out, w.UnitName(office, of))
		} else {
			out = append(out, words.Say(w.Lang, words.Fact, of))
		}
	}
	return strings.Join(out, w.T("semicolon"))
}

func (v *visit) planView(p roster.PostPlan, r roster.PlanRow, office *core.Office) planView {
	out := planView{ID: p.ID, Post: v.Pick(r.Name, r.NameEn), From: v.DateOnly(p.From)}
	if len(p.Holders) > 0 {
		out.Holders = v.names(office, p.Holders)
	}
	if len(p.Outside) > 0 {
		out.Outside = v.names(office, p.Outside)
	}
	if p.Standin != "" && p.Until != nil {
		out.Standin = v.T("posts.standin", kernel.PersonName(office, p.Standin), v.DateOnly(*p.Until))
	}
	consent := func(c *roster.Consent) string {
		if c == nil {
			return ""
		}
		return kernel.PersonName(office, c.By) + " " + v.Stamp(c.At)
	}
	out.Proposed, out.Excepted, out.Approved, out.Filed = consent(&p.Proposed), consent(p.Excepted), consent(p.Approved), consent(p.Filed)
	tree := office.Tree()
	posts := v.Kinds.Posts()
	for _, step := range posts.Plan {
		_, barred := v.Rights.Decide(v.Who, step.Action(), access.Subject{Unit: r.Unit}, tree)
		if barred == nil && posts.Admits(p.Taken(), len(p.Outside) > 0, step.Name, v.Who.Person) == nil {
			out.Acts = append(out.Acts, planAct{Step: step.Name, Verb: v.T("plan." + step.Name)})
		}
	}
	return out
}

func (v *visit) names(office *core.Office, ids []string) string {
	var out []string
	for _, id := range ids {
		out = append(out, kernel.PersonName(office, id))
	}
	return v.listed(out)
}

// listed joins names; a dash where there is none.
func (w *visit) listed(names []string) string {
	if len(names) == 0 {
		return "—"
	}
	return strings.Join(names, w.T("list.and"))
}

// decidePlan takes the next step of a plan and goes back to the list.
func (s *Room) decidePlan(v *visit) error {
	id, err := strconv.ParseInt(v.C.Param("plan"), 10, 64)
	if err != nil {
		return casework.FieldError(casework.NotFound, "plan", "")
	}
	if _, err := s.counter.DecidePlan(v.Ctx, v.Who, id, v.C.Param("step")); err != nil {
		return err
	}
	return v.Redirect("/posts#plans")
}
