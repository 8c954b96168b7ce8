package kernel

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
	Frame
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
func (s *Site) fail(v *Visit, err error) {
	code := casework.CodeOf(err)
	if code == casework.Unauthenticated {
		next := "/"
		if v.C.Request.Method == http.MethodGet {
			next = v.C.Request.URL.RequestURI()
		}
		_ = v.Redirect("/signin?next=" + url.QueryEscape(next))
		return
	}
	status, known := statuses[code]
	switch {
	case code == "":
		status = http.StatusServiceUnavailable
		s.Deps.Log.Log(v.Ctx, trace.Level(v.Ctx, err), "page failed", "route", v.C.FullPath(), "error", err)
	case !known:
		status = http.StatusBadRequest
	}
	if err := s.Render(v, status, "error", s.errorView(v, status, err)); err != nil {
		s.Deps.Log.ErrorContext(v.Ctx, "error page failed", "route", v.C.FullPath(), "error", err)
		v.C.Status(http.StatusInternalServerError)
	}
}

// errorView does without navigation where that cannot be read either.
func (s *Site) errorView(v *Visit, status int, err error) *errorView {
	key := "error." + strconv.Itoa(status)
	f, frameErr := s.Frame(v, "", v.T(key))
	if frameErr != nil {
		f = Frame{Lang: v.Lang, Title: v.T(key), Here: "/", AsOf: v.Full(v.Now)}
	}
	do := v.T(key + ".do")
	if status == http.StatusTooManyRequests {
		do = v.T(key+".do", v.Later(err))
	}
	view := &errorView{Frame: f, Status: status, What: v.T(key), Do: do, Rule: ruleOf(err), Back: "/", BackTo: v.T("nav.desk")}
	if status == http.StatusBadRequest {
		view.Field = fieldOf(err)
	}
	if !v.Signed {
		view.Home, view.Back, view.BackTo = "/public", "/public", v.T("public.title")
		if status == http.StatusNotFound {
			view.Do = v.T("error.404.public")
		}
	}
	return view
}

// Later tells whoever asked too often when to come again: his browser in seconds, and
// him in the whole minutes returned.
func (v *Visit) Later(err error) (minutes int) {
	var refused *casework.Error
	if !errors.As(err, &refused) || refused.Wait <= 0 {
		return 1
	}
	v.C.Header("Retry-After", edge.Seconds(refused.Wait))
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
