package web

import (
	"cmp"
	"net/http"
	"strconv"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/appraisal"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/words"
)

// dutiesView is what a bureau owes again and again, and how the last rounds went.
type dutiesView struct {
	frame
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
	Light                    lightView
	Due, Left, Round, Filed  string
	Provisional              bool
	Past                     []pastRound
	Form                     *dutyForm
	Paper                    *paperLink
}

// pastRound is a round that is over, in words.
type pastRound struct {
	Words  string
	Missed bool
}

// dutyForm is the act on one row; the clock is the row's.
type dutyForm struct {
	Action, Clock, Key, Verb string
	Fields                   []fieldView
}

type proposedRow struct {
	Name, At, Round, Points, Measure, Note, Rule string
	Form                                         *dutyForm
}

// duties shows the standing duties of the bureaus one may see.
func (s *site) duties(v *visit) error {
	found, err := s.deps.Counter.StandingDuties(v.ctx, v.who)
	if err != nil {
		return err
	}
	office, err := s.deps.Counter.Office(v.ctx)
	if err != nil {
		return err
	}
	f, err := s.frame(v, "duties", v.t("nav.duties"))
	if err != nil {
		return err
	}
	view := &dutiesView{frame: f, Register: v.lists(access.NewTree(office.Units), access.CaseRegister, v.kinds.Standing())}
	var clocks []casework.ClockView
	for _, one := range found {
		b := standingView{Number: one.Number, Unit: v.unitName(office, one.Unit)}
		for i, d := range one.Duties {
			b.Rows = append(b.Rows, v.dutyRow(one.Number, i, d))
			clocks = append(clocks, d.Clock)
		}
		for i, p := range one.Proposed {
			b.Proposed = append(b.Proposed, v.proposedRow(one.Number, i, p))
		}
		view.Bureaus = append(view.Bureaus, b)
	}
	view.Refresh = v.refresh(clocks)
	return s.render(v, http.StatusOK, "duties", view)
}

func (v *visit) dutyRow(number string, i int, d appraisal.StandingDuty) dutyRow {
	row := dutyRow{
		Name: v.clockLabel(v.kinds.Standing(), d.Clock.Name), Owner: words.Say(v.lang, words.Role, d.Clock.Owner), Rule: d.Clock.Rule, Basis: right(string(v.kinds.Standing()), d.Clock.Basis),
		Light: v.clockLight(d.Clock), Due: v.due(d.Clock.Due, d.Clock.Prompt), Left: v.urgency(d.Clock), Round: v.t("clock.round", d.Clock.Round), Provisional: d.Clock.Provisional,
	}
	if d.Filed != nil {
		row.Filed = v.t("duties.filed", v.stamp(d.Filed.At), cmp.Or(d.Filed.ByName, v.t("case.machine")))
		row.Light = lightView{Class: string(casework.Grey), Shape: "ring", Word: v.t("duties.done")} // nothing is owed until it comes round
	}
	for _, r := range d.Past {
		said := v.t("duties.missed")
		if r.Filed != nil {
			said = v.t("duties.filed", v.stamp(r.Filed.At), cmp.Or(r.Filed.ByName, v.t("case.machine")))
		}
		row.Past = append(row.Past, pastRound{v.t("duties.round", v.due(r.Due, d.Clock.Prompt), said), r.Filed == nil})
	}
	if d.File {
		row.Form = v.dutyForm(number, casework.FileDuty, d.Clock.Name, "f"+strconv.Itoa(i))
	}
	if d.Paper != nil {
		row.Paper = &paperLink{Href: "/registers/issue/" + d.Paper.Code, Name: v.pick(d.Paper.Name, d.Paper.NameEn)}
	}
	return row
}

func (v *visit) proposedRow(number string, i int, p appraisal.PointsOwed) proposedRow {
	row := proposedRow{
		Name: v.clockLabel(v.kinds.Standing(), p.Clock), At: v.due(p.At, false), Round: v.t("clock.round", p.Round),
		Points: signed(p.Points), Measure: v.measure(p.Measure), Note: p.Note, Rule: p.Rule,
	}
	if p.Decide {
		row.Form = v.dutyForm(number, casework.DecidePoints, p.Clock, "p"+strconv.Itoa(i))
	}
	return row
}

// dutyForm is the form of a command as a case page has it, but for the clock.
func (v *visit) dutyForm(number, command, clock, id string) *dutyForm {
	form, _ := v.kinds.Form(v.kinds.Standing(), command)
	out := &dutyForm{Action: "/cases/" + number + "/" + command, Clock: clock, Key: newKey(), Verb: v.verb(v.kinds.Standing(), command)}
	for _, f := range form.Fields {
		if f.Type == casework.FieldClock {
			continue
		}
		field := v.field(v.kinds.Standing(), command, f, nil, policy.Item{}, nil)
		field.ID = id + "-" + field.ID
		out.Fields = append(out.Fields, field)
	}
	return out
}
