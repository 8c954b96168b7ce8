package workflows_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

// joined is a permit accepted on Monday 2026-03-02 whose unit leads, with a part for the road
// desk until Thursday 03-05, given by the head of the section.
func joined(t *testing.T) *office {
	t.Helper()
	o := newOffice(t, "food-permit", "2026-03-02T10:00:00")
	o.start.Declared = kind.Office().Of(casework.Service).Revision
	o.update("2026-03-02T11:00:00", "", casework.Accept, casework.Handler, casework.Args{})
	o.update("2026-03-02T11:30:00", "", kind.NameLead, casework.PrincipalLeader, casework.Args{})
	o.update("2026-03-02T14:00:00", "", casework.AssignStep, casework.SectionHead, casework.Args{Post: "road-desk", Limit: "3wd", ReasonID: "t1"})
	return o
}

// What nobody makes anything of any more falls away with the matter: the part that still
// runs, and its receipt. What is late is answered for all the same (R045).
func TestAPartEndsWithItsMatterUnlessItIsLate(t *testing.T) {
	for name, tt := range map[string]struct {
		at    string
		drops int
	}{
		"taken back while it runs":   {"2026-03-04T10:00:00", 1},
		"taken back once it is late": {"2026-03-06T10:00:00", 0},
	} {
		t.Run(name, func(t *testing.T) {
			o := joined(t)
			o.update(tt.at, "", casework.Withdraw, casework.Handler, casework.Args{Proof: "f1"})
			o.run("2026-03-12T00:00:00")
			require.Len(t, o.find(casework.CaseClosed, ""), 1)
			require.Len(t, o.find(casework.ClockDropped, "step:road-desk"), tt.drops)
			require.Len(t, o.find(casework.AccountabilityOpened, "step:road-desk"), 1-tt.drops, "Tuesday 03-10, three working days on")
		})
	}
}

// The lead hears of a part whose time went by: it is told to his own post, beside what the
// co-unit and its head are told at theirs (R045).
func TestTheLeadHearsOfALatePart(t *testing.T) {
	o := joined(t)
	o.run("2026-03-06T00:00:00")
	overdue := o.find(casework.StepOverdue, "step:road-desk")
	require.Len(t, overdue, 1, "Thursday 03-05, three working days on")
	require.Equal(t, "2026-03-05 17:30", day(overdue[0].At))
	require.Empty(t, overdue[0].Post, "of the case itself, and not the co-unit's desk")
	require.Equal(t, []casework.Role{casework.ActingHolder}, overdue[0].To)
	require.Equal(t, "road-desk", o.find(casework.ClockBreached, "step:road-desk")[0].Post)
	require.False(t, overdue[0].Quiet, "it stands in his inbox")
}

// Who reviews a proposal has the file before him: more time asked for and refused meanwhile
// leaves it there, and the promise counts on (R043).
func TestTheFileGoesBackToWhoReviewsIt(t *testing.T) {
	o := newOffice(t, "hygiene-permit", "2026-03-02T10:00:00")
	o.start.Declared = kind.Office().Of(casework.Service).Revision
	o.update("2026-03-02T11:00:00", "", casework.Accept, casework.Handler, casework.Args{})
	o.update("2026-03-03T10:00:00", "", casework.Propose, casework.Handler, casework.Args{Outcome: "completed", ReasonID: "t1"})
	o.update("2026-03-03T11:00:00", "", casework.RequestExtension, casework.Handler, casework.Args{Clock: "handle", Days: 2, ReasonID: "t2"})
	o.update("2026-03-03T14:00:00", "", casework.DecideExtension, casework.LeaderInCharge, casework.Args{Clock: "handle", Approve: &no, ReasonID: "t3"})
	o.run("2026-03-04T09:00:00")
	turns := o.find(casework.TurnChanged, "")
	require.Equal(t, string(casework.SectionHead), turns[len(turns)-1].Detail["to"])
	require.Empty(t, o.find(casework.ClockPaused, ""))
}
