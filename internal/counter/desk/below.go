package desk

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
)

// AtWindow lists what waits for p at the counter, first, and then what he took in himself and
// is not done, of both the last first; false for whoever stands at no counter.
func (c *Room) AtWindow(ctx context.Context, p casework.Principal, midnight time.Time, after Mark, limit int) (Matters, bool, error) {
	clerk := p
	clerk.Holdings = slices.DeleteFunc(slices.Clone(p.Holdings), func(h casework.Holding) bool { return h.Role != casework.Clerk || h.Standby })
	if len(clerk.Holdings) == 0 {
		return Matters{}, false, nil
	}
	office, err := c.Store.Office(ctx)
	if err != nil {
		return Matters{}, false, fmt.Errorf("window: %w", err)
	}
	f := Filter{Midnight: midnight, After: after, Limit: limit, Registered: p.Person}
	for _, d := range c.Kinds.All() {
		f.Window = append(f.Window, d.AtWindow()...)
	}
	if f.Scope, err = c.Reach(clerk, access.CaseList, "", office); err != nil {
		return Matters{}, false, err
	}
	out, err := c.list(ctx, p, office, f)
	return out, true, err
}

// Below is what lies with those whose lateness a leader may ask after.
type Below struct {
	Late     []Matter // the latest, first
	Lights   core.Lights
	ByPerson bool // Counts are of persons: his own people; or of units
	Counts   []Tally
}

// Below tells a leader how those below him stand, a section head by persons; false for whoever
// leads nobody.
func (c *Room) Below(ctx context.Context, p casework.Principal, midnight, week time.Time, limit int) (Below, bool, error) {
	office, err := c.Store.Office(ctx)
	if err != nil {
		return Below{}, false, fmt.Errorf("below: %w", err)
	}
	scope, err := c.leads(p, office)
	if casework.CodeOf(err) == casework.Forbidden {
		return Below{}, false, nil
	} else if err != nil {
		return Below{}, false, err
	}
	f := Filter{Scope: scope, Midnight: midnight, Week: week, Light: casework.Red, Limit: limit, By: ByUnit}
	out := Below{ByPerson: !slices.ContainsFunc(p.Holdings, func(h casework.Holding) bool {
		return !h.Standby && h.Role != casework.SectionHead && h.Role != casework.Handler && h.Role != casework.Clerk
	})}
	if out.ByPerson {
		f.By = ByPerson
	}
	late, err := c.list(ctx, p, office, f)
	out.Late, out.Counts, out.Lights = late.Rows, late.Counts, late.Lights
	return out, true, err
}

// leads is the reach of p into the cases of those whose lateness he may ask after; Forbidden
// for whoever leads nobody.
func (c *Room) leads(p casework.Principal, office *core.Office) ([]core.Scope, error) {
	scope, err := c.Reach(p, casework.Chase, "", office)
	if err != nil {
		return nil, err
	}
	scope = slices.DeleteFunc(scope, func(s core.Scope) bool { return !s.All && len(s.Units) == 0 && len(s.Aside) == 0 })
	if len(scope) == 0 {
		return nil, casework.Errorf(casework.Forbidden, "%s leads nobody", p.Person)
	}
	return scope, nil
}

// Audited lists who did and read what. That somebody looked is on record as well.
func (c *Room) Audited(ctx context.Context, p casework.Principal, f RecordFilter) ([]Record, error) {
	office, err := c.Store.Office(ctx)
	if err != nil {
		return nil, fmt.Errorf("audit trail: %w", err)
	}
	if _, err := c.Decide(p, access.AuditView, access.Subject{}, office); err != nil {
		return nil, err
	}
	if err := c.Store.Audit(ctx, p.Person, access.AuditView, f.Object, ""); err != nil {
		return nil, fmt.Errorf("audit the audit trail: %w", err)
	}
	rows, err := c.own.Records(ctx, f)
	if err != nil {
		return nil, fmt.Errorf("audit trail: %w", err)
	}
	return rows, nil
}
