package store_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/appraisal"
	"github.com/shixian/shixian/internal/privacy"
	"github.com/shixian/shixian/internal/store/audit"
	"github.com/shixian/shixian/internal/testkit"
)

// Two transactions meet: the first stands at a named point with what it has locked, the
// second comes, and only then the first goes on (testkit.Turnstile). What each guard is
// for shows in what both leave behind; internal/guards/rows/meet.json takes them out.

// Points at which a transaction stands: what it is about to say.
const (
	aboutToClaim    = "INSERT INTO steps"
	aboutToRecord   = "INSERT INTO timeline"
	aboutToRegister = "INSERT INTO cases"
	aboutToEnd      = "COMMIT"
)

// crossing is a bundle whose store goes through a turnstile.
type crossing struct {
	*bundle
	gate *testkit.Turnstile
}

func meeting(t *testing.T) *crossing {
	t.Helper()
	return at(t, testkit.Copy(t, "office", fillOffice))
}

// at is a crossing before a database.
func at(t *testing.T, url string) *crossing {
	t.Helper()
	gate := testkit.NewTurnstile(t, url)
	return &crossing{through(t, url, gate.URL()), gate}
}

// meet has the first stand at a point while the second comes.
func (c *crossing) meet(t *testing.T, point string, first, second func() error) (ofFirst, ofSecond error) {
	t.Helper()
	return c.gate.Meet(t, point, first, second)
}

// commits is a step on its way.
func (c *crossing) commits(t *testing.T, s casework.Step) func() error {
	return func() error {
		_, err := c.Commit(t.Context(), s, "run", nil)
		return err
	}
}

// Two files for a case with room for one: one is kept, whichever comes first.
func TestTwoFilesAtOnceForTheLastPlace(t *testing.T) {
	t.Parallel()
	c := meeting(t)
	number := c.register(t)
	for i := range casework.MaxFiles - 1 {
		_, _, err := c.SaveCommand(t.Context(), attach(number, file(t, "a.txt", strings.Repeat("a", i+1))))
		require.NoError(t, err)
	}
	uploads := func(text string) func() error {
		in := attach(number, file(t, "b.txt", text))
		return func() error {
			_, _, err := c.SaveCommand(t.Context(), in)
			return err
		}
	}
	first, second := c.meet(t, "INSERT INTO attachments", uploads("one more"), uploads("and one more"))
	require.NoError(t, first)
	require.Equal(t, casework.FilesTooMany, casework.CodeOf(second))
	require.Equal(t, casework.MaxFiles, c.count(t, "attachments"))
}

// Two processes start with two files on a database that has seen no key. One is the
// first; the other is told that its keys are not this database's.
func TestTwoFilesAtOnce(t *testing.T) {
	t.Parallel()
	url, mine, _ := locked(t)
	gate := testkit.NewTurnstile(t, url)
	theirs := newKeys(t)
	one, two := withKeys(t, gate.URL(), mine), withKeys(t, gate.URL(), theirs)
	first, second := gate.Meet(t, "INSERT INTO key_prints",
		func() error { return one.AdmitKeys(t.Context(), trial(mine)) },
		func() error { return two.AdmitKeys(t.Context(), trial(theirs)) })
	require.NoError(t, first)
	var foreign *audit.ForeignKeys
	require.ErrorAs(t, second, &foreign)
}

// Two figures of one unit at once do not pass the hundred between them (R212).
func TestTwoTargetsAtOnce(t *testing.T) {
	t.Parallel()
	c := meeting(t)
	sets := func(figure string) func() error {
		return func() error {
			return c.AddTarget(t.Context(), appraisal.NewTarget{
				PointFilter: appraisal.PointFilter{Year: 2026, Unit: "permits"}, Figure: figure, Weight: 60, Goal: 1,
			}, "zhao", now())
		}
	}
	first, second := c.meet(t, "INSERT INTO targets", sets("on_time"), sets("cards"))
	require.NoError(t, first)
	require.Equal(t, casework.OverCap, casework.CodeOf(second))
}

// The chain of the audit trail has one last link: while one sealer is at work another
// does nothing.
func TestTwoSealersAtOnce(t *testing.T) {
	t.Parallel()
	c := meeting(t)
	ring := newKeys(t).Keyring
	require.NoError(t, c.Audit(t.Context(), "li", "read", "BJ2026-1", "applicant"))
	seals := func(n *int) func() error {
		return func() (err error) {
			*n, err = c.SealAudit(t.Context(), func(prev []byte, row audit.AuditRow) []byte { return ring.Link(prev, privacy.Row(row)) })
			return err
		}
	}
	var mine, theirs int
	first, second := c.meet(t, "UPDATE audit_chain", seals(&mine), seals(&theirs))
	require.NoError(t, first)
	require.NoError(t, second)
	require.Equal(t, []int{1, 0}, []int{mine, theirs})
}

// The same file is sent twice at once: the case has it once, and both hear of the command
// that brought it.
func TestTheSameFileTwiceAtOnce(t *testing.T) {
	t.Parallel()
	c := meeting(t)
	number := c.register(t)
	uploads := func(by *string) func() error {
		in := attach(number, file(t, "a.txt", "text"))
		return func() error {
			cmd, _, err := c.SaveCommand(t.Context(), in)
			*by = cmd.ID
			return err
		}
	}
	var mine, theirs string
	first, second := c.meet(t, aboutToEnd, uploads(&mine), uploads(&theirs))
	require.NoError(t, first)
	require.NoError(t, second)
	require.Equal(t, mine, theirs)
	require.Equal(t, 1, c.count(t, "attachments"))
}

// An account is locked while its owner signs in: the session that begins after it is one
// of before.
func TestASignInMeetsALock(t *testing.T) {
	t.Parallel()
	c := meeting(t)
	_, err := c.SetPassword(t.Context(), "li", "li", "hash", false)
	require.NoError(t, err)
	var begun int
	first, second := c.meet(t, "INSERT INTO sessions", func() error {
		login, err := c.PersonForLogin(t.Context(), "li")
		if err != nil {
			return err
		}
		begun = login.Epoch
		return c.Sessions(time.Hour).CommitCtx(t.Context(), "token", []byte("li"), now().Add(time.Hour))
	}, func() error {
		_, err := c.SetPassword(t.Context(), "cli", "li", "", false)
		return err
	})
	require.NoError(t, first)
	require.NoError(t, second)
	epoch, err := c.SessionEpoch(t.Context(), "li")
	require.NoError(t, err)
	require.NotEqual(t, epoch, begun)
}
