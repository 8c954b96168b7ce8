package cases

import (
	"cmp"
	"context"
	"fmt"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
)

// Authorize checks by what authority something speaks that came straight to the engine: the person, the post he
// stands on at the signal's instant, and the one table. A refusal is an answer,
// not an error; errors are worth another try.
func (c *Room) Authorize(ctx context.Context, req casework.AuthorizeRequest) (casework.Authority, error) {
	said := casework.Command{ID: req.ID, Name: req.Command, Actor: req.Actor, At: req.At, Args: req.Args}
	if req.ID != "" { // an older workflow does not say
		if why := said.CheckShape(); why != nil {
			return casework.Authority{Code: why.Code, Field: why.Field}, nil //nolint:nilerr // a refusal is an answer
		}
		if taken, verdict, err := c.own.Heard(ctx, req.Number, said); err != nil || taken || verdict != nil {
			return casework.Authority{Taken: taken, Verdict: verdict}, err
		}
	}
	p, err := c.Principal(ctx, req.Actor)
	if code := casework.CodeOf(err); code != "" {
		return casework.Authority{Code: casework.Forbidden}, nil
	}
	if err != nil {
		return casework.Authority{}, err
	}
	view, err := c.Store.Case(ctx, req.Number)
	if err != nil {
		return casework.Authority{}, fmt.Errorf("authorize %s: %w", req.Number, err)
	}
	office, err := c.Store.Office(ctx)
	if err != nil {
		return casework.Authority{}, fmt.Errorf("authorize %s: %w", req.Number, err)
	}
	form, known := c.Kinds.Binds(view).Form(req.Command)
	if !known || form.Internal { // what the machine tells itself is stored first
		return casework.Authority{Code: casework.UnknownCommand, Field: "command"}, nil
	}
	roles, clock, err := c.Authority(p, form, view, req.Clock, office)
	if refusals := core.RefusalsOf(err); len(refusals) > 0 {
		return casework.Authority{Code: refusals[0].Code, Rule: refusals[0].Rule}, nil
	}
	post, known := core.PostOf(office, req.To)
	if req.To != "" && !known {
		return casework.Authority{Code: casework.Invalid}, nil
	}
	found, refused := c.checkSignal(ctx, p, view, office, form, req, post)
	if refusals := core.RefusalsOf(refused); len(refusals) > 0 {
		return casework.Authority{Code: refusals[0].Code, Rule: refusals[0].Rule, Field: refusals[0].Field}, nil
	}
	if refused != nil {
		return casework.Authority{}, refused
	}
	return casework.Authority{Allowed: err == nil, Roles: roles, Clock: clock, Person: found.Person, Employment: found.Employment, Appointed: found.Appointed, Issued: found.Issued, Unit: cmp.Or(post.Unit, found.Unit)}, err
}

// checkSignal looks at what a signal says as pages and JSON are looked at, and finds
// who speaks for the unit it names, how the person it names is employed, and the organ it goes up to. What lies outside the case stands against it as
// against a form: who took part in a final decision, who stands where, whom a
// complaint is about, what the other case is.
func (c *Room) checkSignal(
	ctx context.Context, p casework.Principal, view casework.CaseView, office *core.Office, form casework.Form, req casework.AuthorizeRequest,
	post casework.Post,
) (found casework.Args, err error) {
	texts, err := c.checkForm(ctx, view, form, req)
	if err != nil {
		return found, err
	}
	req.Args.Unit = cmp.Or(post.Unit, req.Args.Unit) // whoever is given a matter is given it with his section (R103)
	if err := checkArgs(view, office, req.Args); err != nil {
		return found, err
	}
	if err := c.onRecord(ctx, view, form, req.ID, req.Args); err != nil {
		return found, err
	}
	if err := c.unpapered(ctx, view, req.Command); err != nil {
		return found, err
	}
	issued, err := c.servable(ctx, p, view, office, form, req.ID, req.Args, texts)
	if err != nil {
		return found, err
	}
	found.Issued = issued
	if err := reachable(view, form, req.Args, texts); err != nil {
		return found, err
	}
	args := req.Args
	args.Case, args.Kind, args.Post = req.Case, req.Target, req.To
	if c.Kinds.Of(view.Kind).Accuses != "" {
		if err := c.checkComplaint(ctx, p, view, office, req.Command, args, texts); err != nil {
			return found, err
		}
	}
	if err := c.checkJoin(ctx, p, view, office, req.Command, args); err != nil {
		return found, err
	}
	cmd := casework.Command{Name: req.Command, At: req.At, Args: req.Args}
	if err := c.spokenFor(ctx, office, &cmd); err != nil {
		return found, err
	}
	found.Employment, found.Appointed = cmd.Args.Employment, cmd.Args.Appointed
	if cmd.Args.Person != req.Args.Person {
		found.Person = cmd.Args.Person
	}
	if err := c.vetted(ctx, office, form, cmd); err != nil {
		return found, err
	}
	if err := c.heldTo(p, view, office, &cmd); err != nil {
		return found, err
	}
	if cmd.Args.Unit != req.Args.Unit {
		found.Unit = cmd.Args.Unit
	}
	return found, nil
}
