package cases

import (
	"slices"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/papers"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/words"
)

// servedRow is one paper that was served: by which way, when, what shows it, and until when
// he may turn to others.
type servedRow struct {
	Paper, Href    string
	Way, Who       string
	On, Law        string // Law: from when it counts, where that is another day
	Proof, ProofAt string // the file that shows it, for who may open it
	Until          []string
	First          string // reconsideration comes before the court (复议前置)
}

// served lists the papers of a case that were served, as the case remembers the last service
// of each.
func (v *visit) served(d kernel.Dossier, files []fileView) (out []servedRow) {
	for _, s := range kernel.StateOf(d.View).Served {
		r := servedRow{Way: words.Of(v.Lang, v.Kinds.Of(d.View.Kind), words.Choice, s.Way), On: v.FullDay(s.From)}
		r.Paper, r.Href = v.paperServed(d, s.Paper)
		if s.Receiver != "" {
			r.Who = words.Of(v.Lang, v.Kinds.Of(d.View.Kind), words.Choice, s.Receiver)
		}
		switch hangs := clockNamed(d, casework.PartOf(casework.ClockPublicNotice, s.Paper)); {
		case s.At.IsZero() && hangs != nil:
			r.Law = v.T("served.hangs", v.FullDay(hangs.Due))
		case !s.At.IsZero() && !s.At.Equal(s.From):
			r.Law = v.T("served.law", v.FullDay(s.At))
		}
		shows := "/cases/" + d.View.Number + "/attachments/" + s.Proof
		if i := slices.IndexFunc(files, func(f fileView) bool { return f.Href == shows }); i >= 0 {
			r.Proof, r.ProofAt = files[i].Name, shows
		}
		if kind.Refuses(s.Paper) && !s.At.IsZero() {
			r.Until = v.mayTurnUntil(d, s)
			if first := d.Item().ReconsiderFirst; first != "" {
				r.First = v.T("served.first", first)
			}
		}
		out = append(out, r)
	}
	return out
}

// paperServed names a paper as it was issued, else its form; to who may read neither, what it is.
func (v *visit) paperServed(d kernel.Dossier, form string) (name, href string) {
	issued := func(p papers.Paper) bool { return p.Form == form && p.Voided == nil }
	if i := slices.IndexFunc(d.Papers.Issued, issued); i >= 0 {
		link := v.PaperLink(d.Papers.Issued[i])
		return link.Name, link.Href
	}
	for _, f := range d.Papers.Forms {
		if f.Code == form {
			return v.Pick(f.Name, f.NameEn), ""
		}
	}
	if state := kernel.StateOf(d.View); form == kind.TellsResult(&state) {
		return v.T("served.result"), ""
	}
	return v.T("served.notice"), ""
}

// mayTurnUntil says until when what is open to who was refused runs, counted from this service.
func (v *visit) mayTurnUntil(d kernel.Dossier, s casework.Served) (out []string) {
	for _, name := range []string{casework.ClockReconsider, casework.ClockSue} {
		if c := clockNamed(d, name); c != nil && c.Start.Equal(s.At) {
			out = append(out, v.T("served.until", v.ClockLabel(d.View.Kind, name), v.Due(c.Due, c.Prompt)))
		}
	}
	return out
}

// clockNamed is the last round of a clock.
func clockNamed(d kernel.Dossier, name string) *casework.ClockView {
	rows := latest(d.View.Clocks)
	if i := slices.IndexFunc(rows, func(c casework.ClockView) bool { return c.Name == name }); i >= 0 {
		return &rows[i]
	}
	return nil
}
