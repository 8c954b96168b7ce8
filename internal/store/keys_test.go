package store_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/privacy"
	"github.com/shixian/shixian/internal/store"
	"github.com/shixian/shixian/internal/store/audit"
	"github.com/shixian/shixian/internal/testkit"
)

func trial(k keys) audit.KeyTrial {
	t := audit.KeyTrial{MAC: privacy.MACKey, Link: func(prev []byte, r audit.AuditRow) []byte {
		return k.Link(prev, privacy.Row(r))
	}}
	for _, p := range k.Prints() {
		t.Prints = append(t.Prints, audit.KeyPrint(p))
	}
	return t
}

// locked is a migrated database and the keys it was made with.
func locked(t *testing.T) (url string, first keys, s *store.Store) {
	t.Helper()
	url, first = testkit.Database(t), newKeys(t)
	s = withKeys(t, url, first)
	_, err := s.Migrate(t.Context())
	require.NoError(t, err)
	return url, first, s
}

func withKeys(t *testing.T, url string, k keys) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), url, store.Options{Kinds: kind.Office(), Sealer: k, MaxConns: 2})
	require.NoError(t, err)
	t.Cleanup(func() { s.Close() })
	return s
}

// TestKeysOfTheDatabase: the first keys are taken in; others, by name or by print,
// are refused and named; a key added by rotation is taken in beside them.
func TestKeysOfTheDatabase(t *testing.T) {
	t.Parallel()
	url, first, s := locked(t)
	require.NoError(t, s.CheckKeys(t.Context(), trial(first)), "an empty database is anybody's")
	require.NoError(t, s.AdmitKeys(t.Context(), trial(first)))
	require.NoError(t, s.AdmitKeys(t.Context(), trial(first)), "and it may start again")

	second := newKeys(t)
	var foreign *audit.ForeignKeys
	require.ErrorAs(t, withKeys(t, url, second).AdmitKeys(t.Context(), trial(second)), &foreign)
	require.Equal(t, []string{first.Active()}, foreign.Lost)
	require.Equal(t, []string{privacy.MACKey}, foreign.Other)
	require.ErrorAs(t, s.CheckKeys(t.Context(), trial(second)), &foreign)

	rotated, err := first.Rotate()
	require.NoError(t, err)
	require.NoError(t, s.AdmitKeys(t.Context(), trial(keys{rotated})))
	require.ErrorAs(t, s.CheckKeys(t.Context(), trial(first)), &foreign, "a file from before the rotation is refused")
	require.Equal(t, []string{rotated.Active()}, foreign.Lost)
}

// TestKeysOfAnOlderInstallation: before prints were kept every key was called k1.
// The first start believes a key only if it opens the newest value sealed under its
// name, and the secret of links only if the chain's last row follows with it.
func TestKeysOfAnOlderInstallation(t *testing.T) {
	t.Parallel()
	url, first, s := locked(t)
	_, err := s.SaveText(t.Context(), "li", "", "张三，身份证号不在此处")
	require.NoError(t, err)
	require.NoError(t, s.Audit(t.Context(), "li", "case.view", "BJ2026-000001", ""))
	_, err = s.SealAudit(t.Context(), trial(first).Link)
	require.NoError(t, err)

	other := named(newKeys(t), first.Active()) // another key under the same name
	var foreign *audit.ForeignKeys
	require.ErrorAs(t, withKeys(t, url, other.keys).AdmitKeys(t.Context(), other.trial()), &foreign)
	require.ElementsMatch(t, []string{first.Active(), privacy.MACKey}, foreign.Other)
	nobody := newKeys(t)
	require.ErrorAs(t, withKeys(t, url, nobody).AdmitKeys(t.Context(), trial(nobody)), &foreign)
	require.Equal(t, []string{first.Active()}, foreign.Lost, "values are sealed under a name the file does not have")

	require.NoError(t, s.AdmitKeys(t.Context(), trial(first)))
}

// renamed claims its key under another name.
type renamed struct {
	keys
	as string
}

func named(k keys, as string) renamed { return renamed{k, as} }

func (r renamed) trial() audit.KeyTrial {
	t := trial(r.keys)
	for i := range t.Prints {
		if t.Prints[i].ID != privacy.MACKey {
			t.Prints[i].ID = r.as
		}
	}
	return t
}
