package entry

import (
	"net/http"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/casework"
)

type passwordView struct {
	kernel.Frame
	Next    string
	Given   bool // the present one was given to him
	Summary []kernel.Problem
	Fields  []kernel.FieldView
}

// passwordPage lets whoever is signed in choose a password of his own.
func (s *Room) passwordPage(v *visit) error {
	return s.renderPassword(v, http.StatusOK, kernel.Local(v.Query("next")), nil)
}

func (s *Room) renderPassword(v *visit, status int, next string, refused error) error {
	f, err := s.Frame(v.Visit, "", v.T("password.title"))
	if err != nil {
		return err
	}
	view := &passwordView{Frame: f, Next: next, Given: s.auth.Given(v.Ctx), Fields: []kernel.FieldView{
		{ID: "present", Name: "present", Type: "password", Label: v.T("password.present"), Required: true, Auto: "current-password"},
		{ID: "new", Name: "new", Type: "password", Label: v.T("password.new"), Hint: v.T("password.hint"), Required: true, Auto: "new-password"},
		{ID: "again", Name: "again", Type: "password", Label: v.T("password.again"), Required: true, Auto: "new-password"},
	}}
	view.Summary = v.Attach(view.Fields, refused)
	return s.Render(v.Visit, status, "password", view)
}

// changePassword asks for the present password and takes the new one, typed twice.
func (s *Room) changePassword(v *visit) error {
	next := kernel.Local(v.Form("next"))
	if v.Form("new") != v.Form("again") {
		wrong := casework.FieldError(casework.Invalid, "again", "password")
		return s.renderPassword(v, http.StatusUnprocessableEntity, next, kernel.Told{Text: v.T("password.differs"), Cause: wrong})
	}
	err := s.auth.ChangePassword(v.Ctx, v.Form("present"), v.Form("new"), v.C.Request.RemoteAddr)
	switch casework.CodeOf(err) {
	case "":
		if err != nil {
			return err
		}
		s.Flash(v.Visit, "password.changed", "")
		return v.Redirect(next)
	case casework.WrongLogin:
		return s.renderPassword(v, http.StatusUnprocessableEntity, next, kernel.Told{Text: v.T("password.wrong"), Cause: err})
	case casework.TooMany:
		return s.renderPassword(v, http.StatusTooManyRequests, next, kernel.Told{Text: v.T("signin.busy", v.Later(err)), Cause: err})
	default:
		return s.renderPassword(v, http.StatusUnprocessableEntity, next, err)
	}
}
