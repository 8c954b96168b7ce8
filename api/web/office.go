package web

import (
	"encoding/json"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/words"
)

// registered are the codes a case was registered with, in the words of its form.
func (v *visit) registered(d dossier) []fact {
	var state casework.State
	if !v.forItself(d.view.Kind) || len(d.view.State) == 0 || json.Unmarshal(d.view.State, &state) != nil {
		return nil
	}
	var out []fact
	for _, f := range d.item().Fields {
		if value := state.Facts[f.Name]; f.Fact && value != "" {
			out = append(out, fact{v.pick(f.Label, f.LabelEn), v.factName(d, f, value)})
		}
	}
	return out
}

// factName says a code a case was registered with.
func (v *visit) factName(d dossier, f policy.FormField, value string) string {
	for _, o := range v.officeOptions(f, d.office, value) {
		if o.On {
			return o.Label
		}
	}
	return words.Say(v.lang, words.Fact, value)
}

// officeOutcomes says how an act on a document, complaint or item came out.
func (v *visit) officeOutcomes(row casework.TimelineRow) []string {
	var out []string
	switch row.Name {
	case casework.Screened, casework.Replied, casework.ConfirmPassed, casework.SpecialNotice, casework.SpecialReported, casework.Rated, casework.Advised:
		for _, code := range []string{row.Level, row.Detail["ground"]} {
			if code != "" {
				out = append(out, words.Say(v.lang, words.Choice, code))
			}
		}
		if earlier := row.Detail["earlier"]; earlier != "" {
			out = append(out, v.t("complaint.earlier", earlier))
		}
	case casework.ConsentConfirmed, casework.ObjectionDecided: // a return's decision is its own label
		out = append(out, words.Say(v.lang, words.Decision, row.Level))
	case casework.PointsProposed:
		out = append(out, v.measure(row.Level))
	}
	if row.Detail["late"] == "true" {
		out = append(out, words.Say(v.lang, words.Decision, "late"))
	}
	return out
}
