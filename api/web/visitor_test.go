package web

import (
	"context"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/api/auth"
	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/doctor"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/words"
)

// door is a sign-in that lets one password in.
type door struct {
	given bool
	busy  time.Duration // until it opens again
}

func (d *door) Login(_ context.Context, _, password, _ string) (casework.Principal, error) {
	if d.busy > 0 {
		return casework.Principal{}, casework.Later("username", "login_throttle", d.busy)
	}
	if password != "right" {
		return casework.Principal{}, casework.FieldError(casework.WrongLogin, "username", "login")
	}
	return casework.Principal{Person: "backup"}, nil
}

func (d *door) ChangePassword(_ context.Context, present, chosen, _ string) error {
	switch {
	case d.busy > 0:
		return casework.Later("present", "login_throttle", d.busy)
	case present != "right":
		return casework.FieldError(casework.WrongLogin, "present", "login")
	case chosen == "weak":
		return casework.FieldError(casework.WeakPassword, "new", "password")
	}
	d.given = false
	return nil
}

func (d *door) Given(context.Context) bool { return d.given }

func (d *door) Logout(context.Context) error { return nil }

// visitor is a browser without scripts in front of the pages.
type visitor struct {
	t       *testing.T
	counter *canned
	door    *door
	who     casework.Principal
	lang    string
	now     time.Time
	cookies map[string]string
	addr    string // empty: one for all
	health  doctor.Report
	engine  *gin.Engine
	log     *strings.Builder
}

var unbroken = strings.NewReplacer("\n", " ", "\t", " ")

// tried: the first visitor's pages were, which are everybody's.
var tried atomic.Bool

// inEnglish are the tests that tell a story in English; a story itself does not ask.
var inEnglish sync.Map

func languageOf(t *testing.T) string {
	if _, is := inEnglish.Load(t); is {
		return words.English
	}
	return words.Chinese
}

func newVisitor(t *testing.T, who casework.Principal) *visitor {
	t.Helper()
	v := &visitor{t: t, counter: full(t), door: &door{}, who: who, lang: languageOf(t), now: kernel.SampleNow, cookies: map[string]string{}, log: &strings.Builder{}}
	gin.SetMode(gin.ReleaseMode)
	v.engine = gin.New()
	v.engine.Use(func(c *gin.Context) {
		ctx := auth.WithLang(c.Request.Context(), v.lang)
		if v.who.Person != "" {
			ctx = auth.WithPrincipal(ctx, v.who)
		}
		c.Request = c.Request.WithContext(ctx)
	})
	book, cal := national(t)
	pages, err := Mount(v.engine, Deps{
		Kinds:   kind.Office(),
		Counter: v.counter.counter(), Auth: v.door, Planner: planning{book}, Calendar: func() (*calendar.Calendar, error) { return cal, nil }, Now: func() time.Time { return v.now }, Secure: true,
		Health: func() doctor.Report { return v.health },
		Log:    slog.New(slog.NewTextHandler(v.log, nil)), Tried: tried.Load(),
	})
	require.NoError(t, err)
	tried.Store(true)
	v.engine.NoRoute(func(c *gin.Context) { pages.Fail(c, casework.FieldError(casework.NotFound, "path", "")) })
	return v
}
