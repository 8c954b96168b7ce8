package appraisal

import (
	"slices"
	"strconv"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/appraisal"
	"github.com/shixian/shixian/internal/counter/core"
)

// aimView is what somebody set himself for the year in words (R226).
type aimView struct {
	ID    int64
	Facts []kernel.Fact
	Says  string // who drafted it, who approved it or gave it back
	Acts  []aimAct
}

type aimAct struct{ Decision, Verb string }

// waitView leads to a sheet on which a draft waits.
type waitView struct{ Href, Name, At string }

// aim shows one; a draft that waits has buttons for the superior.
func (v *visit) aim(office *core.Office, a *appraisal.Aim) *aimView {
	if a == nil {
		return nil
	}
	out := &aimView{ID: a.ID, Facts: []kernel.Fact{{Name: v.T("aim.work"), Value: a.Work}}, Says: v.T("aim.drafted", kernel.PersonName(office, a.By), v.Stamp(a.At))}
	if a.Learning != "" {
		out.Facts = append(out.Facts, kernel.Fact{Name: v.T("aim.learning"), Value: a.Learning})
	}
	switch {
	case a.Decided != nil && a.Approved:
		out.Says += v.T("aim.approved", kernel.PersonName(office, a.Decider), v.Stamp(*a.Decided))
	case a.Decided != nil:
		out.Says += v.T("aim.back", kernel.PersonName(office, a.Decider), v.Stamp(*a.Decided))
	case a.By != v.Who.Person && v.may(office, access.AimDecide, a.Person, a.Unit) != nil:
		out.Acts = []aimAct{{"approve", v.T("aim.approve")}, {"return", v.T("aim.return")}}
	}
	return out
}

// may are the roles in which the reader may do something to a sheet, nil for none.
func (v *visit) may(office *core.Office, action, person, unit string) []casework.Role {
	s := access.Subject{Unit: unit, Concerned: person}
	if person != "" {
		s.Unit = core.UnitOf(office, person)
	}
	roles, err := v.Rights.Decide(v.Who, action, s, office.Tree())
	if err != nil {
		return nil
	}
	return roles
}

// aimForm asks for the words: each for his own, and who leads a unit for it.
func (v *visit) aimForm(office *core.Office, sheet appraisal.Sheet) (form targetForm, offered bool) {
	mine := sheet.Unit != "" || sheet.Person == v.Who.Person
	if !mine || v.may(office, access.AimDraft, sheet.Person, sheet.Unit) == nil || sheet.Year < v.Local(v.Now).Year() {
		return form, false
	}
	var work, learning string
	if begin := sheet.Draft; begin != nil {
		work, learning = begin.Work, begin.Learning
	} else if sheet.Aim != nil {
		work, learning = sheet.Aim.Work, sheet.Aim.Learning
	}
	fields := []kernel.FieldView{
		{ID: "aim-work", Name: "work", Type: "textarea", Label: v.T("aim.work"), Required: true, Value: work},
		{ID: "aim-learning", Name: "learning", Type: "textarea", Label: v.T("aim.learning"), Required: sheet.Unit == "", Value: learning},
	}
	return targetForm{Action: "aims", Rule: "R226", Fields: fields}, true
}

// waiting are those below whose drafts wait.
func (v *visit) waiting(office *core.Office, sheet appraisal.Sheet) (out []waitView) {
	for _, w := range sheet.Waiting {
		name := v.UnitName(office, w.Unit)
		if w.Person != "" {
			name = kernel.PersonName(office, w.Person)
		}
		out = append(out, waitView{Href: "/points?person=" + w.Person + "&unit=" + w.Unit + "&year=" + strconv.Itoa(sheet.Year) + "#aims", Name: name, At: v.Stamp(w.At)})
	}
	return out
}

// setAim keeps what somebody set himself.
func (s *Room) setAim(v *visit) error {
	of, err := v.sheetOf()
	if err == nil {
		err = s.counter.SetAim(v.Ctx, v.Who, appraisal.NewAim{PointFilter: of, Work: v.Form("work"), Learning: v.Form("learning")})
	}
	return s.keptOnSheet(v, of, "aims", err)
}

// decideAim approves a draft or gives it back, and goes back to its sheet.
func (s *Room) decideAim(v *visit) error {
	id, err := strconv.ParseInt(v.C.Param("aim"), 10, 64)
	decision := v.C.Param("decision")
	if err != nil || !slices.Contains([]string{"approve", "return"}, decision) {
		return casework.FieldError(casework.NotFound, "aim", "")
	}
	a, err := s.counter.DecideAim(v.Ctx, v.Who, id, decision == "approve")
	if err != nil {
		return err
	}
	return v.Redirect("/points?person=" + a.Person + "&unit=" + a.Unit + "&year=" + strconv.Itoa(a.Year) + "#aims")
}
