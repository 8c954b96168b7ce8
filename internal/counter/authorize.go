package counter

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/shixian/shixian/internal/casework"
)

// Authorize checks by what authority a signal speaks: the person, the post he
// stands on at the signal's instant, and the one table. A refusal is an answer,
// not an error; errors are worth another try.
func (c *Counter) Authorize(ctx context.Context, req casework.AuthorizeRequest) (casework.Authority, error) {
	p, err := c.Principal(ctx, req.Actor)
	if code := casework.CodeOf(err); code != "" {
		return casework.Authority{Code: casework.Forbidden}, nil
	}
	if err != nil {
		return casework.Authority{}, err
	}
	view, err := c.store.Case(ctx, req.Number)
	if err != nil {
		return casework.Authority{}, fmt.Errorf("authorize %s: %w", req.Number, err)
	}
	office, err := c.store.Office(ctx)
	if err != nil {
		return casework.Authority{}, fmt.Errorf("authorize %s: %w", req.Number, err)
	}
	form, _ := casework.FormOf(view.Kind, req.Command)
	form.Command = req.Command
	roles, clock, err := authority(p, form, view, req.Clock, office)
	if refusals := RefusalsOf(err); len(refusals) > 0 {
		return casework.Authority{Code: refusals[0].Code, Rule: refusals[0].Rule}, nil
	}
	post, known := postOf(office, req.To)
	if req.To != "" && !known {
		return casework.Authority{Code: casework.Invalid}, nil
	}
	if known {
		req.Args.Unit = post.Unit
	}
	speaker, refused := c.checkSignal(ctx, p, view, office, form, req)
	if refusals := RefusalsOf(refused); len(refusals) > 0 {
		return casework.Authority{Code: refusals[0].Code, Rule: refusals[0].Rule, Field: refusals[0].Field}, nil
	}
	if refused != nil {
		return casework.Authority{}, refused
	}
	return casework.Authority{Allowed: err == nil, Roles: roles, Clock: clock, Person: speaker, Unit: post.Unit}, err
}

// checkSignal looks at what a signal says as pages and JSON are looked at, and finds
// who speaks for the unit it names. What lies outside the case stands against it as
// against a form: who took part in a final decision, who stands where, whom a
// complaint is about, what the other case is.
func (c *Counter) checkSignal(
	ctx context.Context, p casework.Principal, view casework.CaseView, office *Office, form casework.Form, req casework.AuthorizeRequest,
) (speaker string, err error) {
	if err := checkChoices(form, req.Args); err != nil {
		return "", err
	}
	if err := checkArgs(view, office, req.Args); err != nil {
		return "", err
	}
	args := req.Args
	args.Case, args.Kind, args.Post = req.Case, req.Target, req.To
	if view.Kind == casework.Complaint {
		if err := c.checkComplaint(ctx, p, view, office, req.Command, args, nil); err != nil {
			return "", err
		}
	}
	if err := c.checkJoin(ctx, p, view, office, req.Command, args); err != nil {
		return "", err
	}
	cmd := casework.Command{Name: req.Command, At: req.At, Args: req.Args}
	if err := c.spokenFor(ctx, office, &cmd); err != nil || cmd.Args.Person == req.Args.Person {
		return "", err
	}
	return cmd.Args.Person, nil
}

// checkChoices refuses a code its field does not offer.
func checkChoices(form casework.Form, args casework.Args) error {
	text, err := json.Marshal(args)
	if err != nil {
		return fmt.Errorf("read arguments of %s: %w", form.Command, err)
	}
	var said map[string]any
	if err := json.Unmarshal(text, &said); err != nil {
		return fmt.Errorf("read arguments of %s: %w", form.Command, err)
	}
	for _, f := range form.Fields {
		if code, ok := said[f.Name].(string); ok && f.Type == casework.FieldChoice && !slices.Contains(f.Choices, code) {
			return casework.FieldError(casework.Invalid, f.Name, f.Rule)
		}
	}
	return nil
}
