package counter_test

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter"
	"github.com/shixian/shixian/internal/counter/appraisal"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/countertest"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/reference"
)

// counting is a bench that knows the office's calendar.
func counting(t *testing.T) *bench {
	t.Helper()
	b := setup(t)
	ref, err := reference.Load(kind.Office())
	require.NoError(t, err)
	book, err := ref.Book()
	require.NoError(t, err)
	b.Counter = counter.New(counter.Config{
		Kinds: kind.Office(), Stores: b.store.Stores(), Engine: b.engine, Now: func() time.Time { return b.now },
		Logger: slog.New(slog.DiscardHandler), Codes: b.codes(),
		Rules: core.Rules{Book: func(context.Context) (*policy.Book, error) { return book, nil }},
	})
	return b
}

func clockAt(text string) time.Time {
	at, err := time.ParseInLocation("2006-01-02 15:04", text, core.Zone)
	if err != nil {
		panic(err)
	}
	return at
}

// The efficiency office hears of a day once, at the next opening: on a Monday of all since
// Friday's (design section 1).
func TestOneDigestAMorning(t *testing.T) {
	t.Parallel()
	b := counting(t)
	b.store.Offices = []appraisal.Digest{{Number: "ZR2026-000001", Unit: "bureau", Post: "efficiency"}}
	for _, at := range []string{
		"2026-03-06 08:30", // settled a minute later
		"2026-03-06 08:31", "2026-03-06 12:00", "2026-03-06 23:00", "2026-03-07 10:00", "2026-03-08 23:59", "2026-03-09 08:29",
		"2026-03-09 09:40", "2026-03-09 09:41",
	} {
		b.now = clockAt(at)
		b.Sweep(t.Context())
		require.Equal(t, at == "2026-03-06 08:30", len(b.store.Mornings) == 0, at)
	}
	require.Len(t, b.store.Mornings, 2)
	friday, monday := b.store.Mornings[0], b.store.Mornings[1]
	require.Equal(t, []time.Time{clockAt("2026-03-05 08:30"), clockAt("2026-03-06 08:30")}, []time.Time{friday.From.In(core.Zone), friday.Until.In(core.Zone)})
	require.Equal(t, []time.Time{clockAt("2026-03-06 08:30"), clockAt("2026-03-09 08:30")}, []time.Time{monday.From.In(core.Zone), monday.Until.In(core.Zone)})
}

// The list is for those who watch, each reading is on record, and it has what its digest told of.
func TestADayIsReadByThoseWhoWatch(t *testing.T) {
	t.Parallel()
	b := counting(t)
	b.now = clockAt("2026-03-09 10:00")
	b.store.Alones = []appraisal.Alone{
		{What: appraisal.SecondAsked, Number: number, At: clockAt("2026-03-06 17:29")},
		{What: appraisal.SecondGiven, Number: number, At: clockAt("2026-03-09 08:30")},
	}
	day, err := b.Alone(t.Context(), efficiency(), clockAt("2026-03-08 00:00"))
	require.NoError(t, err)
	require.Len(t, day.Rows, 1)
	require.Equal(t, clockAt("2026-03-09 08:30"), day.Until.In(core.Zone), "a Sunday is told on Monday")
	require.Equal(t, []string{countertest.Efficiency + " " + access.WatchView + " 2026-03-09 alone"}, b.store.Audits)
	require.NotEmpty(t, b.store.LastAlone.Scope)

	_, err = b.Alone(t.Context(), handler(), b.now)
	require.Equal(t, casework.Forbidden, casework.CodeOf(err))
	require.Len(t, b.store.Audits, 1)
}
