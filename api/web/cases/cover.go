package cases

import "github.com/shixian/shixian/api/web/kernel"

// consent tells which act waits for a second person, or what a short cover asked the
// leader in charge for.
func (v *visit) consent(d kernel.Dossier) (said, rule string) {
	if x := kernel.StateOf(d.View).Second.Shown(); x != nil {
		return v.Proposed(d.Office, d.View.Kind, x), "R048"
	}
	u := kernel.StateOf(d.View).Urgent
	if u == nil {
		return "", ""
	}
	key := "urgent.asked"
	if u.Granted {
		key = "urgent.granted"
	}
	return v.T(key, kernel.PersonName(d.Office, u.By), v.Verb(d.View.Kind, u.Act)), "R166"
}
