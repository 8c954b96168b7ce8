package workflows_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

// Nobody escapes alone (R048). Accepted on Monday 2026-03-02, the promise of 10wd is due
// on 3-16 at 17:30; a second signature is awaited for one working day.

func newest(t tester) *office {
	o := newOffice(t, "food-permit", "2026-03-02T09:30:00")
	o.start.Declared = kind.Office().Of(casework.Service).Revision
	o.accept("2026-03-02T10:00:00")
	return o
}

func signed(yes bool) casework.Args { return casework.Args{Approve: &yes} }

// closing is the id of what the handler asked for.
const closing = "close@2026-03-16T17:00:00"

// Half an hour before it is due the handler closes it: nothing ends, and the promise is
// broken at its hour. The head signs the next morning: it ended when he asked, and the
// breach, its card and the explanation never were.
func TestCloseCountsFromTheFirstSignature(t *testing.T) {
	t.Parallel()
	o := newest(t)
	o.update("2026-03-16T17:00:00", "", casework.Close, casework.Handler, casework.Args{})
	o.update("2026-03-17T09:00:00", "", casework.Countersign, casework.SectionHead, casework.Args{Request: closing, Approve: new(true)})
	o.run("2026-03-31T00:00:00")
	o.allAccepted(3)
	require.True(t, o.verdicts[closing].Waits)
	require.False(t, o.verdicts["countersign@2026-03-17T09:00:00"].Waits)
	require.Equal(t, []string{"2026-03-16 17:00"}, o.told(casework.SecondAsked, ""))
	require.Equal(t, []string{"2026-03-16 17:00"}, o.told(casework.CaseClosed, ""))
	require.Equal(t, []string{"2026-03-17 09:00"}, o.told(casework.SecondGiven, ""))
	require.Empty(t, o.told(casework.ClockBreached, "handle"))
	require.Empty(t, o.told(casework.CardIssued, "handle"))
	require.Equal(t, []string{"2026-03-16 17:00"}, o.told(casework.ClockDropped, "handle"))
	require.Empty(t, o.told(casework.ExplanationDue, "explain"))
	require.Equal(t, "handler", o.find(casework.CaseClosed, "")[0].Actor)
	require.Equal(t, "section_head", o.find(casework.SecondGiven, "")[0].Actor)
	require.Equal(t, casework.Met, o.last().Clock(casework.ClockCountersign).Status)
	require.Nil(t, o.last().Second)
	consistent(o)
}

// Nobody signs by 3-17 at 17:30, or the head refuses: the ladder stands as it would.
func TestUnsignedNothingHasChanged(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		signs func(o *office)
		says  casework.EventName
		of    string // the clock it is said of
		at    string
	}{
		"lapsed": {func(*office) {}, casework.SecondLapsed, casework.ClockCountersign, "2026-03-17 17:30"},
		"refused": {func(o *office) {
			o.update("2026-03-17T09:00:00", "", casework.Countersign, casework.SectionHead, signed(false))
		}, casework.SecondRefused, "", "2026-03-17 09:00"},
		"taken back": {func(o *office) { // by who asked, on whatever post he stands by then
			c := casework.Command{ID: "back", Name: casework.Countersign, Actor: "handler", At: shanghai(t, "2026-03-17T09:00:00"), Args: signed(false)}
			o.deliver(c.At, c)
		}, casework.SecondWithdrawn, "", "2026-03-17 09:00"},
		"too late": {func(o *office) {
			o.update("2026-03-17T17:30:01", "", casework.Countersign, casework.SectionHead, signed(true))
		}, casework.SecondLapsed, casework.ClockCountersign, "2026-03-17 17:30"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := newest(t)
			o.update("2026-03-16T17:00:00", "", casework.Close, casework.Handler, casework.Args{})
			tt.signs(o)
			o.run("2026-03-31T00:00:00")
			require.Equal(t, []string{tt.at}, o.told(tt.says, tt.of))
			require.Equal(t, []string{"2026-03-16 17:30"}, o.told(casework.ClockBreached, "handle"))
			require.Equal(t, []string{"2026-03-16 17:30 1", "2026-03-17 17:30 2", "2026-03-19 17:30 3"}, o.told(casework.Escalated, "handle"))
			require.Empty(t, o.told(casework.CaseClosed, ""))
			require.Nil(t, o.last().Second)
			require.Empty(t, o.takenBack())
			consistent(o)
		})
	}
}

// He who asked does not sign, nor who has no power over it, nor anybody what he was not shown.
func TestWhoSigns(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		by, person casework.Role
		args       casework.Args
		want       casework.Code
	}{
		"himself":                 {casework.Handler, casework.Handler, signed(true), casework.OwnCase},
		"himself, for his head":   {casework.SectionHead, casework.Handler, signed(true), casework.OwnCase},
		"his backup":              {casework.Handler, "backup", signed(true), ""},
		"the leader":              {casework.LeaderInCharge, casework.LeaderInCharge, signed(true), ""},
		"whoever is on duty":      {casework.GeneralOffice, casework.GeneralOffice, signed(true), ""},
		"the auditor":             {casework.Auditor, casework.Auditor, signed(true), casework.NotDecider},
		"another act than shown":  {casework.SectionHead, casework.SectionHead, casework.Args{Request: "close@earlier", Approve: new(true)}, casework.NoSecond},
		"who says neither nor no": {casework.SectionHead, casework.SectionHead, casework.Args{}, casework.Invalid},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := newest(t)
			o.update("2026-03-16T17:00:00", "", casework.Close, casework.Handler, casework.Args{})
			c := casework.Command{ID: "sign", Name: casework.Countersign, Actor: string(tt.person), Roles: []casework.Role{tt.by}, At: shanghai(t, "2026-03-17T09:00:00"), Args: tt.args}
			o.deliver(c.At, c)
			o.run("2026-03-18T00:00:00")
			require.Equal(t, tt.want, o.verdicts["sign"].Code)
			require.Equal(t, tt.want == "", o.last().Closed())
		})
	}
}

// What others did meanwhile in good faith stands. What could not have been done after the
// end goes before it: the case ends with the last of it.
func TestWhatWasDoneMeanwhileStands(t *testing.T) {
	t.Parallel()
	o := newest(t)
	o.update("2026-03-10T10:00:00", "", casework.Close, casework.Handler, casework.Args{})
	o.update("2026-03-10T11:00:00", "", casework.Chase, casework.SectionHead, casework.Args{})
	o.update("2026-03-10T15:00:00", "", casework.Countersign, casework.SectionHead, signed(true))
	o.run("2026-03-31T00:00:00")
	o.allAccepted(4)
	require.Equal(t, []string{"2026-03-10 11:00"}, o.told(casework.Chased, ""))
	require.Equal(t, []string{"2026-03-10 11:00"}, o.told(casework.CaseClosed, ""))
	require.Equal(t, []string{"2026-03-10 10:00"}, o.told(casework.SecondAsked, ""))
	require.Equal(t, []string{"2026-03-10 15:00"}, o.told(casework.SecondGiven, ""))
	consistent(o)
}

// A weekend and a roll-over lie between the two signatures: Friday 3-13 at 17:00, and
// Monday 3-16 at 16:00. The case goes back behind all of it.
func TestSignedAfterAWeekendAndARollOver(t *testing.T) {
	t.Parallel()
	o := newest(t)
	o.rollEvery = 20 * time.Hour
	o.update("2026-03-13T17:00:00", "", casework.Close, casework.Handler, casework.Args{})
	o.update("2026-03-16T16:00:00", "", casework.Countersign, casework.SectionHead, signed(true))
	o.run("2026-03-31T00:00:00")
	o.allAccepted(3)
	require.Greater(t, o.runs, 3)
	require.Equal(t, []string{"2026-03-13 17:00"}, o.told(casework.CaseClosed, ""))
	consistent(o)
}

// A case that began before is nobody's second's.
func TestOldCasesAreClosedAsBefore(t *testing.T) {
	t.Parallel()
	o := newOffice(t, "food-permit", "2026-03-02T09:30:00")
	o.accept("2026-03-02T10:00:00")
	o.update("2026-03-16T17:00:00", "", casework.Close, casework.Handler, casework.Args{})
	o.run("2026-03-31T00:00:00")
	o.allAccepted(2)
	require.Equal(t, []string{"2026-03-16 17:00"}, o.told(casework.CaseClosed, ""))
	require.Empty(t, o.told(casework.SecondAsked, ""))
}

// A short cover asks the leader first, and the leader consents: he has signed it with that.
// The act is done at once, for the one who asked, the one act, the one time (R048, R166).
func TestConsentIsASignature(t *testing.T) {
	t.Parallel()
	long := casework.Args{Category: "expert_review", Until: shanghai(t, "2026-06-30T17:30:00"), ReasonID: "t1", Proof: "a1"}
	for name, tt := range map[string]struct {
		consents casework.Role
		asked    string
		does     string
		by       casework.Role
		args     casework.Args
		waits    bool
	}{
		"by who may sign it":       {casework.LeaderInCharge, casework.Close, casework.Close, "backup", casework.Args{}, false},
		"longer than one may":      {casework.LeaderInCharge, casework.Pause, casework.Pause, "backup", long, false},
		"by who may not":           {casework.Auditor, casework.Close, casework.Close, "backup", casework.Args{}, true},
		"to another act":           {casework.LeaderInCharge, casework.Pause, casework.Close, "backup", casework.Args{}, true},
		"to another than does it":  {casework.LeaderInCharge, casework.Close, casework.Close, casework.Handler, casework.Args{}, true},
		"asked for by nobody else": {"", "", casework.Close, "backup", casework.Args{}, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := newest(t)
			if tt.asked != "" {
				o.update("2026-03-10T10:00:00", "", casework.AskUrgent, "backup", casework.Args{Act: tt.asked, ReasonID: "t1"})
				o.update("2026-03-10T10:30:00", "", casework.DecideUrgent, tt.consents, signed(true))
			}
			o.update("2026-03-10T11:00:00", "", tt.does, tt.by, tt.args)
			o.run("2026-03-10T11:30:00")
			o.accepted()
			require.Equal(t, tt.waits, o.verdicts[tt.does+"@2026-03-10T11:00:00"].Waits)
			require.Equal(t, tt.waits, o.last().Second.Pending())
			given := o.find(casework.SecondGiven, "")
			require.Equal(t, !tt.waits, len(given) == 1)
			if !tt.waits {
				require.Equal(t, []any{"leader_in_charge", map[string]string{"act": tt.does, "asked_by": "backup"}}, []any{given[0].Actor, given[0].Detail})
			}
			consistent(o)
		})
	}
}
