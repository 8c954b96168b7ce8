package workflows_test

import (
	"cmp"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

// Answerability stays where the time was used (design section 1). The ten working days of
// 3-02 end on 3-16 at 17:30; their last are 3-13 and 3-16. Given away before that day
// begins, it is for who has it to keep to them.
func TestWhoUsedTheTimeAnswers(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		given, signed string
		answers       string
	}{
		"a minute before it is due": {"2026-03-16T17:29:00", "2026-03-17T09:00:00", "food-desk"},
		"late already":              {"2026-03-17T10:00:00", "2026-03-17T11:00:00", "food-desk"},
		"as its last days begin":    {"2026-03-13T08:30:00", "2026-03-13T11:00:00", "food-desk"},
		"the evening before":        {"2026-03-12T17:00:00", "", "road-desk"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := newest(t)
			o.update(tt.given, "", casework.Transfer, casework.SectionHead, casework.Args{Post: "road-desk"})
			if tt.signed != "" {
				o.update(tt.signed, "", casework.Countersign, casework.LeaderInCharge, signed(true))
			}
			o.run("2026-03-31T00:00:00")
			o.accepted()
			require.Equal(t, tt.signed != "", o.verdicts["transfer@"+tt.given].Waits)
			require.Equal(t, "road-desk", o.last().Post)
			require.Equal(t, []string{"2026-03-16 17:30"}, o.told(casework.ClockBreached, "handle"), "no day is won by it")
			opened := o.find(casework.AccountabilityOpened, "handle")
			require.Len(t, opened, 1)
			require.Equal(t, tt.answers, opened[0].Detail["post"])
			require.Equal(t, []string{tt.answers}, o.last().Accountable)
			red := o.find(casework.CardIssued, "handle")[1]
			require.Equal(t, tt.answers, cmp.Or(red.Detail["post"], o.last().Post))
			consistent(o)
		})
	}
}

// More time that was granted is his who has the matter then: what was given away in its
// last days is not any more.
func TestMoreTimeIsHisWhoHasIt(t *testing.T) {
	t.Parallel()
	o := newest(t)
	o.update("2026-03-13T10:00:00", "", casework.Transfer, casework.SectionHead, casework.Args{Post: "road-desk"})
	o.update("2026-03-13T11:00:00", "", casework.Countersign, casework.LeaderInCharge, signed(true))
	o.update("2026-03-13T14:30:00", "", casework.RequestExtension, casework.Handler, casework.Args{Clock: "handle", Days: 5})
	o.update("2026-03-13T15:00:00", "", casework.DecideExtension, casework.LeaderInCharge, casework.Args{Clock: "handle", Approve: new(true)})
	o.run("2026-04-15T00:00:00")
	o.accepted()
	require.Equal(t, []string{"2026-03-23 17:30"}, o.told(casework.ClockBreached, "handle"))
	require.Equal(t, "road-desk", o.find(casework.AccountabilityOpened, "handle")[0].Detail["post"])
}

// Given to another section late: the explanation that is owed stays with the head of the
// first, and what the second makes late of its own ten days its own head explains.
func TestItsOwnHeadExplains(t *testing.T) {
	t.Parallel()
	o := newMatter(t, casework.Document, "2026-03-02T09:00:00", nil)
	o.update("2026-03-02T10:00:00", "", casework.Assign, casework.GeneralOffice, casework.Args{Post: "road-desk", Unit: "roads"})
	o.update("2026-03-17T10:00:00", "", casework.Assign, casework.GeneralOffice, casework.Args{Post: "hygiene-desk", Unit: "hygiene"})
	o.update("2026-03-17T11:00:00", "", casework.Countersign, casework.PrincipalLeader, signed(true))
	o.run("2026-04-10T00:00:00")
	o.accepted()
	owed := o.find(casework.ExplanationDue, "")
	require.Len(t, owed, 2)
	first, second := o.last().Clock("explain"), o.last().Clock("explain:hygiene-desk")
	require.Equal(t, []any{"road-desk", "roads", "2026-03-18"}, []any{first.Post, first.Unit, first.Date}, "two working days from 3-16")
	require.Equal(t, []any{"hygiene-desk", "hygiene", "2026-04-02"}, []any{second.Post, second.Unit, second.Date}, "two working days from 3-31")
	require.Equal(t, []string{"road-desk", "hygiene-desk"}, o.last().Accountable, "the first ten days were ended by two: they are asked after all the same")
}

// A petition whose desk must step aside late goes to another section with the same days:
// the head of the first explains, and those look into it who look into his section. The
// thirty working days of 3-05 end on 4-17, a Friday.
func TestWhoStepsAsideLateAnswers(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct{ given, owes string }{
		"late":             {"2026-04-20T10:00:00", "explain"},
		"in its last days": {"2026-04-17T10:00:00", "explain:food-desk"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := petitionWith(t, nil)
			o.keeps("2026-03-05T10:00:00", casework.Screen, toTheDesk)
			o.keeps(tt.given, casework.Recuse, casework.Args{Person: "handler", Post: "road-desk", Unit: "roads", ReasonID: "t1"})
			o.update(tt.given[:11]+"11:00:00", "", casework.Countersign, casework.PrincipalLeader, signed(true))
			o.run("2026-04-23T00:00:00")
			o.accepted()
			owed := o.last().Clock(tt.owes)
			require.NotNil(t, owed)
			require.Equal(t, []any{"food-desk", "permits", "2026-04-21"}, []any{owed.Post, owed.Unit, owed.Date})
			require.Len(t, o.find(casework.ExplanationDue, ""), 1)
			opened := o.find(casework.AccountabilityOpened, "handle")
			require.Len(t, opened, 1)
			require.Equal(t, []string{"food-desk", "permits"}, []string{opened[0].Detail["post"], opened[0].Unit})
		})
	}
}

// Where no policy warns of it, the last days are the last days (R048): the clock's own
// instants say so, not its warnings. A desk alone passes nothing on at any time (R016).
func TestUnwarnedIsNotAlwaysNear(t *testing.T) {
	t.Parallel()
	second, _ := kind.Office().Of(casework.Service).Act(casework.Transfer)
	handle := casework.Clock{Name: "handle", Status: casework.Running, Outcome: casework.Breach, Owner: casework.Handler}
	handle.Near, handle.Due = shanghai(t, "2026-03-13T08:30:00"), shanghai(t, "2026-03-16T17:30:00")
	s := &casework.State{Clocks: []casework.Clock{handle}}
	for at, waits := range map[string]bool{
		"2026-03-03T09:00:00": false, "2026-03-13T08:29:59": false, "2026-03-13T08:30:00": true, "2026-03-17T09:00:00": true,
	} {
		require.Equal(t, waits, second.Second.Waits(s, casework.Command{Name: casework.Transfer, Roles: []casework.Role{casework.SectionHead}, At: shanghai(t, at)}), at)
	}
}

// The applicant's withdrawal counts from when his paper came in: what broke since never
// did (design section 1). Asked on Monday 3-16 at 16:00, entered the next morning.
func TestWithdrawnFromItsReceipt(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		received, proof, chased string
		want                    casework.Code
		closed                  string
		breached                bool
	}{
		"in time":                {"2026-03-16T16:00:00", "a1", "", "", "2026-03-16 16:00", false},
		"late itself":            {"2026-03-16T18:00:00", "a1", "", "", "2026-03-16 18:00", true},
		"after an act meanwhile": {"2026-03-16T16:00:00", "a1", "2026-03-16T17:00:00", "", "2026-03-16 17:00", false},
		"an act after it broke":  {"2026-03-16T16:00:00", "a1", "2026-03-16T18:00:00", "", "2026-03-16 18:00", true},
		"in the future":          {"2026-03-17T09:00:01", "a1", "", casework.FutureDate, "", true},
		"before it was received": {"2026-03-01T09:00:00", "a1", "", casework.Invalid, "", true},
		"without its paper":      {"2026-03-16T16:00:00", "", "", casework.Invalid, "", true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := newest(t)
			if tt.chased != "" {
				o.update(tt.chased, "", casework.Chase, casework.SectionHead, casework.Args{})
			}
			o.update("2026-03-17T09:00:00", "", casework.Withdraw, casework.Handler, casework.Args{Proof: tt.proof, Received: shanghai(t, tt.received)})
			o.run("2026-03-17T12:00:00")
			v := o.verdicts["withdraw@2026-03-17T09:00:00"]
			require.Equal(t, []any{tt.want, tt.want == "", false}, []any{v.Code, v.Accepted, v.Waits})
			require.Equal(t, tt.breached, len(o.find(casework.ClockBreached, "handle")) > 0)
			require.Equal(t, tt.breached, len(o.find(casework.CardIssued, "handle")) > 0)
			require.Equal(t, tt.breached, len(o.find(casework.ExplanationDue, "explain")) > 0)
			if tt.closed != "" {
				require.Equal(t, []string{tt.closed}, o.told(casework.CaseClosed, ""))
				require.Equal(t, tt.closed, day(o.last().ClosedAt))
			}
			consistent(o)
		})
	}
}

// Over a weekend, too: due on Friday 3-20, asked that afternoon, entered on Monday.
func TestWithdrawnOverAWeekend(t *testing.T) {
	t.Parallel()
	o := newOffice(t, "food-permit", "2026-03-06T09:30:00")
	o.start.Declared = kind.Office().Of(casework.Service).Revision
	o.accept("2026-03-06T10:00:00")
	o.update("2026-03-23T10:00:00", "", casework.Withdraw, casework.Handler, casework.Args{Proof: "a1", Received: shanghai(t, "2026-03-20T16:00:00")})
	o.run("2026-03-24T12:00:00")
	o.allAccepted(2)
	require.Equal(t, []string{"2026-03-20 16:00"}, o.told(casework.CaseClosed, ""))
	require.Empty(t, o.find(casework.ClockBreached, "handle"))
	consistent(o)
}
