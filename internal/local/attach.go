package local

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// ErrNoCluster is returned where a data directory holds no cluster.
var ErrNoCluster = errors.New("这里没有数据 / there is no data here")

// answersWithin bounds the wait for a server somebody else is just starting.
const answersWithin = 15 * time.Second

// Attached is the cluster of a data directory, for one command.
type Attached struct {
	own      *Postgres // started for this command; nil: it runs already
	port     int
	password string
}

// Attach finds the cluster of a data directory where a process of Shixian runs it;
// where none does, it is started for as long as the caller needs it. It makes none.
func Attach(ctx context.Context, config Config) (*Attached, error) {
	home := filepath.Join(config.Dir, "postgres")
	if _, err := os.Stat(filepath.Join(home, "data", "PG_VERSION")); err != nil {
		return nil, fmt.Errorf("%s: %w", config.Dir, ErrNoCluster)
	}
	own, err := StartPostgres(ctx, config)
	switch {
	case err == nil:
		return &Attached{own: own, port: own.config.Port, password: own.cluster.password}, nil
	case !errors.Is(err, errInUse):
		return nil, err
	}
	password, err := os.ReadFile(filepath.Join(home, "password"))
	if err != nil {
		return nil, fmt.Errorf("cluster password: %w", err)
	}
	a := &Attached{password: string(password)}
	ctx, cancel := context.WithTimeout(ctx, answersWithin)
	defer cancel()
	if err := a.find(ctx, filepath.Join(home, "data", "postmaster.pid")); err != nil {
		return nil, fmt.Errorf("the server of %s: %w", config.Dir, err)
	}
	return a, nil
}

// find reads where the server listens and waits until it answers there; a file a
// killed server left behind names one that does not.
func (a *Attached) find(ctx context.Context, pidFile string) error {
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for {
		err := a.ping(ctx, pidFile)
		if err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return err
		case <-tick.C:
		}
	}
}

func (a *Attached) ping(ctx context.Context, pidFile string) error {
	text, err := os.ReadFile(pidFile)
	if err != nil {
		return err
	}
	lines := strings.Split(string(text), "\n")
	if len(lines) < 4 {
		return errors.New("it is just starting")
	}
	if a.port, err = strconv.Atoi(strings.TrimSpace(lines[3])); err != nil {
		return err
	}
	db, err := sql.Open("postgres", a.URL("postgres"))
	if err != nil {
		return err
	}
	defer db.Close()
	return db.PingContext(ctx)
}

// URL addresses one database of the server, as its superuser.
func (a *Attached) URL(database string) string { return clusterURL(a.port, a.password, database) }

// Close stops a server that was started for this command, and no other.
func (a *Attached) Close(ctx context.Context) error {
	if a.own == nil {
		return nil
	}
	return a.own.Stop(ctx)
}

func clusterURL(port int, password, database string) string {
	u := url.URL{
		Scheme: "postgres", User: url.UserPassword(superuser, password),
		Host: net.JoinHostPort(loopback, strconv.Itoa(port)), Path: "/" + database, RawQuery: "sslmode=disable",
	}
	return u.String()
}
