package counter

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"time"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/almanac"
	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/policy"
)

// National is the calendar for everybody. That of a unit is named below it.
const National = "cn"

// Calendars is what the counter keeps about calendars and recounts.
type Calendars interface {
	// CalendarVersions lists every version, drafts included, by id and version.
	CalendarVersions(ctx context.Context) ([]CalendarVersion, error)
	// AddCalendars keeps new versions, all or none. NotNewest where a version of
	// the same name came first.
	AddCalendars(ctx context.Context, versions []CalendarVersion) error
	// PublishCalendars puts drafts in force for new cases; published ones stay as
	// they are.
	PublishCalendars(ctx context.Context, by string, refs []string) error
	Policies(ctx context.Context) ([]policy.Policy, error)
	// Items is what the catalogue offers now, ItemVersions all that it ever said.
	Items(ctx context.Context) ([]policy.Item, error)
	ItemVersions(ctx context.Context) ([]policy.ItemVersion, error)
	Recounts
}

// CalendarVersion is one version of a calendar: what it says and where it is from.
type CalendarVersion struct {
	ID         string     `json:"id"`
	Version    int        `json:"version"`
	Unit       string     `json:"unit,omitempty"` // counts for this unit and those below; empty: for everybody
	Base       string     `json:"base,omitempty"` // of a unit: the version its own days lie upon
	Year       int        `json:"year,omitempty"` // whose list made it; 0: written whole, or laid upon a new base
	Years      []int      `json:"years,omitempty"`
	Source     string     `json:"source,omitempty"`
	SHA256     string     `json:"sha256,omitempty"` // of the list as it came
	ImportedBy string     `json:"imported_by,omitempty"`
	Imported   time.Time  `json:"imported"`
	From       time.Time  `json:"effective_from"`
	Published  *time.Time `json:"published,omitempty"` // a draft has none
	PublishBy  string     `json:"published_by,omitempty"`

	Spec  calendar.Spec     `json:"-"`
	Local *calendar.Spec    `json:"-"`
	Names map[string]string `json:"-"`
}

// Ref is how a case pins it: cn@2.
func (v CalendarVersion) Ref() string { return fmt.Sprintf("%s@%d", v.ID, v.Version) }

// CalendarImport is a list somebody brings. Year 0 is a calendar, or a unit's own
// days and hours, written down whole as JSON.
type CalendarImport struct {
	Unit   string
	Year   int
	Format string
	Source string
	From   time.Time // zero: at once
	List   []byte
}

// Imported is what became of it. Same: nothing, for the newest version says so
// already.
type Imported struct {
	CalendarVersion
	Same bool `json:"same,omitempty"`
	// Derived are the units' calendars that were laid upon this one anew.
	Derived []string `json:"derived,omitempty"`
}

// CalendarList lists every version, the newest of each calendar first.
func (c *Counter) CalendarList(ctx context.Context, p casework.Principal) ([]CalendarVersion, error) {
	if err := c.installation(ctx, p, access.CalendarView); err != nil {
		return nil, err
	}
	versions, err := c.store.CalendarVersions(ctx)
	if err != nil {
		return nil, fmt.Errorf("list calendars: %w", err)
	}
	slices.SortStableFunc(versions, func(a, b CalendarVersion) int {
		return cmp.Or(cmp.Compare(a.ID, b.ID), cmp.Compare(b.Version, a.Version))
	})
	return versions, nil
}

// ExportCalendar writes one version out: a year's list, or with year 0 all of it;
// as JSON the latter is the whole calendar with zone and hours.
func (c *Counter) ExportCalendar(ctx context.Context, p casework.Principal, ref, format string, year int) ([]byte, error) {
	versions, err := c.CalendarList(ctx, p)
	if err != nil {
		return nil, err
	}
	v, err := find(versions, ref)
	if err != nil {
		return nil, err
	}
	if format == almanac.JSON && year == 0 {
		return almanac.WriteWhole(v.Spec)
	}
	return almanac.OfYear(v.Spec, year, v.Names).Write(format, v.Ref(), v.Imported)
}

// ImportCalendar makes the next version of a calendar out of a list, as a draft.
// What the newest version says already is answered with Same and changes nothing.
// Refusals: those of package almanac, Forbidden, Invalid.
func (c *Counter) ImportCalendar(ctx context.Context, p casework.Principal, in CalendarImport) (Imported, error) {
	if err := c.installation(ctx, p, access.CalendarImport); err != nil {
		return Imported{}, err
	}
	office, err := c.store.Office(ctx)
	if err != nil {
		return Imported{}, fmt.Errorf("import calendar: %w", err)
	}
	if in.Unit != "" && !slices.ContainsFunc(office.Units, func(u casework.Unit) bool { return u.ID == in.Unit }) {
		return Imported{}, casework.FieldError(casework.Invalid, "unit", "")
	}
	versions, err := c.store.CalendarVersions(ctx)
	if err != nil {
		return Imported{}, fmt.Errorf("import calendar: %w", err)
	}
	next, same, err := nextVersion(versions, in)
	if err != nil || same {
		return Imported{CalendarVersion: next, Same: same}, err
	}
	sum := sha256.Sum256(in.List)
	next.Source, next.SHA256 = in.Source, hex.EncodeToString(sum[:])
	next.ImportedBy, next.Imported, next.From = p.Person, c.now(), in.From
	if next.From.IsZero() {
		next.From = next.Imported
	}
	derived, err := derive(versions, next)
	if err != nil {
		return Imported{}, err
	}
	if err := c.store.AddCalendars(ctx, append([]CalendarVersion{next}, derived...)); err != nil {
		return Imported{}, fmt.Errorf("keep calendar %s: %w", next.Ref(), err)
	}
	out := Imported{CalendarVersion: next}
	for _, d := range derived {
		out.Derived = append(out.Derived, d.Ref())
	}
	return out, c.audit(ctx, p, access.CalendarImport, next.Ref())
}

// PublishCalendar puts a draft in force for new cases; open cases keep theirs
// until a recount. Only the newest version of a calendar can be published.
func (c *Counter) PublishCalendar(ctx context.Context, p casework.Principal, ref string) error {
	if err := c.installation(ctx, p, access.CalendarPublish); err != nil {
		return err
	}
	versions, err := c.store.CalendarVersions(ctx)
	if err != nil {
		return fmt.Errorf("publish %s: %w", ref, err)
	}
	refs, err := publishing(versions, ref)
	if err != nil {
		return err
	}
	if err := c.store.PublishCalendars(ctx, p.Person, refs); err != nil {
		return fmt.Errorf("publish %s: %w", ref, err)
	}
	return c.audit(ctx, p, access.CalendarPublish, ref)
}

// installation asks the table about an act that concerns no case.
func (c *Counter) installation(ctx context.Context, p casework.Principal, action string) error {
	office, err := c.store.Office(ctx)
	if err != nil {
		return fmt.Errorf("%s: %w", action, err)
	}
	_, err = decide(p, action, access.Subject{}, office)
	return err
}

func (c *Counter) audit(ctx context.Context, p casework.Principal, action, object string) error {
	if err := c.store.Audit(ctx, p.Person, action, object, ""); err != nil {
		return fmt.Errorf("audit %s %s: %w", action, object, err)
	}
	return nil
}
