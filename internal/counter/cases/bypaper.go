package cases

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/kind"
)

// ByPaper does the act that issuing a form is: in each open case of the bureau that waits
// for it. Where none does, the paper was issued beside, and nothing is owed.
func (c *Room) ByPaper(ctx context.Context, p casework.Principal, form, bureau string, args map[string]any, key string) error {
	is := func(a kind.Act) bool { return a.ByPaper == form }
	return c.byPaper(ctx, p, is, func(s casework.CaseView) bool { return s.Unit == bureau }, Sent{Raw: args, Key: key})
}

// ByVoid does the act that voiding a form is, where a round was met since it was issued.
func (c *Room) ByVoid(ctx context.Context, p casework.Principal, form, bureau string, issued time.Time, key string) error {
	is := func(a kind.Act) bool { return a.ByVoid == form }
	met := func(o casework.Clock) bool { return !o.Filed.IsZero() && !o.Filed.Before(issued) }
	fits := func(v casework.CaseView) bool {
		return v.Unit == bureau && slices.ContainsFunc(core.StateOf(v).Clocks, met)
	}
	return c.byPaper(ctx, p, is, fits, Sent{Raw: map[string]any{"received": issued.Format(time.RFC3339Nano)}, Key: key})
}

func (c *Room) byPaper(ctx context.Context, p casework.Principal, is func(kind.Act) bool, fits func(casework.CaseView) bool, sent Sent) error {
	for _, declared := range c.Kinds.All() {
		i := slices.IndexFunc(declared.Acts, is)
		if i < 0 {
			continue
		}
		open, err := c.ListAll(ctx, p, access.CaseList, core.CaseFilter{Kind: declared.Kind, Open: new(true)})
		if err != nil {
			return fmt.Errorf("cases that wait for %s: %w", declared.Acts[i].Name, err)
		}
		for _, view := range open {
			if !fits(view) {
				continue
			}
			if err := c.actByPaper(ctx, p, view, declared.Acts[i].Name, sent); err != nil {
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
	sent.Raw = maps.Clone(sent.Raw)
	maps.DeleteFunc(sent.Raw, func(name string, _ any) bool { // it began when the act said less
		return !slices.ContainsFunc(form.Fields, func(f casework.Field) bool { return f.Name == name })
	})
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
