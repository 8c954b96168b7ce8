package web

// consent tells what a short cover asked the leader in charge for.
func (v *visit) consent(d dossier) string {
	u := stateOf(d.view).Urgent
	if u == nil {
		return ""
	}
	key := "urgent.asked"
	if u.Granted {
		key = "urgent.granted"
	}
	return v.t(key, personName(d.office, u.By), v.verb(d.view.Kind, u.Act))
}
