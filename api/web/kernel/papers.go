package kernel

import (
	"slices"

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
