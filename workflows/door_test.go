package workflows_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/testsuite"

	"github.com/shixian/shixian/internal/casework"
)

// onlyRows says which commands have rows that agree; the store doubts all others that
// came through no door of the engine.
func (o *office) onlyRows(ids ...string) {
	o.withheld = func(s casework.Step) casework.Committed {
		if s.Command == nil || s.Command.Door != "" {
			return casework.Committed{}
		}
		for _, id := range ids {
			if s.Command.ID == id {
				return casework.Committed{}
			}
		}
		return casework.Committed{Doubted: true}
	}
}

// An Update sent straight to the engine is not believed: what it says of its roles and
// its instant counts for nothing. It is refused or obeyed as a signal is, from when
// the engine accepted it, and the timeline names its door.
func TestAnUpdateNobodyStoredIsNotBelieved(t *testing.T) {
	t.Parallel()
	o := newOffice(t, "food-permit", "2026-03-02T09:30:00")
	o.onlyRows("accept@2026-03-03T10:00:00")
	o.accept("2026-03-03T10:00:00")
	forged := casework.Command{ID: "forged", Name: casework.DecideExtension, Actor: "stranger", Roles: []casework.Role{casework.PrincipalLeader}, At: shanghai(t, "2026-03-02T09:31:00"), Args: casework.Args{Clock: "handle", Approve: &yes}}
	o.deliver(shanghai(t, "2026-03-04T10:00:00"), forged)
	honest := casework.Command{ID: "honest", Name: casework.Chase, Actor: "section_head", Roles: []casework.Role{casework.PrincipalLeader}, At: shanghai(t, "2026-03-02T09:31:00")}
	o.deliver(shanghai(t, "2026-03-05T10:00:00"), honest)
	undated := casework.Command{ID: "undated", Name: casework.Complete, Actor: "handler"}
	o.deliver(shanghai(t, "2026-03-06T10:00:00"), undated)
	o.run("2026-03-07T00:00:00")

	require.Equal(t, casework.Forbidden, o.verdicts["forged"].Code)
	refused := o.find(casework.CommandRefused, "handle")
	require.Len(t, refused, 1)
	require.Equal(t, "update", refused[0].Detail["door"])
	chased := o.find(casework.Chased, "")
	require.Len(t, chased, 1)
	require.Equal(t, "update", chased[0].Detail["door"])
	require.True(t, o.verdicts["honest"].Accepted)
	require.True(t, o.verdicts["undated"].Accepted)
	require.Equal(t, "2026-03-06 10:00", day(o.find(casework.Decided, "")[0].At), "no instant of its own: from when it came")
	require.NotContains(t, o.find(casework.Accepted, "")[0].Detail, "door", "what the counter stored came by no door")
	for _, s := range o.steps {
		if s.Verdict != nil {
			require.Equal(t, s.Verdict.ID, s.Command.ID)
			require.NotContains(t, s.Command.Roles, casework.PrincipalLeader, "its own word for its roles")
		}
	}
}

// What the machine tells itself has nobody's name. Brought once more after the counter has
// answered it, it hears that answer, and nothing is written; what nobody stored is told so.
func TestWhatIsNobodysIsLookedUp(t *testing.T) {
	t.Parallel()
	o := newOffice(t, "food-permit", "2026-03-02T09:30:00")
	o.onlyRows()
	o.before = &casework.Verdict{ID: "told", Command: casework.Recount, Code: casework.CaseIsClosed, At: shanghai(t, "2026-03-03T10:00:00")}
	o.deliver(shanghai(t, "2026-03-03T10:00:00"), casework.Command{ID: "told", Name: casework.Recount, Args: casework.Args{Calendar: "cn@1"}})
	o.deliver(shanghai(t, "2026-03-04T10:00:00"), casework.Command{ID: "made-up", Name: casework.Recount, Args: casework.Args{Calendar: "cn@1"}})
	o.run("2026-03-05T00:00:00")

	require.Equal(t, casework.CaseIsClosed, o.verdicts["told"].Code)
	require.Equal(t, casework.Invalid, o.verdicts["made-up"].Code)
	require.Len(t, o.find(casework.CommandRefused, ""), 1, "of what was answered before nothing is written")
}

// What an Update says beside, that no command knows, is refused as a signal's is; a
// stored command is believed, for a newer counter may say more than an older worker
// knows.
func TestAnUpdateSaysNothingBeside(t *testing.T) {
	t.Parallel()
	o := newOffice(t, "food-permit", "2026-03-02T09:30:00")
	o.onlyRows("stored")
	verdicts := map[string]any{}
	for id, at := range map[string]string{"forged": "2026-03-03T10:00:00", "stored": "2026-03-03T11:00:00"} {
		o.post(at, func(env *testsuite.TestWorkflowEnvironment) {
			env.UpdateWorkflow(casework.Chase, id, &testsuite.TestUpdateCallback{
				OnAccept: func() {}, OnReject: func(err error) { require.NoError(t, err) },
				OnComplete: func(v any, err error) {
					require.NoError(t, err)
					verdicts[id] = v
				},
			}, map[string]any{"id": id, "actor": "section_head", "at": shanghai(t, at), "args": map[string]any{"colour": "red"}})
		})
	}
	o.post("2026-03-03T12:00:00", func(env *testsuite.TestWorkflowEnvironment) {
		env.UpdateWorkflow(casework.Chase, "no object", &testsuite.TestUpdateCallback{
			OnAccept: func() { t.Error("what is no object is let in") }, OnReject: func(err error) { verdicts["no object"] = err }, OnComplete: func(any, error) {},
		}, "no object")
	})
	o.run("2026-03-04T00:00:00")
	refused := o.find(casework.CommandRefused, "")
	require.Len(t, refused, 1)
	require.Equal(t, string(casework.UnknownField), refused[0].Detail["code"])
	require.Equal(t, "update", refused[0].Detail["door"])
	require.Len(t, o.find(casework.Chased, ""), 1)
	require.Len(t, verdicts, 3)
	var form *temporal.ApplicationError
	require.ErrorAs(t, verdicts["no object"].(error), &form)
	require.Equal(t, casework.RefusedByForm, form.Type())
}

// The form of an Update is refused before it leaves history.
func TestTheFormOfAnUpdate(t *testing.T) {
	t.Parallel()
	good := casework.Command{ID: "u1", Name: casework.Chase, Actor: "section_head", At: shanghai(t, "2026-03-02T10:00:00")}
	for name, c := range map[string]struct {
		change func(*casework.Command)
		code   casework.Code
		field  string
	}{
		"no id":                     {func(c *casework.Command) { c.ID = "" }, casework.Invalid, "id"},
		"NUL in its id":             {func(c *casework.Command) { c.ID = "a\x00b" }, casework.Invalid, "id"},
		"an id of a thousand bytes": {func(c *casework.Command) { c.ID = string(make([]byte, 1000)) }, casework.Invalid, "id"},
		"nobody":                    {func(c *casework.Command) { c.Actor = "" }, casework.Invalid, "actor"},
		"NUL in its actor":          {func(c *casework.Command) { c.Actor = "section\x00head" }, casework.Invalid, "actor"},
		"a role that is no text":    {func(c *casework.Command) { c.Roles = []casework.Role{"a\x00"} }, casework.Invalid, "roles"},
		"NUL in an argument":        {func(c *casework.Command) { c.Args.ReasonID = "a\x00" }, casework.Invalid, "reason_id"},
		"NUL in a list":             {func(c *casework.Command) { c.Args.Materials = []string{"a\x00"} }, casework.Invalid, "materials"},
		"no command of a permit":    {func(c *casework.Command) { c.Name = casework.SignOff }, casework.UnknownCommand, "command"},
		"the year one":              {func(c *casework.Command) { c.At = time.Date(1, 1, 1, 0, 0, 1, 0, time.UTC) }, casework.Invalid, "at"},
		"tomorrow":                  {func(c *casework.Command) { c.At = c.At.AddDate(0, 0, 1) }, casework.FutureDate, "at"},
		"a deadline of the year 1":  {func(c *casework.Command) { c.Args.Until = time.Date(1, 1, 1, 0, 0, 1, 0, time.UTC) }, casework.Invalid, "until"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := newOffice(t, "food-permit", "2026-03-02T09:30:00")
			bad := good
			c.change(&bad)
			o.deliver(shanghai(t, "2026-03-02T10:00:00"), bad)
			o.run("2026-03-03T00:00:00")
			require.Equal(t, c.code, o.verdicts[bad.ID].Code)
			require.Equal(t, c.field, o.verdicts[bad.ID].Field)
			require.Empty(t, o.find(casework.CommandRefused, ""), "nothing of it is kept")
			require.Len(t, o.steps, 1)
		})
	}
	o := newOffice(t, "food-permit", "2026-03-02T09:30:00")
	o.deliver(shanghai(t, "2026-03-02T10:00:00"), good)
	o.run("2026-03-03T00:00:00")
	o.allAccepted(1)
}

// What no database can keep is refused without it, and the case goes on.
func TestPoisonedSignals(t *testing.T) {
	t.Parallel()
	o := newOffice(t, "food-permit", "2026-03-02T09:30:00")
	o.signal("2026-03-02T10:00:00", "a\x00b", casework.Chase, "section_head", casework.Args{})
	o.signal("2026-03-02T10:01:00", "s2", casework.Chase, "section\x00head", casework.Args{})
	o.signal("2026-03-02T10:02:00", "s3", casework.Chase, "section_head", casework.Args{ReasonID: "t\x00"})
	o.post("2026-03-02T10:03:00", func(env *testsuite.TestWorkflowEnvironment) { env.SignalWorkflow(casework.Chase, "no object") })
	o.post("2026-03-02T10:04:00", func(env *testsuite.TestWorkflowEnvironment) {
		env.SignalWorkflow(casework.Chase, map[string]any{"id": "s5", "actor": "section_head", "args": map[string]any{"colour": "red"}})
	})
	o.post("2026-03-02T10:05:00", func(env *testsuite.TestWorkflowEnvironment) { env.SignalWorkflow(casework.Chase, nil) })
	o.accept("2026-03-03T10:00:00")
	o.run("2026-03-04T00:00:00")
	o.allAccepted(1)
	refused := o.find(casework.CommandRefused, "")
	require.Len(t, refused, 6)
	for i, e := range refused {
		require.Equal(t, "signal", e.Detail["door"])
		require.NotContains(t, e.Actor+e.TextID, "\x00")
		require.Equal(t, casework.Chase, e.Detail["command"], i)
	}
	require.Equal(t, "unknown_field", refused[4].Detail["code"])
	for _, s := range o.steps {
		if s.Command != nil {
			require.Nil(t, s.Command.CheckShape(), "what is kept can be kept")
		}
	}
}

// A signal counts from its receipt by the engine, which the authority activity reads,
// however late a worker heard it.
func TestASignalCountsFromItsReceipt(t *testing.T) {
	t.Parallel()
	o := newOffice(t, "food-permit", "2026-03-02T09:30:00")
	o.accept("2026-03-03T10:00:00")
	o.receipts = map[string]time.Time{"s1": shanghai(t, "2026-03-17T17:00:00")}
	o.signal("2026-03-18T09:00:00", "s1", casework.Complete, "handler", casework.Args{}) // due 3-17 17:30
	o.run("2026-03-19T00:00:00")
	require.Equal(t, "2026-03-17 17:00", day(o.find(casework.Decided, "")[0].At))
	require.Empty(t, o.find(casework.ClockBreached, "handle"), "it came in time")
	last := o.steps[len(o.steps)-1]
	require.Equal(t, shanghai(t, "2026-03-17T17:00:00").UTC(), last.Verdict.At.UTC())
	require.Equal(t, casework.DoorSignal, last.Command.Door)
}

// An id that is another command's is refused and leaves that one alone.
func TestASignalTakesNobodysVerdict(t *testing.T) {
	t.Parallel()
	o := newOffice(t, "food-permit", "2026-03-02T09:30:00")
	o.taken = "accept@2026-03-03T10:00:00"
	o.signal("2026-03-02T10:00:00", o.taken, casework.Withdraw, "stranger", casework.Args{})
	o.accept("2026-03-03T10:00:00")
	o.run("2026-03-04T00:00:00")
	o.allAccepted(1)
	refused := o.find(casework.CommandRefused, "")
	require.Len(t, refused, 1)
	require.Equal(t, "key_reused", refused[0].Detail["code"])
}

// poison makes the database refuse steps for good while it stands.
func poison(fault casework.Fault) error {
	return temporal.NewNonRetryableApplicationError("refused", string(casework.Unwritable), nil, fault)
}

// A command whose step can never be committed is refused, and the case goes on.
func TestACommandThatCannotBeWritten(t *testing.T) {
	t.Parallel()
	o := newOffice(t, "food-permit", "2026-03-02T09:30:00")
	o.refuses = func(s casework.Step) error {
		if s.Verdict != nil && s.Verdict.Accepted && s.Verdict.Command == casework.Chase {
			return poison(casework.Fault{State: "23514", On: "timeline_check"})
		}
		return nil
	}
	o.update("2026-03-02T10:00:00", "", casework.Chase, casework.SectionHead, casework.Args{})
	o.accept("2026-03-03T10:00:00")
	o.run("2026-03-04T00:00:00")
	require.Equal(t, casework.Unwritable, o.verdicts["chase@2026-03-02T10:00:00"].Code)
	require.True(t, o.verdicts["accept@2026-03-03T10:00:00"].Accepted)
	require.Empty(t, o.lot, "answered: nothing stands still")
}

// A step of clocks that can never be committed parks the case in the operator's
// sight; commands wait; released while it still is refused it parks again; released
// once it is mended it goes on with its legal instants.
func TestParked(t *testing.T) {
	t.Parallel()
	play := func(t *testing.T, mended string) *office {
		o := newOffice(t, "food-permit", "2026-03-02T09:30:00")
		o.refuses = func(s casework.Step) error {
			for _, e := range s.Events {
				if e.Name == casework.ClockDeemed && o.env.Now().Before(shanghai(o, mended)) {
					return poison(casework.Fault{State: "23503", On: "timeline_clock"})
				}
			}
			return nil
		}
		release := func(at string) {
			o.post(at, func(env *testsuite.TestWorkflowEnvironment) { env.SignalWorkflow(casework.ReleaseSignal, nil) })
		}
		release("2026-03-03T10:00:00") // nothing stands still: no effect later
		o.update("2026-03-10T09:00:00", "", casework.Chase, casework.SectionHead, casework.Args{})
		release("2026-03-10T10:00:00")
		release("2026-03-12T10:00:00")
		o.run("2026-03-13T00:00:00")
		return o
	}
	untouched, parked := play(t, "2026-03-01T00:00:00"), play(t, "2026-03-11T00:00:00")
	require.Equal(t, untouched.standing(), parked.standing(), "as if it had never stood still")
	require.Empty(t, untouched.lot)
	require.Len(t, parked.lot, 3)
	deemed := parked.find(casework.ClockDeemed, "intake")[0].At
	require.Equal(t, "2026-03-09 17:30", day(deemed))
	for i, req := range parked.lot[:2] {
		require.Equal(t, "intake", req.Doing, i)
		require.Equal(t, deemed.UTC(), req.At.UTC())
		require.Equal(t, casework.Fault{State: "23503", On: "timeline_clock"}, req.Fault)
	}
	require.True(t, parked.lot[2].Gone)
	require.True(t, parked.verdicts["chase@2026-03-10T09:00:00"].Accepted)
}

// A case whose registration cannot be written stands still too, and begins once it can.
func TestParkedBeforeItBegins(t *testing.T) {
	t.Parallel()
	o := newOffice(t, "food-permit", "2026-03-02T09:30:00")
	o.refuses = func(casework.Step) error {
		if o.env.Now().Before(shanghai(t, "2026-03-03T09:00:00")) {
			return poison(casework.Fault{On: "cases"})
		}
		return nil
	}
	o.cancel("2026-03-02T12:00:00")
	o.post("2026-03-03T10:00:00", func(env *testsuite.TestWorkflowEnvironment) { env.SignalWorkflow(casework.ReleaseSignal, nil) })
	o.run("2026-03-04T00:00:00")
	require.Equal(t, casework.CaseRegistered, o.standing()[0].Name)
	require.Equal(t, "2026-03-02 09:30", day(o.standing()[0].At))
	require.Len(t, o.find(casework.CancelIgnored, ""), 1)
	require.Equal(t, "case_registered", o.lot[0].Doing)
	require.True(t, o.lot[1].Gone)
}

// Park keeps what stands still.
func (o *office) Park(_ context.Context, req casework.ParkRequest) error {
	o.lot = append(o.lot, req)
	return nil
}

// Received says when the engine received a signal, where the test says so.
func (o *office) Received(_ context.Context, req casework.ReceiptRequest) (time.Time, error) {
	return o.receipts[req.ID], nil
}
