package proof

import (
	"runtime"
	"slices"
	"sync"

	"github.com/shixian/shixian/internal/law"
	"github.com/shixian/shixian/internal/law/examples"
)

// Verdict is what became of a mutant.
type Verdict string

// A mutant that is refused when it is loaded proves nothing: it is none of the count.
const (
	Caught   Verdict = "caught"   // one of the rule's own examples turned red
	Survived Verdict = "survived" // all of them stayed green
	Refused  Verdict = "refused"
)

// Trial is a mutant and what became of it.
type Trial struct {
	Mutant
	Verdict Verdict
	By      string // the example that turned red
}

// Shown is an example as the machine played it.
type Shown struct {
	examples.Example
	Red []string // what did not come true
}

// Finding is what was found of one rule.
type Finding struct {
	Rule     string
	Examples []Shown
	Trials   []Trial // of a rule without examples none is tried
}

// Red tells whether an example of the rule does not come true.
func (f Finding) Red() bool {
	return slices.ContainsFunc(f.Examples, func(s Shown) bool { return len(s.Red) > 0 })
}

// Count is how many of the rule's mutants met a verdict.
func (f Finding) Count(v Verdict) (n int) {
	for _, t := range f.Trials {
		if t.Verdict == v {
			n++
		}
	}
	return n
}

// Survivors are the mutants none of the rule's examples saw.
func (f Finding) Survivors() (out []string) {
	for _, t := range f.Trials {
		if t.Verdict == Survived {
			out = append(out, t.Name)
		}
	}
	return out
}

// Prove tries the rules named, each by its own examples, on as many processors as there
// are.
func Prove(h House, all []examples.Example, rules []string) ([]Finding, error) {
	sound, err := load(h)
	if err != nil {
		return nil, err
	}
	mutants := Mutants(h)
	out := make([]Finding, len(rules))
	var work []func()
	for i, rule := range rules {
		f := &out[i]
		f.Rule = rule
		own := examples.Of(all, rule)
		f.Examples = make([]Shown, len(own))
		for j, e := range own {
			work = append(work, func() { f.Examples[j] = Shown{e, sound.run(e)} })
		}
		mine := slices.DeleteFunc(slices.Clone(mutants), func(m Mutant) bool { return m.Rule != rule })
		f.Trials = make([]Trial, len(mine))
		for j, m := range mine {
			work = append(work, func() { f.Trials[j] = try(h, m, own) })
		}
	}
	inParallel(work)
	return out, nil
}

// Whole is a house proved: every rule of the book, in its order.
func Whole(h House, book *law.Book) ([]Finding, error) {
	all, err := examples.All()
	if err != nil {
		return nil, err
	}
	rules := make([]string, len(book.Rules))
	for i, r := range book.Rules {
		rules[i] = r.ID
	}
	return Prove(h, all, rules)
}

// try runs the rule's examples in the altered house until one is red.
func try(h House, m Mutant, own []examples.Example) Trial {
	t := Trial{Mutant: m, Verdict: Survived}
	if len(own) == 0 {
		return t
	}
	altered, err := load(m.make(h))
	if err != nil {
		t.Verdict = Refused
		return t
	}
	for _, e := range own {
		if len(altered.run(e)) > 0 {
			t.Verdict, t.By = Caught, e.Name
			return t
		}
	}
	return t
}

// inParallel does all of it, on as many processors as there are.
func inParallel(work []func()) {
	var group sync.WaitGroup
	jobs := make(chan func())
	for range runtime.GOMAXPROCS(0) {
		group.Go(func() {
			for do := range jobs {
				do()
			}
		})
	}
	for _, do := range work {
		jobs <- do
	}
	close(jobs)
	group.Wait()
}
