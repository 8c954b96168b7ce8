package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/kind"
)

// A binary built with a declaration that lacks something does not start, whatever it is
// asked for, and says what is missing.
func TestAFaultyDeclarationStopsTheStart(t *testing.T) {
	arguments, said, kinds := os.Args, os.Stderr, cli.kinds
	t.Cleanup(func() { os.Args, os.Stderr, cli.kinds = arguments, said, kinds })
	var err error
	os.Stderr, err = os.Create(filepath.Join(t.TempDir(), "stderr"))
	require.NoError(t, err)
	faulty := func() (*kind.Set, error) {
		office := kind.Office().All()
		spoilt := *office[0]
		spoilt.Acts = append([]kind.Act{{Name: "wave"}}, spoilt.Acts...)
		return kind.NewSet(append(office[1:], &spoilt)...)
	}
	for _, asked := range [][]string{{"items"}, {"due", "--start", "2026-09-24", "--limit", "1wd"}, {"worker"}, {"api"}, {"up"}} {
		os.Args = append([]string{"shixian"}, asked...)
		require.Equal(t, 1, run(faulty), asked)
	}
	text, err := os.ReadFile(os.Stderr.Name())
	require.NoError(t, err)
	for _, missing := range []string{
		"kind service: act wave: no rule and no basis", "kind service: act wave: no label in Chinese and English", "kind service: act wave: nobody may do it",
	} {
		require.Contains(t, string(text), missing)
	}
}
