package e2e

import (
	"crypto/rand"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/sync/errgroup"

	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/papers"
	"github.com/shixian/shixian/internal/store"
	"github.com/shixian/shixian/internal/store/rules"
)

// hands is how many windows of the office work at once.
const hands = 8

// TestCasesDueAtOneClosing: see closeOn. Taking in costs a quarter of a second of a core each, so that
// make test has two dozen of them, and make chaos a thousand.
func TestCasesDueAtOneClosing(t *testing.T) {
	t.Parallel()
	closeOn(t, 24, 90*time.Second, 90*time.Second)
}

// TestChaosThousandDueAtOneClosing is the same under load.
func TestChaosThousandDueAtOneClosing(t *testing.T) { closeOn(t, 1000, 3*time.Minute, time.Minute) }

// closeOn lets n cases fall due at one closing time. All are visible as breached
// within a second of it, for their steps are armed before; the one that is
// completed a second before closing is not. ready is the time to take them in,
// some six times what two free cores need; spread the longest time a step is armed
// ahead.
func closeOn(t *testing.T, n int, ready, spread time.Duration) {
	t.Helper()
	closing, cal := closingAfter(t, ready+spread)
	h := open(t, setting("SHIXIAN_ARM_AHEAD", "2s-"+spread.String()), with(store.Reference{Calendars: []rules.Calendar{cal}}))
	began := time.Now()
	numbers := takeIn(t, h, n)
	t.Logf("%d cases taken in and accepted in %s", n, time.Since(began).Round(time.Millisecond))
	require.True(t, time.Now().Before(closing.Add(-spread)), "this machine is too slow to take in %d cases before closing", n)
	handler := h.as(allowances)
	require.Equal(t, closing.UTC(), handler.clock(numbers[0], "handle").Due.UTC())

	eventually(t, time.Until(closing), "every breach is armed", func() bool { return h.breaches("timeline") == n })
	late := handlerCompletes(t, h, handler, numbers[n/2], closing.Add(-time.Second))
	require.Less(t, late, time.Second, "the completion was stored before closing")

	desk := h.as("efficiency_office")
	red := url.Values{"all": {"true"}, "light": {string(casework.Red)}, "limit": {"1"}}
	var lateness time.Duration
	eventually(t, time.Until(closing)+10*time.Second, "all breaches are visible", func() bool {
		seen, now := h.breaches("timeline_now"), h.now()
		if now.Before(closing) {
			require.Zero(t, seen, "breaches are seen before closing")
		}
		lateness = now.Sub(closing)
		return seen >= n-1
	})
	eventually(t, answeredWithin, "and stand on the desk", func() bool { return desk.desk(red).Total >= n-1 })
	t.Logf("%d breaches visible %s after closing", n-1, lateness.Round(time.Millisecond))
	require.LessOrEqual(t, lateness, time.Second)
	require.Equal(t, n-1, h.breaches("timeline_now"))
	require.Equal(t, n-1, desk.desk(red).Total)
	checkSuperseded(t, h, handler, numbers[n/2], n-1)
}

// closingAfter makes a calendar whose office closes at the first full minute
// after the time needed, in a zone where that is today.
func closingAfter(t *testing.T, needed time.Duration) (time.Time, rules.Calendar) {
	t.Helper()
	now := time.Now()
	closing := now.Add(needed + time.Minute).Truncate(time.Minute)
	for _, name := range []string{"Asia/Shanghai", "UTC"} { // eight hours apart: not midnight in both
		zone, err := time.LoadLocation(name)
		require.NoError(t, err)
		if closing.In(zone).YearDay() != now.In(zone).YearDay() {
			continue
		}
		week := map[string][]calendar.Span{}
		for _, day := range []string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"} {
			week[day] = []calendar.Span{{From: "00:00", To: closing.In(zone).Format("15:04")}}
		}
		spec, err := json.Marshal(calendar.Spec{Zone: name, Week: week})
		require.NoError(t, err)
		return closing, rules.Calendar{ID: "cn", Version: 1000, Spec: spec, Source: "e2e", EffectiveFrom: now.Add(-time.Hour)}
	}
	t.Fatalf("%s lies on another day in every zone", closing)
	return closing, rules.Calendar{}
}

// TestChaosThousandDeemedAtOneClosing: see deemOn.
func TestChaosThousandDeemedAtOneClosing(t *testing.T) {
	deemOn(t, 1000, false, 5*time.Minute, 5*time.Minute)
}

// TestChaosThousandDeemedEngineStopped is the same with nobody at work at the instant.
func TestChaosThousandDeemedEngineStopped(t *testing.T) {
	deemOn(t, 1000, true, 5*time.Minute, 5*time.Minute)
}

// deemOn lets the law accept n permits at one closing time, for nobody has said in five working
// days what is missing. The certificate of each is there within a second of it, numbered without a
// gap, and its code is answered for; no hand issued it, and, stopped, neither engine nor worker runs
// then (行政许可法 32; ADR 28). What the engine finds on its return changes nothing of it.
func deemOn(t *testing.T, n int, stopped bool, ready, spread time.Duration) {
	t.Helper()
	closing, cal := closingAfter(t, ready+spread)
	machines := ownServers(t)
	h := open(t, on(machines), setting("SHIXIAN_ARM_AHEAD", "2s-"+spread.String()), with(store.Reference{Calendars: []rules.Calendar{cal}}))
	began := time.Now()
	lieStill(t, h, n, closing)
	t.Logf("%d permits taken in, five working days late, in %s", n, time.Since(began).Round(time.Millisecond))
	require.True(t, time.Now().Before(closing.Add(-spread)), "this machine is too slow to take in %d cases before closing", n)
	certified := func(of string) (count int) {
		require.NoError(t, h.db.GetContext(t.Context(), &count, "SELECT count(*) FROM "+of+" WHERE form = 'deemed_acceptance'"))
		return count
	}
	eventually(t, time.Until(closing), "every certificate is armed", func() bool { return certified("certificates") == n })
	var address string
	if stopped {
		address = machines.killEngine()
		h.worker.kill(t)
	}
	var lateness time.Duration
	eventually(t, time.Until(closing)+10*time.Second, "all certificates are there", func() bool {
		seen, now := certified("papers_now"), h.now()
		if now.Before(closing) {
			require.Zero(t, seen, "a certificate is there before its instant")
		}
		lateness = now.Sub(closing)
		return seen == n
	})
	t.Logf("%d certificates there %s after closing, engine stopped: %t", n, lateness.Round(time.Millisecond), stopped)
	require.LessOrEqual(t, lateness, time.Second)
	certifiedOnce(t, h, n, closing)
	if !stopped {
		return
	}
	machines.startEngine(address)
	h.startWorker()
	goesOn := h.as("clerk").register(foodPermit()) // they are at work again
	require.Equal(t, casework.StageIntake, h.as("clerk").view(goesOn).Stage)
	certifiedOnce(t, h, n, closing)
}

// lieStill takes in n permits as received five working days before a closing; it is for the desk to
// look at their papers, and it does not.
func lieStill(t *testing.T, h *house, n int, closing time.Time) {
	t.Helper()
	clerk, received := h.as("clerk"), closing.AddDate(0, 0, -5).Add(-time.Minute)
	var work errgroup.Group
	work.SetLimit(hands)
	for range n {
		work.Go(func() error {
			in := foodPermit()
			in.Received, in.Reason = &received, "系统停电，补录"
			return clerk.post("/cases", in, nil)
		})
	}
	require.NoError(t, work.Wait())
}

// certifiedOnce: one certificate a case, of that instant, numbered from 1 to n, none void, and what
// anybody asks by the code of the first and the last is answered.
func certifiedOnce(t *testing.T, h *house, n int, at time.Time) {
	t.Helper()
	var rows []struct {
		Number, Code string
		Serial       int
	}
	require.NoError(t, h.db.SelectContext(t.Context(), &rows, `
		SELECT number, code, serial FROM papers_now WHERE form = 'deemed_acceptance' AND issued_at = $1 AND voided_at IS NULL ORDER BY serial`, at))
	require.Len(t, rows, n)
	of := map[string]bool{}
	for i, r := range rows {
		require.Equal(t, i+1, r.Serial)
		of[r.Number] = true
	}
	require.Len(t, of, n)
	for _, r := range []string{rows[0].Code, rows[n-1].Code} {
		var found papers.Checked
		h.as("clerk").read("/public/paper?code="+url.QueryEscape(r), &found)
		require.True(t, found.Valid)
		require.Equal(t, at.UTC(), found.Issued.UTC())
	}
}

// takeIn registers n matters promised for the same day and accepts them.
func takeIn(t *testing.T, h *house, n int) []string {
	t.Helper()
	clerk, handler := h.as("clerk"), h.as(allowances)
	numbers := make([]string, n)
	var work errgroup.Group
	work.SetLimit(hands)
	for i := range numbers {
		work.Go(func() error {
			var receipt core.Receipt
			if err := clerk.post("/cases", sameDay(), &receipt); err != nil {
				return err
			}
			numbers[i] = receipt.Number
			return handler.post("/cases/"+receipt.Number+"/accept", args{}, nil)
		})
	}
	require.NoError(t, work.Wait())
	return numbers
}

// post sends what must be taken, and may be used from many goroutines. An answer
// of 202 is taken too: the sweep does the rest.
func (p *person) post(path string, body, into any) error {
	got, err := p.try(http.MethodPost, path, body, rand.Text())
	switch {
	case err != nil:
		return err
	case got.status >= http.StatusBadRequest:
		return fmt.Errorf("POST %s: %d %s", path, got.status, got.body)
	case into == nil:
		return nil
	}
	return json.Unmarshal(got.body, into)
}

// breaches counts the breaches of the promise in the timeline, or in what readers
// see of it.
func (h *house) breaches(of string) (n int) {
	h.t.Helper()
	query := "SELECT count(*) FROM " + of + " WHERE name = $1 AND clock = 'handle'"
	require.NoError(h.t, h.db.GetContext(h.t.Context(), &n, query, casework.ClockBreached))
	return n
}

// handlerCompletes completes a case at an instant, and tells how much later it
// was stored.
func handlerCompletes(t *testing.T, h *house, handler *person, number string, at time.Time) time.Duration {
	t.Helper()
	eventually(t, time.Until(at)+time.Minute, "a second before closing", func() bool { return !h.now().Before(at) })
	return handler.do(number, casework.Complete, args{}).At.Sub(at)
}

// checkSuperseded: the breach that was armed for a completed case never came to be.
func checkSuperseded(t *testing.T, h *house, handler *person, number string, others int) {
	t.Helper()
	require.Equal(t, casework.StageDeliver, handler.view(number).Stage)
	rows := handler.timeline(number)
	require.Zero(t, count(rows, named(casework.ClockBreached)))
	require.Zero(t, count(rows, named(casework.CardIssued)))
	require.Zero(t, count(rows, named(casework.Escalated)))
	require.Equal(t, casework.Met, handler.clock(number, "handle").Status)
	for _, name := range []string{allowances, "section_head"} {
		p := h.as(name)
		require.Zero(t, count(p.inbox(number), func(r casework.InboxRow) bool { return r.Event == casework.ClockBreached }), "inbox of %s", name)
		var n int
		require.NoError(t, h.db.GetContext(t.Context(), &n,
			"SELECT count(*) FROM inbox_now WHERE person = $1 AND event = $2 AND clock = 'handle'", name, casework.ClockBreached))
		require.Equal(t, others, n, "messages of breach to %s", name)
	}
}
