package operator

import (
	"context"
	"net/http"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/doctor"
	"github.com/shixian/shixian/internal/words"
)

// operatorView is the state of the machine itself, section by section, for those who
// run it: no case of it can be opened here, and nothing personal is read.
type operatorView struct {
	kernel.Frame
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
func (s *Room) operator(v *visit) error {
	parked, err := s.counter.ParkedCases(v.Ctx, v.Who)
	if err != nil {
		return err
	}
	office, err := s.Office(v.Ctx)
	if err != nil {
		return err
	}
	f, err := s.Frame(v.Visit, "operator", v.T("operator.title"))
	if err != nil {
		return err
	}
	view := &operatorView{Frame: f, Checks: v.checkRows(s.health())}
	for _, p := range parked {
		row := v.parkedRow(p, office)
		row.May = v.May(office, access.CaseRelease)
		if p.Released != nil {
			who := kernel.PersonName(office, p.ReleasedBy)
			if p.ReleasedBy == "" {
				who = v.T("operator.shell")
			}
			row.Released = v.T("operator.released", who, v.Stamp(*p.Released))
		}
		view.Parked = append(view.Parked, row)
	}
	return s.Render(v.Visit, http.StatusOK, "operator", view)
}

// checkRows are what the doctor found wrong when he last looked.
func (v *visit) checkRows(report doctor.Report) (out []checkRow) {
	for _, r := range report.Not(doctor.Advice) {
		out = append(out, checkRow{r.Looks.In(v.Lang), r.Says.In(v.Lang), r.Mend, v.Stamp(r.At)})
	}
	return out
}

func (v *visit) parkedRow(p casework.ParkedCase, office *core.Office) parkedRow {
	return parkedRow{
		Number: p.Number, Kind: v.Kind(v.KindOf(p.Number)), Doing: v.doing(p, office), At: v.Stamp(p.At), Since: v.Stamp(p.Since),
		Why: v.T("operator.why"), Fault: p.SQLState + " " + p.On,
	}
}

// doing names the command, clock or event whose step cannot be committed.
func (v *visit) doing(p casework.ParkedCase, office *core.Office) string {
	if do, _, ok := words.Act(v.Kinds, v.KindOf(p.Number), p.Doing); ok {
		return do.In(v.Lang)
	}
	if name := words.Event(v.Lang, v.Kinds.Of(v.KindOf(p.Number)), p.Doing, ""); name != p.Doing {
		return name
	}
	return v.ClockOf(office, v.KindOf(p.Number), p.Doing)
}

// release lets a case that stands still try its step again.
func (s *Room) release(v *visit) error {
	number := v.Form("number")
	err := s.counter.Release(v.Ctx, v.Who, number)
	switch {
	case casework.CodeOf(err) == casework.NotParked:
		s.Flash(v.Visit, "operator.gone", number)
	case err != nil:
		return err
	default:
		s.Flash(v.Visit, "operator.done", number)
	}
	return v.Redirect("/operator")
}
