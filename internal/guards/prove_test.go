package guards

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// A small tree with a mend of each fate. Its last test builds a program, as those of
// internal/e2e do: the mend must be missing there too.
var tree = map[string]string{
	"go.mod":          "module trial\n\ngo 1.26\n",
	"sum/sum.go":      "package sum\n\nfunc Of(a, b int) int {\n\tif b < 0 {\n\t\tb = -b\n\t}\n\treturn a + b\n}\n",
	"cmd/main.go":     "package main\n\nimport \"trial/sum\"\n\nfunc main() { println(sum.Of(2, -2)) }\n",
	"sum/sum_test.go": "package sum\n\nimport \"testing\"\n\n" + tests,
	"sum/outer_test.go": "package sum_test\n\nimport (\n\t\"os/exec\"\n\t\"strings\"\n\t\"testing\"\n)\n\n" +
		"func TestProgram(t *testing.T) {\n\tout, err := exec.Command(\"go\", \"run\", \"trial/cmd\").CombinedOutput()\n" +
		"\tif err != nil || strings.TrimSpace(string(out)) != \"4\" {\n\t\tt.Fatalf(\"%v: %s\", err, out)\n\t}\n}\n",
}

const tests = `
func TestHolds(t *testing.T) {
	t.Run("one part", func(t *testing.T) {
		if got := Of(1, -1); got != 2 {
			t.Errorf("got %d", got)
		}
	})
}

func TestLooksElsewhere(t *testing.T) { Of(1, 1) }

func TestNeverGreen(t *testing.T) { t.Error("always") }

func TestPanics(t *testing.T) {
	if Of(1, -1) != 2 {
		panic("not by its own word")
	}
}

func TestPasses(t *testing.T) {
	if Of(1, -1) != 2 {
		t.Skip("looks at nothing")
	}
}
`

func TestProve(t *testing.T) {
	root := t.TempDir()
	for name, text := range tree {
		require.NoError(t, os.MkdirAll(filepath.Dir(filepath.Join(root, name)), 0o755))
		require.NoError(t, os.WriteFile(filepath.Join(root, name), []byte(text), 0o600))
	}
	mend := Row{ID: "X1.1", File: "sum/sum.go", Without: "b = -b", With: "_ = b", Package: "./sum"}
	cases := []struct{ test, with, word, why string }{
		{"TestHolds", "_ = b", "caught", ""},
		{"TestHolds/one_part", "_ = b", "caught", ""},
		{"TestProgram", "_ = b", "caught", ""},
		{"TestLooksElsewhere", "_ = b", "survived", "is green without it"},
		{"TestNeverGreen", "_ = b", "error", "is red with the mend in"},
		{"TestPanics", "_ = b", "error", "broken"},
		{"TestPasses", "_ = b", "error", "skipped"},
		{"TestGone", "_ = b", "error", "broken"},
		{"TestHolds", "_ = c", "error", "undefined: c"},
	}
	var rows []Row
	for _, tt := range cases {
		r := mend
		r.Test, r.With = tt.test, tt.with
		rows = append(rows, r)
	}
	prover := Prover{Root: root}
	prover.Sound(t.Context(), rows)
	for i, tt := range cases {
		v := prover.Prove(t.Context(), rows[i])
		require.Equal(t, tt.word, v.Word, "%s: %s", tt.test, v.Why)
		require.Contains(t, v.Why, tt.why)
	}
	now, err := os.ReadFile(filepath.Join(root, "sum/sum.go"))
	require.NoError(t, err)
	require.Equal(t, tree["sum/sum.go"], string(now), "the tree is as it was")
}
