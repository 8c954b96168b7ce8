package roster

import (
	"context"
	"fmt"
	"slices"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/duty"
	"github.com/shixian/shixian/internal/kind"
)

// Asked lists the absences that wait for p's grant, the next leaving first; of those that
// began by telephone, whose papers are in (R183).
func (c *Room) Asked(ctx context.Context, p casework.Principal) ([]casework.CaseView, error) {
	open := true
	found, err := c.ListAll(ctx, p, access.CaseList, core.CaseFilter{Kind: c.Kinds.Leave(), Open: &open})
	if err != nil {
		return nil, err
	}
	office, err := c.Store.Office(ctx)
	if err != nil {
		return nil, fmt.Errorf("absences asked for: %w", err)
	}
	out := []casework.CaseView{}
	for _, view := range found {
		if grant := core.StateOf(view).Clock(kind.ClockGrant); slices.Contains(granted, view.Stage) && (grant == nil || !grant.Open()) {
			continue
		}
		roles, err := c.Decide(p, casework.Approve, c.SubjectOf(view), office)
		if err == nil && slices.Contains(roles, casework.Role(core.StateOf(view).Facts[core.FactApprover])) {
			out = append(out, view)
		}
	}
	slices.SortStableFunc(out, func(a, b casework.CaseView) int { return termOf(a).From.Compare(termOf(b).From) })
	return out, nil
}

// granted are where an absence stands that needs no grant, unless it began by telephone.
var granted = []casework.Stage{casework.StageLeave, casework.StageAway, casework.StageVacant}

func termOf(view casework.CaseView) casework.Span {
	if term := core.StateOf(view).Term; term != nil {
		return *term
	}
	return casework.Span{}
}

// Handover is what an absent person leaves behind: the open cases on the posts he
// holds, the most urgent first (R164). Who backs up some of his posts reads the
// cases on those.
func (c *Room) Handover(ctx context.Context, p casework.Principal, number string) ([]casework.CaseView, error) {
	view, office, refusal := c.Sight(ctx, p, access.CaseHandover, number)
	if refusal != nil && view.Kind != c.Kinds.Leave() {
		return nil, refusal
	}
	posts, err := c.heldBy(ctx, core.StateOf(view).Facts[core.FactPerson])
	if err != nil {
		return nil, err
	}
	if refusal != nil {
		posts = slices.DeleteFunc(posts, func(post string) bool {
			return !slices.ContainsFunc(p.Holdings, func(h casework.Holding) bool { return h.Post == post })
		})
		if len(posts) == 0 {
			return nil, refusal
		}
	}
	rows, err := c.own.OpenOn(ctx, posts)
	if err != nil {
		return nil, fmt.Errorf("open cases left by %s: %w", number, err)
	}
	return c.VeilCases(p, rows, office), nil
}

// heldBy lists the posts a person holds as A.
func (c *Room) heldBy(ctx context.Context, person string) ([]string, error) {
	line, err := c.Store.Line(ctx, c.Now())
	if err != nil {
		return nil, fmt.Errorf("posts of %s: %w", person, err)
	}
	posts := []string{}
	for _, a := range line {
		if a.Person == person && a.Rank == duty.A && !a.From.After(c.Now()) && !slices.Contains(posts, a.Post) {
			posts = append(posts, a.Post)
		}
	}
	return posts, nil
}
