package punch_test

import (
	"encoding/json"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/punch"
	"github.com/shixian/shixian/schema"
)

var zone = time.FixedZone("CST", 8*60*60)

func rules(t require.TestingT) (r punch.Rules) {
	raw, err := schema.Reference.ReadFile("reference/presets/attendance.json")
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(raw, &r))
	return r
}

func at(clock string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", "2026-03-02 "+clock, zone)
	if err != nil {
		panic(err)
	}
	return t
}

// hours are the winter's: 8:30 to 12:00, 14:00 to 17:30.
var hours = [][2]time.Time{{at("08:30"), at("12:00")}, {at("14:00"), at("17:30")}}

var evening = at("23:00")

func classes(halves []punch.Half) (out []punch.Class) {
	for _, h := range halves {
		out = append(out, h.Class)
	}
	return out
}

func anyPunches(t *rapid.T) (out []time.Time) {
	for _, m := range rapid.SliceOfN(rapid.IntRange(0, 24*60-1), 0, 12).Draw(t, "minutes") {
		out = append(out, at("00:00").Add(time.Duration(m)*time.Minute))
	}
	return out
}

// worse orders classes by how much is missing.
func worse(c punch.Class) int {
	return slices.Index([]punch.Class{punch.Attended, punch.OnLeave, punch.LeftEarly, punch.Late, punch.Absent}, c)
}

// Whatever was punched: their order and punching twice change nothing, one more never makes it
// worse, each part is one class with its rule, and leave over the whole day leaves no absence.
func TestPunchesAreASet(t *testing.T) {
	t.Parallel()
	r := rules(t)
	rapid.Check(t, func(t *rapid.T) {
		punches := anyPunches(t)
		halves := r.Day(hours, punches, nil, nil, evening)
		require.Len(t, halves, len(hours))
		twice := append(slices.Clone(punches), punches...)
		slices.Reverse(twice)
		require.Equal(t, halves, r.Day(hours, twice, nil, nil, evening))
		for i, h := range r.Day(hours, append(anyPunches(t), punches...), nil, nil, evening) {
			before := halves[i].Class
			missing := func(c punch.Class) int {
				return map[punch.Class]int{punch.Absent: 2, punch.Late: 1, punch.LeftEarly: 1}[c]
			}
			require.LessOrEqual(t, missing(h.Class), missing(before))
			require.NotEmpty(t, h.Rule)
			require.GreaterOrEqual(t, worse(h.Class), 0)
		}
		for _, h := range r.Day(hours, punches, []punch.Span{{From: at("00:00"), To: evening}}, nil, evening) {
			require.Contains(t, []punch.Class{punch.Attended, punch.OnLeave}, h.Class)
		}
	})
}

// A punch counts for one window, however short the break is.
func TestAPunchCountsOnce(t *testing.T) {
	t.Parallel()
	r := rules(t)
	rapid.Check(t, func(t *rapid.T) {
		noon := rapid.IntRange(1, 120).Draw(t, "break")
		short := [][2]time.Time{{at("08:30"), at("12:00")}, {at("12:00").Add(time.Duration(noon) * time.Minute), at("17:30")}}
		p := at("12:00").Add(time.Duration(rapid.IntRange(-20, noon+20).Draw(t, "at")) * time.Minute)
		halves := r.Day(short, []time.Time{p}, nil, nil, evening)
		require.False(t, !halves[0].Out.IsZero() && !halves[1].In.IsZero())
	})
}

func TestWhatADayComesTo(t *testing.T) {
	t.Parallel()
	r := rules(t)
	for name, c := range map[string]struct {
		punches []string
		leave   []punch.Span
		found   []punch.Found
		now     time.Time
		want    []punch.Class
	}{
		"four punches":              {punches: []string{"08:21", "12:03", "13:58", "17:31"}, want: []punch.Class{punch.Attended, punch.Attended}},
		"none in the afternoon":     {punches: []string{"08:21", "12:03"}, want: []punch.Class{punch.Attended, punch.Absent}},
		"the afternoon lies ahead":  {punches: []string{"08:21", "12:03"}, now: at("13:00"), want: []punch.Class{punch.Attended, punch.Pending}},
		"away from three on":        {punches: []string{"08:21", "12:03", "13:58"}, leave: []punch.Span{{From: at("15:00"), To: at("17:30")}}, want: []punch.Class{punch.Attended, punch.Attended}},
		"away from three, came not": {punches: []string{"08:21", "12:03"}, leave: []punch.Span{{From: at("15:00"), To: at("17:30")}}, want: []punch.Class{punch.Attended, punch.Late}},
		"a case found it attended":  {punches: []string{"08:21"}, found: []punch.Found{{At: at("12:01"), Class: punch.Attended, Number: "KQ2026-000001"}}, want: []punch.Class{punch.Attended, punch.Absent}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var punches []time.Time
			for _, p := range c.punches {
				punches = append(punches, at(p))
			}
			if c.now.IsZero() {
				c.now = evening
			}
			require.Equal(t, c.want, classes(r.Day(hours, punches, c.leave, c.found, c.now)))
		})
	}
}

// Sixteen working days one after the other are more than fifteen; a weekend between two counts in
// the calendar and not as working days (公务员法 88, 事业单位人事管理条例 15).
func TestWhatAYearComesTo(t *testing.T) {
	t.Parallel()
	r := rules(t)
	absent := func(n int) (days [][]punch.Half) {
		for d := at("00:00"); len(days) < n; d = d.AddDate(0, 0, 1) {
			if wd := d.Weekday(); wd != time.Saturday && wd != time.Sunday {
				days = append(days, []punch.Half{{From: d, Class: punch.Absent}, {From: d, Class: punch.Absent}})
			} else {
				days = append(days, nil)
				n++
			}
		}
		return days
	}
	twelve := punch.Add(absent(12)) // 3-02 to 3-17: twelve working days, sixteen of the calendar
	require.Equal(t, 12, twelve.Row)
	require.Equal(t, 16, twelve.Long)
	require.Equal(t, "公务员法第八十八条第五项", r.Dismisses(casework.CivilServant, twelve))
	require.Empty(t, r.Dismisses(casework.PublicInstitution, twelve))
	require.Empty(t, r.Dismisses(casework.CivilServant, punch.Add(absent(11)))) // to 3-16: fifteen
	require.Equal(t, "事业单位人事管理条例第十五条", r.Dismisses(casework.PublicInstitution, punch.Add(absent(16))))
	require.Equal(t, 4, punch.Add(absent(2)).Halves[punch.Absent])
}

// The files of three clocks, each with its own head, below a title or not.
func TestThreeClocks(t *testing.T) {
	t.Parallel()
	r := rules(t)
	for name, rows := range map[string][][]string{
		"zkteco":   {{"部门", "姓名", "考勤号码", "日期时间", "机器号"}, {"许可科", "王强", "7", "2026/3/2 8:21:05", "1"}, {"许可科", "王强", "7", "2026-03-02 12:03", "1"}},
		"deli":     {{"考勤记录表"}, {}, {"工号", "姓名", "部门", "日期", "时间1", "时间2"}, {"7", "王强", "许可科", "2026-03-02 星期一", "08:21:05", "12:03"}},
		"dingtalk": {{"姓名", "考勤组", "部门", "工号", "考勤日期", "打卡时间", "打卡结果"}, {"王强", "默认", "许可科", "7", "26-03-02 星期一", "2026-03-02 08:21:05", "正常"}, {"王强", "默认", "许可科", "7", "26-03-02 星期一", "2026-03-02 12:03", "正常"}},
	} {
		e, lines, refused := r.Read(rows, zone, evening)
		require.Empty(t, refused, name)
		require.Equal(t, name, e.ID)
		require.Len(t, lines, 2, name)
		require.True(t, lines[0].At.Equal(at("08:21").Add(5*time.Second)), name)
		require.True(t, lines[1].At.Equal(at("12:03")), name)
		require.Equal(t, "7", lines[0].Number)
	}
}

func TestWhatAFileMayNotHold(t *testing.T) {
	t.Parallel()
	r := rules(t)
	head := []string{"考勤号码", "日期时间"}
	for name, c := range map[string]struct {
		rows  [][]string
		code  casework.Code
		field string
	}{
		"another head": {[][]string{{"x", "y"}}, casework.UnknownField, "line[1]"},
		"no number":    {[][]string{head, {"", "2026-03-02 08:21"}}, casework.Invalid, "line[2].考勤号码"},
		"no time":      {[][]string{head, {"7", "上午"}}, casework.Invalid, "line[2].日期时间"},
		"two digits":   {[][]string{head, {"7", "3/2/26 8:21"}}, casework.Invalid, "line[2].日期时间"},
		"lost time":    {[][]string{head, {"7", "1999-12-31 08:21"}}, casework.Invalid, "line[2].日期时间"},
		"to come":      {[][]string{head, {"7", "2026-03-03 08:21"}}, casework.FutureDate, "line[2].日期时间"},
		"no such day":  {[][]string{{"工号", "日期", "时间1"}, {"7", "2026-02-30", "08:21"}}, casework.Invalid, "line[2].日期"},
	} {
		_, _, refused := r.Read(c.rows, zone, evening)
		require.Len(t, refused, 1, name)
		require.Equal(t, c.code, refused[0].Code, name)
		require.Equal(t, c.field, refused[0].Field, name)
	}
}
