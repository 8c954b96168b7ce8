// Package doctor keeps the list of what must be right about an installation, and
// asks it: at the start of a process, on /readyz, by shixian doctor, and for the
// operator's page. A check is a small value; whoever knows of one more thing that
// may be wrong adds one more value to the list in cmd/shixian/checks.go.
//
// It refuses to know what a check looks at, to mend anything, and to wait longer
// than its bound: what does not answer is unknown, which is not right.
package doctor

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"
)

// Words say one thing to people in both languages.
type Words struct {
	ZH string `json:"zh"`
	EN string `json:"en"`
}

// In picks the language, "en" or Chinese.
func (w Words) In(lang string) string {
	if lang == "en" {
		return w.EN
	}
	return w.ZH
}

func (w Words) String() string { return w.ZH + " / " + w.EN }

// Verdict is what came of a look.
type Verdict string

// Verdicts. Unknown is what could not be looked at.
const (
	Right   Verdict = "right"
	Wrong   Verdict = "wrong"
	Unknown Verdict = "unknown"
)

// Weight says what a check stops while it is not right.
type Weight int

// Weights, each stopping what the one before it stops and more.
const (
	Advice   Weight = iota // nothing: somebody should act, and everything goes on
	Serving                // readiness: this process cannot do its work now
	Starting               // the start: going on would do harm
)

// Finding is what a check found. Mend is the command that puts it right, one a
// line; the words say the rest.
type Finding struct {
	Verdict Verdict
	Says    Words
	Mend    string
}

// Fine is a finding that all is right.
func Fine(zh, en string) Finding { return Finding{Verdict: Right, Says: Words{zh, en}} }

// Bad is a finding that something is wrong, with the command that mends it; empty
// where people must act otherwise.
func Bad(zh, en, mend string) Finding {
	return Finding{Verdict: Wrong, Says: Words{zh, en}, Mend: mend}
}

// Check looks at one thing. Look answers an error where it could not look. Slow
// checks are left out of /readyz and shown there from their last look.
type Check struct {
	Name   string // one word with dashes: it stands in metrics and on /readyz
	Looks  Words  // at what
	Weight Weight
	Slow   bool
	Look   func(context.Context) (Finding, error)
}

// Result is a check with what it found.
type Result struct {
	Name    string    `json:"name"`
	Looks   Words     `json:"looks"`
	Verdict Verdict   `json:"verdict"`
	Says    Words     `json:"says"`
	Mend    string    `json:"mend,omitempty"`
	At      time.Time `json:"at"`
	Weight  Weight    `json:"-"`
}

// Report is all results, in the order of the list.
type Report []Result

// Right tells whether nothing of at least that weight is wrong or unknown.
func (r Report) Right(least Weight) bool { return len(r.Not(least)) == 0 }

// Not lists what is not right, of at least that weight.
func (r Report) Not(least Weight) Report {
	var out Report
	for _, one := range r {
		if one.Weight >= least && one.Verdict != Right {
			out = append(out, one)
		}
	}
	return out
}

// Err says what is not right, of at least that weight, with its mends; nil when
// nothing is.
func (r Report) Err(least Weight) error {
	errs := []error{}
	for _, one := range r.Not(least) {
		text := one.Name + ": " + one.Says.String()
		if one.Mend != "" {
			text += "\n    " + strings.ReplaceAll(one.Mend, "\n", "\n    ")
		}
		errs = append(errs, errors.New(text))
	}
	return errors.Join(errs...)
}

// How long one look may take.
const (
	readyBound = 1500 * time.Millisecond // readiness answers within 2 s
	bound      = 20 * time.Second
)

// Doctor asks a list of checks and keeps what each said last.
type Doctor struct {
	checks []Check
	now    func() time.Time

	mu   sync.Mutex
	last map[string]Result
	asks *asking // a readiness under way, which others wait for
}

type asking struct {
	done   chan struct{}
	report Report
}

// New is a doctor with a list.
func New(checks ...Check) *Doctor {
	return &Doctor{checks: checks, now: time.Now, last: map[string]Result{}}
}

// Examine asks every check.
func (d *Doctor) Examine(ctx context.Context) Report {
	return d.look(ctx, bound, func(Check) bool { return true })
}

// Start asks those that refuse the start. What cannot be looked at refuses nothing:
// while the engine is away the counter takes in all the same.
func (d *Doctor) Start(ctx context.Context) error {
	report := d.look(ctx, bound, func(c Check) bool { return c.Weight == Starting })
	return slices.DeleteFunc(report, func(r Result) bool { return r.Verdict != Wrong }).Err(Starting)
}

// Ready asks everything quick, within 2 s, and adds what slow checks said last.
// Many who ask at once are answered by one look.
func (d *Doctor) Ready(ctx context.Context) Report {
	d.mu.Lock()
	mine := d.asks
	if mine == nil {
		mine = &asking{done: make(chan struct{})}
		d.asks = mine
		go func() {
			report := d.look(context.WithoutCancel(ctx), readyBound, func(c Check) bool { return !c.Slow })
			d.mu.Lock()
			mine.report, d.asks = d.withSlow(report), nil
			d.mu.Unlock()
			close(mine.done)
		}()
	}
	d.mu.Unlock()
	<-mine.done // within its bound
	return mine.report
}

// Last is what each check said when it was last asked, for metrics and pages; a
// check never asked is left out.
func (d *Doctor) Last() Report {
	d.mu.Lock()
	defer d.mu.Unlock()
	var out Report
	for _, c := range d.checks {
		if r, ok := d.last[c.Name]; ok {
			out = append(out, r)
		}
	}
	return out
}

// withSlow puts the last word of slow checks in their places; the caller holds mu.
func (d *Doctor) withSlow(quick Report) Report {
	var out Report
	for _, c := range d.checks {
		if !c.Slow {
			out, quick = append(out, quick[0]), quick[1:]
		} else if r, ok := d.last[c.Name]; ok {
			out = append(out, r)
		}
	}
	return out
}

// look asks the chosen checks side by side, each within the bound.
func (d *Doctor) look(ctx context.Context, within time.Duration, chosen func(Check) bool) Report {
	ctx, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	var answers []chan Result
	for _, c := range d.checks {
		if !chosen(c) {
			continue
		}
		answer := make(chan Result, 1)
		answers = append(answers, answer)
		go func() { answer <- d.ask(ctx, c) }()
	}
	report := make(Report, len(answers))
	for i, answer := range answers {
		report[i] = <-answer
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, r := range report {
		d.last[r.Name] = r
	}
	return report
}

// ask waits for one check no longer than ctx: a look that does not heed its
// context is left behind.
func (d *Doctor) ask(ctx context.Context, c Check) Result {
	type answer struct {
		found Finding
		err   error
	}
	said := make(chan answer, 1)
	go func() {
		found, err := c.Look(ctx)
		said <- answer{found, err}
	}()
	var a answer
	select {
	case a = <-said:
	case <-ctx.Done():
		a.err = fmt.Errorf("no answer: %w", ctx.Err())
	}
	if a.err != nil {
		a.found = Finding{Verdict: Unknown, Says: Words{"查不了：" + a.err.Error(), "cannot look: " + a.err.Error()}}
	}
	return Result{
		Name: c.Name, Looks: c.Looks, Verdict: a.found.Verdict, Says: a.found.Says, Mend: a.found.Mend,
		At: d.now(), Weight: c.Weight,
	}
}
