package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/shixian/shixian/internal/casework"
)

// credentials is what POST /session takes.
type credentials struct {
	Username string `json:"username" maxLength:"256"`
	Password string `json:"password" maxLength:"256" format:"password"`
}

type loginInput struct {
	rawBody
	addr string
}

// Resolve takes the caller's address from the connection: the throttle counts by it.
func (in *loginInput) Resolve(ctx huma.Context) []error {
	in.addr = ctx.RemoteAddr()
	return nil
}

func (s *Server) registerSession() {
	begin := failing(public(operation(http.MethodPost, "/session", "sign-in", "Sign in", "session")),
		http.StatusUnauthorized, http.StatusTooManyRequests)
	register(s, taking(begin, schemaOf[credentials](s)), s.login)
	register(s, operation(http.MethodGet, "/session", "who-am-i", "Who is signed in, and on which posts", "session"), s.whoami)
	change := failing(operation(http.MethodPost, "/session/password", "change-password",
		"Choose another password; every other session of yours ends", "session"), http.StatusUnprocessableEntity, http.StatusTooManyRequests)
	change.DefaultStatus = http.StatusNoContent
	register(s, taking(change, schemaOf[newPassword](s)), s.changePassword)
	end := operation(http.MethodDelete, "/session", "sign-out", "Sign out", "session")
	end.DefaultStatus = http.StatusNoContent
	register(s, end, s.logout)
}

// login serves POST /session.
func (s *Server) login(ctx context.Context, _ casework.Principal, in *loginInput) (*body[casework.Principal], error) {
	var c credentials
	if err := decode(in.RawBody, &c); err != nil {
		return nil, err
	}
	p, err := s.auth.Login(ctx, c.Username, c.Password, in.addr)
	if err != nil {
		return nil, err
	}
	return &body[casework.Principal]{p}, nil
}

// newPassword is what POST /session/password takes.
type newPassword struct {
	Present string `json:"present" maxLength:"256" format:"password"`
	New     string `json:"new" maxLength:"256" format:"password"`
}

// changePassword serves POST /session/password.
func (s *Server) changePassword(ctx context.Context, _ casework.Principal, in *loginInput) (*struct{}, error) {
	var c newPassword
	if err := decode(in.RawBody, &c); err != nil {
		return nil, err
	}
	return nil, s.auth.ChangePassword(ctx, c.Present, c.New, in.addr)
}

// whoami serves GET /session.
func (s *Server) whoami(_ context.Context, p casework.Principal, _ *struct{}) (*body[casework.Principal], error) {
	return &body[casework.Principal]{p}, nil
}

// logout serves DELETE /session.
func (s *Server) logout(ctx context.Context, _ casework.Principal, _ *struct{}) (*struct{}, error) {
	return nil, s.auth.Logout(ctx)
}
