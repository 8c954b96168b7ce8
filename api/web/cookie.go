package web

import (
	"net/http"
	"regexp"
	"strings"

	"github.com/shixian/shixian/api/auth"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/words"
)

const (
	flashCookie = "shixian_flash"
	sizeCookie  = "shixian_size"
	large       = "large"

	aMinute = 60
	aYear   = 365 * 24 * 3600
)

// cookie reads a cookie of the pages' own.
func (v *visit) cookie(name string) string {
	c, err := v.c.Request.Cookie(name)
	if err != nil {
		return ""
	}
	return c.Value
}

func (v *visit) setCookie(name, value string, age int, secure bool) {
	http.SetCookie(v.c.Writer, &http.Cookie{
		Name: name, Value: value, Path: "/", MaxAge: age, HttpOnly: true, Secure: secure, SameSite: http.SameSiteLaxMode,
	})
}

// flash keeps what the next page is to say, as the key of a label and one code:
// never a word somebody typed.
func (s *site) flash(v *visit, key, code string) {
	v.setCookie(flashCookie, key+"|"+code, aMinute, s.deps.Secure)
}

// refFlashes name a version of a calendar or policy.
var refFlashes = map[string]bool{
	"calendars.taken": true, "calendars.same": true, "calendars.published": true, "calendars.discarded": true,
	"draft.kept": true, "policy.asked": true, "policy.in_force": true,
}

// queryCode is how a query code is written.
var queryCode = regexp.MustCompile(`^[0-9A-Z]{4}(-[0-9A-Z]{4}){2}$`)

// version is how a calendar or a policy is named.
var version = regexp.MustCompile(`^[a-z][a-z0-9/-]{0,80}@\d{1,6}$`)

// takeFlash puts the kept message into words and forgets it. What no page can
// have kept is not shown.
func (v *visit) takeFlash(secure bool) string {
	kept := v.cookie(flashCookie)
	if kept == "" {
		return ""
	}
	v.setCookie(flashCookie, "", -1, secure)
	key, code, _ := strings.Cut(kept, "|")
	number, query, _ := strings.Cut(code, " ")
	switch _, _, _, number := v.kinds.Parse(number); {
	case key == "register.done.code" && number && queryCode.MatchString(query), key == "register.pending.code" && number && queryCode.MatchString(query),
		key == "code.issued" && number && queryCode.MatchString(query):
		return v.t(key, strings.TrimSuffix(code, " "+query), query)
	case key == "register.done" && number, key == "register.pending" && number, key == "operator.done" && number, key == "operator.gone" && number:
		return v.t(key, code)
	case key == "attach.same":
		return v.t(key)
	case key == "done", key == "pending":
		if do, _, ok := words.Act(v.kinds, "", code); ok {
			return v.t(key, do.In(v.lang))
		}
	case key == "refused.now":
		if why := words.Code(v.lang, casework.Code(code)); why != code {
			return v.t(key, why)
		}
	case refFlashes[key] && version.MatchString(code):
		return v.t(key, code)
	case key == "signin.out", key == "password.changed", key == "approval.gone":
		return v.t(key)
	}
	return ""
}

// prefer keeps a person's language or text size and goes back where he was.
func (s *site) prefer(v *visit) error {
	if lang := v.form("lang"); lang != "" {
		if !auth.KnownLang(lang) {
			return casework.FieldError(casework.Invalid, "lang", "choice")
		}
		v.setCookie(auth.LangCookie, lang, aYear, s.deps.Secure)
	}
	switch v.form("size") {
	case large:
		v.setCookie(sizeCookie, large, aYear, s.deps.Secure)
	case "normal":
		v.setCookie(sizeCookie, "", -1, s.deps.Secure)
	}
	return v.redirect(local(v.form("next")))
}
