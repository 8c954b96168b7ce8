package e2e

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"

	"github.com/shixian/shixian/internal/testkit"
)

// together is how many tests run at once. They wait for instants rather than for the
// processor, so that there may be more of them than cores; with too many, two cores answer a
// click in seconds.
const together = "7"

// programs is where the one build of this test binary lies.
var programs string

func TestMain(m *testing.M) {
	flag.Parse()
	if err := errors.Join(flag.Set("test.parallel", together), makePrograms()); err != nil {
		fmt.Fprintln(os.Stderr, "e2e:", err)
		os.Exit(1)
	}
	os.Exit(func() int {
		defer os.RemoveAll(programs)
		return testkit.Run(m)
	}())
}

func makePrograms() (err error) {
	programs, err = os.MkdirTemp("", "shixian-e2e-")
	return err
}

// shixian is the program under test, built once from the tree as it is, with
// the flags of make build so that the compiler finds its work done.
var shixian = sync.OnceValues(func() (string, error) {
	binary := filepath.Join(programs, "shixian")
	build := exec.Command("go", "build", "-trimpath", "-buildvcs=false", "-ldflags=-s -w", "-o", binary, "../../cmd/shixian")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		return "", fmt.Errorf("build shixian: %w\n%s", err, out)
	}
	return binary, nil
})
