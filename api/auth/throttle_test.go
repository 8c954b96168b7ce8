package auth

import (
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/alexedwards/scs/v2/memstore"
	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/api/auth/authtest"
	"github.com/shixian/shixian/internal/casework"
)

// signIn is a door with one account, wang, whose password is "right".
func signIn(t *testing.T) (*authtest.Records, func(name, password, addr string) error) {
	t.Helper()
	kept := authtest.New()
	k := &till{account: Account{Person: "wang", Hash: "right"}}
	a := New(Config{Store: memstore.NewWithCleanupInterval(0), Accounts: k, Passwords: k, People: k, Attempts: kept, Audit: kept.Audit, Mask: kept.Mask})
	a.slowDown = time.Millisecond
	return kept, func(name, password, addr string) (err error) {
		h := a.Wrap(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
			_, err = a.Login(r.Context(), name, password, addr)
		}), func(http.ResponseWriter, *http.Request, error) { t.Error("session failed") })
		h.ServeHTTP(httptest.NewRecorder(), httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/", nil))
		return err
	}
}

// Wrong passwords shut out the address they come from, and nobody else.
func TestGuessesCostTheGuesser(t *testing.T) {
	t.Parallel()
	kept, login := signIn(t)
	for range perPair {
		require.Equal(t, casework.WrongLogin, casework.CodeOf(login("wang", "wrong", "192.0.2.1:1")))
	}
	for range 2 * perAddress { // each costs its neighbours nothing
		err := login("wang", "right", "192.0.2.1:2")
		require.Equal(t, casework.TooMany, casework.CodeOf(err), "another connection is the same address")
		var refused *casework.Error
		require.ErrorAs(t, err, &refused)
		require.Positive(t, refused.Wait, "and he is told how long")
	}
	require.NoError(t, login("wang", "right", "192.0.2.2:1"), "its owner, from elsewhere")
	require.Equal(t, casework.WrongLogin, casework.CodeOf(login("li", "wrong", "192.0.2.1:1")), "another name from there")
	require.Equal(t, append(slicesOf(perPair, " session.refuse wang 192.0.2.1"),
		" session.throttle wang 192.0.2.1", "wang session.begin wang 192.0.2.2", " session.refuse  192.0.2.1"), kept.Trail(),
		"told by the account, and never by a name that is none")
}

func slicesOf(n int, s string) []string {
	return strings.Split(strings.Repeat(s+"\n", n)[:n*(len(s)+1)-1], "\n")
}

// Invented names fill no table: an address that had enough leaves nothing behind.
func TestInventedNamesFillNothing(t *testing.T) {
	t.Parallel()
	kept, login := signIn(t)
	for i := range 10_000 {
		login("ghost-"+strconv.Itoa(i), "wrong", "192.0.2.1:1") //nolint:errcheck // what it answers is not asked here
	}
	require.LessOrEqual(t, kept.Keys(), 2*perAddress+1)
	require.LessOrEqual(t, len(kept.Trail()), perAddress+1, "nor the trail")
	require.Equal(t, casework.TooMany, casework.CodeOf(login("wang", "right", "192.0.2.1:1")))
	require.NoError(t, login("wang", "right", "192.0.2.2:1"))
}

// Guessing from many addresses slows an account down and never shuts it.
func TestManyAddressesNeverShutAnAccount(t *testing.T) {
	t.Parallel()
	_, login := signIn(t)
	for i := range 20 {
		for range perPair {
			require.Equal(t, casework.WrongLogin, casework.CodeOf(login("wang", "wrong", "198.51.100."+strconv.Itoa(i)+":1")))
		}
	}
	require.NoError(t, login("wang", "right", "192.0.2.2:1"))
}

// Beyond thirty from all addresses each further guess waits, whoever makes it.
func TestManyAddressesAreSlowedDown(t *testing.T) {
	t.Parallel()
	kept := authtest.New()
	a := New(Config{Attempts: kept, Audit: kept.Audit, Mask: kept.Mask})
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		for i := range perName + 2 {
			_, err := a.admit(t.Context(), "wang", "198.51.100."+strconv.Itoa(i)+":1")
			require.NoError(t, err)
			require.Equal(t, max(0, i-perName+1), int(time.Since(began)/slowDown), "guess %d", i)
		}
		_, err := a.admit(t.Context(), "li", "198.51.100.1:1")
		require.NoError(t, err)
		require.Equal(t, 2*slowDown, time.Since(began), "another's name is not slowed down")
	})
}

// A right password takes back what was counted for it: an office behind one address
// signs in all morning.
func TestRightPasswordsCountNothing(t *testing.T) {
	t.Parallel()
	_, login := signIn(t)
	for range 2 * perAddress {
		require.NoError(t, login("wang", "right", "192.0.2.1:1"))
	}
	for range 3 { // and what was mistyped before it
		for range perPair - 1 {
			require.Equal(t, casework.WrongLogin, casework.CodeOf(login("wang", "wrong", "192.0.2.1:1")))
		}
		require.NoError(t, login("wang", "right", "192.0.2.1:1"))
	}
}
