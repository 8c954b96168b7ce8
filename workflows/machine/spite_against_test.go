package machine_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/shixian/shixian/internal/casework"
)

// What a life with spite must have in common with the one without.

// loosen notes where a record may differ from that of the life without spite. Nobody waits
// for a recount: one that comes a day late does not go back behind all it should. What was
// taken back by an act that an earlier one, even a recount, goes back behind says when it is
// said again.
func (w *world) loosen(step casework.Step) {
	if step.Command == nil {
		return
	}
	again := slices.ContainsFunc(w.store.made, func(made casework.Step) bool {
		return made.Command != nil && len(made.Rewritten) > 0 && made.Command.At.After(step.Command.At)
	})
	if again || step.Command.Name == casework.Recount && w.now.Sub(step.Command.At) > 20*time.Hour {
		w.loose = step.Command.Name
	}
}

// against holds a spiteful life against the calm one.
func (w *world) against(calm *world) {
	if len(w.faults) > 0 {
		return
	}
	for id := range w.signals {
		if !calm.signals[id] {
			return // without spite the case had ended before it came
		}
	}
	if w.loose != "" || calm.loose == "revision" {
		return
	}
	for _, r := range calm.store.rows {
		mine := w.store.row(r.ID)
		same := mine != nil && mine.verdict != nil && r.verdict != nil && mine.verdict.Accepted == r.verdict.Accepted
		switch {
		case !same && (w.spite.skew > 0 || mine == nil && !r.counter):
			return // by the clock on the wall the second came before the first, which had its verdict by then
		case !same && r.recount && mine.verdict.Code == casework.CaseIsClosed:
			return // no act waits for a recount: a second signature that is obeyed before it ends the case as of before it
		case same && w.overtook(mine): // what it was refused for hangs on the list of then, too
		case !same && w.overtook(mine):
			return // nobody waits for a recount: an act that was obeyed before it is judged by the list of then, and its verdict stands
		case same && !mine.verdict.At.Equal(r.verdict.At) && w.onPaper(r.Command, *r.verdict):
			return // it goes back as far as steps are remembered, and how long they are hangs on when they were made
		case !same, mine.verdict.Code != r.verdict.Code && w.spite.skew == 0 && r.verdict.Code != casework.CaseIsClosed && mine.verdict.Code != casework.CaseIsClosed:
			w.fault("%s %s: without spite %v, with it %v", r.Name, r.ID, short(r), short(mine))
			return
		}
	}
	w.compared = true
	w.sawTheSame(calm)
	if slices.EqualFunc(compared(calm), compared(w), alike) {
		return
	}
	want, got := record(calm), record(w)
	if slices.Equal(want, got) {
		return
	}
	var out []string
	for _, l := range want {
		if !slices.Contains(got, l) {
			out = append(out, "  missing "+l)
		}
	}
	for _, l := range got {
		if !slices.Contains(want, l) {
			out = append(out, "  added   "+l)
		}
	}
	w.fault("the record differs from that of the life without spite:\n%s", strings.Join(out, "\n"))
}

// overtook tells whether an act had its verdict before a recount that was stored before it.
func (w *world) overtook(r *row) bool {
	decided := false
	for _, s := range w.store.made {
		switch {
		case s.Verdict == nil || r == nil:
		case s.Verdict.ID == r.ID:
			decided = true
		case decided && s.Verdict.Accepted && s.Command.Name == casework.Recount && s.Command.AsStored().At.Before(r.At):
			return true
		}
	}
	return false
}

// sawTheSame: where nothing was under way, readers saw what they see where no step is
// made before its instant.
func (w *world) sawTheSame(calm *world) {
	if w.spite.skew > 0 {
		return
	}
	for _, s := range w.seen {
		var want *sighting
		for i := range calm.seen {
			if !calm.seen[i].at.After(s.at) {
				want = &calm.seen[i]
			}
		}
		if want != nil && want.what != s.what {
			w.fault("at %s readers saw %v, and without spite %v", s.at, s.what, want.what)
			return
		}
	}
}

func short(r *row) string {
	switch {
	case r == nil:
		return "nothing"
	case r.verdict == nil:
		return "no verdict"
	}
	return fmt.Sprint(r.verdict.Accepted, " ", r.verdict.Code)
}

// record is what stands of a life, whatever was refused left out: the counter may refuse
// it in the place of a case that has ended.
func record(w *world) (out []string) {
	for _, e := range compared(w) {
		out = append(out, line(*e))
	}
	slices.Sort(out)
	return out
}

func compared(w *world) (out []*casework.Event) {
	standing := w.store.standing()
	for i := range standing {
		if e := &standing[i]; e.Name != casework.CommandRefused && e.Name != casework.CancelIgnored && !e.At.After(w.until) {
			out = append(out, e)
		}
	}
	return out
}

// alike tells whether two events are surely written as one line; most are, in their order.
func alike(a, b *casework.Event) bool {
	same := a.At.Equal(b.At) && a.Name == b.Name && a.Clock == b.Clock && a.Round == b.Round && a.Level == b.Level && a.DueVersion == b.DueVersion &&
		a.Actor == b.Actor && a.Post == b.Post && a.TextID == b.TextID && a.Quiet == b.Quiet && a.Other == b.Other && slices.Equal(a.To, b.To) && maps.Equal(a.Detail, b.Detail)
	if d, o := a.Due, b.Due; same && d != nil && o != nil {
		return d.Cause == o.Cause && d.Old.Equal(o.Old) && d.New.Equal(o.New) && d.Start.Equal(o.Start) && d.Granted == o.Granted && len(d.Pauses) == len(o.Pauses) && d.Limit == o.Limit
	}
	return same && a.Due == b.Due
}
