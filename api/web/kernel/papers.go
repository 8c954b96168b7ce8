package kernel

import (
	"net/url"
	"slices"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/papers"
	"github.com/shixian/shixian/internal/paper"
)

// PapersView is the part of a case page that prints: what can be issued now, and
// what was.
type PapersView struct {
	Forms  []PaperLink
	Issued []PaperLink
}

// PaperLink leads to a paper that is issued, or can be.
type PaperLink struct {
	Href, Name string
	Note       string
	Void       bool
}

// PapersOf are what lies on file and what can be issued now.
func (v *Visit) PapersOf(number string, p papers.CasePapers) *PapersView {
	if len(p.Forms)+len(p.Issued) == 0 {
		return nil
	}
	out := &PapersView{}
	for _, f := range p.Forms {
		out.Forms = append(out.Forms, PaperLink{Href: "/cases/" + number + "/papers/" + f.Code, Name: v.Pick(f.Name, f.NameEn), Note: f.Rules[0]})
	}
	for _, row := range p.Issued {
		out.Issued = append(out.Issued, v.PaperLink(row))
	}
	return out
}

// ReportOf leads to the paper that a round of a standing duty is compiled by: of its own unit, and a
// report of exactly the period that round lies in, as far as it is over. From the end of that period
// on the draft of it lies there, all figures in it; one that is of no period lies there from when its
// owner is warned. What was issued since is told beside it. Nothing is filed by it.
func (s *Site) ReportOf(v *Visit, f *paper.Form, unit string, c casework.ClockView) (*PaperLink, error) {
	q, today := url.Values{"unit": {unit}}, v.Local(v.Now)
	over, told := c.Start, v.T("report.ready.today")
	ready := c.Light != casework.Green
	switch {
	case f.Table == nil:
	case f.Table.Period != "":
		from, until := v.periodOf(f.Table.Period, c.Start.Add(c.Due.Sub(c.Start)/2)) // a day off may move either end
		last := until.AddDate(0, 0, -1)
		q.Set("from", from.Format(time.DateOnly))
		q.Set("until", earliest(last, today).Format(time.DateOnly))
		over, ready, told = until, !today.Before(until), v.T("report.ready", v.DateOnly(from), v.DateOnly(last))
	case f.Table.Of == paper.Week:
		monday := v.mondayOf(c.Due)
		over, ready, told = monday, !today.Before(monday), v.T("report.ready", v.DateOnly(monday.AddDate(0, 0, -7)), v.DateOnly(monday.AddDate(0, 0, -1)))
		if ready {
			q.Set("monday", monday.Format(time.DateOnly))
		}
	}
	out := &PaperLink{Href: "/registers/issue/" + f.Code + "?" + q.Encode(), Name: v.Pick(f.Name, f.NameEn)}
	if !ready {
		return out, nil
	}
	out.Note = told
	issued, err := s.Deps.Counter.IssuedSince(v.Ctx, *f, unit, over)
	if err == nil && issued != nil {
		out.Note = v.T("report.issued", issued.Serial, v.Stamp(issued.Issued))
	}
	return out, err
}

// mondayOf is the Monday of the week an instant lies in.
func (v *Visit) mondayOf(at time.Time) time.Time {
	at = v.Local(at)
	return time.Date(at.Year(), at.Month(), at.Day()-(int(at.Weekday())+6)%7, 0, 0, 0, 0, at.Location())
}

// periodOf is the whole period an instant lies in, [from, until).
func (v *Visit) periodOf(period string, at time.Time) (from, until time.Time) {
	at = v.Local(at)
	months := map[string]int{"month": 1, "quarter": 3, "half": 6, "year": 12}[period]
	from = time.Date(at.Year(), time.Month((int(at.Month())-1)/months*months+1), 1, 0, 0, 0, 0, at.Location())
	return from, from.AddDate(0, months, 0)
}

func earliest(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

// NextPaper is the first paper that an act led to and that can be issued now, by its address;
// empty where there is none. Proof of service is given with the paper, not for it.
func NextPaper(number, act string, p papers.CasePapers) string {
	for _, then := range p.Then[act] {
		if then.Code == "service_proof" {
			continue
		}
		if slices.ContainsFunc(p.Forms, func(f paper.Form) bool { return f.Code == then.Code }) {
			return "/cases/" + number + "/papers/" + then.Code
		}
	}
	return ""
}

// PaperLink names an issued paper.
func (v *Visit) PaperLink(row papers.Paper) PaperLink {
	return PaperLink{
		Href: "/papers/" + row.ID, Name: v.Pick(row.Name, row.NameEn) + " " + row.Serial,
		Note: v.Stamp(row.Issued) + " " + row.ByName, Void: row.Voided != nil,
	}
}
