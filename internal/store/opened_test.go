package store_test

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// TestWhoeverAppliedReadsWhoOpenedIt: the post, once it was opened, with what for; of who
// looks for inspection or accountability not a line, nor of what was only listed.
func TestWhoeverAppliedReadsWhoOpenedIt(t *testing.T) {
	t.Parallel()
	b := setup(t)
	number := b.register(t)
	for _, read := range [][3]string{
		{"li", "case.view_personal", "fields"}, {"li", "case.view_personal", "acceptance_notice"}, {"li", "case.view_personal", "attachments"},
		{"li", "case.issue_code", "query code"}, {"sun", "case.view_personal", "fields"}, {"", "case.view_personal", "texts"},
	} {
		require.NoError(t, b.Audit(t.Context(), read[0], read[1], number, read[2]))
	}
	rows, err := b.Opened(t.Context(), number)
	require.NoError(t, err)
	var purposes []string
	for _, r := range rows {
		require.NotEmpty(t, r.Post)
		purposes = append(purposes, r.Purpose)
	}
	require.Equal(t, []string{"file", "paper", "handled"}, purposes, "the last first; sun is the efficiency office's")
}
