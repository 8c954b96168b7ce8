package cases

import (
	"context"
	"fmt"
	"slices"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/policy"
)

// ties are the links of a case that p may see: those of which he may view both
// ends. A link that a complaint is part of could tell whose case it is about, so it
// is shown to those alone who may read the complaint's own words (R082). Of a case
// that goes on as another, everybody reads of which kind the other is.
func (c *Room) ties(ctx context.Context, p casework.Principal, view casework.CaseView, office *core.Office) ([]casework.Tie, error) {
	all, err := c.Store.Links(ctx, view.Number)
	if err != nil {
		return nil, fmt.Errorf("links of %s: %w", view.Number, err)
	}
	var out []casework.Tie
	for _, tie := range all {
		other, err := c.Store.Case(ctx, tie.Number)
		if err != nil {
			return nil, fmt.Errorf("link of %s: %w", view.Number, err)
		}
		seen := c.May(p, access.CaseView, c.SubjectOf(other), office)
		switch {
		case seen && (!stated(tie) || c.unbetrayed(p, office, view, other)):
			out = append(out, tie)
		case tie.Relation == casework.ConvertedTo:
			tie.Number = ""
			out = append(out, tie)
		}
	}
	return out, nil
}

// stated tells a link that a person stated from one that came about.
func stated(t casework.Tie) bool { return slices.Contains(casework.Stated, string(t.Relation)) }

// unbetrayed tells whether a link between the two gives no complainant away to p.
func (c *Room) unbetrayed(p casework.Principal, office *core.Office, views ...casework.CaseView) bool {
	return !slices.ContainsFunc(views, func(v casework.CaseView) bool {
		return c.Veiled(v.Kind) && !c.May(p, access.CasePersonal, c.SubjectOf(v), office)
	})
}

// checkEarlier refuses to end as a duplicate what the other does not answer: it is the same
// applicant's, on the same item, was registered before, and is open. Nobody else's case is an
// excuse.
func (c *Room) checkEarlier(ctx context.Context, view, other casework.CaseView) error {
	var who [2]string
	for i, number := range []string{view.Number, other.Number} {
		fields, err := c.Store.OpenFields(ctx, number)
		if err != nil {
			return fmt.Errorf("applicant of %s: %w", number, err)
		}
		who[i] = fields["applicant"]
	}
	before := other.Kind == view.Kind && other.Item == view.Item && other.Registered.Before(view.Registered) && other.Stage != casework.StageClosed
	if !before || who[0] == "" || who[0] != who[1] {
		return casework.FieldError(casework.Invalid, "case", "R048")
	}
	return nil
}

// checkJoin looks at the other side of a command that names another case or
// another kind; the case answers for its own. A case that is not there and one
// that p may not see get the same answer.
func (c *Room) checkJoin(ctx context.Context, p casework.Principal, view casework.CaseView, office *core.Office, command string, args casework.Args) error {
	switch command {
	case casework.Link, casework.Merge:
	case casework.Close:
		if args.Case == "" {
			return nil
		}
	case casework.Convert:
		return c.checkConvert(ctx, view, office, args)
	default:
		return nil
	}
	of, _, _, ok := c.Kinds.Parse(args.Case)
	switch {
	case args.Case == view.Number:
		return casework.FieldError(casework.Invalid, "case", "itself")
	case command == casework.Link && c.Veiled(of) && !c.Veiled(view.Kind):
		return casework.FieldError(casework.LinkSealed, "case", "R082") // the other side's timeline would tell
	case !ok:
		return casework.FieldError(casework.NotFound, "case", "")
	}
	other, err := c.Store.Case(ctx, args.Case)
	switch {
	case casework.CodeOf(err) == casework.NotFound, err == nil && !c.May(p, access.CaseView, c.SubjectOf(other), office):
		return casework.FieldError(casework.NotFound, "case", "")
	case err != nil:
		return fmt.Errorf("%s with %s: %w", view.Number, args.Case, err)
	case command == casework.Merge:
		return c.checkMerge(p, view, other, office)
	case command == casework.Close:
		return c.checkEarlier(ctx, view, other)
	}
	return c.checkLink(ctx, p, view, other, office)
}

func (c *Room) checkLink(ctx context.Context, p casework.Principal, view, other casework.CaseView, office *core.Office) error {
	if !c.unbetrayed(p, office, view, other) {
		return casework.FieldError(casework.NotFound, "case", "")
	}
	ties, err := c.Store.Links(ctx, view.Number)
	if err != nil {
		return fmt.Errorf("links of %s: %w", view.Number, err)
	}
	if slices.ContainsFunc(ties, func(t casework.Tie) bool { return t.Number == other.Number && stated(t) }) {
		return casework.FieldError(casework.LinkedAlready, "case", "")
	}
	return nil
}

// checkMerge: one kind, one unit, both promises running, and the leading case
// follows nobody itself (R075). A matter under supervision is never merged (R096).
func (c *Room) checkMerge(p casework.Principal, view, other casework.CaseView, office *core.Office) error {
	leader := core.StateOf(other)
	handle := leader.Clock("handle")
	switch {
	case !c.May(p, casework.Merge, c.SubjectOf(other), office),
		!c.Kinds.Of(view.Kind).Merges, other.Kind != view.Kind, other.Unit != view.Unit,
		other.Closed != nil, other.Stage != casework.StageHandle, handle == nil || !handle.Open(), leader.Follows != "":
		return casework.FieldError(casework.NotMergeable, "case", "R075")
	}
	return nil
}

// checkConvert: the bureau must have an item of that kind for the case to go to,
// and a complaint is about a unit at least, with somebody who may judge it (R065).
func (c *Room) checkConvert(ctx context.Context, view casework.CaseView, office *core.Office, args casework.Args) error {
	tree := office.Tree()
	own := func(item policy.Item) bool {
		return item.Kind == args.Kind && tree.Bureau(item.Unit) == tree.Bureau(view.Unit)
	}
	how, _ := c.Kinds.Binds(view).Conversion(args.Kind)
	picked := func(item policy.Item) bool { return own(item) && item.ID == args.Item }
	switch {
	case !slices.ContainsFunc(office.Items, own):
		return casework.FieldError(casework.NotConvertible, "kind", "")
	case how.Picks && !slices.ContainsFunc(office.Items, picked):
		return casework.FieldError(casework.UnknownItem, "item", "R032")
	case !how.AsksUnit:
		return nil
	case args.Unit == "" && args.Post == "":
		return casework.FieldError(casework.Invalid, "unit", "R065")
	}
	line, err := c.Store.Line(ctx, c.Now())
	if err != nil {
		return fmt.Errorf("whom the complaint of %s is about: %w", view.Number, err)
	}
	_, _, err = Direct(office, line, map[string]string{
		casework.FactAgainstUnit: args.Unit, casework.FactAgainstPost: args.Post, casework.FactAgainstPerson: args.Person,
	})
	if casework.CodeOf(err) == casework.NotCompetent {
		return casework.FieldError(casework.NotCompetent, "unit", "R073")
	}
	return err
}

// overtaken delivers what a merged case has waiting from its leading one, before
// anybody acts on it: what was answered is not acted on any more.
func (c *Room) overtaken(ctx context.Context, view casework.CaseView) error {
	if view.Stage != casework.StageMerged {
		return nil
	}
	waiting, err := c.own.Following(ctx, view.Number)
	if err != nil {
		return fmt.Errorf("what %s follows: %w", view.Number, err)
	}
	for _, w := range waiting {
		wait, cancel := context.WithTimeout(ctx, commandWait)
		c.Deliver(wait, w.Number, w.Closed, w.Command)
		cancel()
	}
	return nil
}
