package kind

import (
	"time"

	"fmt"
	"slices"
	"strings"

	"github.com/shixian/shixian/internal/casework"
)

// check finds everything that is missing from a declaration: an act nobody may do,
// twice there, without a rule, a name or a form that can be filled in; a stage nobody
// can be in, or nobody leaves.
func check(d *Declaration) (faults []error) {
	say := func(format string, args ...any) {
		faults = append(faults, fmt.Errorf("kind %s: %s", d.Kind, fmt.Sprintf(format, args...)))
	}
	for _, f := range []struct {
		lacks bool
		what  string
	}{
		{d.Kind == "" || len(d.Prefix) != 2, "no name, or no prefix of two letters"},
		{d.Title.missing(), "no title in Chinese and English"},
		{!slices.Contains(d.Stages, d.Opens), fmt.Sprintf("it opens at stage %q, which is none of its own", d.Opens)},
		{len(d.Found) > 0 && (d.Veiled || d.Accuses != ""), "it is found by what is kept from those it is about (R081)"},
		{d.Public && d.Named == "", "a public form, and no rule by which it asks for a name"},
		{len(d.Ends) == 0 || d.Entry == "", "no end, or no way in"},
	} {
		if f.lacks {
			say("%s", f.what)
		}
	}
	for i, a := range d.Acts {
		if slices.ContainsFunc(d.Acts[:i], func(b Act) bool { return b.Name == a.Name }) {
			say("act %s stands twice", a.Name)
		}
		for _, fault := range a.faults(d) {
			say("act %s: %s", a.Name, fault)
		}
		for _, clock := range a.Meets {
			if other := d.Answer(clock); other != a.Name {
				say("act %s: clock %s is met by %s", a.Name, clock, other)
			}
		}
	}
	for _, stage := range d.Stages {
		if !slices.ContainsFunc(d.Acts, func(a Act) bool { return a.leaves(stage) }) {
			say("nobody leaves stage %q", stage)
		}
	}
	for code, w := range d.Says {
		if w.missing() {
			say("%s is not said in Chinese and English", code)
		}
		if event, ok := strings.CutPrefix(code, "event."); ok && d.Says["told."+event].missing() {
			say("event %s is named and not told", event)
		}
	}
	for i, r := range d.Rights {
		switch {
		case slices.ContainsFunc(d.Rights[:i], func(b Right) bool { return b.Action == r.Action }):
			say("right %s stands twice", r.Action)
		case !r.Who.reach():
			say("right %s is nobody's", r.Action)
		}
	}
	return faults
}

// beside are acts that every open case takes, wherever it stands: they move it nowhere.
var beside = []string{
	casework.Link, casework.Unlink, casework.Attach, casework.Recount, casework.Chase, casework.Explain, PublishReason,
	casework.RequestExtension, casework.DecideExtension, casework.WithdrawExtension, casework.AskUrgent, casework.DecideUrgent,
}

// leaves tells whether the act may end a stage.
func (a *Act) leaves(stage casework.Stage) bool {
	return slices.Contains(a.At, stage) || len(a.At) == 0 && !slices.Contains(beside, a.Name)
}

func (a *Act) faults(d *Declaration) (out []string) {
	for _, f := range []struct {
		lacks bool
		what  string
	}{
		{a.Name == "", "no name"},
		{a.Rule == "" && a.Basis == "", "no rule and no basis"},
		{a.Do.missing() || a.Hint.missing(), "no label in Chinese and English"},
		{a.Internal == a.Who.reach(), "nobody may do it, or somebody may what is the machine's own"},
	} {
		if f.lacks {
			out = append(out, f.what)
		}
	}
	for _, stage := range a.At {
		if !slices.Contains(d.Stages, stage) {
			out = append(out, fmt.Sprintf("stage %q is none of the kind's", stage))
		}
	}
	for i, f := range a.Fields {
		switch {
		case f.Name == "" || f.Type == "":
			out = append(out, fmt.Sprintf("field %q has no type", f.Name))
		case f.Type == casework.FieldChoice && len(f.Choices) == 0:
			out = append(out, fmt.Sprintf("field %s leaves no choice", f.Name))
		case f.Type == casework.FieldProof && len(f.Takes) == 0:
			out = append(out, fmt.Sprintf("field %s takes any file", f.Name))
		case slices.ContainsFunc(a.Fields[:i], func(g casework.Field) bool { return g.Name == f.Name }):
			out = append(out, fmt.Sprintf("field %s stands twice", f.Name))
		}
	}
	return out
}

func (w Words) missing() bool { return w.Zh == "" || w.En == "" }

// reach tells whether anybody has it.
func (s Scopes) reach() bool {
	for _, scope := range s {
		if scope > None {
			return true
		}
	}
	return false
}

// CheckUpdate is the form of an Update, before any history: its name is one the kind
// knows, it has an actor unless the machine itself sends it, and its instant, where
// it names one, is of this age and not yet to come.
func (d *Declaration) CheckUpdate(c casework.Command, now time.Time) *casework.Error {
	act, known := d.Act(c.Name)
	switch {
	case !known:
		return casework.FieldError(casework.UnknownCommand, "command", "")
	case c.Actor == "" && !act.Internal && c.Name != casework.Rate: // who rates by his query code has no name here; his row speaks for him
		return casework.FieldError(casework.Invalid, "actor", "")
	case !c.At.IsZero() && !casework.Sane(c.At):
		return casework.FieldError(casework.Invalid, "at", "")
	case c.At.After(now.Add(casework.Ahead)):
		return casework.FieldError(casework.FutureDate, "at", "")
	}
	return c.CheckShape()
}
