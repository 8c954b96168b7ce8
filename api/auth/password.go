package auth

import (
	"context"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/shixian/shixian/internal/casework"
)

// How long a password is at least: short of longEnough it has three of the four
// kinds of characters, as GB/T 22239 asks; from there on its length is enough.
const (
	shortest   = 10
	longEnough = 16
	kindsOf    = 3
	differing  = 5 // characters that are not the same
)

// StrongEnough refuses a password that is guessed sooner than typed: too short, of
// one kind of character, made of the account's own name. The refusal names the
// field, and "password" as the rule.
func StrongEnough(field, username, password string) error {
	name := strings.ToLower(username)
	switch {
	case len(password) > maxCredential:
		return casework.FieldError(casework.Invalid, field, "max")
	case !utf8.ValidString(password), strings.ContainsFunc(password, unicode.IsControl),
		strings.TrimSpace(password) != password,
		weak(password),
		len(name) > 2 && strings.Contains(strings.ToLower(password), name):
		return casework.FieldError(casework.WeakPassword, field, "password")
	}
	return nil
}

func weak(password string) bool {
	seen := map[rune]bool{}
	var upper, lower, digit, other int
	for _, r := range password {
		seen[r] = true
		switch {
		case unicode.IsUpper(r):
			upper = 1
		case unicode.IsLower(r):
			lower = 1
		case unicode.IsDigit(r):
			digit = 1
		default:
			other = 1
		}
	}
	n := utf8.RuneCountInString(password)
	return n < shortest || len(seen) < differing || n < longEnough && upper+lower+digit+other < kindsOf
}

// ChangePassword gives whoever is signed in another password, once he has shown the
// present one. Every session of his ends but this one, which goes on under a new
// token. Wrong guesses at the present one count as those of the sign-in page do.
func (a *Auth) ChangePassword(ctx context.Context, present, chosen, addr string) error {
	person := a.sessions.GetString(ctx, personKey)
	switch {
	case person == "":
		return casework.Errorf(casework.Unauthenticated, "no session")
	case present == "":
		return casework.FieldError(casework.Invalid, "present", "required")
	case chosen == "":
		return casework.FieldError(casework.Invalid, "new", "required")
	case chosen == present:
		return casework.FieldError(casework.WeakPassword, "new", "password")
	}
	if err := StrongEnough("new", person, chosen); err != nil {
		return err
	}
	if _, err := a.prove(ctx, person, present, addr); err != nil {
		if casework.CodeOf(err) == casework.WrongLogin {
			return casework.FieldError(casework.WrongLogin, "present", "login")
		}
		return err
	}
	hash, err := a.passwords.Hash(ctx, chosen)
	if err != nil {
		return fmt.Errorf("hash password: %w", err)
	}
	epoch, err := a.accounts.SetPassword(ctx, person, hash)
	if err != nil {
		return fmt.Errorf("change password: %w", err)
	}
	if err := a.sessions.RenewToken(ctx); err != nil {
		return fmt.Errorf("change password: %w", err)
	}
	a.sessions.Put(ctx, epochKey, epoch)
	a.sessions.Remove(ctx, givenKey)
	return a.keep(ctx, person, addr)
}

// Given tells whether whoever is signed in came with a password he was given, and
// has chosen none of his own since.
func (a *Auth) Given(ctx context.Context) bool { return a.sessions.GetBool(ctx, givenKey) }
