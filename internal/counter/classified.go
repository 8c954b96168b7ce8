package counter

import (
	"context"
	"slices"
	"strings"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/policy"
)

// factSecrecy is the degree a matter is marked with (密级).
const factSecrecy = "secrecy"

// Classified tells whether a matter is marked with a degree of secrecy: of such a
// matter nothing is kept but where it came from and under which number (R219).
func Classified(facts map[string]string) bool {
	degree := facts[factSecrecy]
	return degree != "" && degree != "none"
}

// checkClassified refuses every word of a classified matter but those that stand
// on its cover, and no longer asks for them. Otherwise the form is as it is.
func checkClassified(item policy.Item, values map[string]string) (form []policy.FormField, r Refusals) {
	marked := slices.ContainsFunc(item.Fields, func(f policy.FormField) bool { return f.Fact && f.Name == factSecrecy })
	if !marked || !Classified(map[string]string{factSecrecy: strings.TrimSpace(values[factSecrecy])}) {
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
func checkConsent(item policy.Item, values map[string]string) (r Refusals) {
	if !item.Asks() || values[policy.FactRequest] != "true" {
		return nil
	}
	switch subject := values[policy.FactSubject]; {
	case subject == "":
		return Refusals{casework.FieldError(casework.Invalid, "fields."+policy.FactSubject, "R061")}
	case slices.Contains(casework.NeverConsented, subject):
		return Refusals{casework.FieldError(casework.NoConsent, "fields."+policy.FactRequest, "R061")}
	}
	return nil
}

// wordless is a form without its texts where the case is classified: what is done
// is recorded, what is thought of it stands on paper (R219).
func wordless(form casework.Form, view casework.CaseView) casework.Form {
	if !Classified(stateOf(view).Facts) {
		return form
	}
	form.Fields = slices.DeleteFunc(slices.Clone(form.Fields), func(f casework.Field) bool { return f.Type == casework.FieldText })
	return form
}

// checkTexts refuses a text in a classified case, by name.
func checkTexts(form casework.Form, view casework.CaseView, raw map[string]any) error {
	var r Refusals
	for _, f := range form.Fields {
		if f.Type == casework.FieldText && !absent(raw[f.Name]) && Classified(stateOf(view).Facts) {
			r = append(r, casework.FieldError(casework.Classified, f.Name, "R219"))
		}
	}
	return r.err()
}

// unclassified refuses a paper of a classified matter: it would hold more than the
// cover, and be kept here (R219). A paper of no case is none's.
func (c *Counter) unclassified(ctx context.Context, number string) error {
	if number == "" {
		return nil
	}
	view, _, err := c.view(ctx, number)
	if err != nil {
		return err
	}
	if Classified(stateOf(view).Facts) {
		return casework.FieldError(casework.Classified, "form", "R219")
	}
	return nil
}
