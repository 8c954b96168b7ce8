package core

import (
	"errors"
	"regexp"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/shixian/shixian/internal/casework"
)

const MaxText = 5000 // runes of one text

// Zone reads times that carry none: the office's own.
var Zone = mustZone("Asia/Shanghai")

func mustZone(name string) *time.Location {
	loc, err := time.LoadLocation(name)
	if err != nil {
		panic(err) // the zone is compiled in
	}
	return loc
}

// Refusals are several fields refused at once, in the order of the form.
type Refusals []*casework.Error

func (r Refusals) Error() string { return errors.Join(r.Unwrap()...).Error() }

// Unwrap lets errors.As find the first refusal.
func (r Refusals) Unwrap() []error {
	out := make([]error, len(r))
	for i, e := range r {
		out[i] = e
	}
	return out
}

// Err is nil where nothing was refused.
func (r Refusals) Err() error {
	if len(r) == 0 {
		return nil
	}
	return r
}

// RefusalsOf lists every field refused by err: one for a single refusal, none
// for an error that is not a refusal.
func RefusalsOf(err error) []*casework.Error {
	var many Refusals
	if errors.As(err, &many) {
		return many
	}
	var one *casework.Error
	if errors.As(err, &one) {
		return []*casework.Error{one}
	}
	return nil
}

// Shown is a field name fit to be repeated: an unknown one was typed by
// somebody and might be anything.
func Shown(key string) string {
	if CodeForm.MatchString(key) {
		return key
	}
	return "body"
}

// Clean tells whether s is text: valid UTF-8 without control characters.
func Clean(s string) bool {
	return utf8.ValidString(s) && !strings.ContainsFunc(s, func(r rune) bool {
		return unicode.IsControl(r) && r != '\n' && r != '\r' && r != '\t'
	})
}

// CodeForm is how clocks, posts and material codes are written.
var CodeForm = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_:.-]{0,63}$`)
