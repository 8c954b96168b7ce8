package doors

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/shixian/shixian/internal/store/kernel"
)

// Sessions keeps the sessions of signed-in staff for alexedwards/scs (its
// CtxStore). Tokens are kept as hashes only.
type Sessions struct {
	db   kernel.Querier
	idle time.Duration
}

// Sessions of this store; one that nobody used for the time idle has ended.
func (s *Room) Sessions(idle time.Duration) *Sessions { return &Sessions{s.db, idle} }

// Whoever asks uses the session. That is written down now and then, not each time.
const findSession = `
WITH found AS (
    SELECT token_hash, data FROM sessions
    WHERE token_hash = $1 AND expires_at > now() AND seen_at > now() - make_interval(secs => $2)
), seen AS (
    UPDATE sessions s SET seen_at = now() FROM found
    WHERE s.token_hash = found.token_hash AND s.seen_at < now() - make_interval(secs => $2 / 30)
)
SELECT data FROM found`

// FindCtx implements scs.CtxStore; found is false for a session that has ended.
func (s *Sessions) FindCtx(ctx context.Context, token string) (data []byte, found bool, err error) {
	err = kernel.Get(ctx, s.db, &data, findSession, hashed(token), s.idle.Seconds())
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return nil, false, nil
	case err != nil:
		return nil, false, fmt.Errorf("find session: %w", err)
	}
	return data, true, nil
}

const upsertSession = `
INSERT INTO sessions (token_hash, data, expires_at) VALUES ($1, $2, $3)
ON CONFLICT (token_hash) DO UPDATE SET data = excluded.data, expires_at = excluded.expires_at`

// CommitCtx implements scs.CtxStore.
func (s *Sessions) CommitCtx(ctx context.Context, token string, data []byte, expiry time.Time) error {
	if _, err := kernel.Exec(ctx, s.db, upsertSession, hashed(token), data, expiry); err != nil {
		return fmt.Errorf("save session: %w", err)
	}
	return nil
}

const claimSession = `UPDATE sessions SET person = $2, address = $3 WHERE token_hash = $1`

// Claim says whose a kept session is and from where he signed in.
func (s *Sessions) Claim(ctx context.Context, token, person, address string) error {
	if _, err := kernel.Exec(ctx, s.db, claimSession, hashed(token), person, address); err != nil {
		return fmt.Errorf("claim session of %s: %w", person, err)
	}
	return nil
}

const deleteSession = `DELETE FROM sessions WHERE token_hash = $1`

// DeleteCtx implements scs.CtxStore.
func (s *Sessions) DeleteCtx(ctx context.Context, token string) error {
	if _, err := kernel.Exec(ctx, s.db, deleteSession, hashed(token)); err != nil {
		return fmt.Errorf("delete session: %w", err)
	}
	return nil
}

const sweepSessions = `
WITH ended AS (
    DELETE FROM sessions WHERE expires_at <= now() OR seen_at <= now() - make_interval(secs => $1)
    RETURNING person, address
), told AS (
    INSERT INTO audit (actor, action, object, detail) SELECT person, 'session.expire', person, address FROM ended WHERE person <> ''
)
SELECT count(*) FROM ended`

// Sweep clears away sessions that have ended, says in the audit trail whose they
// were, and returns how many.
func (s *Sessions) Sweep(ctx context.Context) (n int, err error) {
	if err := kernel.Get(ctx, s.db, &n, sweepSessions, s.idle.Seconds()); err != nil {
		return 0, fmt.Errorf("sweep sessions: %w", err)
	}
	return n, nil
}

// The interface of scs asks for methods without a context too; scs does not call
// them on a store that has the others.

// Find is FindCtx without a context.
func (s *Sessions) Find(token string) ([]byte, bool, error) {
	return s.FindCtx(context.Background(), token)
}

// Commit is CommitCtx without a context.
func (s *Sessions) Commit(token string, data []byte, expiry time.Time) error {
	return s.CommitCtx(context.Background(), token, data, expiry)
}

// Delete is DeleteCtx without a context.
func (s *Sessions) Delete(token string) error { return s.DeleteCtx(context.Background(), token) }

func hashed(token string) []byte {
	sum := sha256.Sum256([]byte(token))
	return sum[:]
}

// Session is one door that stands open: whose, from where, since when it was used. ID names it
// and opens nothing.
type Session struct {
	ID      string
	Person  string
	Address string
	Seen    time.Time `db:"seen_at"`
	Expires time.Time `db:"expires_at"`
}

const (
	selectSessions = `
SELECT encode(substring(token_hash FOR 6), 'hex') AS id, person, address, seen_at, expires_at FROM sessions
WHERE person <> '' AND expires_at > now() AND ($1 = '' OR person = $1) ORDER BY person, seen_at DESC`

	endSessions = `
WITH ended AS (
    DELETE FROM sessions WHERE person <> '' AND (person = $2 OR encode(substring(token_hash FOR 6), 'hex') = $2) RETURNING person, address
), told AS (
    INSERT INTO audit (actor, action, object, detail) SELECT $1, 'session.end', person, address FROM ended
)
SELECT count(*) FROM ended`
)

// OpenSessions lists those of a person; of everybody for none.
func (s *Room) OpenSessions(ctx context.Context, person string) ([]Session, error) {
	all := []Session{}
	if err := kernel.List(ctx, s.db, &all, selectSessions, person); err != nil {
		return nil, fmt.Errorf("select sessions: %w", err)
	}
	return all, nil
}

// EndSessions ends one by its id, or all of a person, says so in the audit trail and returns
// how many.
func (s *Room) EndSessions(ctx context.Context, by, of string) (n int, err error) {
	if err := kernel.Get(ctx, s.db, &n, endSessions, by, of); err != nil {
		return 0, fmt.Errorf("end sessions of %s: %w", of, err)
	}
	return n, nil
}
