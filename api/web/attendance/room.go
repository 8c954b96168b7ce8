// Package attendance shows what punches come to, a month of a unit at a time, and takes in the files
// of time clocks.
//
// It refuses to count: the counter does.
package attendance

import (
	"context"
	"time"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/attendance"
)

// Counter is what these pages ask of the service counter.
type Counter interface {
	AttendanceOf(ctx context.Context, p casework.Principal, unit string, month time.Time) (attendance.Month, error)
	BringPunches(ctx context.Context, p casework.Principal, t attendance.Table) (attendance.Brought, error)
	SignAttendance(ctx context.Context, p casework.Principal, unit string, month time.Time) error
	PublishAttendance(ctx context.Context, p casework.Principal, unit string, month time.Time) error
}

// Room is these pages.
type Room struct {
	*kernel.Site
	counter Counter
}

// New furnishes it.
func New(s *kernel.Site, c Counter) *Room { return &Room{Site: s, counter: c} }

// visit is a request as this room reads it.
type visit struct{ *kernel.Visit }

// Routes implements kernel.Room.
func (s *Room) Routes() []kernel.Route {
	return []kernel.Route{
		kernel.Get("/attendance", access.AttendanceView, s.month),
		kernel.Get("/attendance/sheet", access.AttendanceView, s.sheet),
		kernel.Post("/attendance/punches", access.AttendanceBring, s.bring),
		kernel.Post("/attendance/sign", access.AttendanceSign, s.sign),
		kernel.Post("/attendance/publish", access.AttendancePublish, s.publish),
	}
}
