package main

import (
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// The SDK's test suite is no part of the product, and nothing of ours brings testify
// into it: the SDK's own package does, for its mocks (ADR 22).
func TestNoTestsAreInTheBinary(t *testing.T) {
	t.Parallel()
	out, err := exec.CommandContext(t.Context(), "go", "list", "-deps", "-f", `{{.ImportPath}}: {{join .Imports " "}}`, ".").Output()
	require.NoError(t, err)
	packages := 0
	for line := range strings.Lines(string(out)) {
		path, imports, _ := strings.Cut(strings.TrimSpace(line), ": ")
		packages++
		require.NotEqual(t, "go.temporal.io/sdk/testsuite", path)
		own := strings.HasPrefix(path, "github.com/stretchr/testify") || path == "go.temporal.io/sdk/internal"
		if !own {
			require.NotContains(t, imports, "stretchr/testify", path)
		}
	}
	require.Greater(t, packages, 300)
}
