package cases

import "github.com/shixian/shixian/api/web/kernel"

// dutyView is one stretch in which one person answered for the case.
type dutyView struct {
	At   string // when it began
	Name string // empty: nobody was on duty
	Note string // 替 王强 顶岗
	Post string // where it is another than before
}

// duty tells who answered when, joined without a gap (R164, R165), and what the
// last stretch runs up to.
func (v *visit) duty(d kernel.Dossier) (spans []dutyView, end string) {
	last := ""
	for _, s := range d.Duty {
		one := dutyView{At: v.Stamp(s.From), Name: s.PersonName}
		if s.Covers != "" {
			one.Note = v.T("nav.covers", kernel.PersonName(d.Office, s.Covers))
		}
		if s.Post != last {
			one.Post = v.PostName(d.Office, s.Post, "")
		}
		last = s.Post
		spans = append(spans, one)
	}
	if n := len(d.Duty); n > 0 && !d.Duty[n-1].To.IsZero() {
		return spans, v.T("duty.until", v.Stamp(d.Duty[n-1].To))
	}
	return spans, v.T("duty.now")
}
