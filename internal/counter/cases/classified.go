package cases

import (
	"slices"
	"strings"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/policy"
)

// checkClassified refuses every word of a classified matter but those that stand
// on its cover, and no longer asks for them. Otherwise the form is as it is.
func checkClassified(item policy.Item, values map[string]string) (form []policy.FormField, r core.Refusals) {
	marked := slices.ContainsFunc(item.Fields, func(f policy.FormField) bool { return f.Fact && f.Name == casework.FactSecrecy })
	if !marked || !casework.IsClassified(map[string]string{casework.FactSecrecy: strings.TrimSpace(values[casework.FactSecrecy])}) {
		return item.Fields, nil
	}
	form = slices.Clone(item.Fields)
	for i, f := range form {
		if f.Fact || f.Cover {
			continue
		}
		form[i].Required = false
		if strings.TrimSpace(values[f.Name]) != "" {
			r = append(r, casework.FieldError(casework.Classified, "fields."+f.Name, "R219"))
		}
	}
	return form, r
}

// checkConsent refuses that silence should be consent where it never is: the sender
// opts in, and the matter says whether he may (R061).
func checkConsent(item policy.Item, values map[string]string) (r core.Refusals) {
	if !item.Asks() || values[policy.FactRequest] != "true" {
		return nil
	}
	switch subject := values[casework.FactSubject]; {
	case subject == "":
		return core.Refusals{casework.FieldError(casework.Invalid, "fields."+casework.FactSubject, "R061")}
	case slices.Contains(casework.NeverConsented, subject):
		return core.Refusals{casework.FieldError(casework.NoConsent, "fields."+policy.FactRequest, "R061")}
	}
	return nil
}

// wordless is a form without texts and files where the case is classified: what is done
// is recorded, what is thought of it and what proves it stand on paper (R219).
func wordless(form casework.Form, view casework.CaseView) casework.Form {
	if !casework.IsClassified(core.StateOf(view).Facts) {
		return form
	}
	form.Fields = slices.DeleteFunc(slices.Clone(form.Fields), func(f casework.Field) bool { return f.Type == casework.FieldText || f.Type == casework.FieldProof })
	return form
}

// checkTexts refuses a text in a classified case, by name.
func checkTexts(form casework.Form, view casework.CaseView, raw map[string]any) error {
	var r core.Refusals
	for _, f := range form.Fields {
		if f.Type == casework.FieldText && !absent(raw[f.Name]) && casework.IsClassified(core.StateOf(view).Facts) {
			r = append(r, casework.FieldError(casework.Classified, f.Name, "R219"))
		}
	}
	return r.Err()
}
