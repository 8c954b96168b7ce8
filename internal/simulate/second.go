package simulate

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/workflows/machine"
)

// A script may open a second case beside the one it tells of, and merge one into
// the other (并案, R075). A follower shares the fate of its leading case's promise
// alone, so the leading case is played first, and what became of its promise is
// brought to the follower on the same virtual time.

// promise is the clock whose fate a merged case shares.
const promise = "handle"

// openSecond registers the cases a script opens, numbered in the script's order.
func (o *office) openSecond(in Input) error {
	for _, act := range in.Acts {
		if act.Open == "" {
			continue
		}
		item, known := o.book.Item(act.Item)
		if !o.kinds().Knows(act.Open) || act.Item != "" && (!known || item.Kind != act.Open) {
			return &casework.Error{Code: casework.Invalid, Field: "open", Note: string(act.Open)}
		}
		first := o.cases[0].start
		at := act.At.In(o.zone)
		o.open(casework.State{
			Kind: act.Open, Item: act.Item, Unit: cmp.Or(item.Unit, first.Unit), Post: item.Post, Run: 1, Received: at, Registered: at,
			Facts: act.Facts,
		})
	}
	return nil
}

// playOnce runs a case, and before it every case its script merges it into.
func (o *office) playOnce(c *played, in Input) error {
	switch {
	case c.done:
		return nil
	case c.begun: // of two that follow each other neither is ever answered
		return &casework.Error{Code: casework.NotMergeable, Field: "case", Note: c.start.Number}
	}
	c.begun = true
	for _, leader := range o.leaders(c, in) {
		if err := o.playOnce(leader, in); err != nil {
			return err
		}
	}
	c.done = true
	return o.play(c, in)
}

// leaders are the cases that the script merges a case into.
func (o *office) leaders(c *played, in Input) (out []*played) {
	for i, act := range in.Acts {
		if act.Command != casework.Merge || !o.meant(act, c) {
			continue
		}
		sig, err := act.signal(i, o.zone, o.kinds().Of(c.start.Kind))
		if err != nil {
			continue // told when it is played
		}
		if leader := o.find(sig.Args.Case); leader != nil && leader != c && !slices.Contains(out, leader) {
			out = append(out, leader)
		}
	}
	return out
}

// meant tells whether an act of the script is for a case.
func (o *office) meant(a Act, c *played) bool {
	return a.Case == c.start.Number || a.Case == "" && c == o.cases[0]
}

func (o *office) find(number string) *played {
	i := slices.IndexFunc(o.cases, func(c *played) bool { return c.start.Number == number })
	if i < 0 {
		return nil
	}
	return o.cases[i]
}

// bringAnswers tells a follower, a sweep later and from the instant at which it
// came, what became of the promise of the case it follows then.
func (o *office) bringAnswers(life *machine.Life, c *played, in Input) {
	for _, leader := range o.leaders(c, in) {
		for _, e := range leader.events {
			outcome, ended := fates[e.Name]
			if e.Clock != promise || !ended || slices.Contains(leader.taken, e.Key) {
				continue
			}
			life.At(e.At.Add(sweepDelay), func() {
				if c.follows != leader.start.Number {
					return
				}
				id := fmt.Sprintf("follow-%s-%s", leader.start.Number, e.Key)
				life.Update(casework.Command{
					ID: id, Name: casework.Follow, Actor: e.Actor, At: e.At, Args: casework.Args{Case: leader.start.Number, Outcome: outcome},
				})
			})
		}
	}
}

// fates are the ends of a promise as a follower hears of them.
var fates = map[casework.EventName]string{
	casework.ClockMet: casework.Answered, casework.ClockDropped: casework.Released,
}

// leads tells whether a case may be followed: its promise runs, and it follows
// nobody itself.
func (c *played) leads(kinds *kind.Set, req casework.AuthorizeRequest) bool {
	if c == nil || c.start.Kind != req.Kind || !kinds.Of(req.Kind).Merges {
		return false
	}
	running, follows := false, false
	for _, e := range c.events {
		if e.At.After(req.At) || slices.Contains(c.taken, e.Key) {
			continue
		}
		switch {
		case e.Clock == promise && e.Name == casework.ClockStarted:
			running = true
		case e.Clock == promise && fates[e.Name] != "", e.Name == casework.ConsentCondition:
			running = false
		case e.Name == casework.Merged, e.Name == casework.Unmerged:
			follows = e.Name == casework.Merged
		}
	}
	return running && !follows
}

// tally counts the complaints of a script as the database would: those on one
// matter, and those of the month.
func (o *office) tally(req casework.TallyRequest) (n casework.Tally) {
	matter := cmp.Or(req.Matter, req.Number)
	for _, c := range o.cases {
		if o.kinds().Of(c.start.Kind).Accuses == "" || c.start.Registered.After(req.At) {
			continue
		}
		if c.start.Registered.After(req.At.AddDate(0, -1, 0)) {
			n.InMonth++
		}
		if c.start.Number != matter && c.start.Facts[casework.FactMatter] != matter {
			continue
		}
		n.OnMatter++
		if c == o.cases[0] { // those said to have come before
			n.OnMatter += o.earlier
		}
	}
	return n
}
