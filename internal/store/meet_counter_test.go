package store_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter"
	"github.com/shixian/shixian/internal/counter/cases"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/reference"
)

// noEngine is away: what the counter takes in is kept and waits.
type noEngine struct{ cases.Engine }

var errAway = errors.New("away")

func (noEngine) Start(context.Context, casework.Start, bool) error { return errAway }

func (noEngine) Update(context.Context, string, casework.Command) (casework.Verdict, error) {
	return casework.Verdict{}, errAway
}

// counter is the counter over this store.
func (c *crossing) counter(rules core.Rules) *counter.Counter {
	return counter.New(counter.Config{
		Kinds: kind.Office(), Stores: c.Stores(), Engine: noEngine{}, Rules: rules, Logger: slog.New(slog.DiscardHandler),
	})
}

// A form is sent twice at once under one key, by two fingers or two windows: the same
// form is taken in once; another is refused, whatever small thing differs.
func TestTheCounterHearsOneKeyTwiceAtOnce(t *testing.T) {
	t.Parallel()
	minute := now().Add(-time.Minute)
	clerk := casework.Principal{Person: "li", Holdings: []casework.Holding{{Post: "window", Unit: "permits", Role: casework.Clerk}}}
	handler := casework.Principal{Person: "li", Holdings: []casework.Holding{{Post: "window", Unit: "permits", Role: casework.Handler}}}
	for name, says := range map[string]func(t *testing.T, c *crossing, number, word string) (string, error){
		"registered": func(t *testing.T, c *crossing, _, word string) (string, error) {
			received := minute.Add(-time.Duration(len(word)) * time.Second)
			got, err := c.counter(core.Rules{}).Register(t.Context(), clerk, core.Registration{Item: "permit", Received: &received}, "one-key")
			return got.Number, err
		},
		"commanded": func(t *testing.T, c *crossing, number, word string) (string, error) {
			got, err := c.counter(core.Rules{}).Do(t.Context(), handler, number, casework.Pause, map[string]any{
				"category": "test", "until": minute.Add(24 * time.Hour).Format(time.RFC3339), "reason": word,
			}, "one-key")
			return got.ID, err
		},
	} {
		for word, want := range map[string]casework.Code{"等待检测": "", "等待鉴定结论": casework.KeyReused} {
			t.Run(name+" "+map[bool]string{true: "the same", false: "another"}[want == ""], func(t *testing.T) {
				t.Parallel()
				c := meeting(t)
				number := c.register(t)
				c.commit(t, step(number, 1, started(now())))
				var ofFirst, ofSecond string
				first, second := c.meet(t, aboutToEnd, func() (err error) {
					ofFirst, err = says(t, c, number, "等待检测")
					return err
				}, func() (err error) {
					ofSecond, err = says(t, c, number, word)
					return err
				})
				require.NoError(t, first)
				require.Equal(t, want, casework.CodeOf(second), second)
				require.Equal(t, want == "", ofFirst == ofSecond)
			})
		}
	}
}

// Two sweeps find the same post empty: it is told once (R171).
func TestTwoSweepsFindAnEmptyPost(t *testing.T) {
	t.Parallel()
	c := meeting(t)
	from := now().AddDate(0, 0, -20).Truncate(time.Second)
	for _, person := range []string{"li", "zhou"} {
		c.off(t, person, casework.Span{From: from, To: from.AddDate(0, 1, 0)})
	}
	ref, err := reference.Load(kind.Office())
	require.NoError(t, err)
	book, err := ref.Book()
	require.NoError(t, err)
	counts := c.counter(core.Rules{Book: func(context.Context) (*policy.Book, error) { return book, nil }, Leave: ref.Leave})
	swept := func() error {
		var s core.Swept
		counts.SweepVacancies(t.Context(), &s)
		if s != (core.Swept{Emptied: 1}) {
			return fmt.Errorf("swept %+v", s)
		}
		return nil
	}
	first, second := c.meet(t, aboutToEnd, swept, swept)
	require.NoError(t, first)
	require.NoError(t, second)
	require.Equal(t, 1, count(t, c.bundle, `SELECT count(*) FROM cases WHERE kind = 'absence' AND post = 'window'`))
}
