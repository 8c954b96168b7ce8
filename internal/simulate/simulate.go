// Package simulate runs the real workflow code of a case in virtual time,
// against reference data held in memory, and tells what happens when.
//
// It refuses to touch a server, a database or a clock on the wall: the same
// input always prints the same lines.
package simulate

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/workflows"
	"github.com/shixian/shixian/workflows/machine"
)

// DefaultHorizon ends a simulation that nobody ends: recurring clocks never end
// by themselves.
const DefaultHorizon = 400 * 24 * time.Hour

// Input is one case to run. Received is the instant the kind's first clock starts
// from: the receipt of a document, the transfer of a complaint to the unit, the
// issue of a supervision notice; earlier stages count as done, unless the script
// itself screens the complaint or issues the item.
type Input struct {
	Kind     casework.Kind
	Item     string
	Received time.Time
	Until    time.Time         // zero: Received plus DefaultHorizon
	Facts    map[string]string // codes it is registered with: origin, request, …
	Papers   []casework.Paper  // service: what was brought; nil, nobody says
	Earlier  int               // complaint: how many on the same matter came before
	Term     casework.Span     // absence: when he leaves, and means to be back
	Acts     []Act
	Leave    policy.Leave  // how long an absence needs to be for full cover; zero: every cover is
	Rights   *access.Table // of the book's kinds, where somebody plays often; nil: made for this play
}

// Act is one line of a script: a command, an absence, or a second case.
type Act struct {
	At      Instant           `json:"at"`
	Case    string            `json:"case,omitempty"` // of an opened case; empty is the case itself
	Command string            `json:"command,omitempty"`
	By      casework.Role     `json:"by,omitempty"`
	Args    json.RawMessage   `json:"args,omitempty"`
	Absent  casework.Role     `json:"absent,omitempty"`
	Until   Instant           `json:"until,omitempty"`
	Open    casework.Kind     `json:"open,omitempty"` // a second case begins then, of an item and with facts
	Item    string            `json:"item,omitempty"`
	Facts   map[string]string `json:"facts,omitempty"`
}

// Line is one event, as `shixian simulate --json` prints it.
type Line struct {
	At     string             `json:"at"`
	Case   string             `json:"case"`
	Event  casework.EventName `json:"event"`
	Clock  string             `json:"clock,omitempty"`
	Level  string             `json:"level,omitempty"`
	To     []casework.Role    `json:"to,omitempty"`
	Detail map[string]string  `json:"detail,omitempty"`

	when time.Time
}

// Run plays a case, and every case it opens, and returns the events in order.
// What was taken back and what lies after Until is left out.
func Run(book *policy.Book, in Input) ([]Line, error) {
	p, err := Play(book, in)
	if err != nil {
		return nil, err
	}
	return p.Lines, nil
}

// stage plays a script once, with the outcomes that are known to return.
func stage(book *policy.Book, in Input, item policy.Item, cal *calendar.Calendar, told []outcome) (*office, error) {
	rights := in.Rights
	if rights == nil {
		rights = access.New(book.Kinds())
	}
	office := &office{book: book, rights: rights, zone: cal.Location(), serial: map[casework.Kind]int{}, earlier: in.Earlier, told: told, leave: in.Acts}
	first := casework.State{
		Kind: in.Kind, Item: in.Item, Unit: item.Unit, Post: item.Post, Run: 1, Received: in.Received, Registered: in.Received, Facts: in.Facts,
		Papers: in.Papers, Intake: item.Intake(in.Papers, in.Papers != nil && len(item.Handling().Lacks(in.Papers)) > 0, in.Papers == nil && !atOnce(item)),
	}
	if in.Kind == book.Kinds().Leave() { // it is of the post that is left
		first.Post, first.Term = deskOf(item), &in.Term
	}
	office.open(first)
	if err := office.openSecond(in); err != nil {
		return nil, err
	}
	var err error
	if office.desk, err = newDesk(in, deskOf(item), cal); err != nil {
		return nil, err
	}
	if err := office.playVacancies(in); err != nil {
		return nil, err
	}
	for i := 0; i < len(office.cases); i++ { // cases opened on the way join the list
		if err := office.playOnce(office.cases[i], in); err != nil {
			return nil, err
		}
	}
	return office, nil
}

// play runs one case from its opening to its end or the horizon. What comes after its
// end comes to a run of its own, as in a house: most of it is refused, in writing.
func (o *office) play(c *played, in Input) error {
	acts, err := o.actsOn(c, in)
	if err != nil {
		return err
	}
	o.settle(c, in)
	state, from := c.start, c.start.Registered
	for first := true; ; first = false {
		if acts, err = o.playRun(c, in, state, from, acts, first); err != nil {
			return err
		}
		if len(acts) == 0 || acts[0].at.After(in.Until) {
			return nil
		}
		state, from = c.last, acts[0].at
		state.Run++
	}
}

// deed is an act of the script as it reaches its case.
type deed struct {
	at      time.Time
	command string
	signal  casework.Signal
}

// actsOn are the acts of the script that are meant for a case, in their order.
func (o *office) actsOn(c *played, in Input) (out []deed, err error) {
	for i, act := range in.Acts {
		if act.Command == "" || !o.meant(act, c) {
			continue
		}
		sig, err := act.signal(i, o.zone, o.kinds().Of(c.start.Kind))
		if err != nil {
			return nil, err
		}
		at := act.At.In(o.zone)
		if act.By == "" && o.desk != nil { // whoever stands there then
			sig.Actor = cmp.Or(o.desk.acting(at), sig.Actor)
		}
		out = append(out, deed{at, act.Command, sig})
	}
	slices.SortStableFunc(out, func(a, b deed) int { return a.at.Compare(b.at) })
	return out, nil
}

// playRun plays one run and answers with the acts that it did not live to see.
func (o *office) playRun(c *played, in Input, state casework.State, from time.Time, acts []deed, first bool) ([]deed, error) {
	// A moment after the horizon, so that what falls on it still happens.
	declared := o.kinds().Of(state.Kind)
	state.Declared = declared.Revision
	life := machine.Begin(declared, workflows.Matters()[state.Kind], o, casework.Start{State: *state.Clone()}, from, in.Until.Add(time.Second))
	if first {
		o.bring(life, c, in)
	}
	sent := 0
	for _, d := range acts {
		life.At(d.at, func() {
			sent++
			life.Signal(d.command, d.signal)
		})
	}
	over, err := life.Live()
	if err != nil {
		return nil, fmt.Errorf("simulate %s: %w", state.Number, err)
	}
	if !over {
		return nil, nil // the horizon
	}
	return acts[sent:], nil
}

// bring is what reaches a case from others than the script.
func (o *office) bring(life *machine.Life, c *played, in Input) {
	if c.gap.Post != "" {
		o.sweep(life, c, in)
	}
	if command, sig, ok := o.preamble(c, in); ok {
		life.At(c.start.Registered, func() { life.Signal(command, sig) })
	}
	o.bringAnswers(life, c, in)
	o.bringOutcomes(life, c)
}

// check refuses a script that would be misread rather than played.
func (a Act) check(kinds *kind.Set) error {
	switch {
	case a.At.IsZero():
		return casework.FieldError(casework.Invalid, "at", "")
	case a.Command == "" && a.Absent == "" && a.Open == "":
		return casework.FieldError(casework.Invalid, "command", "")
	case a.Command != "" && !kinds.Takes(a.Command):
		return &casework.Error{Code: casework.UnknownCommand, Field: "command", Note: a.Command}
	}
	return nil
}

// signal is the act as another system would send it. Times in its arguments are
// the calendar's where no zone is written.
func (a Act) signal(i int, zone *time.Location, of *kind.Declaration) (casework.Signal, error) {
	sig := casework.Signal{ID: fmt.Sprintf("act-%d", i+1), Actor: string(a.By)}
	if sig.Actor == "" {
		sig.Actor = string(casework.Handler)
	}
	if len(bytes.Trim(a.Args, "{ }")) == 0 {
		if act, known := of.Act(a.Command); known {
			sig.Args = act.Plain
		}
		return sig, nil
	}
	var args struct {
		casework.Args
		Until         Instant         `json:"until"`
		Received      Instant         `json:"received"`
		Measure       json.RawMessage `json:"measure"` // one, or several decided together
		Investigators []string        `json:"investigators"`
	}
	if err := json.Unmarshal(a.Args, &args); err != nil {
		return sig, &casework.Error{Code: casework.Invalid, Field: "args", Note: err.Error()}
	}
	sig.Args = args.Args
	if args.Investigators != nil {
		sig.Args.Persons = args.Investigators
	}
	if err := measured(&sig.Args, args.Measure); err != nil {
		return sig, err
	}
	if !args.Until.IsZero() {
		sig.Args.Until = args.Until.In(zone)
	}
	if !args.Received.IsZero() {
		sig.Args.Received = args.Received.In(zone)
	}
	return sig, nil
}

func measured(args *casework.Args, raw json.RawMessage) error {
	if len(raw) == 0 || json.Unmarshal(raw, &args.Measure) == nil {
		return nil
	}
	if err := json.Unmarshal(raw, &args.Measures); err != nil {
		return &casework.Error{Code: casework.Invalid, Field: "args", Note: err.Error()}
	}
	return nil
}

// atOnce tells a matter that is done when it is brought (即办件): its limits count from
// receipt, and it waits for no paper. What merely counts from receipt is examined first, as an
// application for information is (政府信息公开条例 30, 33).
func atOnce(it policy.Item) bool {
	return it.Counts == casework.FromReceipt && it.Supplement == ""
}
