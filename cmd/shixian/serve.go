package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"github.com/shixian/shixian/activities"
	"github.com/shixian/shixian/api"
	"github.com/shixian/shixian/api/auth"
	"github.com/shixian/shixian/api/web"
	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/dispatch"
	"github.com/shixian/shixian/internal/doctor"
	"github.com/shixian/shixian/internal/notify"
	"github.com/shixian/shixian/internal/privacy"
	"github.com/shixian/shixian/internal/store"
	"github.com/shixian/shixian/internal/store/audit"
	"github.com/shixian/shixian/internal/store/doors"
	"github.com/shixian/shixian/internal/store/kernel"
	"github.com/shixian/shixian/internal/store/messages"
	"github.com/shixian/shixian/worker"
	"github.com/shixian/shixian/workflows"
)

// Bounds of one HTTP exchange.
const (
	headerTimeout = 10 * time.Second
	readTimeout   = 30 * time.Second
	writeTimeout  = 60 * time.Second
	idleTimeout   = 2 * time.Minute
	closeTimeout  = 5 * time.Second
)

// runWorker is the worker role.
func (h *house) runWorker(ctx context.Context, ready func()) error {
	zone, err := h.zone(ctx)
	if err != nil {
		return err
	}
	senders := map[string]notify.Sender{}
	if h.settings.smtpURL != "" {
		cfg, err := notify.ParseMailURL(h.settings.smtpURL)
		if err != nil {
			return fmt.Errorf("SHIXIAN_SMTP_URL: %w", err)
		}
		mail, err := notify.NewMail(cfg)
		if err != nil {
			return fmt.Errorf("SHIXIAN_SMTP_URL: %w", err)
		}
		senders[mail.Channel()] = mail
	}
	wake, err := kernel.Listen(ctx, h.settings.databaseDirectURL, messages.OutboxChannel)
	if err != nil {
		return err
	}
	if h.settings.workerListen != "" {
		stop, err := h.listenBeside(ctx)
		if err != nil {
			return err
		}
		defer stop()
	}
	return worker.Run(ctx, worker.Config{
		Lives: workflows.Of(h.settings.kinds), Client: h.temporal,
		Activities: &activities.Activities{
			Planner: h.planner, Cases: h.store, Gate: h.counter, Roster: h.store, Tallies: h.store, Lot: h.store,
			Receipts: dispatch.New(h.temporal), Papers: h.counter, Late: h.vitals.Late,
		},
		Courier: &worker.Courier{
			Outbox: h.store, Kinds: h.settings.kinds, Senders: senders, Wake: wake, Zone: zone, BaseURL: h.settings.baseURL, Log: h.log,
		},
		Sweep: h.sweep, Seal: h.seal,
		Logger: h.log, OnReady: ready,
	})
}

// beside is health and metrics of a worker that has no API beside it.
func (h *house) beside() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) {
		report := h.doctor.Ready(r.Context())
		if err := report.Err(doctor.Serving); err != nil {
			h.log.WarnContext(r.Context(), "not ready", "error", err)
		}
		status, text := doctor.Readiness(report)
		w.WriteHeader(status)
		fmt.Fprint(w, text)
	})
	mux.Handle("GET /metrics", promhttp.HandlerFor(h.vitals.Registry(), promhttp.HandlerOpts{}))
	return mux
}

// seal covers what was added to the record, and chains the audit.
func (h *house) seal(ctx context.Context) error {
	if _, err := h.store.CoverRecords(ctx); err != nil {
		return err
	}
	_, err := h.store.SealAudit(ctx, func(prev []byte, r audit.AuditRow) []byte { return h.keys.Link(prev, privacy.Row(r)) })
	return err
}

// listenBeside serves it.
func (h *house) listenBeside(ctx context.Context) (stop func(), err error) {
	ctx, cancel := context.WithCancel(ctx)
	bound := make(chan error, 1)
	served := make(chan struct{})
	go func() {
		defer close(served)
		err := serve(ctx, h.settings.workerListen, h.beside(), func(string) { bound <- nil })
		if err != nil {
			bound <- fmt.Errorf("SHIXIAN_WORKER_LISTEN: %w", err)
		}
	}()
	stop = func() {
		cancel()
		<-served
	}
	if err := <-bound; err != nil {
		stop()
		return nil, err
	}
	return stop, nil
}

// sweep is one round, by one process at a time.
func (h *house) sweep(ctx context.Context) {
	err := h.store.Sweeping(ctx, func(ctx context.Context) { swept(h.vitals, time.Now(), h.counter.Sweep(ctx)) })
	if err != nil && ctx.Err() == nil {
		h.log.Warn("sweep will try again", "error", err)
	}
}

// runAPI is the API role: JSON and pages on one address.
func (h *house) runAPI(ctx context.Context, ready func(address string)) error {
	kept := h.store.Sessions(h.settings.sessionIdle)
	server, err := h.server(ctx, kept)
	if err != nil {
		return err
	}
	go h.hear(ctx)
	tidying, stop := context.WithCancel(ctx)
	defer stop()
	go h.tidy(tidying, kept)
	return serve(ctx, h.settings.listen, server.Handler(), ready)
}

// hear tells open pages what was told to whom, until ctx ends. A database that is away keeps nobody
// from the other pages.
func (h *house) hear(ctx context.Context) {
	told, err := kernel.Listen(ctx, h.settings.databaseDirectURL, messages.ToldChannel)
	if err != nil && ctx.Err() == nil {
		h.log.WarnContext(ctx, "open pages hear nothing", "error", err)
	}
	h.hub.Run(ctx, told)
}

// server puts JSON and pages together.
func (h *house) server(ctx context.Context, kept *doors.Sessions) (*api.Server, error) {
	secure := strings.HasPrefix(h.settings.baseURL, "https://")
	sessions := auth.New(auth.Config{
		Store: kept, Accounts: accounts{h.store}, Passwords: passwords{}, People: h.counter, Secure: secure,
		Attempts: attempts{h.store}, Audit: h.store.Audit, Mask: h.mask, Lifetime: h.settings.sessionMax,
	})
	calendarNow := func() (*calendar.Calendar, error) {
		book, err := h.planner.Book(ctx)
		if err != nil {
			return nil, err
		}
		cal, _, err := book.Calendar("")
		return cal, err
	}
	return api.New(api.Config{
		Metrics: h.vitals.Registry(), Live: h.hub, Counter: h.counter, Kinds: h.settings.kinds, Auth: sessions, Calendar: calendarNow, Logger: h.log, Version: version, Doctor: h.doctor,
		PageRules: web.Rules(), Proxies: h.settings.proxies,
		Mount: func(r gin.IRouter) (api.Pages, error) { return h.mountPages(r, sessions, calendarNow, secure) },
	})
}

// serve answers HTTP until ctx ends, then lets open requests finish.
func serve(ctx context.Context, address string, handler http.Handler, ready func(string)) error {
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", address)
	if err != nil {
		return err
	}
	srv := &http.Server{
		Handler: handler, ReadHeaderTimeout: headerTimeout, ReadTimeout: readTimeout,
		WriteTimeout: writeTimeout, IdleTimeout: idleTimeout,
	}
	done := make(chan error, 1)
	go func() { done <- srv.Serve(listener) }()
	if ready != nil {
		ready(listener.Addr().String())
	}
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
	}
	stop, cancel := context.WithTimeout(context.WithoutCancel(ctx), closeTimeout)
	defer cancel()
	if err := srv.Shutdown(stop); err != nil && !errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return nil
}

// accounts and passwords lend store and privacy to sign-in.
type accounts struct{ store *store.Store }

func (a accounts) Account(ctx context.Context, username string) (auth.Account, error) {
	l, err := a.store.PersonForLogin(ctx, username)
	return auth.Account{Person: l.ID, Hash: l.Hash, Epoch: l.Epoch, Given: l.Temporary}, err
}

func (a accounts) Epoch(ctx context.Context, person string) (int, error) {
	return a.store.SessionEpoch(ctx, person)
}

func (a accounts) SetPassword(ctx context.Context, person, hash string) (int, error) {
	return a.store.SetPassword(ctx, person, person, hash, false)
}

type passwords struct{}

func (passwords) Hash(ctx context.Context, password string) (string, error) {
	return privacy.HashPassword(ctx, password)
}

func (passwords) Check(ctx context.Context, hash, password string) (bool, error) {
	var err error
	if hash == "" {
		err = privacy.CheckNobody(ctx, password)
	} else {
		err = privacy.CheckPassword(ctx, hash, password)
	}
	if errors.Is(err, privacy.ErrPassword) {
		return false, nil
	}
	return err == nil, err
}

// mountPages gives the pages the parts they are made from.
func (h *house) mountPages(r gin.IRouter, a *auth.Auth, now func() (*calendar.Calendar, error), secure bool) (api.Pages, error) {
	return web.Mount(r, web.Deps{
		Mail:  h.tryMail(),
		Kinds: h.settings.kinds, Counter: web.Of(h.counter), Auth: a, Planner: h.planner, Calendar: now,
		Health: h.doctor.Last, Now: time.Now, Log: h.log, Secure: secure,
	})
}
