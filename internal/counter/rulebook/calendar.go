package rulebook

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/almanac"
	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/policy"
)

// National is the calendar for everybody. That of a unit is named below it.
const National = "cn"

// Store is what is kept of calendars, policies and recounts.
type Store interface {
	Calendars
	Policies
	Recounts
	// Touched counts the cases that a rule touched since an instant.
	Touched(ctx context.Context, f TouchedFilter) (int, error)
}

// Signed is what is known of first signatures.
type Signed interface {
	// RulesWaiting lists what stands signed by one, the oldest first: see Waits. Previews made before
	// since wait no longer.
	RulesWaiting(ctx context.Context, since time.Time) ([]Waits, error)
}

// Asks is what the rulebook has others do: a recount is a command, sent as every
// other. Alone tells whether p sets the office up, which one person does.
type Asks struct {
	Send  func(ctx context.Context, w core.Waiting) (func(*core.Swept), error)
	Alone func(ctx context.Context, p casework.Principal) (bool, error)

	Signed Signed
}

// Calendars is what is kept of calendars and of the catalogue.
type Calendars interface {
	// CalendarVersions lists every version, drafts included, by id and version.
	CalendarVersions(ctx context.Context) ([]CalendarVersion, error)
	// AddCalendars keeps new versions, all or none. NotNewest where a version of
	// the same name came first.
	AddCalendars(ctx context.Context, versions []CalendarVersion) error
	// PublishCalendars puts drafts in force for new cases; published ones stay as
	// they are. DraftOutdated where one was made upon a version that is no longer
	// the published one, DraftDiscarded where it is no draft any more: then none is.
	PublishCalendars(ctx context.Context, by string, refs []string) error
	// DiscardCalendars gives drafts up for good; their numbers are not given again.
	DiscardCalendars(ctx context.Context, by string, refs []string) error
	Policies(ctx context.Context) ([]policy.Policy, error)
	// Items is what the catalogue offers now, ItemVersions all that it ever said.
	Items(ctx context.Context) ([]policy.Item, error)
	ItemVersions(ctx context.Context) ([]policy.ItemVersion, error)
}

// CalendarVersion is one version of a calendar: what it says and where it is from.
type CalendarVersion struct {
	ID         string     `json:"id"`
	Version    int        `json:"version"`
	Unit       string     `json:"unit,omitempty"` // counts for this unit and those below; empty: for everybody
	Base       string     `json:"base,omitempty"` // of a unit: the version its own days lie upon
	BuiltOn    int        `json:"built_on"`       // the published version it was made from; 0: there was none
	Year       int        `json:"year,omitempty"` // whose list made it; 0: written whole, or laid upon a new base
	Years      []int      `json:"years,omitempty"`
	Source     string     `json:"source,omitempty"`
	SHA256     string     `json:"sha256,omitempty"` // of the list as it came
	ImportedBy string     `json:"imported_by,omitempty"`
	Imported   time.Time  `json:"imported"`
	From       time.Time  `json:"effective_from"`
	Published  *time.Time `json:"published,omitempty"` // a draft has none
	PublishBy  string     `json:"published_by,omitempty"`
	Discarded  *time.Time `json:"discarded,omitempty"`
	DiscardBy  string     `json:"discarded_by,omitempty"`
	// Of a draft: that another version was published since it was made, and what it
	// says otherwise than the published one.
	Outdated   bool                `json:"outdated,omitempty"`
	Difference *almanac.Difference `json:"difference,omitempty"`
	Own        bool                `json:"-"` // whoever reads brought it: another puts it in force

	Spec  calendar.Spec     `json:"-"`
	Local *calendar.Spec    `json:"-"`
	Names map[string]string `json:"-"`
}

// Ref is how a case pins it: cn@2.
func (v CalendarVersion) Ref() string { return fmt.Sprintf("%s@%d", v.ID, v.Version) }

// CalendarImport is a list somebody brings. Year 0 is a calendar, or a unit's own
// days and hours, written down whole as JSON. A unit's list lies beside the days it
// has of its own; one for everybody is the whole list of its year, unless Partial:
// then it lies beside what is known, and the year stays provisional.
type CalendarImport struct {
	Unit    string
	Year    int
	Format  string
	Source  string
	From    time.Time // zero: at once
	List    []byte
	Partial bool
	Dry     bool // show what would become of it, and keep nothing
}

// CalendarDays are single days to be changed, and no others: a unit's own day, a
// correction of one day of a list.
type CalendarDays struct {
	Unit   string
	Days   []almanac.Single
	Source string
	From   time.Time
	Dry    bool
}

// Imported is what became of it. Same: nothing, for the published version or a
// waiting draft says so already. Dry: nothing was kept.
type Imported struct {
	CalendarVersion
	Same bool `json:"same,omitempty"`
	Dry  bool `json:"dry,omitempty"`
	// Derived are the units' calendars that were laid upon this one anew.
	Derived []string `json:"derived,omitempty"`
}

// CalendarList lists every version, the newest of each calendar first.
func (c *Room) CalendarList(ctx context.Context, p casework.Principal) ([]CalendarVersion, error) {
	if err := c.Installation(ctx, p, access.CalendarView); err != nil {
		return nil, err
	}
	versions, err := c.own.CalendarVersions(ctx)
	if err != nil {
		return nil, fmt.Errorf("list calendars: %w", err)
	}
	alone, err := c.alone(ctx, p)
	if err != nil {
		return nil, err
	}
	versions = slices.Clone(versions)
	for i := range versions {
		v := &versions[i]
		if waits(*v) {
			v.Own = v.ImportedBy == p.Person && !alone
			v.Outdated, v.Difference = outdated(versions, *v), difference(versions, *v)
		}
	}
	slices.SortStableFunc(versions, func(a, b CalendarVersion) int {
		return cmp.Or(cmp.Compare(a.ID, b.ID), cmp.Compare(b.Version, a.Version))
	})
	return versions, nil
}

// ExportCalendar writes one version out: a year's list, or with year 0 all that was
// announced;
// as JSON the latter is the whole calendar with zone and hours.
func (c *Room) ExportCalendar(ctx context.Context, p casework.Principal, ref, format string, year int) ([]byte, error) {
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
	spec := v.Spec
	if year == 0 {
		spec = almanac.Announced(spec)
	}
	return almanac.OfYear(spec, year, v.Names).Write(format, v.Ref(), v.Imported)
}

// Calendars reads every version once, for whoever looks some up by their refs.
func (c *Room) Calendars(ctx context.Context) (func(ref string) (*calendar.Calendar, error), error) {
	versions, err := c.own.CalendarVersions(ctx)
	if err != nil {
		return nil, err
	}
	return func(ref string) (*calendar.Calendar, error) {
		v, err := find(versions, ref)
		if err != nil {
			return nil, err
		}
		return calendar.New(v.Spec)
	}, nil
}
