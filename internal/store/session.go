package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// Sessions keeps the sessions of signed-in staff for alexedwards/scs (its
// CtxStore). Tokens are kept as hashes only.
type Sessions struct{ db querier }

// Sessions of this store.
func (s *Store) Sessions() *Sessions { return &Sessions{s.db} }

const selectSession = `SELECT data FROM sessions WHERE token_hash = $1 AND expires_at > now()`

// FindCtx implements scs.CtxStore; found is false for an expired session.
func (s *Sessions) FindCtx(ctx context.Context, token string) (data []byte, found bool, err error) {
	err = get(ctx, s.db, &data, selectSession, hashed(token))
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return nil, false, nil
	case err != nil:
		return nil, false, fmt.Errorf("select session: %w", err)
	}
	return data, true, nil
}

const upsertSession = `
INSERT INTO sessions (token_hash, data, expires_at) VALUES ($1, $2, $3)
ON CONFLICT (token_hash) DO UPDATE SET data = excluded.data, expires_at = excluded.expires_at`

// CommitCtx implements scs.CtxStore.
func (s *Sessions) CommitCtx(ctx context.Context, token string, data []byte, expiry time.Time) error {
	if _, err := exec(ctx, s.db, upsertSession, hashed(token), data, expiry); err != nil {
		return fmt.Errorf("save session: %w", err)
	}
	return nil
}

const deleteSession = `DELETE FROM sessions WHERE token_hash = $1`

// DeleteCtx implements scs.CtxStore.
func (s *Sessions) DeleteCtx(ctx context.Context, token string) error {
	if _, err := exec(ctx, s.db, deleteSession, hashed(token)); err != nil {
		return fmt.Errorf("delete session: %w", err)
	}
	return nil
}

const deleteExpired = `DELETE FROM sessions WHERE expires_at <= now()`

// DeleteExpired clears away sessions that have ended and returns how many.
func (s *Sessions) DeleteExpired(ctx context.Context) (int, error) {
	n, err := exec(ctx, s.db, deleteExpired)
	if err != nil {
		return 0, fmt.Errorf("delete expired sessions: %w", err)
	}
	return int(n), nil
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
