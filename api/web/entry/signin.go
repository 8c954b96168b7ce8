package entry

import (
	"net/http"
	"net/url"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/casework"
)

type signinView struct {
	kernel.Frame
	Next    string
	Name    string
	Summary []kernel.Problem
	Fields  []kernel.FieldView
}

// signinPage asks for name and password.
func (s *Room) signinPage(v *visit) error {
	if v.Signed {
		return v.Redirect(kernel.Local(v.Query("next")))
	}
	return s.renderSignin(v, http.StatusOK, kernel.Local(v.Query("next")), nil)
}

func (s *Room) renderSignin(v *visit, status int, next string, refused error) error {
	f, err := s.Frame(v.Visit, "signin", v.T("signin.title"))
	if err != nil {
		return err
	}
	view := &signinView{Frame: f, Next: next, Fields: []kernel.FieldView{
		{ID: "username", Name: "username", Type: "text", Label: v.T("signin.name"), Required: true, Value: v.Form("username"), Auto: "username"},
		{ID: "password", Name: "password", Type: "password", Label: v.T("signin.password"), Required: true, Auto: "current-password"},
	}}
	view.Summary = v.Attach(view.Fields, refused)
	return s.Render(v.Visit, status, "signin", view)
}

// signin signs a person in. Wrong name and wrong password are one answer.
func (s *Room) signin(v *visit) error {
	next := kernel.Local(v.Form("next"))
	_, err := s.auth.Login(v.Ctx, v.Form("username"), v.Form("password"), v.C.Request.RemoteAddr)
	switch casework.CodeOf(err) {
	case "":
		if err != nil {
			return err
		}
		if s.auth.Given(v.Ctx) {
			next = "/password?next=" + url.QueryEscape(next)
		}
		return v.Redirect(next)
	case casework.WrongLogin:
		return s.renderSignin(v, http.StatusUnauthorized, next, kernel.Told{Text: v.T("signin.failed"), Cause: err})
	case casework.TooMany:
		return s.renderSignin(v, http.StatusTooManyRequests, next, kernel.Told{Text: v.T("signin.busy", v.Later(err)), Cause: err})
	default:
		return s.renderSignin(v, http.StatusUnprocessableEntity, next, err)
	}
}

// signout ends the session.
func (s *Room) signout(v *visit) error {
	if err := s.auth.Logout(v.Ctx); err != nil {
		return err
	}
	s.Flash(v.Visit, "signin.out", "")
	return v.Redirect("/signin")
}
