package auth

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/alexedwards/scs/v2"
	"github.com/gin-gonic/gin"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
)

// CookieName is the session cookie's.
const CookieName = "shixian_session"

// LangCookie keeps the language somebody chose, whoever he is: a choice makes no
// session.
const LangCookie = "shixian_lang"

// DefaultLifetime is one long working day: nobody stays signed in over night.
const DefaultLifetime = 12 * time.Hour

const (
	personKey = "person"
	epochKey  = "epoch" // of the account when the session began
	givenKey  = "given" // the password was given to him, not chosen
)

// Account is somebody who may sign in. Sessions begun under an earlier epoch have
// ended: a new password, or a locked door, moves it on.
type Account struct {
	Person, Hash string
	Epoch        int
	Given        bool // the password was given to him
}

// Accounts keeps the accounts. The first two answer NotFound where there is none.
type Accounts interface {
	Account(ctx context.Context, username string) (Account, error)
	Epoch(ctx context.Context, person string) (int, error)
	// SetPassword is the person's own choice; it answers with the new epoch.
	SetPassword(ctx context.Context, person, hash string) (epoch int, err error)
}

// Passwords makes hashes, and compares a password with one. An empty hash is
// nobody's: it costs the same time and never matches.
type Passwords interface {
	Check(ctx context.Context, hash, password string) (bool, error)
	Hash(ctx context.Context, password string) (string, error)
}

// People says who a person is now; Unauthenticated if he is no longer active.
type People interface {
	Principal(ctx context.Context, person string) (casework.Principal, error)
}

// Claimer is a session store that keeps whose a session is, so that its end by time
// can be told in the audit trail.
type Claimer interface {
	Claim(ctx context.Context, token, person, address string) error
}

// Config is what sign-in works with. All but Secure and Lifetime are required.
type Config struct {
	Store     scs.Store // also scs.CtxStore; keeps hashes of tokens, never tokens
	Accounts  Accounts
	Passwords Passwords
	People    People
	Attempts  Attempts
	// Audit writes who did what to which account from where. A name that is no
	// account's is never written: in its place people type passwords.
	Audit func(ctx context.Context, actor, action, object, detail string) error
	// Mask is a keyed, one-way digest.
	Mask     func(parts ...string) []byte
	Secure   bool          // the cookie travels by TLS only
	Lifetime time.Duration // of a session, however much it is used; 0: DefaultLifetime
}

// Auth signs people in and out.
type Auth struct {
	sessions  *scs.SessionManager
	accounts  Accounts
	passwords Passwords
	people    People
	attempts  Attempts
	audit     func(ctx context.Context, actor, action, object, detail string) error
	mask      func(parts ...string) []byte
	slowDown  time.Duration
}

// New builds the sessions.
func New(cfg Config) *Auth {
	s := scs.New()
	// The store in memory that New brings sweeps itself now and then for as long as
	// the process lives; stopping it races with its own start.
	s.Store = cfg.Store
	s.Lifetime = cmp.Or(cfg.Lifetime, DefaultLifetime)
	s.Cookie.Name = CookieName
	s.Cookie.HttpOnly = true
	s.Cookie.SameSite = http.SameSiteLaxMode
	s.Cookie.Secure = cfg.Secure
	return &Auth{
		sessions: s, accounts: cfg.Accounts, passwords: cfg.Passwords, people: cfg.People,
		attempts: cfg.Attempts, audit: cfg.Audit, mask: cfg.Mask, slowDown: slowDown,
	}
}

// Wrap loads and keeps the session around the whole engine. fail answers when a
// session cannot be read or kept.
func (a *Auth) Wrap(next http.Handler, fail func(http.ResponseWriter, *http.Request, error)) http.Handler {
	a.sessions.ErrorFunc = fail
	return a.sessions.LoadAndSave(next)
}

// Identify puts principal and language into the request's context. A session
// whose person is no longer active, or whose account has another password since,
// ends here.
func (a *Auth) Identify(refuse func(*gin.Context, error)) gin.HandlerFunc {
	return func(c *gin.Context) {
		ctx := c.Request.Context()
		ctx = WithAddress(WithLang(ctx, langOf(c.Request)), c.Request.RemoteAddr)
		c.Request = c.Request.WithContext(ctx)
		person := a.sessions.GetString(ctx, personKey)
		if person == "" {
			return
		}
		p, err := a.principal(ctx, person)
		if casework.CodeOf(err) == casework.Unauthenticated {
			err = a.end(ctx, access.SessionExpired)
		} else if err == nil {
			p.Lang = LangFrom(ctx)
			c.Request = c.Request.WithContext(WithPrincipal(ctx, p))
		}
		if err != nil {
			refuse(c, fmt.Errorf("identify: %w", err))
			c.Abort()
		}
	}
}

// Whose tells whose session a request bears, for what stands outside Wrap; empty: nobody's. It reads
// the session and keeps nothing: to listen is no use of it.
func (a *Auth) Whose(r *http.Request) (string, error) {
	c, err := r.Cookie(CookieName)
	if err != nil {
		return "", nil //nolint:nilerr // without the cookie he is nobody
	}
	ctx, err := a.sessions.Load(r.Context(), c.Value)
	if err != nil {
		return "", fmt.Errorf("load session: %w", err)
	}
	person := a.sessions.GetString(ctx, personKey)
	if person == "" {
		return "", nil
	}
	if _, err := a.principal(ctx, person); casework.CodeOf(err) == casework.Unauthenticated {
		return "", nil
	} else if err != nil {
		return "", fmt.Errorf("whose session: %w", err)
	}
	return person, nil
}

// principal is who the session's person is now; Unauthenticated if the session is
// none of his any more.
func (a *Auth) principal(ctx context.Context, person string) (casework.Principal, error) {
	epoch, err := a.accounts.Epoch(ctx, person)
	switch {
	case casework.CodeOf(err) == casework.NotFound, err == nil && epoch != a.sessions.GetInt(ctx, epochKey):
		return casework.Principal{}, casework.Errorf(casework.Unauthenticated, "the session of %s has ended", person)
	case err != nil:
		return casework.Principal{}, err
	}
	return a.people.Principal(ctx, person)
}

// langOf is what was chosen in this browser. Without a choice pages are Chinese,
// whatever the browser was installed in; only a program that asks the JSON API
// in English is answered so.
func langOf(r *http.Request) string {
	if c, err := r.Cookie(LangCookie); err == nil && KnownLang(c.Value) {
		return c.Value
	}
	accept := strings.ToLower(strings.TrimSpace(r.Header.Get("Accept-Language")))
	if strings.HasPrefix(r.URL.Path, "/api/") && strings.HasPrefix(accept, English) {
		return English
	}
	return Chinese
}

// KnownLang tells a language there are words in.
func KnownLang(lang string) bool { return lang == Chinese || lang == English }

// Login signs a person in under a new session token. Wrong name and wrong
// password are one answer, WrongLogin; after too many of them from one address it
// is TooMany there, even for the right password. addr is the caller's, with or
// without a port. Each end of it stands in the audit trail.
func (a *Auth) Login(ctx context.Context, username, password, addr string) (casework.Principal, error) {
	var none casework.Principal
	switch {
	case username == "":
		return none, casework.FieldError(casework.Invalid, "username", "required")
	case password == "":
		return none, casework.FieldError(casework.Invalid, "password", "required")
	case len(username) > maxCredential:
		return none, casework.FieldError(casework.Invalid, "username", "max")
	case len(password) > maxCredential:
		return none, casework.FieldError(casework.Invalid, "password", "max")
	}
	account, err := a.prove(ctx, username, password, addr)
	if err != nil {
		return none, err
	}
	p, err := a.people.Principal(ctx, account.Person)
	if err != nil {
		return none, fmt.Errorf("login: %w", err)
	}
	if err := a.sessions.RenewToken(ctx); err != nil {
		return none, fmt.Errorf("login: %w", err)
	}
	a.sessions.Put(ctx, personKey, p.Person)
	a.sessions.Put(ctx, epochKey, account.Epoch)
	if account.Given {
		a.sessions.Put(ctx, givenKey, true)
	}
	p.Lang = LangFrom(ctx)
	if err := a.audit(ctx, p.Person, access.SessionBegin, p.Person, host(addr)); err != nil {
		return none, fmt.Errorf("login: %w", err)
	}
	return p, a.keep(ctx, p.Person, addr)
}

// keep writes the session down now, with whose it is.
func (a *Auth) keep(ctx context.Context, person, addr string) error {
	claims, ok := a.sessions.Store.(Claimer)
	if !ok {
		return nil
	}
	token, _, err := a.sessions.Commit(ctx)
	if err == nil {
		err = claims.Claim(ctx, token, person, host(addr))
	}
	if err != nil {
		return fmt.Errorf("keep session: %w", err)
	}
	return nil
}

const maxCredential = 256 // bytes

// prove finds the account behind name and password, within the number of guesses
// one address has.
func (a *Auth) prove(ctx context.Context, username, password, addr string) (Account, error) {
	keys, err := a.admit(ctx, username, addr)
	if err != nil {
		return Account{}, err
	}
	account, err := a.verify(ctx, username, password)
	switch {
	case casework.CodeOf(err) == casework.WrongLogin:
		if unwritten := a.audit(ctx, "", access.SessionRefused, account.Person, host(addr)); unwritten != nil {
			return Account{}, fmt.Errorf("login: %w", unwritten)
		}
		return Account{}, err
	case err != nil:
		return Account{}, err
	}
	return account, a.forgive(ctx, keys)
}

// verify finds the account behind name and password, at the same cost whether
// the name exists or not. With WrongLogin comes the account that was tried, if any.
func (a *Auth) verify(ctx context.Context, username, password string) (Account, error) {
	account, err := a.accounts.Account(ctx, username)
	if err != nil && casework.CodeOf(err) != casework.NotFound {
		return Account{}, fmt.Errorf("account: %w", err)
	}
	if err != nil {
		account = Account{}
	}
	match, err := a.passwords.Check(ctx, account.Hash, password)
	if err != nil {
		return Account{}, fmt.Errorf("check password: %w", err)
	}
	if !match || account.Person == "" {
		return account, casework.FieldError(casework.WrongLogin, "username", "login")
	}
	return account, nil
}

// Logout ends the session; without one it does nothing.
func (a *Auth) Logout(ctx context.Context) error { return a.end(ctx, access.SessionEnd) }

// end destroys the session and says how it ended.
func (a *Auth) end(ctx context.Context, how string) error {
	if person := a.sessions.GetString(ctx, personKey); person != "" {
		if err := a.audit(ctx, person, how, person, AddressFrom(ctx)); err != nil {
			return fmt.Errorf("logout: %w", err)
		}
	}
	if err := a.sessions.Destroy(ctx); err != nil && !errors.Is(err, context.Canceled) {
		return fmt.Errorf("logout: %w", err)
	}
	return nil
}
