package counter_test

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter"
	"github.com/shixian/shixian/internal/counter/attendance"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/countertest"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/punch"
	"github.com/shixian/shixian/internal/reference"
)

// punchStore keeps punches in memory.
type punchStore struct {
	numbers map[string]string
	punches []attendance.Punch
	away    []attendance.Away
	decided []attendance.Decided
	signed  *attendance.Signed
}

func (s *punchStore) ClockNumbers(context.Context, string) (map[string]string, error) {
	out := map[string]string{}
	for number, person := range s.numbers {
		out[number] = person
	}
	return out, nil
}

func (s *punchStore) BringPunches(_ context.Context, in attendance.Bringing) (fresh int, err error) {
	known := map[attendance.Punch]bool{}
	for _, p := range s.punches {
		known[p] = true
	}
	for _, p := range in.Punches {
		if known[p] {
			continue
		}
		if fresh++; !in.Dry {
			s.punches = append(s.punches, p)
		}
	}
	if !in.Dry {
		for number, person := range in.Numbers {
			s.numbers[number] = person
		}
	}
	return fresh, nil
}

func (s *punchStore) Punches(context.Context, []string, time.Time, time.Time) ([]attendance.Punch, error) {
	return s.punches, nil
}

func (s *punchStore) AwayWithLeave(context.Context, []string, time.Time, time.Time) ([]attendance.Away, error) {
	return s.away, nil
}

func (s *punchStore) AttendanceDecided(_ context.Context, kinds []casework.Kind, _ []string, _, _ time.Time) ([]attendance.Decided, error) {
	if len(kinds) != 1 || kinds[0] != kind.Attendance {
		return nil, nil
	}
	return s.decided, nil
}

func (s *punchStore) SignedMonth(context.Context, string, time.Time) (*attendance.Signed, error) {
	if s.signed == nil {
		return nil, nil //nolint:nilnil // nobody signed it
	}
	got := *s.signed
	return &got, nil
}

func (s *punchStore) SignMonth(_ context.Context, in attendance.Signed) error {
	s.signed = &in
	return nil
}

func (s *punchStore) PublishMonth(_ context.Context, in attendance.Signed) error {
	s.signed = &in
	return nil
}

// punching is a bench that keeps attendance, on Wednesday 2026-09-30 at ten in the evening.
func punching(t *testing.T) (*bench, *punchStore) {
	t.Helper()
	ref, err := reference.Load(kind.Office())
	require.NoError(t, err)
	book, err := ref.Book()
	require.NoError(t, err)
	b, s := setup(t), &punchStore{numbers: map[string]string{}}
	stores := b.store.Stores()
	stores.Attendance = s
	b.now = time.Date(2026, 9, 30, 14, 0, 0, 0, time.UTC)
	b.Counter = counter.New(counter.Config{
		Kinds: kind.Office(), Stores: stores, Engine: b.engine, Now: func() time.Time { return b.now }, Logger: slog.New(slog.DiscardHandler),
		Rules: core.Rules{Book: func(context.Context) (*policy.Book, error) { return book, nil }, Attendance: ref.Attendance},
	})
	return b, s
}

func clockFile(lines ...[]string) [][]string {
	return append([][]string{{"考勤号码", "姓名", "日期时间"}}, lines...)
}

// A file is looked at, then taken whole; the same again changes nothing (R179).
func TestAFileOfPunches(t *testing.T) {
	t.Parallel()
	b, s := punching(t)
	office := countertest.Principal(countertest.Efficiency)
	file := attendance.Table{Dry: true, Rows: clockFile([]string{"7", "x", "2026-09-24 08:21"}, []string{"7", "x", "2026-09-24 08:21"}, []string{"7", "x", "2026-09-29 12:03"})}
	got, err := b.BringPunches(t.Context(), office, file)
	require.NoError(t, err)
	require.Equal(t, []attendance.Unknown{{Number: "7", Cell: "line[2].日期时间"}}, got.Unknown)
	file.Dry = false
	_, err = b.BringPunches(t.Context(), office, file)
	require.Equal(t, casework.Invalid, casework.CodeOf(err), "nobody said whose 7 is")
	require.Empty(t, s.punches)
	file.People = map[string]string{"7": "p-nobody"}
	_, err = b.BringPunches(t.Context(), office, file)
	require.Equal(t, "people.7", core.RefusalsOf(err)[0].Field)

	file.People = map[string]string{"7": countertest.Handler}
	got, err = b.BringPunches(t.Context(), office, file)
	require.NoError(t, err)
	require.Equal(t, []int{3, 2, 1, 1, 1}, []int{got.Lines, got.Fresh, got.Known, got.Repeated, got.Persons})
	require.Len(t, got.Gaps, 1, "of 9-25 and 9-28 the first is the mid-autumn day off")
	require.Equal(t, "2026-09-28", got.Gaps[0].Format(time.DateOnly))
	file.People = nil
	got, err = b.BringPunches(t.Context(), office, file)
	require.NoError(t, err)
	require.Zero(t, got.Fresh, "the same again")
	require.Len(t, s.punches, 2)

	_, err = b.BringPunches(t.Context(), countertest.Principal(countertest.Handler), file)
	require.Equal(t, casework.Forbidden, casework.CodeOf(err))
}

// One wrong cell and nothing is taken; a line of another year waits to be meant.
func TestAFileThatIsRefused(t *testing.T) {
	t.Parallel()
	b, s := punching(t)
	s.numbers["7"] = countertest.Handler
	office := countertest.Principal(countertest.Efficiency)
	bring := func(years bool, lines ...[]string) error {
		_, err := b.BringPunches(t.Context(), office, attendance.Table{Rows: clockFile(lines...), OtherYears: years})
		return err
	}
	good := []string{"7", "x", "2026-09-24 08:21"}
	for name, tt := range map[string]struct {
		err   error
		field string
		code  casework.Code
	}{
		"empty":        {bring(false), "line[2]", casework.EmptyList},
		"no time":      {bring(false, good, []string{"7", "x", "早上"}), "line[3].日期时间", casework.Invalid},
		"to come":      {bring(false, good, []string{"7", "x", "2026-10-01 08:21"}), "line[3].日期时间", casework.FutureDate},
		"another year": {bring(false, good, []string{"7", "x", "2026-09-24 12:01"}, []string{"7", "x", "2024-09-24 08:21"}), "line[4].日期时间", casework.Invalid},
		"of years ago": {bring(false, []string{"7", "x", "2024-09-24 08:21"}), "line[2].日期时间", casework.Invalid},
	} {
		require.Equal(t, tt.code, casework.CodeOf(tt.err), name)
		require.Equal(t, tt.field, core.RefusalsOf(tt.err)[0].Field, name)
		require.Empty(t, s.punches, name)
	}
	require.NoError(t, bring(true, good, []string{"7", "x", "2026-09-24 12:01"}, []string{"7", "x", "2024-09-24 08:21"}))
	require.Len(t, s.punches, 3)
}

// A month is read by whom it is about, by his head and by who keeps it; nobody signs and publishes
// it alone, and what has changed since is signed again.
func TestAMonthOfAttendance(t *testing.T) {
	t.Parallel()
	b, s := punching(t)
	at := func(text string) time.Time {
		got, err := time.ParseInLocation("2006-01-02 15:04", text, core.Zone)
		require.NoError(t, err)
		return got
	}
	for _, clock := range []string{"2026-09-24 08:21", "2026-09-24 12:03", "2026-09-24 13:58", "2026-09-24 17:31", "2026-09-28 08:21", "2026-09-28 13:58", "2026-09-28 17:31"} {
		s.punches = append(s.punches, attendance.Punch{Person: countertest.Handler, At: at(clock)})
	}
	s.punches = append(s.punches, attendance.Punch{Person: countertest.Head, At: at("2026-09-30 08:20")}) // what is in goes as far
	s.away = []attendance.Away{{Person: countertest.Handler, From: at("2026-09-29 08:30"), Until: at("2026-09-29 17:30")}}
	s.decided = []attendance.Decided{
		{Number: "KQ2026-000001", Person: countertest.Handler, At: at("2026-09-30 08:31"), Matter: kind.NoRecord, Result: "attended"},
		{Number: "KQ2026-000002", Person: countertest.Handler, At: at("2026-09-24 10:00"), Matter: kind.CheckedEmpty, Result: kind.OffPost},
	}
	own, err := b.AttendanceOf(t.Context(), countertest.Principal(countertest.Handler), "", time.Time{})
	require.NoError(t, err)
	require.Len(t, own.Rows, 1, "his own")
	day := func(d int) (out []punch.Class) {
		for _, h := range own.Rows[0].Days[d-1] {
			out = append(out, h.Class)
		}
		return out
	}
	require.Equal(t, []punch.Class{punch.Attended, punch.Attended}, day(24))
	require.Empty(t, day(26), "a Saturday")
	require.Equal(t, []punch.Class{punch.LeftEarly, punch.Attended}, day(28))
	require.Equal(t, []punch.Class{punch.OnLeave, punch.OnLeave}, day(29))
	require.Equal(t, []punch.Class{punch.Attended, punch.Absent}, day(30), "a case found the morning attended")
	require.Equal(t, 1, own.Rows[0].OffPosts)
	require.False(t, own.MaySign)

	month := own.Month
	unit, err := b.AttendanceOf(t.Context(), head(), "permits", month)
	require.NoError(t, err)
	require.Len(t, unit.Rows, 3, "his whole section")
	for _, r := range unit.Rows {
		if r.Person == countertest.Clerk {
			require.Zero(t, r.Month.Absence, "whoever has no number at a clock is not absent")
		}
	}
	_, err = b.AttendanceOf(t.Context(), countertest.Principal(countertest.Handler), "other", month)
	require.Equal(t, casework.Forbidden, casework.CodeOf(err))

	require.Equal(t, casework.FutureDate, casework.CodeOf(b.SignAttendance(t.Context(), head(), "permits", month)), "it is not over")
	b.now = at("2026-10-09 09:00")
	office := countertest.Principal(countertest.Efficiency)
	require.Equal(t, casework.NothingOwed, casework.CodeOf(b.PublishAttendance(t.Context(), office, "permits", month)))
	require.Equal(t, casework.Forbidden, casework.CodeOf(b.SignAttendance(t.Context(), countertest.Principal(countertest.Handler), "permits", month)))
	require.NoError(t, b.SignAttendance(t.Context(), head(), "permits", month))
	require.Equal(t, casework.AlreadyDone, casework.CodeOf(b.SignAttendance(t.Context(), head(), "permits", month)))
	s.punches = append(s.punches, attendance.Punch{Person: countertest.Handler, At: at("2026-09-28 12:02")})
	require.Equal(t, casework.Stale, casework.CodeOf(b.PublishAttendance(t.Context(), office, "permits", month)), "it has changed since")
	require.NoError(t, b.SignAttendance(t.Context(), head(), "permits", month))
	require.Equal(t, 2, s.signed.Version)
	require.NoError(t, b.PublishAttendance(t.Context(), office, "permits", month))
	require.Equal(t, countertest.Efficiency, s.signed.Publisher)
}
