package main

import (
	"context"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/shixian/shixian/api"
	"github.com/shixian/shixian/api/auth"
	"github.com/shixian/shixian/api/web"
	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
)

// mountPages gives the pages the parts they are made from.
func (h *house) mountPages(ctx context.Context, r gin.IRouter, a *auth.Auth, now func() (*calendar.Calendar, error), secure bool) (api.Pages, error) {
	cal, err := now()
	if err != nil {
		return nil, err
	}
	return web.Mount(r, web.Deps{
		Counter: h.counter, Auth: a, Planner: pagePlanner{ctx, h}, Calendar: cal,
		Backup: h.store.NextBackup, Now: time.Now, Log: h.log, Secure: secure,
	})
}

// pagePlanner counts for the approval page what a grant would do.
type pagePlanner struct {
	ctx   context.Context
	house *house
}

func (p pagePlanner) Plan(req casework.PlanRequest) (casework.Plan, error) {
	return p.house.planner.Plan(p.ctx, req)
}
