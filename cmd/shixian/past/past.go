// Package past gives the demo office a year behind it: its cases are lived in virtual time by the
// machine that lives all cases, taken in and acted on at the counter, and written by the same commits,
// as they would have been on those days. What a program wrote in a minute says so: each row keeps the
// instant at which it was recorded.
//
// It refuses to write a row itself, to touch the engine, and to send anything out.
package past

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"github.com/shixian/shixian/activities"
	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter"
	"github.com/shixian/shixian/internal/counter/cases"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/papers"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/reference"
)

// Config is what a past is made with.
type Config struct {
	Kinds    *kind.Set
	Counter  func(engine cases.Engine, now func() time.Time) *counter.Counter
	Planner  activities.Planner
	Cases    activities.Cases
	Roster   activities.Roster
	Tally    func(context.Context, casework.TallyRequest) (casework.Tally, error)
	Calendar *calendar.Calendar
}

// house is an office in virtual time.
type house struct {
	ctx     context.Context //nolint:containedctx // what a life asks comes without one
	on      Config
	counter *counter.Counter
	now     time.Time
	lives   map[string]*life
	draw    *rand.Rand
	who     map[string]casework.Principal
}

// Make lives a year of cases that ends the evening before today. Where the year is there already it
// adds nothing; what was left half-way goes on in the engine, as any case without a workflow.
func Make(ctx context.Context, cfg Config, year reference.Year, today time.Time) (made int, err error) {
	h := &house{ctx: ctx, on: cfg, lives: map[string]*life{}, draw: rand.New(rand.NewPCG(2026, 12)), who: map[string]casework.Principal{}} //nolint:gosec // the same year each time
	h.counter = cfg.Counter(h, func() time.Time { return h.now })
	for i, c := range h.plan(year, today) {
		if err := ctx.Err(); err != nil {
			return made, err
		}
		stood, err := h.live(c, fmt.Sprintf("demo-year-%04d", i))
		switch {
		case err != nil:
			return made, fmt.Errorf("%s received %s: %w", c.of.Item, c.days[0].Format(time.DateTime), err)
		case stood:
			return made, nil
		}
		made++
	}
	return made, nil
}

// told is one case of the year: what it is of, who brings it, and when each thing is done.
type told struct {
	of     reference.Past
	values *strings.Replacer
	days   []time.Time // of its receipt, then of each act
}

// plan draws the cases and puts them in the order of their receipt.
func (h *house) plan(year reference.Year, today time.Time) (out []told) {
	var days []time.Time
	zone := h.on.Calendar.Location()
	first := today.In(zone).AddDate(-1, 0, 0)
	for d := time.Date(first.Year(), first.Month(), first.Day(), 12, 0, 0, 0, zone); d.Before(today.AddDate(0, 0, -1)); d = d.AddDate(0, 0, 1) {
		if h.on.Calendar.IsWorkingDay(d) {
			days = append(days, d)
		}
	}
	for _, of := range year.Cases {
		for n := range of.Count {
			room := len(days) - 1 - of.Lasts()
			if room < of.Count {
				continue
			}
			at := n*room/of.Count + h.draw.IntN(room/of.Count)
			c := told{of: of, values: h.person(year)}
			c.days = append(c.days, h.hour(days[at], time.Time{}))
			for _, act := range of.Acts {
				last := c.days[len(c.days)-1]
				if act.Wait[1] > 0 {
					at += act.Wait[0] + h.draw.IntN(act.Wait[1]-act.Wait[0]+1)
				}
				c.days = append(c.days, h.hour(days[at], last))
			}
			out = append(out, c)
		}
	}
	slices.SortStableFunc(out, func(a, b told) int { return a.days[0].Compare(b.days[0]) })
	return out
}

// hour is a minute of a working day, some after another where that is of the same day.
func (h *house) hour(day, after time.Time) time.Time {
	y, m, d := day.Date()
	if ay, am, ad := after.Date(); ay == y && am == m && ad == d {
		return after.Add(time.Duration(4+h.draw.IntN(9)) * time.Minute)
	}
	return time.Date(y, m, d, 8, 40+h.draw.IntN(100), h.draw.IntN(60), 0, day.Location())
}

// person is somebody who asks for something.
func (h *house) person(year reference.Year) *strings.Replacer {
	pick := func(list []string) string { return list[h.draw.IntN(len(list))] }
	born := fmt.Sprintf("%d%02d%02d", 1940+h.draw.IntN(62), 1+h.draw.IntN(12), 1+h.draw.IntN(28))
	first := "000000" + born + fmt.Sprintf("%03d", h.draw.IntN(1000)) // of no place there is
	road := pick(year.Roads)
	return strings.NewReplacer(
		"{name}", pick(year.Families)+pick(year.Given), "{phone}", fmt.Sprintf("0000-555%04d", h.draw.IntN(10000)), "{id}", core.Card(first),
		"{address}", fmt.Sprintf("青岚县%s%d号", road, 1+h.draw.IntN(180)), "{shop}", road[:6]+pick(year.Shops), "{n}", fmt.Sprint(1+h.draw.IntN(99)),
	)
}

// live plays one case to its end; stood tells that it was there.
func (h *house) live(c told, key string) (stood bool, err error) {
	h.now = c.days[0]
	in := core.Registration{Item: c.of.Item, Fields: map[string]string{}, Materials: c.of.Materials, Examine: c.of.Examine}
	for name, value := range c.of.Fields {
		in.Fields[name] = c.values.Replace(value)
	}
	by, err := h.principal(c.of.By)
	if err != nil {
		return false, err
	}
	receipt, err := h.counter.Register(h.ctx, by, in, key)
	switch {
	case casework.CodeOf(err) == casework.KeyReused:
		return true, nil
	case err != nil:
		return false, err
	case receipt.Repeated || receipt.Pending:
		return true, nil
	}
	number, proof := receipt.Number, ""
	for j, act := range c.of.Acts {
		h.now = c.days[j+1]
		if err := h.bring(); err != nil {
			return false, err
		}
		if err := h.act(c, act, number, fmt.Sprintf("%s-%d", key, j), &proof); err != nil {
			return false, fmt.Errorf("%s %s at %s: %w", number, act.Command, h.now.Format(time.DateTime), err)
		}
	}
	return false, h.leave()
}

// bring starts what was opened and delivers what is under way, as a sweep would.
func (h *house) bring() error {
	for _, number := range slices.Sorted(maps.Keys(h.lives)) {
		if err := h.lives[number].pass(h.now); err != nil {
			return fmt.Errorf("%s: %w", number, err)
		}
	}
	h.counter.Sweep(h.ctx)
	return nil
}

// leave lets go of those that lived.
func (h *house) leave() error {
	for number, l := range h.lives {
		l.stop()
		delete(h.lives, number)
	}
	return nil
}

func (h *house) principal(id string) (casework.Principal, error) { return h.counter.Principal(h.ctx, id) }

// act does one thing of a case, by a paper, a file or a command.
func (h *house) act(c told, act reference.PastAct, number, key string, proof *string) error {
	who, err := h.principal(act.By)
	if err != nil {
		return err
	}
	switch {
	case act.Paper != "":
		in := papers.PaperRequest{Form: act.Paper, Number: number, Asked: map[string]string{}}
		for name, value := range act.Args {
			in.Asked[name] = c.values.Replace(fmt.Sprint(value))
		}
		draft, err := h.counter.DraftPaper(h.ctx, who, in)
		if err != nil {
			return err
		}
		_, err = h.counter.IssuePaper(h.ctx, who, in, draft.Digest, key)
		return err
	case act.File != "":
		content, err := core.ReadContent(strings.NewReader("演示用：" + c.values.Replace("{name}") + " 签收"))
		if err != nil {
			return err
		}
		kept, err := h.counter.Attach(h.ctx, who, number, func() (cases.Sent, error) {
			return cases.Sent{Key: key, File: &core.File{Name: "送达回证.txt", Content: content}, Raw: map[string]any{"purpose": act.File}}, nil
		})
		*proof = kept.ID
		return err
	}
	raw := map[string]any{}
	for name, value := range act.Args {
		if text, is := value.(string); is {
			switch text {
			case "{proof}":
				value = *proof
			case reference.Now:
				value = h.now.Format(time.RFC3339)
			default:
				value = c.values.Replace(text)
			}
		}
		raw[name] = value
	}
	if act.Of != "" {
		if number = h.opened(casework.Kind(act.Of)); number == "" {
			return nil // nothing was opened
		}
	}
	answer, err := h.counter.Do(h.ctx, who, number, act.Command, raw, key)
	if err == nil && answer.Pending {
		err = fmt.Errorf("no verdict")
	}
	return err
}


// opened is the case of a kind that lives beside.
func (h *house) opened(of casework.Kind) string {
	for _, number := range slices.Sorted(maps.Keys(h.lives)) {
		if k, _, _, ok := h.on.Kinds.Parse(number); ok && k == of && !h.lives[number].over {
			return number
		}
	}
	return ""
}
