package counter_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/almanac"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/rulebook"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/reference"
)

func (w *town) version(ref string) rulebook.CalendarVersion {
	w.Helper()
	all, err := w.CalendarList(w.Context(), w.admin)
	require.NoError(w, err)
	for _, v := range all {
		if v.Ref() == ref {
			return v
		}
	}
	w.Fatalf("no %s", ref)
	return rulebook.CalendarVersion{}
}

// TestDraftsStandOnWhatIsPublished: a wrong draft spoils nothing but itself; each
// draft shows what differs from what is published, and can be given up.
func TestDraftsStandOnWhatIsPublished(t *testing.T) {
	t.Parallel()
	w := openTown(t)
	_, err := w.bring(strings.Replace(made, "2027-02-20,work", "2027-02-21,work\n2026-12-30,off", 1))
	require.NoError(t, err)
	good, err := w.bring(made)
	require.NoError(t, err)
	require.Equal(t, "cn@3", good.Ref())
	require.Equal(t, 1, good.BuiltOn)
	require.NotContains(t, good.Spec.Off, "2026-12-30", "not upon the wrong draft")
	require.Equal(t, []int{2027}, good.Difference.Years)
	require.Contains(t, good.Difference.Days, almanac.DayChange{Date: "2026-12-31", Is: almanac.Off, Name: "元旦"})
	require.Contains(t, good.Difference.Days, almanac.DayChange{Date: "2027-02-20", Is: almanac.Worked})
	require.Equal(t, good.Difference, w.version("cn@3").Difference)

	require.Equal(t, casework.Forbidden, casework.CodeOf(w.DiscardCalendar(t.Context(), w.person("general_office"), "cn@2")))
	require.NoError(t, w.DiscardCalendar(t.Context(), w.admin, "cn@2"))
	gone := w.version("cn@2")
	require.NotNil(t, gone.Discarded)
	require.Equal(t, "admin", gone.DiscardBy)
	require.Nil(t, gone.Difference)
	require.Equal(t, casework.DraftDiscarded, casework.CodeOf(w.DiscardCalendar(t.Context(), w.admin, "cn@2")))
	require.Equal(t, casework.DraftDiscarded, casework.CodeOf(w.PublishCalendar(t.Context(), w.second, "cn@2")))
	_, err = w.Preview(t.Context(), w.admin, "cn@2", "")
	require.Equal(t, casework.DraftDiscarded, casework.CodeOf(err))
	require.Equal(t, casework.NoDraft, casework.CodeOf(w.DiscardCalendar(t.Context(), w.admin, "cn@1")))

	require.NoError(t, w.PublishCalendar(t.Context(), w.second, "cn@3"), "an older good draft is not spoilt by a wrong one")
	require.Equal(t, "cn@3", w.current())
	next, err := w.ChangeDays(t.Context(), w.admin, rulebook.CalendarDays{Days: []almanac.Single{{Date: "2027-03-03", Is: almanac.Off}}})
	require.NoError(t, err)
	require.Equal(t, "cn@4", next.Ref(), "a number that was discarded is not given again")
}

// TestRaceOfDrafts: of two drafts made from one version only the first is published,
// whatever the counter believed.
func TestRaceOfDrafts(t *testing.T) {
	t.Parallel()
	w := openTown(t)
	for _, list := range []string{made, made + "2027-03-03,off\n"} {
		_, err := w.bring(list)
		require.NoError(t, err)
	}
	require.NoError(t, w.store.PublishCalendars(t.Context(), "admin", []string{"cn@3"}))
	require.Equal(t, casework.DraftOutdated, casework.CodeOf(w.store.PublishCalendars(t.Context(), "admin", []string{"cn@2"})))
	require.True(t, w.version("cn@2").Outdated)
	require.NoError(t, w.DiscardCalendar(t.Context(), w.admin, "cn@2"))
	require.Equal(t, casework.NoDraft, casework.CodeOf(w.store.DiscardCalendars(t.Context(), "admin", []string{"cn@3"})))
	_, err := w.bring(made + "2027-03-04,off\n")
	require.NoError(t, err)
	require.NoError(t, w.DiscardCalendar(t.Context(), w.admin, "cn@4"))
	require.Equal(t, casework.DraftDiscarded, casework.CodeOf(w.store.PublishCalendars(t.Context(), "admin", []string{"cn@4"})))
}

// TestPartOfAList: a notice of a few days is no list. It is refused by name of what
// is missing, or lies beside what is known and leaves the year provisional; for a
// year that has its list it is another act.
func TestPartOfAList(t *testing.T) {
	t.Parallel()
	w := openTown(t)
	few := rulebook.CalendarImport{Year: 2027, Format: almanac.CSV, List: []byte("2027-10-04,off\n")}
	_, err := w.ImportCalendar(t.Context(), w.admin, few)
	require.Equal(t, casework.LegalMissing, casework.CodeOf(err))
	require.ErrorContains(t, err, "legal_days_missing list")
	few.Partial = true
	got, err := w.ImportCalendar(t.Context(), w.admin, few)
	require.NoError(t, err)
	require.Equal(t, []int{2024, 2025, 2026}, got.Years, "still provisional")
	require.Subset(t, got.Spec.Off, []string{"2027-10-01", "2027-10-04", "2027-02-05"}, "with the days the law gives")
	require.NoError(t, w.DiscardCalendar(t.Context(), w.admin, got.Ref()))

	_, err = w.bring(made)
	require.NoError(t, err)
	require.NoError(t, w.PublishCalendar(t.Context(), w.second, "cn@3"))
	_, err = w.ImportCalendar(t.Context(), w.admin, few)
	require.Equal(t, casework.ListLoaded, casework.CodeOf(err), "a one-day notice never takes the other days away")
	few.Partial = false
	_, err = w.ImportCalendar(t.Context(), w.admin, few)
	require.Equal(t, casework.LegalMissing, casework.CodeOf(err))

	_, err = w.bring("2027-01-01,off\n2028-01-01,off\n2027-13-01,off\n")
	require.Equal(t, casework.WrongYear, casework.CodeOf(err))
	all, err := w.CalendarList(t.Context(), w.admin)
	require.NoError(t, err)
	require.Len(t, all, 3, "nothing was taken of any of them")
}

// TestSingleDays change what they name and nothing else, for everybody or one unit.
func TestSingleDays(t *testing.T) {
	t.Parallel()
	w := openTown(t)
	change := func(unit string, dry bool, days ...almanac.Single) (rulebook.Imported, error) {
		return w.ChangeDays(t.Context(), w.admin, rulebook.CalendarDays{Unit: unit, Days: days, Source: "市政府通知", Dry: dry})
	}
	shown, err := change("", true, almanac.Single{Date: "2026-10-08", Is: almanac.Off, Name: "全市运动会"})
	require.NoError(t, err)
	require.True(t, shown.Dry)
	day := almanac.DayChange{Date: "2026-10-08", Is: almanac.Off, Name: "全市运动会"}
	require.Contains(t, shown.Difference.Days, day)
	all, err := w.CalendarList(t.Context(), w.admin)
	require.NoError(t, err)
	require.Len(t, all, 1, "a preview keeps nothing")

	got, err := change("", false, almanac.Single{Date: "2026-10-08", Is: almanac.Off, Name: "全市运动会"})
	require.NoError(t, err)
	require.Equal(t, []int{2024, 2025, 2026}, got.Years)
	require.Subset(t, got.Spec.Off, all[0].Spec.Off, "no other day is removed")
	require.Equal(t, all[0].Spec.Work, got.Spec.Work)
	require.NoError(t, w.PublishCalendar(t.Context(), w.second, got.Ref()))
	same, err := change("", false, almanac.Single{Date: "2026-10-08", Is: almanac.Off})
	require.NoError(t, err)
	require.True(t, same.Same)
	back, err := change("", true, almanac.Single{Date: "2026-10-08"})
	require.NoError(t, err)
	require.Equal(t, []almanac.DayChange{{Date: "2026-10-08", Was: almanac.Off}}, back.Difference.Days)

	own, err := change("permits", false, almanac.Single{Date: "2026-12-21", Is: almanac.Off, Name: "台风"})
	require.NoError(t, err)
	require.Equal(t, "cn/permits@1", own.Ref())
	require.Equal(t, got.Ref(), own.Base)
	require.NoError(t, w.PublishCalendar(t.Context(), w.second, own.Ref()))
	second, err := w.ImportCalendar(t.Context(), w.admin, rulebook.CalendarImport{Unit: "permits", Year: 2026, Format: almanac.CSV, List: []byte("2026-12-22,off")})
	require.NoError(t, err)
	require.Subset(t, second.Local.Off, []string{"2026-12-21", "2026-12-22"}, "a unit's second notice leaves the first")
	_, err = change("permits", false, almanac.Single{Date: "2026-10-01", Is: almanac.Worked})
	require.NoError(t, err, "somebody has the watch on National Day")

	for name, tt := range map[string]struct {
		days []almanac.Single
		code casework.Code
	}{
		"none":         {nil, casework.EmptyList},
		"no date":      {[]almanac.Single{{Date: "2026-2-30", Is: almanac.Off}}, casework.BadList},
		"no such word": {[]almanac.Single{{Date: "2026-12-01", Is: "holiday"}}, casework.Invalid},
		"twice":        {[]almanac.Single{{Date: "2026-12-01", Is: almanac.Off}, {Date: "2026-12-01"}}, casework.DayClash},
		"by law":       {[]almanac.Single{{Date: "2026-10-01", Is: almanac.Worked}}, casework.LegalWorked},
		"by law, back": {[]almanac.Single{{Date: "2026-10-01"}}, casework.LegalWorked},
		"too many":     {make([]almanac.Single, 41), casework.TooLarge},
	} {
		_, err := change("", false, tt.days...)
		require.Equal(t, tt.code, casework.CodeOf(err), "%s: %v", name, err)
	}
}

// TestRenewCalendar: what a new version of the program knows is a version of its
// own. The office's days stay, units follow, and the second time changes nothing.
func TestRenewCalendar(t *testing.T) {
	t.Parallel()
	w := openTown(t)
	ref, err := reference.Load(kind.Office())
	require.NoError(t, err)
	renew := func() string {
		got, err := rulebook.RenewCalendar(t.Context(), w.store, ref.Law, ref.National, w.now)
		require.NoError(t, err)
		return got
	}
	_, err = w.ChangeDays(t.Context(), w.admin, rulebook.CalendarDays{Unit: "permits", Days: []almanac.Single{{Date: "2026-12-21", Is: almanac.Off}}})
	require.NoError(t, err)
	require.NoError(t, w.PublishCalendar(t.Context(), w.second, "cn/permits@1"))
	first := w.version("cn@1")
	require.Equal(t, reference.NationalCalendar, renew())
	require.True(t, almanac.Same(ref.National, w.version("cn@2").Spec), "a new installation has what the binary carries")
	require.Equal(t, first, w.version("cn@1"), "the published version is as it was")
	require.Equal(t, "cn@2", w.currentOf("livelihood"))
	require.Equal(t, "cn/permits@2", w.currentOf("permits"))
	require.Contains(t, w.version("cn/permits@2").Spec.Off, "2027-10-01")
	require.Contains(t, w.version("cn/permits@2").Spec.Off, "2026-12-21")
	require.Empty(t, renew())

	_, err = w.bring(made)
	require.NoError(t, err)
	require.NoError(t, w.PublishCalendar(t.Context(), w.second, "cn@3"))
	require.Empty(t, renew(), "an office's own list is not taken back")
	require.Contains(t, w.version("cn@3").Spec.Off, "2028-10-01")
}

func (w *town) currentOf(unit string) string { return w.shelved().CalendarFor(unit) }

// TestMissingLists: next year's list is missed from 1 November on, this year's at
// once, in the calendar's own zone.
func TestMissingLists(t *testing.T) {
	t.Parallel()
	w := openTown(t)
	for at, want := range map[string][]int{
		"2026-10-31T23:59": {}, "2026-11-01T00:00": {2027}, "2026-12-31T23:59": {2027}, "2027-01-01T00:00": {2027}, "2027-11-01T00:00": {2027, 2028},
	} {
		got, err := w.MissingLists(t.Context(), beijing(t, at).In(time.UTC))
		require.NoError(t, err)
		require.Equal(t, want, got, at)
	}
	_, err := w.bring(made)
	require.NoError(t, err)
	missing, err := w.MissingLists(t.Context(), w.now)
	require.NoError(t, err)
	require.Equal(t, []int{2027}, missing, "a draft is no list")
	require.NoError(t, w.PublishCalendar(t.Context(), w.second, "cn@2"))
	missing, err = w.MissingLists(t.Context(), w.now)
	require.NoError(t, err)
	require.Empty(t, missing)
}
