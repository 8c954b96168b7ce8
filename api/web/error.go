package web

import (
	"errors"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"time"

	"github.com/shixian/shixian/api/edge"
	"github.com/shixian/shixian/api/trace"
	"github.com/shixian/shixian/internal/casework"
)

// errorView is a page that says what went wrong and what to do.
type errorView struct {
	frame
	Status   int
	What, Do string
	Rule     string
	Field    string // what of the request cannot be read
	// Back leads on: to the desk, or to everybody's pages.
	Back, BackTo string
}

// statuses of refusals that end a request; a refusal of a form is shown on the
// form instead.
var statuses = map[casework.Code]int{
	casework.Forbidden: http.StatusForbidden, casework.NotFound: http.StatusNotFound,
	casework.UnknownCommand: http.StatusNotFound, casework.UnknownItem: http.StatusNotFound,
	casework.WrongMethod: http.StatusMethodNotAllowed,
	casework.TooMany:     http.StatusTooManyRequests, casework.TooLarge: http.StatusRequestEntityTooLarge,
	casework.Unavailable: http.StatusServiceUnavailable,
}

// fail turns an error into a page. Whoever is not signed in is asked to sign in
// and comes back; what is no refusal is logged and told as an outage.
func (s *site) fail(v *visit, err error) {
	code := casework.CodeOf(err)
	if code == casework.Unauthenticated {
		next := "/"
		if v.c.Request.Method == http.MethodGet {
			next = v.c.Request.URL.RequestURI()
		}
		_ = v.redirect("/signin?next=" + url.QueryEscape(next))
		return
	}
	status, known := statuses[code]
	switch {
	case code == "":
		status = http.StatusServiceUnavailable
		s.deps.Log.Log(v.ctx, trace.Level(v.ctx, err), "page failed", "route", v.c.FullPath(), "error", err)
	case !known:
		status = http.StatusBadRequest
	}
	if err := s.render(v, status, "error", s.errorView(v, status, err)); err != nil {
		s.deps.Log.ErrorContext(v.ctx, "error page failed", "route", v.c.FullPath(), "error", err)
		v.c.Status(http.StatusInternalServerError)
	}
}

// errorView does without navigation where that cannot be read either.
func (s *site) errorView(v *visit, status int, err error) *errorView {
	key := "error." + strconv.Itoa(status)
	f, frameErr := s.frame(v, "", v.t(key))
	if frameErr != nil {
		f = frame{Lang: v.lang, Title: v.t(key), Here: "/", AsOf: v.full(v.now)}
	}
	do := v.t(key + ".do")
	if status == http.StatusTooManyRequests {
		do = v.t(key+".do", v.later(err))
	}
	view := &errorView{frame: f, Status: status, What: v.t(key), Do: do, Rule: ruleOf(err), Back: "/", BackTo: v.t("nav.desk")}
	if status == http.StatusBadRequest {
		view.Field = fieldOf(err)
	}
	if !v.signed {
		view.Home, view.Back, view.BackTo = "/public", "/public", v.t("public.title")
		if status == http.StatusNotFound {
			view.Do = v.t("error.404.public")
		}
	}
	return view
}

// later tells whoever asked too often when to come again: his browser in seconds, and
// him in the whole minutes returned.
func (v *visit) later(err error) (minutes int) {
	var refused *casework.Error
	if !errors.As(err, &refused) || refused.Wait <= 0 {
		return 1
	}
	v.c.Header("Retry-After", edge.Seconds(refused.Wait))
	return int((refused.Wait + time.Minute - 1) / time.Minute)
}

// plainField is how fields are written; anything else somebody typed.
var plainField = regexp.MustCompile(`^[A-Za-z0-9_.-]{1,60}$`)

// fieldOf names the field a request was refused for.
func fieldOf(err error) string {
	var refused *casework.Error
	if errors.As(err, &refused) && plainField.MatchString(refused.Field) {
		return refused.Field
	}
	return ""
}
