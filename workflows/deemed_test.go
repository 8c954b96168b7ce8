package workflows_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

// A receipt of 3-2 that is entered on 3-12, when its five working days were over on 3-9: what
// the law decided then awaits the general office, a working day from the entry, and stands as
// of 3-9 once it is confirmed. Once the desk has decided, nothing is left to set aside (ADR 38).
func TestWhatTheLawDecidedIsConfirmed(t *testing.T) {
	late := func() *office {
		o := newOffice(t, "food-permit", "2026-03-12T10:00:00")
		o.start.Received = shanghai(t, "2026-03-02T10:00:00")
		o.start.Declared = kind.Office().Of(casework.Service).Revision
		return o
	}
	o := late()
	o.update("2026-03-13T10:00:00", "", kind.ConfirmDeemed, casework.GeneralOffice, casework.Args{Approve: &yes, ReasonID: "t1"})
	o.run("2026-03-13T12:00:00")
	owed := o.find(casework.ClockStarted, "confirm_deemed:intake")
	require.Len(t, owed, 1)
	require.Equal(t, "2026-03-13", owed[0].Due.Date)
	accepted := o.find(casework.Accepted, "")
	require.Len(t, accepted, 1)
	require.Equal(t, "entered_late", accepted[0].Detail["unconfirmed"])
	require.Equal(t, kind.DeemedUnconfirmed, accepted[0].Level)
	said := o.find(kind.DeemedConfirmed, "intake")
	require.Len(t, said, 1)
	require.Equal(t, "2026-03-09T17:30:00+08:00", said[0].Detail["as_of"])

	o = late()
	o.update("2026-03-12T11:00:00", "", casework.Complete, casework.Handler, casework.Args{})
	o.update("2026-03-12T12:00:00", "", kind.ConfirmDeemed, casework.GeneralOffice, casework.Args{Approve: &no, ReasonID: "t1"})
	o.run("2026-03-12T14:00:00")
	require.Equal(t, casework.WrongStage, o.last().Seen[len(o.last().Seen)-1].Code)
	require.Equal(t, "approve", o.last().Seen[len(o.last().Seen)-1].Field)
	require.Empty(t, o.find(kind.DeemedConfirmed, "intake"))
}
