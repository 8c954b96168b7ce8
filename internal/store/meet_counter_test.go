package store_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter"
	"github.com/shixian/shixian/internal/counter/cases"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/kind"
)

// noEngine is away: what the counter takes in is kept and waits.
type noEngine struct{ cases.Engine }

var errAway = errors.New("away")

func (noEngine) Start(context.Context, casework.Start, bool) error { return errAway }

func (noEngine) Update(context.Context, string, casework.Command) (casework.Verdict, error) {
	return casework.Verdict{}, errAway
}

// counter is the counter over this store.
func (c *crossing) counter() *counter.Counter {
	return counter.New(counter.Config{Kinds: kind.Office(), Stores: c.Stores(), Engine: noEngine{}})
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
			got, err := c.counter().Register(t.Context(), clerk, core.Registration{Item: "permit", Received: &received}, "one-key")
			return got.Number, err
		},
		"commanded": func(t *testing.T, c *crossing, number, word string) (string, error) {
			got, err := c.counter().Do(t.Context(), handler, number, casework.Pause, map[string]any{
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
