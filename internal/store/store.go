package store

import (
	"cmp"
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"hash"
	"net"
	"net/url"
	"strings"
	"sync/atomic"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/lib/pq"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter"
	"github.com/shixian/shixian/internal/kind"
)

// Sealer encrypts personal values. The id of the row is bound into the seal, so
// that a value moved to another row does not open.
type Sealer interface {
	Seal(id, plain string) (keyID string, data []byte, err error)
	Open(id, keyID string, data []byte) (string, error)
	// Content is a keyed digest of what is written to it, within a domain: it
	// finds what was stored before and cannot be guessed at.
	Content(domain string) hash.Hash
}

// Options of a store. Sealer is required as soon as a text is written or read.
type Options struct {
	Sealer   Sealer
	Zone     *time.Location               // whose years number the cases; nil is Beijing time
	Stamp    func(parts ...string) string // makes the check codes of papers; nil: none are issued
	Channels []string                     // what a message leaves the house by; nil is mail alone
	MaxConns int                          // open connections; 0 is 16
	// Patience is how long a statement may stay without an answer; 0 is the
	// package's Patience.
	Patience time.Duration
	// Direct is the address that passes no transaction pooler, for locks a session
	// holds; empty is the store's own.
	Direct string
	// Kinds are the kinds of case it keeps; nil: those of the product.
	Kinds *kind.Set
}

// Mail is the outbox channel of electronic mail.
const Mail = "mail"

// Store is a pool of connections with everything that is kept behind it.
type Store struct {
	db       *sqlx.DB
	direct   *sqlx.DB // session locks: the sweep's and the migrations'
	sealer   Sealer
	zone     *time.Location
	channels []string
	stamper  func(parts ...string) string
	kinds    *kind.Set
	office   atomic.Pointer[cachedOffice]
	settling settling
}

var _ counter.Store = (*Store)(nil)

// Open connects to the database at url, a postgres:// address or a list of
// key=value pairs, and waits until it answers. It changes nothing: see Migrate.
func Open(ctx context.Context, address string, o Options) (*Store, error) {
	s, err := Connect(address, o)
	if err != nil {
		return nil, err
	}
	if err := s.Ping(ctx); err != nil {
		s.Close()
		return nil, fmt.Errorf("open store: %w", err)
	}
	return s, nil
}

// Connect is Open for whoever can do with a database that is away: nothing is
// asked of it before it is needed.
func Connect(address string, o Options) (*Store, error) {
	db, err := pool(address, cmp.Or(o.MaxConns, usualConns), cmp.Or(o.Patience, Patience))
	if err != nil {
		return nil, err
	}
	direct, err := pool(cmp.Or(o.Direct, address), directConns, Patience)
	if err != nil {
		db.Close()
		return nil, err
	}
	s := &Store{db: db, direct: direct, sealer: o.Sealer, zone: o.Zone, channels: o.Channels, stamper: o.Stamp, kinds: cmp.Or(o.Kinds, kind.Office())}
	if s.zone == nil {
		s.zone = time.FixedZone("CST", 8*60*60)
	}
	if s.channels == nil {
		s.channels = []string{Mail}
	}
	return s, nil
}

// Sizes of the two pools of a store.
const (
	usualConns  = 16
	directConns = 4
)

// pool prepares connections and makes none.
func pool(address string, conns int, patience time.Duration) (*sqlx.DB, error) {
	connector, err := pq.NewConnector(dsn(address))
	if err != nil {
		return nil, errors.New("open store: the database address cannot be read") // the driver would quote its password
	}
	connector.Dialer(dialer{bound: patience})
	db := sqlx.NewDb(sql.OpenDB(tuned{connector, patience}), "postgres")
	db.SetMaxOpenConns(conns)
	db.SetMaxIdleConns(conns)
	db.SetConnMaxIdleTime(5 * time.Minute)
	return db, nil
}

// Close gives the connections back.
func (s *Store) Close() error { return errors.Join(s.db.Close(), s.direct.Close()) }

// Ping tells whether the database answers.
func (s *Store) Ping(ctx context.Context) error {
	if err := s.db.PingContext(ctx); err != nil {
		return fmt.Errorf("ping store: %w", clean(err))
	}
	return nil
}

// tuned connects with just-in-time compilation off (compiling one of our lists
// takes half a second, running it some milliseconds) and with bounds on what one
// session may do to the others: wait for a lock, hold one while it sleeps, run on.
// They cannot be parameters of the address, which a pooler would refuse.
type tuned struct {
	driver.Connector
	patience time.Duration
}

const tune = `
SET jit = off; SET lock_timeout = %d; SET statement_timeout = %d; SET idle_in_transaction_session_timeout = %d`

func (c tuned) Connect(ctx context.Context) (driver.Conn, error) {
	var own *line
	raw, err := c.Connector.Connect(context.WithValue(ctx, lineKey{}, &own))
	if err != nil {
		return nil, said(ctx, err)
	}
	conn := &bounded{raw.(native), own}
	// The lock's bound is the first to end, so that the server says so in words.
	bounds := fmt.Sprintf(tune, (c.patience * 3 / 4).Milliseconds(), long.Milliseconds(), (4 * Patience).Milliseconds())
	if _, err := conn.ExecContext(ctx, bounds, nil); err != nil {
		conn.Close()
		return nil, err
	}
	return conn, nil
}

// defaults hold wherever the address does not say otherwise. Binary parameters
// need one round trip a query instead of two, and no statement that outlives a
// transaction, so that a pooler may stand in between.
var defaults = map[string]string{"binary_parameters": "yes", "timezone": "UTC", "application_name": "shixian"}

// dsn completes a database address: sslmode is always set, off on this machine,
// tried first elsewhere.
func dsn(address string) string {
	u, err := url.Parse(address)
	if err != nil || !strings.HasPrefix(u.Scheme, "postgres") {
		return dsnPairs(address)
	}
	q := u.Query()
	for name, value := range defaults {
		if !q.Has(name) {
			q.Set(name, value)
		}
	}
	if !q.Has("sslmode") {
		q.Set("sslmode", sslmode(u.Hostname()+q.Get("host")))
	}
	u.RawQuery = q.Encode()
	return u.String()
}

func dsnPairs(address string) string {
	host := ""
	set := map[string]bool{}
	for pair := range strings.FieldsSeq(address) {
		name, value, _ := strings.Cut(pair, "=")
		set[name] = true
		if name == "host" {
			host = strings.Trim(value, "'")
		}
	}
	for name, value := range defaults {
		if !set[name] {
			address += " " + name + "=" + value
		}
	}
	if !set["sslmode"] {
		address += " sslmode=" + sslmode(host)
	}
	return strings.TrimSpace(address)
}

func sslmode(host string) string {
	ip := net.ParseIP(host)
	if host == "" || host == "localhost" || strings.HasPrefix(host, "/") || ip != nil && ip.IsLoopback() {
		return "disable"
	}
	return "prefer"
}

// firstStage is where a case of a kind stands before its workflow has spoken.
func (s *Store) firstStage(k casework.Kind) casework.Stage { return s.kinds.Of(k).Opens }
