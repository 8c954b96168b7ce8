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

// A renewal of 2-02 of a permit that expired on 3-10, entered on 3-12: renewed by law once the
// general office confirms it, as of the end of 3-10, and delivered; denied meanwhile it is not
// (行政许可法 50).
func TestARenewalEnteredLateIsConfirmed(t *testing.T) {
	o := newOffice(t, "food-renewal", "2026-03-12T10:00:00")
	o.start.Received, o.start.Intake = shanghai(t, "2026-02-02T10:00:00"), casework.IntakeComplete
	for _, code := range []string{"application", "licence", "id-card"} {
		o.start.Papers = append(o.start.Papers, casework.Paper{Code: code})
	}
	o.start.Facts = map[string]string{casework.FactExpires: "2026-03-10T00:00:00+08:00"}
	o.start.Declared = kind.Office().Of(casework.Service).Revision
	o.update("2026-03-12T11:00:00", "", casework.Deny, casework.Handler, casework.Args{ReasonID: "t1", BasisID: "t2"})
	o.update("2026-03-12T12:00:00", "", kind.ConfirmDeemed, casework.GeneralOffice, casework.Args{Approve: &yes, ReasonID: "t1"})
	o.run("2026-03-12T14:00:00")
	renewed := o.find(kind.Renewed, "")
	require.Len(t, renewed, 1)
	require.Equal(t, "entered_late", renewed[0].Detail["unconfirmed"])
	require.Equal(t, "2026-03-11T00:00:00+08:00", renewed[0].Detail["as_of"])
	require.Len(t, o.find(casework.CommandRefused, ""), 1)
	require.Len(t, o.find(kind.DeemedConfirmed, "renew"), 1)
	require.Equal(t, casework.StageDeliver, o.last().Stage)
	require.Equal(t, "completed", o.last().Decision)
}
