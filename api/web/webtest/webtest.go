// Package webtest lends the tests of pages the office's calendar and a short way to
// write an instant. It refuses to know a page.
package webtest

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/reference"
)

// National is what the binary carries: its policies, and the calendar for everybody.
func National(t *testing.T) (*policy.Book, *calendar.Calendar) {
	t.Helper()
	ref, err := reference.Load(kind.Office())
	require.NoError(t, err)
	book, err := ref.Book()
	require.NoError(t, err)
	cal, _, err := book.Calendar("")
	require.NoError(t, err)
	return book, cal
}

// At is an instant of the office: 2026-10-16 17:30, to the second where it says so.
func At(s string) time.Time {
	layout := time.DateTime
	if len(s) < len(layout) {
		layout = "2006-01-02 15:04"
	}
	at, err := time.ParseInLocation(layout, s, time.FixedZone("CST", 8*60*60))
	if err != nil {
		panic(err)
	}
	return at
}
