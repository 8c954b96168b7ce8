package rulebook

import (
	"net/http"
	"strconv"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/rulebook"
)

// progressEvery is how often a page with a recount under way looks again, in seconds.
const progressEvery = 3

type recountsView struct {
	kernel.Frame
	Rows  []recountRow
	Pager kernel.PagerView
}

type recountRow struct {
	Href, Name, By, At, Standing string
	Cases, Moved                 int
}

// recountView is one recount: what it would do, counted; which clocks it moves;
// and once applied, how far it has come.
type recountView struct {
	kernel.Frame
	ID                int64
	Ref, By, At       string
	Figures           []kernel.FigureView
	Rows              []moveRow
	Pager             kernel.PagerView
	Apply             bool
	Second            bool // whoever reads signed it first: another applies it
	Confirm, Verb     string
	Summary           []kernel.Problem
	Sure              kernel.FieldView
	Applied           string // by whom and when; empty: a preview
	Total, Done, Left int
	Refused           int
	Finished          bool
}

// moveRow is one clock that moves.
type moveRow struct {
	Number, Clock, Old, New  string
	Was, Provisional         bool
	Undoes, Makes, Unchanged bool
	Shifts, Stays            bool
}

// recounts lists previews and recounts, newest first.
func (s *Room) recounts(v *visit) error {
	list, err := s.counter.Recounts.Recounts(v.Ctx, v.Who, core.Page{Offset: (v.Page() - 1) * kernel.DeskRows, Limit: kernel.DeskRows})
	if err != nil {
		return err
	}
	office, err := s.Office(v.Ctx)
	if err != nil {
		return err
	}
	f, err := s.Frame(v.Visit, "calendars", v.T("recounts.title"))
	if err != nil {
		return err
	}
	view := &recountsView{Frame: f, Pager: v.Pager(kernel.DeskRows, list.Total)}
	for _, r := range list.Rows {
		view.Rows = append(view.Rows, recountRow{
			Href: recountPath(r.ID), Name: r.Calendar + r.Policy, By: kernel.PersonName(office, r.CreatedBy), At: v.Stamp(r.Created),
			Standing: v.recountStanding(r), Cases: r.Cases, Moved: r.Moved,
		})
	}
	return s.Render(v.Visit, http.StatusOK, "recounts", view)
}

func recountPath(id int64) string { return "/admin/recounts/" + strconv.FormatInt(id, 10) }

func (v *visit) recountStanding(r rulebook.Recount) string {
	switch {
	case r.Applied == nil:
		return v.T("recounts.shown")
	case r.Decided < r.Commands:
		return v.T("recounts.running", r.Decided, r.Commands)
	}
	return v.T("recounts.finished")
}

// preview counts what a version would move, keeps the answer, and shows it.
func (s *Room) preview(v *visit) error {
	r, err := s.counter.Recounts.Preview(v.Ctx, v.Who, v.Form("calendar"), v.Form("policy"))
	if code := casework.CodeOf(err); code == casework.NotNewest || code == casework.NotEffective || code == casework.DraftOutdated || code == casework.DraftDiscarded {
		s.Flash(v.Visit, "refused.now", string(code))
		if v.Form("policy") != "" {
			return v.Redirect("/policies")
		}
		return v.Redirect("/admin/calendars")
	}
	if err != nil {
		return err
	}
	return v.Redirect(recountPath(r.ID))
}

// recount shows a preview, or how far an applied one has come.
func (s *Room) recount(v *visit) error {
	return s.renderRecount(v, http.StatusOK, nil)
}

func (v *visit) recountID() (int64, error) {
	id, err := strconv.ParseInt(v.C.Param("recount"), 10, 64)
	if err != nil {
		return 0, casework.FieldError(casework.NotFound, "id", "")
	}
	return id, nil
}

func (s *Room) renderRecount(v *visit, status int, refused error) error {
	id, err := v.recountID()
	if err != nil {
		return err
	}
	r, err := s.counter.Recounts.Recount(v.Ctx, v.Who, id)
	if err != nil {
		return err
	}
	moves, err := s.counter.Recounts.RecountMoves(v.Ctx, v.Who, id, core.Page{Offset: (v.Page() - 1) * kernel.DeskRows, Limit: kernel.DeskRows})
	if err != nil {
		return err
	}
	office, err := s.Office(v.Ctx)
	if err != nil {
		return err
	}
	f, err := s.Frame(v.Visit, "calendars", v.T("recount.title", r.Calendar+r.Policy))
	if err != nil {
		return err
	}
	view := v.recountView(r, office)
	view.Frame = f
	view.Pager = v.Pager(kernel.DeskRows, moves.Total)
	for _, m := range moves.Rows {
		view.Rows = append(view.Rows, v.moveRow(m))
	}
	if r.Applied != nil && !view.Finished {
		view.Refresh = progressEvery
	}
	fields := []kernel.FieldView{view.Sure}
	view.Summary = v.Attach(fields, refused)
	view.Sure = fields[0]
	return s.Render(v.Visit, status, "recount", view)
}

func (v *visit) recountView(r rulebook.Recount, office *core.Office) *recountView {
	ref := r.Calendar + r.Policy
	view := &recountView{
		ID: r.ID, Ref: ref, By: kernel.PersonName(office, r.CreatedBy), At: v.Full(r.Created),
		Figures: []kernel.FigureView{
			{N: r.Cases, Name: v.T("recount.cases")}, {N: r.Moved, Name: v.T("recount.moved")}, {N: r.Clocks, Name: v.T("recount.clocks")},
			{N: r.Undone, Name: v.T("recount.undone")}, {N: r.Made, Name: v.T("recount.made")}, {N: r.Shifted, Name: v.T("recount.shifted")}, {N: r.Stays, Name: v.T("recount.staying")}, {N: r.Settled, Name: v.T("recount.settled")},
		},
		Apply: r.Applied == nil && !r.Own && v.May(office, access.RecountApply), Second: r.Applied == nil && r.Own, Verb: v.T("recount.apply", ref, r.Cases),
		Sure:  kernel.FieldView{ID: "sure", Name: "sure", Type: "check", Label: v.T("recount.sure", ref, r.Cases, r.Clocks), Required: true},
		Total: r.Commands, Done: r.Decided, Left: r.Commands - r.Decided, Refused: r.Refused, Finished: r.Decided >= r.Commands,
	}
	if r.Applied != nil {
		view.Applied = v.T("recount.applied", kernel.PersonName(office, r.AppliedBy), v.Full(*r.Applied))
	}
	return view
}

func (v *visit) moveRow(m rulebook.CaseMove) moveRow {
	of, _, _, _ := v.Kinds.Parse(m.Number)
	return moveRow{
		Number: m.Number, Clock: v.ClockLabel(of, m.Clock), Old: v.Due(m.Old, false), New: v.Due(m.New, false),
		Was: m.WasProvisional, Provisional: m.Provisional, Undoes: m.Undoes, Makes: m.Makes, Unchanged: !m.Moved(), Shifts: m.Shifts, Stays: m.Stays,
	}
}

// apply carries out what the preview showed, once the person has said so.
func (s *Room) apply(v *visit) error {
	id, err := v.recountID()
	if err != nil {
		return err
	}
	if v.Form("sure") == "" {
		return s.renderRecount(v, http.StatusUnprocessableEntity, casework.FieldError(casework.Invalid, "sure", "sure"))
	}
	_, err = s.counter.Recounts.ApplyRecount(v.Ctx, v.Who, id)
	switch casework.CodeOf(err) {
	case casework.RecountApplied, casework.RecountRunning, casework.PreviewStale, casework.NotNewest, casework.NotEffective,
		casework.DraftOutdated, casework.DraftDiscarded, casework.SecondPerson:
		return s.renderRecount(v, http.StatusConflict, err)
	}
	if err != nil {
		return err
	}
	return v.Redirect(recountPath(id))
}
