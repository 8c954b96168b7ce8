package privacy

import (
	"bytes"
	"encoding/hex"
	"strings"
	"testing"

	"github.com/emmansun/gmsm/sm4"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// TestSM4 is the example of GB/T 32907-2016, appendix A.
func TestSM4(t *testing.T) {
	t.Parallel()
	in, err := hex.DecodeString("0123456789abcdeffedcba9876543210")
	require.NoError(t, err)
	block, err := sm4.NewCipher(in)
	require.NoError(t, err)
	out := make([]byte, len(in))
	block.Encrypt(out, in)
	require.Equal(t, "681edf34d206965e86b3e94f536e4246", hex.EncodeToString(out))
}

// TestHMACSM3 is the first example of GM/T 0042-2015: key 01..20, message "abcdbcde…".
func TestHMACSM3(t *testing.T) {
	t.Parallel()
	key, err := hex.DecodeString("0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20")
	require.NoError(t, err)
	message := "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"
	require.Equal(t, "ca05e144ed05d1857840d1f318a4a8669e559fc8391f414485bfdf7bb408963a",
		hex.EncodeToString(mac(key, []byte(message+message))))
}

func TestSealOpensForItsRowOnly(t *testing.T) {
	t.Parallel()
	ring := newRing(t)
	rapid.Check(t, func(t *rapid.T) {
		id := rapid.StringN(1, -1, 64).Draw(t, "id")
		other := rapid.String().Filter(func(s string) bool { return s != id }).Draw(t, "other")
		plain := rapid.String().Draw(t, "plain")
		sealed, err := ring.Seal(id, plain)
		require.NoError(t, err)
		got, err := ring.Open(id, sealed)
		require.NoError(t, err)
		require.Equal(t, plain, got)
		_, err = ring.Open(other, sealed)
		require.ErrorIs(t, err, ErrTampered)
	})
}

func TestAnyFlippedBitIsNoticed(t *testing.T) {
	t.Parallel()
	ring := newRing(t)
	rapid.Check(t, func(t *rapid.T) {
		sealed, err := ring.Seal("row", rapid.String().Draw(t, "plain"))
		require.NoError(t, err)
		bit := rapid.IntRange(0, len(sealed.Data)*8-1).Draw(t, "bit")
		sealed.Data[bit/8] ^= 1 << (bit % 8)
		_, err = ring.Open("row", sealed)
		require.ErrorIs(t, err, ErrTampered)
	})
}

func TestAnyCutIsNoticed(t *testing.T) {
	t.Parallel()
	ring := newRing(t)
	sealed, err := ring.Seal("row", "13800138000")
	require.NoError(t, err)
	for n := range sealed.Data {
		_, err := ring.Open("row", Sealed{KeyID: sealed.KeyID, Data: sealed.Data[:n]})
		require.ErrorIs(t, err, ErrTampered)
	}
}

func TestNoncesNeverRepeat(t *testing.T) {
	t.Parallel()
	ring := newRing(t)
	seen := make(map[string]bool)
	for range 20_000 {
		sealed, err := ring.Seal("row", "same")
		require.NoError(t, err)
		nonce := string(sealed.Data[:12])
		require.False(t, seen[nonce])
		seen[nonce] = true
	}
}

func TestAnotherKeyUnderTheSameIDOpensNothing(t *testing.T) {
	t.Parallel()
	first, second := newRing(t), newRing(t)
	sealed, err := first.Seal("row", "4403011990")
	require.NoError(t, err)
	second.seals[first.Active()] = second.seals[second.Active()]
	_, err = second.Open("row", sealed)
	require.ErrorIs(t, err, ErrTampered)
	require.NotContains(t, err.Error(), "4403011990")
}

func TestKeyIDIsBound(t *testing.T) {
	t.Parallel()
	ring := newRing(t)
	sealed, err := ring.Seal("row", "x")
	require.NoError(t, err)
	// The very same key under a second name: only the bound id can tell.
	ring.seals["k9"] = ring.seals[ring.Active()]
	_, err = ring.Open("row", Sealed{KeyID: "k9", Data: sealed.Data})
	require.ErrorIs(t, err, ErrTampered)
	_, err = ring.Open("row", Sealed{KeyID: "k8", Data: sealed.Data})
	require.ErrorIs(t, err, ErrUnknownKey)
}

func TestSealNeedsARow(t *testing.T) {
	t.Parallel()
	_, err := newRing(t).Seal("", "secret words")
	require.Error(t, err)
	require.NotContains(t, err.Error(), "secret words")
}

func TestFieldsAreUnambiguous(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		list := rapid.SliceOf(rapid.SliceOf(rapid.Byte()))
		a, b := list.Draw(t, "a"), list.Draw(t, "b")
		same := len(a) == len(b)
		for i := 0; same && i < len(a); i++ {
			same = bytes.Equal(a[i], b[i])
		}
		require.Equal(t, same, bytes.Equal(fields(a...), fields(b...)))
	})
	require.NotEqual(t, fields([]byte("ab"), []byte("c")), fields([]byte("a"), []byte("bc")))
}

func BenchmarkSeal(b *testing.B) {
	ring := newRing(b)
	text := strings.Repeat("某某街道办事处", 10)
	for b.Loop() {
		if _, err := ring.Seal("row", text); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkOpen(b *testing.B) {
	ring := newRing(b)
	sealed, err := ring.Seal("row", strings.Repeat("某某街道办事处", 10))
	require.NoError(b, err)
	for b.Loop() {
		if _, err := ring.Open("row", sealed); err != nil {
			b.Fatal(err)
		}
	}
}
