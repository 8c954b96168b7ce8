package counter

import (
	"context"
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
	switch joined := c.checkJoin(ctx, p, view, office, req.Command, casework.Args{Case: req.Case, Kind: req.Target}); {
	case casework.CodeOf(joined) != "":
		return casework.Authority{Code: casework.CodeOf(joined)}, nil
	case joined != nil:
		return casework.Authority{}, joined
	}
	a := casework.Authority{Allowed: err == nil, Roles: roles, Clock: clock}
	if i := slices.IndexFunc(office.Posts, func(p casework.Post) bool { return p.ID == req.To }); i >= 0 {
		a.Unit = office.Posts[i].Unit
	} else if req.To != "" {
		return casework.Authority{Code: casework.Invalid}, err
	}
	return a, err
}
