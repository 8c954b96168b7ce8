package store_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/desk"
	"github.com/shixian/shixian/internal/duty"
	"github.com/shixian/shixian/internal/store/people"
)

func TestLightsAreCountedAsTheyAreListed(t *testing.T) {
	t.Parallel()
	b := setup(t)
	midnight := now().Add(time.Hour)
	commit := func(due time.Duration, change func(*casework.Clock)) string {
		number := b.register(t)
		s := step(number, 1, started(now()))
		s.State.Clocks[0].Due = now().Add(due)
		change(&s.State.Clocks[0])
		b.commit(t, s)
		return number
	}
	near := func(c *casework.Clock) {
		c.Alarms = append([]casework.Alarm{{At: now().Add(-time.Minute), Kind: casework.AlarmNear}}, c.Alarms...)
	}
	as := func(*casework.Clock) {}
	numbers := map[casework.Light][]string{
		casework.Red:    {commit(-time.Minute, as)},
		core.DueToday:   {commit(time.Minute, near), commit(time.Hour-time.Minute, near)},
		casework.Yellow: {commit(time.Hour+time.Minute, near)},
		casework.Green:  {commit(2*time.Minute, as), commit(3*time.Hour, as), commit(4*time.Hour, as)},
		casework.Grey: {commit(5*time.Hour, func(c *casework.Clock) {
			c.Pauses = []casework.Span{{From: now().Add(-time.Hour), To: now().Add(time.Hour)}}
		})},
	}
	f := desk.Filter{Holder: "li", Scope: everything, Midnight: midnight, Week: now().Add(210 * time.Minute)}
	for light, want := range numbers {
		f.Light = light
		found, err := b.OpenMatters(t.Context(), f)
		require.NoError(t, err)
		require.Equal(t, core.Lights{Red: 1, Today: 2, Yellow: 1, Green: 3, Paused: 1}, found.Sum().Lights)
		require.Equal(t, 5, found.Sum().Week, "due within the week and not late")
		require.Equal(t, want, numbersOf(found), light)
		rows, total, err := b.ListClocks(t.Context(), core.ClockFilter{Holder: "li", Scope: everything, Light: light, Midnight: midnight})
		require.NoError(t, err)
		require.Equal(t, len(want), total, light)
		for i, r := range rows {
			require.Equal(t, want[i], r.Number, light)
		}
	}
	f.Light = desk.DueThisWeek
	week, err := b.OpenMatters(t.Context(), f)
	require.NoError(t, err)
	require.Len(t, week.Rows, 5, "a number opens as many as it says")
	f.Light, f.Limit = "", 3
	var paged []string
	for pages := 0; ; pages++ {
		page, err := b.OpenMatters(t.Context(), f)
		require.NoError(t, err)
		paged = append(paged, numbersOf(page)...)
		if f.After = page.Last; !page.More {
			require.Equal(t, 2, pages)
			break
		}
	}
	require.Equal(t, slices.Concat(numbers[casework.Red], numbers[core.DueToday], numbers[casework.Yellow], numbers[casework.Green], numbers[casework.Grey]), paged, "each once, in order")
	yellow, _, err := b.ListClocks(t.Context(), core.ClockFilter{Holder: "li", Scope: everything, Light: casework.Yellow})
	require.NoError(t, err)
	require.Len(t, yellow, 3, "without a midnight yellow is one light")
	none, err := b.OpenMatters(t.Context(), desk.Filter{Holder: "zhou", Scope: everything, Midnight: midnight})
	require.NoError(t, err)
	require.Equal(t, desk.Found{}, none)

	late, err := b.OpenMatters(t.Context(), desk.Filter{Scope: everything, Midnight: midnight, Week: f.Week, Light: casework.Red, By: desk.ByPerson})
	require.NoError(t, err)
	require.Equal(t, []desk.Tally{{Of: "li", Lights: core.Lights{Red: 1, Today: 2, Yellow: 1, Green: 3, Paused: 1}, Week: 5}}, late.Counts)
	require.Equal(t, numbers[casework.Red], numbersOf(late), "all are counted, and those asked for shown")
	late, err = b.OpenMatters(t.Context(), desk.Filter{Scope: everything, Midnight: midnight, By: desk.ByUnit})
	require.NoError(t, err)
	require.Equal(t, "permits", late.Counts[0].Of)
	require.Equal(t, 8, late.Counts[0].All())

	cases, _, err := b.ListCases(t.Context(), core.CaseFilter{Scope: everything})
	require.NoError(t, err)
	for _, c := range cases {
		light := c.Light
		if light == casework.Yellow {
			require.Contains(t, append(numbers[core.DueToday], numbers[casework.Yellow]...), c.Number)
			continue
		}
		require.Contains(t, numbers[light], c.Number, "a list shows the light of the desk")
	}
}

// What lies with a post on which nobody stands is asked for as what lies with a person is.
func TestWhatLiesWithAnEmptyPost(t *testing.T) {
	t.Parallel()
	b := setup(t)
	number := b.register(t)
	b.commit(t, step(number, 1, started(now())))
	with := func(person string) []string {
		found, err := b.OpenMatters(t.Context(), desk.Filter{Scope: everything, Midnight: now().Add(time.Hour), Person: person})
		require.NoError(t, err)
		return numbersOf(found)
	}
	require.Equal(t, []string{number}, with("li"))
	require.Empty(t, with(desk.Nobody))
	for _, person := range []string{"li", "zhou"} {
		_, err := b.AddAbsence(t.Context(), people.Absence{Absence: duty.Absence{Person: person, From: now().Add(-time.Second), Until: now().Add(time.Hour)}, Kind: "leave", By: "wang"})
		require.NoError(t, err)
	}
	require.Empty(t, with("li"))
	require.Equal(t, []string{number}, with(desk.Nobody))
	counted, err := b.OpenMatters(t.Context(), desk.Filter{Scope: everything, Midnight: now().Add(time.Hour), By: desk.ByPerson})
	require.NoError(t, err)
	require.Equal(t, 1, counted.Counts[0].All())
	require.Empty(t, counted.Counts[0].Of, "as many as are counted")
}

func TestACaseWearsItsMostUrgentLight(t *testing.T) {
	t.Parallel()
	b := setup(t)
	number := b.register(t)
	light := func() casework.Light {
		v, err := b.Case(t.Context(), number)
		require.NoError(t, err)
		return v.Light
	}
	require.Empty(t, light(), "no clock yet")
	s := step(number, 1, started(now()))
	law := handle(now().Add(-time.Minute))
	law.Name = "statutory"
	s.State.Clocks = append(s.State.Clocks, law)
	b.commit(t, s)
	require.Equal(t, casework.Red, light())
	s = step(number, 2)
	law.Status, law.Ended = casework.Met, now().Add(-time.Second)
	s.State.Clocks = append(s.State.Clocks, law)
	b.commit(t, s)
	require.Equal(t, casework.Green, light(), "what has ended counts no more")
}

// TestDutyHasNoGap: every instant of a stretch belongs to one person, and covers
// say whom they stand in for.
func TestDutyHasNoGap(t *testing.T) {
	t.Parallel()
	b := setup(t)
	from := now().Add(-48 * time.Hour)
	_, err := b.AddAbsence(t.Context(), people.Absence{Absence: duty.Absence{Person: "li", From: from.Add(10 * time.Hour), Until: from.Add(20 * time.Hour)}, Kind: "leave", By: "wang"})
	require.NoError(t, err)
	spans, err := b.Duty(t.Context(), "window", from, now())
	require.NoError(t, err)
	require.True(t, spans[0].From.Equal(from))
	covered := false
	for i, s := range spans {
		require.True(t, s.From.Before(s.To))
		if i > 0 {
			require.True(t, s.From.Equal(spans[i-1].To), "joined")
		}
		if s.Person == "zhou" {
			covered = true
			require.Equal(t, "li", s.Covers)
			require.Equal(t, "周", s.PersonName)
			require.True(t, s.From.Equal(from.Add(10*time.Hour)))
		} else {
			require.Empty(t, s.Covers)
		}
	}
	require.True(t, covered)
	spans, err = b.Duty(t.Context(), "window", founded.Add(-time.Hour), founded)
	require.NoError(t, err)
	require.Empty(t, spans, "before its first holder a post has no record")
}

func numbersOf(found desk.Found) (out []string) {
	for _, r := range found.Rows {
		out = append(out, r.Number)
	}
	return out
}

// Promise and statute of one matter are one row, by the more urgent of the two.
func TestAMatterIsOneRow(t *testing.T) {
	t.Parallel()
	b := setup(t)
	number := b.register(t)
	s := step(number, 1, started(now()))
	law := handle(now().Add(-time.Minute))
	law.Name = "statutory"
	s.State.Clocks = append(s.State.Clocks, law)
	b.commit(t, s)
	found, err := b.OpenMatters(t.Context(), desk.Filter{Holder: "li", Scope: everything, Midnight: now()})
	require.NoError(t, err)
	require.Equal(t, []string{number}, numbersOf(found))
	require.Equal(t, core.Lights{Red: 1}, found.Sum().Lights)
	require.Equal(t, "statutory", found.Rows[0].Clocks[0].Name)
	require.Len(t, found.Rows[0].Clocks, 2)
	require.Equal(t, casework.Red, found.Rows[0].Light)
}

// What a row says of whoever came is a reading, on record once a day.
func TestARowIsAReading(t *testing.T) {
	t.Parallel()
	b := setup(t)
	number := b.register(t)
	heads, err := b.Heads(t.Context(), map[string]string{number: "applicant"})
	require.NoError(t, err)
	require.NotEmpty(t, heads[number])
	for range 2 {
		require.NoError(t, b.Listed(t.Context(), "li", []string{number}, now().Add(-time.Hour)))
	}
	require.NoError(t, b.Listed(t.Context(), "zhou", []string{number}, now().Add(-time.Hour)))
	rows, err := b.Records(t.Context(), desk.RecordFilter{Object: number, Action: "case.view_personal"})
	require.NoError(t, err)
	require.Len(t, rows, 2, "once a reader")
	require.Equal(t, "zhou", rows[0].Actor)
	older, err := b.Records(t.Context(), desk.RecordFilter{Object: number, Before: rows[0].ID})
	require.NoError(t, err)
	require.Equal(t, "li", older[0].Actor)
}

// The window keeps what waits for papers or to be handed over, and what one took in.
func TestTheWindowKeepsWhatWaitsThere(t *testing.T) {
	t.Parallel()
	b := setup(t)
	taken := b.register(t) // by li
	b.commit(t, step(taken, 1, started(now())))
	waits := b.register(t)
	s := step(waits, 1, started(now()))
	s.State.Turn = casework.Applicant
	b.commit(t, s)
	f := desk.Filter{Registered: "nobody", Scope: everything, Window: []string{"deliver"}}
	found, err := b.OpenMatters(t.Context(), f)
	require.NoError(t, err)
	require.Equal(t, []string{waits}, numbersOf(found))
	require.True(t, found.Rows[0].Window)
	f.Window = []string{"handle"}
	found, err = b.OpenMatters(t.Context(), f)
	require.NoError(t, err)
	require.ElementsMatch(t, []string{waits, taken}, numbersOf(found))
	f.Registered, f.Window, f.Scope = "li", nil, nil
	found, err = b.OpenMatters(t.Context(), f)
	require.NoError(t, err)
	require.Len(t, found.Rows, 2, "what he took in is his to see, whoever has it")
	require.False(t, found.Rows[0].Window)

	ends, urgent := b.register(t), b.register(t)
	alter(t, b, `UPDATE cases SET closed_at = now() + interval '5 minutes' WHERE number = $1`, ends) // armed: it is not yet
	alter(t, b, `UPDATE cases SET state = jsonb_set(state, '{facts,urgent}', '"true"') WHERE number = $1`, urgent)
	alter(t, b, `UPDATE cases SET prev_turn = turn, turn = 'handler', stage_at = now() + interval '5 minutes' WHERE number = $1`, waits)
	f.Scope, f.Limit = everything, 3
	found, err = b.OpenMatters(t.Context(), f)
	require.NoError(t, err)
	require.Equal(t, []string{waits, urgent, ends}, numbersOf(found), "what waits, then the urgent, then the last")
	require.True(t, found.More)
	alter(t, b, `UPDATE cases SET closed_at = now() WHERE number = $1`, ends)
	found, err = b.OpenMatters(t.Context(), f)
	require.NoError(t, err)
	require.Equal(t, []string{waits, urgent, taken}, numbersOf(found))
	require.False(t, found.More)

	f.Limit = 1
	var pages []string
	for more := true; more; f.After = found.Last {
		found, err = b.OpenMatters(t.Context(), f)
		require.NoError(t, err)
		require.Len(t, found.Rows, 1)
		pages, more = append(pages, numbersOf(found)...), found.More
	}
	require.Equal(t, []string{waits, urgent, taken}, pages, "one by one, none skipped")
}

// A message is for whoever stands on the post at its instant; who he is is settled anew when
// days of duty are, and it shows before its instant to nobody.
func TestAMessageFollowsDuty(t *testing.T) {
	t.Parallel()
	b := setup(t)
	number := b.register(t)
	soon := now().Add(2 * time.Second)
	e := started(soon)
	e.Key, e.Level, e.To = "1.1.9", "armed", []casework.Role{casework.ActingHolder}
	s := step(number, 1, e)
	b.commit(t, s)
	count := func(person string) int {
		n, err := b.Unread(t.Context(), person)
		require.NoError(t, err)
		return n
	}
	before := count("li")
	_, err := b.AddAbsence(t.Context(), people.Absence{Absence: duty.Absence{Person: "li", From: now().Add(-time.Second), Until: now().Add(time.Hour)}, Kind: "leave", By: "wang"})
	require.NoError(t, err)
	early := count("zhou")
	require.True(t, early == 0 || !now().Before(soon), "it is still to come")
	require.Eventually(t, func() bool { return count("zhou") == 1 }, 10*time.Second, 50*time.Millisecond)
	require.Equal(t, before, count("li"))
	rows, _, _, err := b.Inbox(t.Context(), "zhou", core.InboxFilter{})
	require.NoError(t, err)
	require.NoError(t, b.MarkRead(t.Context(), "zhou", []int64{rows[0].ID}))
	require.Zero(t, count("zhou"))
}
