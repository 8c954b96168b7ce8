// Package entry signs people in and out, and keeps their password and language.
//
// It refuses to know a case.
package entry

import (
	"context"
	"net/http"

	"github.com/shixian/shixian/api/auth"
	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
)

// Auth signs people in and out; *auth.Auth is one.
type Auth interface {
	Login(ctx context.Context, username, password, addr string) (casework.Principal, error)
	Logout(ctx context.Context) error
	ChangePassword(ctx context.Context, present, chosen, addr string) error
	// Given tells that the password was given to him, and is still to be replaced.
	Given(ctx context.Context) bool
}

// Room is these pages.
type Room struct {
	*kernel.Site
	auth Auth
}

// New furnishes it.
func New(s *kernel.Site, auth Auth) *Room {
	return &Room{Site: s, auth: auth}
}

// visit is a request as this room reads it.
type visit struct{ *kernel.Visit }

// Routes implements kernel.Room.
func (s *Room) Routes() []kernel.Route {
	return []kernel.Route{
		kernel.Get("/signin", auth.Public, s.signinPage),
		kernel.Post("/signin", auth.Public, s.signin),
		kernel.Post("/signout", auth.Public, s.signout),
		kernel.Get("/profile", access.PasswordChange, s.profilePage),
		kernel.Get("/password", access.PasswordChange, s.passwordPage),
		kernel.Post("/password", access.PasswordChange, s.changePassword),
		{Method: http.MethodPost, Path: "/lang", Access: auth.Public, Serve: s.Prefer},
	}
}
