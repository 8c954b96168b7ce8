package simulate

import (
	"fmt"
	"slices"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/workflows/machine"
)

// What a case opens is played after it, and its outcome returns to it (R064). So a
// script is played again with the outcomes it led to, until it leads to those: they
// come after what they could change, and the numbers stay the same.

// maxRounds ends it; an outcome that returns may lead to one more case.
const maxRounds = 8

// outcome is what the accountability cases over one matter of a case came to.
type outcome struct {
	to, post string
	at       time.Time
	from     string // the case that ended last
	result   string
}

// playAll plays a script until the outcomes it was played with are those it led to.
func playAll(stage func(told []outcome) (*office, error)) (*office, error) {
	o, err := stage(nil)
	for range maxRounds {
		if err != nil {
			return nil, err
		}
		told := o.outcomes()
		if slices.Equal(told, o.told) {
			return o, nil
		}
		o, err = stage(told)
	}
	return o, err
}

// outcomes are those of matters of which nobody is asked any more.
func (o *office) outcomes() (out []outcome) {
	for _, first := range o.cases {
		cause := first.start.Cause
		if cause == nil || first.start.Facts[casework.FactSplitFrom] != "" || !o.tellable(cause.Number) {
			continue
		}
		if got, ended := o.ended(first); ended {
			for _, to := range append([]string{cause.Number}, first.joined...) {
				got.to = to
				out = append(out, got)
			}
		}
	}
	return out
}

func (o *office) tellable(number string) bool {
	of, _, _, _ := o.kinds().Parse(number)
	_, takes := o.kinds().Form(of, casework.Accounted)
	return takes
}

// ended is the gravest outcome of an accountability case and those split from it,
// once the last of them has ended.
func (o *office) ended(first *played) (got outcome, all bool) {
	got.post = first.start.Cause.Post
	var results []string
	for _, c := range o.cases {
		if c != first && c.start.Facts[casework.FactSplitFrom] != first.start.Number {
			continue
		}
		i := slices.IndexFunc(c.events, func(e casework.Event) bool {
			return e.Name == casework.CaseClosed && !slices.Contains(c.taken, e.Key)
		})
		if i < 0 {
			return got, false
		}
		results = append(results, c.events[i].Detail["result"])
		if at := c.events[i].At.UTC(); at.After(got.at) {
			got.at, got.from = at, c.start.Number
		}
	}
	got.result = casework.Gravest(results)
	return got, true
}

// bringOutcomes tells a case, a sweep later, what came of those it opened.
func (o *office) bringOutcomes(life *machine.Life, c *played) {
	for _, t := range o.told {
		if t.to != c.start.Number {
			continue
		}
		life.At(t.at.Add(sweepDelay), func() {
			id := fmt.Sprintf("accounted-%s", t.from)
			life.Update(casework.Command{
				ID: id, Name: casework.Accounted, At: t.at, Args: casework.Args{Case: t.from, Post: t.post, Outcome: t.result},
			})
		})
	}
}

// joins finds the accountability case of the leading one that a merged case's own
// lateness on the same post is answered for in (docs/adr/0010).
func (o *office) joins(s casework.State, e casework.Event) *played {
	if s.Follows == "" {
		return nil
	}
	i := slices.IndexFunc(o.cases, func(a *played) bool {
		cause := a.start.Cause
		open := func(t outcome) bool { return t.to == s.Follows && t.post == e.Detail["post"] && !t.at.After(e.At) }
		return cause != nil && cause.Number == s.Follows && cause.Post == e.Detail["post"] && !cause.At.After(e.At) && !slices.ContainsFunc(o.told, open)
	})
	if i < 0 {
		return nil
	}
	return o.cases[i]
}
