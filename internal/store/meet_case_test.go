package store_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
)

// A step is written twice at once, its acknowledgement lost: the second is the first if
// it says the same, and is refused if it does not.
func TestOneStepIsWrittenTwiceAtOnce(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]casework.Code{"the same": "", "another": casework.Diverged} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := meeting(t)
			number := c.register(t)
			one := step(number, 1, started(now()))
			two := one
			if want != "" {
				two = step(number, 1, started(now()), breached(now(), casework.ActingHolder))
			}
			first, second := c.meet(t, aboutToEnd, c.commits(t, one), c.commits(t, two))
			require.NoError(t, first)
			if want == "" {
				require.NoError(t, second)
			}
			require.Equal(t, want, casework.CodeOf(second))
			require.Equal(t, []casework.EventName{casework.ClockStarted}, c.events(t, number))
			require.Equal(t, []casework.EventName{casework.ClockStarted}, c.inbox(t, "li"))
		})
	}
}

// A run that is over may still have a step on its way when the next one begins.
func TestAnOldRunMeetsANewOne(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		point string
		want  casework.Code
		post  string
	}{
		"the new run is first": {aboutToClaim, casework.OldRun, "window"},
		"the step is first":    {aboutToRecord, "", "head"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := meeting(t)
			number := c.register(t)
			c.commit(t, step(number, 1, started(now())))
			s := step(number, 2, casework.Event{At: now(), Name: casework.Transferred})
			s.State.Post = "head"
			var begins casework.State
			first, second := c.meet(t, tt.point, c.commits(t, s), func() (err error) {
				begins, err = c.NextRun(t.Context(), number, 1)
				return err
			})
			require.Equal(t, tt.want, casework.CodeOf(first))
			require.NoError(t, second)
			require.Equal(t, []int{2, 0}, []int{begins.Run, begins.Revision})
			require.Equal(t, tt.post, begins.Post, "the new run begins with all that is written")
			require.Equal(t, tt.want == "", len(c.events(t, number)) == 2, "and nothing is written behind its back")
		})
	}
}

// Two reconcilers find the same run ended: one of them takes the next.
func TestTwoTakeTheNextRun(t *testing.T) {
	t.Parallel()
	c := meeting(t)
	number := c.register(t)
	takes := func() error {
		_, err := c.NextRun(t.Context(), number, 1)
		return err
	}
	first, second := c.meet(t, "SET run = run + 1", takes, takes)
	require.NoError(t, second)
	require.Equal(t, casework.CaseNotClosed, casework.CodeOf(first))
}

// A command is stored while a step of clocks that are due later is on its way: it comes
// first, whichever of them was begun first.
func TestACommandMeetsAStepOfClocks(t *testing.T) {
	t.Parallel()
	c := meeting(t)
	number := c.register(t)
	c.commit(t, step(number, 1, started(now())))
	late := step(number, 2, breached(now(), casework.ActingHolder))
	late.Asks = true
	var answer casework.Committed
	first, second := c.meet(t, aboutToClaim, func() (err error) {
		answer, err = c.Commit(t.Context(), late, "run", nil)
		return err
	}, func() error {
		c.keeps(t, number, "before", late.At.Add(-1))
		return nil
	})
	require.NoError(t, first)
	require.NoError(t, second)
	require.Len(t, answer.Earlier, 1)
	require.Len(t, c.events(t, number), 1, "the step is not written")
}

// Two verdicts on one command meet, the workflow's and that of the sweep, which found
// the case closed: the first stands, and of the second nothing is written.
func TestTwoVerdictsMeet(t *testing.T) {
	t.Parallel()
	for name, workflowFirst := range map[string]bool{"the workflow is first": true, "the sweep is first": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := meeting(t)
			number := c.register(t)
			c.commit(t, step(number, 1, started(now())))
			cmd := c.keeps(t, number, "chase", now().Add(-1))
			s := step(number, 2, casework.Event{At: now(), Name: casework.Chased, Actor: cmd.Actor})
			s.Command = &cmd
			s.Verdict = &casework.Verdict{ID: cmd.ID, Command: cmd.Name, Accepted: true, At: cmd.At, Revision: 2}
			closed := casework.Verdict{ID: cmd.ID, Command: cmd.Name, Code: casework.CaseIsClosed, At: cmd.At}
			var answer casework.Committed
			obeys := func() (err error) {
				answer, err = c.Commit(t.Context(), s, "run", nil)
				return err
			}
			refuses := func() error { return c.SaveVerdict(t.Context(), number, closed) }
			first, second := obeys, refuses
			want, left := *s.Verdict, casework.Chased
			if !workflowFirst {
				first, second, want, left = refuses, obeys, closed, casework.CommandRefused
			}
			ofFirst, ofSecond := c.meet(t, aboutToEnd, first, second)
			require.NoError(t, ofFirst)
			require.NoError(t, ofSecond)
			require.Equal(t, !workflowFirst, answer.Doubted)
			stands, err := c.VerdictOf(t.Context(), cmd.ID)
			require.NoError(t, err)
			require.Equal(t, want, *stands)
			require.ElementsMatch(t, []casework.EventName{casework.ClockStarted, left}, c.events(t, number))
		})
	}
}

// A key is used twice at once: the second has the answer of the first if it asks the
// same, and is refused if it asks something else.
func TestAKeyIsUsedTwiceAtOnce(t *testing.T) {
	t.Parallel()
	for name, uses := range map[string]func(t *testing.T, c *crossing, number, body string) (string, error){
		"to register": func(t *testing.T, c *crossing, _, body string) (string, error) {
			in := newCase()
			in.Key, in.Digest = "key", []byte(body)
			answer, _, err := c.RegisterCase(t.Context(), in)
			return answer, err
		},
		"to command": func(t *testing.T, c *crossing, number, body string) (string, error) {
			cmd, _, err := c.SaveCommand(t.Context(), core.NewCommand{Number: number, Digest: []byte(body), Command: casework.Command{
				ID: "key", Name: casework.Chase, Actor: "wang", Roles: []casework.Role{casework.SectionHead}, At: now(),
			}})
			return cmd.At.String(), err
		},
		"to issue": func(t *testing.T, c *crossing, _, body string) (string, error) {
			in := notice("key")
			in.Digest = []byte(body)
			return c.IssuePaper(t.Context(), in)
		},
	} {
		for body, want := range map[string]casework.Code{"the same": "", "another": casework.KeyReused} {
			t.Run(name+" "+body, func(t *testing.T) {
				t.Parallel()
				c := meeting(t)
				number := c.register(t)
				var ofFirst, ofSecond string
				first, second := c.meet(t, aboutToEnd, func() (err error) {
					ofFirst, err = uses(t, c, number, "the same")
					return err
				}, func() (err error) {
					ofSecond, err = uses(t, c, number, body)
					return err
				})
				require.NoError(t, first)
				require.Equal(t, want, casework.CodeOf(second), second)
				require.Equal(t, want == "", ofFirst == ofSecond)
			})
		}
	}
}

// A number is taken for what is refused in the end: whoever waits for the next one has
// it, and there is no gap.
func TestANumberIsGivenBack(t *testing.T) {
	t.Parallel()
	c := meeting(t)
	registers := func(post string) func() error {
		in := newCase()
		in.Post = post
		return func() error {
			_, _, err := c.RegisterCase(t.Context(), in)
			return err
		}
	}
	first, second := c.meet(t, aboutToRegister, registers("nobody's"), registers("window"))
	require.Equal(t, casework.Invalid, casework.CodeOf(first))
	require.NoError(t, second)
	last, err := c.Serial(t.Context(), casework.Service, now().Year())
	require.NoError(t, err)
	require.Equal(t, 1, last)

	issues := func(by string) func() error {
		in := notice(by)
		in.By = by
		return func() error {
			_, err := c.IssuePaper(t.Context(), in)
			return err
		}
	}
	first, second = c.meet(t, "INSERT INTO papers", issues("nobody"), issues("sun"))
	require.Error(t, first)
	require.NoError(t, second)
	require.Equal(t, 1, count(t, c.bundle, `SELECT serial FROM papers`))
}

// One list of another system is handed in twice at once: the second finds what the first
// took in.
func TestAListIsHandedInTwiceAtOnce(t *testing.T) {
	t.Parallel()
	c := meeting(t)
	in := newCase()
	in.Key, in.Digest = "of another system", []byte("row")
	takes := func(out *[]core.Registered) func() error {
		return func() (err error) {
			*out, err = c.RegisterCases(t.Context(), []core.NewCase{in}, false)
			return err
		}
	}
	var mine, theirs []core.Registered
	first, second := c.meet(t, aboutToEnd, takes(&mine), takes(&theirs))
	require.NoError(t, first)
	require.NoError(t, second)
	require.Equal(t, []core.Registered{{Number: mine[0].Number, Known: true}}, theirs)
}
