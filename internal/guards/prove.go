package guards

import (
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"time"
)

// patience is the time for one run, its build not counted.
const patience = "8m"

// Prover takes mends out of the tree at Root.
type Prover struct {
	Root string

	sound map[string]Outcome // of each test, by package and name, with every mend in
	why   map[string]string
}

// Sound runs the tests of the rows with every mend in, a package at a time: one that is
// red anyway says nothing about a mend.
func (p *Prover) Sound(ctx context.Context, rows []Row) {
	p.sound, p.why = map[string]Outcome{}, map[string]string{}
	tests := map[string][]string{}
	for _, r := range rows {
		tests[r.Package] = append(tests[r.Package], r.Test)
	}
	for pkg, names := range tests {
		ends, why := p.run(ctx, os.Getenv("GOFLAGS"), pkg, names...)
		for name, end := range ends {
			p.sound[pkg+" "+name], p.why[pkg+" "+name] = end, why
		}
	}
}

// Verdict is what a row was found to be.
type Verdict struct {
	Row   Row
	Word  string // caught, survived or error
	Why   string // what was printed, where it was not caught
	After time.Duration
}

// Caught says that the test went red without the mend, and is green with it.
func (v Verdict) Caught() bool { return v.Word == "caught" }

// Prove runs the row's test without its mend. Sound has run it with the mend in.
func (p *Prover) Prove(ctx context.Context, r Row) Verdict {
	began := time.Now()
	word, why := p.prove(ctx, r)
	return Verdict{Row: r, Word: word, Why: why, After: time.Since(began)}
}

func (p *Prover) prove(ctx context.Context, r Row) (word, why string) {
	key := r.Package + " " + r.Test
	if with := p.sound[key]; with != Green {
		return "error", fmt.Sprintf("the test is %s with the mend in:\n%s", with, p.why[key])
	}
	end, why, err := p.without(ctx, r)
	switch {
	case err != nil:
		return "error", err.Error()
	case end == Green:
		return "survived", fmt.Sprintf("%s of %s is green without it", r.Test, r.Package)
	case end != Red:
		return "error", fmt.Sprintf("without the mend the test is %s:\n%s", end, why)
	}
	return "caught", ""
}

// without runs the test on a tree in which the mend is not there. The overlay goes
// by GOFLAGS, not as an argument: so it reaches the programs that a test builds.
func (p *Prover) without(ctx context.Context, r Row) (Outcome, string, error) {
	mutant, err := r.Mutant(os.DirFS(p.Root))
	if err != nil {
		return Broken, "", err
	}
	root, err := filepath.Abs(p.Root)
	if err != nil {
		return Broken, "", err
	}
	dir, err := os.MkdirTemp("", "shixian-guards-")
	if err != nil {
		return Broken, "", err
	}
	defer os.RemoveAll(dir)
	file := filepath.Join(dir, filepath.Base(r.File))
	overlay, err := json.Marshal(map[string]any{"Replace": map[string]string{filepath.Join(root, r.File): file}})
	if err != nil {
		return Broken, "", err
	}
	const mode fs.FileMode = 0o600
	if err := os.WriteFile(file, mutant, mode); err != nil {
		return Broken, "", err
	}
	table := filepath.Join(dir, "overlay.json")
	if err := os.WriteFile(table, overlay, mode); err != nil {
		return Broken, "", err
	}
	ends, why := p.run(ctx, os.Getenv("GOFLAGS")+" -overlay="+table, r.Package, r.Test)
	return ends[r.Test], why, nil
}

// run is some tests of a package, and no others. An end of ctx is an interrupt, so that
// the tests stop the servers they started.
func (p *Prover) run(ctx context.Context, flags, pkg string, tests ...string) (map[string]Outcome, string) {
	cmd := exec.CommandContext(ctx, "go", "test", "-json", "-vet=off", "-count=1", "-timeout", patience, "-run", pattern(tests), pkg)
	cmd.Dir = p.Root
	cmd.Env = append(slices.Clone(os.Environ()), "GOFLAGS="+strings.TrimSpace(flags))
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGINT) }
	out, _ := cmd.CombinedOutput() // that it failed is what its lines say
	return judge(out, tests...)
}

// pattern is the expression of go test -run that means these tests. Of one alone it
// names the part, of several their whole.
func pattern(tests []string) string {
	parts := strings.Split(tests[0], "/")
	if len(tests) > 1 {
		parts = []string{""}
		for i, test := range tests {
			name, _, _ := strings.Cut(test, "/")
			parts[0] += strings.Repeat("|", min(i, 1)) + regexp.QuoteMeta(name)
		}
	} else {
		for i, part := range parts {
			parts[i] = regexp.QuoteMeta(part)
		}
	}
	for i, part := range parts {
		parts[i] = "^(" + part + ")$"
	}
	return strings.Join(parts, "/")
}
