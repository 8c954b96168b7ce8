package cases

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
)

// MonthlyList is what the house owes itself and has let pass, under those who hear of it
// each round until it is met, and the verifications that wait for the facts: those of one
// post and one month stand together (design section 1, no ladder ends in silence).
type MonthlyList struct {
	Leaders  []Leader   `json:"leaders"`
	Together []Together `json:"together"`
}

// Leader is who hears of each round in one unit.
type Leader struct {
	To   []casework.Role `json:"to"`
	Unit string          `json:"unit"`
	Owed []OwedRow       `json:"owed"`
}

// OwedRow is one clock of a case.
type OwedRow struct {
	casework.CaseView
	core.Owed
}

// Together are the verifications of one post and one month. May: the facts of each may be
// stated by whoever reads.
type Together struct {
	Post  string              `json:"post"`
	Month string              `json:"month"`
	Cases []casework.CaseView `json:"cases"`
	May   bool                `json:"may"`
}

// Monthly reads the list as far as p may list the cases.
func (c *Room) Monthly(ctx context.Context, p casework.Principal) (out MonthlyList, err error) {
	out = MonthlyList{Leaders: []Leader{}, Together: []Together{}}
	late, err := c.ListAll(ctx, p, access.CaseList, core.CaseFilter{Light: casework.Red})
	if err != nil {
		return out, err
	}
	for _, view := range late {
		for _, owed := range core.OwedIn(core.StateOf(view), c.Now()) {
			out.add(view, owed)
		}
	}
	standing, err := c.ListAll(ctx, p, access.CaseList, core.CaseFilter{Kind: c.Kinds.Standing(), Open: new(true)})
	if err != nil && casework.CodeOf(err) != casework.Forbidden { // he has no part in them
		return out, err
	}
	for _, view := range standing {
		for _, missed := range core.MissedIn(core.StateOf(view), c.Now()) {
			out.add(view, missed)
		}
	}
	office, err := c.Store.Office(ctx)
	if err != nil {
		return out, fmt.Errorf("monthly list: %w", err)
	}
	opened := c.Kinds.Of(c.Kinds.Opened())
	verified, err := c.ListAll(ctx, p, access.CaseList, core.CaseFilter{Kind: opened.Kind, Stage: opened.Opens})
	if casework.CodeOf(err) == casework.Forbidden { // he judges nobody
		return out, nil
	}
	for _, view := range verified {
		if post, month, stands := c.verifies(view); stands {
			out.join(post, month, view, c.May(p, casework.StateFacts, c.SubjectOf(view), office))
		}
	}
	return out, err
}

// verifies tells whose post a verification looks at, and in which month it was late.
func (c *Room) verifies(view casework.CaseView) (post, month string, stands bool) {
	opened, cause := c.Kinds.Of(c.Kinds.Opened()), core.StateOf(view).Cause
	if view.Kind != opened.Kind || view.Stage != opened.Opens || cause == nil {
		return "", "", false
	}
	return cause.Post, cause.At.In(core.Zone).Format(yearMonth), true
}

const yearMonth = "2006-01"

func (m *MonthlyList) add(view casework.CaseView, owed core.Owed) {
	same := func(l Leader) bool { return l.Unit == view.Unit && slices.Equal(l.To, owed.To) }
	i := slices.IndexFunc(m.Leaders, same)
	if i < 0 {
		i = len(m.Leaders)
		m.Leaders = append(m.Leaders, Leader{To: owed.To, Unit: view.Unit})
	}
	m.Leaders[i].Owed = append(m.Leaders[i].Owed, OwedRow{view, owed})
	slices.SortStableFunc(m.Leaders[i].Owed, func(a, b OwedRow) int { return a.Clock.Due.Compare(b.Clock.Due) })
}

func (m *MonthlyList) join(post, month string, view casework.CaseView, may bool) {
	i := slices.IndexFunc(m.Together, func(t Together) bool { return t.Post == post && t.Month == month })
	if i < 0 {
		i = len(m.Together)
		m.Together = append(m.Together, Together{Post: post, Month: month, May: true})
	}
	m.Together[i].Cases = append(m.Together[i].Cases, view)
	m.Together[i].May = m.Together[i].May && may
	slices.SortStableFunc(m.Together, func(a, b Together) int {
		return cmp.Or(strings.Compare(a.Month, b.Month), strings.Compare(a.Post, b.Post))
	})
}

// settled are what several verifications may come to together: whatever asks something
// of one person is stated in that one's own case.
var settled = []string{"no_fault", "reminder"}

// Settle states the facts of several verifications of one post and one month in one act.
// Each gets its own outcome, on its own record, by a command of its own; what is wrong with
// one is found before any is sent. outcomes are by number.
func (c *Room) Settle(ctx context.Context, p casework.Principal, outcomes map[string]string, reason, key string) ([]Answer, error) {
	if err := core.CheckKey(key); err != nil {
		return nil, err
	}
	numbers, err := c.standTogether(ctx, p, outcomes)
	if err != nil {
		return nil, err
	}
	out := make([]Answer, 0, len(numbers))
	for i, number := range numbers {
		raw := map[string]any{"outcome": outcomes[number], "reason": reason}
		answer, err := c.Do(ctx, p, number, casework.StateFacts, raw, fmt.Sprintf("%.180s/%d", key, i+1))
		if err != nil {
			return out, fmt.Errorf("settle %s: %w", number, err)
		}
		out = append(out, answer)
	}
	return out, nil
}

// standTogether are the numbers in their order, once it is known that each is a
// verification of the same post and month whose facts p may state.
func (c *Room) standTogether(ctx context.Context, p casework.Principal, outcomes map[string]string) ([]string, error) {
	numbers := slices.Sorted(maps.Keys(outcomes))
	var with [2]string
	for i, number := range numbers {
		field, outcome := "outcome."+core.Shown(number), outcomes[number]
		view, office, err := c.View(ctx, number)
		if err != nil {
			return nil, err
		}
		if _, err := c.Decide(p, casework.StateFacts, c.SubjectOf(view), office); err != nil {
			return nil, c.Hidden(p, c.SubjectOf(view), office, err)
		}
		post, month, stands := c.verifies(view)
		switch {
		case !stands:
			return nil, casework.FieldError(casework.WrongStage, field, "R129")
		case !slices.Contains(settled, outcome):
			return nil, casework.FieldError(casework.Invalid, field, "choice")
		case i > 0 && with != [2]string{post, month}:
			return nil, casework.FieldError(casework.Invalid, field, "choice")
		}
		with = [2]string{post, month}
	}
	if len(numbers) == 0 {
		return nil, casework.FieldError(casework.Invalid, "outcome", "required")
	}
	return numbers, nil
}

// Settled are the outcomes that verifications may come to together.
func Settled() []string { return slices.Clone(settled) }
