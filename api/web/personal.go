package web

import (
	"errors"
	"maps"
	"slices"

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
	Fields []fact
	Code   string // where who complained is given a query code, for who may
}

// personal shows the applicant to those who may see him, and only when asked:
// every reading is recorded.
func (s *site) personal(v *visit, d dossier) (*personalView, error) {
	if d.view.Kind == v.kinds.Opened() {
		return nil, nil // a breach opened it: nobody wrote anything about himself
	}
	if _, may := v.rights.Personal(v.who, v.subjectOf(d.view), access.NewTree(d.office.Units)); !may {
		return nil, nil
	}
	p := &personalView{Href: "/cases/" + d.view.Number + "?show=applicant#applicant", Title: v.t("case.personal"), Open: v.t("case.personal.show")}
	if d.view.Kind == v.kinds.Leave() {
		p.Title, p.Open = v.t("absence.personal"), v.t("absence.personal.show")
	}
	if v.forItself(d.view.Kind) {
		p.Title, p.Open = v.t("office.personal"), v.t("office.personal.show")
	}
	if _, err := v.rights.Decide(v.who, access.CodeIssue, v.subjectOf(d.view), access.NewTree(d.office.Units)); err == nil {
		p.Code = "/cases/" + d.view.Number + "/query-code"
	}
	if v.query("show") != "applicant" {
		return p, nil
	}
	fields, err := s.deps.Counter.Fields(v.ctx, v.who, d.view.Number)
	var refusal *casework.Error
	switch {
	case errors.As(err, &refusal) && refusal.Code == casework.Forbidden:
		return nil, nil
	case err != nil:
		return nil, err
	}
	p.Shown = true
	for _, name := range v.fieldOrder(d, fields) {
		p.Fields = append(p.Fields, fact{v.fieldLabel(d, name), fields[name]})
	}
	return p, nil
}

// fieldOrder lists the fields as the item's form has them, others after.
func (v *visit) fieldOrder(d dossier, fields map[string]string) []string {
	var order []string
	for _, f := range roster.AbsenceFields {
		if d.view.Kind == v.kinds.Leave() && fields[f.Name] != "" {
			order = append(order, f.Name)
		}
	}
	for _, f := range d.item().Fields {
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

func (v *visit) fieldLabel(d dossier, name string) string {
	if name == core.FieldPastReason {
		return v.t("field.past_reason")
	}
	for _, f := range roster.AbsenceFields {
		if d.view.Kind == v.kinds.Leave() && f.Name == name {
			return v.pick(f.Label, f.LabelEn)
		}
	}
	for _, f := range d.item().Fields {
		if f.Name == name {
			return v.pick(f.Label, f.LabelEn)
		}
	}
	return name
}

// issueCode gives who complained a query code and shows it once.
func (s *site) issueCode(v *visit) error {
	receipt, err := s.deps.Counter.IssueCode(v.ctx, v.who, v.c.Param("number"))
	if err != nil {
		return err
	}
	s.flash(v, "code.issued", receipt.Number+" "+receipt.Code)
	return v.redirect("/cases/" + receipt.Number + "#applicant")
}
