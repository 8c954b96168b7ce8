package e2e

import (
	"encoding/json"
	"net/http"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/duty"
	"github.com/shixian/shixian/internal/store"
	"github.com/shixian/shixian/internal/store/rules"
)

// everyDay is a calendar of an office that opens at the minute of an instant, every
// day, and stays open, in a zone where the day has hours to go: what falls due today
// does so after the test, and working days are days.
func everyDay(t *testing.T, opens time.Time) (rules.Calendar, *time.Location) {
	t.Helper()
	for _, name := range []string{"Asia/Shanghai", "UTC"} { // eight hours apart
		zone, err := time.LoadLocation(name)
		require.NoError(t, err)
		if time.Now().In(zone).Hour() > 21 {
			continue
		}
		week := map[string][]calendar.Span{}
		for _, day := range []string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"} {
			week[day] = []calendar.Span{{From: opens.In(zone).Format("15:04"), To: "23:59"}}
		}
		spec, err := json.Marshal(calendar.Spec{Zone: name, Week: week})
		require.NoError(t, err)
		return rules.Calendar{ID: "cn", Version: 1000, Spec: spec, Source: "e2e", EffectiveFrom: time.Now().Add(-time.Hour)}, zone
	}
	t.Fatal("no zone in which the day lasts")
	return rules.Calendar{}, nil
}

// TestAnEmptyPostAlarms: the only holder's time on a post runs out in office hours.
// The sweep opens a case of it, the leader in charge hears once however often the
// sweep looks, nobody who is away himself is named, and with a stand-in it is over.
func TestAnEmptyPostAlarms(t *testing.T) {
	t.Parallel()
	cal, _ := everyDay(t, time.Now())
	ends := time.Now().Add(45 * time.Second).Truncate(time.Second)
	h := open(t, with(store.Reference{
		Calendars:   []rules.Calendar{cal},
		Posts:       []casework.Post{{ID: "night-desk", Unit: "permits", Name: "夜间值守岗", NameEn: "Night desk", Role: casework.Handler}},
		Assignments: []duty.Assignment{{Post: "night-desk", Person: "inspector", From: time.Now().AddDate(-1, 0, 0), To: ends}},
	}))
	leader, clerk := h.as("leader_in_charge"), h.as("clerk")
	until := time.Now().Add(3 * time.Hour).Truncate(time.Second)
	ill := clerk.send(http.MethodPost, "/cases", args{
		"kind": "absence", "form": "emergency", "from": time.Now().Add(-time.Minute), "until": until,
		"fields": map[string]string{"reason": "家人急病", "place": "县医院", "contact": "0000-5550110"},
	}, "ill")
	clerk.taken(ill)

	reach(t, ends)
	vacancies := func() (rows []casework.CaseView) {
		var found struct{ Rows []casework.CaseView }
		leader.read("/cases?kind=absence&limit=50", &found)
		for _, r := range found.Rows {
			if r.Post == "night-desk" {
				rows = append(rows, r)
			}
		}
		return rows
	}
	eventually(t, answeredWithin, "the sweep finds the gap", func() bool {
		rows := vacancies()
		return len(rows) == 1 && rows[0].Stage == casework.StageVacant
	})
	number := vacancies()[0].Number
	require.True(t, ends.Equal(leader.view(number).Received), "from the instant it was empty, whenever it was found")
	alarms := func(p *person, name casework.EventName) int {
		return count(p.inbox(number), func(r casework.InboxRow) bool { return r.Event == name })
	}
	eventually(t, answeredWithin, "the leader hears", func() bool { return alarms(leader, casework.DesignationAsked) == 1 })
	before := h.now()
	eventually(t, answeredWithin, "the sweep looks again, and again", func() bool { return h.now().Sub(before) > 7*time.Second })
	require.Len(t, vacancies(), 1, "one gap, one case")
	require.Equal(t, 1, alarms(leader, casework.DesignationAsked), "told once")
	require.Equal(t, 1, alarms(h.as("section_head"), casework.PostEmpty))

	refuse(t, leader, number, casework.Designate, args{"post": "night-desk", "person": "clerk", "until": until}, casework.StandinAway)
	require.Equal(t, 1, count(leader.timeline(number), named(casework.CommandRefused)))
	nameOnPhone(t, openBrowser(t, h).enter("leader_in_charge", 390), number, until)
	eventually(t, answeredWithin, "somebody stands there, and it is over", func() bool { return leader.view(number).Result == "manned" })
	require.Equal(t, casework.Met, leader.clock(number, "designate").Status)
	require.Equal(t, 1, alarms(leader, casework.DesignationAsked))
	require.Equal(t, 1, alarms(leader, casework.PostManned))
	var acting string
	require.NoError(t, h.db.GetContext(t.Context(), &acting, `
SELECT person FROM duty_segments WHERE post = 'night-desk' AND from_at <= now() AND now() < to_at`))
	require.Equal(t, "inspector", acting)
}

// nameOnPhone: the leader is led from the message to the case and names somebody.
func nameOnPhone(t *testing.T, w *tab, number string, until time.Time) {
	t.Helper()
	w.open("/inbox")
	w.press("a.number[href='/cases/" + number + "']")
	w.unfold(casework.Designate)
	require.True(t, w.fits(), "the form is wider than the phone")
	w.do(
		chromedp.SetValue(chromedp.CSS("#designate-post"), "night-desk"), chromedp.SetValue(chromedp.CSS("#designate-person"), "inspector"),
		chromedp.SetValue(chromedp.CSS("#designate-until"), beijing(t, until).Format(datetimeLocal)),
	)
	w.submit(casework.Designate)
	require.Contains(t, w.text(".flash"), "指定顶岗")
}
