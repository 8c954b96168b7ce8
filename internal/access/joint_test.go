package access_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
)

// joint is led by a post of another bureau; the demo office's food desk has a part.
var joint = access.Subject{
	Kind: casework.Supervision, Number: "DB2026-000001", Unit: "water-permits", Post: "water-desk", RegisteredBy: "somebody",
	Parts: []access.Place{{Unit: "permits", Post: "food-desk"}}, ConcludedBy: "supervision_office",
}

// Who has a part in an item sees it and reports on it; what is the lead's he does
// not do (R044).
func TestACoUnitSeesTheItemAndDoesItsPart(t *testing.T) {
	t.Parallel()
	o := demoOffice(t)
	for _, tt := range []struct {
		who, action string
		may         bool
	}{
		{"handler", access.CaseView, true}, {"handler", access.CaseTimeline, true}, {"handler", access.CasePersonal, true},
		{"handler", casework.Report, true}, {"section_head", access.CaseView, true},
		{"handler", casework.Reply, false}, {"handler", casework.Object, false}, {"handler", casework.RequestExtension, false},
		{"clerk", access.CaseView, false},
	} {
		_, err := table.Decide(o.sign(t, tt.who), tt.action, joint, o.tree())
		require.Equal(t, tt.may, err == nil, "%s %s", tt.who, tt.action)
	}
}

// Who took part in a conclusion does not review it (政府督查工作条例 17).
func TestReviewersRecuseThemselves(t *testing.T) {
	t.Parallel()
	o := demoOffice(t)
	own := access.Subject{Kind: casework.Supervision, Unit: "permits", Post: "food-desk", ConcludedBy: "supervision_office"}
	_, err := table.Decide(o.sign(t, "supervision_office"), casework.DecideObjection, own, o.tree())
	var refusal *casework.Error
	require.ErrorAs(t, err, &refusal)
	require.Equal(t, "本单位规定", refusal.Rule)
	_, err = table.Decide(o.sign(t, "principal_leader"), casework.DecideObjection, own, o.tree())
	require.NoError(t, err)
}

// A matter that was late goes to another bureau: whose section still owes the explanation
// reads what it explains, and does nothing of the matter's; once it has explained, no more
// (R059).
func TestWhoExplainsReadsTheMatter(t *testing.T) {
	t.Parallel()
	o := demoOffice(t)
	view := casework.CaseView{Kind: casework.Document, Number: "GW2026-000001", Unit: "water-permits", Post: "water-desk"}
	for status, reads := range map[casework.ClockStatus]bool{casework.Running: true, casework.Breached: true, casework.Met: false} {
		owed := casework.Clock{Name: casework.ClockExplain, Post: "food-desk", Unit: "permits", Status: status}
		s := table.Subject(view, &casework.State{Clocks: []casework.Clock{owed}})
		_, err := table.Decide(o.sign(t, "section_head"), access.CaseView, s, o.tree())
		require.Equal(t, reads, err == nil, status)
		_, err = table.Decide(o.sign(t, "handler"), casework.Complete, s, o.tree())
		require.Error(t, err, status)
	}
}
