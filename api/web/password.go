package web

import (
	"net/http"

	"github.com/shixian/shixian/internal/casework"
)

type passwordView struct {
	frame
	Next    string
	Given   bool // the present one was given to him
	Summary []problem
	Fields  []fieldView
}

// passwordPage lets whoever is signed in choose a password of his own.
func (s *site) passwordPage(v *visit) error {
	return s.renderPassword(v, http.StatusOK, local(v.query("next")), nil)
}

func (s *site) renderPassword(v *visit, status int, next string, refused error) error {
	f, err := s.frame(v, "", v.t("password.title"))
	if err != nil {
		return err
	}
	view := &passwordView{frame: f, Next: next, Given: s.deps.Auth.Given(v.ctx), Fields: []fieldView{
		{ID: "present", Name: "present", Type: "password", Label: v.t("password.present"), Required: true, Auto: "current-password"},
		{ID: "new", Name: "new", Type: "password", Label: v.t("password.new"), Hint: v.t("password.hint"), Required: true, Auto: "new-password"},
		{ID: "again", Name: "again", Type: "password", Label: v.t("password.again"), Required: true, Auto: "new-password"},
	}}
	view.Summary = v.attach(view.Fields, refused)
	return s.render(v, status, "password", view)
}

// changePassword asks for the present password and takes the new one, typed twice.
func (s *site) changePassword(v *visit) error {
	next := local(v.form("next"))
	if v.form("new") != v.form("again") {
		wrong := casework.FieldError(casework.Invalid, "again", "password")
		return s.renderPassword(v, http.StatusUnprocessableEntity, next, told{v.t("password.differs"), wrong})
	}
	err := s.deps.Auth.ChangePassword(v.ctx, v.form("present"), v.form("new"), v.c.Request.RemoteAddr)
	switch casework.CodeOf(err) {
	case "":
		if err != nil {
			return err
		}
		s.flash(v, "password.changed", "")
		return v.redirect(next)
	case casework.WrongLogin:
		return s.renderPassword(v, http.StatusUnprocessableEntity, next, told{v.t("password.wrong"), err})
	case casework.TooMany:
		return s.renderPassword(v, http.StatusTooManyRequests, next, told{v.t("signin.busy", v.later(err)), err})
	default:
		return s.renderPassword(v, http.StatusUnprocessableEntity, next, err)
	}
}
