package register

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/appraisal"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/words"
)

// dutiesView is what a bureau owes again and again, and how the last rounds went.
type dutiesView struct {
	kernel.Frame
	Bureaus  []standingView
	Register bool // he may register the duties of his bureau
}

type standingView struct {
	Number, Unit string
	Rows         []dutyRow
	Proposed     []proposedRow
}

type dutyRow struct {
	Name, Owner, Rule, Basis string
	Light                    kernel.LightView
	Due, Left, Round, Filed  string
	Provisional              bool
	Past                     []pastRound
	Form                     *dutyForm
	Paper                    *kernel.PaperLink
}

// pastRound is a round that is over, in words.
type pastRound struct {
	Words  string
	Missed bool
}

// dutyForm is the act on one row; the clock is the row's.
type dutyForm struct {
	Action, Clock, Key, Verb string
	Fields                   []kernel.FieldView
}

type proposedRow struct {
	Name, At, Round, Points, Measure, Note, Rule string
	Form                                         *dutyForm
}

// duties shows the standing duties of the bureaus one may see.
func (s *Room) duties(v *visit) error {
	found, err := s.counter.StandingDuties(v.Ctx, v.Who)
	if err != nil {
		return err
	}
	office, err := s.Office(v.Ctx)
	if err != nil {
		return err
	}
	f, err := s.Frame(v.Visit, "duties", v.T("nav.duties"))
	if err != nil {
		return err
	}
	view := &dutiesView{Frame: f, Register: v.Lists(office.Tree(), access.CaseRegister, v.Kinds.Standing())}
	var clocks []casework.ClockView
	for _, one := range found {
		b := standingView{Number: one.Number, Unit: v.UnitName(office, one.Unit)}
		for i, d := range one.Duties {
			row := v.dutyRow(one.Number, i, d)
			if d.Paper != nil && d.Filed == nil {
				if row.Paper, err = s.ReportOf(v.Visit, d.Paper, one.Unit, d.Clock); err != nil {
					return err
				}
			}
			b.Rows = append(b.Rows, row)
			clocks = append(clocks, d.Clock)
		}
		for i, p := range one.Proposed {
			b.Proposed = append(b.Proposed, v.proposedRow(one.Number, i, p))
		}
		view.Bureaus = append(view.Bureaus, b)
	}
	view.Refresh = v.Refresh(clocks)
	return s.Render(v.Visit, http.StatusOK, "duties", view)
}

func (v *visit) dutyRow(number string, i int, d appraisal.StandingDuty) dutyRow {
	row := dutyRow{
		Name: v.ClockLabel(v.Kinds.Standing(), d.Clock.Name), Owner: words.Say(v.Lang, words.Role, d.Clock.Owner), Rule: d.Clock.Rule, Basis: kernel.Right(string(v.Kinds.Standing()), d.Clock.Basis),
		Light: v.ClockLight(d.Clock), Due: v.Due(d.Clock.Due, d.Clock.Prompt), Left: v.Urgency(d.Clock), Round: v.T("clock.round", d.Clock.Round), Provisional: d.Clock.Provisional,
	}
	if d.Filed != nil {
		row.Filed = v.T("duties.filed", v.Stamp(d.Filed.At), cmp.Or(d.Filed.ByName, v.T("case.machine")))
		row.Light = kernel.LightView{Class: string(casework.Grey), Shape: "ring", Word: v.T("duties.done")} // nothing is owed until it comes round
	}
	for _, r := range d.Past {
		said := v.T("duties.missed")
		if r.Filed != nil {
			said = v.T("duties.filed", v.Stamp(r.Filed.At), cmp.Or(r.Filed.ByName, v.T("case.machine")))
		}
		if r.Late != nil {
			said = v.T("duties.late", v.Stamp(r.Late.At), cmp.Or(r.Late.ByName, v.T("case.machine")))
		}
		row.Past = append(row.Past, pastRound{v.T("duties.round", v.Due(r.Due, d.Clock.Prompt), said), r.Filed == nil})
	}
	if d.File {
		row.Form = v.dutyForm(number, casework.FileDuty, d.Clock.Name, "f"+strconv.Itoa(i))
		if !d.Missed { // there is one round only of which it can be
			row.Form.Fields = slices.DeleteFunc(row.Form.Fields, func(f kernel.FieldView) bool { return f.Name == "outcome" })
		}
	}
	return row
}

func (v *visit) proposedRow(number string, i int, p appraisal.PointsOwed) proposedRow {
	row := proposedRow{
		Name: v.ClockLabel(v.Kinds.Standing(), p.Clock), At: v.Due(p.At, false), Round: v.T("clock.round", p.Round),
		Points: kernel.Signed(p.Points), Measure: v.Measure(p.Measure), Note: words.Text{p.Note, p.NoteEn}.In(v.Lang), Rule: p.Rule,
	}
	if p.Decide {
		row.Form = v.dutyForm(number, casework.DecidePoints, p.Clock, "p"+strconv.Itoa(i))
	}
	return row
}

// dutyForm is the form of a command as a case page has it, but for the clock.
func (v *visit) dutyForm(number, command, clock, id string) *dutyForm {
	form, _ := v.Kinds.Form(v.Kinds.Standing(), command)
	out := &dutyForm{Action: "/cases/" + number + "/" + command, Clock: clock, Key: kernel.NewKey(), Verb: v.Verb(v.Kinds.Standing(), command)}
	for _, f := range form.Fields {
		if f.Type == casework.FieldClock {
			continue
		}
		field := v.Field(v.Kinds.Standing(), command, f, nil, policy.Item{}, nil)
		field.ID = id + "-" + field.ID
		out.Fields = append(out.Fields, field)
	}
	return out
}
