package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/shixian/shixian/internal/casework"
)

const selectLogin = `SELECT id, password_hash FROM persons WHERE id = $1 AND active AND password_hash <> ''`

// PersonForLogin finds an active person who may sign in by password, and the
// hash to check it against; NotFound for everybody else.
func (s *Store) PersonForLogin(ctx context.Context, username string) (id, hash string, err error) {
	var row struct {
		ID   string
		Hash string `db:"password_hash"`
	}
	err = get(ctx, s.db, &row, selectLogin, username)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return "", "", casework.Errorf(casework.NotFound, "no such account")
	case err != nil:
		return "", "", fmt.Errorf("select login: %w", err)
	}
	return row.ID, row.Hash, nil
}

const (
	updatePassword = `UPDATE persons SET password_hash = $2 WHERE id = $1`
	updateLanguage = `UPDATE persons SET lang = $2 WHERE id = $1`
)

// SetPassword replaces a person's password hash; an empty one locks the door.
func (s *Store) SetPassword(ctx context.Context, person, hash string) error {
	return s.setPerson(ctx, "password", updatePassword, person, hash)
}

// SetLanguage says in which language, zh or en, a person is written to.
func (s *Store) SetLanguage(ctx context.Context, person, lang string) error {
	return s.setPerson(ctx, "language", updateLanguage, person, lang)
}

func (s *Store) setPerson(ctx context.Context, what, query, person, value string) error {
	n, err := exec(ctx, s.db, query, person, value)
	if err != nil {
		return fmt.Errorf("set %s of %s: %w", what, person, err)
	}
	if n == 0 {
		return casework.Errorf(casework.NotFound, "person %s", person)
	}
	return nil
}
