// Package catalogue keeps the matters of the office in order: a matter is drafted, asked for
// and published by two people, a whole list of them is read from a table and written to one
// (R032, R037 to R039, R225).
//
// It refuses to publish what one person alone wants, what rests on no article, and to take
// half a list in. No edit moves an open case: that keeps the version it was received under.
package catalogue

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/policy"
)

// Store is what is kept of the catalogue.
type Store interface {
	// Items is what the catalogue offers now, ItemVersions all that it ever said.
	Items(ctx context.Context) ([]policy.Item, error)
	ItemVersions(ctx context.Context) ([]policy.ItemVersion, error)
	ItemDrafts(ctx context.Context) ([]policy.ItemDraft, error)
	Policies(ctx context.Context) ([]policy.Policy, error)
	// ChangeItems lets change alter the draft of each of these matters, or begin one from
	// the newest version (its number 0: a new matter), and keeps what it made of them: a
	// draft that was published becomes the next version and is offered, one given up is
	// gone. Where change errs nothing of any is kept. Stale where somebody else did so at
	// the same time.
	ChangeItems(ctx context.Context, ids []string, change func(d *policy.ItemDraft, newest policy.ItemVersion) error) error
}

// Room keeps the catalogue.
type Room struct {
	*core.Core
	own Store
}

// New furnishes the room.
func New(c *core.Core, store Store) *Room { return &Room{Core: c, own: store} }

// Matter is one matter: what is in force, what it said before, and what is drafted.
type Matter struct {
	ID       string               `json:"id"`
	Versions []policy.ItemVersion `json:"versions"` // the newest first
	Draft    *policy.ItemDraft    `json:"draft,omitempty"`
	Offered  bool                 `json:"offered"`
	// Problems stand against publishing the draft, each at its field within the matter.
	Problems []*casework.Error `json:"-"`
}

// Item is what is in force of it, else what is drafted.
func (m Matter) Item() policy.Item {
	if len(m.Versions) > 0 {
		return m.Versions[0].Item
	}
	return m.Draft.Item
}

// matterID is how a matter is named; what follows /items in an address is none.
var matterID = regexp.MustCompile(`^[a-z][a-z0-9-]{0,59}$`)

var reserved = []string{"new", "import", "export"}

// Catalogue lists every matter, in its order, those no longer offered and those only drafted
// last. Drafts are shown to those who may edit them.
func (c *Room) Catalogue(ctx context.Context, p casework.Principal) ([]Matter, error) {
	if err := c.Installation(ctx, p, access.PolicyView); err != nil {
		return nil, err
	}
	offered, err := c.own.Items(ctx)
	if err != nil {
		return nil, fmt.Errorf("catalogue: %w", err)
	}
	versions, err := c.own.ItemVersions(ctx)
	if err != nil {
		return nil, fmt.Errorf("catalogue: %w", err)
	}
	var out []Matter
	of := func(id string) *Matter {
		i := slices.IndexFunc(out, func(m Matter) bool { return m.ID == id })
		if i < 0 {
			i, out = len(out), append(out, Matter{ID: id})
		}
		return &out[i]
	}
	for _, it := range offered {
		of(it.ID).Offered = true
	}
	for _, v := range versions {
		m := of(v.ID)
		m.Versions = append([]policy.ItemVersion{v}, m.Versions...)
	}
	if edits := c.Installation(ctx, p, access.ItemAdmin) == nil; !edits {
		return core.Listed(out), nil
	}
	drafts, err := c.own.ItemDrafts(ctx)
	if err != nil {
		return nil, fmt.Errorf("catalogue: %w", err)
	}
	house, err := c.house(ctx)
	if err != nil {
		return nil, err
	}
	for _, d := range drafts {
		m := of(d.ID)
		m.Draft, m.Problems = &d, problems(house, *m, d)
	}
	return core.Listed(out), nil
}

// Matter reads one matter by its id.
func (c *Room) Matter(ctx context.Context, p casework.Principal, id string) (Matter, error) {
	all, err := c.Catalogue(ctx, p)
	if err != nil {
		return Matter{}, err
	}
	i := slices.IndexFunc(all, func(m Matter) bool { return m.ID == id })
	if i < 0 {
		return Matter{}, casework.FieldError(casework.NotFound, "item", "")
	}
	return all[i], nil
}

// house is what a matter has to fit in with.
func (c *Room) house(ctx context.Context) (policy.House, error) {
	office, err := c.Store.Office(ctx)
	if err != nil {
		return policy.House{}, fmt.Errorf("house of the catalogue: %w", err)
	}
	policies, err := c.own.Policies(ctx)
	if err != nil {
		return policy.House{}, fmt.Errorf("house of the catalogue: %w", err)
	}
	return policy.House{
		Kinds: c.Kinds, Units: office.Units, Posts: office.Posts, Policies: policies, Presets: c.Rules.Presets, Law: c.Rules.Articles,
	}, nil
}

// problems tells what stands against publishing a draft.
func problems(h policy.House, m Matter, d policy.ItemDraft) core.Refusals {
	var newest policy.ItemVersion
	if len(m.Versions) > 0 {
		newest = m.Versions[0]
	}
	return against(h, d, newest)
}

func against(h policy.House, d policy.ItemDraft, newest policy.ItemVersion) (out core.Refusals) {
	if found, ok := h.Check(d.Item).(policy.Problems); ok { //nolint:errorlint // Check returns them bare
		out = core.Refusals(found)
	}
	switch {
	case newest.Version > 0 && newest.Kind != d.Kind: // its cases are of a kind
		out = append(out, casework.FieldError(casework.Invalid, "kind", "choice"))
	case newest.Version > 0 && newest.Same(d.Item):
		out = append(out, casework.FieldError(casework.SaysNothingNew, "item", ""))
	}
	if newest.Version != d.Upon {
		out = append(out, casework.FieldError(casework.ItemMoved, "item", ""))
	}
	return out
}

// PutItem writes the draft of a matter, or begins one with revision 0. It may still be wrong
// in every way that only publishing forbids; Matter says in which.
func (c *Room) PutItem(ctx context.Context, p casework.Principal, id string, revision int, it policy.Item) error {
	if err := c.Installation(ctx, p, access.ItemAdmin); err != nil {
		return err
	}
	if !matterID.MatchString(id) || slices.Contains(reserved, id) {
		return casework.FieldError(casework.Invalid, "id", "a-z 0-9 -")
	}
	return c.change(ctx, p, "draft", []string{id}, func(d *policy.ItemDraft, newest policy.ItemVersion) error {
		return d.Edit(p.Person, revision, newest.Version, it, c.Now())
	})
}

// Seen is a draft as somebody read it.
type Seen struct {
	ID       string `json:"id"`
	Revision int    `json:"revision"`
}

// RequestItems asks, as the author of these drafts, for their publication: of all or of none.
// Refused for whatever is wrong with one, each with its field.
func (c *Room) RequestItems(ctx context.Context, p casework.Principal, drafts []Seen) error {
	return c.publish(ctx, p, "request", drafts, (*policy.Drafted).Request)
}

// ConsentItems publishes, as a second person, what its author asked to publish: all or none.
// New cases are received under it from then on; open ones keep theirs.
func (c *Room) ConsentItems(ctx context.Context, p casework.Principal, drafts []Seen) error {
	return c.publish(ctx, p, "consent", drafts, (*policy.Drafted).Consent)
}

// DiscardItem gives a draft up.
func (c *Room) DiscardItem(ctx context.Context, p casework.Principal, draft Seen) error {
	return c.step(ctx, p, "discard", []Seen{draft}, func(d *policy.ItemDraft, _ policy.ItemVersion, revision int) error {
		if revision != d.Revision {
			return casework.FieldError(casework.Stale, "revision", "")
		}
		d.State = ""
		return nil
	})
}

// step is taken of drafts that exist, by who may.
func (c *Room) step(
	ctx context.Context, p casework.Principal, step string, drafts []Seen, take func(*policy.ItemDraft, policy.ItemVersion, int) error,
) error {
	if err := c.Installation(ctx, p, access.ItemAdmin); err != nil {
		return err
	}
	if len(drafts) == 0 {
		return casework.FieldError(casework.NotFound, "item", "draft")
	}
	var ids []string
	revisions := map[string]int{}
	for _, s := range drafts {
		revisions[s.ID] = s.Revision
		ids = append(ids, s.ID)
	}
	slices.Sort(ids) // two who take several wait for one another in turn
	return c.change(ctx, p, step, slices.Compact(ids), func(d *policy.ItemDraft, newest policy.ItemVersion) error {
		if d.Revision == 0 {
			return casework.FieldError(casework.NotFound, "item", "draft")
		}
		return take(d, newest, revisions[d.ID])
	})
}

// publish takes one of the two steps to publication, at both of which nothing is wrong.
func (c *Room) publish(
	ctx context.Context, p casework.Principal, step string, drafts []Seen, take func(*policy.Drafted, string, int, time.Time) error,
) error {
	// Read first: what changes a draft holds a connection, and asking for a second one
	// meanwhile waits for ever once all are held so.
	house, err := c.house(ctx)
	if err != nil {
		return err
	}
	return c.step(ctx, p, step, drafts, func(d *policy.ItemDraft, newest policy.ItemVersion, revision int) error {
		if err := take(&d.Drafted, p.Person, revision, c.Now()); err != nil {
			return err
		}
		return against(house, *d, newest).Err()
	})
}

func (c *Room) change(
	ctx context.Context, p casework.Principal, step string, ids []string, change func(*policy.ItemDraft, policy.ItemVersion) error,
) error {
	if err := c.Audit(ctx, p, access.ItemAdmin, strings.Join(ids, " ")+" "+step); err != nil {
		return err
	}
	if err := c.own.ChangeItems(ctx, ids, change); err != nil {
		return fmt.Errorf("%s of items: %w", step, err)
	}
	return nil
}
