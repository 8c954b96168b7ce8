package kernel

import (
	"slices"
	"strings"

	"github.com/shixian/shixian/internal/casework"
)

// paperView asks in which form a paper was brought, and how many.
type paperView struct {
	Form, Copies string // names of its two fields
	FormLabel    string
	CopiesLabel  string
	Forms        []OptionView
	Count        string
}

// Brought lets a paper be ticked with its form and number (R022). Left as they are, it was
// brought as the item wants it.
func (v *Visit) Brought(field string, o OptionView) OptionView {
	p := &paperView{
		Form: field + ".form." + o.Value, Copies: field + ".copies." + o.Value,
		FormLabel: v.T("paper.form", o.Label), CopiesLabel: v.T("paper.how_many", o.Label),
	}
	chosen := v.Form(p.Form)
	p.Forms = append(p.Forms, OptionView{Label: v.T("paper.as_wanted"), On: chosen == ""})
	for _, form := range casework.PaperForms {
		p.Forms = append(p.Forms, OptionView{Value: form, Label: v.T("paper." + form), On: chosen == form})
	}
	p.Count = v.Form(p.Copies)
	o.Paper = p
	return o
}

// Papers are those that were ticked, each as cases.ParsePapers reads it.
func (v *Visit) Papers(field string) []string {
	papers := slices.Clone(v.C.Request.PostForm[field])
	for i, code := range papers {
		form, copies := strings.TrimSpace(v.Form(field+".form."+code)), strings.TrimSpace(v.Form(field+".copies."+code))
		papers[i] = strings.TrimRight(strings.Join([]string{code, form, copies}, ":"), ":")
	}
	return papers
}
