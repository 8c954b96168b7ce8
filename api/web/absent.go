package web

import (
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/words"
)

// absentView is an absence as its page tells it: who, from when to when, who
// grants it, and what is left behind.
type absentView struct {
	Facts []fact
	// List tells that the hand-over list may be read; it may be empty.
	List bool
	Rows []handoverRow
}

// absent tells the absence; nil for every other kind.
func (v *visit) absent(d dossier, k kindParts) *absentView {
	if d.view.Kind != v.kinds.Leave() {
		return nil
	}
	facts := k.state.Facts
	if facts["form"] == core.FormVacancy { // nobody is away from it: everybody is
		return &absentView{Facts: []fact{
			{v.t("case.post"), v.postName(d.office, d.view.Post, d.view.PostName)}, {v.t("absence.from"), v.full(d.view.Received)},
		}}
	}
	out := &absentView{List: k.left, Facts: []fact{
		{v.t("absence.person"), k.concerns(facts["person"])},
		{v.t("absence.form"), words.Say(v.lang, words.AbsenceForm, facts["form"])},
	}}
	if term := k.state.Term; term != nil {
		out.Facts = append(out.Facts, fact{v.t("absence.from"), v.full(term.From)}, fact{v.t("absence.until"), v.full(term.To)})
	}
	if role := facts["approver"]; role != "" {
		out.Facts = append(out.Facts, fact{v.t("absence.approver"), v.underRule(words.Say(v.lang, words.Role, role), facts["rule"])})
	}
	for _, c := range k.handover {
		out.Rows = append(out.Rows, v.handoverRow(d.office, c, c.Post))
	}
	return out
}

// absentTitle names an absence where a service case has its item.
func (v *visit) absentTitle(d dossier, k kindParts) string {
	if k.state.Facts["form"] == core.FormVacancy {
		return v.postName(d.office, d.view.Post, d.view.PostName)
	}
	return v.t("absence.title", k.concerns(k.state.Facts["person"]), words.Say(v.lang, words.AbsenceForm, k.state.Facts["form"]))
}
