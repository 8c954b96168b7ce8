package calendar_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/calendar"
)

func TestParseLimit(t *testing.T) {
	t.Parallel()
	for _, s := range []string{"0wd", "10wd", "36525d", "1200mo", "4wh", "876600h", "90wm", "45m", "30ws", "3155760000s"} {
		require.Equal(t, s, limit(t, s).String())
	}
	for s, code := range map[string]calendar.Code{
		"": calendar.BadLimit, "wd": calendar.BadLimit, "10": calendar.BadLimit, "10x": calendar.BadLimit, "-1wd": calendar.BadLimit,
		"+1wd": calendar.BadLimit, " 1wd": calendar.BadLimit, "1 wd": calendar.BadLimit, "1WD": calendar.BadLimit, "1.5h": calendar.BadLimit,
		"1wd2h": calendar.BadLimit, "１wd": calendar.BadLimit, "36526d": calendar.LimitRange, "36526wd": calendar.LimitRange,
		"1201mo": calendar.LimitRange, "876601wh": calendar.LimitRange, "99999999999999999999wd": calendar.LimitRange,
	} {
		_, err := calendar.ParseLimit(s)
		refused(t, err, "limit", code)
	}
}

func TestLimit(t *testing.T) {
	t.Parallel()
	var in struct{ Limit calendar.Limit }
	require.NoError(t, json.Unmarshal([]byte(`{"Limit":"10wd"}`), &in))
	require.Equal(t, calendar.Limit{N: 10, Unit: calendar.WorkingDays}, in.Limit)
	require.Equal(t, `{"Limit":"10wd"}`, asJSON(t, in))
	require.Error(t, json.Unmarshal([]byte(`{"Limit":""}`), &in))
	_, err := json.Marshal(calendar.Limit{})
	require.Error(t, err, "no limit is not a limit of nothing")
	require.Equal(t, "15wd", in.Limit.Add(5).String())
	for unit, dated := range map[calendar.Unit]bool{"wd": true, "d": true, "mo": true, "wh": false, "wm": false, "ws": false, "h": false, "m": false, "s": false} {
		require.Equal(t, dated, calendar.Limit{N: 1, Unit: unit}.Dated(), unit)
	}
}

func TestRefusedSpecs(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]struct {
		field string
		code  calendar.Code
	}{
		`{"zone":"Mars/Olympus"}`:                                                        {"zone", calendar.BadZone},
		`{"zone":"Local"}`:                                                               {"zone", calendar.BadZone},
		`{"zone":"../etc/passwd"}`:                                                       {"zone", calendar.BadZone},
		`{"week":{}}`:                                                                    {"week", calendar.NoHours},
		`{"week":{"mon":[]}}`:                                                            {"week", calendar.NoHours},
		`{"week":{"Monday":[["08:00","12:00"]]}}`:                                        {"week", calendar.BadDay},
		`{"week":{"mon":[["08:00","12:00"],["11:59","17:00"]]}}`:                         {"week.mon", calendar.BadHours},
		`{"week":{"mon":[["12:00","08:00"]]}}`:                                           {"week.mon[0]", calendar.BadHours},
		`{"week":{"mon":[["08:00","08:00"]]}}`:                                           {"week.mon[0]", calendar.BadHours},
		`{"week":{"mon":[["8:00","12:00"]]}}`:                                            {"week.mon[0]", calendar.BadHours},
		`{"week":{"mon":[["08:00","24:01"]]}}`:                                           {"week.mon[0]", calendar.BadHours},
		`{"week":{"mon":[["08:60","12:00"]]}}`:                                           {"week.mon[0]", calendar.BadHours},
		`{"week":{"mon":[["08:00"]]}}`:                                                   {"hours", calendar.BadHours},
		`{"week":{"mon":[[8,12]]}}`:                                                      {"hours", calendar.BadHours},
		`{"off":["2026-02-30"]}`:                                                         {"off[0]", calendar.BadDay},
		`{"off":["0000-01-01"]}`:                                                         {"off[0]", calendar.BadDay},
		`{"off":["2026-10-01"],"work":["2026-10-01"]}`:                                   {"work[0]", calendar.DayClash},
		`{"work":["10/10/2026"]}`:                                                        {"work[0]", calendar.BadDay},
		`{"off":["2026-10-01"],"half":{"2026-10-01":[["08:30","12:00"]]}}`:               {"half.2026-10-01", calendar.DayClash},
		`{"half":{"2026-10-11":[["08:30","12:00"]]}}`:                                    {"half.2026-10-11", calendar.DayClash},
		`{"half":{"2026-10-12":[]}}`:                                                     {"half.2026-10-12", calendar.NoHours},
		`{"half":{"2026-10-12":[["12:00","08:30"]]}}`:                                    {"half.2026-10-12[0]", calendar.BadHours},
		`{"half":{"monday":[["08:30","12:00"]]}}`:                                        {"half.monday", calendar.BadDay},
		`{"years":[2026,0]}`:                                                             {"years[1]", calendar.BadDay},
		`{"seasons":[{"from":"05-01","to":"09-30"}]}`:                                    {"seasons[0].week", calendar.NoHours},
		`{"seasons":[{"from":"5-1","to":"09-30","week":{"mon":[["08:00","12:00"]]}}]}`:   {"seasons[0].from", calendar.BadDay},
		`{"seasons":[{"from":"05-01","to":"09-31","week":{"mon":[["08:00","12:00"]]}}]}`: {"seasons[0].to", calendar.BadDay},
		`{"seasons":[{"from":"10-01","to":"05-01","week":{"mon":[["08:00","12:00"]]}},
			{"from":"05-01","to":"09-30","week":{"mon":[["08:00","12:00"]]}}]}`: {"seasons[1]", calendar.BadSeason},
		`{"holidays":["2026-10-01"]}`: {"calendar", calendar.BadJSON},
		`{"off":"2026-10-01"}`:        {"calendar", calendar.BadJSON},
		`{} {}`:                       {"calendar", calendar.BadJSON},
		``:                            {"calendar", calendar.BadJSON},
	} {
		t.Run(text, func(t *testing.T) {
			t.Parallel()
			spec, err := calendar.ParseSpec([]byte(text))
			if err == nil {
				_, err = calendar.New(spec)
			}
			refused(t, err, want.field, want.code)
		})
	}
}

// TestDefaults: an empty calendar is the default office, without holidays.
func TestDefaults(t *testing.T) {
	t.Parallel()
	c := parsed(t, `{}`)
	require.Equal(t, "2026-10-01T17:30:00+08:00", shown(due(t, c, "2026-09-30T10:00", "1wd").At))
	require.False(t, due(t, c, "2030-09-30T10:00", "1wd").Provisional, "given whole, so complete")
}

// TestSeasons: R178, afternoons 14:30-18:00 in summer; a make-up Saturday
// takes its season's Monday.
func TestSeasons(t *testing.T) {
	t.Parallel()
	day := `[["08:30","12:00"],["14:30","18:00"]]`
	c := parsed(t, `{"work":["2026-05-09","2026-10-10"],"seasons":[{"from":"05-01","to":"09-30",
		"week":{"mon":`+day+`,"tue":`+day+`,"wed":`+day+`,"thu":`+day+`,"fri":`+day+`}}]}`)
	for _, tt := range []struct{ start, limit, want string }{
		{"2026-04-29T10:00", "1wd", "2026-04-30T17:30"},
		{"2026-04-30T10:00", "1wd", "2026-05-01T18:00"},
		{"2026-05-08T10:00", "1wd", "2026-05-09T18:00"},
		{"2026-09-29T10:00", "1wd", "2026-09-30T18:00"},
		{"2026-09-30T10:00", "1wd", "2026-10-01T17:30"},
		{"2026-10-09T10:00", "1wd", "2026-10-10T17:30"},
		{"2026-04-30T17:00", "60wm", "2026-05-01T09:00"},
		{"2026-09-30T14:00", "60wm", "2026-09-30T15:30"},
	} {
		require.Equal(t, tt.want, wall(due(t, c, tt.start, tt.limit).At), tt)
	}
	winter := parsed(t, `{"seasons":[{"from":"11-01","to":"02-29","week":{"mon":[["09:00","16:00"]],"tue":[["09:00","16:00"]]}}]}`)
	require.Equal(t, "2026-03-02T17:30", wall(due(t, winter, "2026-02-24T10:00", "1wd").At), "over New Year, and only two days a week")
	require.Equal(t, "2025-12-30T16:00", wall(due(t, winter, "2025-12-29T10:00", "1wd").At))
}

func TestHalfDays(t *testing.T) {
	t.Parallel()
	c := parsed(t, `{"work":["2026-02-14"],"half":{"2026-02-13":[["08:30","12:00"]],"2026-02-14":[["09:00","11:00"]]}}`)
	for _, tt := range []struct{ start, limit, want string }{
		{"2026-02-12T10:00", "1wd", "2026-02-13T12:00"},
		{"2026-02-12T10:00", "2wd", "2026-02-14T11:00"},
		{"2026-02-13T11:59", "0wd", "2026-02-13T12:00"},
		{"2026-02-13T14:00", "0wd", "2026-02-14T11:00"},
		{"2026-02-13T11:00", "2wh", "2026-02-14T10:00"},
	} {
		require.Equal(t, tt.want, wall(due(t, c, tt.start, tt.limit).At), tt)
	}
}

func TestOverride(t *testing.T) {
	t.Parallel()
	base, err := nationalSpec()
	require.NoError(t, err)
	before := asJSON(t, base)
	c := made(t, base.Override(calendar.Spec{
		Off:  []string{"2026-10-10", "2026-11-16"},
		Work: []string{"2026-10-07"},
		Half: map[string][]calendar.Span{"2026-10-06": {{From: "09:00", To: "12:00"}}},
	}))
	require.Equal(t, "2026-10-06T12:00", wall(due(t, c, "2026-09-30T10:00", "1wd").At), "a local half day on a national day off")
	require.Equal(t, "2026-10-07T17:30", wall(due(t, c, "2026-09-30T10:00", "2wd").At))
	require.Equal(t, "2026-10-12", due(t, c, "2026-10-09T10:00", "1wd").Date, "a local day off on a national make-up day")
	require.Equal(t, "2026-11-17", due(t, c, "2026-11-13T10:00", "1wd").Date)
	require.True(t, due(t, c, "2026-12-31T10:00", "1wd").Provisional)
	require.Equal(t, before, asJSON(t, base), "the base is left alone")

	full := base.Override(calendar.Spec{Half: map[string][]calendar.Span{"2026-03-03": {{From: "09:00", To: "12:00"}}}})
	full = full.Override(calendar.Spec{Work: []string{"2026-03-03"}, Zone: "UTC", Years: []int{2027}})
	c = made(t, full)
	require.Equal(t, "2026-03-03T17:30:00Z", shown(due(t, c, "2026-03-02T10:00", "1wd").At), "a full day again, in another zone")
	require.False(t, due(t, c, "2026-12-31T10:00", "1wd").Provisional)

	own := base.Override(calendar.Spec{Week: map[string][]calendar.Span{"mon": {{From: "10:00", To: "11:00"}}}})
	require.Equal(t, "2026-03-09T11:00", wall(due(t, made(t, own), "2026-03-02T10:00", "1wd").At))
	season := base.Override(calendar.Spec{Seasons: []calendar.Season{{From: "03-01", To: "03-31", Week: map[string][]calendar.Span{"tue": {{From: "10:00", To: "12:00"}}}}}})
	require.Equal(t, "2026-03-03T12:00", wall(due(t, made(t, season), "2026-03-02T10:00", "1wd").At))
}

func TestSpecJSON(t *testing.T) {
	t.Parallel()
	spec, err := nationalSpec()
	require.NoError(t, err)
	again, err := calendar.ParseSpec([]byte(asJSON(t, spec)))
	require.NoError(t, err)
	require.Equal(t, spec, again)
}

func TestRefusedCounts(t *testing.T) {
	t.Parallel()
	c := national(t)
	start := at(t, c, "2026-03-02T10:00")
	day := limit(t, "1wd")
	for name, tt := range map[string]struct {
		run   func() (calendar.Due, error)
		field string
		code  calendar.Code
	}{
		"negative":          {func() (calendar.Due, error) { return c.Due(start, calendar.Limit{N: -1, Unit: "wd"}) }, "limit", calendar.LimitRange},
		"no unit":           {func() (calendar.Due, error) { return c.Due(start, calendar.Limit{N: 1}) }, "limit", calendar.BadLimit},
		"overflowing grant": {func() (calendar.Due, error) { return c.Due(start, day.Add(1<<63-1)) }, "limit", calendar.LimitRange},
		"century of wd":     {func() (calendar.Due, error) { return c.Due(start, limit(t, "36525wd")) }, "limit", calendar.LimitRange},
		"century of wh":     {func() (calendar.Due, error) { return c.Due(start, limit(t, "876600wh")) }, "limit", calendar.LimitRange},
		"no start":          {func() (calendar.Due, error) { return c.Due(start.AddDate(-2025, -2, -1), day) }, "start", calendar.TimeRange},
		"end of time":       {func() (calendar.Due, error) { return c.Due(at(t, c, "9999-12-20T10:00"), limit(t, "30wd")) }, "limit", calendar.TimeRange},
		"backward pause": {func() (calendar.Due, error) {
			return c.Due(start, day, calendar.Pause{From: start.AddDate(0, 0, 1), To: start})
		}, "pauses[0]", calendar.BadPause},
		"pause without end": {func() (calendar.Due, error) { return c.Due(start, day, calendar.Pause{From: start}) }, "pauses[0]", calendar.BadPause},
		"pause out of range": {func() (calendar.Due, error) {
			return c.Due(start, day, calendar.Pause{From: start, To: start.AddDate(9000, 0, 0)})
		}, "pauses[0]", calendar.TimeRange},
		"pause until the end": {func() (calendar.Due, error) {
			return c.Due(start, limit(t, "30wh"), calendar.Pause{From: start, To: at(t, c, "9999-12-01T10:00")})
		}, "limit", calendar.TimeRange},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := tt.run()
			refused(t, err, tt.field, tt.code)
		})
	}
	require.Zero(t, c.WorkingSeconds(start, start.AddDate(9000, 0, 0)))
	require.Zero(t, c.WorkingSeconds(start, start))
	_, ok := c.Near(start, day, start.AddDate(9000, 0, 0))
	require.False(t, ok)
}

func TestParseTime(t *testing.T) {
	t.Parallel()
	c := parsed(t, `{"zone":"Europe/Berlin"}`)
	for s, want := range map[string]string{
		"2026-03-28T09:30":              "2026-03-28T09:30:00+01:00",
		"2026-03-29T09:30:15":           "2026-03-29T09:30:15+02:00",
		"2026-03-29T02:30":              "2026-03-29T03:00:00+02:00", // skipped: the jump
		"2026-10-25T02:30":              "2026-10-25T02:30:00+02:00", // twice: the first
		"2026-09-24T09:30+08:00":        "2026-09-24T03:30:00+02:00",
		"2026-09-24T09:30:00.123+08:00": "2026-09-24T03:30:00+02:00",
		"2026-09-24T09:30:00Z":          "2026-09-24T11:30:00+02:00",
	} {
		require.Equal(t, want, shown(at(t, c, s)), s)
	}
	for _, s := range []string{"", "2026-09-24", "2026-09-24 09:30", "2026-09-24T9:30", "2026-13-01T09:30", "2026-02-30T09:30", "2026-09-24T24:00", "2026-09-24T09:30 Asia/Shanghai"} {
		_, err := c.ParseTime("start", s)
		refused(t, err, "start", calendar.BadTime)
	}
	_, err := c.ParseTime("start", "0000-01-01T00:00:00Z")
	refused(t, err, "start", calendar.TimeRange)
}
