package rulebook

import (
	"context"
	"fmt"
	"slices"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/policy"
)

// prospect fills in what a recount would change and answers the book as it would
// stand then.
func (c *Room) prospect(ctx context.Context, r *Recount) (*policy.Book, error) {
	policies, err := c.own.Policies(ctx)
	if err != nil {
		return nil, fmt.Errorf("read policies: %w", err)
	}
	items, err := c.own.Items(ctx)
	if err != nil {
		return nil, fmt.Errorf("read items: %w", err)
	}
	held, err := c.own.ItemVersions(ctx)
	if err != nil {
		return nil, fmt.Errorf("read versions of items: %w", err)
	}
	versions, err := c.own.CalendarVersions(ctx)
	if err != nil {
		return nil, fmt.Errorf("read calendars: %w", err)
	}
	office, err := c.Store.Office(ctx)
	if err != nil {
		return nil, fmt.Errorf("read office: %w", err)
	}
	r.Change = Change{Calendar: r.Calendar, Policy: r.Policy, Publishes: []string{}, Targets: map[string]string{}, Olds: []string{}}
	if r.Policy != "" {
		if r.Change.Olds, err = olderPolicies(policies, r.Policy); err != nil {
			return nil, err
		}
	} else if r.Change.Publishes, err = c.puts(versions, r.Calendar); err != nil {
		return nil, err
	}
	shelved := Shelved(versions)
	for i := range shelved {
		shelved[i].Published = shelved[i].Published || slices.Contains(r.Change.Publishes, shelved[i].Ref())
	}
	book, err := policy.Shelve(c.Kinds, policies, items, shelved, Parents(office.Units), c.Now())
	if err != nil {
		return nil, err
	}
	if r.Calendar != "" {
		r.Change.aim(book, versions, office.Units)
	}
	return book.Hold(held).Beside(c.Rules.Shipped), nil
}

// Parents names the unit above each.
func Parents(units []casework.Unit) map[string]string {
	parents := make(map[string]string, len(units))
	for _, u := range units {
		parents[u.ID] = u.Parent
	}
	return parents
}

// puts lists the calendars a recount puts in force; one that is not effective yet
// waits, or cases that start meanwhile would stay behind.
func (c *Room) puts(versions []CalendarVersion, ref string) ([]string, error) {
	refs, err := publishing(versions, ref)
	if err != nil {
		return nil, err
	}
	if v, _ := find(versions, ref); v.From.After(c.Now()) {
		return nil, casework.FieldError(casework.NotEffective, "calendar", "")
	}
	return refs, nil
}

// aim names the calendar that the cases of each unit get. Those that pin any
// version known now are taken along; later ones are not this recount's business.
func (ch *Change) aim(book *policy.Book, versions []CalendarVersion, units []casework.Unit) {
	for _, u := range units {
		if ref := book.CalendarFor(u.ID); slices.Contains(ch.Publishes, ref) {
			ch.Targets[u.ID] = ref
		}
	}
	for _, v := range versions {
		if !slices.Contains(ch.Publishes, v.Ref()) {
			ch.Olds = append(ch.Olds, v.Ref())
		}
	}
}

// olderPolicies lists the other versions of a policy, of which ref must be the
// newest.
func olderPolicies(policies []policy.Policy, ref string) ([]string, error) {
	i := slices.IndexFunc(policies, func(p policy.Policy) bool { return p.Ref() == ref })
	if i < 0 {
		return nil, casework.FieldError(casework.NotFound, "policy", "")
	}
	olds := []string{}
	for _, p := range policies {
		switch {
		case p.ID != policies[i].ID || p.Version == policies[i].Version:
		case p.Version > policies[i].Version:
			return nil, casework.FieldError(casework.NotNewest, "policy", "")
		default:
			olds = append(olds, p.Ref())
		}
	}
	return olds, nil
}

// Shelved turns kept versions into what counting takes in.
func Shelved(versions []CalendarVersion) []policy.CalendarVersion {
	out := make([]policy.CalendarVersion, 0, len(versions))
	for _, v := range versions {
		if v.Discarded != nil {
			continue // nobody pins it
		}
		out = append(out, policy.CalendarVersion{
			ID: v.ID, Version: v.Version, Unit: v.Unit, Spec: v.Spec, From: v.From, Published: v.Published != nil,
		})
	}
	return out
}
