package web

import (
	"net/http"
	"net/url"

	"github.com/shixian/shixian/internal/casework"
)

type signinView struct {
	frame
	Next    string
	Name    string
	Summary []problem
	Fields  []fieldView
}

// signinPage asks for name and password.
func (s *site) signinPage(v *visit) error {
	if v.signed {
		return v.redirect(local(v.query("next")))
	}
	return s.renderSignin(v, http.StatusOK, local(v.query("next")), nil)
}

func (s *site) renderSignin(v *visit, status int, next string, refused error) error {
	f, err := s.frame(v, "signin", v.t("signin.title"))
	if err != nil {
		return err
	}
	view := &signinView{frame: f, Next: next, Fields: []fieldView{
		{ID: "username", Name: "username", Type: "text", Label: v.t("signin.name"), Required: true, Value: v.form("username"), Auto: "username"},
		{ID: "password", Name: "password", Type: "password", Label: v.t("signin.password"), Required: true, Auto: "current-password"},
	}}
	view.Summary = v.attach(view.Fields, refused)
	return s.render(v, status, "signin", view)
}

// signin signs a person in. Wrong name and wrong password are one answer.
func (s *site) signin(v *visit) error {
	next := local(v.form("next"))
	_, err := s.deps.Auth.Login(v.ctx, v.form("username"), v.form("password"), v.c.Request.RemoteAddr)
	switch casework.CodeOf(err) {
	case "":
		if err != nil {
			return err
		}
		if s.deps.Auth.Given(v.ctx) {
			next = "/password?next=" + url.QueryEscape(next)
		}
		return v.redirect(next)
	case casework.WrongLogin:
		return s.renderSignin(v, http.StatusUnauthorized, next, told{v.t("signin.failed"), err})
	case casework.TooMany:
		return s.renderSignin(v, http.StatusTooManyRequests, next, told{v.t("signin.busy", v.later(err)), err})
	default:
		return s.renderSignin(v, http.StatusUnprocessableEntity, next, err)
	}
}

// signout ends the session.
func (s *site) signout(v *visit) error {
	if err := s.deps.Auth.Logout(v.ctx); err != nil {
		return err
	}
	s.flash(v, "signin.out", "")
	return v.redirect("/signin")
}
