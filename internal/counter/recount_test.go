package counter_test

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/almanac"
	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter"
	"github.com/shixian/shixian/internal/counter/cases"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/rulebook"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/reference"
	"github.com/shixian/shixian/internal/store"
	"github.com/shixian/shixian/internal/store/rules"
	"github.com/shixian/shixian/internal/testkit"
)

func TestMain(m *testing.M) { testkit.Main(m) }

// made is a made-up list for 2027: the days off by law, two more, a make-up day, and
// New Year's Eve 2026 off.
const made = "date,day,name\n2026-12-31,off,元旦\n2027-01-01,off,元旦\n2027-01-05,off\n2027-02-05,off,春节\n2027-02-06,off,春节\n" +
	"2027-02-07,off,春节\n2027-02-08,off,春节\n2027-02-20,work\n2027-04-05,off,清明节\n2027-05-01,off,劳动节\n2027-05-02,off,劳动节\n" +
	"2027-06-09,off,端午节\n2027-09-15,off,中秋节\n2027-10-01,off,国庆节\n2027-10-02,off,国庆节\n2027-10-03,off,国庆节\n"

// town is the demo office over a real database, on 23 December 2026.
type town struct {
	testing.TB
	*counter.Counter
	store  *store.Store
	book   *policy.Book
	now    time.Time
	admin  casework.Principal // who brings a list
	second casework.Principal // who puts it in force
}

func openTown(t testing.TB) *town {
	t.Helper()
	return openTownAt(t, testkit.Schema(t))
}

func openTownAt(t testing.TB, url string) *town {
	t.Helper()
	ref, err := reference.Load(kind.Office())
	require.NoError(t, err)
	cal, err := calendar.New(ref.First)
	require.NoError(t, err)
	book, err := policy.NewBook(kind.Office(), ref.Policies, ref.Items, map[string]*calendar.Calendar{"cn@1": cal}, "cn@1", policy.DefaultSpread)
	require.NoError(t, err)
	db, err := store.Open(t.Context(), url, store.Options{Kinds: kind.Office()})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, db.Close()) })
	spec, err := json.Marshal(ref.First)
	require.NoError(t, err)
	o := ref.Office
	require.NoError(t, db.Seed(t.Context(), store.Reference{
		Units: o.Units, Persons: o.Persons, Posts: o.Posts, Assignments: o.Holders, Items: ref.Items, Policies: ref.Policies,
		Calendars: []rules.Calendar{{ID: "cn", Version: 1, Spec: spec, EffectiveFrom: time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)}},
	}))
	w := &town{TB: t, store: db, book: book, now: beijing(t, "2026-12-23T10:00")}
	w.Counter = counter.New(counter.Config{Kinds: kind.Office(), Stores: db.Stores(), Now: func() time.Time { return w.now }, Rules: core.Rules{Law: ref.Law, Book: func(context.Context) (*policy.Book, error) { return book, nil }}})
	w.admin, w.second = w.person("admin"), w.person("principal_leader")
	return w
}

func beijing(t testing.TB, s string) time.Time {
	t.Helper()
	at, err := cases.ParseTime(s)
	require.NoError(t, err)
	return at
}

func (w *town) person(id string) casework.Principal {
	w.Helper()
	p, err := w.Principal(w.Context(), id)
	require.NoError(w, err)
	return p
}

// accepted keeps an accepted case whose clocks were counted by cn@1.
func (w *town) accepted(item, since string) string {
	w.Helper()
	matter, ok := w.book.Item(item)
	require.True(w, ok)
	at := beijing(w.TB, since)
	number, _, err := w.store.RegisterCase(w.Context(), core.NewCase{
		Kind: casework.Service, Item: item, Unit: matter.Unit, Post: matter.Post, Received: at, Registered: at, By: "clerk",
	})
	require.NoError(w, err)
	w.commit(casework.State{
		Number: number, Kind: casework.Service, Item: item, Unit: matter.Unit, Post: matter.Post, Run: 1,
		Stage: casework.StageHandle, Received: at, Registered: at, Policy: matter.Policy + "@1", Calendar: "cn@1",
	}, at, "handle", "statutory")
	return number
}

// commit counts the clocks anew and writes the next revision.
func (w *town) commit(s casework.State, at time.Time, clocks ...string) {
	w.Helper()
	req := casework.PlanRequest{Number: s.Number, Kind: s.Kind, Item: s.Item, Unit: s.Unit, Policy: s.Policy, Calendar: s.Calendar}
	for _, name := range clocks {
		req.Clocks = append(req.Clocks, casework.PlanClock{Name: name, Start: at})
	}
	plan, err := w.book.Plan(req)
	require.NoError(w, err)
	for _, p := range plan.Clocks {
		if p.Absent {
			continue
		}
		c := p.Clock
		c.Round, c.DueVersion = 1, 1
		if c.Outcome == casework.Breach && !c.Due.After(w.now) {
			c.Status = casework.Breached
		}
		s.Clocks = append(s.Clocks, c)
	}
	s.Revision++
	_, err = w.store.Commit(w.Context(), casework.Step{State: s, At: at}, "run", nil)
	require.NoError(w, err)
}

func (w *town) bring(list string) (rulebook.Imported, error) {
	return w.ImportCalendar(w.Context(), w.admin, rulebook.CalendarImport{Year: 2027, Format: almanac.CSV, Source: "国办发明电〔2026〕0号", List: []byte(list)})
}

func (w *town) moves(r rulebook.Recount) map[string]string {
	w.Helper()
	got, err := w.RecountMoves(w.Context(), w.admin, r.ID, core.Page{})
	require.NoError(w, err)
	require.Equal(w, got.Total, len(got.Rows))
	out := map[string]string{}
	for _, m := range got.Rows {
		text := fmt.Sprintf("%s > %s", m.Old.In(w.now.Location()).Format("0102T1504"), m.New.In(w.now.Location()).Format("0102T1504"))
		for _, mark := range []struct {
			text string
			set  bool
		}{{" was provisional", m.WasProvisional}, {" provisional", m.Provisional}, {" undoes", m.Undoes}, {" makes", m.Makes}} {
			if mark.set {
				text += mark.text
			}
		}
		out[m.Number+" "+m.Clock] = text
	}
	return out
}

// TestNewYearsList: the issue's own example, up to the application.
func TestNewYearsList(t *testing.T) {
	t.Parallel()
	w := openTown(t)
	january := w.accepted("food-permit", "2026-12-22T09:00")  // 10wd
	december := w.accepted("road-permit", "2026-12-24T09:00") // 5wd: on New Year's Eve
	w.accepted("elder-allowance", "2026-12-22T09:00")         // 3wd: before it
	w.accepted("senior-card", "2026-12-23T09:00")             // 0wd: today
	w.accepted("signboard-permit", "2026-12-01T09:00")        // 7wd: breached, its statute runs out on the 29th
	got, err := w.bring(made)
	require.NoError(t, err)
	require.False(t, got.Same)
	require.Equal(t, "cn@2", got.Ref())
	require.Equal(t, []int{2024, 2025, 2026, 2027}, got.Years)
	require.Equal(t, "admin", got.ImportedBy)
	require.Len(t, got.SHA256, 64)

	again, err := w.bring(made)
	require.NoError(t, err)
	require.True(t, again.Same, "a second import does nothing")
	require.Equal(t, "cn@2", again.Ref())
	versions, err := w.CalendarList(t.Context(), w.admin)
	require.NoError(t, err)
	require.Len(t, versions, 2)
	require.Nil(t, versions[0].Published, "a draft")
	require.Equal(t, "cn@1", w.current(), "new cases still pin the published one")

	r, err := w.Preview(t.Context(), w.admin, "cn@2", "")
	require.NoError(t, err)
	require.Equal(t, rulebook.Tally{Cases: 5, Moved: 2, Clocks: 4}, r.Tally)
	require.Equal(t, map[string]string{
		january + " handle":     "0105T1730 > 0108T1730 was provisional",
		january + " statutory":  "0119T1730 > 0122T1730 was provisional",
		december + " handle":    "1231T1730 > 0104T1730",
		december + " statutory": "0121T1730 > 0126T1730 was provisional",
	}, w.moves(r))
	require.Equal(t, "cn@1", w.current(), "a preview changes nothing")

	applied, err := w.ApplyRecount(t.Context(), w.second, r.ID)
	require.NoError(t, err)
	require.Equal(t, 5, applied.Commands, "every open case gets the version, so that later counting uses it")
	require.Equal(t, "cn@2", w.current())
	_, err = w.ApplyRecount(t.Context(), w.second, r.ID)
	require.Equal(t, casework.RecountApplied, casework.CodeOf(err))
	third, err := w.bring(made)
	require.NoError(t, err)
	require.True(t, third.Same)
}

// current is what a new case pins, as workers read it.
func (w *town) current() string {
	w.Helper()
	return w.shelved().CalendarFor("permits")
}

func (w *town) shelved() *policy.Book {
	w.Helper()
	versions, err := w.store.CalendarVersions(w.Context())
	require.NoError(w, err)
	office, err := w.store.Office(w.Context())
	require.NoError(w, err)
	ref, err := reference.Load(kind.Office())
	require.NoError(w, err)
	book, err := policy.Shelve(kind.Office(), ref.Policies, ref.Items, rulebook.Shelved(versions), rulebook.Parents(office.Units), w.now)
	require.NoError(w, err)
	return book
}

func TestPreviewGoesStale(t *testing.T) {
	t.Parallel()
	w := openTown(t)
	first := w.accepted("road-permit", "2026-12-24T09:00")
	_, err := w.bring(made)
	require.NoError(t, err)
	r, err := w.Preview(t.Context(), w.admin, "cn@2", "")
	require.NoError(t, err)

	view, err := w.store.Case(t.Context(), first)
	require.NoError(t, err)
	var state casework.State
	require.NoError(t, json.Unmarshal(view.State, &state))
	state.Revision++
	_, err = w.store.Commit(t.Context(), casework.Step{State: state, At: w.now}, "run", nil)
	require.NoError(t, err)
	same, err := w.Preview(t.Context(), w.admin, "cn@2", "")
	require.NoError(t, err)
	require.Equal(t, r.Tally, same.Tally, "an act that moves no date")

	w.accepted("road-permit", "2026-12-24T10:00")
	_, err = w.ApplyRecount(t.Context(), w.second, r.ID)
	require.Equal(t, casework.PreviewStale, casework.CodeOf(err))
	require.Equal(t, "cn@1", w.current(), "nothing changed")
	waiting, err := w.store.Recounting(t.Context(), "", 10)
	require.NoError(t, err)
	require.Empty(t, waiting)

	r, err = w.Preview(t.Context(), w.admin, "cn@2", "")
	require.NoError(t, err)
	_, err = w.bring(made + "2027-03-01,off\n")
	require.NoError(t, err)
	_, err = w.ApplyRecount(t.Context(), w.second, r.ID)
	require.NoError(t, err, "a corrected draft came in, and the one that was shown still stands upon what is published")
	require.Equal(t, "cn@2", w.current())
	_, err = w.Preview(t.Context(), w.admin, "cn@3", "")
	require.Equal(t, casework.DraftOutdated, casework.CodeOf(err), "now the other is outdated")
	require.Equal(t, casework.DraftOutdated, casework.CodeOf(w.PublishCalendar(t.Context(), w.second, "cn@3")))
}

// TestLocalDayOff: the section is closed for a typhoon; a breach is undone, and
// taking the day back makes it again.
func TestLocalDayOff(t *testing.T) {
	t.Parallel()
	w := openTown(t)
	number := w.accepted("road-permit", "2026-12-15T09:00") // 5wd: due yesterday, the 22nd
	other := w.accepted("elder-allowance", "2026-12-18T09:00")
	list := func(day string) rulebook.CalendarImport {
		return rulebook.CalendarImport{Unit: "permits", Year: 2026, Format: almanac.CSV, List: []byte(day)}
	}
	got, err := w.ImportCalendar(t.Context(), w.admin, list("2026-12-21,off,台风\n2026-12-22,off,台风"))
	require.NoError(t, err)
	require.Equal(t, "cn/permits@1", got.Ref())
	require.Equal(t, "cn@1", got.Base)
	r, err := w.Preview(t.Context(), w.admin, "cn/permits@1", "")
	require.NoError(t, err)
	require.Equal(t, 1, r.Cases, "the other section's case stays: %s", other)
	require.Equal(t, 1, r.Undone)
	require.Equal(t, "1222T1730 > 1224T1730 undoes", w.moves(r)[number+" handle"])
	_, err = w.ApplyRecount(t.Context(), w.second, r.ID)
	require.NoError(t, err)
	book := w.shelved()
	require.Equal(t, "cn/permits@1", book.CalendarFor("permits"))
	require.Equal(t, "cn@1", book.CalendarFor("livelihood"))
	require.Equal(t, "cn@1", book.CalendarFor("approval"))

	// The list for everybody takes the section's days along.
	next, err := w.bring(made)
	require.NoError(t, err)
	require.Equal(t, []string{"cn/permits@2"}, next.Derived)
	_, err = w.ImportCalendar(t.Context(), w.admin, list("2026-12-21,off"))
	require.Equal(t, casework.DraftWaiting, casework.CodeOf(err))
	require.NoError(t, w.PublishCalendar(t.Context(), w.second, "cn@2"))
	book = w.shelved()
	require.Equal(t, "cn/permits@2", book.CalendarFor("permits"))
	require.Equal(t, "cn@2", book.CalendarFor("livelihood"))
	cal, _, err := book.Calendar("cn/permits@2")
	require.NoError(t, err)
	require.False(t, cal.IsWorkingDay(beijing(t, "2026-12-22T09:00")))
	require.False(t, cal.IsWorkingDay(beijing(t, "2026-12-31T09:00")))
	same, err := w.ImportCalendar(t.Context(), w.admin, list("2026-12-22,off\n2026-12-21,off"))
	require.NoError(t, err)
	require.True(t, same.Same)
}

func TestRecountOfAPolicy(t *testing.T) {
	t.Parallel()
	w := openTown(t)
	number := w.accepted("road-permit", "2026-12-14T09:00")
	ref, err := reference.Load(kind.Office())
	require.NoError(t, err)
	var next policy.Policy
	for _, p := range ref.Policies {
		if p.ID == "service-permit" {
			next = p
		}
	}
	next.Version = 4
	for i := range next.Rules {
		if next.Rules[i].Clock == "statutory" {
			next.Rules[i].Limit = "15wd"
		}
	}
	require.NoError(t, w.store.Seed(t.Context(), store.Reference{Policies: []policy.Policy{next}}))
	r, err := w.Preview(t.Context(), w.admin, "", "service-permit@4")
	require.NoError(t, err)
	require.Equal(t, map[string]string{number + " statutory": "0111T1730 > 0104T1730 was provisional provisional"}, w.moves(r))
	_, err = w.Preview(t.Context(), w.admin, "", "service-permit@3")
	require.Equal(t, casework.NotNewest, casework.CodeOf(err))
	_, err = w.Preview(t.Context(), w.admin, "", "service-permit@9")
	require.Equal(t, casework.NotFound, casework.CodeOf(err))
	applied, err := w.ApplyRecount(t.Context(), w.second, r.ID)
	require.NoError(t, err)
	require.Equal(t, 1, applied.Commands)
}

func TestCalendarRefusals(t *testing.T) {
	t.Parallel()
	w := openTown(t)
	bring := func(in rulebook.CalendarImport) error {
		_, err := w.ImportCalendar(t.Context(), w.admin, in)
		return err
	}
	csv := func(year int, list string) rulebook.CalendarImport {
		return rulebook.CalendarImport{Year: year, Format: almanac.CSV, List: []byte(list)}
	}
	for name, tt := range map[string]struct {
		err  error
		code casework.Code
	}{
		"unknown unit":     {bring(rulebook.CalendarImport{Unit: "moon", Year: 2027, Format: almanac.CSV, List: []byte(made)}), casework.Invalid},
		"no year":          {bring(csv(0, made)), casework.Invalid},
		"the wrong year":   {bring(csv(2028, made)), casework.WrongYear},
		"both":             {bring(csv(2027, "2027-01-04,off\n2027-01-04,work")), casework.MakeUpWeekday},
		"empty":            {bring(csv(2027, "")), casework.EmptyList},
		"whole, no zone":   {bring(rulebook.CalendarImport{Format: almanac.JSON, List: []byte(`{"zone":"Moon/Base"}`)}), casework.BadList},
		"whole, clash":     {bring(rulebook.CalendarImport{Format: almanac.JSON, List: []byte(`{"off":["2027-01-01"],"work":["2027-01-01"]}`)}), casework.DayClash},
		"whole, misspelt":  {bring(rulebook.CalendarImport{Format: almanac.JSON, List: []byte(`{"offf":[]}`)}), casework.BadList},
		"preview of none":  {second(w.Preview(t.Context(), w.admin, "cn@9", "")), casework.NotFound},
		"of both":          {second(w.Preview(t.Context(), w.admin, "cn@1", "service-permit@1")), casework.Invalid},
		"of neither":       {second(w.Preview(t.Context(), w.admin, "", "")), casework.Invalid},
		"no such recount":  {second(w.ApplyRecount(t.Context(), w.second, 7)), casework.NotFound},
		"publish none":     {w.PublishCalendar(t.Context(), w.second, "cn@9"), casework.NotFound},
		"export none":      {second(w.ExportCalendar(t.Context(), w.admin, "cn@9", almanac.CSV, 0)), casework.NotFound},
		"handler imports":  {second(w.ImportCalendar(t.Context(), w.person("handler"), csv(2027, made))), casework.Forbidden},
		"handler looks":    {second(w.CalendarList(t.Context(), w.person("handler"))), casework.Forbidden},
		"office previews":  {second(w.Preview(t.Context(), w.person("general_office"), "cn@1", "")), casework.Forbidden},
		"office applies":   {second(w.ApplyRecount(t.Context(), w.person("general_office"), 1)), casework.Forbidden},
		"office publishes": {w.PublishCalendar(t.Context(), w.person("general_office"), "cn@1"), casework.Forbidden},
	} {
		require.Equal(t, tt.code, casework.CodeOf(tt.err), "%s: %v", name, tt.err)
	}
	versions, err := w.CalendarList(t.Context(), w.person("general_office"))
	require.NoError(t, err, "the general office looks on")
	require.Len(t, versions, 1, "nothing was kept")
	in := csv(2027, made)
	in.From = w.now.Add(time.Hour)
	require.NoError(t, bring(in))
	_, err = w.Preview(t.Context(), w.admin, "cn@2", "")
	require.Equal(t, casework.NotEffective, casework.CodeOf(err))
}

func second[T any](_ T, err error) error { return err }

func TestExportCalendar(t *testing.T) {
	t.Parallel()
	w := openTown(t)
	_, err := w.bring(made)
	require.NoError(t, err)
	list, err := w.ExportCalendar(t.Context(), w.admin, "cn@2", almanac.CSV, 2027)
	require.NoError(t, err)
	require.Equal(t, strings.Replace(strings.ReplaceAll(made, "2026-12-31,off,元旦\n", ""), "\n2027-01-05,off\n", "\n2027-01-05,off,\n", 1), strings.Replace(string(list), "02-20,work,", "02-20,work", 1))
	all, err := w.ExportCalendar(t.Context(), w.admin, "cn@2", almanac.CSV, 0)
	require.NoError(t, err)
	require.Contains(t, string(all), "2027-10-03")
	require.NotContains(t, string(all), "2028-", "what the law gives is no announced list")
	whole, err := w.ExportCalendar(t.Context(), w.admin, "cn@2", almanac.JSON, 0)
	require.NoError(t, err)
	spec, err := calendar.ParseSpec(whole)
	require.NoError(t, err)
	require.Contains(t, spec.Off, "2026-12-31")
	again, err := w.ImportCalendar(t.Context(), w.admin, rulebook.CalendarImport{Format: almanac.JSON, List: whole})
	require.NoError(t, err)
	require.True(t, again.Same)
	feed, err := w.ExportCalendar(t.Context(), w.admin, "cn@2", almanac.ICS, 0)
	require.NoError(t, err)
	require.Contains(t, string(feed), "SUMMARY:元旦 休")
}
