package web

import (
	"net/http"
	"strconv"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/rulebook"
)

// progressEvery is how often a page with a recount under way looks again, in seconds.
const progressEvery = 3

type recountsView struct {
	frame
	Rows  []recountRow
	Pager pagerView
}

type recountRow struct {
	Href, Name, By, At, Standing string
	Cases, Moved                 int
}

// recountView is one recount: what it would do, counted; which clocks it moves;
// and once applied, how far it has come.
type recountView struct {
	frame
	ID                int64
	Ref, By, At       string
	Figures           []figureView
	Rows              []moveRow
	Pager             pagerView
	Apply             bool
	Confirm, Verb     string
	Summary           []problem
	Sure              fieldView
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
func (s *site) recounts(v *visit) error {
	list, err := s.deps.Counter.Recounts(v.ctx, v.who, core.Page{Offset: (v.page() - 1) * deskRows, Limit: deskRows})
	if err != nil {
		return err
	}
	office, err := s.deps.Counter.Office(v.ctx)
	if err != nil {
		return err
	}
	f, err := s.frame(v, "calendars", v.t("recounts.title"))
	if err != nil {
		return err
	}
	view := &recountsView{frame: f, Pager: v.pager(deskRows, list.Total)}
	for _, r := range list.Rows {
		view.Rows = append(view.Rows, recountRow{
			Href: recountPath(r.ID), Name: r.Calendar + r.Policy, By: personName(office, r.CreatedBy), At: v.stamp(r.Created),
			Standing: v.recountStanding(r), Cases: r.Cases, Moved: r.Moved,
		})
	}
	return s.render(v, http.StatusOK, "recounts", view)
}

func recountPath(id int64) string { return "/admin/recounts/" + strconv.FormatInt(id, 10) }

func (v *visit) recountStanding(r rulebook.Recount) string {
	switch {
	case r.Applied == nil:
		return v.t("recounts.shown")
	case r.Decided < r.Commands:
		return v.t("recounts.running", r.Decided, r.Commands)
	}
	return v.t("recounts.finished")
}

// preview counts what a version would move, keeps the answer, and shows it.
func (s *site) preview(v *visit) error {
	r, err := s.deps.Counter.Preview(v.ctx, v.who, v.form("calendar"), v.form("policy"))
	if code := casework.CodeOf(err); code == casework.NotNewest || code == casework.NotEffective || code == casework.DraftOutdated || code == casework.DraftDiscarded {
		s.flash(v, "refused.now", string(code))
		if v.form("policy") != "" {
			return v.redirect("/policies")
		}
		return v.redirect("/admin/calendars")
	}
	if err != nil {
		return err
	}
	return v.redirect(recountPath(r.ID))
}

// recount shows a preview, or how far an applied one has come.
func (s *site) recount(v *visit) error {
	return s.renderRecount(v, http.StatusOK, nil)
}

func (v *visit) recountID() (int64, error) {
	id, err := strconv.ParseInt(v.c.Param("recount"), 10, 64)
	if err != nil {
		return 0, casework.FieldError(casework.NotFound, "id", "")
	}
	return id, nil
}

func (s *site) renderRecount(v *visit, status int, refused error) error {
	id, err := v.recountID()
	if err != nil {
		return err
	}
	r, err := s.deps.Counter.Recount(v.ctx, v.who, id)
	if err != nil {
		return err
	}
	moves, err := s.deps.Counter.RecountMoves(v.ctx, v.who, id, core.Page{Offset: (v.page() - 1) * deskRows, Limit: deskRows})
	if err != nil {
		return err
	}
	office, err := s.deps.Counter.Office(v.ctx)
	if err != nil {
		return err
	}
	f, err := s.frame(v, "calendars", v.t("recount.title", r.Calendar+r.Policy))
	if err != nil {
		return err
	}
	view := v.recountView(r, office)
	view.frame = f
	view.Pager = v.pager(deskRows, moves.Total)
	for _, m := range moves.Rows {
		view.Rows = append(view.Rows, v.moveRow(m))
	}
	if r.Applied != nil && !view.Finished {
		view.Refresh = progressEvery
	}
	fields := []fieldView{view.Sure}
	view.Summary = v.attach(fields, refused)
	view.Sure = fields[0]
	return s.render(v, status, "recount", view)
}

func (v *visit) recountView(r rulebook.Recount, office *core.Office) *recountView {
	ref := r.Calendar + r.Policy
	view := &recountView{
		ID: r.ID, Ref: ref, By: personName(office, r.CreatedBy), At: v.full(r.Created),
		Figures: []figureView{
			{r.Cases, v.t("recount.cases")}, {r.Moved, v.t("recount.moved")}, {r.Clocks, v.t("recount.clocks")},
			{r.Undone, v.t("recount.undone")}, {r.Made, v.t("recount.made")}, {r.Shifted, v.t("recount.shifted")}, {r.Stays, v.t("recount.staying")}, {r.Settled, v.t("recount.settled")},
		},
		Apply: r.Applied == nil && v.may(office, access.RecountApply), Verb: v.t("recount.apply", ref, r.Cases),
		Sure:  fieldView{ID: "sure", Name: "sure", Type: "check", Label: v.t("recount.sure", ref, r.Cases, r.Clocks), Required: true},
		Total: r.Commands, Done: r.Decided, Left: r.Commands - r.Decided, Refused: r.Refused, Finished: r.Decided >= r.Commands,
	}
	if r.Applied != nil {
		view.Applied = v.t("recount.applied", personName(office, r.AppliedBy), v.full(*r.Applied))
	}
	return view
}

func (v *visit) moveRow(m rulebook.CaseMove) moveRow {
	of, _, _, _ := v.kinds.Parse(m.Number)
	return moveRow{
		Number: m.Number, Clock: v.clockLabel(of, m.Clock), Old: v.due(m.Old, false), New: v.due(m.New, false),
		Was: m.WasProvisional, Provisional: m.Provisional, Undoes: m.Undoes, Makes: m.Makes, Unchanged: !m.Moved(), Shifts: m.Shifts, Stays: m.Stays,
	}
}

// apply carries out what the preview showed, once the person has said so.
func (s *site) apply(v *visit) error {
	id, err := v.recountID()
	if err != nil {
		return err
	}
	if v.form("sure") == "" {
		return s.renderRecount(v, http.StatusUnprocessableEntity, casework.FieldError(casework.Invalid, "sure", "sure"))
	}
	_, err = s.deps.Counter.ApplyRecount(v.ctx, v.who, id)
	switch casework.CodeOf(err) {
	case casework.RecountApplied, casework.RecountRunning, casework.PreviewStale, casework.NotNewest, casework.NotEffective,
		casework.DraftOutdated, casework.DraftDiscarded:
		return s.renderRecount(v, http.StatusConflict, err)
	}
	if err != nil {
		return err
	}
	return v.redirect(recountPath(id))
}
