package workflows_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

// issued is an item issued on Monday 3-02, its origin confirmed; rounds end on 3-09, 3-16.
func issued(t *testing.T, facts map[string]string) *office {
	t.Helper()
	o := newMatter(t, casework.Supervision, "2026-03-02T08:30:00", facts)
	o.update("2026-03-02T08:40:00", "", casework.Propose, casework.SupervisionOffice, casework.Args{Category: "department", BasisID: "letter"})
	o.update("2026-03-02T09:00:00", "", casework.Issue, casework.GeneralOffice, casework.Args{Post: "road-desk", Limit: "20wd"})
	return o
}

// A week without a re-check is missed, and one with is not; whoever issued the item hears,
// and where nothing was done he hears of that (R097).
func TestARecheckMeetsItsRound(t *testing.T) {
	o := issued(t, nil)
	o.update("2026-03-06T09:00:00", "", casework.Chase, casework.SupervisionOffice, casework.Args{}) // chasing is none
	o.update("2026-03-11T09:00:00", "", casework.Recheck, casework.SupervisionOffice, casework.Args{Outcome: casework.RecheckNotDone, ReasonID: "found"})
	o.run("2026-03-17T00:00:00")
	o.accepted()
	missed := o.find(casework.RoundMissed, "follow_up")
	require.Len(t, missed, 1)
	require.Equal(t, "2026-03-09 17:30", day(missed[0].At))
	require.Equal(t, []casework.Role{casework.SupervisionOffice, casework.GeneralOffice, casework.LeaderInCharge}, missed[0].To)
	found := o.find(casework.Rechecked, "follow_up")
	require.Equal(t, []casework.Role{casework.ActingHolder, casework.SectionHead, casework.GeneralOffice}, found[0].To)
	require.Equal(t, "found", found[0].TextID)
	var warned []string
	for _, e := range o.find(casework.ClockWarned, "follow_up") {
		warned = append(warned, day(e.At))
	}
	require.Equal(t, []string{"2026-03-06 08:30"}, warned, "of a round that is met nobody is reminded")
	require.Equal(t, "2026-03-23", o.last().Clock("follow_up").Date, "counted from the issue")
}

// What began before a re-check was an act misses no round, whatever policy counts it: nobody
// could have met one.
func TestNobodyMissesWhatHeCannotDo(t *testing.T) {
	o := newMatter(t, casework.Supervision, "2026-03-02T08:30:00", nil)
	o.start.Declared = 0
	o.update("2026-03-02T09:00:00", "", casework.Issue, casework.SupervisionOffice, casework.Args{Post: "road-desk", Limit: "20wd"})
	o.run("2026-03-17T00:00:00")
	o.accepted()
	require.Len(t, o.find(casework.ClockRecurred, "follow_up"), 2)
	require.Empty(t, o.find(casework.RoundMissed, ""))
}

// Of the origin registered and the one confirmed the higher leader approves, and what names
// somebody above is not ordinary (R099).
func TestTheHigherOriginApproves(t *testing.T) {
	ordinary, read := casework.Args{Category: kind.Ordinary}, casework.Args{Category: "department", BasisID: "letter"}
	for name, tt := range map[string]struct {
		facts map[string]string
		args  casework.Args
		by    casework.Role
		want  casework.Code
	}{
		"as registered":                     {map[string]string{"origin": "provincial_leader"}, read, casework.GeneralOffice, casework.NotCompetent},
		"by the leader it asks for":         {map[string]string{"origin": "provincial_leader"}, read, casework.PrincipalLeader, ""},
		"as confirmed":                      {map[string]string{"origin": kind.Ordinary}, read, casework.SupervisionOffice, casework.NotCompetent},
		"by the office it asks for":         {map[string]string{"origin": kind.Ordinary}, read, casework.GeneralOffice, ""},
		"ordinary, to both":                 {map[string]string{"origin": kind.Ordinary}, ordinary, casework.SupervisionOffice, ""},
		"forwarded from above":              {map[string]string{"origin": kind.Ordinary, "scope": "from_above"}, ordinary, casework.SupervisionOffice, casework.OriginUnread},
		"on behalf of the government":       {map[string]string{kind.FactGovernment: "true"}, ordinary, casework.SupervisionOffice, casework.OriginUnread},
		"ordinary, and names a letter":      {nil, casework.Args{Category: kind.Ordinary, BasisID: "letter"}, casework.SupervisionOffice, casework.OriginUnread},
		"a department's, and names nothing": {nil, casework.Args{Category: "department"}, casework.GeneralOffice, casework.OriginUnread},
	} {
		t.Run(name, func(t *testing.T) {
			o := newMatter(t, casework.Supervision, "2026-03-02T08:30:00", tt.facts)
			o.update("2026-03-02T08:40:00", "", casework.Propose, casework.SupervisionOffice, tt.args)
			o.update("2026-03-02T09:00:00", "", casework.Issue, tt.by, casework.Args{Post: "road-desk"})
			o.run("2026-03-03T00:00:00")
			require.Equal(t, tt.want, o.verdicts["issue@2026-03-02T09:00:00"].Code)
		})
	}
}

// The thirty days are for what a government has looked into, from the day its conclusion was
// received; a bureau's own item ends with the sign-off (政府督查工作条例 2, 7, 17).
func TestWhoseConclusionMayBeObjectedTo(t *testing.T) {
	for name, tt := range map[string]struct{ government, received, due string }{
		"a bureau's own":          {"", "", ""},
		"a government's, unread":  {"true", "", ""},
		"a government's, on 3-12": {"true", "2026-03-12T09:00:00", "2026-04-13"}, // 4-11 is a Saturday
	} {
		t.Run(name, func(t *testing.T) {
			o := issued(t, map[string]string{kind.FactGovernment: tt.government})
			o.update("2026-03-05T09:00:00", "", casework.Reply, casework.Handler, casework.Args{})
			o.update("2026-03-06T09:00:00", "", casework.SignOff, casework.SupervisionOffice, casework.Args{})
			if tt.received != "" {
				o.update(tt.received, "", casework.ConfirmReceipt, casework.Handler, casework.Args{})
			}
			o.run("2026-03-13T00:00:00")
			o.accepted()
			require.Equal(t, tt.government == "", o.last().Closed())
			if c := o.last().Clock("objection"); tt.due == "" {
				require.Nil(t, c)
			} else {
				require.Equal(t, tt.due, c.Date)
			}
		})
	}
}
