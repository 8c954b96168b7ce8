package auth

import (
	"context"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/alexedwards/scs/v2/memstore"
	"github.com/gin-gonic/gin"
	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/api/auth/authtest"
	"github.com/shixian/shixian/internal/casework"
)

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
	kept := authtest.New()
	a := New(Config{Store: memstore.NewWithCleanupInterval(0), Accounts: nobody{}, Passwords: nobody{}, People: nobody{}, Attempts: kept, Audit: kept.Audit, Mask: kept.Mask})
	refuse := func(c *gin.Context, err error) { c.String(http.StatusTeapot, err.Error()) }
	e := gin.New()
	e.Use(a.Identify(refuse))
	say := func(c *gin.Context) { c.String(http.StatusOK, LangFrom(c.Request.Context())) }
	e.GET("/", say)
	e.GET("/api/v1/items", say)
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
	require.Equal(t, English, ask(http.MethodGet, "/", "zh-CN", LangCookie+"=en").Body.String(), "what was chosen stands")
	require.Equal(t, Chinese, ask(http.MethodGet, "/", "", LangCookie+"=fr").Body.String())
}

func TestASignInThatMatchesNobodyIsRefused(t *testing.T) {
	t.Parallel()
	kept := authtest.New()
	a := New(Config{Store: memstore.NewWithCleanupInterval(0), Accounts: nobody{}, Passwords: nobody{}, People: nobody{}, Attempts: kept, Audit: kept.Audit, Mask: kept.Mask})
	_, err := a.Login(t.Context(), "ghost", "password", "192.0.2.1:1")
	require.Equal(t, casework.WrongLogin, casework.CodeOf(err), "even if a password check were to pass")
}
