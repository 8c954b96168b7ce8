package counter_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/cases"
	"github.com/shixian/shixian/internal/counter/core"
)

// One act to many is a command of each: what is wrong with one neither stops nor undoes another,
// and sent again under one key nothing is done twice.
func TestBulkIsACommandOfEach(t *testing.T) {
	t.Parallel()
	const other, none = "BJ2026-000008", "BJ2026-000999"
	b := setup(t)
	b.handling()
	b.handling(func(s *casework.State) { s.Number = other })
	b.engine.Run(other, true)
	b.engine.Decide = func(c casework.Command) casework.Verdict {
		return casework.Verdict{Accepted: !strings.HasSuffix(c.Args.Post, "-2"), Code: casework.WrongStage}
	}
	in := cases.Bulk{Act: casework.Chase, Numbers: []string{other, none, number}, Reason: "请于周五前办结", Post: "permit-2", Key: strings.Repeat("k", 199) + "1"}
	rows, rest, err := b.Bulk(t.Context(), leader(), in)
	require.NoError(t, err)
	require.Empty(t, rest)
	require.Equal(t, []string{other, none, number}, []string{rows[0].Number, rows[1].Number, rows[2].Number})
	require.NoError(t, rows[0].Err, "no post goes along where none is asked")
	require.Equal(t, casework.NotFound, casework.CodeOf(rows[1].Err))
	require.NoError(t, rows[2].Err)
	require.Len(t, b.engine.Updates, 2)
	again, _, err := b.Bulk(t.Context(), leader(), in)
	require.NoError(t, err)
	require.Equal(t, rows[2].Answer, again[2].Answer)
	require.Len(t, b.engine.Updates, 2, "a repeat is answered from the store")
	in.Reason = "别的话"
	again, _, err = b.Bulk(t.Context(), leader(), in)
	require.NoError(t, err)
	require.Equal(t, casework.KeyReused, casework.CodeOf(again[0].Err), "one key, one body")
	in.Key = strings.Repeat("k", 199) + "2"
	_, _, err = b.Bulk(t.Context(), leader(), in)
	require.NoError(t, err)
	require.Len(t, b.engine.Updates, 4, "a long key is told from its like by all of it")
	in.Act = casework.Transfer
	in.Key = "hand-over"
	rows, _, err = b.Bulk(t.Context(), leader(), in)
	require.NoError(t, err)
	require.Equal(t, casework.WrongStage, casework.CodeOf(rows[0].Err), "a verdict of the case is its row's")
}

func TestBulkIsBounded(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.handling()
	for name, tt := range map[string]struct {
		with  func(*cases.Bulk)
		code  casework.Code
		field string
	}{
		"what ends a matter": {func(in *cases.Bulk) { in.Act = casework.Close }, casework.UnknownCommand, "act"},
		"no act":             {func(in *cases.Bulk) { in.Act = "" }, casework.UnknownCommand, "act"},
		"nothing":            {func(in *cases.Bulk) { in.Numbers = nil }, casework.Invalid, "numbers"},
		"too many":           {func(in *cases.Bulk) { in.Numbers = slices.Repeat([]string{number}, cases.BulkMost+1) }, casework.Invalid, "numbers"},
		"one twice":          {func(in *cases.Bulk) { in.Numbers = []string{number, number} }, casework.Invalid, "numbers"},
		"no key":             {func(in *cases.Bulk) { in.Key = "" }, casework.Invalid, core.KeyField},
	} {
		in := cases.Bulk{Act: casework.Chase, Numbers: []string{number}, Key: "k"}
		tt.with(&in)
		_, _, err := b.Bulk(t.Context(), leader(), in)
		require.Equal(t, tt.code, casework.CodeOf(err), name)
		require.Equal(t, tt.field, core.RefusalsOf(err)[0].Field, name)
	}
	require.Zero(t, b.store.Kept())
}
