package calendar_test

import (
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/calendar"
)

func FuzzParseLimit(f *testing.F) {
	for _, s := range []string{"10wd", "0wd", "36525d", "3mo", "4wh", "90wm", "30ws", "3h", "45m", "10s", "10x", "-1wd", "", "007wd", "99999999999999999999wd"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		l, err := calendar.ParseLimit(s)
		if err != nil {
			var own *calendar.Error
			require.True(t, errors.As(err, &own))
			require.Equal(t, "limit", own.Field)
			return
		}
		again, err := calendar.ParseLimit(l.String())
		require.NoError(t, err)
		require.Equal(t, l, again)
		require.GreaterOrEqual(t, l.N, 0)
	})
}

// FuzzSpec: whatever New accepts can be counted with, and forever the same.
func FuzzSpec(f *testing.F) {
	for _, s := range []string{
		`{}`, `{"zone":"Europe/Berlin","off":["2026-10-01"],"work":["2026-10-10"],"half":{"2026-10-09":[["08:30","12:00"]]},"years":[2026]}`,
		`{"week":{"sun":[["00:00","24:00"]]},"seasons":[{"from":"12-01","to":"02-29","week":{"mon":[["09:00","10:00"]]}}]}`,
		`{"off":["2026-10-01"],"work":["2026-10-01"]}`, `{"week":{"mon":[["12:00","08:00"]]}}`, `{"zone":"Local"}`, `{"off":["0001-01-01","9999-12-31"]}`,
	} {
		f.Add([]byte(s), int64(1774746000), "10wd")
	}
	f.Fuzz(func(t *testing.T, raw []byte, unix int64, text string) {
		spec, err := calendar.ParseSpec(raw)
		if err != nil {
			return
		}
		c, err := calendar.New(spec)
		if err != nil {
			var own *calendar.Error
			require.True(t, errors.As(err, &own))
			require.NotEmpty(t, own.Field)
			return
		}
		l, err := calendar.ParseLimit(text)
		if err != nil {
			return
		}
		start := time.Unix(unix, 0)
		d, err := c.Due(start, l)
		if err != nil {
			return
		}
		require.False(t, d.At.Before(start))
		twin, err := calendar.New(spec)
		require.NoError(t, err)
		same, err := twin.Due(start, l)
		require.NoError(t, err)
		require.True(t, same.At.Equal(d.At) && same.Date == d.Date)
		c.Near(start, l, d.At)
		c.Half(start, l, d.At)
	})
}
