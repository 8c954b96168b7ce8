// Package drawer keeps what people need again and again and what they have not finished: ways of
// looking at the list of cases, the texts of a unit, and drafts of forms.
//
// It refuses to keep a record, to show a draft to anybody but who wrote it (words of a report of
// the house, which a post owes, go to whoever may issue it: the papers ask), and to give one unit's
// things to another.
package drawer

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
)

// View is a way of looking at the list: the address of it.
type View struct {
	ID     string `db:"id"`
	Person string `db:"person"`
	Unit   string `db:"unit"` // whose people have it, too; empty: his alone
	Name   string `db:"name"`
	Query  string `db:"query"`
}

// Store is what it is kept in.
type Store interface {
	// SavedViews are those of a person and those shared in his units, by name.
	SavedViews(ctx context.Context, person string, units []string) ([]View, error)
	// SaveView keeps one, in place of his own of that name; TooMany beyond most.
	SaveView(ctx context.Context, v View, most int) error
	DropView(ctx context.Context, id, person string) error
	// KeepText keeps a text of a unit, in place of the one of that name; TooMany beyond most.
	KeepText(ctx context.Context, t core.CannedText, most int) error
	DropText(ctx context.Context, id string, units []string) error
	// FormDrafts opens what a person left since then of a form, and of those that lie under it.
	FormDrafts(ctx context.Context, person, form string, since time.Time) ([]Kept, error)
	// KeepDraft seals it in place of what was left before, and forgets what is older than since.
	KeepDraft(ctx context.Context, person, form, text string, most int, since time.Time) error
	DropDraft(ctx context.Context, person, form string) error
	// Begun opens what anybody left since then of one form, the newest first; Finish throws it away.
	Begun(ctx context.Context, form string, since time.Time) ([]Kept, error)
	Finish(ctx context.Context, form string) error
}

// Bounds of a drawer.
const (
	mostViews  = 30
	mostTexts  = 50
	MostDrafts = 50
	mostName   = 40
	mostQuery  = 800
	mostBody   = 2000
	mostDraft  = 60_000 // bytes of what was typed

	// DraftKept is how long what was not finished is kept: it holds what a citizen said.
	DraftKept = 30 * 24 * time.Hour
)

// Filters are what a view keeps of an address; a page of it and one case are no view.
var Filters = []string{"kind", "stage", "light", "open", "unit", "item", "hands", "from", "until", "order"}

// Room is the drawer.
type Room struct {
	*core.Core
	own     Store
	verdict Verdict
}

// Verdict tells what became of a command somebody sent; NotFound: he sent none such.
type Verdict func(ctx context.Context, person, id string) (*casework.Verdict, error)

// New furnishes the room.
func New(c *core.Core, store Store, verdict Verdict) *Room {
	return &Room{Core: c, own: store, verdict: verdict}
}

// unitsOf are the units a person belongs to or stands in.
func unitsOf(p casework.Principal) []string {
	out := []string{p.Unit}
	for _, h := range p.Holdings {
		if !h.Standby && !slices.Contains(out, h.Unit) {
			out = append(out, h.Unit)
		}
	}
	return out
}

// Views are those p may use.
func (c *Room) Views(ctx context.Context, p casework.Principal) ([]View, error) {
	views, err := c.own.SavedViews(ctx, p.Person, unitsOf(p))
	if err != nil {
		return nil, fmt.Errorf("views of %s: %w", p.Person, err)
	}
	return views, nil
}

// SaveView keeps the filters of an address under a name, shared with p's unit or for himself.
func (c *Room) SaveView(ctx context.Context, p casework.Principal, name, address string, shared bool) error {
	if err := named("name", name); err != nil {
		return err
	}
	given, err := url.ParseQuery(address)
	if err != nil {
		return casework.FieldError(casework.Invalid, "query", "")
	}
	kept := url.Values{}
	for _, f := range Filters {
		if value := strings.TrimSpace(given.Get(f)); value != "" {
			kept.Set(f, value)
		}
	}
	v := View{Person: p.Person, Name: strings.TrimSpace(name), Query: kept.Encode()}
	switch {
	case len(kept) == 0:
		return casework.FieldError(casework.Invalid, "name", "view_empty")
	case utf8.RuneCountInString(v.Query) > mostQuery:
		return casework.FieldError(casework.TooLarge, "name", "max:800")
	case shared:
		v.Unit = p.Unit
	}
	if err := c.own.SaveView(ctx, v, mostViews); err != nil {
		return fmt.Errorf("save a view of %s: %w", p.Person, err)
	}
	return nil
}

// DropView forgets one of p's own.
func (c *Room) DropView(ctx context.Context, p casework.Principal, id string) error {
	if err := c.own.DropView(ctx, id, p.Person); err != nil {
		return fmt.Errorf("drop a view of %s: %w", p.Person, err)
	}
	return nil
}

// Texts are those of the units of p, by name.
func (c *Room) Texts(ctx context.Context, p casework.Principal) ([]core.CannedText, error) {
	office, err := c.Store.Office(ctx)
	if err != nil {
		return nil, fmt.Errorf("texts: %w", err)
	}
	return office.TextsOf(unitsOf(p)), nil
}

// KeepText keeps a text for everybody in p's unit.
func (c *Room) KeepText(ctx context.Context, p casework.Principal, name, body string) error {
	var r core.Refusals
	if err := named("name", name); err != nil {
		r = append(r, core.RefusalsOf(err)...)
	}
	body = strings.TrimSpace(strings.ReplaceAll(body, "\r\n", "\n"))
	switch {
	case body == "":
		r = append(r, casework.FieldError(casework.Invalid, "body", "required"))
	case utf8.RuneCountInString(body) > mostBody:
		r = append(r, casework.FieldError(casework.TooLarge, "body", "max:2000"))
	case !core.Clean(body):
		r = append(r, casework.FieldError(casework.Invalid, "body", "text"))
	}
	if err := r.Err(); err != nil {
		return err
	}
	if err := c.own.KeepText(ctx, core.CannedText{Unit: p.Unit, Name: strings.TrimSpace(name), Body: body, By: p.Person}, mostTexts); err != nil {
		return fmt.Errorf("keep a text of %s: %w", p.Unit, err)
	}
	return nil
}

// DropText forgets a text of a unit of p.
func (c *Room) DropText(ctx context.Context, p casework.Principal, id string) error {
	if err := c.own.DropText(ctx, id, unitsOf(p)); err != nil {
		return fmt.Errorf("drop a text: %w", err)
	}
	return nil
}

func wrap(doing, person string, err error) error {
	if err != nil {
		return fmt.Errorf("%s %s: %w", doing, person, err)
	}
	return nil
}

// named refuses a name that is none.
func named(field, name string) error {
	name = strings.TrimSpace(name)
	switch {
	case name == "":
		return casework.FieldError(casework.Invalid, field, "required")
	case utf8.RuneCountInString(name) > mostName:
		return casework.FieldError(casework.TooLarge, field, "max:40")
	case !core.Clean(name):
		return casework.FieldError(casework.Invalid, field, "text")
	}
	return nil
}
