package almanac_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/almanac"
	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/words"
)

// list2027 is what the law gives in 2027, as a list would have it.
func list2027(t testing.TB, more ...string) string {
	t.Helper()
	days, ok := known(t).Year(2027)
	require.True(t, ok)
	lines := []string{"date,day,name"}
	for _, d := range days {
		lines = append(lines, d.Date+",off,"+d.ZH)
	}
	return strings.Join(append(lines, more...), "\n")
}

// TestReadWholeList: a list is what its name says, or it is refused by name and line.
func TestReadWholeList(t *testing.T) {
	t.Parallel()
	law := known(t)
	everyDay := []string{}
	for d := time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC); d.Year() == 2027; d = d.AddDate(0, 0, 1) {
		everyDay = append(everyDay, d.Format(time.DateOnly)+",off")
	}
	whole := list2027(t)
	for name, tt := range map[string]struct {
		list, field string
		code        casework.Code
		about       string
	}{
		"the whole year":              {whole + "\n2027-02-20,work\n2027-10-04,off\n2026-12-31,work", "", "", ""},
		"a day off by law left out":   {strings.Replace(whole, "2027-09-15,off,中秋节\n", "", 1), "list", casework.LegalMissing, "中秋节 2027-09-15"},
		"one day of it":               {"2027-10-01,off", "list", casework.LegalMissing, "元旦 2027-01-01、春节 2027-02-05、春节 2027-02-06"},
		"New Year's Eve left out":     {strings.Replace(whole, "2027-02-05,off,春节\n", "", 1), "list", casework.LegalMissing, "春节 2027-02-05"},
		"a day off by law worked":     {whole + "\n2027-10-02,work", "line[15]", casework.LegalWorked, "国庆节 2027-10-02"},
		"a make-up day on a Monday":   {whole + "\n2027-10-11,work", "line[15]", casework.MakeUpWeekday, ""},
		"every day of the year off":   {strings.Join(everyDay, "\n"), "line[41]", casework.TooManyOff, ""},
		"366 days off":                {strings.Join(append(everyDay, "2026-12-31,off"), "\n"), "line[41]", casework.TooManyOff, ""},
		"two years, one line bad":     {whole + "\n2028-01-01,off\n2028-13-01,off", "line[15]", casework.WrongYear, ""},
		"a whole list with bad lines": {whole + "\n2027-12-32,off", "line[15]", casework.BadList, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := law.Read(almanac.CSV, 2027, []byte(tt.list), false)
			if tt.code == "" {
				require.NoError(t, err)
				return
			}
			var refused *casework.Error
			require.ErrorAs(t, err, &refused)
			require.Equal(t, tt.code, refused.Code)
			require.Equal(t, tt.field, refused.Field)
			require.Contains(t, words.Refusal("zh", refused), tt.about)
		})
	}
	_, err := law.Read(almanac.CSV, 2027, []byte("2027-10-04,off"), true)
	require.NoError(t, err, "part of a list says so")
	_, err = law.Read(almanac.CSV, 2027, []byte("2027-10-11,work"), true)
	require.Equal(t, casework.MakeUpWeekday, casework.CodeOf(err), "a part is held against the law as well")
	_, err = law.Read(almanac.CSV, 2101, []byte("2101-10-04,off"), false)
	require.Equal(t, casework.LawUnknown, casework.CodeOf(err))
	_, err = law.Read(almanac.CSV, 2101, []byte("2101-10-04,off"), true)
	require.NoError(t, err)
	_, err = law.Read(almanac.CSV, 2024, []byte(strings.ReplaceAll("Y-01-01,off\nY-02-10,off\nY-02-11,off\nY-02-12,off\nY-04-04,off\nY-05-01,off\nY-06-10,off\nY-09-17,off\nY-10-01,off\nY-10-02,off\nY-10-03,off", "Y", "2024")), false)
	require.NoError(t, err, "the law as it stood in 2024 gives neither New Year's Eve nor 2 May")
}

// TestSummaries: only the forms of published lists are believed, the rest is
// refused by the event it stands in.
func TestSummaries(t *testing.T) {
	t.Parallel()
	for summary, want := range map[string]string{
		"元旦（休）": "off", "春节 休": "off", "国庆节 班": "work", "国庆节(班)": "work", "元旦 假期 第1天/共3天": "off", "春节 补班 第2天/共2天": "work",
		"春节假期": "off", "上班(补春节假期)": "work", "国庆节、中秋节 休": "off", "清明 放假": "off", "除夕 休": "off", "端午节（休）": "off",
		"午休": "", "退休": "", "夜班": "", "春季培训班": "", "休": "", "班": "", "元旦": "", "春节晚会": "", "春节值班": "", "国庆节加班": "", "王强 休": "",
		"春节前培训班": "", "春节 班车": "", "国庆节 休息室": "", "值班（班）": "", "中秋节 茶话会 休": "", "补班": "",
	} {
		t.Run(summary, func(t *testing.T) {
			t.Parallel()
			list, err := almanac.Parse(almanac.ICS, 2027, []byte(feed(
				event("DTSTART;VALUE=DATE:20270101", "SUMMARY:元旦 休"), event("DTSTART;VALUE=DATE:20271009", "SUMMARY:"+summary),
			)))
			if want == "" {
				var refused *casework.Error
				require.ErrorAs(t, err, &refused)
				require.Equal(t, casework.SummaryUnknown, refused.Code)
				require.Equal(t, "event[1]", refused.Field)
				require.Contains(t, words.Refusal("zh", refused), "春节 休", "with the mend")
				return
			}
			require.NoError(t, err)
			got := "off"
			if len(list.Work) > 0 {
				got = "work"
			}
			require.Equal(t, want, got)
		})
	}
}

// TestLawUpon: in every year nobody announced the days off by law are off, and
// nothing else; an announced year and a complete calendar stay as they are.
func TestLawUpon(t *testing.T) {
	t.Parallel()
	law, announced := known(t), national(t)
	spec := law.Upon(announced)
	cal, err := calendar.New(spec)
	require.NoError(t, err)
	for year := 2027; year <= 2099; year++ {
		legal, _ := law.Year(year)
		off := map[string]bool{}
		for _, d := range legal {
			off[d.Date] = true
		}
		for day := time.Date(year, 1, 1, 12, 0, 0, 0, cal.Location()); day.Year() == year; day = day.AddDate(0, 0, 1) {
			weekend := day.Weekday() == time.Saturday || day.Weekday() == time.Sunday
			require.Equal(t, !weekend && !off[day.Format(time.DateOnly)], cal.IsWorkingDay(day), day)
		}
	}
	for year := 2018; year <= 2026; year++ {
		require.Equal(t, almanac.OfYear(announced, year, nil), almanac.OfYear(spec, year, nil))
	}
	require.Equal(t, announced.Years, spec.Years, "such years stay provisional")
	limit, err := calendar.ParseLimit("1wd")
	require.NoError(t, err)
	due, err := cal.Due(time.Date(2027, 2, 4, 9, 0, 0, 0, cal.Location()), limit)
	require.NoError(t, err)
	require.Equal(t, "2027-02-09 true", fmt.Sprint(due.Date, " ", due.Provisional), "New Year's Eve to the third, and no make-up day that nobody announced")
	require.Equal(t, calendar.Spec{}, law.Upon(calendar.Spec{}))
	require.True(t, almanac.Same(spec, law.Upon(spec)))

	list, err := law.Read(almanac.CSV, 2027, []byte(list2027(t, "2027-10-04,off")), false)
	require.NoError(t, err)
	listed := list.Onto(spec, "通知")
	require.Contains(t, listed.Years, 2027)
	part, err := law.Read(almanac.CSV, 2027, []byte("2027-10-04,off"), true)
	require.NoError(t, err)
	beside := part.Beside(spec)
	require.NotContains(t, beside.Years, 2027)
	require.Equal(t, listed.Off, beside.Off, "part of a list takes no day away")
}

// TestRenew: an office that runs on its own lists keeps them, and gets the years it
// has none of.
func TestRenew(t *testing.T) {
	t.Parallel()
	law, shipped := known(t), known(t).Upon(national(t))
	own := calendar.Spec{Zone: shipped.Zone, Week: shipped.Week, Years: []int{2026, 2027}, Off: []string{"2026-10-01", "2026-12-31", "2027-01-01"}}
	next := law.Renew(own, shipped)
	require.Equal(t, []int{2018, 2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026, 2027}, next.Years)
	require.Equal(t, almanac.OfYear(own, 2026, nil).Off, almanac.OfYear(next, 2026, nil).Off, "a corrected year stays corrected")
	require.Empty(t, almanac.OfYear(next, 2026, nil).Work)
	require.Equal(t, almanac.OfYear(own, 2027, nil).Off, almanac.OfYear(next, 2027, nil).Off)
	require.Equal(t, almanac.OfYear(shipped, 2019, nil), almanac.OfYear(next, 2019, nil))
	require.Contains(t, next.Off, "2028-01-01")
	require.Contains(t, next.Source["2019"], "国办发明电〔2019〕3号")
	require.True(t, almanac.Same(next, law.Renew(next, shipped)), "once is enough")
	first := own
	first.Years, first.Off = []int{2017}, nil
	require.Empty(t, almanac.OfYear(law.Renew(first, shipped), 2017, nil).Work)
	complete := calendar.Spec{Off: []string{"2026-10-01"}}
	require.Equal(t, complete, law.Renew(complete, shipped))
}
