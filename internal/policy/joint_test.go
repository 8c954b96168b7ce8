package policy_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/reference"
)

// An item offers consent by silence only where a request says what it is about,
// and no item for citizens does (R061).
func TestConsentBySilenceIsNotForEveryItem(t *testing.T) {
	t.Parallel()
	ref, err := reference.Load(kind.Office())
	require.NoError(t, err)
	cal, err := calendar.New(ref.National)
	require.NoError(t, err)
	asks := policy.FormField{Name: "request", Type: "select", Options: []string{"true", "false"}, Fact: true}
	about := func(options ...string) policy.FormField {
		return policy.FormField{Name: "subject", Type: "select", Options: options, Fact: true}
	}
	for name, tt := range map[string]struct {
		kind   casework.Kind
		policy string
		fields []policy.FormField
		code   casework.Code
	}{
		"with all that is never deemed": {casework.Document, "document", []policy.FormField{asks, about("other", "permit", "funds", "posts", "land", "personnel", "case")}, ""},
		"land left out":                 {casework.Document, "document", []policy.FormField{asks, about("other", "permit", "funds", "posts", "personnel", "case")}, casework.NoConsent},
		"about nothing":                 {casework.Document, "document", []policy.FormField{asks}, casework.NoConsent},
		"a citizen's matter":            {casework.Service, "service-general", []policy.FormField{asks, about("permit", "funds", "posts", "land", "personnel", "case")}, casework.NoConsent},
	} {
		it := policy.Item{ID: "item", Kind: tt.kind, Class: "service", Policy: tt.policy, Promised: "10wd", Fields: tt.fields}
		_, err := policy.NewBook(kind.Office(), ref.Policies, []policy.Item{it}, map[string]*calendar.Calendar{"cn@1": cal}, "cn@1", policy.DefaultSpread)
		require.Equal(t, tt.code, casework.CodeOf(err), name)
	}
}

// Rounds meet the calendar: a list started on a Wednesday is due on the next
// Monday, 3-09, not a week later; a half year and a quarter end where the year's do.
func TestRoundsMeetTheCalendar(t *testing.T) {
	t.Parallel()
	ref, err := reference.Load(kind.Office())
	require.NoError(t, err)
	book, err := ref.Book()
	require.NoError(t, err)
	from := time.Date(2026, 3, 4, 10, 0, 0, 0, time.FixedZone("CST", 8*3600)) // a Wednesday
	plan, err := book.Plan(casework.PlanRequest{Kind: casework.Duties, Number: "ZR2026-000001", Clocks: []casework.PlanClock{
		{Name: "monday_list", Start: from}, {Name: "self_check", Start: from}, {Name: "summary", Start: from},
		{Name: "monday_list", Start: from.AddDate(0, 0, 4)}, {Name: "monday_list", Start: from, Times: 2}, {Name: "target_check", Start: from},
	}})
	require.NoError(t, err)
	var due []string
	for _, c := range plan.Clocks {
		due = append(due, c.Clock.Date)
	}
	require.Equal(t, []string{"2026-03-09", "2026-04-01", "2026-07-01", "2026-03-09", "2026-03-16", "2026-04-01"}, due) // 3-08 is the Sunday before
}

// The circular of a month is due by the fifth working day of the next, whatever day the
// bureau began on (R222): in April 2026 after 4-04 to 4-06, in May after 5-01 to 5-05 with
// Saturday 5-09 worked, in October after 10-01 to 10-07 with 10-10 worked: 8, 9, 10, 12, 13.
func TestARoundEndsIntoTheNextMonth(t *testing.T) {
	t.Parallel()
	ref, err := reference.Load(kind.Office())
	require.NoError(t, err)
	book, err := ref.Book()
	require.NoError(t, err)
	var due []string
	for _, q := range []casework.PlanClock{
		{Start: time.Date(2026, 3, 4, 10, 0, 0, 0, time.FixedZone("CST", 8*3600))},
		{Start: time.Date(2026, 3, 31, 23, 0, 0, 0, time.FixedZone("CST", 8*3600))},
		{Start: time.Date(2026, 3, 4, 10, 0, 0, 0, time.FixedZone("CST", 8*3600)), Times: 2},
		{Start: time.Date(2026, 3, 4, 10, 0, 0, 0, time.FixedZone("CST", 8*3600)), Times: 7},
	} {
		q.Name = "overdue_circular"
		plan, err := book.Plan(casework.PlanRequest{Kind: casework.Duties, Number: "ZR2026-000001", Clocks: []casework.PlanClock{q}})
		require.NoError(t, err)
		due = append(due, plan.Clocks[0].Clock.Date)
	}
	require.Equal(t, []string{"2026-04-08", "2026-04-08", "2026-05-11", "2026-10-13"}, due)
}

// Rounds are counted from issue, each rolled on its own (R097). Over the holiday of
// 2026-10-01 to 10-07 the rounds of 10-01 and 10-08 roll to one instant: they are one
// telling, and the next is the third.
func TestTwoRoundsAtOneInstantAreOne(t *testing.T) {
	t.Parallel()
	ref, err := reference.Load(kind.Office())
	require.NoError(t, err)
	book, err := ref.Book()
	require.NoError(t, err)
	issued := time.Date(2026, 9, 24, 10, 0, 0, 0, time.FixedZone("CST", 8*3600))
	var due []string
	for times := 0; len(due) < 4; {
		plan, err := book.Plan(casework.PlanRequest{Kind: casework.Supervision, Number: "DB2026-000001", Clocks: []casework.PlanClock{
			{Name: "follow_up", Start: issued, Times: times},
		}})
		require.NoError(t, err)
		c := plan.Clocks[0].Clock
		due = append(due, c.Date)
		again, err := book.Plan(casework.PlanRequest{Kind: casework.Supervision, Number: "DB2026-000001", Clocks: []casework.PlanClock{
			{Name: "follow_up", Start: issued, Times: c.Times},
		}})
		require.NoError(t, err)
		require.Equal(t, c, again.Clocks[0].Clock, "counted again it is the same round")
		times = max(c.Times, 1) + 1
	}
	require.Equal(t, []string{"2026-10-08", "2026-10-15", "2026-10-22", "2026-10-29"}, due)
}

// A notice nobody signs for is not chased every day for ever: who was to sign hears it
// with his head of section, then the leader in charge, then the head of the bureau with
// the supervision office (R095).
func TestAnUnsignedReceiptClimbs(t *testing.T) {
	t.Parallel()
	ref, err := reference.Load(kind.Office())
	require.NoError(t, err)
	book, err := ref.Book()
	require.NoError(t, err)
	issued := time.Date(2026, 3, 2, 10, 0, 0, 0, time.FixedZone("CST", 8*3600))
	plan, err := book.Plan(casework.PlanRequest{Kind: casework.Supervision, Number: "DB2026-000001", Clocks: []casework.PlanClock{
		{Name: "receipt", Start: issued}, {Name: "receipt:food-desk", Start: issued},
	}})
	require.NoError(t, err)
	for _, c := range plan.Clocks {
		require.Equal(t, casework.Breach, c.Clock.Outcome)
		var told []string
		for _, a := range c.Clock.Alarms {
			told = append(told, a.At.Format("01-02 ")+a.Level)
		}
		require.Equal(t, []string{"03-03 ", "03-03 1", "03-04 2", "03-06 3"}, told)
	}
}
