package privacy

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
)

// keyPath returns the path of a freshly generated key file.
func keyPath(tb testing.TB) string {
	tb.Helper()
	path := filepath.Join(tb.TempDir(), "keys.json")
	require.NoError(tb, GenerateKeyFile(path))
	return path
}

func mustLoad(tb testing.TB, path string) *Keyring {
	tb.Helper()
	ring, err := LoadKeyFile(path)
	require.NoError(tb, err)
	return ring
}

func newRing(tb testing.TB) *Keyring { return mustLoad(tb, keyPath(tb)) }

func TestGenerateKeyFileWritesOnlyWhatIsMissing(t *testing.T) {
	t.Parallel()
	path := keyPath(t)
	before, err := os.ReadFile(path)
	require.NoError(t, err)
	info, err := os.Stat(path)
	require.NoError(t, err)
	require.Equal(t, os.FileMode(0o600), info.Mode())

	require.NoError(t, GenerateKeyFile(path))
	after, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, before, after)

	left, err := os.ReadDir(filepath.Dir(path))
	require.NoError(t, err)
	require.Len(t, left, 1, "no draft may stay behind")
}

func TestProcessesThatStartTogetherShareOneKeyring(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "keys.json")
	var all sync.WaitGroup
	errs := make([]error, 16)
	digests := make([]string, len(errs))
	for i := range errs {
		all.Go(func() {
			if errs[i] = GenerateKeyFile(path); errs[i] != nil {
				return
			}
			ring, err := LoadKeyFile(path)
			if errs[i] = err; err == nil {
				digests[i] = fmt.Sprintf("%x", ring.Digest("d", "v"))
			}
		})
	}
	all.Wait()
	for i := range errs {
		require.NoError(t, errs[i])
		require.Equal(t, digests[0], digests[i])
	}
}

func TestGenerateKeyFileNeedsItsFolder(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "absent", "keys.json")
	require.ErrorIs(t, GenerateKeyFile(path), os.ErrNotExist)
}

func TestLoadKeyFileRefusesOpenModes(t *testing.T) {
	t.Parallel()
	for mode, ok := range map[os.FileMode]bool{0o600: true, 0o400: true, 0o640: false, 0o604: false, 0o644: false, 0o620: false} {
		t.Run(mode.String(), func(t *testing.T) {
			t.Parallel()
			path := keyPath(t)
			require.NoError(t, os.Chmod(path, mode))
			_, err := LoadKeyFile(path)
			if ok {
				require.NoError(t, err)
				return
			}
			require.ErrorContains(t, err, path)
			require.ErrorContains(t, err, mode.String())
		})
	}
}

func TestLoadKeyFileRefusesBadContent(t *testing.T) {
	t.Parallel()
	const (
		key = "AAECAwQFBgcICQoLDA0ODw=="
		mac = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
	)
	for name, tt := range map[string]struct{ content, want string }{
		"no JSON":        {"SECRETSECRET", "not a key file"},
		"unknown field":  {`{"active":"k1","keys":{"k1":"` + key + `"},"mac":"` + mac + `","x":1}`, "not a key file"},
		"not base64":     {`{"active":"k1","keys":{"k1":"SECRET!"},"mac":"` + mac + `"}`, "not a key file"},
		"short seal key": {`{"active":"k1","keys":{"k1":"AAEC"},"mac":"` + mac + `"}`, `key "k1": has 3 bytes`},
		"short mac key":  {`{"active":"k1","keys":{"k1":"` + key + `"},"mac":"AAEC"}`, "mac key has 3 bytes"},
		"no active key":  {`{"active":"k2","keys":{"k1":"` + key + `"},"mac":"` + mac + `"}`, `active key "k2"`},
		"empty":          {``, "not a key file"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(t.TempDir(), "keys.json")
			require.NoError(t, os.WriteFile(path, []byte(tt.content), 0o600))
			_, err := LoadKeyFile(path)
			require.ErrorContains(t, err, tt.want)
			require.NotContains(t, err.Error(), "SECRET")
		})
	}
}

func TestLoadKeyFileRefusesWhatIsNoFile(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	_, err := LoadKeyFile(dir)
	require.ErrorContains(t, err, "regular file")
	_, err = LoadKeyFile(filepath.Join(dir, "absent"))
	require.ErrorIs(t, err, os.ErrNotExist)
}

func TestRotateKeepsOldValuesReadable(t *testing.T) {
	t.Parallel()
	path := keyPath(t)
	first := mustLoad(t, path)
	old, err := first.Seal("row", "张三")
	require.NoError(t, err)

	second, err := first.Rotate()
	require.NoError(t, err)
	require.NotEqual(t, first.Active(), second.Active())
	fresh, err := second.Seal("row", "张三")
	require.NoError(t, err)
	require.Equal(t, second.Active(), fresh.KeyID)

	for _, sealed := range []Sealed{old, fresh} {
		plain, err := mustLoad(t, path).Open("row", sealed)
		require.NoError(t, err)
		require.Equal(t, "张三", plain)
	}
	_, err = first.Open("row", fresh)
	require.ErrorIs(t, err, ErrUnknownKey, "a process that was not restarted says why it cannot read")
	require.Equal(t, first.Digest("name", "张三"), second.Digest("name", "张三"), "look-ups survive a rotation")
	require.Equal(t, first.Link(nil, Row{Seq: 1}), second.Link(nil, Row{Seq: 1}), "the chain survives a rotation")
}

func TestRotateFromAnOldKeyringLosesNoKey(t *testing.T) {
	t.Parallel()
	path := keyPath(t)
	stale := mustLoad(t, path)
	_, err := stale.Rotate()
	require.NoError(t, err)
	third, err := stale.Rotate()
	require.NoError(t, err)
	require.NotEqual(t, stale.Active(), third.Active())

	content, err := os.ReadFile(path)
	require.NoError(t, err)
	var file keyFile
	require.NoError(t, json.Unmarshal(content, &file))
	require.Len(t, file.Keys, 3)
	info, err := os.Stat(path)
	require.NoError(t, err)
	require.Equal(t, os.FileMode(0o600), info.Mode())
}

// TestNoTwoKeysShareANameOrPrint: a key file made anew can be told from the one
// that was lost, by name and by print; the print of one key stays.
func TestNoTwoKeysShareANameOrPrint(t *testing.T) {
	t.Parallel()
	path := keyPath(t)
	first, second := mustLoad(t, path), newRing(t)
	require.NotEqual(t, first.Active(), second.Active())
	require.Equal(t, first.Prints(), mustLoad(t, path).Prints())
	require.Len(t, first.Prints(), 2, "one key and the secret of digests")
	for i, p := range second.Prints() {
		require.NotEqual(t, first.Prints()[i].Print, p.Print)
	}
	rotated, err := first.Rotate()
	require.NoError(t, err)
	require.Subset(t, rotated.Prints(), first.Prints())
}

func TestRotateIsRefusedWhileAnotherRuns(t *testing.T) {
	t.Parallel()
	path := keyPath(t)
	ring := mustLoad(t, path)
	require.NoError(t, os.WriteFile(path+".rotate", nil, 0o600))
	_, err := ring.Rotate()
	require.ErrorIs(t, err, os.ErrExist)
	require.Equal(t, ring.Active(), mustLoad(t, path).Active())
}

func TestRotateLeavesABrokenFileAlone(t *testing.T) {
	t.Parallel()
	path := keyPath(t)
	ring := mustLoad(t, path)
	require.NoError(t, os.WriteFile(path, []byte(`{"active":"k1"}`), 0o600))
	_, err := ring.Rotate()
	require.ErrorContains(t, err, "mac key")
	require.NoFileExists(t, path+".rotate")
	content, err := os.ReadFile(path)
	require.NoError(t, err)
	require.JSONEq(t, `{"active":"k1"}`, string(content))
}

func TestKeyringPrintsNoSecret(t *testing.T) {
	t.Parallel()
	ring := newRing(t)
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%x"} {
		require.Equal(t, "keyring(1 keys, active "+ring.Active()+")", fmt.Sprintf(verb, ring))
	}
}
