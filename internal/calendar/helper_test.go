package calendar_test

import (
	"encoding/json"
	"errors"
	"os"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/calendar"
)

const nationalFile = "../../schema/reference/calendars/cn-2024-2026.json"

var nationalSpec = sync.OnceValues(func() (calendar.Spec, error) {
	raw, err := os.ReadFile(nationalFile)
	if err != nil {
		return calendar.Spec{}, err
	}
	return calendar.ParseSpec(raw)
})

// national is the reference calendar of 2024 to 2026.
func national(tb testing.TB) *calendar.Calendar {
	tb.Helper()
	spec, err := nationalSpec()
	require.NoError(tb, err)
	return made(tb, spec)
}

func made(tb testing.TB, spec calendar.Spec) *calendar.Calendar {
	tb.Helper()
	c, err := calendar.New(spec)
	require.NoError(tb, err)
	return c
}

// parsed reads a calendar from its JSON.
func parsed(tb testing.TB, text string) *calendar.Calendar {
	tb.Helper()
	spec, err := calendar.ParseSpec([]byte(text))
	require.NoError(tb, err)
	return made(tb, spec)
}

func at(tb testing.TB, c *calendar.Calendar, s string) time.Time {
	tb.Helper()
	t, err := c.ParseTime("test", s)
	require.NoError(tb, err)
	return t
}

func limit(tb testing.TB, s string) calendar.Limit {
	tb.Helper()
	l, err := calendar.ParseLimit(s)
	require.NoError(tb, err)
	return l
}

func due(tb testing.TB, c *calendar.Calendar, start, l string, pauses ...calendar.Pause) calendar.Due {
	tb.Helper()
	d, err := c.Due(at(tb, c, start), limit(tb, l), pauses...)
	require.NoError(tb, err)
	return d
}

func pause(tb testing.TB, c *calendar.Calendar, from, to string) calendar.Pause {
	tb.Helper()
	return calendar.Pause{From: at(tb, c, from), To: at(tb, c, to)}
}

// shown writes an instant in its own zone, for short expectations.
func shown(t time.Time) string { return t.Format("2006-01-02T15:04:05Z07:00") }

// wall writes an instant without its zone.
func wall(t time.Time) string { return t.Format("2006-01-02T15:04") }

// refused asserts the code and field of an error.
func refused(tb testing.TB, err error, field string, code calendar.Code) {
	tb.Helper()
	var own *calendar.Error
	require.Truef(tb, errors.As(err, &own), "want a calendar.Error, got %v", err)
	require.Equal(tb, field, own.Field, own.Error())
	require.Equal(tb, code, own.Code, own.Error())
}

func asJSON(tb testing.TB, v any) string {
	tb.Helper()
	raw, err := json.Marshal(v)
	require.NoError(tb, err)
	return string(raw)
}
