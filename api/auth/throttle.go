package auth

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"time"

	"github.com/shixian/shixian/api/edge"
	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
)

// Wrong passwords, and for how long they count. Ten guesses in five minutes find no
// password of eighty random bits and forgive a clerk with cold fingers. Who guesses
// shuts out his own address, never the account: its owner comes from another one.
const (
	// Window is how long an attempt counts.
	Window = 5 * time.Minute

	perPair    = 10  // for one name from one address
	perAddress = 100 // for all names: an office may come by one address
	perName    = 30  // from all addresses: beyond that each attempt waits
	slowDown   = 2 * time.Second
)

// Attempts counts where every process sees it. Keys are opaque; what began longer
// than Window ago is forgotten.
type Attempts interface {
	// Count adds one under each key and says how each stands.
	Count(ctx context.Context, keys ...[]byte) ([]edge.Tally, error)
	// Forgive takes one back under each key, Forget all of them.
	Forgive(ctx context.Context, keys ...[]byte) error
	Forget(ctx context.Context, key []byte) error
}

// guesses are the keys one attempt counts under.
type guesses struct{ pair, name, address []byte }

func (a *Auth) keysOf(username, addr string) guesses {
	source := edge.Source(addr)
	return guesses{
		pair: a.mask("pair", username, source), name: a.mask("name", username), address: a.mask("address", source),
	}
}

// admit counts an attempt before it is made, so that many at once are counted too,
// and refuses it where there were enough. An address that had enough leaves no more
// rows behind, so that invented names fill nothing. Only the first refusal of a
// window is audited: the trail is no place to fill either.
func (a *Auth) admit(ctx context.Context, username, addr string) (guesses, error) {
	keys := a.keysOf(username, addr)
	all, err := a.attempts.Count(ctx, keys.address)
	if err != nil {
		return keys, fmt.Errorf("admit sign-in: %w", err)
	}
	if all[0].Count > perAddress {
		return keys, a.refused(ctx, username, addr, all[0], perAddress)
	}
	own, err := a.attempts.Count(ctx, keys.pair, keys.name)
	if err != nil {
		return keys, fmt.Errorf("admit sign-in: %w", err)
	}
	if own[0].Count > perPair {
		// It guesses nothing any more, so it costs its neighbours nothing.
		if err := a.attempts.Forgive(ctx, keys.address, keys.name); err != nil {
			return keys, fmt.Errorf("admit sign-in: %w", err)
		}
		return keys, a.refused(ctx, username, addr, own[0], perPair)
	}
	if own[1].Count > perName {
		return keys, a.wait(ctx)
	}
	return keys, nil
}

// refused says how long to wait. The first time in a window it stands in the trail.
func (a *Auth) refused(ctx context.Context, username, addr string, got edge.Tally, most int) error {
	if got.Count == most+1 {
		account, err := a.accounts.Account(ctx, username)
		if err != nil && casework.CodeOf(err) != casework.NotFound {
			return fmt.Errorf("account: %w", err)
		}
		if err := a.audit(ctx, "", access.SessionThrottled, account.Person, host(addr)); err != nil {
			return err
		}
	}
	return casework.Later("username", "login_throttle", max(got.Left, time.Second))
}

// wait slows guessing down that comes from many addresses.
func (a *Auth) wait(ctx context.Context) error {
	timer := time.NewTimer(a.slowDown)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return fmt.Errorf("admit sign-in: %w", ctx.Err())
	}
}

// forgive takes back what a right password was counted as.
func (a *Auth) forgive(ctx context.Context, keys guesses) error {
	if err := a.attempts.Forget(ctx, keys.pair); err != nil {
		return fmt.Errorf("forgive sign-in: %w", err)
	}
	if err := a.attempts.Forgive(ctx, keys.address, keys.name); err != nil {
		return fmt.Errorf("forgive sign-in: %w", err)
	}
	return nil
}

func host(addr string) string {
	if h, _, err := net.SplitHostPort(addr); err == nil {
		return h
	}
	return addr
}

// fromLoopback tells whether a request comes from this machine. A request that a
// proxy passed on does not, wherever the proxy runs.
func fromLoopback(r *http.Request) bool {
	ip := net.ParseIP(host(r.RemoteAddr))
	return ip != nil && ip.IsLoopback() && r.Header.Get("X-Forwarded-For") == "" && r.Header.Get("Forwarded") == ""
}
