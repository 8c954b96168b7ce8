package counter

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"log/slog"
	"time"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

// How long a caller waits. Whatever takes longer is kept and answered as
// pending; the sweep brings it to the engine.
const (
	startWait   = 2 * time.Second // for the engine to take a new case
	firstWait   = 2 * time.Second // for the first revision of a new case
	commandWait = 5 * time.Second // for the verdict on a command
	resendWait  = 2 * time.Second // for a command the sweep sends again
)

// Config is what a counter works with. Store, Engine and Kinds are required.
type Config struct {
	Store  Store
	Engine Engine
	Now    func() time.Time // nil: time.Now
	Logger *slog.Logger     // nil: slog.Default
	Rules  Rules
	Codes  Codes
	Kinds  *kind.Set // those the installation knows
}

// Counter takes in cases, commands and texts, and answers readers. Its methods
// may be called from many goroutines.
type Counter struct {
	store  Store
	engine Engine
	now    func() time.Time
	log    *slog.Logger
	rules  Rules
	codes  Codes
	kinds  *kind.Set
	rights *access.Table

	recounted string // the recount the sweep sent last; only the sweep knows it
}

// New builds a counter.
func New(cfg Config) *Counter {
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	c := &Counter{store: cfg.Store, engine: cfg.Engine, log: cfg.Logger, rules: cfg.Rules, codes: cfg.Codes, kinds: cfg.Kinds, rights: access.New(cfg.Kinds)}
	// As the database keeps instants, so that engine and store hold the same.
	c.now = func() time.Time { return cfg.Now().Truncate(time.Microsecond) }
	if c.log == nil {
		c.log = slog.Default()
	}
	return c
}

// Principal says who a person is now and on which posts he stands. A person who
// is unknown, or no longer active, is Unauthenticated.
func (c *Counter) Principal(ctx context.Context, person string) (casework.Principal, error) {
	office, err := c.store.Office(ctx)
	if err != nil {
		return casework.Principal{}, fmt.Errorf("principal %s: %w", person, err)
	}
	for _, m := range office.Persons {
		if m.ID != person || !m.Active {
			continue
		}
		holdings, err := c.store.Holdings(ctx, person, c.now())
		if err != nil {
			return casework.Principal{}, fmt.Errorf("holdings of %s: %w", person, err)
		}
		if err := c.measureCovers(ctx, holdings); err != nil {
			return casework.Principal{}, fmt.Errorf("holdings of %s: %w", person, err)
		}
		return casework.Principal{Person: m.ID, Name: m.Name, Unit: m.Unit, Holdings: holdings}, nil
	}
	return casework.Principal{}, casework.Errorf(casework.Unauthenticated, "person %s", person)
}

// Office is the reference data: units, posts, people and items.
func (c *Counter) Office(ctx context.Context) (*Office, error) {
	office, err := c.store.Office(ctx)
	if err != nil {
		return nil, fmt.Errorf("office: %w", err)
	}
	return office, nil
}

// Ready tells whether store and engine both answer.
func (c *Counter) Ready(ctx context.Context) error {
	if _, err := c.store.Office(ctx); err != nil {
		return fmt.Errorf("store: %w", err)
	}
	if err := c.engine.Healthy(ctx); err != nil {
		return fmt.Errorf("engine: %w", err)
	}
	return nil
}

// keyID is how a principal's Idempotency-Key is kept: hashed, so that two people
// may choose the same key and nobody can read it back.
func keyID(person, key string) string {
	sum := sha256.Sum256([]byte(person + "\x00" + key))
	return hex.EncodeToString(sum[:16])
}

// digestOf marks what was sent under a key. The key, which is not stored, keys
// the digest too: a body is personal, and a plain hash of it could be guessed.
func digestOf(key string, body any) ([]byte, error) {
	text, err := json.Marshal(body)
	if err != nil {
		return nil, fmt.Errorf("digest body: %w", err)
	}
	mac := hmac.New(sha256.New, []byte(key))
	mac.Write(text)
	return mac.Sum(nil), nil
}

// checkKey refuses a missing or unprintable Idempotency-Key.
func checkKey(key string) error {
	if key == "" {
		return casework.FieldError(casework.Invalid, KeyField, "required")
	}
	if len(key) > maxKey {
		return casework.FieldError(casework.Invalid, KeyField, "max:200")
	}
	for _, b := range []byte(key) {
		if b < 0x21 || b > 0x7e {
			return casework.FieldError(casework.Invalid, KeyField, "printable")
		}
	}
	return nil
}

// KeyField names the Idempotency-Key in refusals: the header it comes in.
const KeyField = "Idempotency-Key"

const maxKey = 200 // bytes

// poll asks until done answers true, the wait is over or ctx ends. Each pause is
// longer than the one before, so that a quick engine is read quickly and a slow
// one is left alone.
func poll(ctx context.Context, wait time.Duration, done func(context.Context) (bool, error)) (bool, error) {
	ctx, cancel := context.WithTimeout(ctx, wait)
	defer cancel()
	for pause := 10 * time.Millisecond; ; pause = min(2*pause, 200*time.Millisecond) {
		if ok, err := done(ctx); ok || err != nil {
			return ok, err
		}
		timer := time.NewTimer(pause)
		select {
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
			return false, nil
		}
	}
}
