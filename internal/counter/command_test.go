package counter_test

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/countertest"
	"github.com/shixian/shixian/internal/kind"
)

const number = "BJ2026-000007"

func handler() casework.Principal { return countertest.Principal(countertest.Handler) }
func leader() casework.Principal  { return countertest.Principal(countertest.Leader) }

// handling puts a case in hand, with a clock the leader in charge may extend.
func (b *bench) handling(change ...func(*casework.State)) {
	state := casework.State{
		Number: number, Kind: casework.Service, Item: countertest.Permit, Unit: "permits", Post: "permit-1",
		Run: 1, Revision: 3, Stage: casework.StageHandle, Received: b.now,
		Clocks: []casework.Clock{{
			Name: "handle", Round: 1, Status: casework.Running, Due: b.now.Add(48 * time.Hour), Pausable: true,
			Deciders: []casework.Role{casework.LeaderInCharge},
		}},
	}
	for _, c := range change {
		c(&state)
	}
	b.store.Put(state)
	b.engine.Run(number, !state.Closed())
}

func asked(s *casework.State) {
	s.Extension = &casework.Extension{Clock: "handle", Round: 1, Days: 2, By: countertest.Handler}
}

func closed(s *casework.State) { s.Stage, s.ClosedAt = casework.StageClosed, s.Received }

func extension() map[string]any {
	return map[string]any{"clock": "handle", "days": 2.0, "reason": "等检验结果"}
}

func TestDo(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.handling()
	answer, err := b.Do(t.Context(), handler(), number, casework.RequestExtension, extension(), "key")
	require.NoError(t, err)
	require.True(t, answer.Verdict.Accepted)
	require.False(t, answer.Pending)

	sent := b.engine.Updates[0]
	require.Equal(t, answer.ID, sent.ID)
	require.Equal(t, b.now, sent.At)
	require.Equal(t, []casework.Role{casework.Handler}, sent.Roles)
	require.Equal(t, casework.Args{Clock: "handle", Days: 2}, sent.Args, "the text stays with the store")
	require.Equal(t, map[string]string{"reason": "等检验结果"}, b.store.Commands[0].Texts)

	again, err := b.Do(t.Context(), handler(), number, casework.RequestExtension, extension(), "key")
	require.NoError(t, err)
	require.Equal(t, answer, again)
	require.Len(t, b.engine.Updates, 1, "a repeat is answered from the store")

	other := extension()
	other["days"] = 3.0
	_, err = b.Do(t.Context(), handler(), number, casework.RequestExtension, other, "key")
	require.Equal(t, casework.KeyReused, casework.CodeOf(err))
	_, err = b.Do(t.Context(), leader(), number, casework.Chase, nil, "key")
	require.NoError(t, err, "another person may choose the same key")
}

func TestDoRefusesBeforeItKeeps(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		who     casework.Principal
		number  string
		command string
		raw     map[string]any
		key     string
		want    casework.Code
	}{
		"no case number":         {handler(), "x", casework.Accept, nil, "k", casework.NotFound},
		"no such case":           {handler(), "BJ2026-000999", casework.Accept, nil, "k", casework.NotFound},
		"no such command":        {handler(), number, "dance", nil, "k", casework.UnknownCommand},
		"the machine's own":      {leader(), number, casework.Recount, nil, "k", casework.UnknownCommand},
		"a wrong role":           {clerk(), number, casework.RequestExtension, map[string]any{"days": "x"}, "k", casework.Forbidden},
		"another section":        {countertest.Principal(countertest.Stranger), number, casework.Complete, nil, "k", casework.NotFound},
		"no key":                 {handler(), number, casework.Complete, nil, "", casework.Invalid},
		"a field left out":       {handler(), number, casework.RequestExtension, nil, "k", casework.Invalid},
		"a post of no office":    {handler(), number, casework.Transfer, map[string]any{"post": "moon", "reason": "r"}, "k", casework.Invalid},
		"a paper of no item":     {handler(), number, casework.OneTimeNotice, map[string]any{"materials": "cake"}, "k", casework.MissingPaper},
		"one's own extension":    {leader(), "BJ2026-000008", casework.DecideExtension, map[string]any{"clock": "handle", "approve": true, "reason": "r"}, "k", casework.Forbidden},
		"a body of another kind": {handler(), number, casework.Complete, map[string]any{"days": 2}, "k", casework.UnknownField},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := setup(t)
			b.handling()
			b.handling(asked, func(s *casework.State) { s.Number, s.Extension.By = "BJ2026-000008", countertest.Leader })
			_, err := b.Do(t.Context(), tt.who, tt.number, tt.command, tt.raw, tt.key)
			require.Equal(t, tt.want, casework.CodeOf(err))
			require.Zero(t, b.store.Kept())
			require.Empty(t, b.engine.Updates)
		})
	}
}

func TestDoHandsOnTheRefusalOfTheCase(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.handling(asked)
	b.engine.Decide = func(casework.Command) casework.Verdict {
		return casework.Verdict{Code: casework.NoExtension, Field: "clock", Rule: "R043"}
	}
	answer, err := b.Do(t.Context(), leader(), number, casework.DecideExtension,
		map[string]any{"clock": "handle", "approve": true, "reason": "同意"}, "key")
	require.Equal(t, casework.NoExtension, casework.CodeOf(err))
	require.False(t, answer.Verdict.Accepted)
}

func TestDoWhileTheEngineIsAway(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.handling()
	b.engine.SetAway(true)
	answer, err := b.Do(t.Context(), handler(), number, casework.RequestExtension, extension(), "key")
	require.NoError(t, err)
	require.True(t, answer.Pending)
	require.Nil(t, answer.Verdict)
	require.Equal(t, core.Swept{Failed: 2}, b.Sweep(t.Context()), "no case is started, none is repaired")

	b.engine.SetAway(false)
	b.now = b.now.Add(time.Hour)
	require.Equal(t, 1, b.Sweep(t.Context()).Decided)
	require.Equal(t, answer.ID, b.engine.Updates[0].ID)
	require.Equal(t, b.now.Add(-time.Hour), b.engine.Updates[0].At, "it counts from the instant it was kept")
}

func TestDoOnAClosedCase(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		command string
		raw     map[string]any
		who     casework.Principal
		waits   bool // a workflow still waits for an explanation
		want    casework.Code
		starts  int
	}{
		"most are refused":            {casework.Complete, nil, handler(), false, casework.CaseIsClosed, 0},
		"refused while it waits, too": {casework.Complete, nil, handler(), true, casework.CaseIsClosed, 0},
		"reopening starts a new run":  {casework.Reopen, map[string]any{"reason": "r"}, handler(), false, "", 1},
		"reopening one that waits":    {casework.Reopen, map[string]any{"reason": "r"}, handler(), true, "", 0},
		"an explanation owed":         {casework.Explain, map[string]any{"reason": "r"}, countertest.Principal(countertest.Head), true, "", 0},
		"an explanation not owed":     {casework.Explain, map[string]any{"reason": "r"}, countertest.Principal(countertest.Head), false, casework.NothingOwed, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := setup(t)
			b.handling(closed)
			b.engine.Run(number, tt.waits)
			answer, err := b.Do(t.Context(), tt.who, number, tt.command, tt.raw, "key")
			require.Equal(t, tt.want, casework.CodeOf(err))
			require.Equal(t, *answer.Verdict, b.store.Verdicts[answer.ID], "the verdict is kept")
			require.Len(t, b.engine.Starts, tt.starts)
			for _, s := range b.engine.Starts {
				require.Equal(t, answer.ID, s.Resume.ID)
				require.Equal(t, 2, s.State.Run)
			}
		})
	}
}

// What was stored before the instant that closed the case goes back behind it; what
// was stored at that instant or after comes too late, whatever was known of the case
// when it was stored.
func TestDoOnACaseThatEndsMeanwhile(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		after  time.Duration
		other  bool // the run ended in another state than the record's
		starts int
		trail  int
	}{
		"stored before it ended":      {time.Nanosecond, false, 1, 1},
		"a record the run never saw":  {time.Nanosecond, true, 1, 0},
		"stored as it ended":          {0, false, 0, 0},
		"stored after it had ended":   {-time.Hour, false, 0, 0},
		"though it was a long outage": {30 * 24 * time.Hour, false, 1, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := setup(t)
			b.handling()
			require.NoError(t, b.store.MarkStarted(t.Context(), number))
			b.engine.Run(number, false) // gone, though the page still showed it open
			answer, err := b.Do(t.Context(), handler(), number, casework.Complete, nil, "key")
			require.NoError(t, err)
			require.True(t, answer.Pending, "an open case without a workflow is for the sweep")

			stored := b.now
			b.handling(func(s *casework.State) { s.Stage, s.ClosedAt = casework.StageClosed, stored.Add(tt.after) })
			var last casework.State
			require.NoError(t, json.Unmarshal(b.store.Cases[number].State, &last))
			if tt.other {
				last.Result = "another"
			}
			b.engine.Trails = map[string]casework.Trail{number: {State: last, Marks: []casework.Mark{{At: last.ClosedAt}}}}
			b.now = stored.Add(40 * 24 * time.Hour)
			require.Equal(t, 1, b.Sweep(t.Context()).Decided)
			require.Len(t, b.engine.Starts, tt.starts)
			if tt.starts == 0 {
				require.Equal(t, casework.CaseIsClosed, b.store.Verdicts[answer.ID].Code)
				return
			}
			in := b.engine.Starts[0]
			require.Equal(t, answer.ID, in.Resume.ID)
			require.True(t, in.Resume.At.Equal(stored))
			require.Equal(t, 2, in.State.Run)
			require.Len(t, in.Trail, tt.trail)
		})
	}
}

// What is begun anew stands under the declaration as it is by then, and does nothing again that was
// done under another: a withdrawal that one clerk was enough for asks nobody for a signature. What was
// stored before the end is carried out under the declaration that ended it.
func TestANewRunStandsUnderTheNewestDeclaration(t *testing.T) {
	t.Parallel()
	newest := kind.Office().Of(casework.Service).Revision
	for name, tt := range map[string]struct {
		before  int
		closed  time.Duration
		command string
		want    int
		trail   int
	}{
		"taken up again under another": {0, -time.Hour, casework.Reopen, newest, 0},
		"under the same":               {newest, -time.Hour, casework.Reopen, newest, 1},
		"stored before the end":        {0, time.Nanosecond, casework.Complete, 0, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := setup(t)
			ended := b.now.Add(tt.closed)
			b.handling(func(s *casework.State) { s.Declared, s.Stage, s.ClosedAt = tt.before, casework.StageClosed, ended })
			require.NoError(t, b.store.MarkStarted(t.Context(), number))
			b.engine.Run(number, false)
			var last casework.State
			require.NoError(t, json.Unmarshal(b.store.Cases[number].State, &last))
			b.engine.Trails = map[string]casework.Trail{number: {State: last, Marks: []casework.Mark{{At: ended}}}}
			raw := map[string]any{"reason": "r"}
			if tt.command == casework.Complete {
				raw = nil
			}
			_, err := b.Do(t.Context(), handler(), number, tt.command, raw, "key")
			require.NoError(t, err)
			require.Len(t, b.engine.Starts, 1)
			in := b.engine.Starts[0]
			require.Equal(t, []int{tt.want, tt.trail}, []int{in.State.Declared, len(in.Trail)})
			require.Equal(t, tt.trail == 0, in.Forgotten.Equal(ended), "it cannot go back behind that")
		})
	}
}

// What waits for one case comes to it as it was stored, however many hands there are.
func TestSweepBringsTheOldestFirst(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.handling()
	b.engine.SetAway(true)
	var want, got []string
	for i := range 12 {
		answer, err := b.Do(t.Context(), handler(), number, casework.RequestExtension, extension(), fmt.Sprint("key", i))
		require.NoError(t, err)
		want = append(want, answer.ID)
		b.now = b.now.Add(time.Second)
	}
	b.engine.SetAway(false)
	require.Equal(t, 12, b.Sweep(t.Context()).Decided)
	for _, c := range b.engine.Updates {
		got = append(got, c.ID)
	}
	require.Equal(t, want, got)
}

// The first takes the end back that the second would be refused for; while the first
// has no verdict, the second waits too.
func TestSweepDoesNotRefuseForAnEndThatIsTakenBack(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.handling()
	b.engine.SetAway(true)
	first, err := b.Do(t.Context(), handler(), number, casework.RequestExtension, extension(), "first")
	require.NoError(t, err)
	closing := b.now.Add(time.Second)
	b.now = b.now.Add(2 * time.Second)
	second, err := b.Do(t.Context(), handler(), number, casework.Complete, nil, "second")
	require.NoError(t, err)
	require.NoError(t, b.store.MarkStarted(t.Context(), number))
	b.engine.Run(number, false)
	b.handling(func(s *casework.State) { s.Stage, s.ClosedAt = casework.StageClosed, closing })

	require.Equal(t, core.Swept{Failed: 1, Waiting: 1}, b.Sweep(t.Context()))
	require.Empty(t, b.store.Verdicts)
	b.engine.SetAway(false)
	require.Equal(t, 2, b.Sweep(t.Context()).Decided)
	require.Equal(t, first.ID, b.engine.Starts[0].Resume.ID)
	require.True(t, b.store.Verdicts[second.ID].Accepted)
}

// While nobody can tell what the ended run did, a command that counts from before its
// end waits; it does not wait for ever.
func TestALateCommandWaitsForTheTrail(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.handling()
	require.NoError(t, b.store.MarkStarted(t.Context(), number))
	b.engine.Run(number, false)
	answer, err := b.Do(t.Context(), handler(), number, casework.Complete, nil, "key")
	require.NoError(t, err)
	b.handling(func(s *casework.State) { s.Stage, s.ClosedAt = casework.StageClosed, b.now.Add(time.Second) })
	b.engine.Mute = true
	b.now = b.now.Add(time.Minute)
	require.Zero(t, b.Sweep(t.Context()).Decided)
	require.Empty(t, b.engine.Starts)
	b.now = b.now.Add(10 * time.Minute)
	require.Equal(t, 1, b.Sweep(t.Context()).Decided)
	require.Equal(t, answer.ID, b.engine.Starts[0].Resume.ID)
}

func TestSweepRepairsWhatIsMissing(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.handling()
	require.NoError(t, b.store.MarkStarted(t.Context(), number))
	require.Equal(t, core.Swept{Late: 1}, b.Sweep(t.Context()), "a running workflow is left alone")
	b.engine.Run(number, false)
	require.Equal(t, core.Swept{Repaired: 1}, b.Sweep(t.Context()))
	require.Equal(t, 2, b.engine.Starts[0].State.Run)
	require.Equal(t, casework.StageHandle, b.engine.Starts[0].State.Stage)
}

func TestSaveText(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.handling()
	id, err := b.SaveText(t.Context(), handler(), number, "理由")
	require.NoError(t, err)
	require.Equal(t, "理由", b.store.Texts[id])
	_, err = b.SaveText(t.Context(), handler(), number, " ")
	require.Equal(t, casework.Invalid, casework.CodeOf(err))
	_, err = b.SaveText(t.Context(), countertest.Principal(countertest.Stranger), number, "x")
	require.Equal(t, casework.NotFound, casework.CodeOf(err))
}

// TestAuthorize: a signal's actor is asked for like a person at the counter.
func TestAuthorize(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.handling(asked)
	b.store.Texts["t1"] = "说明"
	decision := casework.Args{Clock: "handle", Approve: new(true), ReasonID: "t1"}
	for actor, want := range map[string]casework.Authority{
		countertest.Leader:  {Allowed: true, Roles: []casework.Role{casework.LeaderInCharge}},
		countertest.Handler: {Code: casework.Forbidden, Rule: "R043"},
		"nobody":            {Code: casework.Forbidden},
	} {
		got, err := b.Authorize(t.Context(), casework.AuthorizeRequest{Number: number, Command: casework.DecideExtension, Actor: actor, Args: decision})
		require.NoError(t, err)
		require.Equal(t, want, got, actor)
	}
	post := countertest.Office().Posts[0]
	got, err := b.Authorize(t.Context(), casework.AuthorizeRequest{
		Number: number, Command: casework.DecideExtension, Actor: countertest.Leader, To: post.ID, Args: decision,
	})
	require.NoError(t, err)
	require.Equal(t, post.Unit, got.Unit, "a matter is given with the post's section (R103)")
	got, err = b.Authorize(t.Context(), casework.AuthorizeRequest{
		Number: number, Command: casework.DecideExtension, Actor: countertest.Leader, To: "no-such-post",
	})
	require.NoError(t, err)
	require.Equal(t, casework.Authority{Code: casework.Invalid}, got)
}
