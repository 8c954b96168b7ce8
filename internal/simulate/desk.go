package simulate

import (
	"errors"
	"slices"
	"time"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/duty"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/workflows/machine"
)

// backup is the first B of the simulated desk; A is the handler.
const backup casework.Role = "backup"

// desk is the post that handles the case, once a script takes somebody away from
// it: who stands there when, by the same rules as in an office.
type desk struct {
	post     string
	cal      *calendar.Calendar
	leave    policy.Leave
	line     []duty.Assignment
	absences []duty.Absence
	told     map[time.Time]bool // gaps that have a case, by their start
}

// newDesk reads the absences of A and B from a script; nil where there are none.
// Overlapping ones are refused, as in an office (R153).
func newDesk(in Input, post string, cal *calendar.Calendar) (*desk, error) {
	d := &desk{post: post, cal: cal, leave: in.Leave, told: map[time.Time]bool{}}
	zone := cal.Location()
	for _, a := range in.Acts {
		if a.Absent != casework.Handler && a.Absent != backup {
			continue
		}
		away := duty.Absence{Person: string(a.Absent), From: a.At.In(zone), Until: in.Until.AddDate(1, 0, 0)}
		if !a.Until.IsZero() {
			until := a.Until.In(zone)
			away.Until, away.Returned = until, &until
		}
		d.absences = append(d.absences, away)
	}
	if len(d.absences) == 0 {
		return nil, nil //nolint:nilnil // the simulated A is always there
	}
	founded := in.Received.AddDate(-1, 0, 0)
	d.line = []duty.Assignment{
		{Post: post, Person: string(casework.Handler), Rank: duty.A, From: founded}, {Post: post, Person: string(backup), Rank: 1, From: founded},
	}
	return d, duty.CheckAbsences(d.absences)
}

// acting is who answers at an instant; empty: nobody.
func (d *desk) acting(at time.Time) string {
	s, _ := duty.At(duty.Segments(d.post, d.line, d.absences), at)
	return s.Person
}

// name puts a stand-in on the desk (R169).
func (d *desk) name(e casework.Event) {
	from, fromErr := time.Parse(time.RFC3339, e.Detail["from"])
	until, untilErr := time.Parse(time.RFC3339, e.Detail["until"])
	if fromErr == nil && untilErr == nil {
		d.line = append(d.line, duty.Assignment{Post: d.post, Person: e.Detail["person"], Rank: duty.Standin, From: from, To: until})
	}
}

// gaps are the stretches of office time in which nobody stands there and nobody
// was told, each from the first instant of office hours in it (R171).
func (d *desk) gaps(until time.Time) []duty.Segment {
	var out []duty.Segment
	for _, s := range duty.Segments(d.post, d.line, d.absences) {
		opens := d.cal.NextOpening(s.From)
		if s.Person != "" || d.told[s.From] || opens.After(until) || !s.To.IsZero() && !opens.Before(s.To) {
			continue
		}
		d.told[s.From] = true
		s.From = opens
		out = append(out, s)
	}
	return out
}

// holding is a person of the desk as access sees him: on duty or not, and how far
// his cover goes (R160, R165, R166).
func (d *desk) holding(person string, at time.Time) casework.Holding {
	h := casework.Holding{Post: d.post, Role: casework.Handler, Standby: d.acting(at) != person}
	if person == string(casework.Handler) {
		return h
	}
	for _, a := range d.absences {
		if a.Person == string(casework.Handler) && !at.Before(a.From) && at.Before(a.Until) {
			h.Covers, h.Since, h.Until = a.Person, &a.From, &a.Until
			h.Limited = d.leave.Limited(policy.Measure(d.cal, a.From, a.Until))
		}
	}
	return h
}

// allowed asks the table for somebody of the desk; ok is false for anybody else.
func (o *office) allowed(req casework.AuthorizeRequest, urgent *casework.Urgent) (a casework.Authority, ok bool) {
	d := o.desk
	if d == nil || req.Kind == o.kinds().Leave() {
		return a, false
	}
	mine := false
	for _, l := range d.line {
		mine = mine || l.Person == req.Actor
	}
	if !mine {
		return a, false
	}
	p := casework.Principal{Person: req.Actor, Holdings: []casework.Holding{d.holding(req.Actor, req.At)}}
	roles, err := o.rights.Decide(p, req.Command, access.Subject{Kind: req.Kind, Number: req.Number, Post: d.post, Urgent: urgent}, access.NewTree(nil))
	a = casework.Authority{Allowed: err == nil, Roles: roles, Code: casework.CodeOf(err)}
	var refusal *casework.Error
	if errors.As(err, &refusal) {
		a.Rule = refusal.Rule
	}
	return a, true
}

// playVacancies runs the case of every gap, before what depends on who stands
// there: a stand-in named in one may leave another.
func (o *office) playVacancies(in Input) error {
	if o.desk == nil {
		return nil
	}
	for {
		gaps := o.desk.gaps(in.Until)
		if len(gaps) == 0 {
			return nil
		}
		for _, g := range gaps {
			o.open(casework.State{
				Kind: o.kinds().Leave(), Unit: o.cases[0].start.Unit, Post: g.Post, Run: 1, Received: g.From, Registered: g.From,
				Facts: map[string]string{"form": "vacancy"},
			})
			c := o.cases[len(o.cases)-1]
			c.gap = g
			if err := o.play(c, in); err != nil {
				return err
			}
			c.done = true
		}
	}
}

// sweepDelay is how long after an instant a sweep finds it.
const sweepDelay = 2 * time.Second

// sweep tells the case of a gap that somebody stands there again: when the gap was
// to end, or when a stand-in came. It counts from that instant.
func (o *office) sweep(life *machine.Life, c *played, in Input) {
	look := func(at time.Time) {
		if at.IsZero() || at.Before(c.start.Registered) {
			return
		}
		life.At(at.Add(sweepDelay), func() {
			if c.manned || o.desk.acting(at) == "" {
				return
			}
			c.manned = true
			life.Update(casework.Command{ID: "manned", Name: casework.Manned, At: at})
		})
	}
	for _, act := range in.Acts {
		if act.Case == c.start.Number && act.Command == casework.Designate {
			look(act.At.In(o.zone))
		}
	}
	look(c.gap.To)
}

// leaves are the absences a script states of those who are no desk of the case.
type leaves []Act

// covers tells whether the script has a role away at an instant.
func (l leaves) covers(r casework.Role, at time.Time) bool {
	return slices.ContainsFunc(l, func(a Act) bool {
		from, until := a.At.In(at.Location()), a.Until.In(at.Location())
		return a.Absent == r && !at.Before(from) && (a.Until.IsZero() || at.Before(until))
	})
}

// left are the cases of the script that are work somebody else could go on with (R164).
func (o *office) left(at time.Time) (out []string) {
	for _, c := range o.cases {
		if s := c.start; s.Kind != o.kinds().Leave() && s.Kind != o.kinds().Opened() && !s.Registered.After(at) {
			out = append(out, s.Number)
		}
	}
	return out
}

// Cover: who leaves has a case of his own only in an office; here the desk's gaps
// have theirs, for which nobody is named who is away himself.
func (o *office) Cover(req casework.CoverRequest) (casework.Cover, error) {
	if len(req.Roles) > 0 {
		i := slices.IndexFunc(req.Roles, func(r casework.Role) bool { return !o.leave.covers(r, req.At) && req.Person != string(r) }) // each role is one person here
		if i < 0 {
			return casework.Cover{}, nil
		}
		return casework.Cover{Role: req.Roles[i]}, nil
	}
	if req.Left {
		return casework.Cover{Open: o.left(req.At)}, nil
	}
	if o.desk != nil && duty.Away(req.Standin, duty.AsAnnounced(o.desk.absences, req.At), req.Term.From, req.Term.To) {
		return casework.Cover{Refused: casework.StandinAway}, nil
	}
	return casework.Cover{}, nil
}
