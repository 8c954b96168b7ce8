package cases

import (
	"context"
	"fmt"
	"slices"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
)

// checkComplaint refuses what the case cannot know: who stands where, and how an
// earlier complaint fares.
func (c *Room) checkComplaint(
	ctx context.Context, p casework.Principal, view casework.CaseView, office *core.Office, command string, args casework.Args, texts map[string]string,
) error {
	if act, known := c.Kinds.Binds(view).Act(command); known && act.HandsOn {
		return c.checkGiven(ctx, view, office, args, "信访工作条例第三十条")
	}
	switch command {
	case casework.Screen:
		if err := c.checkMatter(ctx, p, view, office, args); err != nil || args.Post == "" {
			return err
		}
		return c.checkGiven(ctx, view, office, args, "信访工作条例第三十条")
	case casework.Forward:
		if args.Approve != nil && *args.Approve && texts["basis"] == "" && args.BasisID == "" { // who took part in deciding it, with the 编办
			return casework.FieldError(casework.Invalid, "basis", "R072")
		}
		return c.checkGiven(ctx, view, office, args, "R073")
	case casework.Disclose:
		return c.checkDisclosure(ctx, view, office, args)
	}
	return nil
}

// checkMatter: the same matter under way and within its limit is not taken again
// (R075). Whether it is the same people say; the number names the earlier one, among
// those p may see.
func (c *Room) checkMatter(ctx context.Context, p casework.Principal, view casework.CaseView, office *core.Office, args casework.Args) error {
	number := args.Case
	if number == "" {
		number = core.StateOf(view).Facts[casework.FactMatter]
	}
	if number == "" {
		return nil
	}
	earlier, err := c.Store.Case(ctx, number)
	after, known := c.Kinds.Of(view.Kind).After[args.Outcome]
	switch {
	case number == view.Number, casework.CodeOf(err) == casework.NotFound,
		err == nil && (earlier.Kind != view.Kind || !c.May(p, access.CaseView, c.SubjectOf(earlier), office)):
		return casework.FieldError(casework.Invalid, "matter", "R075")
	case err != nil:
		return fmt.Errorf("the matter of %s: %w", view.Number, err)
	case known && earlier.Result != after.Result:
		return casework.FieldError(casework.Invalid, "matter", after.Basis)
	case args.Outcome == "complaint" && earlier.Closed == nil && earlier.Stage != casework.StageAccount && !slices.ContainsFunc(earlier.Clocks, lateReply):
		return casework.FieldError(casework.MatterUnderWay, "outcome", "R075")
	}
	return nil
}

// lateReply: a unit that lets its limit pass may be complained of again.
func lateReply(k casework.ClockView) bool {
	return (k.Name == "handle" || k.Name == "redo") && k.Status == casework.Breached
}

// checkGiven: nobody is given what is about himself, and nothing that went upward comes
// down again to those it went past (R073; 信访工作条例 30).
func (c *Room) checkGiven(ctx context.Context, view casework.CaseView, office *core.Office, args casework.Args, rule string) error {
	line, err := c.Store.Line(ctx, c.Now())
	if err != nil {
		return fmt.Errorf("give %s: %w", view.Number, err)
	}
	facts := core.StateOf(view).Facts
	post, _ := core.PostOf(office, args.Post)
	about := complainedOf{office: office, line: line, facts: facts, tree: office.Tree()}
	down := facts[casework.FactOffice] != "" && casework.StandsAside(post.Role) && post.ID != facts[casework.FactOfficePost]
	if about.named(post) || down {
		return casework.FieldError(casework.OwnCase, "post", rule)
	}
	return nil
}

// checkDisclosure: the investigator is not concerned, nor of those who stand on
// the post complained of, and is one who may see the case at all (R082).
func (c *Room) checkDisclosure(ctx context.Context, view casework.CaseView, office *core.Office, args casework.Args) error {
	if args.Person == "" {
		return nil // the form refuses that
	}
	p, err := c.Principal(ctx, args.Person)
	if err != nil {
		return err
	}
	s := c.SubjectOf(view)
	concerned := args.Person == s.Accused || slices.ContainsFunc(p.Holdings, func(h casework.Holding) bool {
		return s.Against != "" && h.Post == s.Against
	})
	switch {
	case concerned:
		return casework.FieldError(casework.OwnCase, "person", "R082")
	case !c.May(p, access.CaseView, s, office):
		return casework.FieldError(casework.NotCompetent, "person", "R082")
	}
	return nil
}
