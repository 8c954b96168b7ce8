package proof_test

import (
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/law"
	"github.com/shixian/shixian/internal/law/examples"
	"github.com/shixian/shixian/internal/proof"
	"github.com/shixian/shixian/internal/reference"
)

var update = flag.Bool("update", false, "write docs/regulations.csv anew")

// whole is the product proved once for all tests, some seconds.
var whole = sync.OnceValues(func() (w struct {
	house    proof.House
	book     *law.Book
	findings []proof.Finding
}, err error) {
	if w.house, err = proof.Product(kind.Office()); err != nil {
		return w, err
	}
	if w.book, err = reference.Articles(); err != nil {
		return w, err
	}
	w.findings, err = proof.Whole(w.house, w.book)
	return w, err
})

func TestExamplesQuoteTheirArticle(t *testing.T) {
	t.Parallel()
	book, err := reference.Articles()
	require.NoError(t, err)
	all, err := examples.All()
	require.NoError(t, err)
	require.NotEmpty(t, all)
	for _, e := range all {
		if err := e.Check(book); err != nil {
			t.Error(err)
		}
	}
}

// TestTheLawProvesItself: what the examples show comes true, what must never come does
// not, and each declared element under a rule is missed by one of its examples when it
// is taken out.
func TestTheLawProvesItself(t *testing.T) {
	t.Parallel()
	w, err := whole()
	require.NoError(t, err)
	named, err := proof.Survivors()
	require.NoError(t, err)
	stated, err := proof.Statements()
	require.NoError(t, err)
	survived, caught := map[string]bool{}, 0
	for _, f := range w.findings {
		for _, e := range f.Examples {
			for _, red := range e.Red {
				t.Errorf("%s: %s", e.Name, red)
			}
		}
		switch begun := stated[f.Rule].Standing == proof.Begun; {
		case begun && f.Both() && len(f.Survivors()) == 0:
			t.Errorf("%s is said to be begun, and is whole: say kept", f.Rule)
		case begun, len(f.Examples) == 0:
			continue
		}
		if !f.Both() {
			t.Errorf("%s has no example of what must happen, or none of what never may", f.Rule)
		}
		caught += f.Count(proof.Caught)
		for _, s := range f.Survivors() {
			survived[s] = true
			if named[s] == "" {
				t.Errorf("%s: %s is taken out, and no example of the rule misses it", f.Rule, s)
			}
		}
	}
	for s := range named {
		if !survived[s] {
			t.Errorf("survivors: %s does not survive any more, or is nothing that is declared", s)
		}
	}
	require.GreaterOrEqual(t, caught, 19*len(survived), "at least 95 %% are caught")
}

// TestMutantsHaveNames: each its own, so that a survivor can be named.
func TestMutantsHaveNames(t *testing.T) {
	t.Parallel()
	h, err := proof.Product(kind.Office())
	require.NoError(t, err)
	seen := map[string]bool{}
	for _, m := range proof.Mutants(h) {
		require.False(t, seen[m.Name], "%s stands twice", m.Name)
		seen[m.Name] = true
	}
	require.Greater(t, len(seen), 1000)
}

// TestTheLedgerIsWhatTheProofPrints: nobody edits a status by hand.
func TestTheLedgerIsWhatTheProofPrints(t *testing.T) {
	t.Parallel()
	w, err := whole()
	require.NoError(t, err)
	named, err := proof.Survivors()
	require.NoError(t, err)
	stated, err := proof.Statements()
	require.NoError(t, err)
	rows := proof.Ledger(w.book, w.findings, stated, named, w.house.Choices)
	for _, r := range rows {
		if r.Status == proof.Enforced || r.Status == proof.Configured {
			require.Positive(t, r.Caught, "%s: nothing was taken out of it, so nothing shows that it is kept", r.ID)
		}
	}
	text, err := proof.CSV(rows)
	require.NoError(t, err)
	path := filepath.Join("..", "..", "docs", "regulations.csv")
	if *update {
		require.NoError(t, os.WriteFile(path, text, 0o600))
	}
	have, err := os.ReadFile(path)
	require.NoError(t, err)
	if is, shown := lines(have), lines(text); !slices.Equal(is, shown) {
		for _, l := range shown {
			if !slices.Contains(is, l) {
				t.Logf("the proof prints: %s", l)
			}
		}
		t.Error("docs/regulations.csv is not what the proof prints: go test ./internal/proof -run TestTheLedger -update")
	}
}

// TestEveryRuleHasItsRow: what is not built is told, too; and nothing is told so that
// something declared cites.
func TestEveryRuleHasItsRow(t *testing.T) {
	t.Parallel()
	w, err := whole()
	require.NoError(t, err)
	stated, err := proof.Statements()
	require.NoError(t, err)
	has := map[string]bool{}
	for _, r := range proof.Ledger(w.book, w.findings, stated, nil, w.house.Choices) {
		has[r.ID] = true
	}
	for _, r := range w.book.Rules {
		require.True(t, has[r.ID], "%s has no row", r.ID)
	}
	for _, f := range w.findings {
		require.False(t, stated[f.Rule].Standing == proof.Absent && len(f.Examples)+len(f.Trials) > 0, "%s is not absent: it has examples, or is cited by what is declared", f.Rule)
	}
}

func lines(text []byte) []string { return strings.Split(string(text), "\n") }
