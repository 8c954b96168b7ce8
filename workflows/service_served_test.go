package workflows_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

// A result is served from its decision on (R005). Decided on Tuesday 03-03 at 10:00:30, it was
// in the applicant's hands by a receipt of that minute, as a form writes it: that counts from the
// decision. A receipt from before it is none of this result, and is said so by its field: the
// next day, when what was done since is remembered, and as well the week after, when it is not.
func TestAResultIsServedFromItsDecisionOn(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		entered, received string
		code              casework.Code
		want              []string
	}{
		"before it, remembered":     {"2026-03-04T09:00:00", "2026-03-02T15:00:00", casework.TooEarly, nil},
		"before it, forgotten":      {"2026-03-12T09:00:00", "2026-03-02T15:00:00", casework.TooEarly, nil},
		"a minute before it":        {"2026-03-04T09:00:00", "2026-03-03T09:59:00", casework.TooEarly, nil},
		"in its minute, remembered": {"2026-03-04T09:00:00", "2026-03-03T10:00:00", "", []string{"2026-03-03 10:00"}},
		"the day after it":          {"2026-03-05T09:00:00", "2026-03-04T15:00:00", "", []string{"2026-03-04 15:00"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := newest(t)
			o.update("2026-03-03T10:00:30", "", casework.Complete, casework.Handler, casework.Args{})
			args := handed
			args.Received = shanghai(t, tt.received)
			o.update(tt.entered, "", casework.Deliver, casework.Clerk, args)
			o.run("2026-03-13T00:00:00")
			v := o.verdicts["deliver@"+tt.entered]
			require.Equal(t, tt.code, v.Code)
			if tt.code != "" {
				require.Equal(t, []string{"received", "R005"}, []string{v.Field, v.Rule})
			} else {
				require.False(t, o.find(casework.Delivered, "")[0].At.Before(o.find(casework.Decided, "")[0].At))
			}
			require.Equal(t, tt.want, o.told(casework.Delivered, ""))
			consistent(o)
		})
	}
}

// What the revision a case is held to knows nothing of is refused in its place, also where it
// brings a paper with its date, and the case goes on.
func TestAnActOfALaterRevisionIsRefused(t *testing.T) {
	t.Parallel()
	o := newOffice(t, "food-permit", "2026-03-02T09:30:00")
	_, known := kind.Office().Of(casework.Service).Earlier[0].Act(casework.Serve)
	require.False(t, known)
	o.signal("2026-03-03T10:00:00", "s1", casework.Serve, "clerk", casework.Args{Paper: "service_notice", Means: casework.WayPost, Proof: "a1", Received: shanghai(t, "2026-03-03T09:00:00")})
	o.accept("2026-03-03T11:00:00")
	o.run("2026-03-04T00:00:00")
	require.Equal(t, string(casework.UnknownCommand), o.find(casework.CommandRefused, "")[0].Detail["code"])
	require.Equal(t, casework.StageHandle, o.last().Stage)
}

// Received on Monday 03-02 at 09:30 as it was entered, and on Friday 02-27 as it was corrected on
// Wednesday, a matter has papers of the day between: they are none of before it, whether the
// steps behind which they go back, in which the receipt was still wrong, are remembered or not.
func TestAPaperIsHeldAgainstTheReceiptAsItIsKnown(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		command, entered string
		args             casework.Args
		says             casework.EventName
	}{
		"a service, remembered":    {casework.Serve, "2026-03-04T15:00:00", casework.Args{Paper: "service_notice", Means: casework.WayPost, Proof: "a1"}, kind.PaperServed},
		"a service, forgotten":     {casework.Serve, "2026-03-09T15:00:00", casework.Args{Paper: "service_notice", Means: casework.WayPost, Proof: "a1"}, kind.PaperServed},
		"a withdrawal, remembered": {casework.Withdraw, "2026-03-04T15:00:00", casework.Args{Proof: "a1"}, casework.Withdrawn},
		"a withdrawal, forgotten":  {casework.Withdraw, "2026-03-09T15:00:00", casework.Args{Proof: "a1"}, casework.Withdrawn},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := newest(t)
			o.update("2026-03-04T10:00:00", "", casework.Correct, casework.SectionHead, received(t, "2026-02-27T09:30:00"))
			tt.args.Received = shanghai(t, "2026-03-01T10:00:00")
			o.update(tt.entered, "", tt.command, casework.Clerk, tt.args)
			o.run("2026-03-10T00:00:00")
			o.allAccepted(3)
			require.Len(t, o.find(tt.says, ""), 1)
			consistent(o)
		})
	}
}

// Entered before the receipt was corrected, and brought after it, the paper is held against the
// receipt as it was known when it was entered: whichever comes first, the answer is one.
func TestAPaperIsHeldAgainstTheReceiptOfItsEntry(t *testing.T) {
	t.Parallel()
	for _, brought := range []string{"2026-03-04T09:30:00", "2026-03-04T11:00:00"} {
		o := newest(t)
		o.update("2026-03-04T10:00:00", "", casework.Correct, casework.SectionHead, received(t, "2026-02-27T09:30:00"))
		args := casework.Args{Paper: "service_notice", Means: casework.WayPost, Proof: "a1", Received: shanghai(t, "2026-03-01T10:00:00")}
		o.deliver(shanghai(t, brought), casework.Command{ID: "served", Name: casework.Serve, Actor: "clerk", Roles: []casework.Role{casework.Clerk}, At: shanghai(t, "2026-03-04T09:00:00"), Args: args})
		o.run("2026-03-05T00:00:00")
		require.Equal(t, []string{string(casework.TooEarly), "received"}, []string{string(o.verdicts["served"].Code), o.verdicts["served"].Field}, brought)
	}
}

// From when he says so he is told the new way, and served as he agrees; what he left empty stays as
// it is, and no case that began before knows of it (R005; 民事诉讼法 90).
func TestAnApplicantSaysOtherwiseWhereHeIsTold(t *testing.T) {
	t.Parallel()
	o := newest(t)
	signed := casework.Args{Means: casework.WayMail, EmailID: "t1", Approve: &yes, Proof: "a1"}
	o.update("2026-03-03T09:00:00", "", kind.ChangeService, casework.Clerk, casework.Args{Means: casework.WayMail})
	o.update("2026-03-03T10:00:00", "", kind.ChangeService, casework.Clerk, signed)
	o.update("2026-03-04T10:00:00", "", kind.ChangeService, casework.Handler, casework.Args{Means: casework.WayPaper, AddressID: "t2", Proof: "a2"})
	o.run("2026-03-05T00:00:00")
	require.Equal(t, casework.Invalid, o.verdicts["change-service@2026-03-03T09:00:00"].Code)
	require.Equal(t, []string{"2026-03-03 10:00", "2026-03-04 10:00"}, o.told(kind.ServiceChanged, ""))
	facts := o.last().Facts
	require.Equal(t, []string{casework.WayPaper, "true", "t1", "t2"}, []string{
		facts[casework.FactWay], facts[casework.FactElectronic], facts[casework.FactNow(casework.FieldEmail)], facts[casework.FactNow(casework.FieldAddress)],
	})
	consistent(o)
}

// Declined on Tuesday 03-03, he had the notice on Wednesday. Two entries of that, on their way at once, are one:
// the case refuses the second. Voided, issued anew on 03-10 and served the same day, he has the days of that service
// alone: none of the void one run beside them (行政复议法 20; 行政诉讼法 46). A case begun before goes on as it was.
func TestWhoIsServedAnewHasTheDaysOfThatServiceAlone(t *testing.T) {
	t.Parallel()
	for revision, want := range map[int]struct {
		code casework.Code
		open []string
	}{
		3: {"", []string{"2026-03-04 10:00", "2026-03-04 11:00", "2026-03-10 15:00"}},
		4: {casework.AlreadyDone, []string{"2026-03-10 15:00"}},
	} {
		o := newOffice(t, "food-permit", "2026-03-02T09:30:00")
		o.start.Declared = revision
		o.update("2026-03-03T10:00:00", "", casework.Decline, casework.Handler, casework.Args{ReasonID: "t1", BasisID: "t2"})
		o.run("2026-03-03T11:00:00")
		args := func(issued string) casework.Args {
			a := handed
			a.Paper, a.Issued = "refusal_notice", shanghai(t, issued)
			return a
		}
		closed := *o.last()
		closed.Run++
		o = newOffice(t, "food-permit", "2026-03-02T09:30:00")
		o.start, o.from = closed, shanghai(t, "2026-03-04T10:00:00")
		o.resume = &casework.Command{ID: "served", Name: casework.Serve, Actor: "clerk", Roles: []casework.Role{casework.Clerk}, At: o.from, Args: args("2026-03-03T10:30:00")}
		o.update("2026-03-04T11:00:00", "", casework.Serve, casework.Clerk, args("2026-03-03T10:30:00"))
		o.update("2026-03-10T15:00:00", "", casework.Serve, casework.Clerk, args("2026-03-10T14:00:00"))
		o.run("2026-03-11T00:00:00")
		require.Equal(t, want.code, o.verdicts["serve@2026-03-04T11:00:00"].Code, revision)
		for _, right := range []string{casework.ClockReconsider, casework.ClockSue} {
			var open []string
			for _, c := range o.last().Clocks {
				if c.Name == right && c.Open() {
					open = append(open, day(c.Start))
				}
			}
			require.Equal(t, want.open, open, "%s, revision %d", right, revision)
		}
	}
}
