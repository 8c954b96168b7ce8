package store_test

import (
	"context"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/lib/pq"
	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/duty"
	"github.com/shixian/shixian/internal/store/kernel"
	"github.com/shixian/shixian/internal/store/messages"
	"github.com/shixian/shixian/internal/store/people"
)

func TestInboxReachesWhoeverIsOnPost(t *testing.T) {
	t.Parallel()
	b := setup(t)
	number := b.register(t)
	roles := []casework.Role{
		casework.ActingHolder, casework.Handler, casework.NextBackup, casework.SectionHead,
		casework.LeaderInCharge, casework.PrincipalLeader, casework.EfficiencyOffice, casework.Applicant,
	}
	b.commit(t, step(number, 1, breached(now().Add(-time.Minute), roles...)))
	one := []casework.EventName{casework.ClockBreached}
	for _, person := range []string{"li", "zhou", "wang", "zhao", "qian", "sun"} {
		require.Equal(t, one, b.inbox(t, person), person) // li once, though two roles lead to his post
	}
	rows, _, _, err := b.Inbox(t.Context(), "li", core.InboxFilter{})
	require.NoError(t, err)
	require.NotNil(t, rows[0].Due)
	require.Equal(t, "施工许可", rows[0].ItemName)
	owes := rows[0].Owner
	require.NotEmpty(t, owes)
	rows, _, _, err = b.Inbox(t.Context(), "qian", core.InboxFilter{})
	require.NoError(t, err)
	require.Equal(t, owes, rows[0].Owner, "whoever is told, the post that owes it is named")

	absence, err := b.AddAbsence(t.Context(), people.Absence{
		Absence: duty.Absence{Person: "li", From: now().Add(-time.Hour), Until: now().Add(time.Hour)}, Kind: "leave", By: "wang",
	})
	require.NoError(t, err)
	chased := casework.Event{At: now(), Name: casework.Chased, Clock: "handle", Round: 1, To: []casework.Role{casework.ActingHolder}}
	b.commit(t, step(number, 2, chased))
	require.Contains(t, b.inbox(t, "zhou"), casework.Chased, "B answers while A is absent")
	require.NotContains(t, b.inbox(t, "li"), casework.Chased)
	late := casework.Event{
		Key: "1.2.1", At: now().Add(-2 * time.Hour), Name: casework.Escalated, Level: "1", To: []casework.Role{casework.ActingHolder},
	}
	b.commit(t, step(number, 4, late))
	require.Contains(t, b.inbox(t, "zhou"), casework.Escalated, "written late: told to whoever can still act")
	require.NotContains(t, b.inbox(t, "li"), casework.Escalated)
	claimed, err := b.ClaimOutbox(t.Context(), 100, time.Minute, messages.AnyChannel)
	require.NoError(t, err)
	mailed := map[string]string{}
	for _, row := range claimed {
		if row.Event == casework.Chased {
			mailed[row.Person] = row.Email
			require.Equal(t, "审批窗口", row.Owner)
		}
	}
	require.Equal(t, map[string]string{"zhou": "zhou@example.test"}, mailed)

	back := now()
	require.NoError(t, b.EndAbsence(t.Context(), absence, back))
	require.Equal(t, casework.NotFound, casework.CodeOf(b.EndAbsence(t.Context(), absence, now())))
	again := chased
	again.At, again.Key = now(), "1.5.0"
	b.commit(t, step(number, 5, again))
	require.Contains(t, b.inbox(t, "li"), casework.Chased)
	require.Contains(t, b.inbox(t, "zhou"), casework.Chased, "what he was told stays his")
}

// TestASecondSignatureSaysOfWhat: who is asked, and who hears what came of it, reads the
// act and the post that asked for it, and no name (R048).
func TestASecondSignatureSaysOfWhat(t *testing.T) {
	t.Parallel()
	b := setup(t)
	number := b.register(t)
	b.commit(t, step(number, 1, casework.Event{
		At: now().Add(-time.Minute), Name: casework.SecondAsked, Actor: "li", Detail: map[string]string{"act": casework.Close}, To: []casework.Role{casework.SectionHead},
	}))
	b.commit(t, step(number, 2, casework.Event{
		At: now(), Name: casework.SecondLapsed, Detail: map[string]string{"act": casework.Close, "asked_by": "li"}, To: []casework.Role{casework.SectionHead},
	}, casework.Event{At: now(), Name: casework.Chased, Actor: "li", To: []casework.Role{casework.SectionHead}}))
	want := map[casework.EventName][2]string{
		casework.SecondAsked: {casework.Close, "审批窗口"}, casework.SecondLapsed: {casework.Close, "审批窗口"}, casework.Chased: {},
	}
	rows, _, _, err := b.Inbox(t.Context(), "wang", core.InboxFilter{})
	require.NoError(t, err)
	read := map[casework.EventName][2]string{}
	for _, r := range rows {
		read[r.Event] = [2]string{r.Act, r.Asker}
	}
	require.Equal(t, want, read)
	claimed, err := b.ClaimOutbox(t.Context(), 100, time.Minute, messages.AnyChannel)
	require.NoError(t, err)
	sent := map[casework.EventName][2]string{}
	for _, r := range claimed {
		sent[r.Event] = [2]string{r.Act, r.Asker}
	}
	require.Equal(t, want, sent)
}

func TestArmedMessageFindsTheHolderOfItsInstant(t *testing.T) {
	t.Parallel()
	b := setup(t)
	number := b.register(t)
	at := now().Add(4 * time.Second)
	b.commit(t, step(number, 1, breached(at, casework.ActingHolder)))
	_, err := b.AddAbsence(t.Context(), people.Absence{
		Absence: duty.Absence{Person: "li", From: at, Until: at.Add(time.Hour)}, Kind: "leave", By: "wang",
	})
	require.NoError(t, err)
	require.Empty(t, b.inbox(t, "zhou"))
	appears(t, func() bool { // counting and listing are two readings: the instant may come between them
		rows, _, _, err := b.Inbox(t.Context(), "zhou", core.InboxFilter{})
		return err == nil && len(rows) == 1
	})
	require.Len(t, b.inbox(t, "zhou"), 1)
	require.Empty(t, b.inbox(t, "li"))
}

func TestInboxIsRead(t *testing.T) {
	t.Parallel()
	b := setup(t)
	number := b.register(t)
	b.commit(t, step(number, 1, started(now()), breached(now(), casework.ActingHolder)))
	rows, total, unread, err := b.Inbox(t.Context(), "li", core.InboxFilter{Limit: 1})
	require.NoError(t, err)
	require.Len(t, rows, 1)
	require.Equal(t, 2, total)
	require.Equal(t, 2, unread)
	require.NoError(t, b.MarkRead(t.Context(), "wang", []int64{rows[0].ID}), "another's message")
	require.Zero(t, count(t, b, `SELECT count(*) FROM inbox_reads`))
	require.NoError(t, b.MarkRead(t.Context(), "li", []int64{rows[0].ID}))
	require.NoError(t, b.MarkRead(t.Context(), "li", []int64{rows[0].ID}))
	rest, total, unread, err := b.Inbox(t.Context(), "li", core.InboxFilter{Unread: true, Limit: 10})
	require.NoError(t, err)
	require.Len(t, rest, 1)
	require.NotEqual(t, rows[0].ID, rest[0].ID)
	require.Equal(t, 1, total)
	require.Equal(t, 1, unread)
}

func TestCouriersNeverOverlap(t *testing.T) {
	t.Parallel()
	b := setup(t)
	for range 20 {
		b.commit(t, step(b.register(t), 1, breached(now(), casework.ActingHolder, casework.SectionHead)))
	}
	var mu sync.Mutex
	seen := map[int64]int{}
	errs := make([]error, 4)
	var wg sync.WaitGroup
	for courier := range errs {
		wg.Go(func() {
			for range 40 {
				rows, err := b.ClaimOutbox(t.Context(), 3, time.Hour, messages.AnyChannel)
				if err != nil || len(rows) == 0 {
					errs[courier] = err
					return
				}
				mu.Lock()
				for _, row := range rows {
					seen[row.ID]++
				}
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	for _, err := range errs {
		require.NoError(t, err)
	}
	require.Len(t, seen, 40)
	for id, times := range seen {
		require.Equal(t, 1, times, "row %d", id)
	}
}

func TestOutboxComesBackUntilItIsSentOrDead(t *testing.T) {
	t.Parallel()
	b := setup(t)
	number := b.register(t)
	opening := now().Add(time.Hour)
	prompt := breached(now(), casework.SectionHead)
	prompt.Prompt = true
	waits := breached(now(), casework.LeaderInCharge)
	waits.Level = "2"
	_, err := b.Commit(t.Context(), step(number, 1, prompt, waits), "", func(time.Time) time.Time { return opening })
	require.NoError(t, err)
	claim := func() []messages.OutboxRow {
		rows, err := b.ClaimOutbox(t.Context(), 10, 0, messages.AnyChannel) // a lease that is over at once
		require.NoError(t, err)
		return rows
	}
	rows := claim()
	require.Len(t, rows, 1, "mail waits for the office to open, prompt matters do not")
	require.Equal(t, "wang", rows[0].Person)
	lapsed := rows
	rows = claim()
	require.Len(t, rows, 1, "a courier that died gives its rows back")
	lost, err := b.BeginOutbox(t.Context(), lapsed, time.Minute)
	require.NoError(t, err)
	require.Empty(t, lost, "and cannot send them any more")
	begun, err := b.BeginOutbox(t.Context(), rows, 0)
	require.NoError(t, err)
	require.Equal(t, 1, begun[0].Attempts)
	require.Equal(t, rows[0].ID, begun[0].Bundle)

	require.NoError(t, b.Retry(t.Context(), rows[0].ID, now().Add(2*time.Hour), "timeout"))
	require.Empty(t, claim())
	next, ok, err := b.NextOutbox(t.Context(), messages.AnyChannel)
	require.NoError(t, err)
	require.True(t, ok)
	require.WithinDuration(t, opening, next, 0)
	require.NoError(t, b.Dead(t.Context(), rows[0].ID, "no_address"))
	require.NoError(t, b.Retry(t.Context(), rows[0].ID, now(), "late"))
	require.Empty(t, claim(), "given up for good")
	pending, dead, err := b.OutboxCount(t.Context())
	require.NoError(t, err)
	require.Zero(t, pending)
	require.Equal(t, 1, dead)
}

func TestListenEndsWithItsContext(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	_, err := kernel.Listen(ctx, "postgres://u@127.0.0.1:1/x", messages.OutboxChannel) // nobody is there
	require.Error(t, err)
}

func TestListen(t *testing.T) {
	t.Parallel()
	b := setup(t)
	number := b.register(t)
	heard, err := kernel.Listen(t.Context(), b.url, messages.OutboxChannel)
	require.NoError(t, err)
	b.commit(t, step(number, 1, started(now())))
	require.Empty(t, <-heard, "a message may leave; whose, the outbox knows")
}

// Who was told something is said to whoever listens, with the instant from which it shows: of what
// is armed, too; not a word of what it was.
func TestWhoWasToldIsSaid(t *testing.T) {
	t.Parallel()
	b := setup(t)
	number := b.register(t)
	heard, err := kernel.Listen(t.Context(), b.url, messages.ToldChannel)
	require.NoError(t, err)
	b.commit(t, step(number, 1, started(now())))
	person, at, _ := strings.Cut(<-heard, " ")
	require.Equal(t, "li", person)
	seconds, err := strconv.ParseInt(at, 10, 64)
	require.NoError(t, err)
	require.WithinDuration(t, now(), time.Unix(seconds, 0), 2*time.Second)
	ahead := now().Add(5 * time.Minute)
	b.commit(t, step(number, 2, breached(ahead, casework.ActingHolder)))
	require.Equal(t, "li "+strconv.FormatInt(ahead.Add(time.Second-1).Unix(), 10), <-heard)
}

// TestOnlyWhatMayLeaveWakesTheCourier: a commit that tells nobody, or nobody yet, sends
// no notification; one whose message may leave at once sends one.
func TestOnlyWhatMayLeaveWakesTheCourier(t *testing.T) {
	t.Parallel()
	b := setup(t)
	number := b.register(t)
	listener := pq.NewListener(b.url, time.Second, time.Second, nil)
	t.Cleanup(func() { require.NoError(t, listener.Close()) })
	require.NoError(t, listener.Listen(messages.OutboxChannel))
	woken := func() (n int) { // until a word of our own comes by
		_, err := b.raw.ExecContext(t.Context(), `SELECT pg_notify($1, 'done')`, messages.OutboxChannel)
		require.NoError(t, err)
		for {
			select {
			case got := <-listener.Notify:
				if got != nil && got.Extra == "done" {
					return n
				}
				n++
			case <-time.After(20 * time.Second):
				require.FailNow(t, "no notification comes at all")
			}
		}
	}
	quiet := started(now())
	quiet.To = nil
	b.commit(t, step(number, 1, quiet))
	require.Zero(t, woken(), "told nobody")
	tomorrow := func(at time.Time) time.Time { return at.Add(24 * time.Hour) }
	_, err := b.Commit(t.Context(), step(number, 2, breached(now(), casework.SectionHead)), "run", tomorrow)
	require.NoError(t, err)
	require.Zero(t, woken(), "not before the opening")
	b.commit(t, step(number, 3, breached(now(), casework.ActingHolder)))
	require.Equal(t, 1, woken())
}
