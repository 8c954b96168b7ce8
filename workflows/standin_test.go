package workflows_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
)

// Two posts stand empty: the leader's half hour ends with the second name, not with
// the first, and a name given anew for a post is no second one (R169).
func TestEveryPostHasItsStandin(t *testing.T) {
	late := "2026-03-02T10:20:00"
	for name, tt := range map[string]struct {
		second string
		due    int
	}{"both in time": {"2026-03-02T09:55:00", 0}, "the second late": {late, 1}} {
		t.Run(name, func(t *testing.T) {
			o := newAbsence(t, "outing", "2026-03-02T14:00:00", "2026-03-02T17:00:00")
			o.empty = []string{"food-desk", "practice-desk"}
			o.update("2026-03-02T09:30:00", "", casework.Approve, casework.SectionHead, casework.Args{Approve: &yes})
			o.update("2026-03-02T09:40:00", "", casework.Designate, casework.LeaderInCharge, casework.Args{Post: "food-desk", Person: "backup"})
			o.update("2026-03-02T09:45:00", "", casework.Designate, casework.LeaderInCharge, casework.Args{Post: "food-desk", Person: "clerk"})
			o.update("2026-03-02T09:50:00", "", casework.Designate, casework.LeaderInCharge, casework.Args{Post: "permits-head", Person: "clerk"})
			o.update(tt.second, "", casework.Designate, casework.LeaderInCharge, casework.Args{Post: "practice-desk", Person: "clerk"})
			o.run("2026-03-02T12:00:00")
			require.Equal(t, casework.FieldError(casework.Invalid, "post", "R169"), o.verdicts["designate@2026-03-02T09:50:00"].Err(), "somebody stands there")
			require.Len(t, o.find(casework.StandinDesignated, ""), 3)
			require.Len(t, o.find(casework.ClockBreached, "designate"), tt.due)
			met := o.find(casework.ClockMet, "designate")
			require.Len(t, met, 1)
			require.True(t, shanghai(t, tt.second).Equal(met[0].At))
			require.Equal(t, []casework.Standin{{Post: "food-desk", Person: "clerk"}, {Post: "practice-desk", Person: "clerk"}}, o.last().Standins)
		})
	}
}

// Who is away himself is not named, by an Update or by a Signal: it is refused with
// the reason, stands in the record, and the leader still owes a name (R169, R211).
func TestNobodyAwayStandsIn(t *testing.T) {
	name := func(o *office, at, person string) {
		o.update(at, "", casework.Designate, casework.LeaderInCharge, casework.Args{Post: "food-desk", Person: person, Until: shanghai(o, "2026-03-06T17:30:00")})
	}
	for kind, o := range map[string]*office{
		"absence": newAbsence(t, "outing", "2026-03-02T14:00:00", "2026-03-02T17:00:00"), "vacancy": newVacancy(t),
	} {
		t.Run(kind, func(t *testing.T) {
			o.tester = t
			o.empty = []string{"food-desk"}
			o.unfit = map[string]casework.Code{"clerk": casework.StandinAway, "backup": casework.CoverRing}
			if kind == "absence" {
				o.update("2026-03-02T09:55:00", "", casework.Approve, casework.SectionHead, casework.Args{Approve: &yes})
			}
			name(o, "2026-03-02T10:05:00", "clerk")
			o.signal("2026-03-02T10:10:00", "s1", casework.Designate, "leader_in_charge", casework.Args{
				Post: "food-desk", Person: "backup", Until: shanghai(t, "2026-03-06T17:30:00"),
			})
			name(o, "2026-03-02T10:15:00", "auditor")
			o.run("2026-03-02T10:20:00")
			var codes []string
			for _, e := range o.find(casework.CommandRefused, "") {
				require.Equal(t, "R169", e.Rule)
				require.Equal(t, "person", e.Detail["field"])
				codes = append(codes, e.Detail["code"])
			}
			require.Equal(t, []string{"standin_away", "cover_ring"}, codes)
			standin := o.find(casework.StandinDesignated, "")
			require.Len(t, standin, 1)
			require.Equal(t, "auditor", standin[0].Detail["person"])
		})
	}
}

// A leave that closes a ring of covers is not granted: it is refused, stands in the
// record, and waits for who may stand in. Who left in an emergency has left; the
// leader is asked (R169, R183).
func TestNoLeaveClosesARing(t *testing.T) {
	o := newAbsence(t, "outing", "2026-03-02T14:00:00", "2026-03-02T17:00:00")
	o.ring, o.empty = true, []string{"food-desk"}
	no := false
	o.update("2026-03-02T09:30:00", "", casework.Approve, casework.SectionHead, casework.Args{Approve: &yes})
	o.update("2026-03-02T09:40:00", "", casework.Approve, casework.SectionHead, casework.Args{Approve: &no})
	o.run("2026-03-02T12:00:00")
	require.Equal(t, casework.FieldError(casework.CoverRing, "approve", "R169"), o.verdicts["approve@2026-03-02T09:30:00"].Err())
	require.Len(t, o.find(casework.CommandRefused, ""), 1)
	require.Empty(t, o.find(casework.AbsenceApproved, ""))
	require.Equal(t, "refused", o.last().Result, "to refuse it is always possible")

	ill := newAbsence(t, "emergency", "2026-03-02T09:00:00", "2026-03-02T17:00:00")
	ill.ring, ill.empty = true, []string{"food-desk"}
	ill.run("2026-03-02T09:10:00")
	require.Len(t, ill.find(casework.AbsenceApproved, ""), 1)
	require.Equal(t, []casework.Role{casework.LeaderInCharge}, ill.find(casework.DesignationAsked, "")[0].To)
}
