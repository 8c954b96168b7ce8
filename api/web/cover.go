package web

// cover says how far the reader's powers go on a post that he covers (R165, R166);
// empty where he covers nobody there.
func (v *visit) cover(post string) string {
	for _, h := range v.who.Holdings {
		if h.Post != post || h.Covers == "" || h.Standby {
			continue
		}
		if h.Limited {
			return v.t("cover.limited")
		}
		return v.t("cover.full")
	}
	return ""
}

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
