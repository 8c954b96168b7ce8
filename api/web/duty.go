package web

// dutyView is one stretch in which one person answered for the case.
type dutyView struct {
	At   string // when it began
	Name string // empty: nobody was on duty
	Note string // 替 王强 顶岗
	Post string // where it is another than before
}

// duty tells who answered when, joined without a gap (R164, R165), and what the
// last stretch runs up to.
func (v *visit) duty(d dossier) (spans []dutyView, end string) {
	last := ""
	for _, s := range d.duty {
		one := dutyView{At: v.stamp(s.From), Name: s.PersonName}
		if s.Covers != "" {
			one.Note = v.t("nav.covers", personName(d.office, s.Covers))
		}
		if s.Post != last {
			one.Post = v.postName(d.office, s.Post, "")
		}
		last = s.Post
		spans = append(spans, one)
	}
	if n := len(d.duty); n > 0 && !d.duty[n-1].To.IsZero() {
		return spans, v.t("duty.until", v.stamp(d.duty[n-1].To))
	}
	return spans, v.t("duty.now")
}
