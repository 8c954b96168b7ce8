package workflows_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

// A registration is taken back on its working day, by whoever made it, before anybody acted
// on it; after that it is closed, and two sign (R048). Monday 2026-03-02.
func TestARegistrationIsVoidedTheSameDay(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		registered, received, acted, voided string
		person                              string
		want                                casework.Code
	}{
		"at closing time":                 {"2026-03-02T09:30:00", "", "", "2026-03-02T17:30:00", "clerk", ""},
		"after closing time":              {"2026-03-02T09:30:00", "", "", "2026-03-02T17:30:01", "clerk", casework.VoidOver},
		"made on a Saturday, on Monday":   {"2026-03-07T10:00:00", "", "", "2026-03-09T17:30:00", "clerk", ""},
		"once it was acted on":            {"2026-03-02T09:30:00", "", "2026-03-02T10:00:00", "2026-03-02T11:00:00", "clerk", casework.VoidOver},
		"by another":                      {"2026-03-02T09:30:00", "", "", "2026-03-02T11:00:00", "second_clerk", casework.NotRegistrar},
		"of a receipt that is late by it": {"2026-03-10T09:30:00", "2026-02-02T09:30:00", "", "2026-03-10T10:00:00", "clerk", casework.VoidOver},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := newOffice(t, "food-permit", tt.registered)
			o.start.Declared = kind.Office().Of(casework.Service).Revision
			o.start.Facts = map[string]string{casework.FactRegistrar: "clerk"}
			if tt.received != "" {
				o.start.Received = shanghai(t, tt.received)
			}
			if tt.acted != "" {
				o.update(tt.acted, "", casework.Accept, casework.Handler, casework.Args{})
			}
			c := casework.Command{ID: "void", Name: casework.VoidCase, Actor: tt.person, Roles: []casework.Role{casework.Clerk}, At: shanghai(t, tt.voided), Args: casework.Args{ReasonID: "t1"}}
			o.deliver(c.At, c)
			o.run("2026-03-31T00:00:00")
			v := o.verdicts["void"]
			require.Equal(t, []any{tt.want, tt.want == "", false}, []any{v.Code, v.Accepted, v.Waits})
			require.Equal(t, tt.want == "", o.last().Result == "void")
			if tt.want == "" {
				require.Empty(t, o.find(casework.CardIssued, "intake"))
				require.Empty(t, o.find(casework.ClockBreached, "intake"))
			}
			consistent(o)
		})
	}
}

// A document of Saturday 03-07 is due for a proposal on Monday at closing, and that its time is
// nearly over is armed before 08:30. Who chases it in the minute before has acted on it, though the
// warning is made again after him, and though the run that hears the second is another.
func TestWhoActedBeforeAnArmedStepHasActed(t *testing.T) {
	t.Parallel()
	o := chased(t)
	o.run("2026-03-09T08:29:10")
	value, err := o.env.QueryWorkflow(casework.TrailQuery)
	require.NoError(t, err)
	var trail casework.Trail
	require.NoError(t, value.Get(&trail))

	next := newMatter(t, casework.Document, "2026-03-07T10:00:00", nil)
	next.start, next.trail, next.from = *o.last(), trail.Marks, shanghai(t, "2026-03-09T08:29:10")
	next.start.Run, next.start.Revision = 2, 0
	next.update("2026-03-09T08:29:30", "", casework.VoidCase, casework.Clerk, casework.Args{ReasonID: "t1"})
	next.run("2026-03-09T12:00:00")
	require.Equal(t, casework.VoidOver, next.verdicts["void@2026-03-09T08:29:30"].Code)
	require.False(t, next.last().Closed())
}

// Who voided it in the half minute after had not heard of the chase, which comes after him: it is
// too early, and what was void in good faith stays so.
func TestWhatWasVoidIsNotActedOnBefore(t *testing.T) {
	t.Parallel()
	o := chased(t)
	o.mail = nil
	o.update("2026-03-09T08:29:30", "", casework.VoidCase, casework.Clerk, casework.Args{ReasonID: "t1"})
	o.run("2026-03-09T12:00:00")
	require.Equal(t, "void", o.last().Result)
	next := o.lateFor("2026-03-09T08:35:00", "2026-03-09T08:29:00", casework.Command{
		Name: casework.Chase, Actor: "general_office", Roles: []casework.Role{casework.GeneralOffice},
	})
	next.run("2026-03-09T12:00:00")
	require.Len(t, next.find(casework.CommandRefused, ""), 1)
	require.Equal(t, "void", next.last().Result)
}

func chased(t *testing.T) *office {
	o := newMatter(t, casework.Document, "2026-03-07T10:00:00", map[string]string{casework.FactRegistrar: "clerk"})
	o.start.Declared = kind.Office().Of(casework.Document).Revision
	o.deliver(shanghai(t, "2026-03-09T08:29:00"), casework.Command{
		ID: "chase", Name: casework.Chase, Actor: "general_office", Roles: []casework.Role{casework.GeneralOffice}, At: shanghai(t, "2026-03-09T08:29:00"),
	})
	return o
}
