package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"net"
	"net/url"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	_ "github.com/jackc/pgx/v5/stdlib" // registers "pgx" with database/sql
	"go.temporal.io/server/common/config"
	"go.temporal.io/server/common/persistence/sql/sqlplugin/postgresql"
)

// The engine's databases stand beside Shixian's own on the same server.
const (
	historyDatabase    = "shixian_engine"
	visibilityDatabase = "shixian_engine_visibility"
)

// postgres is the PostgreSQL server the engine keeps its databases on.
type postgres struct {
	user, password string
	address        string            // host:port; empty with a socket directory
	maintenance    string            // an existing database, to create ours from
	attributes     map[string]string // sslmode and the like, host and port of a socket
}

// parsePostgres reads a postgres:// URL. A unix socket is written
// postgres://user@/db?host=/dir&port=5432.
func parsePostgres(raw string) (postgres, error) {
	u, err := url.Parse(raw)
	if err != nil {
		return postgres{}, errors.New("database url: not a URL") // the cause would print the password
	}
	if u.Scheme != "postgres" && u.Scheme != "postgresql" {
		return postgres{}, errors.New("database url: give postgres://user:password@host:port/database by --database-url or DATABASE_URL")
	}
	pg := postgres{maintenance: strings.Trim(u.Path, "/"), attributes: map[string]string{}}
	pg.user = u.User.Username()
	pg.password, _ = u.User.Password()
	if strings.Contains(pg.password, " ") {
		return postgres{}, errors.New("database url: the engine's driver cannot send a password with a space")
	}
	if pg.maintenance == "" {
		pg.maintenance = "postgres"
	}
	for key, values := range u.Query() {
		pg.attributes[key] = values[0]
	}
	if u.Hostname() != "" {
		port := u.Port()
		if port == "" {
			port = "5432"
		}
		pg.address = net.JoinHostPort(u.Hostname(), port)
	}
	if pg.attributes["sslmode"] == "" {
		pg.attributes["sslmode"] = defaultSSLMode(u.Hostname())
	}
	return pg, nil
}

// defaultSSLMode never sends a password over a network in the clear.
func defaultSSLMode(host string) string {
	if host == "" || host == "localhost" || net.ParseIP(host).IsLoopback() {
		return "disable"
	}
	return "require"
}

// store is the server's own configuration for one database. Each of the four
// services opens a pool of its own, so conns counts four times.
func (pg postgres) store(database string, conns int) *config.SQL {
	return &config.SQL{
		PluginName:        postgresql.PluginNamePGX,
		User:              url.PathEscape(pg.user),
		Password:          pg.password,
		ConnectAddr:       pg.address,
		ConnectProtocol:   "tcp",
		DatabaseName:      database,
		ConnectAttributes: maps.Clone(pg.attributes),
		MaxConns:          conns,
		MaxIdleConns:      conns,
		MaxConnLifetime:   time.Hour,
	}
}

// open connects to one database; the caller closes it.
func (pg postgres) open(database string) (*sql.DB, error) {
	query := url.Values{}
	for key, value := range pg.attributes {
		query.Set(key, value)
	}
	dsn := url.URL{
		Scheme: "postgres", User: url.UserPassword(pg.user, pg.password),
		Host: pg.address, Path: "/" + database, RawQuery: query.Encode(),
	}
	return sql.Open("pgx", dsn.String())
}

const (
	databaseExists    = `SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)`
	duplicateDatabase = "42P04"
	uniqueViolation   = "23505" // two CREATE DATABASE at the same moment
)

// createDatabase makes a database unless it is there; a role without the right
// to create databases can so be given ready-made ones.
func createDatabase(ctx context.Context, pg postgres, name string) error {
	db, err := pg.open(pg.maintenance)
	if err != nil {
		return err
	}
	defer db.Close()
	var exists bool
	if err := db.QueryRowContext(ctx, databaseExists, name).Scan(&exists); err != nil || exists {
		return err
	}
	_, err = db.ExecContext(ctx, fmt.Sprintf(`CREATE DATABASE %q TEMPLATE template0 ENCODING 'UTF8'`, name))
	var refused *pgconn.PgError
	if errors.As(err, &refused) && (refused.Code == duplicateDatabase || refused.Code == uniqueViolation) {
		return nil
	}
	return err
}
