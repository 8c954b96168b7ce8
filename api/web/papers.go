package web

import (
	"github.com/shixian/shixian/internal/counter/papers"
)

// papersView is the part of a case page that prints: what can be issued now, and
// what was.
type papersView struct {
	Forms  []paperLink
	Issued []paperLink
}

type paperLink struct {
	Href, Name string
	Note       string
	Void       bool
}

func (v *visit) papersOf(number string, p papers.CasePapers) *papersView {
	if len(p.Forms)+len(p.Issued) == 0 {
		return nil
	}
	out := &papersView{}
	for _, f := range p.Forms {
		out.Forms = append(out.Forms, paperLink{Href: "/cases/" + number + "/papers/" + f.Code, Name: v.pick(f.Name, f.NameEn), Note: f.Rules[0]})
	}
	for _, row := range p.Issued {
		out.Issued = append(out.Issued, v.paperLink(row))
	}
	return out
}

func (v *visit) paperLink(row papers.Paper) paperLink {
	return paperLink{
		Href: "/papers/" + row.ID, Name: v.pick(row.Name, row.NameEn) + " " + row.Serial,
		Note: v.stamp(row.Issued) + " " + row.ByName, Void: row.Voided != nil,
	}
}
