package cases

import (
	"encoding/json"
	"time"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/words"
)

// registered are the codes a case was registered with, in the words of its form.
func (v *visit) registered(d kernel.Dossier) []kernel.Fact {
	var state casework.State
	if !v.ForItself(d.View.Kind) || len(d.View.State) == 0 || json.Unmarshal(d.View.State, &state) != nil {
		return nil
	}
	var out []kernel.Fact
	for _, f := range d.Item().Fields {
		if value := state.Facts[f.Name]; f.Fact && value != "" {
			out = append(out, kernel.Fact{Name: v.Pick(f.Label, f.LabelEn), Value: v.factName(d, f, value)})
		}
	}
	return out
}

// factName says a code a case was registered with.
func (v *visit) factName(d kernel.Dossier, f policy.FormField, value string) string {
	for _, o := range v.OfficeOptions(f, d.Office, value) {
		if o.On {
			return o.Label
		}
	}
	if at, err := time.Parse(time.RFC3339, value); err == nil && f.Type == policy.FieldMoment {
		return v.Stamp(at)
	}
	return words.Of(v.Lang, v.Kinds.Of(d.View.Kind), words.Fact, value)
}

// officeOutcomes says how an act on a document, complaint or item came out.
func (v *visit) officeOutcomes(of casework.Kind, row casework.TimelineRow) []string {
	var out []string
	switch row.Name {
	case casework.Screened, casework.Replied, casework.ConfirmPassed, casework.SpecialNotice, casework.SpecialReported, casework.Rated, casework.Advised:
		for _, code := range []string{row.Level, row.Detail["ground"], row.Detail["means"]} {
			if code != "" {
				out = append(out, words.Of(v.Lang, v.Kinds.Of(of), words.Choice, code))
			}
		}
		if earlier := row.Detail["earlier"]; earlier != "" {
			out = append(out, v.T("complaint.earlier", earlier))
		}
	case casework.ConsentConfirmed, casework.ObjectionDecided: // a return's decision is its own label
		out = append(out, words.Say(v.Lang, words.Decision, row.Level))
	case casework.PointsProposed:
		out = append(out, v.Measure(row.Level))
	}
	if row.Detail["late"] == "true" {
		out = append(out, words.Say(v.Lang, words.Decision, "late"))
	}
	return out
}
