package doors

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/store/kernel"
)

// Login is what sign-in asks of an account.
type Login struct {
	ID        string
	Hash      string `db:"password_hash"`
	Temporary bool   `db:"password_temporary"` // given to him, not chosen
	Epoch     int    `db:"session_epoch"`      // sessions of an earlier one have ended
}

const (
	selectLogin = `
SELECT id, password_hash, password_temporary, session_epoch FROM persons
WHERE id = $1 AND active AND (until IS NULL OR until > now()) AND password_hash <> ''`

	selectEpoch = `SELECT session_epoch FROM persons WHERE id = $1 AND active AND (until IS NULL OR until > now())`
)

// PersonForLogin finds an active person who may sign in by password; NotFound for
// everybody else.
func (s *Room) PersonForLogin(ctx context.Context, username string) (Login, error) {
	var row Login
	err := kernel.Get(ctx, s.db, &row, selectLogin, username)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return Login{}, casework.Errorf(casework.NotFound, "no such account")
	case err != nil:
		return Login{}, fmt.Errorf("select login: %w", err)
	}
	s.met(row.ID)
	return row, nil
}

// SessionEpoch is the epoch a session of this person must be of; NotFound for
// whoever is not, or no longer, of the office.
func (s *Room) SessionEpoch(ctx context.Context, person string) (int, error) {
	var epoch int
	err := kernel.Get(ctx, s.db, &epoch, selectEpoch, person)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return 0, casework.Errorf(casework.NotFound, "no such person")
	case err != nil:
		return 0, fmt.Errorf("select session epoch: %w", err)
	}
	s.met(person)
	return epoch, nil
}

const (
	// The epoch moves on, and with it every session he has ends.
	updatePassword = `
UPDATE persons SET password_hash = $2, password_temporary = $3, session_epoch = session_epoch + 1
WHERE id = $1 RETURNING session_epoch`

	updateLanguage = `UPDATE persons SET lang = $2 WHERE id = $1`
)

// What the audit trail says of an account.
const (
	auditPassword = "account.password"
	auditDisable  = "account.disable"
)

// SetPassword replaces a person's password hash, ends his sessions and says so in
// the audit trail, all in one transaction; an empty hash locks the door. Temporary
// is one that he was given. It returns the epoch of the sessions that begin now.
func (s *Room) SetPassword(ctx context.Context, by, person, hash string, temporary bool) (epoch int, err error) {
	err = s.db.InTx(ctx, func(tx *sqlx.Tx) error {
		if err := kernel.Get(ctx, tx, &epoch, updatePassword, person, hash, temporary); err != nil {
			return err
		}
		action, detail := auditPassword, ""
		if hash == "" {
			action = auditDisable
		}
		if temporary {
			detail = "temporary"
		}
		_, err := kernel.Exec(ctx, tx, kernel.InsertAudit, by, action, person, detail)
		return err
	})
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return 0, casework.Errorf(casework.NotFound, "person %s", person)
	case err != nil:
		return 0, fmt.Errorf("set password of %s: %w", person, err)
	}
	return epoch, nil
}

// Open gives whoever begins an office the password he chose.
func Open(ctx context.Context, tx *sqlx.Tx, person, hash string) error {
	var epoch int
	if err := kernel.Get(ctx, tx, &epoch, updatePassword, person, hash, false); err != nil {
		return err
	}
	_, err := kernel.Exec(ctx, tx, kernel.InsertAudit, person, auditPassword, person, "")
	return err
}

// SetLanguage says in which language, zh or en, a person is written to.
func (s *Room) SetLanguage(ctx context.Context, person, lang string) error {
	n, err := kernel.Exec(ctx, s.db, updateLanguage, person, lang)
	if err != nil {
		return fmt.Errorf("set language of %s: %w", person, err)
	}
	if n == 0 {
		return casework.Errorf(casework.NotFound, "person %s", person)
	}
	return nil
}

// Account is a member of staff as whoever keeps the accounts sees him.
type Account struct {
	ID        string
	Name      string
	Unit      string // its name
	Title     string
	Active    bool // works here
	Open      bool // may sign in by password
	Temporary bool
	Epoch     int        // above 0: he had a password once
	LastSeen  *time.Time `db:"last_seen"` // when he signed in last
}

// Whoever signed in stands in the audit trail, and nowhere else.
const selectAccounts = `
SELECT p.id, p.name, u.name AS unit, p.title, p.active AND (p.until IS NULL OR p.until > now()) AS active, p.password_hash <> '' AS open,
       p.password_temporary AS temporary, p.session_epoch AS epoch, a.last_seen
FROM persons p JOIN units u ON u.id = p.unit
LEFT JOIN (SELECT actor, max(at) AS last_seen FROM audit WHERE action = $1 GROUP BY actor) a ON a.actor = p.id
ORDER BY p.id`

// Accounts lists everybody of the office. signIn is what the audit trail calls a
// sign-in.
func (s *Room) Accounts(ctx context.Context, signIn string) ([]Account, error) {
	accounts := []Account{}
	if err := kernel.List(ctx, s.db, &accounts, selectAccounts, signIn); err != nil {
		return nil, fmt.Errorf("select accounts: %w", err)
	}
	return accounts, nil
}
