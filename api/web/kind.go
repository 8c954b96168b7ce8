package web

import (
	"errors"

	"github.com/shixian/shixian/internal/access"
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
