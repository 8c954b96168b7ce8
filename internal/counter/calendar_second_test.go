package counter_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/almanac"
	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/rulebook"
)

// Which days and hours count is law: whoever brought a draft does not put it in force, by
// publishing or by a recount, be it a list, a unit's own day or other hours; another does.
func TestACalendarTakesTwo(t *testing.T) {
	t.Parallel()
	w := openTown(t)
	w.accepted("road-permit", "2026-12-14T09:00")
	day, err := w.ChangeDays(t.Context(), w.admin, rulebook.CalendarDays{Days: []almanac.Single{{Date: "2026-12-24", Is: almanac.Off}}, Source: "市政府通知"})
	require.NoError(t, err)
	r, err := w.Preview(t.Context(), w.admin, day.Ref(), "")
	require.NoError(t, err)
	for name, err := range map[string]error{
		"published": w.PublishCalendar(t.Context(), w.admin, day.Ref()), "by a recount": second(w.ApplyRecount(t.Context(), w.admin, r.ID)),
	} {
		require.Equal(t, casework.SecondPerson, casework.CodeOf(err), name)
	}
	own := func(p casework.Principal) bool {
		versions, err := w.CalendarList(t.Context(), p)
		require.NoError(t, err)
		return versions[0].Own
	}
	require.True(t, own(w.admin), "the page offers it to nobody who may not")
	require.False(t, own(w.second))
	_, err = w.ApplyRecount(t.Context(), w.second, r.ID)
	require.NoError(t, err, "the preview stands for whoever looks at it")

	week := calendar.DefaultWeek()
	week["fri"] = week["fri"][:1]
	require.Equal(t, casework.SecondPerson, casework.CodeOf(w.SetOfficeHours(t.Context(), w.admin, week)))
	versions, err := w.CalendarList(t.Context(), w.admin)
	require.NoError(t, err)
	require.Nil(t, versions[0].Published, "the hours are a draft that waits")
	require.NoError(t, w.PublishCalendar(t.Context(), w.second, versions[0].Ref()))
	require.Equal(t, casework.Forbidden, casework.CodeOf(w.PublishCalendar(t.Context(), w.person("general_office"), versions[0].Ref())), "who looks at calendars does not publish them")
	// Its open cases are moved on by another than previews that, too; whoever may is told.
	again, err := w.Preview(t.Context(), w.admin, versions[0].Ref(), "")
	require.NoError(t, err)
	for p, asked := range map[string]int{w.admin.Person: 0, w.second.Person: 1, "general_office": 0} {
		rows, err := w.RulesAsked(t.Context(), w.person(p))
		require.NoError(t, err)
		require.Len(t, rows, asked, p)
	}
	require.Equal(t, casework.SecondPerson, casework.CodeOf(second(w.ApplyRecount(t.Context(), w.admin, again.ID))))
	shown, err := w.Recount(t.Context(), w.admin, again.ID)
	require.NoError(t, err)
	require.True(t, shown.Own)
	shown, err = w.Recount(t.Context(), w.second, again.ID)
	require.NoError(t, err)
	require.False(t, shown.Own)
	_, err = w.ApplyRecount(t.Context(), w.second, again.ID)
	require.NoError(t, err)
	rows, err := w.RulesAsked(t.Context(), w.second)
	require.NoError(t, err)
	require.Empty(t, rows)
}
