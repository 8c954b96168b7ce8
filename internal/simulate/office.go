package simulate

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/duty"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/policy"
)

// office stands in for the database: it keeps what was committed, in memory.
type office struct {
	book    *policy.Book
	rights  *access.Table
	zone    *time.Location
	serial  map[casework.Kind]int
	cases   []*played
	earlier int // complaints on the same matter before this one
	desk    *desk
	leave   leaves
	told    []outcome // what cases opened on the way came to
}

// played is one case and what was committed of it.
type played struct {
	start  casework.State
	last   casework.State // as of the last step
	stood  []stood
	events []casework.Event
	taken  []string
	urgent *casework.Urgent // asked for, as of the last step
	gap    duty.Segment     // of an empty desk: the time nobody stood there
	manned bool             // and somebody was seen there again
	found  bool             // another case opened it: nothing counts as done
	begun  bool             // being played, or waiting for the case it is merged into
	done   bool             // played already

	follows string   // the case it is merged into, as of the last step
	joined  []string // of an accountability case: merged cases that it answers for as well
}

// standing are its events that were not taken back.
func (c *played) standing() []casework.Event {
	return slices.DeleteFunc(slices.Clone(c.events), func(e casework.Event) bool { return slices.Contains(c.taken, e.Key) })
}

func (o *office) kinds() *kind.Set { return o.book.Kinds() }

func (o *office) open(s casework.State) string {
	o.serial[s.Kind]++
	s.Number = o.kinds().Number(s.Kind, s.Registered.In(o.zone).Year(), o.serial[s.Kind])
	o.cases = append(o.cases, &played{start: s})
	return s.Number
}

// Commit keeps a step. A case the step opens is run after this one; taking its
// event back voids it.
func (o *office) Commit(s casework.Step, _ string) (casework.Committed, error) {
	c := o.find(s.State.Number)
	if len(s.Rewritten) > 0 {
		s.TakenBack = append(slices.Clone(s.TakenBack), s.Undoes(c.standing())...)
	}
	c.taken = append(c.taken, s.TakenBack...)
	c.last, c.urgent, c.follows = s.State, s.State.Urgent, s.State.Follows
	stands := s.State
	stands.Facts = maps.Clone(stands.Facts) // later steps write into the same ones
	c.stood = append(c.stood, stood{s.At, stands})
	o.cases = slices.DeleteFunc(o.cases, func(opened *played) bool {
		cause := opened.start.Cause
		return cause != nil && len(s.TakenBack) > 0 && cause.Number == c.start.Number && slices.ContainsFunc(c.events, func(e casework.Event) bool {
			return slices.Contains(s.TakenBack, e.Key) && e.Name == casework.AccountabilityOpened && e.At.Equal(cause.At)
		})
	})
	for _, e := range s.Events {
		if account := o.joins(s.State, e); account != nil && e.Name == casework.AccountabilityOpened {
			e.Name, e.Detail["number"] = casework.AccountabilityJoined, account.start.Number
			account.joined = append(account.joined, s.State.Number)
		}
		if e.Name == casework.AccountabilityOpened {
			e.Detail["number"] = o.open(o.accountable(s.State, e))
		}
		if e.Name == casework.CaseOpened {
			e.Detail = o.beside(e)
		}
		if e.Name == casework.StandinDesignated && o.desk != nil {
			o.desk.name(e)
		}
		c.events = append(c.events, e)
	}
	return casework.Committed{}, nil
}

// beside opens the case of what was found, which begins with its first act.
func (o *office) beside(e casework.Event) map[string]string {
	to := casework.Kind(e.Level)
	item := o.book.First(to)
	detail := maps.Clone(e.Detail)
	if detail == nil {
		detail = map[string]string{}
	}
	detail["number"] = o.open(casework.State{Kind: to, Item: item.ID, Unit: item.Unit, Post: item.Post, Run: 1, Received: e.At, Registered: e.At, Facts: maps.Clone(e.Opens)})
	o.cases[len(o.cases)-1].found = true
	return detail
}

// accountable is the case that an event opens: over a breach, or of a further person
// over the same matter.
func (o *office) accountable(s casework.State, e casework.Event) casework.State {
	if e.Detail["person"] != "" {
		return casework.SplitOff(s, e, e.At)
	}
	return casework.State{
		Kind: o.kinds().Opened(), Unit: s.Unit, Run: 1, Received: e.At, Registered: e.At,
		Cause: &casework.Cause{
			Number: s.Number, Clock: e.Clock, Round: e.Round, Post: e.Detail["post"], At: e.At,
			Turn: casework.Role(e.Detail["turn"]),
		},
	}
}

// Authorize gives a script's role what the table of access gives it. Whether an act
// that is the person concerned's own comes from him, the case itself looks.
func (o *office) Authorize(req casework.AuthorizeRequest) (casework.Authority, error) {
	if a, ofDesk := o.allowed(req, o.find(req.Number).urgent); ofDesk {
		return a, nil
	}
	role := casework.Role(req.Actor)
	if req.Actor == "backup" {
		role = casework.Handler
	}
	if x := o.find(req.Number).last.Second; req.Command == casework.Countersign && x.Pending() && x.Command.Actor == req.Actor { // to take it back
		return casework.Authority{Allowed: true}, nil
	}
	own := o.rights.Allowed(casework.PersonConcerned, req.Command, req.Kind)
	if max(own, o.rights.Allowed(role, req.Command, req.Kind)) == access.None {
		return casework.Authority{Code: casework.Forbidden}, nil
	}
	if req.Command == casework.Merge && !o.find(req.Case).leads(o.kinds(), req) {
		return casework.Authority{Code: casework.NotMergeable, Rule: "R075"}, nil
	}
	return casework.Authority{
		Allowed: true, Roles: []casework.Role{role}, Employment: req.Args.Employment, Appointed: req.Args.Appointed, Unit: req.Args.Unit, // as the script says
	}, nil
}

// Tally counts the script's complaints and those said to have come before.
func (o *office) Tally(req casework.TallyRequest) (casework.Tally, error) {
	if req.Rates { // a script has no other case of the matter: what its clocks say the script says
		said := o.find(req.Number).start.Facts
		due, _ := strconv.Atoi(said["due"])
		kept, _ := strconv.Atoi(said["kept"])
		excused, _ := strconv.Atoi(said["excused"])
		return casework.Tally{Due: due, Kept: kept, Excused: excused}, nil
	}
	if len(req.Covers) > 0 { // nor another check: who was visited the script says
		said := o.find(req.Number).start.Facts
		been, asked := strings.Fields(said["visited"]), req.Covers
		if req.Everybody {
			asked = slices.Compact(slices.Sorted(slices.Values(slices.Concat(asked, strings.Fields(said["assessed"])))))
		}
		return casework.Tally{
			Left: slices.DeleteFunc(slices.Clone(asked), func(unit string) bool { return slices.Contains(been, unit) }), Must: strings.Fields(said["must"]),
		}, nil
	}
	n := o.tally(req)
	several, err := o.book.Choice(req.Policy, casework.RepeatedComplaints)
	if several == "" || err != nil {
		return n, err
	}
	n.Several, err = strconv.Atoi(several)
	return n, err
}

// lines are the events that stand, up to the horizon.
func (o *office) lines(until time.Time) []Line {
	var out []Line
	for _, c := range o.cases {
		for _, e := range c.events {
			if e.At.After(until) || slices.Contains(c.taken, e.Key) {
				continue
			}
			line := Line{
				At: e.At.In(o.zone).Format(time.RFC3339), Case: c.start.Number, Event: e.Name,
				Clock: e.Clock, Level: e.Level, To: e.To, Detail: detail(e, o.zone), when: e.At,
			}
			if c == o.cases[0] {
				line.Detail = o.standing(line.Detail, e.At)
			}
			out = append(out, line)
		}
	}
	return out
}

// standing adds who answered at the instant, where a script took somebody away.
func (o *office) standing(detail map[string]string, at time.Time) map[string]string {
	if o.desk == nil {
		return detail
	}
	if detail == nil {
		detail = map[string]string{}
	}
	if detail["acting"] = o.desk.acting(at); detail["acting"] == "" {
		detail["acting"] = "nobody"
	}
	return detail
}

// detail adds to an event's codes what its ledger row says.
func detail(e casework.Event, zone *time.Location) map[string]string {
	out := map[string]string{}
	for k, v := range e.Detail {
		if k != "door" { // a script's acts are people's: how this host brings them is its own affair
			out[k] = v
		}
	}
	if e.Actor != "" {
		out["by"] = e.Actor
	}
	if e.Rule != "" {
		out["rule"] = e.Rule
	}
	if d := e.Due; d != nil {
		out["due"], out["due_date"], out["limit"] = d.New.In(zone).Format(time.RFC3339), d.Date, d.Limit
		if !d.Old.IsZero() {
			out["old_due"] = d.Old.In(zone).Format(time.RFC3339)
		}
		if d.Granted > 0 {
			out["granted"] = strconv.Itoa(d.Granted)
		}
		if d.Provisional {
			out["provisional"] = "true"
		}
	}
	if len(out) == 0 {
		return nil
	}
	return out
}

// absences tells of the script's absences: the next holder steps in at once,
// and no clock is reset.
func (o *office) absences(in Input) []Line {
	var out []Line
	say := func(at Instant, detail map[string]string) {
		when := at.In(o.zone)
		if at.IsZero() || when.After(in.Until) {
			return
		}
		out = append(out, Line{
			At: when.Format(time.RFC3339), Case: o.cases[0].start.Number, Event: casework.ActingHolderChanged,
			To: []casework.Role{casework.ActingHolder}, Detail: o.standing(detail, when), when: when,
		})
	}
	for _, a := range in.Acts {
		if a.Absent == "" {
			continue
		}
		left := map[string]string{"absent": string(a.Absent)}
		if !a.Until.IsZero() {
			left["until"] = a.Until.In(o.zone).Format(time.RFC3339)
		}
		say(a.At, left)
		say(a.Until, map[string]string{"returned": string(a.Absent)})
	}
	return out
}

// Plan answers from the book.
func (o *office) Plan(req casework.PlanRequest) (casework.Plan, error) { return o.book.Plan(req) }

// Park: what virtual time keeps can always be kept.
func (o *office) Park(casework.ParkRequest) error { return nil }
