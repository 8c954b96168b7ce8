package store_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/roster"
	"github.com/shixian/shixian/internal/store"
)

// dutySheet is a whole one that says what it is about.
func dutySheet(about string) casework.DutySheet {
	s := casework.DutySheet{}
	for _, part := range s.Parts() {
		*part.Text = about + part.Name
	}
	return s
}

// TestDutySheetsAreVersions: a proposal holds once it is published and is the next version
// of its post; a version never changes, and one proposed before another came into force is
// not put in its place (R210).
func TestDutySheetsAreVersions(t *testing.T) {
	t.Parallel()
	b := setup(t)
	propose := func(about string) int64 {
		id, err := b.AddSheet(t.Context(), roster.PostSheet{Post: "window", Sheet: dutySheet(about), Proposed: roster.Consent{By: "wang", At: now()}})
		require.NoError(t, err)
		return id
	}
	inForce := func() casework.DutySheet {
		office, err := b.Office(t.Context())
		require.NoError(t, err)
		post, _ := core.PostOf(office, "window")
		return post.Sheet
	}
	first, beside := propose("一"), propose("二")
	require.Zero(t, inForce(), "proposed is not published")
	require.NoError(t, b.PublishSheet(t.Context(), first, "zhao"))
	require.Equal(t, dutySheet("一"), inForce())
	require.Equal(t, casework.Stale, casework.CodeOf(b.PublishSheet(t.Context(), first, "zhao")), "once")
	require.Equal(t, casework.Stale, casework.CodeOf(b.PublishSheet(t.Context(), beside, "zhao")), "written for what was before")
	require.NoError(t, b.PublishSheet(t.Context(), propose("三"), "zhao"))
	require.Equal(t, dutySheet("三"), inForce())

	rows, err := b.DutySheets(t.Context(), "window")
	require.NoError(t, err)
	require.Len(t, rows, 3)
	require.Equal(t, []int{2, 0, 1}, []int{rows[0].Version, rows[1].Version, rows[2].Version})
	require.Equal(t, "zhao", rows[0].Published.By)
	require.Nil(t, rows[1].Published)
	for _, change := range []string{
		`UPDATE post_sheets SET doc = '{}' WHERE version = 1`, `DELETE FROM post_sheets WHERE version = 1`,
		`UPDATE post_sheets SET doc = '{}' WHERE version IS NULL`, `UPDATE post_sheets SET published_by = 'li' WHERE version = 2`,
	} {
		_, err := b.raw.ExecContext(t.Context(), change)
		require.ErrorContains(t, err, "never changes", change)
	}
	_, err = b.DutySheet(t.Context(), 99)
	require.Equal(t, casework.NotFound, casework.CodeOf(err))
}

// TestAFileBringsDutySheets: what the office's file says is in force as it comes, once; a
// file without a sheet takes none away.
func TestAFileBringsDutySheets(t *testing.T) {
	t.Parallel()
	b := setup(t)
	file := office()
	for _, about := range []string{"一", "一", "", "二"} {
		file.Posts[0].Sheet = casework.DutySheet{}
		if about != "" {
			file.Posts[0].Sheet = dutySheet(about)
		}
		require.NoError(t, b.Seed(t.Context(), store.Reference{Units: file.Units, Persons: file.Persons, Posts: file.Posts, Assignments: file.Assignments}))
	}
	rows, err := b.DutySheets(t.Context(), file.Posts[0].ID)
	require.NoError(t, err)
	require.Len(t, rows, 2)
	require.Equal(t, dutySheet("二"), rows[0].Sheet)
	stands, err := b.Standing(t.Context())
	require.NoError(t, err)
	post, _ := core.PostOf(&core.Office{Posts: stands.Posts}, file.Posts[0].ID)
	require.Equal(t, dutySheet("二"), post.Sheet, "the export says what is in force")
}
