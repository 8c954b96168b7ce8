package e2e

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/temporal"

	"github.com/shixian/shixian/internal/casework"
)

// TestASignalWaitsForNoWorker: it counts from its receipt by the engine, however long
// no worker ran, and is kept as a command is: who, in which roles, what.
func TestASignalWaitsForNoWorker(t *testing.T) {
	t.Parallel()
	h := open(t)
	number := h.as("clerk").register(foodPermit())
	h.worker.kill(t)
	before := h.now()
	sendSignal(t, h.dial(), number, casework.Accept, casework.Signal{ID: "oa-1", Actor: "handler"})
	sendSignal(t, h.dial(), number, casework.Accept, casework.Signal{ID: "oa-1", Actor: "handler"})
	received := h.now()
	reach(t, received.Add(4*time.Second)) // further than the clocks of one machine lie apart
	h.startWorker()
	handler := h.as("handler")
	// What was meant for the worker that died waits for its sticky timeout of a minute.
	eventually(t, time.Minute+answeredWithin, "the case is accepted", func() bool {
		return count(handler.timeline(number), named(casework.Accepted)) == 1
	})
	at := handler.clock(number, "handle").Start
	require.False(t, at.Before(before.Add(-time.Second)), at)
	require.False(t, at.After(received.Add(time.Second)), "%s after %s", at, received)
	var row struct{ Actor, Roles, Verdict string }
	require.NoError(t, h.db.Get(&row, `SELECT actor, roles::text, verdict ->> 'accepted' AS verdict FROM commands WHERE id = 'oa-1'`))
	require.Equal(t, "handler", row.Actor)
	require.Equal(t, "{handler}", row.Roles)
	require.Equal(t, "true", row.Verdict)
}

// TestDoorsOfTheEngine: what is sent straight to the engine is refused or obeyed like
// a signal; a cancel is written down; and the case goes on.
func TestDoorsOfTheEngine(t *testing.T) {
	t.Parallel()
	h := open(t)
	leader, engine := h.as("leader_in_charge"), h.dial()
	number, accepted := asked(h, 3)
	forge := func(c casework.Command) (v casework.Verdict, err error) {
		handle, err := engine.UpdateWorkflow(t.Context(), client.UpdateWorkflowOptions{
			WorkflowID: number, UpdateID: c.ID, UpdateName: c.Name, Args: []any{c}, WaitForStage: client.WorkflowUpdateStageCompleted,
		})
		if err == nil {
			err = handle.Get(t.Context(), &v)
		}
		return v, err
	}
	roles := []casework.Role{casework.PrincipalLeader}
	yes := casework.Args{Clock: "handle", Approve: new(true), ReasonID: leader.text(number, "同意")}
	for id, c := range map[string]struct {
		casework.Command
		code casework.Code
	}{
		"nobody we know":    {casework.Command{Name: casework.DecideExtension, Actor: "mallory", Roles: roles, At: accepted, Args: yes}, casework.Forbidden},
		"a handler decides": {casework.Command{Name: casework.DecideExtension, Actor: "handler", Roles: roles, At: accepted, Args: yes}, casework.Forbidden},
		"another policy":    {casework.Command{Name: casework.Recount, Actor: "admin", At: accepted, Args: casework.Args{Policy: "service-permit@1"}}, casework.UnknownCommand},
		"no reason":         {casework.Command{Name: casework.DecideExtension, Actor: "leader_in_charge", At: accepted, Args: casework.Args{Clock: "handle", Approve: new(true)}}, casework.Invalid},
	} {
		c.ID = id
		v, err := forge(c.Command)
		require.NoError(t, err, id)
		require.Equal(t, c.code, v.Code, id)
	}
	require.Len(t, refusals(leader, number), 4)
	require.Equal(t, "update", refusals(leader, number)[0].Detail["door"])

	_, err := forge(casework.Command{ID: "old", Name: casework.Chase, Actor: "section_head", At: time.Date(1, 1, 1, 1, 1, 1, 0, time.UTC)})
	var refused *temporal.ApplicationError
	require.ErrorAs(t, err, &refused)
	require.Equal(t, casework.RefusedByForm, refused.Type())
	sendSignal(t, engine, number, casework.Chase, casework.Signal{ID: "a\x00b", Actor: "section_head"})
	sendSignal(t, engine, number, casework.Chase, casework.Signal{ID: "c", Actor: "section\x00head"})
	awaitRefusals(t, leader, number, 6)

	require.NoError(t, engine.CancelWorkflow(t.Context(), number, ""))
	eventually(t, answeredWithin, "the cancel is written down", func() bool {
		return count(leader.timeline(number), named(casework.CancelIgnored)) == 1
	})
	v, err := forge(casework.Command{ID: "honest", Name: casework.DecideExtension, Actor: "leader_in_charge", Roles: []casework.Role{casework.Clerk}, Args: yes})
	require.NoError(t, err)
	require.True(t, v.Accepted, v.Code)
	require.Equal(t, dueOf(t, accepted, "13wd"), leader.clock(number, "handle").Due.UTC(), "the extension of three days is granted")
	h.as("handler").do(number, casework.Complete, args{}) // after the cancel, at the counter
}

// TestAParkedCase: what the database refuses for good stands still where the operator
// sees it, takes in commands, and goes on with its legal instants once released.
func TestAParkedCase(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.db.MustExec(`ALTER TABLE timeline ADD CONSTRAINT poison CHECK (name <> 'clock_warned') NOT VALID`)
	number := h.as("clerk").register(practice())
	var still struct {
		Why string
		At  time.Time
	}
	eventually(t, time.Minute+answeredWithin, "the case stands still", func() bool {
		return h.db.Get(&still, `SELECT doing || ' ' || sqlstate || ' ' || on_what AS why, at FROM parked WHERE number = $1`, number) == nil
	})
	require.Equal(t, "intake 23514 poison", still.Why)
	kept := h.as("section_head").send(http.MethodPost, "/cases/"+number+"/chase", args{}, "while-parked")
	require.Equal(t, http.StatusAccepted, kept.status, "%s", kept.body)
	operator := h.visit("admin")
	page := operator.page("/operator")
	require.Contains(t, page, number)
	require.Contains(t, page, "23514 poison")
	require.Equal(t, "wrong", h.finds(t, h.env)["stuck"])

	h.db.MustExec(`ALTER TABLE timeline DROP CONSTRAINT poison`)
	require.Contains(t, run(t, h.env, "case", "release", number), number)
	handler := h.as("handler")
	eventually(t, answeredWithin, "the case goes on", func() bool {
		return count(handler.timeline(number), named(casework.ClockWarned)) > 0 && count(handler.timeline(number), named(casework.Chased)) == 1
	})
	warned := handler.timeline(number)
	warned = warned[slices.IndexFunc(warned, named(casework.ClockWarned)):]
	require.Equal(t, still.At.UTC(), warned[0].At.UTC(), "at its legal instant")
	eventually(t, answeredWithin, "nothing stands still", func() bool {
		var n int
		require.NoError(t, h.db.Get(&n, `SELECT count(*) FROM parked`))
		return n == 0
	})
	eventually(t, time.Minute, "nor on the operator's page, whose slow checks are up to half a minute old", func() bool {
		return !strings.Contains(operator.page("/operator"), number)
	})
}
