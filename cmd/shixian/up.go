package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/alecthomas/kong"
	"github.com/lib/pq"
	"golang.org/x/sync/errgroup"

	"github.com/shixian/shixian/internal/local"
)

// stopTimeout bounds the end of each server this process started.
const stopTimeout = 20 * time.Second

// databaseName is the application's on a server this program started.
const databaseName = "shixian"

// upCmd runs a whole installation on one machine.
type upCmd struct {
	Demo bool   `help:"Fill an empty installation with the demo office and print its passwords."`
	Year bool   `help:"Give the demo office a year of made-up cases behind it, once." default:"true" negatable:""`
	UI   string `help:"Where operators reach the engine's Web UI, on loopback; empty leaves it out." placeholder:"127.0.0.1:PORT"`
}

// servers are the child processes this command started.
type servers struct {
	running  *local.Running // where commands on this data directory find them
	postgres *local.Postgres
	engine   *local.Engine
}

// Run starts what is missing, serves until it is told to stop or a part dies,
// and ends every process it started.
func (c *upCmd) Run(ctx context.Context, k *kong.Kong, logger *slog.Logger) (err error) {
	s, err := readSettings(cli.DataDir, cli.kinds)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(cli.DataDir, 0o700); err != nil {
		return err
	}
	logFile, err := os.OpenFile(filepath.Join(cli.DataDir, "servers.log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer logFile.Close()
	running, err := local.Announce(cli.DataDir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, running.Release()) }()
	run := servers{running: running}
	defer func() { err = errors.Join(err, run.stop()) }()
	if err := run.start(ctx, &s, c.UI, logFile, k); err != nil {
		return quiet(ctx, err)
	}
	if err := firstKeys(ctx, s); err != nil {
		return quiet(ctx, err)
	}
	if err := prepare(ctx, s, c.Demo, false, k.Stdout); err != nil {
		return quiet(ctx, err)
	}
	h, err := open(ctx, s, logger)
	if err != nil {
		return quiet(ctx, err)
	}
	defer h.close()
	ready := make(chan struct{})
	if c.Demo {
		during, stop := context.WithCancel(ctx)
		brought, err := h.demo(during, ready, c.Year)
		if err != nil {
			stop()
			return quiet(ctx, err)
		}
		defer func() {
			stop()
			<-brought
		}()
	}
	return quiet(ctx, h.run(ctx, roleWorker, func(ctx context.Context, h *house) error {
		return h.serveAll(ctx, &run, func(address string) {
			fmt.Fprintf(k.Stdout, "ready http://%s\n", address)
			if err := sayCode(ctx, h.store, "http://"+address, k.Stdout); err != nil {
				logger.Warn("no code for the first set-up", "error", err)
			}
			close(ready)
		})
	}))
}

// serveAll runs worker and API until ctx ends or a part of the house dies. ready
// is called once a case can be registered.
func (h *house) serveAll(ctx context.Context, run *servers, ready func(address string)) error {
	g, ctx := errgroup.WithContext(ctx)
	polling := make(chan struct{})
	g.Go(func() error { return ended(ctx, "worker", h.runWorker(ctx, func() { close(polling) })) })
	g.Go(func() error {
		return ended(ctx, "api", h.runAPI(ctx, func(address string) {
			go func() {
				select {
				case <-polling:
					ready(shown(address))
				case <-ctx.Done():
				}
			}()
		}))
	})
	if run.postgres != nil {
		g.Go(func() error { return watch(ctx, "postgres", run.postgres.Done()) })
	}
	if run.engine != nil {
		g.Go(func() error { return watch(ctx, "engine", run.engine.Done()) })
	}
	return g.Wait()
}

// watch ends with an error when a child dies by itself.
func watch(ctx context.Context, name string, done <-chan error) error {
	select {
	case <-ctx.Done():
		return nil
	case err := <-done:
		if err == nil {
			err = errors.New("ended")
		}
		return fmt.Errorf("%s died: %w", name, err)
	}
}

// ended reports a part that stopped although nobody asked it to.
func ended(ctx context.Context, name string, err error) error {
	switch {
	case err != nil:
		return fmt.Errorf("%s: %w", name, err)
	case ctx.Err() == nil:
		return fmt.Errorf("%s stopped by itself", name)
	}
	return nil
}

// quiet turns the answer to Ctrl-C into success.
func quiet(ctx context.Context, err error) error {
	if ctx.Err() != nil && errors.Is(err, context.Canceled) {
		return nil
	}
	return err
}

// start brings up the servers nobody named and writes their addresses into s.
func (r *servers) start(ctx context.Context, s *settings, ui string, logFile *os.File, k *kong.Kong) error {
	serverLog := slog.New(slog.NewTextHandler(logFile, nil))
	admin := s.databaseURL
	if s.databaseURL == "" {
		fmt.Fprintln(k.Stdout, "starting PostgreSQL")
		pg, err := local.StartPostgres(ctx, local.Config{Dir: cli.DataDir, Logger: serverLog, Port: r.postgresPort(s)})
		if err != nil {
			return err
		}
		r.postgres, admin = pg, pg.URL("postgres")
		s.databaseURL = pg.URL(databaseName)
		s.databaseDirectURL = s.databaseURL
		if err := createDatabase(ctx, admin, databaseName); err != nil {
			return err
		}
		r.running.PostgresPort = pg.Port()
	}
	if s.temporalAddress == "" {
		if err := r.startEngine(ctx, s, admin, ui, logFile, k); err != nil {
			return err
		}
	}
	r.running.DatabaseURL, r.running.Engine, r.running.Namespace = s.databaseURL, s.temporalAddress, s.temporalNamespace
	return r.running.Say()
}

// postgresPort is the one that was asked for, else the one it had before if that is
// free.
func (r *servers) postgresPort(s *settings) int {
	if s.postgresPort == 0 && local.Free(r.running.PostgresPort) {
		return r.running.PostgresPort
	}
	return s.postgresPort
}

// engineListen is the same for the engine.
func (r *servers) engineListen(s *settings) string {
	_, text, _ := net.SplitHostPort(r.running.Engine)
	if port, err := strconv.Atoi(text); s.engineListen == "" && err == nil && local.Free(port) {
		return r.running.Engine
	}
	return s.engineListen
}

func (r *servers) startEngine(ctx context.Context, s *settings, admin, ui string, logFile *os.File, k *kong.Kong) error {
	fmt.Fprintln(k.Stdout, "starting the engine")
	engine, err := local.StartEngine(ctx, local.EngineConfig{DatabaseURL: admin, Listen: r.engineListen(s), UI: ui, Namespace: s.temporalNamespace, Log: logFile})
	if err != nil {
		return err
	}
	r.engine, s.temporalAddress = engine, engine.Address()
	return nil
}

// stop ends the engine before the database it stands on.
func (r *servers) stop() error {
	ctx, cancel := context.WithTimeout(context.Background(), stopTimeout)
	defer cancel()
	var err error
	if r.engine != nil {
		err = r.engine.Stop(ctx)
	}
	if r.postgres != nil {
		err = errors.Join(err, r.postgres.Stop(ctx))
	}
	return err
}

// createDatabase makes a database on a server this process started.
func createDatabase(ctx context.Context, admin, name string) error {
	db, err := sql.Open("postgres", admin)
	if err != nil {
		return err
	}
	defer db.Close()
	_, err = db.ExecContext(ctx, "CREATE DATABASE "+pq.QuoteIdentifier(name))
	var known *pq.Error
	if errors.As(err, &known) && known.Code == "42P04" { // it is there already
		return nil
	}
	return err
}

// shown is an address as a browser on this machine reaches it.
func shown(address string) string {
	host, port, err := net.SplitHostPort(address)
	if ip := net.ParseIP(strings.Trim(host, "[]")); err != nil || ip == nil || !ip.IsUnspecified() {
		return address
	}
	return net.JoinHostPort("127.0.0.1", port)
}
