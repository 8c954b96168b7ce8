package cases

import (
	"errors"

	"github.com/shixian/shixian/api/web/kernel"
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
func (s *Room) kindParts(v *visit, d kernel.Dossier) (kindParts, error) {
	k := kindParts{state: kernel.StateOf(d.View), concerns: func(id string) string { return kernel.PersonName(d.Office, id) }}
	var err error
	if k.turns, err = s.counter.Turns(v.Ctx, v.Who, d.View.Number); err != nil {
		return k, err
	}
	switch {
	case d.View.Kind == v.Kinds.Leave():
		k.handover, err = s.counter.Handover(v.Ctx, v.Who, d.View.Number)
		k.left = err == nil
	case d.View.Kind == v.Kinds.Opened():
		if _, refused := v.Rights.Decide(v.Who, access.CaseFindings, v.SubjectOf(d.View), d.Office.Tree()); refused != nil {
			return k, nil //nolint:nilerr // who does not judge reads the case without what helps to judge
		}
		var found appraisal.Findings
		if found, err = s.counter.Findings(v.Ctx, v.Who, d.View.Number); err == nil {
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
		t := turnView{Role: v.T("turn.nobody"), Time: v.Worked(s.Seconds), Times: v.T("turn.times", s.Times)}
		if s.Role == now && now != "" {
			t.Now = mark
		}
		if s.Role != "" {
			t.Role = words.Say(v.Lang, words.Role, s.Role)
		}
		if all > 0 {
			t.Part = int((s.Seconds*100 + all/2) / all)
		}
		out = append(out, t)
	}
	return out
}

// addParts puts what is particular to a kind on the page of a case.
func (v *visit) addParts(view *caseView, d kernel.Dossier, k kindParts) {
	view.Turns = v.turnsOf(k.turns, d.View.Turn, v.T("turn.now"))
	view.Absent, view.Account, view.Steps = v.absent(d, k), v.account(d, k), v.steps(d)
	switch {
	case d.View.Kind == v.Kinds.Leave():
		view.Item = v.absentTitle(d, k)
	case d.View.Kind == v.Kinds.Opened():
		view.Item, view.Parent = v.accountTitle(d.Office, k), "" // the cause is told below, with its breach
	}
}
