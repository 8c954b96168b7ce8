package counter_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/countertest"
	"github.com/shixian/shixian/internal/counter/roster"
	"github.com/shixian/shixian/internal/duty"
)

func with(person string, role casework.Role) casework.Principal {
	return casework.Principal{Person: person, Holdings: []casework.Holding{{Post: person, Role: role, Unit: "bureau"}}}
}

func TestPlanIsProposedApprovedAndFiled(t *testing.T) {
	t.Parallel()
	b := staffed(t)
	party, chief, office := with("party", casework.PartyGroup), with("chief", casework.PrincipalLeader), with("office", casework.GeneralOffice)
	plan, err := b.ProposePlan(t.Context(), head(), roster.PostPlan{
		Post: "permit-1", Holders: []string{countertest.Handler, countertest.Stranger}, From: b.now.Add(time.Hour),
	})
	require.NoError(t, err)
	require.Equal(t, []string{countertest.Stranger}, plan.Outside, "of another section (R163)")

	step := func(p casework.Principal, name string) (casework.Code, string) {
		_, err := b.DecidePlan(t.Context(), p, plan.ID, name)
		if found := core.RefusalsOf(err); len(found) > 0 {
			return found[0].Code, found[0].Rule
		}
		require.NoError(t, err)
		return "", ""
	}
	for _, tt := range []struct {
		by   casework.Principal
		step string
		code casework.Code
		rule string
	}{
		{party, roster.PlanApprove, casework.WrongStage, "R163"}, // the exception first
		{office, roster.PlanFile, casework.WrongStage, "R162"},
		{head(), roster.PlanApprove, casework.Forbidden, ""},
		{party, roster.PlanExcept, casework.Forbidden, ""},
		{chief, roster.PlanExcept, "", ""},
		{chief, roster.PlanExcept, casework.WrongStage, "R163"},
		{party, roster.PlanApprove, "", ""},
		{party, roster.PlanApprove, casework.WrongStage, "R162"},
		{office, roster.PlanFile, "", ""},
		{party, "burn", casework.UnknownCommand, ""},
	} {
		code, rule := step(tt.by, tt.step)
		require.Equal(t, tt.code, code, "%s %s", tt.by.Person, tt.step)
		require.Equal(t, tt.rule, rule, "%s %s", tt.by.Person, tt.step)
	}
	rows, err := b.Posts(t.Context(), clerk())
	require.NoError(t, err)
	for _, row := range rows {
		if row.ID == "permit-1" {
			require.Len(t, row.Plans, 1)
			require.Equal(t, "office", row.Plans[0].Filed.By)
			require.True(t, row.NoBackup)
			require.False(t, row.Vacant)
		}
		if row.ID == "permit-2" {
			require.True(t, row.Vacant, "nobody stands there (R211)")
		}
	}
}

func TestPlanRefusals(t *testing.T) {
	t.Parallel()
	b := staffed(t)
	later := b.now.Add(time.Hour)
	until := later.Add(48 * time.Hour)
	back := later.Add(25 * time.Hour)
	b.store.Roster.Leaves = []duty.Absence{{Person: countertest.Stranger, From: later.Add(24 * time.Hour), Until: back, Returned: &back}}
	for name, tt := range map[string]struct {
		plan  roster.PostPlan
		code  casework.Code
		field string
		rule  string
	}{
		"A as his own B":                {roster.PostPlan{Post: "permit-1", Holders: []string{countertest.Handler, countertest.Handler}, From: later}, casework.Invalid, "backup", "R161"},
		"A as his own second B":         {roster.PostPlan{Post: "permit-1", Holders: []string{countertest.Handler, countertest.Clerk, countertest.Handler}, From: later}, casework.Invalid, "backup", "R161"},
		"one B twice":                   {roster.PostPlan{Post: "permit-1", Holders: []string{countertest.Handler, countertest.Clerk, countertest.Clerk}, From: later}, casework.Invalid, "person", "R161"},
		"nobody we know":                {roster.PostPlan{Post: "permit-1", Holders: []string{"moon"}, From: later}, casework.Invalid, "holders", "R161"},
		"who has left":                  {roster.PostPlan{Post: "permit-1", Holders: []string{countertest.Gone}, From: later}, casework.Invalid, "holders", "R161"},
		"yesterday":                     {roster.PostPlan{Post: "permit-1", Holders: []string{countertest.Handler}, From: b.now.AddDate(0, 0, -1)}, casework.Invalid, "from", "R162"},
		"vacant, nobody's":              {roster.PostPlan{Post: "permit-1", From: later}, casework.Invalid, "standin", "R211"},
		"vacant without an end":         {roster.PostPlan{Post: "permit-1", Standin: countertest.Clerk, From: later}, casework.Invalid, "standin", "R211"},
		"vacant, and the stand-in away": {roster.PostPlan{Post: "permit-1", Standin: countertest.Stranger, Until: &until, From: later}, casework.StandinAway, "standin", "R211"},
		"no such post":                  {roster.PostPlan{Post: "moon", Holders: []string{countertest.Handler}, From: later}, casework.NotFound, "post", "R161"},
	} {
		_, err := b.ProposePlan(t.Context(), head(), tt.plan)
		found := core.RefusalsOf(err)
		require.Len(t, found, 1, name)
		require.Equal(t, casework.FieldError(tt.code, tt.field, tt.rule), found[0], name)
	}
	_, err := b.ProposePlan(t.Context(), handler(), roster.PostPlan{Post: "permit-1", Holders: []string{countertest.Handler}, From: later})
	require.Equal(t, casework.Forbidden, casework.CodeOf(err))
	require.Empty(t, b.store.Roster.Proposed)
}

// Who was to answer for a vacant post and has asked for leave since is not put on it.
func TestPlanOfAStandinWhoLeaves(t *testing.T) {
	t.Parallel()
	b := staffed(t)
	from := b.now.Add(time.Hour)
	until := from.Add(48 * time.Hour)
	plan, err := b.ProposePlan(t.Context(), head(), roster.PostPlan{Post: "permit-1", Standin: countertest.Clerk, Until: &until, From: from})
	require.NoError(t, err)
	b.store.Roster.Leaves = []duty.Absence{{Person: countertest.Clerk, From: from.Add(time.Hour), Until: until}}
	party := with("party", casework.PartyGroup)
	_, err = b.DecidePlan(t.Context(), party, plan.ID, roster.PlanApprove)
	require.Equal(t, casework.FieldError(casework.StandinAway, "standin", "R211"), core.RefusalsOf(err)[0])
	require.Nil(t, b.store.Roster.Proposed[0].Approved)
	b.store.Roster.Leaves = nil
	_, err = b.DecidePlan(t.Context(), party, plan.ID, roster.PlanApprove)
	require.NoError(t, err)
}
