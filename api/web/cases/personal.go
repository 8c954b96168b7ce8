package cases

import (
	"errors"
	"maps"
	"slices"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/roster"
)

// personalView is what somebody wrote about himself, sealed until it is asked for.
type personalView struct {
	Title  string // of whom or what these are
	Open   string // the words of the link
	Shown  bool
	Href   string
	Fields []kernel.Fact
	Code   string // where who complained is given a query code, for who may
}

// personal shows the applicant to those who may see him, and only when asked:
// every reading is recorded. head is the field by which the case is told from its fellows, empty
// where this reader opens nothing of it: what became a complaint is his no more (R081).
func (s *Room) personal(v *visit, d kernel.Dossier, head string) (*personalView, error) {
	switch {
	case d.View.Kind == v.Kinds.Opened():
		return nil, nil // a breach opened it: nobody wrote anything about himself
	case head == "" && v.Kinds.Of(d.View.Kind).Head() != "":
		return nil, nil
	}
	if _, may := v.Rights.Personal(v.Who, v.SubjectOf(d.View), d.Office.Tree()); !may {
		return nil, nil
	}
	p := &personalView{Href: "/cases/" + d.View.Number + "?show=applicant#applicant", Title: v.T("case.personal"), Open: v.T("case.personal.show")}
	if d.View.Kind == v.Kinds.Leave() {
		p.Title, p.Open = v.T("absence.personal"), v.T("absence.personal.show")
	}
	if v.ForItself(d.View.Kind) {
		p.Title, p.Open = v.T("office.personal"), v.T("office.personal.show")
	}
	if _, err := v.Rights.Decide(v.Who, access.CodeIssue, v.SubjectOf(d.View), d.Office.Tree()); err == nil {
		p.Code = "/cases/" + d.View.Number + "/query-code"
	}
	if v.Query("show") != "applicant" {
		return p, nil
	}
	fields, err := s.counter.Fields(v.Ctx, v.Who, d.View.Number)
	var refusal *casework.Error
	switch {
	case errors.As(err, &refusal) && refusal.Code == casework.Forbidden:
		return nil, nil
	case err != nil:
		return nil, err
	}
	p.Shown = true
	for _, name := range v.fieldOrder(d, fields) {
		p.Fields = append(p.Fields, kernel.Fact{Name: v.fieldLabel(d, name), Value: fields[name]})
	}
	return p, nil
}

// fieldOrder lists the fields as the item's form has them, others after.
func (v *visit) fieldOrder(d kernel.Dossier, fields map[string]string) []string {
	var order []string
	for _, f := range roster.AbsenceFields {
		if d.View.Kind == v.Kinds.Leave() && fields[f.Name] != "" {
			order = append(order, f.Name)
		}
	}
	for _, f := range d.Item().Fields {
		if fields[f.Name] != "" {
			order = append(order, f.Name)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		if !slices.Contains(order, name) && fields[name] != "" {
			order = append(order, name)
		}
	}
	return order
}

func (v *visit) fieldLabel(d kernel.Dossier, name string) string {
	if name == core.FieldPastReason {
		return v.T("field.past_reason")
	}
	for _, f := range roster.AbsenceFields {
		if d.View.Kind == v.Kinds.Leave() && f.Name == name {
			return v.Pick(f.Label, f.LabelEn)
		}
	}
	for _, f := range d.Item().Fields {
		if f.Name == name {
			return v.Pick(f.Label, f.LabelEn)
		}
	}
	return name
}

// issueCode gives who complained a query code and shows it once.
func (s *Room) issueCode(v *visit) error {
	receipt, err := s.counter.IssueCode(v.Ctx, v.Who, v.C.Param("number"))
	if err != nil {
		return err
	}
	s.Flash(v.Visit, "code.issued", receipt.Number+" "+receipt.Code)
	return v.Redirect("/cases/" + receipt.Number + "#applicant")
}
