package auth

import (
	"context"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/alexedwards/scs/v2/memstore"
	"github.com/gin-gonic/gin"
	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/api/auth/authtest"
	"github.com/shixian/shixian/internal/casework"
)

func TestStrongEnough(t *testing.T) {
	t.Parallel()
	for password, want := range map[string]casework.Code{
		"Ab3":                   casework.WeakPassword,
		"abcdefghij":            casework.WeakPassword, // one kind
		"Abcdefghij":            casework.WeakPassword, // two kinds
		"Abcdefghi3":            "",
		"aaaaaaaaaaaaaaaaaaaa":  casework.WeakPassword,
		"Aa1Aa1Aa1Aa1":          casework.WeakPassword,
		"correct horse battery": "",
		"WangLi-2026x":          casework.WeakPassword, // the account's own name
		" Abcdefghi3":           casework.WeakPassword,
		"Abcdef\x00ghi3":        casework.WeakPassword,
		"7K3F-9QXM-2D4P-8WZT":   "",
		"时限制度首问负责AB岗服务承诺公开":         "",
		strings.Repeat("Ab3-", 100): casework.Invalid,
	} {
		require.Equal(t, want, casework.CodeOf(StrongEnough("new", "wangli", password)), password)
	}
}

// till is an office of one person, wang, whose account it keeps.
type till struct{ account Account }

func (k *till) Account(_ context.Context, username string) (Account, error) {
	if username != "wang" || k.account.Hash == "" {
		return Account{}, casework.Errorf(casework.NotFound, "no such account")
	}
	return k.account, nil
}

func (k *till) Epoch(context.Context, string) (int, error) { return k.account.Epoch, nil }

func (k *till) SetPassword(_ context.Context, _, hash string) (int, error) {
	k.account = Account{Person: "wang", Hash: hash, Epoch: k.account.Epoch + 1}
	return k.account.Epoch, nil
}

func (k *till) Check(_ context.Context, hash, password string) (bool, error) {
	return hash != "" && hash == password, nil
}

func (k *till) Hash(_ context.Context, password string) (string, error) { return password, nil }

func (k *till) Principal(_ context.Context, person string) (casework.Principal, error) {
	return casework.Principal{Person: person}, nil
}

// desk serves sign-in, the change of a password, and a page that says who asks.
func desk(t *testing.T, k *till) (browser func() func(path string, form url.Values) string) {
	t.Helper()
	return deskOf(t, k, authtest.New())
}

// deskOf is a desk whose trail is looked at.
func deskOf(t *testing.T, k *till, kept *authtest.Records) (browser func() func(path string, form url.Values) string) {
	t.Helper()
	gin.SetMode(gin.ReleaseMode)
	a := New(Config{Store: memstore.NewWithCleanupInterval(0), Accounts: k, Passwords: k, People: k, Attempts: kept, Audit: kept.Audit, Mask: kept.Mask})
	answer := func(c *gin.Context, err error) { c.String(http.StatusOK, string(casework.CodeOf(err))) }
	e := gin.New()
	e.Use(a.Identify(answer))
	e.POST("/signin", func(c *gin.Context) {
		_, err := a.Login(c.Request.Context(), "wang", c.PostForm("password"), "192.0.2.1:1")
		answer(c, err)
	})
	e.POST("/password", func(c *gin.Context) {
		answer(c, a.ChangePassword(c.Request.Context(), c.PostForm("present"), c.PostForm("new"), "192.0.2.1:1"))
	})
	e.POST("/signout", func(c *gin.Context) { answer(c, a.Logout(c.Request.Context())) })
	e.POST("/who", func(c *gin.Context) {
		p, _ := PrincipalFrom(c.Request.Context())
		given := ""
		if a.Given(c.Request.Context()) {
			given = " given"
		}
		c.String(http.StatusOK, p.Person+given)
	})
	host := httptest.NewServer(a.Wrap(e, func(w http.ResponseWriter, _ *http.Request, _ error) { w.WriteHeader(http.StatusTeapot) }))
	t.Cleanup(host.Close)
	return func() func(string, url.Values) string {
		jar, err := cookiejar.New(nil)
		require.NoError(t, err)
		client := &http.Client{Jar: jar}
		return func(path string, form url.Values) string {
			res, err := client.PostForm(host.URL+path, form)
			require.NoError(t, err)
			defer res.Body.Close()
			text, err := io.ReadAll(res.Body)
			require.NoError(t, err)
			return string(text)
		}
	}
}

// Whoever signs out stands in the trail with the address he did it from, and so does
// one whose session has ended behind his back.
func TestEverySessionsEndIsAudited(t *testing.T) {
	t.Parallel()
	k := &till{account: Account{Person: "wang", Hash: "the-right-one"}}
	kept := authtest.New()
	browser := deskOf(t, k, kept)
	here, there := browser(), browser()
	for _, do := range []func(string, url.Values) string{here, there} {
		require.Empty(t, do("/signin", url.Values{"password": {"the-right-one"}}))
	}
	require.Empty(t, here("/signout", nil))
	require.Empty(t, here("/who", nil))
	k.account.Epoch++ // another password was set elsewhere
	require.Empty(t, there("/who", nil))
	require.Equal(t, []string{
		"wang session.begin wang 192.0.2.1", "wang session.begin wang 192.0.2.1",
		"wang session.end wang 127.0.0.1", "wang session.expire wang 127.0.0.1",
	}, kept.Trail())
	require.Empty(t, there("/who", nil))
	require.Len(t, kept.Trail(), 4, "once")
}

// TestANewPasswordEndsEverySessionButThisOne, and so does one that somebody else set.
func TestANewPasswordEndsEverySessionButThisOne(t *testing.T) {
	t.Parallel()
	k := &till{account: Account{Person: "wang", Hash: "given-to-him", Epoch: 1, Given: true}}
	browser := desk(t, k)
	here, there := browser(), browser()
	for _, do := range []func(string, url.Values) string{here, there} {
		require.Empty(t, do("/signin", url.Values{"password": {"given-to-him"}}))
		require.Equal(t, "wang given", do("/who", nil))
	}
	require.Equal(t, string(casework.WeakPassword), here("/password", url.Values{"present": {"given-to-him"}, "new": {"short"}}))
	require.Equal(t, string(casework.WeakPassword), here("/password", url.Values{"present": {"Own-Choice-7"}, "new": {"Own-Choice-7"}}), "the same again")
	require.Equal(t, string(casework.WrongLogin), here("/password", url.Values{"present": {"guess"}, "new": {"Own-Choice-7"}}))
	require.Empty(t, here("/password", url.Values{"present": {"given-to-him"}, "new": {"Own-Choice-7"}}))
	require.Equal(t, "wang", here("/who", nil), "this one goes on, and is his own now")
	require.Empty(t, there("/who", nil), "every other has ended")

	k.account = Account{Person: "wang", Hash: "", Epoch: k.account.Epoch + 1} // user disable
	require.Empty(t, here("/who", nil), "a locked door ends them all")
	require.Equal(t, string(casework.WrongLogin), here("/signin", url.Values{"password": {"Own-Choice-7"}}))
}

// TestGuessesAtThePresentPasswordAreBounded: an open session is no place to guess.
func TestGuessesAtThePresentPasswordAreBounded(t *testing.T) {
	t.Parallel()
	k := &till{account: Account{Person: "wang", Hash: "the-right-one"}}
	here := desk(t, k)()
	require.Empty(t, here("/signin", url.Values{"password": {"the-right-one"}}))
	for range perPair {
		require.Equal(t, string(casework.WrongLogin), here("/password", url.Values{"present": {"guess"}, "new": {"Own-Choice-7"}}))
	}
	require.Equal(t, string(casework.TooMany), here("/password", url.Values{"present": {"the-right-one"}, "new": {"Own-Choice-7"}}))
}
