// Package reference reads the reference data embedded in the binary: policies,
// catalogue, calendars and the demo office, strictly, so that a misspelt field
// stops the program before it counts a day.
//
// It refuses to know a database: seeding is the store's, counting the policy
// package's.
package reference

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/shixian/shixian/internal/almanac"
	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/officefile"
	"github.com/shixian/shixian/internal/paper"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/punch"
	"github.com/shixian/shixian/internal/why"
	"github.com/shixian/shixian/schema"
)

// NationalCalendar is how a case of a new installation pins the calendar this
// version carries; FirstCalendar is the one before, which open cases may still pin.
const (
	NationalCalendar = "cn@2"
	FirstCalendar    = "cn@1"
)

// Reference is everything the binary carries.
type Reference struct {
	Kinds      *kind.Set
	Office     officefile.File // the demo office
	Items      []policy.Item
	Cases      []DemoCase // what goes on in it
	Year       Year       // what went on in it
	Policies   []policy.Policy
	National   calendar.Spec // with the days off by law of the years nobody has announced
	First      calendar.Spec // as cn@1 was published
	Law        almanac.Law
	Presets    policy.Presets
	Leave      policy.Leave
	Scoring    policy.Scoring
	Attendance punch.Rules
	Pieces     policy.Pieces
	Holidays   why.Holidays
	Papers     []paper.Form
}

// DemoCase is a matter of the demo office: who takes it in, what he fills in, and what was done of
// it since, by him or by another. {now} is the minute it is done.
type DemoCase struct {
	Item   string            `json:"item"`
	By     string            `json:"by"`
	Fields map[string]string `json:"fields"`
	Acts   []DemoAct         `json:"acts,omitempty"`
}

// DemoAct is one of them.
type DemoAct struct {
	By      string         `json:"by,omitempty"`
	Command string         `json:"command"`
	Args    map[string]any `json:"args"`
}

// Now is the minute in a form of a demo case.
const Now = "{now}"

// Load reads the embedded reference data, for an installation that knows these kinds.
func Load(kinds *kind.Set) (Reference, error) {
	r := Reference{Kinds: kinds}
	files := []struct {
		path string
		into any
	}{
		{"reference/demo/office.json", &r.Office},
		{"reference/demo/items.json", &r.Items},
		{"reference/demo/cases.json", &r.Cases},
		{"reference/demo/year.json", &r.Year},
		{"reference/calendars/cn-2018-2026.json", &r.National},
		{"reference/calendars/cn-2024-2026.json", &r.First},
		{"reference/calendars/moon.json", &r.Law},
		{"reference/calendars/holidays.json", &r.Holidays},
		{"reference/presets/ceilings.json", &r.Presets.Ceilings},
		{"reference/presets/office.json", &r.Presets.Choices},
		{"reference/presets/absence.json", &r.Leave},
		{"reference/presets/points.json", &r.Scoring},
		{"reference/presets/attendance.json", &r.Attendance},
		{"reference/presets/pieces.json", &r.Pieces},
	}
	for _, f := range files {
		if err := read(f.path, f.into); err != nil {
			return r, err
		}
	}
	if err := errors.Join(r.Presets.Check(), r.Leave.Check(), r.Scoring.Check(), r.Pieces.Check(), r.Law.Check()); err != nil {
		return r, fmt.Errorf("reference: %w", err)
	}
	r.National = r.Law.Upon(r.National)
	r.Holidays = named(r.Holidays, r.Law)
	names, err := fs.Glob(schema.Reference, "reference/policies/*.json")
	if err != nil {
		return r, err
	}
	for _, name := range names {
		var p policy.Policy
		if err := read(name, &p); err != nil {
			return r, err
		}
		if base := strings.TrimSuffix(path.Base(name), ".json"); base != p.Ref() {
			return r, fmt.Errorf("reference %s holds policy %s", name, p.Ref())
		}
		r.Policies = append(r.Policies, p)
	}
	if r.Papers, err = papers(kinds); err != nil {
		return r, err
	}
	return r, nil
}

// papers are the forms of the house, in the order menus show them.
func papers(kinds *kind.Set) (all []paper.Form, err error) {
	for _, of := range append(kinds.Kinds(), "office") {
		name := "reference/papers/" + string(of) + ".json"
		var forms []paper.Form
		switch err := read(name, &forms); {
		case errors.Is(err, fs.ErrNotExist): // a kind without papers
		case err != nil:
			return nil, err
		}
		all = append(all, forms...)
	}
	if err := cmp.Or(paper.Claim(kinds, all), paper.Check(kinds, all)); err != nil {
		return nil, fmt.Errorf("reference: %w", err)
	}
	return all, nil
}

// National reads the calendar alone, for who counts and needs nothing else.
func National() (calendar.Spec, error) {
	var spec calendar.Spec
	var law almanac.Law
	if err := errors.Join(read("reference/calendars/cn-2018-2026.json", &spec), read("reference/calendars/moon.json", &law)); err != nil {
		return spec, err
	}
	return law.Upon(spec), law.Check()
}

// named adds what the days off by law are called, in years without announced names.
func named(announced why.Holidays, law almanac.Law) why.Holidays {
	called := announced.Names(nil)
	for _, m := range law {
		days, _ := law.Year(m.Year)
		for _, d := range days {
			if zh, _ := called(d.Date); zh == "" {
				announced = append(announced, why.Holiday{From: d.Date, To: d.Date, ZH: d.ZH, EN: d.EN})
			}
		}
	}
	return announced
}

// Book counts with the embedded data alone, for commands that need no server. New
// cases pin the newest calendar; the one before is there for those that pinned it.
func (r Reference) Book() (*policy.Book, error) {
	calendars := map[string]*calendar.Calendar{}
	for ref, spec := range map[string]calendar.Spec{FirstCalendar: r.First, NationalCalendar: r.National} {
		cal, err := calendar.New(spec)
		if err != nil {
			return nil, fmt.Errorf("calendar %s: %w", ref, err)
		}
		calendars[ref] = cal
	}
	book, err := policy.NewBook(r.Kinds, r.Policies, r.Items, calendars, NationalCalendar, policy.DefaultSpread)
	if err != nil {
		return nil, err
	}
	return book.Beside(r.Policies), nil
}

func read(name string, into any) error {
	raw, err := schema.Reference.ReadFile(name)
	if err != nil {
		return fmt.Errorf("reference: %w", err)
	}
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		return fmt.Errorf("reference %s: %w", name, err)
	}
	return nil
}
