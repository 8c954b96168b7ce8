package kernel

import (
	"net/http"
	"regexp"
	"strings"

	"github.com/shixian/shixian/api/auth"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/words"
)

const (
	FlashCookie = "shixian_flash"
	SizeCookie  = "shixian_size"
	Large       = "large"

	aMinute = 60
	aYear   = 365 * 24 * 3600
)

// cookie reads a cookie of the pages' own.
func (v *Visit) cookie(name string) string {
	c, err := v.C.Request.Cookie(name)
	if err != nil {
		return ""
	}
	return c.Value
}

func (v *Visit) setCookie(name, value string, age int, secure bool) {
	http.SetCookie(v.C.Writer, &http.Cookie{
		Name: name, Value: value, Path: "/", MaxAge: age, HttpOnly: true, Secure: secure, SameSite: http.SameSiteLaxMode,
	})
}

// Flash keeps what the next page is to say, as the key of a label and one code:
// never a word somebody typed.
func (s *Site) Flash(v *Visit, key, code string) {
	v.setCookie(FlashCookie, key+"|"+code, aMinute, s.Deps.Secure)
}

// refFlashes name a version of a calendar or policy.
var refFlashes = map[string]bool{
	"calendars.taken": true, "calendars.same": true, "calendars.published": true, "calendars.discarded": true,
	"draft.kept": true, "policy.asked": true, "policy.in_force": true,
}

// officeFlashes tell what became of the office.
var officeFlashes = map[string]bool{
	"setup.begun": true, "setup.finished": true, "setup.hours.kept": true, "setup.mail.sent": true,
	"office.kept": true, "office.taken": true, "office.asked": true, "office.consented": true, "office.discarded": true,
}

// queryCode is how a query code is written.
var queryCode = regexp.MustCompile(`^[0-9A-Z]{4}(-[0-9A-Z]{4}){2}$`)

// version is how a calendar or a policy is named.
var version = regexp.MustCompile(`^[a-z][a-z0-9/-]{0,80}@\d{1,6}$`)

// takeFlash puts the kept message into words and forgets it. What no page can
// have kept is not shown.
func (v *Visit) takeFlash(secure bool) string {
	kept := v.cookie(FlashCookie)
	if kept == "" {
		return ""
	}
	v.setCookie(FlashCookie, "", -1, secure)
	key, code, _ := strings.Cut(kept, "|")
	number, query, _ := strings.Cut(code, " ")
	switch _, _, _, number := v.Kinds.Parse(number); {
	case key == "register.done.code" && number && queryCode.MatchString(query), key == "register.pending.code" && number && queryCode.MatchString(query),
		key == "code.issued" && number && queryCode.MatchString(query):
		return v.T(key, strings.TrimSuffix(code, " "+query), query)
	case key == "register.done" && number, key == "register.pending" && number, key == "operator.done" && number, key == "operator.gone" && number:
		return v.T(key, code)
	case key == "attach.same":
		return v.T(key)
	case key == "done", key == "pending":
		if do, _, ok := words.Act(v.Kinds, "", code); ok {
			return v.T(key, do.In(v.Lang))
		}
	case key == "refused.now":
		if why := words.CodeOf(v.Lang, v.Kinds, casework.Code(code)); why != code {
			return v.T(key, why)
		}
	case refFlashes[key] && version.MatchString(code):
		return v.T(key, code)
	case key == "signin.out", key == "password.changed", key == "approval.gone",
		key == "items.asked", key == "items.in_force", key == "items.kept", key == "items.taken", key == "items.discarded", key == "exchange.taken", key == "attendance.taken", key == "bulk.were_read", key == "draft.kept_now", key == "draft.dropped",
		officeFlashes[key]:
		return v.T(key)
	}
	return ""
}

// Prefer keeps a person's language or text size and goes back where he was.
func (s *Site) Prefer(v *Visit) error {
	if lang := v.Form("lang"); lang != "" {
		if !auth.KnownLang(lang) {
			return casework.FieldError(casework.Invalid, "lang", "choice")
		}
		v.setCookie(auth.LangCookie, lang, aYear, s.Deps.Secure)
	}
	switch v.Form("size") {
	case Large:
		v.setCookie(SizeCookie, Large, aYear, s.Deps.Secure)
	case "normal":
		v.setCookie(SizeCookie, "", -1, s.Deps.Secure)
	}
	return v.Redirect(Local(v.Form("next")))
}
