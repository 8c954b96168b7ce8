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

// patience is the time for one run of one test, its build apart from go's own.
const patience = "8m"

// Prover takes mends out of the tree at Root.
type Prover struct {
	Root string
	// Left by an earlier row: whether the tests are green with every mend in.
	sound map[string]Outcome
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

// Prove runs the row's test with the mend and without it.
func (p *Prover) Prove(ctx context.Context, r Row) Verdict {
	began := time.Now()
	word, why := p.prove(ctx, r)
	return Verdict{Row: r, Word: word, Why: why, After: time.Since(began)}
}

func (p *Prover) prove(ctx context.Context, r Row) (word, why string) {
	end, why, err := p.without(ctx, r)
	switch {
	case err != nil:
		return "error", err.Error()
	case end == Green:
		return "survived", fmt.Sprintf("%s of %s is green without it", r.Test, r.Package)
	case end != Red:
		return "error", fmt.Sprintf("without the mend the test is %s:\n%s", end, why)
	}
	// Red with the mend in as well: then it says nothing about the mend.
	key := r.Package + " " + r.Test
	if _, known := p.sound[key]; !known {
		if p.sound == nil {
			p.sound = map[string]Outcome{}
		}
		p.sound[key], why = p.run(ctx, r, os.Getenv("GOFLAGS"))
	}
	if p.sound[key] != Green {
		return "error", fmt.Sprintf("the test is %s with the mend in:\n%s", p.sound[key], why)
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
	end, why := p.run(ctx, r, os.Getenv("GOFLAGS")+" -overlay="+table)
	return end, why, nil
}

// run is one test, alone. An end of ctx is an interrupt, so that the test stops the
// servers it started.
func (p *Prover) run(ctx context.Context, r Row, flags string) (Outcome, string) {
	cmd := exec.CommandContext(ctx, "go", "test", "-json", "-vet=off", "-count=1", "-timeout", patience, "-run", pattern(r.Test), r.Package)
	cmd.Dir = p.Root
	cmd.Env = append(slices.Clone(os.Environ()), "GOFLAGS="+strings.TrimSpace(flags))
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGINT) }
	out, err := cmd.CombinedOutput()
	end, why := judge(out, r.Test)
	if err == nil != (end == Green || end == Skipped) {
		return Broken, why // go test and the test do not agree
	}
	return end, why
}

// pattern is the expression of go test -run that means this test alone.
func pattern(test string) string {
	parts := strings.Split(test, "/")
	for i, part := range parts {
		parts[i] = "^" + regexp.QuoteMeta(part) + "$"
	}
	return strings.Join(parts, "/")
}
