package workflows

import (
	"strconv"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/workflows/machine"
)

// pledged is what a unit or a person promises the public (服务承诺, R199).
//
//	fix     proposed (提诺), and fixed by the party group (定诺)
//	handle  then made public (许诺)
//	check   and held against the clocks twice a year (践诺; R200, R227)
//	amend   what was not kept is mended
type pledged struct{}

func (pledged) Open(s *machine.Step) error {
	s.Stand(kind.StageFix)
	s.Turn(casework.PartyGroup)
	return s.StartWith(machine.Terms{From: s.State.Received}, kind.ClockFix)
}

var promiseActs = machine.Acts{
	kind.Fix:          fixPromise,
	kind.Pledge:       pledge,
	kind.CheckPromise: checkPromise,
	kind.Amend:        amendPromise,
	kind.EndPromise:   endPromise,
}

func (pledged) Act(s *machine.Step, c casework.Command) error { return promiseActs[c.Name](s, c) }

// RanOut: nobody is bound by silence.
func (pledged) RanOut(*machine.Step, casework.Clock) error { return nil }

// fixPromise is the party group's word; a limit is promised for a matter of the catalogue.
func fixPromise(s *machine.Step, c casework.Command) error {
	switch {
	case c.Args.Approve == nil:
		return casework.FieldError(casework.Invalid, "approve", "R199")
	case c.Args.Limit != "" && c.Args.Item == "":
		return casework.FieldError(casework.Invalid, "item", "R199")
	}
	s.Meet(kind.ClockFix)
	level := "fixed"
	if !*c.Args.Approve {
		level = "refused"
	}
	s.Say(casework.Event{Name: kind.Fixed, Rule: "R199", Level: level, To: s.Tells(kind.Fix)})
	if level == "refused" {
		s.Close("not_fixed")
		return nil
	}
	s.SetFact(kind.FactPromised, c.Args.Item)
	s.SetFact(kind.FactPromisedLimit, c.Args.Limit)
	s.Stand(kind.StagePledge)
	s.Turn(casework.GeneralOffice)
	return s.Start("handle")
}

func pledge(s *machine.Step, c casework.Command) error {
	if c.Args.Means == "" {
		return casework.FieldError(casework.Invalid, "means", "R198")
	}
	s.Meet("handle")
	s.Say(casework.Event{Name: kind.Pledged, Rule: "R199", Level: c.Args.Means, To: s.Tells(kind.Pledge)})
	if s.State.Declared >= heldGapless {
		s.SetFact(factHeldThrough, s.At.UTC().Format(time.RFC3339Nano))
	}
	s.Stand(kind.StageKeep)
	s.Turn("")
	return s.Start(kind.ClockCheck)
}

// checkPromise meets the half year. How many of its matter were done in time, and how much of
// what the unit had to make public is public, the clocks say, and not who checks (R227).
func checkPromise(s *machine.Step, c casework.Command) error {
	round := s.State.Clock(kind.ClockCheck)
	switch {
	case c.Args.Outcome == "":
		return casework.FieldError(casework.Invalid, "outcome", "R200")
	case round == nil || !round.Open():
		return casework.FieldError(casework.NothingOwed, "", "R200")
	}
	n, err := s.Tally(casework.TallyRequest{Number: s.State.Number, Unit: s.State.Unit, Item: s.State.Facts[kind.FactPromised], Since: heldFrom(s, round), At: s.At, Rates: true})
	if err != nil {
		return err
	}
	if c.Args.Outcome == kind.Kept && n.Kept+n.Excused < n.Due && s.State.Declared > 0 {
		return casework.FieldError(kind.ClocksDeny, "outcome", "R227")
	}
	s.LookedInto(round)
	s.SayOf(round, casework.Event{
		Name: kind.PromiseChecked, Level: c.Args.Outcome, To: s.Tells(kind.CheckPromise),
		Detail: map[string]string{"due": strconv.Itoa(n.Due), "kept": strconv.Itoa(n.Kept), "owed": strconv.Itoa(n.Owed), "public": strconv.Itoa(n.Public)},
	})
	if owed := s.State.Clock(kind.ClockAmend); c.Args.Outcome != kind.Broken || owed != nil && owed.Open() {
		return nil
	}
	return oweMending(s)
}

// heldGapless is the revision from which each check goes back to the one before it, and the first
// to the day the promise was made.
const heldGapless = 2

// factHeldFrom is from when the half-year that runs is held against the clocks, factHeldThrough how
// far they were looked at last.
const (
	factHeldFrom    = "held_from"
	factHeldThrough = "held_through"
)

// heldFrom is from when a check counts: what came after the last half-year's, however early in its
// round that was, and nothing from before the promise was made. Looked at once more in the same
// half-year it counts from the same instant: nobody checks away what the first look found (R227).
func heldFrom(s *machine.Step, round *casework.Clock) time.Time {
	if s.State.Declared < heldGapless {
		return round.Start // of all rounds the first one's
	}
	if round.Filed.IsZero() {
		s.SetFact(factHeldFrom, s.State.Facts[factHeldThrough])
	}
	s.SetFact(factHeldThrough, s.At.UTC().Format(time.RFC3339Nano))
	from, err := time.Parse(time.RFC3339Nano, s.State.Facts[factHeldFrom])
	if err != nil {
		return round.Start
	}
	return from
}

func amendPromise(s *machine.Step, _ casework.Command) error {
	mended(s)
	s.Say(casework.Event{Name: kind.Amended, Rule: "R200", To: s.Tells(kind.Amend)})
	return nil
}

func endPromise(s *machine.Step, _ casework.Command) error {
	s.Say(casework.Event{Name: kind.PromiseEnded, Rule: "R199", To: s.Tells(kind.EndPromise)})
	s.Close("promise_over")
	return nil
}
