package local

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	_ "github.com/lib/pq" // the driver that asks whether the server answers
)

// Config says where and how to run PostgreSQL.
type Config struct {
	Dir    string       // the data directory; made, mode 0700, when missing
	Port   int          // on 127.0.0.1; 0 takes a free one
	BinDir string       // holds postgres and initdb; empty = FindPostgres
	Logger *slog.Logger // the server's own words; nil drops them
	Fast   bool         // tests: a crash of the machine may lose data
}

// Postgres is a running PostgreSQL. Its methods may be called from any
// goroutine.
type Postgres struct {
	config  Config
	cluster *cluster

	mu    sync.Mutex
	child *child
}

// StartPostgres initializes the cluster if need be, recovers it after a crash,
// and returns once the server answers. ctx bounds the start only. The data
// directory stays reserved until Stop, also after Kill.
func StartPostgres(ctx context.Context, config Config) (*Postgres, error) {
	if config.Logger == nil {
		config.Logger = slog.New(slog.DiscardHandler)
	}
	if config.Port == 0 {
		port, err := freePort()
		if err != nil {
			return nil, err
		}
		config.Port = port
	}
	cluster, err := openCluster(ctx, config)
	if err != nil {
		return nil, fmt.Errorf("start postgres: %w", err)
	}
	p := &Postgres{config: config, cluster: cluster}
	if err := p.start(ctx); err != nil {
		cluster.release()
		return nil, err
	}
	return p, nil
}

// URL addresses one database of the server, as its superuser; it carries the
// password.
func (p *Postgres) URL(database string) string {
	return clusterURL(p.config.Port, p.cluster.password, database)
}

// Port is where it answers, on 127.0.0.1.
func (p *Postgres) Port() int { return p.config.Port }

// Done reports the end of the server as it runs now: an error if it ended by
// itself, then, in any case, the close. After Restart ask again.
func (p *Postgres) Done() <-chan error { return p.current().report }

// PID is the process id of the server as it runs now.
func (p *Postgres) PID() int { return p.current().cmd.Process.Pid }

// Kill ends the server as a crash would (SIGKILL); Restart recovers it.
func (p *Postgres) Kill() error { return p.current().kill() }

// Stop shuts down fast: sessions are cut, data is written. When ctx ends
// first, the server is killed.
func (p *Postgres) Stop(ctx context.Context) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	defer p.cluster.release()
	return p.child.stop(ctx, syscall.SIGINT)
}

// Restart stops the server if it still runs, and starts it on the same port.
func (p *Postgres) Restart(ctx context.Context) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if err := p.child.stop(ctx, syscall.SIGINT); err != nil {
		return err
	}
	return p.start(ctx)
}

func (p *Postgres) current() *child {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.child
}

// start leaves p.child set only when the server answers.
func (p *Postgres) start(ctx context.Context) error {
	if err := p.cluster.clear(ctx); err != nil {
		return fmt.Errorf("start postgres: %w", err)
	}
	cmd, home, done, err := p.cluster.command("postgres")
	if err != nil {
		return err
	}
	defer done()
	cmd.Args = append(cmd.Args, "-D", home+"/data")
	for _, setting := range p.settings() {
		cmd.Args = append(cmd.Args, "-c", setting)
	}
	last := &tail{}
	cmd.Stderr = &lineWriter{each: func(line string) {
		last.add(line)
		p.log(ctx, line)
	}}
	// Should this process die, the server shuts down fast and clean.
	c, err := startChild("postgres", cmd, syscall.SIGINT)
	if err != nil {
		return err
	}
	if err := p.awaitAnswer(ctx, c); err != nil {
		return errors.Join(fmt.Errorf("start postgres: %w\n%s", err, last), c.kill())
	}
	p.child = c
	return nil
}

// awaitAnswer returns when a query is answered: after a crash that is when
// recovery is through.
func (p *Postgres) awaitAnswer(ctx context.Context, c *child) error {
	db, err := sql.Open("postgres", p.URL("postgres"))
	if err != nil {
		return err
	}
	defer db.Close()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for {
		if err := db.PingContext(ctx); err == nil {
			return nil
		}
		select {
		case <-c.ended:
			return c.err
		case <-ctx.Done():
			return ctx.Err()
		case <-tick.C:
		}
	}
}

// settings travel on the command line: they are this program's, whatever
// version of PostgreSQL made the cluster. Sized for two cores shared with the
// engine and the application.
func (p *Postgres) settings() []string {
	settings := []string{
		"listen_addresses=" + loopback,
		"port=" + strconv.Itoa(p.config.Port),
		"unix_socket_directories=", // one way in, with a password
		"max_connections=200",
		"shared_buffers=256MB",
		"max_wal_size=2GB",
		"random_page_cost=1.1", // no spinning disks
		"jit=off",              // every query here is short
		"timezone=UTC",
		"log_timezone=UTC",
		// Rows and parameters hold personal data; they stay out of the log.
		"log_error_verbosity=terse",
		"log_min_error_statement=panic",
	}
	if p.config.Fast {
		// Commits stay synchronous: without fsync they cost a write, and a
		// server killed in a test must not lose what it confirmed. A cluster of tests holds a hundred
		// databases that live for seconds: its vacuum would start a process for one or the other of
		// them every half second, and whoever needs statistics asks for them.
		settings = append(settings, "fsync=off", "full_page_writes=off", "shared_buffers=64MB", "autovacuum=off")
	}
	return settings
}

// log hands on a line of the server's log; only its graver ones are news.
func (p *Postgres) log(ctx context.Context, line string) {
	level := slog.LevelDebug
	for _, grave := range []string{" ERROR: ", " FATAL: ", " PANIC: "} {
		if strings.Contains(line, grave) {
			level = slog.LevelWarn
		}
	}
	p.config.Logger.Log(context.WithoutCancel(ctx), level, "postgres", "line", line)
}
