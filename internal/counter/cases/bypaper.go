package cases

import (
	"context"
	"fmt"
	"slices"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/kind"
)

// ByPaper does the act that issuing a form is: in each open case of the bureau that waits
// for it. Where none does, the paper was issued beside, and nothing is owed.
func (c *Room) ByPaper(ctx context.Context, p casework.Principal, form, bureau string, args map[string]any, key string) error {
	for _, declared := range c.Kinds.All() {
		i := slices.IndexFunc(declared.Acts, func(a kind.Act) bool { return a.ByPaper == form && form != "" })
		if i < 0 {
			continue
		}
		open, err := c.ListAll(ctx, p, access.CaseList, core.CaseFilter{Kind: declared.Kind, Open: new(true)})
		if err != nil {
			return fmt.Errorf("cases that wait for %s: %w", form, err)
		}
		for _, view := range open {
			if view.Unit != bureau {
				continue
			}
			if err := c.actByPaper(ctx, p, view, declared.Acts[i].Name, Sent{Raw: args, Key: key}); err != nil {
				return err
			}
		}
	}
	return nil
}

func (c *Room) actByPaper(ctx context.Context, p casework.Principal, view casework.CaseView, command string, sent Sent) error {
	declared := c.Kinds.Binds(view)
	form, known := declared.Form(command)
	if !known || !declared.Offers(core.StateOf(view), command, c.Now()) { // it began before there was such an act, or owes none now
		return nil
	}
	office, err := c.Store.Office(ctx)
	if err != nil {
		return fmt.Errorf("%s of %s: %w", command, view.Number, err)
	}
	roles, clock, err := c.Authority(p, form, view, "", office)
	if err != nil {
		return c.Hidden(p, c.SubjectOf(view), office, err)
	}
	_, err = c.carry(ctx, p, view, office, form, mandate{roles, clock}, sent)
	return err
}
