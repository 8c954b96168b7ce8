package store_test

import (
	"encoding/hex"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
)

// Whatever a person wrote or is, no table holds it readably.
func TestNoPlaintextInAnyTable(t *testing.T) {
	t.Parallel()
	b := setup(t)
	const marker = "暗记7f3a-marker"
	in := newCase()
	in.Key, in.Digest = "k", []byte("digest")
	in.Fields = map[string]string{"applicant": marker, "phone": "138" + marker, "matter": marker + marker}
	number, _, err := b.RegisterCase(t.Context(), in)
	require.NoError(t, err)
	cmd := pause(number)
	cmd.Texts = map[string]string{"reason": marker, "basis": marker}
	saved, _, err := b.SaveCommand(t.Context(), cmd)
	require.NoError(t, err)
	text, err := b.SaveText(t.Context(), "li", "", marker)
	require.NoError(t, err)
	e := started(now())
	e.TextID = saved.Args.ReasonID
	b.commit(t, step(number, 1, e))

	fields, err := b.OpenFields(t.Context(), number)
	require.NoError(t, err)
	require.Equal(t, in.Fields, fields)
	texts, err := b.OpenTexts(t.Context(), number, []string{saved.Args.ReasonID, saved.Args.BasisID, text})
	require.NoError(t, err)
	require.Len(t, texts, 3)

	var tables []string
	require.NoError(t, b.raw.SelectContext(t.Context(), &tables,
		`SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`))
	require.Greater(t, len(tables), 20)
	for _, table := range tables {
		var rows []string
		// bytea is searched too, as the text it would be
		require.NoError(t, b.raw.SelectContext(t.Context(), &rows, `SELECT t::text FROM "`+table+`" t`))
		all := strings.Join(rows, "\n")
		require.NotContains(t, all, marker, table)
		require.NotContains(t, all, hex.EncodeToString([]byte(marker)), table)
	}
}

// A database error quotes the row it failed on; ours do not.
func TestErrorsTellNothing(t *testing.T) {
	t.Parallel()
	b := setup(t)
	const marker = "li-暗记"
	number := b.register(t)
	s := step(number, 1, started(now()))
	s.State.Post = marker
	s.Events[0].Actor = marker
	_, err := b.Commit(t.Context(), s, "", nil)
	require.ErrorContains(t, err, "postgres 23503 on")
	require.NotContains(t, err.Error(), marker)

	in := newCase()
	in.Fields = map[string]string{marker + "\x00": "x"} // no text PostgreSQL takes
	_, _, err = b.RegisterCase(t.Context(), in)
	require.Error(t, err)
	require.ErrorContains(t, err, "postgres 22021")
	require.Empty(t, casework.CodeOf(err))
}
