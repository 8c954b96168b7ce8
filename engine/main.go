// Command engine is the durable clockwork under Shixian: the Temporal server,
// all four services in one process, with its histories and its visibility on
// PostgreSQL, and the Web UI for operators.
//
// It refuses to listen anywhere but on loopback (the frontend has no login of
// its own), to share its databases with a second engine, to write below the
// schema version it was built with, and to speak to anybody outside: version
// checks and news are off.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"
)

// stopWithin bounds a graceful stop; histories are durable at every commit, so
// leaving late gains nothing.
const stopWithin = 10 * time.Second

// options is what an operator can say. Addresses are host:port; port 0 takes a
// free one, an empty UI address leaves the UI out.
type options struct {
	databaseURL string
	listen      string
	ui          string
	namespace   string
	retention   time.Duration
	readyFile   string
}

func main() {
	opts, err := parseOptions(os.Args[1:])
	if errors.Is(err, flag.ErrHelp) {
		return
	}
	if err == nil {
		ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
		err = run(ctx, opts)
		stop()
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "engine:", err)
		os.Exit(1)
	}
}

func parseOptions(args []string) (options, error) {
	var opts options
	set := flag.NewFlagSet("engine", flag.ContinueOnError)
	set.StringVar(&opts.databaseURL, "database-url", "",
		"PostgreSQL `URL` of an existing server; default DATABASE_DIRECT_URL, then DATABASE_URL (each also as *_FILE)")
	set.StringVar(&opts.listen, "listen", "127.0.0.1:7233", "frontend `address`, loopback only; port 0 takes a free one")
	set.StringVar(&opts.ui, "ui", "", "Web UI `address`, loopback only; empty leaves the UI out")
	set.StringVar(&opts.namespace, "namespace", "shixian", "`namespace` to keep registered")
	days := set.Int("retention", 1095, "`days` a closed case stays in the engine; longer than the longest recall")
	set.StringVar(&opts.readyFile, "ready-file", "", "`file` that receives the frontend's address once it serves")
	if err := set.Parse(args); err != nil {
		return opts, err
	}
	opts.retention = time.Duration(*days) * 24 * time.Hour
	for _, name := range []string{"DATABASE_DIRECT_URL", "DATABASE_URL"} {
		if opts.databaseURL != "" {
			break
		}
		value, err := secret(name)
		if err != nil {
			return opts, err
		}
		opts.databaseURL = value
	}
	return opts, nil
}

// secret reads an environment variable, or the file its *_FILE twin names;
// empty counts as unset.
func secret(name string) (string, error) {
	if value := os.Getenv(name); value != "" {
		return value, nil
	}
	path := os.Getenv(name + "_FILE")
	if path == "" {
		return "", nil
	}
	content, err := os.ReadFile(path)
	if err != nil {
		return "", fmt.Errorf("read %s_FILE: %w", name, err)
	}
	return strings.TrimSpace(string(content)), nil
}

// run serves until ctx ends or the engine may no longer serve.
func run(ctx context.Context, opts options) error {
	frontend, err := reserve(opts.listen)
	if err != nil {
		return fmt.Errorf("listen %s: %w", opts.listen, err)
	}
	pg, err := parsePostgres(opts.databaseURL)
	if err != nil {
		return err
	}
	guard, err := prepare(ctx, pg)
	if err != nil {
		return err
	}
	defer guard.release()

	logger := newLogger()
	server, err := startServer(pg, frontend, logger)
	if err != nil {
		return err
	}
	defer stopServer(server)
	if err := registerNamespace(ctx, frontend, opts.namespace, opts.retention); err != nil {
		return fmt.Errorf("register namespace %s: %w", opts.namespace, err)
	}
	if opts.ui != "" {
		stopUI, err := startUI(opts.ui, frontend, opts.namespace)
		if err != nil {
			return err
		}
		defer stopUI()
	}
	if err := errors.Join(announce(opts.readyFile, frontend), notify()); err != nil {
		return err
	}
	return guard.watch(ctx)
}

// prepare leaves both databases at the built-in schema, trimmed, and reserved
// for this engine.
func prepare(ctx context.Context, pg postgres) (*guard, error) {
	for _, name := range []string{historyDatabase, visibilityDatabase} {
		if err := createDatabase(ctx, pg, name); err != nil {
			return nil, fmt.Errorf("create database %s: %w", name, err)
		}
	}
	guard, err := takeGuard(ctx, pg)
	if err != nil {
		return nil, err
	}
	if err := upgrade(ctx, pg); err != nil {
		guard.release()
		return nil, err
	}
	return guard, nil
}

// announce says, once cases can be kept, where.
func announce(readyFile, address string) error {
	fmt.Println("engine ready", address)
	if readyFile == "" {
		return nil
	}
	if err := os.WriteFile(readyFile, []byte(address+"\n"), 0o644); err != nil {
		return fmt.Errorf("write ready file: %w", err)
	}
	return nil
}
