package web

import (
	"context"
	"net/http"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/doctor"
	"github.com/shixian/shixian/internal/words"
)

// operatorView is the state of the machine itself, section by section, for those who
// run it: no case of it can be opened here, and nothing personal is read.
type operatorView struct {
	frame
	Checks []checkRow
	Parked []parkedRow
}

// checkRow is one thing that must be right and is not, with what puts it right.
type checkRow struct{ Looks, Says, Mend, At string }

// parkedRow is a case that stands still: since when, at which step, and why.
type parkedRow struct {
	Number, Kind string
	Doing, At    string
	Since        string
	Why, Fault   string
	Released     string // by whom and when; it has not gone on since
	May          bool
}

// Operating is what pages ask for the operator.
type Operating interface {
	ParkedCases(ctx context.Context, p casework.Principal) ([]casework.ParkedCase, error)
	Release(ctx context.Context, p casework.Principal, number string) error
}

// operator shows what needs the operator.
func (s *site) operator(v *visit) error {
	parked, err := s.deps.Counter.ParkedCases(v.ctx, v.who)
	if err != nil {
		return err
	}
	office, err := s.deps.Counter.Office(v.ctx)
	if err != nil {
		return err
	}
	f, err := s.frame(v, "operator", v.t("operator.title"))
	if err != nil {
		return err
	}
	view := &operatorView{frame: f, Checks: v.checkRows(s.deps.Health())}
	for _, p := range parked {
		row := v.parkedRow(p, office)
		row.May = v.may(office, access.CaseRelease)
		if p.Released != nil {
			who := personName(office, p.ReleasedBy)
			if p.ReleasedBy == "" {
				who = v.t("operator.shell")
			}
			row.Released = v.t("operator.released", who, v.stamp(*p.Released))
		}
		view.Parked = append(view.Parked, row)
	}
	return s.render(v, http.StatusOK, "operator", view)
}

// checkRows are what the doctor found wrong when he last looked.
func (v *visit) checkRows(report doctor.Report) (out []checkRow) {
	for _, r := range report.Not(doctor.Advice) {
		out = append(out, checkRow{r.Looks.In(v.lang), r.Says.In(v.lang), r.Mend, v.stamp(r.At)})
	}
	return out
}

func (v *visit) parkedRow(p casework.ParkedCase, office *core.Office) parkedRow {
	return parkedRow{
		Number: p.Number, Kind: v.kind(v.kindOf(p.Number)), Doing: v.doing(p, office), At: v.stamp(p.At), Since: v.stamp(p.Since),
		Why: v.t("operator.why"), Fault: p.SQLState + " " + p.On,
	}
}

// doing names the command, clock or event whose step cannot be committed.
func (v *visit) doing(p casework.ParkedCase, office *core.Office) string {
	if do, _, ok := words.Act(v.kinds, v.kindOf(p.Number), p.Doing); ok {
		return do.In(v.lang)
	}
	if name := words.Event(v.lang, p.Doing, ""); name != p.Doing {
		return name
	}
	return v.clockOf(office, v.kindOf(p.Number), p.Doing)
}

// release lets a case that stands still try its step again.
func (s *site) release(v *visit) error {
	number := v.form("number")
	err := s.deps.Counter.Release(v.ctx, v.who, number)
	switch {
	case casework.CodeOf(err) == casework.NotParked:
		s.flash(v, "operator.gone", number)
	case err != nil:
		return err
	default:
		s.flash(v, "operator.done", number)
	}
	return v.redirect("/operator")
}
