package main

import (
	"io/fs"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
)

// A file that is not there was taken for a policy, and answered with not_found of an id nobody typed.
func TestABacktestOfNoFileSaysSo(t *testing.T) {
	t.Parallel()
	cmd := backtestCmd{Policy: "drafts/permit.json"}
	err := cmd.meant(casework.FieldError(casework.NotFound, "id", "draft"))
	require.ErrorIs(t, err, fs.ErrNotExist)
	require.EqualError(t, err, `"drafts/permit.json" is neither a policy with a draft nor a file: file does not exist`)
	other := casework.FieldError(casework.Forbidden, "", "")
	require.Equal(t, error(other), cmd.meant(other))
	require.NoError(t, cmd.meant(nil))
}
