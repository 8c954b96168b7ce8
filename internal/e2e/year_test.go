package e2e

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/sync/errgroup"

	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/rulebook"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/reference"
	"github.com/shixian/shixian/internal/store"
	"github.com/shixian/shixian/internal/store/rules"
)

// turnOfYear is an office whose next year's list is not announced yet, and the
// list that is to come: it takes the last working day of this December and the
// first of next January away.
type turnOfYear struct {
	year        int // announced; the list is for the one after it
	last, first time.Time
	before      *calendar.Calendar
	after       *calendar.Calendar
	seed        store.Reference
	csv         string
}

// Items of that office: promised for the last working day of the year as it
// stands, and for the first of the next.
const (
	inDecember = "until-december"
	inJanuary  = "until-january"
)

func aTurnOfYear(t *testing.T) *turnOfYear {
	t.Helper()
	ref, err := reference.Load(kind.Office())
	require.NoError(t, err)
	y := &turnOfYear{year: beijing(t, time.Now()).AddDate(0, 1, 0).Year()}
	spec := ref.National
	if !slices.Contains(spec.Years, y.year) {
		spec.Years = append(slices.Clone(spec.Years), y.year)
	}
	y.before = calendarOf(t, spec)
	y.last, y.first = y.worked(t, y.year, time.December, 31, -1), y.worked(t, y.year+1, time.January, 1, 1)
	raw, err := json.Marshal(spec)
	require.NoError(t, err)
	y.seed.Calendars = []rules.Calendar{{ID: "cn", Version: 1000, Spec: raw, Source: "e2e", EffectiveFrom: time.Now().Add(-time.Hour)}}
	for name, day := range map[string]time.Time{inDecember: y.last, inJanuary: y.first} {
		item := ref.Items[slices.IndexFunc(ref.Items, func(i policy.Item) bool { return i.ID == sameDay().Item })]
		item.ID, item.Promised = name, y.limitTo(t, day)
		y.seed.Items = append(y.seed.Items, item)
	}
	spec.Off = append(slices.Clone(spec.Off), y.last.Format(time.DateOnly), y.first.Format(time.DateOnly))
	spec.Years = append(slices.Clone(spec.Years), y.year+1)
	y.after = calendarOf(t, spec)
	y.csv = fmt.Sprintf("date,day,name\n%s,off,元旦\n%s,off,元旦\n", y.last.Format(time.DateOnly), y.first.Format(time.DateOnly))
	legal, known := ref.Law.Year(y.year + 1)
	require.True(t, known)
	for _, d := range legal { // without them it were no list
		y.csv += fmt.Sprintf("%s,off,%s\n", d.Date, d.ZH)
	}
	return y
}

// worked is the nearest day the office works as long as nothing is announced, going
// one way.
func (y *turnOfYear) worked(t *testing.T, year int, month time.Month, day, step int) time.Time {
	t.Helper()
	at := beijing(t, time.Date(year, month, day, 4, 0, 0, 0, time.UTC))
	for !y.before.IsWorkingDay(at) {
		at = at.AddDate(0, 0, step)
	}
	return at
}

func calendarOf(t *testing.T, spec calendar.Spec) *calendar.Calendar {
	t.Helper()
	cal, err := calendar.New(spec)
	require.NoError(t, err)
	return cal
}

// limitTo is how many working days lead from today to a day.
func (y *turnOfYear) limitTo(t *testing.T, day time.Time) string {
	t.Helper()
	for n := 1; n < 400; n++ {
		limit := fmt.Sprintf("%dwd", n)
		if due := y.due(t, y.before, time.Now(), limit); due.Format(time.DateOnly) == day.Format(time.DateOnly) {
			return limit
		}
	}
	require.FailNow(t, "no number of working days leads to "+day.String())
	return ""
}

// due counts beside the program under test.
func (y *turnOfYear) due(t *testing.T, cal *calendar.Calendar, start time.Time, limit string) time.Time {
	t.Helper()
	l, err := calendar.ParseLimit(limit)
	require.NoError(t, err)
	due, err := cal.Due(start, l)
	require.NoError(t, err)
	return beijing(t, due.At)
}

// takeIn lets n cases fall due on the first working day of January.
func (y *turnOfYear) takeIn(t *testing.T, h *house, n int) {
	t.Helper()
	clerk, handler := h.as("clerk"), h.as(allowances)
	var work errgroup.Group
	work.SetLimit(hands)
	for range n {
		work.Go(func() error {
			var receipt core.Receipt
			matter := sameDay()
			matter.Item = inJanuary
			if err := clerk.post("/cases", matter, &receipt); err != nil {
				return err
			}
			return handler.post("/cases/"+receipt.Number+"/accept", args{}, nil)
		})
	}
	require.NoError(t, work.Wait())
	eventually(t, movedWithin, "every case is accepted", func() bool {
		var running int
		require.NoError(t, h.db.GetContext(t.Context(), &running, "SELECT count(*) FROM ledger_now WHERE clock = 'handle'"))
		return running == n
	})
}

// importList brings the list, which may be there already.
func (y *turnOfYear) importList(admin *person) answer {
	admin.t.Helper()
	return admin.send(http.MethodPost, "/calendars", args{"year": y.year + 1, "format": "csv", "source": "国办发明电〔2026〕0号", "list": y.csv}, "")
}

// bring imports the list as a draft and returns its name.
func (y *turnOfYear) bring(t *testing.T, admin *person) string {
	t.Helper()
	got := y.importList(admin)
	require.Equal(t, http.StatusCreated, got.status, "%s", got.body)
	in := decode[rulebook.Imported](t, got)
	require.Nil(t, in.Published)
	return in.Ref()
}
