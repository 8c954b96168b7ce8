package auth

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strconv"
	"testing"
	"time"

	"github.com/alexedwards/scs/v2/memstore"
	"github.com/gin-gonic/gin"
	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
)

func TestThrottle(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 9, 24, 9, 0, 0, 0, time.UTC)
	th := newThrottle(func() time.Time { return now })
	key := th.key("clerk", "192.0.2.1:4711")
	require.Equal(t, key, th.key("clerk", "192.0.2.1:4712"), "another connection is the same address")
	for range attempts {
		require.True(t, th.admit(key))
	}
	require.False(t, th.admit(key))
	require.True(t, th.admit(th.key("clerk", "192.0.2.2:1")), "another address")
	require.True(t, th.admit(th.key("handler", "192.0.2.1:1")), "another name")
	now = now.Add(window)
	require.True(t, th.admit(key), "what lies back long enough no longer counts")
	for range attempts {
		th.admit(key)
	}
	th.forget(key)
	require.True(t, th.admit(key), "signing in forgives")
}

func TestThrottleIsBounded(t *testing.T) {
	t.Parallel()
	th := newThrottle(time.Now)
	for i := range 2*tracked + 10 {
		th.admit(th.key(strconv.Itoa(i), "192.0.2.1:1"))
	}
	require.LessOrEqual(t, len(th.seen), tracked)
}

// nobody is an office without people.
type nobody struct{}

func (nobody) Account(context.Context, string) (Account, error) {
	return Account{}, casework.Errorf(casework.NotFound, "no such account")
}

func (nobody) Epoch(context.Context, string) (int, error) { return 0, nil }

func (nobody) SetPassword(context.Context, string, string) (int, error) { return 0, nil }

func (nobody) Hash(context.Context, string) (string, error) { return "", nil }

func (nobody) Check(context.Context, string, string) (bool, error) { return true, nil }

func (nobody) Principal(context.Context, string) (casework.Principal, error) {
	return casework.Principal{}, casework.Errorf(casework.Unauthenticated, "gone")
}

func TestLanguage(t *testing.T) {
	t.Parallel()
	gin.SetMode(gin.ReleaseMode)
	a := New(Config{Store: memstore.NewWithCleanupInterval(0), Accounts: nobody{}, Passwords: nobody{}, People: nobody{}, Secure: true})
	refuse := func(c *gin.Context, err error) { c.String(http.StatusTeapot, err.Error()) }
	e := gin.New()
	e.Use(a.Identify(refuse))
	say := func(c *gin.Context) { c.String(http.StatusOK, LangFrom(c.Request.Context())) }
	e.GET("/", say)
	e.GET("/api/v1/items", say)
	e.POST("/lang/:lang", func(c *gin.Context) {
		if err := a.ChooseLang(c.Request.Context(), c.Param("lang")); err != nil {
			refuse(c, err)
		}
	})
	h := a.Wrap(e, func(w http.ResponseWriter, _ *http.Request, _ error) { w.WriteHeader(http.StatusTeapot) })
	ask := func(method, path, accept, cookie string) *httptest.ResponseRecorder {
		r := httptest.NewRequestWithContext(t.Context(), method, path, nil)
		r.Header.Set("Accept-Language", accept)
		r.Header.Set("Cookie", cookie)
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		return w
	}
	require.Equal(t, Chinese, ask(http.MethodGet, "/", "", "").Body.String())
	require.Equal(t, Chinese, ask(http.MethodGet, "/", "de, en;q=0.5", "").Body.String())
	require.Equal(t, Chinese, ask(http.MethodGet, "/", "EN-us,zh;q=0.8", "").Body.String(), "pages are Chinese first")
	require.Equal(t, English, ask(http.MethodGet, "/api/v1/items", "EN-us,zh;q=0.8", "").Body.String())
	chosen := ask(http.MethodPost, "/lang/en", "", "")
	cookie := chosen.Header().Get("Set-Cookie")
	require.Contains(t, cookie, "Secure")
	require.Equal(t, English, ask(http.MethodGet, "/", "zh-CN", cookie).Body.String(), "what was chosen stands")
	require.Equal(t, http.StatusTeapot, ask(http.MethodPost, "/lang/fr", "", "").Code)
}

func TestASignInThatMatchesNobodyIsRefused(t *testing.T) {
	t.Parallel()
	a := New(Config{Store: memstore.NewWithCleanupInterval(0), Accounts: nobody{}, Passwords: nobody{}, People: nobody{}})
	_, err := a.Login(t.Context(), "ghost", "password", "192.0.2.1:1")
	require.Equal(t, casework.WrongLogin, casework.CodeOf(err), "even if a password check were to pass")
}
