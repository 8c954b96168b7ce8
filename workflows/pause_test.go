package workflows_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
)

// Accepted on Monday 2026-03-02: the promise of 10wd is due on 3-16, its near
// warning on 3-13 at 08:30. No holiday lies in March.

func paused(t tester, until string) casework.Args {
	return casework.Args{Category: "test", Until: shanghai(t, until)}
}

// A pause that runs past the due date moves it by its working days: in
// (3-13, 3-25] lie 3-16 to 3-20 and 3-23 to 3-25, eight; eight after 3-16 is 3-26.
func TestPausePastTheDueDate(t *testing.T) {
	t.Parallel()
	o := newOffice(t, "food-permit", "2026-03-02T09:30:00")
	o.accept("2026-03-02T10:00:00")
	o.update("2026-03-13T10:00:00", "", casework.Pause, casework.Handler, paused(t, "2026-03-25T10:00:00"))
	o.run("2026-03-27T00:00:00")
	require.Equal(t, []string{"2026-03-25 10:00"}, o.told(casework.ClockResumed, "handle"))
	require.Equal(t, []string{"2026-03-26 17:30"}, o.told(casework.ClockBreached, "handle"))
}

// A pause over the closing of the due day leaves nothing of that day: the clock runs
// out at the next closing, never while it stands still.
func TestPauseOverTheLastClosing(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct{ until, resumed, due string }{
		"over that closing alone":              {"2026-03-16T20:00:00", "", "2026-03-17 17:30"},
		"to the closing itself":                {"2026-03-25T17:30:00", "", "2026-03-26 17:30"},
		"to a Saturday":                        {"2026-03-28T10:00:00", "", "2026-03-30 17:30"},
		"ended by hand in the evening":         {"2026-03-27T10:00:00", "2026-03-25T18:00:00", "2026-03-26 17:30"},
		"ended by hand while there was time":   {"2026-03-27T10:00:00", "2026-03-25T17:29:59", "2026-03-25 17:30"},
		"ended by hand on the very day, early": {"2026-03-27T10:00:00", "2026-03-16T11:00:00", "2026-03-16 17:30"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := newOffice(t, "food-permit", "2026-03-02T09:30:00")
			o.accept("2026-03-02T10:00:00")
			o.update("2026-03-16T10:00:00", "", casework.Pause, casework.Handler, paused(t, tt.until))
			if tt.resumed != "" {
				o.update(tt.resumed, "", casework.Resume, casework.Handler, casework.Args{})
			}
			o.run("2026-03-31T00:00:00")
			o.allAccepted(len(o.mail))
			require.Equal(t, []string{tt.due}, o.told(casework.ClockBreached, "handle"))
			require.Equal(t, []string{tt.due + " yellow"}, o.told(casework.CardIssued, "handle")[:1])
			consistent(o)
		})
	}
}

// Resumed early on 3-11 the pause of 3-10 to 3-20 counts for one working day.
func TestPauseResumedEarlyAndPausedAgain(t *testing.T) {
	t.Parallel()
	o := newOffice(t, "food-permit", "2026-03-02T09:30:00")
	o.accept("2026-03-02T10:00:00")
	o.update("2026-03-10T10:00:00", "", casework.Pause, casework.Handler, paused(t, "2026-03-20T10:00:00"))
	o.update("2026-03-10T11:00:00", "", casework.Pause, casework.Handler, paused(t, "2026-03-20T10:00:00"))
	o.update("2026-03-11T10:00:00", "", casework.Resume, casework.Handler, casework.Args{})
	o.update("2026-03-11T11:00:00", "", casework.Resume, casework.Handler, casework.Args{})
	o.update("2026-03-12T10:00:00", "", casework.Pause, casework.Handler, paused(t, "2026-03-13T10:00:00"))
	o.run("2026-03-25T00:00:00")
	require.Equal(t, casework.AlreadyPaused, o.verdicts["pause@2026-03-10T11:00:00"].Code)
	require.Equal(t, casework.NotPaused, o.verdicts["resume@2026-03-11T11:00:00"].Code)
	require.Equal(t, "2026-03-18", o.last().Clock("handle").Date) // one and one
	require.Equal(t, []string{"2026-03-11 10:00", "2026-03-13 10:00"}, o.told(casework.ClockResumed, "handle"))
	require.Equal(t, []string{"2026-03-17 08:30 near"}, o.told(casework.ClockWarned, "handle")[1:])
	require.Equal(t, []string{"2026-03-18 17:30"}, o.told(casework.ClockBreached, "handle"))
}

func TestPauseRefused(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		item, at string
		args     casework.Args
		code     casework.Code
	}{
		"a permit for a supplement": {"food-permit", "2026-03-03T10:00:00",
			casework.Args{Category: "supplement", Until: shanghai(t, "2026-03-05T10:00:00")}, casework.PauseCategory},
		"for no procedure": {"information-correction", "2026-03-03T10:00:00",
			casework.Args{Category: "lunch", Until: shanghai(t, "2026-03-05T10:00:00")}, casework.Invalid},
		"another service for a supplement": {"information-correction", "2026-03-03T10:00:00",
			casework.Args{Category: "supplement", Until: shanghai(t, "2026-03-05T10:00:00")}, ""},
		"an information request for an inspection": {"information-request", "2026-03-03T10:00:00",
			casework.Args{Category: "inspection", Until: shanghai(t, "2026-03-05T10:00:00")}, casework.PauseCategory},
		"an information request for a third party": {"information-request", "2026-03-03T10:00:00",
			casework.Args{Category: "third_party", Until: shanghai(t, "2026-03-05T10:00:00")}, ""},
		"until now":                  {"food-permit", "2026-03-03T10:00:00", paused(t, "2026-03-03T10:00:00"), casework.PauseUntil},
		"without an end":             {"food-permit", "2026-03-03T10:00:00", casework.Args{Category: "test"}, casework.PauseUntil},
		"a breached clock":           {"food-permit", "2026-03-16T17:30:00", paused(t, "2026-03-20T10:00:00"), casework.ClockBreachedErr},
		"a second before the breach": {"food-permit", "2026-03-16T17:29:59", paused(t, "2026-03-20T10:00:00"), ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := newOffice(t, tt.item, "2026-03-02T09:30:00")
			o.accept("2026-03-02T10:00:00")
			o.update(tt.at, "", casework.Pause, casework.Handler, tt.args)
			o.run("2026-03-17T00:00:00")
			require.Equal(t, tt.code, o.verdicts["pause@"+tt.at].Code)
		})
	}
	t.Run("nothing runs that can be paused", func(t *testing.T) {
		t.Parallel()
		o := newOffice(t, "food-permit", "2026-03-02T09:30:00")
		o.update("2026-03-03T10:00:00", "", casework.Pause, casework.Handler, paused(t, "2026-03-05T10:00:00"))
		o.run("2026-03-04T00:00:00")
		require.Equal(t, casework.ClockNotRunning, o.verdicts["pause@2026-03-03T10:00:00"].Code)
	})
}

// A request lies on the leader's desk while the clock stands still. Granted on
// the way, both count: two days asked, 3-12 and 3-13 paused, so four after 3-16.
// Undecided, it lapses at the due instant as the pause has moved it.
func TestPauseWithAnExtensionPending(t *testing.T) {
	t.Parallel()
	play := func(t *testing.T, decide bool) *office {
		o := newOffice(t, "food-permit", "2026-03-02T09:30:00")
		o.accept("2026-03-02T10:00:00")
		o.update("2026-03-10T10:00:00", "", casework.RequestExtension, casework.Handler, casework.Args{Clock: "handle", Days: 2})
		o.update("2026-03-11T10:00:00", "", casework.Pause, casework.Handler, paused(t, "2026-03-13T10:00:00"))
		if decide {
			o.update("2026-03-12T10:00:00", "", casework.DecideExtension, casework.LeaderInCharge, casework.Args{Clock: "handle", Approve: &yes})
		}
		o.run("2026-03-24T00:00:00")
		o.allAccepted(len(o.mail))
		require.Equal(t, []string{"2026-03-13 10:00"}, o.told(casework.ClockResumed, "handle"))
		require.Nil(t, o.last().Extension)
		return o
	}
	t.Run("decided", func(t *testing.T) {
		t.Parallel()
		o := play(t, true)
		require.Equal(t, []string{"2026-03-20 17:30"}, o.told(casework.ClockBreached, "handle"))
		require.Empty(t, o.find(casework.ExtensionLapsed, ""))
	})
	t.Run("undecided", func(t *testing.T) {
		t.Parallel()
		o := play(t, false)
		require.Equal(t, []string{"2026-03-18 17:30"}, o.told(casework.ClockBreached, "handle"))
		require.Equal(t, []string{"2026-03-18 17:30"}, o.told(casework.ExtensionLapsed, "handle"))
		near := o.find(casework.ClockWarned, "handle")[1]
		require.Contains(t, near.To, casework.LeaderInCharge, "reminded before anyone is escalated past him")
	})
}

func TestDecidedWhilePaused(t *testing.T) {
	t.Parallel()
	for _, decision := range []string{casework.Complete, casework.Deny} {
		o := newOffice(t, "food-permit", "2026-03-02T09:30:00")
		o.accept("2026-03-02T10:00:00")
		o.update("2026-03-10T10:00:00", "", casework.Pause, casework.Handler, paused(t, "2026-03-20T10:00:00"))
		o.update("2026-03-11T10:00:00", "", decision, casework.Handler, casework.Args{})
		o.update("2026-03-12T10:00:00", "", casework.Deliver, casework.Clerk, handed)
		o.run("2026-04-30T00:00:00")
		o.allAccepted(4)
		require.NoError(t, o.env.GetWorkflowError(), "ended by itself")
		require.Equal(t, []string{"2026-03-11 10:00"}, o.told(casework.ClockResumed, "statutory"))
		require.Empty(t, o.find(casework.ClockBreached, ""))
	}
}

// Closed during a pause and reopened before its announced end: 3-11 and 3-12 were
// paused or closed, no more, so the promise of 3-16 ends on 3-18.
func TestReopenedBeforeTheAnnouncedEndOfAPause(t *testing.T) {
	t.Parallel()
	o := newOffice(t, "food-permit", "2026-03-02T09:30:00")
	o.accept("2026-03-02T10:00:00")
	o.update("2026-03-10T10:00:00", "", casework.Pause, casework.Handler, paused(t, "2026-03-20T10:00:00"))
	o.update("2026-03-11T10:00:00", "", casework.Close, casework.SectionHead, casework.Args{})
	o.run("2026-03-12T00:00:00")
	again := o.reopened("2026-03-12T10:00:00")
	again.run("2026-03-13T00:00:00")
	require.Nil(t, again.last().Pause)
	require.Equal(t, casework.Running, again.last().Clock("handle").Status)
	require.Equal(t, "2026-03-18", again.last().Clock("handle").Date)
	require.Equal(t, "2026-04-01", again.last().Clock("statutory").Date) // 3-30 and two
}

// Accepted on Monday 3-02 and counted by a list in which 3-10 is off, the promise of ten days is
// due on Tuesday 3-17, and stands still from 10:00 of that day. Counted by the list as it was,
// on the 18th, it was due on the 16th: it had run out before it was stopped, and is late since
// then. The law's limit stands still as it did.
func TestADateMovedBeforeAPauseIsLateBeforeIt(t *testing.T) {
	t.Parallel()
	o := newOfficeOf(t, recountedBook(t, "2026-03-10"), "food-permit", "2026-03-02T09:30:00")
	o.accept("2026-03-02T10:00:00")
	o.update("2026-03-04T10:00:00", "", casework.Recount, casework.Admin, casework.Args{Calendar: "cn@2"})
	o.update("2026-03-17T10:00:00", "", casework.Pause, casework.Handler, paused(t, "2026-03-24T10:00:00"))
	o.update("2026-03-18T10:00:00", "", casework.Recount, casework.Admin, casework.Args{Calendar: "cn@1"})
	o.run("2026-03-18T12:00:00")
	o.allAccepted(4)
	require.Equal(t, []string{"2026-03-16 17:30"}, o.told(casework.ClockBreached, "handle"))
	require.Equal(t, casework.Breached, o.last().Clock("handle").Status)
	require.Empty(t, o.last().Clock("handle").Pauses)
	require.Equal(t, casework.Paused, o.last().Clock("statutory").Status)
	consistent(o)
}
