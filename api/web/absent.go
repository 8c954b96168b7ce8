package web

import (
	"slices"

	"github.com/shixian/shixian/internal/casework"
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

type handoverRow struct {
	Light                     *lightView
	Words                     string
	Number, Kind, Item, Stage string
	Received                  string
	Due, Awaited              string
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

// handoverRow is a case as whoever takes over the post reads it: by what that post owes.
func (v *visit) handoverRow(office *core.Office, c casework.CaseView, post string) handoverRow {
	r := handoverRow{
		Number: c.Number, Kind: v.kind(c.Kind), Item: v.itemName(office, c.Kind, c.Item, c.ItemVersion, c.ItemName),
		Stage: words.Say(v.lang, words.Stage, c.Stage), Received: v.stamp(c.Received),
	}
	if c.Light != "" {
		r.Light = new(v.light(c.Light))
	}
	elsewhere := func(k casework.ClockView) bool { return k.Post != post }
	main, ok := mainClock(slices.DeleteFunc(slices.Clone(c.Clocks), elsewhere))
	if !ok {
		main, ok = mainClock(c.Clocks)
	}
	if ok {
		r.Light, r.Words = new(v.clockLight(main)), v.urgency(main)
		r.Due, r.Awaited = v.stamp(main.Due), v.owed(c.Kind, main.Name)
	}
	if c.Turn != "" {
		r.Awaited = v.t("problem.field", words.Say(v.lang, words.Role, c.Turn), r.Awaited)
	}
	return r
}

// absentTitle names an absence where a service case has its item.
func (v *visit) absentTitle(d dossier, k kindParts) string {
	if k.state.Facts["form"] == core.FormVacancy {
		return v.postName(d.office, d.view.Post, d.view.PostName)
	}
	return v.t("absence.title", k.concerns(k.state.Facts["person"]), words.Say(v.lang, words.AbsenceForm, k.state.Facts["form"]))
}
