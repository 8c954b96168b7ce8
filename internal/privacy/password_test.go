package privacy

import (
	"context"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestPassword(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	hash, err := HashPassword(ctx, "口令 1")
	require.NoError(t, err)
	require.True(t, strings.HasPrefix(hash, "$argon2id$v=19$m=19456,t=2,p=1$"), hash)
	require.NoError(t, CheckPassword(ctx, hash, "口令 1"))
	require.ErrorIs(t, CheckPassword(ctx, hash, "口令 2"), ErrPassword)
	require.ErrorIs(t, CheckPassword(ctx, hash, ""), ErrPassword)

	again, err := HashPassword(ctx, "口令 1")
	require.NoError(t, err)
	require.NotEqual(t, hash, again, "every hash has its own salt")

	_, err = HashPassword(ctx, "")
	require.Error(t, err)
}

func TestCheckNobodyNeverPasses(t *testing.T) {
	t.Parallel()
	require.ErrorIs(t, CheckNobody(t.Context(), "x"), ErrPassword)
	require.ErrorIs(t, CheckNobody(t.Context(), ""), ErrPassword)
}

// TestCheckPasswordKnowsForeignHashes takes a hash made by the reference
// implementation: echo -n password | argon2 somesalt -id -t 2 -m 16 -p 1 -l 24.
func TestCheckPasswordKnowsForeignHashes(t *testing.T) {
	t.Parallel()
	const hash = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"
	require.NoError(t, CheckPassword(t.Context(), hash, "password"))
}

func TestCheckPasswordRefusesWhatIsNoHash(t *testing.T) {
	t.Parallel()
	const salt, sum = "c29tZXNhbHQ", "CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"
	for name, hash := range map[string]string{
		"empty":            "",
		"plain text":       "password",
		"another family":   "$argon2i$v=19$m=65536,t=2,p=1$" + salt + "$" + sum,
		"old version":      "$argon2id$v=16$m=65536,t=2,p=1$" + salt + "$" + sum,
		"too much memory":  "$argon2id$v=19$m=4194304,t=2,p=1$" + salt + "$" + sum,
		"too many rounds":  "$argon2id$v=19$m=65536,t=99,p=1$" + salt + "$" + sum,
		"no lane":          "$argon2id$v=19$m=65536,t=2,p=0$" + salt + "$" + sum,
		"no round":         "$argon2id$v=19$m=65536,t=0,p=1$" + salt + "$" + sum,
		"no salt":          "$argon2id$v=19$m=65536,t=2,p=1$$" + sum,
		"no hash":          "$argon2id$v=19$m=65536,t=2,p=1$" + salt + "$",
		"padded":           "$argon2id$v=19$m=65536,t=2,p=1$" + salt + "=$" + sum,
		"something before": "x$argon2id$v=19$m=65536,t=2,p=1$" + salt + "$" + sum,
		"something after":  "$argon2id$v=19$m=65536,t=2,p=1x$" + salt + "$" + sum,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			err := CheckPassword(t.Context(), hash, "password")
			require.Error(t, err)
			require.NotErrorIs(t, err, ErrPassword, "a broken row must not look like a typing error")
		})
	}
}

// watched tells when somebody starts to wait for the context's end.
type watched struct {
	context.Context
	waiting chan struct{}
}

func (w watched) Done() <-chan struct{} {
	close(w.waiting)
	return w.Context.Done()
}

// TestHashingWaitsItsTurn is not parallel: it holds every turn itself.
func TestHashingWaitsItsTurn(t *testing.T) {
	for range cap(turns) {
		turns <- struct{}{}
	}
	ctx, cancel := context.WithCancel(t.Context())
	waiting, done := make(chan struct{}), make(chan error, 1)
	go func() { done <- CheckNobody(watched{ctx, waiting}, "x") }()
	select {
	case err := <-done:
		require.Fail(t, "hashed without a turn", "%v", err)
	case <-waiting:
	}
	cancel()
	require.ErrorIs(t, <-done, context.Canceled)

	for range cap(turns) {
		<-turns
	}
	require.ErrorIs(t, CheckNobody(t.Context(), "x"), ErrPassword, "turns are given back")
	require.Empty(t, turns)
	require.ErrorIs(t, CheckNobody(ctx, "x"), context.Canceled, "an ended context is never served")
}

func TestRandomPassword(t *testing.T) {
	t.Parallel()
	require.Regexp(t, `^([0-9A-Z]{4}-){3}[0-9A-Z]{4}$`, RandomPassword())
	require.NotEqual(t, RandomPassword(), RandomPassword())
}

func BenchmarkCheckPassword(b *testing.B) {
	hash, err := HashPassword(b.Context(), "口令")
	require.NoError(b, err)
	for b.Loop() {
		if err := CheckPassword(b.Context(), hash, "口令"); err != nil {
			b.Fatal(err)
		}
	}
}
