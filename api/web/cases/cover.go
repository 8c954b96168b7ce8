package cases

import "github.com/shixian/shixian/api/web/kernel"

// consent tells which act waits for a second person, or what a short cover asked the
// leader in charge for.
func (v *visit) consent(d kernel.Dossier) string {
	if x := kernel.StateOf(d.View).Second.Shown(); x != nil {
		return v.T("second.asked", kernel.PersonName(d.Office, x.By), v.Verb(d.View.Kind, x.Act))
	}
	u := kernel.StateOf(d.View).Urgent
	if u == nil {
		return ""
	}
	key := "urgent.asked"
	if u.Granted {
		key = "urgent.granted"
	}
	return v.T(key, kernel.PersonName(d.Office, u.By), v.Verb(d.View.Kind, u.Act))
}
