package cases

import (
	"slices"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/casework"
)

// consent tells which act waits for a second person, or what a short cover asked the
// leader in charge for, and where whoever reads gives his word on it.
func (v *visit) consent(d kernel.Dossier) (said, rule, at string) {
	word := func(act, page string) string {
		if !slices.ContainsFunc(d.Actions, func(f casework.Form) bool { return f.Command == act }) {
			return ""
		}
		return "/approvals/" + d.View.Number + page
	}
	if x := kernel.StateOf(d.View).Second.Shown(); x != nil {
		if x.By == v.Who.Person { // he signs nothing of it; what he asked for he takes back by the form
			return v.Proposed(d.Office, d.View.Kind, x), "R048", ""
		}
		return v.Proposed(d.Office, d.View.Kind, x), "R048", word(casework.Countersign, "/second")
	}
	u := kernel.StateOf(d.View).Urgent
	if u == nil {
		return "", "", ""
	}
	key := "urgent.asked"
	if u.Granted {
		key = "urgent.granted"
	}
	return v.T(key, kernel.PersonName(d.Office, u.By), v.Verb(d.View.Kind, u.Act)), "R166", word(casework.DecideUrgent, "/urgent")
}
