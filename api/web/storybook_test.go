package web

import (
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter"
)

// TestStorybook renders every page in every condition a reader may meet, so that
// it can be looked at in a browser. SHIXIAN_STORYBOOK names the folder to keep
// the pages in; without it they go where tests keep things.
func TestStorybook(t *testing.T) {
	t.Parallel()
	dir := os.Getenv("SHIXIAN_STORYBOOK")
	if dir == "" {
		dir = t.TempDir()
	}
	for name, tell := range stories {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			html := tell(t)
			require.Contains(t, html, "</html>")
			write(t, dir, name+".html", strings.NewReplacer(`href="/static/`, `href="static/`, `src="/static/`, `src="static/`).Replace(html))
		})
	}
	v := newVisitor(t, covering)
	doc, _ := v.get("/")
	for _, link := range []string{doc.Find("link").AttrOr("href", ""), doc.Find("script").AttrOr("src", "")} {
		write(t, dir, link, v.html(link))
	}
}

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	path := filepath.Join(dir, name)
	require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
	require.NoError(t, os.WriteFile(path, []byte(text), 0o644))
}

var long = strings.Repeat("关于进一步优化营商环境、压缩食品经营许可审批时限的若干具体情况说明，", 12)

// stories are the conditions, by file name.
var stories = map[string]func(t *testing.T) string{
	"signin":     func(t *testing.T) string { return newVisitor(t, casework.Principal{}).html("/signin?next=/inbox") },
	"desk":       func(t *testing.T) string { return newVisitor(t, covering).html("/") },
	"desk-red":   func(t *testing.T) string { return newVisitor(t, covering).html("/?light=red") },
	"desk-clerk": func(t *testing.T) string { return newVisitor(t, clerk).html("/") },
	"items":      func(t *testing.T) string { return newVisitor(t, clerk).html("/register") },
	"register":   func(t *testing.T) string { return newVisitor(t, clerk).html("/register/food-permit") },
	"cases":      func(t *testing.T) string { return newVisitor(t, covering).html("/cases?stage=handle") },
	"case":       func(t *testing.T) string { return newVisitor(t, covering).html("/cases/BJ2026-000412?show=applicant") },
	"case-act":   func(t *testing.T) string { return newVisitor(t, covering).html("/cases/BJ2026-000412?do=pause") },
	"approvals":  func(t *testing.T) string { return newVisitor(t, leader).html("/approvals") },
	"approval":   func(t *testing.T) string { return newVisitor(t, leader).html("/approvals/BJ2026-000412") },
	"inbox":      func(t *testing.T) string { return newVisitor(t, covering).html("/inbox?all=1") },
	"error-404":  func(t *testing.T) string { return newVisitor(t, covering).html("/nowhere") },
	"error-403":  func(t *testing.T) string { return newVisitor(t, covering).html("/register/food-permit") },
	"signin-fail": func(t *testing.T) string {
		return posted(newVisitor(t, casework.Principal{}), "/signin", url.Values{"username": {"liMin"}})
	},
	"desk-empty": func(t *testing.T) string {
		v := newVisitor(t, covering)
		v.counter.clocks, v.counter.inbox = nil, nil
		return v.html("/")
	},
	"desk-en": func(t *testing.T) string {
		v := newVisitor(t, covering)
		v.lang = English
		return v.html("/")
	},
	"case-en": func(t *testing.T) string {
		v := newVisitor(t, covering)
		v.lang = English
		return v.html("/cases/BJ2026-000412")
	},
	"case-large": func(t *testing.T) string {
		v := newVisitor(t, covering)
		v.cookies[sizeCookie] = large
		return v.html("/cases/BJ2026-000412")
	},
	"case-late": func(t *testing.T) string {
		v := newVisitor(t, covering)
		v.now = at("2026-10-22 10:05")
		c := v.counter.cases["BJ2026-000412"]
		c.Clocks[1].Status, c.Clocks[1].Light = casework.Breached, casework.Red
		return v.html("/cases/BJ2026-000412")
	},
	"case-waiting": func(t *testing.T) string {
		v := newVisitor(t, clerk)
		v.counter.timeline, v.counter.ledger, v.counter.actions = nil, nil, nil
		v.cookies[flashCookie] = "register.pending|BJ2026-000460"
		return v.html("/cases/BJ2026-000460")
	},
	"case-closed": func(t *testing.T) string {
		v := newVisitor(t, covering)
		v.counter.actions = v.counter.actions[:0]
		return v.html("/cases/BJ2026-000370")
	},
	"case-refused": func(t *testing.T) string {
		v := newVisitor(t, covering)
		v.counter.refuse = counter.Refusals{
			casework.FieldError(casework.PauseCategory, "category", "R028"), casework.FieldError(casework.Invalid, "until", "R028"),
		}
		return posted(v, "/cases/BJ2026-000412/pause", url.Values{"category": {"supplement"}, "reason": {long}})
	},
	"register-errors": func(t *testing.T) string {
		v := newVisitor(t, clerk)
		v.counter.refuse = counter.Refusals{
			casework.FieldError(casework.PastNoReason, "reason", "R002"), casework.FieldError(casework.Invalid, "fields.phone", "tel"),
			casework.FieldError(casework.MissingPaper, "materials.licence", "R024"), casework.FieldError(casework.MissingPaper, "materials.id-card", "R024"),
		}
		return posted(v, "/register/food-permit", url.Values{
			"fields.applicant": {"青岚县好味道餐饮管理有限公司"}, "fields.phone": {"无"}, "fields.matter": {long}, "fields.business": {"餐饮服务经营者"},
			"materials": {"application"}, "received": {"2026-10-14T09:00"},
		})
	},
	"approval-error": func(t *testing.T) string {
		v := newVisitor(t, leader)
		v.counter.refuse = counter.Refusals{casework.FieldError(casework.Invalid, "reason", "required")}
		return posted(v, "/approvals/BJ2026-000412", url.Values{"approve": {"true"}})
	},
	"error-503": func(t *testing.T) string {
		v := newVisitor(t, covering)
		v.counter.down = http.ErrHandlerTimeout
		return v.html("/")
	},
}

func posted(v *visitor, path string, form url.Values) string {
	v.t.Helper()
	html, err := v.read(v.post(path, form)).Html()
	require.NoError(v.t, err)
	return html
}
