package cases

import (
	"strings"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/words"
)

// absentView is an absence as its page tells it: who, from when to when, who
// grants it, and what is left behind.
type absentView struct {
	Facts []kernel.Fact
	// List tells that the hand-over list may be read; it may be empty.
	List bool
	Rows []kernel.HandoverRow
}

// absent tells the absence; nil for every other kind.
func (v *visit) absent(d kernel.Dossier, k kindParts) *absentView {
	if d.View.Kind != v.Kinds.Leave() {
		return nil
	}
	facts := k.state.Facts
	if facts["form"] == core.FormVacancy { // nobody is away from it: everybody is
		return &absentView{Facts: []kernel.Fact{
			{Name: v.T("case.post"), Value: v.PostName(d.Office, d.View.Post, d.View.PostName)}, {Name: v.T("absence.from"), Value: v.Full(d.View.Received)},
		}}
	}
	out := &absentView{List: k.left, Facts: []kernel.Fact{
		{Name: v.T("absence.person"), Value: k.concerns(facts["person"])},
		{Name: v.T("absence.form"), Value: words.Say(v.Lang, words.AbsenceForm, facts["form"])},
	}}
	if term := k.state.Term; term != nil {
		out.Facts = append(out.Facts, kernel.Fact{Name: v.T("absence.from"), Value: v.Full(term.From)}, kernel.Fact{Name: v.T("absence.until"), Value: v.Full(term.To)})
	}
	if role := facts["approver"]; role != "" {
		out.Facts = append(out.Facts, kernel.Fact{Name: v.T("absence.approver"), Value: v.UnderRule(words.Say(v.Lang, words.Role, role), facts["rule"])})
	}
	if sort := facts[kind.FactSort]; sort != "" {
		out.Facts = append(out.Facts, kernel.Fact{Name: v.T("absence.sort"), Value: words.Say(v.Lang, words.LeaveSort, sort)})
	}
	var then []casework.Role // of the leave, or of more time for it
	if later := facts[kind.FactSigners]; later != "" {
		then = kind.ReadSigners(later)
	} else if x := k.state.Extension; x != nil && len(x.Signers) > 1 {
		then = x.Signers[1:]
	}
	if len(then) > 0 {
		var names []string
		for _, role := range then {
			names = append(names, words.Say(v.Lang, words.Role, string(role)))
		}
		out.Facts = append(out.Facts, kernel.Fact{Name: v.T("absence.then"), Value: v.UnderRule(strings.Join(names, v.T("list.and")), "R232")})
	}
	if paper := facts[casework.FactProof]; paper != "" && paper != casework.ProofShown {
		out.Facts = append(out.Facts, kernel.Fact{Name: v.T("absence.proof"), Value: v.UnderRule(words.Say(v.Lang, words.Choice, paper), "R233")})
	}
	if how := facts[kind.FactRecognised]; how != "" {
		out.Facts = append(out.Facts, kernel.Fact{Name: v.T("absence.recognised"), Value: v.UnderRule(v.T("absence.recognised."+how), "R183")})
	}
	if how := facts[kind.FactArranged]; how != "" {
		out.Facts = append(out.Facts, kernel.Fact{Name: v.T("absence.arranged"), Value: v.UnderRule(v.T("absence.arranged."+how), "R244")})
	}
	if how := facts[kind.FactRelief]; how != "" {
		out.Facts = append(out.Facts, kernel.Fact{Name: v.T("absence.relief"), Value: v.UnderRule(v.T("absence.relief."+how), "R187")})
	}
	if how := facts[kind.FactHandover]; how != "" {
		out.Facts = append(out.Facts, kernel.Fact{Name: v.T("absence.handover"), Value: v.UnderRule(v.T("absence.handover."+how), "R164")})
	}
	for _, c := range k.handover {
		out.Rows = append(out.Rows, v.HandoverRow(d.Office, c, c.Post))
	}
	return out
}

// absentTitle names an absence where a service case has its item.
func (v *visit) absentTitle(d kernel.Dossier, k kindParts) string {
	if k.state.Facts["form"] == core.FormVacancy {
		return v.PostName(d.Office, d.View.Post, d.View.PostName)
	}
	return v.T("absence.title", k.concerns(k.state.Facts["person"]), words.Say(v.Lang, words.AbsenceForm, k.state.Facts["form"]))
}
