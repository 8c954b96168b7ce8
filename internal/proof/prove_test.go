package proof_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/law/examples"
	"github.com/shixian/shixian/internal/proof"
	"github.com/shixian/shixian/internal/reference"
)

func product(t *testing.T) (proof.House, []examples.Example) {
	t.Helper()
	h, err := proof.Product(kind.Office())
	require.NoError(t, err)
	all, err := examples.All()
	require.NoError(t, err)
	return h, all
}

func one(t *testing.T, h proof.House, all []examples.Example, rule string) proof.Finding {
	t.Helper()
	found, err := proof.Prove(h, all, []string{rule})
	require.NoError(t, err)
	return found[0]
}

// TestOnlyItsOwnExamplesCount: without them everything under a rule survives, whatever
// the examples of other rules would see.
func TestOnlyItsOwnExamplesCount(t *testing.T) {
	t.Parallel()
	h, all := product(t)
	others := slices.DeleteFunc(slices.Clone(all), func(e examples.Example) bool { return e.Rule == "R071" })
	f := one(t, h, others, "R071")
	require.Zero(t, f.Count(proof.Caught))
	require.Len(t, f.Survivors(), len(f.Trials))

	weak := append(slices.Clone(others), examples.Example{ // comes true, and looks at nothing that its rule declares
		Name: "R071-weak", Rule: "R071", Must: examples.Happens, Until: "2026-03-03",
		Case: examples.Case{Kind: "complaint", Received: "2026-03-02T10:00"},
		Want: []examples.Event{{At: "2026-03-02T10:00", Event: "case_registered"}},
	})
	f = one(t, h, weak, "R071")
	require.False(t, f.Red())
	require.Contains(t, f.Survivors(), "complaint@2/jurisdiction/limit-doubled")
	require.NotEmpty(t, f.Survivors())
}

// TestWhatIsRefusedOnLoadingIsNotCaught: the loader holds it, not an example.
func TestWhatIsRefusedOnLoadingIsNotCaught(t *testing.T) {
	t.Parallel()
	h, _ := product(t)
	f := one(t, h, []examples.Example{{
		Name: "R155-principal", Rule: "R155", Case: examples.Case{Kind: "absence"},
		Asks: []examples.Ask{{Leave: &examples.Leave{Rank: "principal", Days: 3, Approver: "party_group"}}},
	}}, "R155")
	i := slices.IndexFunc(f.Trials, func(t proof.Trial) bool { return t.Name == "presets/absence/office/principal-8/dropped" })
	require.GreaterOrEqual(t, i, 0)
	require.Equal(t, proof.Refused, f.Trials[i].Verdict)
}

// TestAnExampleTurnsRed where it is wrong about an instant, about who is told, about what
// never comes, about who may, what is refused and what a form asks for.
func TestAnExampleTurnsRed(t *testing.T) {
	t.Parallel()
	h, all := product(t)
	find := func(name string) examples.Example {
		i := slices.IndexFunc(all, func(e examples.Example) bool { return e.Name == name })
		require.GreaterOrEqual(t, i, 0, name)
		e := all[i]
		e.Want, e.Not, e.Asks = slices.Clone(e.Want), slices.Clone(e.Not), slices.Clone(e.Asks)
		return e
	}
	nobody, everywhere, admitted := map[string]string{}, []string{"screen"}, ""
	for want, spoil := range map[string]func() examples.Example{
		"never came": func() examples.Example {
			e := find("R069-untouched")
			e.Want[0].At = "2026-03-02T10:01"
			return e
		},
		"acting_holder": func() examples.Example {
			e := find("R069-untouched")
			e.Want[0].To = []string{"acting_holder", "section_head"}
			return e
		},
		"came and must not": func() examples.Example {
			e := find("R069-untouched")
			e.Not = append(e.Not, examples.Absent{Event: "clock_breached"})
			return e
		},
		"may: ": func() examples.Example {
			e := find("R069-answered")
			e.Asks[0].May = &nobody
			return e
		},
		"stages: ": func() examples.Example {
			e := find("R069-answered")
			e.Asks[0].Stages = &everywhere
			return e
		},
		"refused: ": func() examples.Example {
			e := find("R071-disclaimed")
			e.Asks[1].Refused = &admitted
			return e
		},
		"may be left out": func() examples.Example {
			e := find("R069-answered")
			e.Asks[1].Act, e.Asks[1].Needs = "decide-extension", []string{"days"}
			return e
		},
		"clock handle": func() examples.Example {
			e := find("R069-answered")
			e.Asks[2].Clock = &examples.Clock{Name: "handle", Pausable: true, Deciders: []string{"efficiency_office"}}
			return e
		},
	} {
		f := one(t, h, []examples.Example{spoil()}, spoil().Rule)
		require.True(t, f.Red(), want)
		require.Contains(t, strings.Join(f.Examples[0].Red, "\n"), want)
	}
}

// TestWhatIsWrittenWrong is told before anything is run.
func TestWhatIsWrittenWrong(t *testing.T) {
	t.Parallel()
	book, err := reference.Articles()
	require.NoError(t, err)
	_, all := product(t)
	i := slices.IndexFunc(all, func(e examples.Example) bool { return e.Name == "R069-untouched" })
	for want, spoil := range map[string]func(e *examples.Example){
		"its words do not stand":      func(e *examples.Example) { e.Words = "十一个工作日" },
		"R069 does not rest on":       func(e *examples.Example) { e.Article, e.Words = "licensing/42", "可以延长十日" },
		"is no regulation here":       func(e *examples.Example) { e.Article = "nowhere/1" },
		"is no rule":                  func(e *examples.Example) { e.Rule = "R999" },
		"must is happens or never":    func(e *examples.Example) { e.Must = "sometimes" },
		"looks at nothing":            func(e *examples.Example) { e.Want, e.Not, e.Asks = nil, nil, nil },
		"never come is not named":     func(e *examples.Example) { e.Must, e.Not, e.Asks = examples.Never, nil, nil },
		"has no end":                  func(e *examples.Example) { e.Until = "" },
		"at its instant, in order":    func(e *examples.Example) { e.Want = []examples.Event{{Event: "case_closed"}} },
		"not named by its rule":       func(e *examples.Example) { e.Name = "untouched" },
		"and why, are needed":         func(e *examples.Example) { e.Why = "" },
		"and something happens to it": func(e *examples.Example) { e.Case.Received = "" },
	} {
		e := all[i]
		spoil(&e)
		require.ErrorContains(t, e.Check(book), want)
	}
}
