package web

import (
	"encoding/json"
	"errors"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/appraisal"
	"github.com/shixian/shixian/internal/turn"
	"github.com/shixian/shixian/internal/words"
)

// kindParts is what a case page reads beyond what every kind has.
type kindParts struct {
	state    casework.State
	turns    []turn.Share
	findings *appraisal.Findings    // accountability, for those who judge
	handover []casework.CaseView    // absence: what lies on the posts left (R164)
	left     bool                   // the hand-over list may be read
	concerns func(id string) string // the name of a person
}

// stateOf reads the codes a case keeps; one this version cannot read says nothing.
func stateOf(c casework.CaseView) casework.State {
	var s casework.State
	if len(c.State) > 0 && json.Unmarshal(c.State, &s) != nil {
		return casework.State{}
	}
	return s
}

// subjectOf is the case as the table of access looks at it.
func (v *visit) subjectOf(c casework.CaseView) access.Subject {
	state := stateOf(c)
	return v.rights.Subject(c, &state)
}

// kindParts reads turns for every kind, the hand-over list of an absence, and
// the findings for those who judge. A refusal means: that part is not shown.
func (s *site) kindParts(v *visit, d dossier) (kindParts, error) {
	k := kindParts{state: stateOf(d.view), concerns: func(id string) string { return personName(d.office, id) }}
	var err error
	if k.turns, err = s.deps.Counter.Turns(v.ctx, v.who, d.view.Number); err != nil {
		return k, err
	}
	switch {
	case d.view.Kind == v.kinds.Leave():
		k.handover, err = s.deps.Counter.Handover(v.ctx, v.who, d.view.Number)
		k.left = err == nil
	case d.view.Kind == v.kinds.Opened():
		if _, refused := v.rights.Decide(v.who, access.CaseFindings, v.subjectOf(d.view), access.NewTree(d.office.Units)); refused != nil {
			return k, nil //nolint:nilerr // who does not judge reads the case without what helps to judge
		}
		var found appraisal.Findings
		if found, err = s.deps.Counter.Findings(v.ctx, v.who, d.view.Number); err == nil {
			k.findings = &found
		}
	}
	var refusal *casework.Error
	if errors.As(err, &refusal) && (refusal.Code == casework.Forbidden || refusal.Code == casework.NotFound) {
		return k, nil
	}
	return k, err
}

// turnView is how long one role was waited for.
type turnView struct {
	Role, Time, Times string
	Part              int    // of a hundred
	Now               string // where it is, or was, this one's turn
}

// turnsOf says whose act was awaited how long, in office time; mark tells the one
// whose turn it is or was.
func (v *visit) turnsOf(shares []turn.Share, now casework.Role, mark string) []turnView {
	var all int64
	for _, s := range shares {
		all += s.Seconds
	}
	var out []turnView
	for _, s := range shares {
		t := turnView{Role: v.t("turn.nobody"), Time: v.worked(s.Seconds), Times: v.t("turn.times", s.Times)}
		if s.Role == now && now != "" {
			t.Now = mark
		}
		if s.Role != "" {
			t.Role = words.Say(v.lang, words.Role, s.Role)
		}
		if all > 0 {
			t.Part = int((s.Seconds*100 + all/2) / all)
		}
		out = append(out, t)
	}
	return out
}

// worked says office time, in hours and minutes: a working day is not equally
// long everywhere, an hour is.
func (w voice) worked(seconds int64) string {
	minutes := int(seconds / 60)
	switch {
	case minutes < 60:
		return words.Limit(w.lang, calendar.Limit{N: minutes, Unit: calendar.Minutes})
	case minutes%60 == 0:
		return words.Limit(w.lang, calendar.Limit{N: minutes / 60, Unit: calendar.Hours})
	}
	return w.t("turn.hours", minutes/60, minutes%60)
}

// addParts puts what is particular to a kind on the page of a case.
func (v *visit) addParts(view *caseView, d dossier, k kindParts) {
	view.Turns = v.turnsOf(k.turns, d.view.Turn, v.t("turn.now"))
	view.Absent, view.Account, view.Steps = v.absent(d, k), v.account(d, k), v.steps(d)
	switch {
	case d.view.Kind == v.kinds.Leave():
		view.Item = v.absentTitle(d, k)
	case d.view.Kind == v.kinds.Opened():
		view.Item, view.Parent = v.accountTitle(k), "" // the cause is told below, with its breach
	}
}

// kindOf is what a case number says.
func (v *visit) kindOf(number string) casework.Kind {
	of, _, _, _ := v.kinds.Parse(number)
	return of
}
