package main

import (
	"time"

	"github.com/gin-gonic/gin"

	"github.com/shixian/shixian/api"
	"github.com/shixian/shixian/api/auth"
	"github.com/shixian/shixian/api/web"
	"github.com/shixian/shixian/internal/calendar"
)

// mountPages gives the pages the parts they are made from.
func (h *house) mountPages(r gin.IRouter, a *auth.Auth, now func() (*calendar.Calendar, error), secure bool) (api.Pages, error) {
	return web.Mount(r, web.Deps{
		Kinds: h.settings.kinds, Counter: web.Of(h.counter), Auth: a, Planner: h.planner, Calendar: now,
		Health: h.doctor.Last, Now: time.Now, Log: h.log, Secure: secure,
	})
}
