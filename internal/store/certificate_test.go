package store_test

import (
	"context"
	"encoding/json"
	"flag"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/papers"
	"github.com/shixian/shixian/internal/paper"
)

// deeming is a step in which a clock of a case runs out and the law decides, with its paper.
func deeming(t testing.TB, number string, n int, at time.Time) casework.Step {
	t.Helper()
	words, err := json.Marshal(paper.Content{Title: "期限届满告知书", To: "张三", Lines: []paper.Said{{Label: "编号", Text: number}}})
	require.NoError(t, err)
	s := step(number, n, casework.Event{At: at, Name: casework.ClockDeemed, Clock: "intake", Round: 1, Rule: "R024"})
	s.At = at
	s.Certificates = []casework.Certificate{{
		Event: s.Events[0].Key, Form: "deemed_acceptance", Word: "届告", Unit: "bureau", Bureau: "bureau", At: at, Content: words,
	}}
	return s
}

// until waits for the database's clock to pass an instant.
func (b *bundle) until(t testing.TB, at time.Time) {
	t.Helper()
	_, err := b.raw.ExecContext(t.Context(), `SELECT pg_sleep(greatest(0, extract(epoch FROM $1::timestamptz - clock_timestamp())) + 0.001)`, at)
	require.NoError(t, err)
}

// Numbered when the step is armed, and there at its instant, with nobody at work in between.
func TestACertificateIsThereAtItsInstant(t *testing.T) {
	t.Parallel()
	b := setup(t)
	number, at := b.register(t), now().Add(1500*time.Millisecond)
	b.commit(t, deeming(t, number, 1, at))
	rows, err := b.PapersOf(t.Context(), number)
	require.NoError(t, err)
	require.Empty(t, rows, "its instant lies ahead")
	b.until(t, at)
	rows, err = b.PapersOf(t.Context(), number)
	require.NoError(t, err)
	require.Len(t, rows, 1)
	require.True(t, at.Equal(rows[0].Issued))
	require.True(t, strings.HasPrefix(rows[0].Serial, "届告〔"), rows[0].Serial)
	require.Empty(t, rows[0].By, "no hand issued it")
	require.Equal(t, 1, rows[0].Place)
	got, err := b.Paper(t.Context(), rows[0].ID)
	require.NoError(t, err)
	require.Equal(t, number, got.Content.Lines[0].Text)
	found, err := b.PaperByCode(t.Context(), rows[0].Code)
	require.NoError(t, err)
	require.Nil(t, found.Voided)
	sent, total, err := b.ListPapers(t.Context(), papers.PaperFilter{Sent: "bureau", From: at.Add(-time.Hour), Until: at.Add(time.Hour)})
	require.NoError(t, err)
	require.Equal(t, 1, total)
	require.Equal(t, rows[0].ID, sent[0].ID)

	require.Equal(t, casework.PaperVoided, casework.CodeOf(b.VoidPaper(t.Context(), rows[0].ID, "sun", "写错")), "nobody voids it by hand")
	for _, change := range []string{`UPDATE certificates SET serial = 9`, `DELETE FROM certificates`, `TRUNCATE certificates`} {
		_, err := b.raw.Exec(change)
		require.Error(t, err, change)
	}
}

// What is gone back behind was never so: its paper is void, its number stays with it, and a
// paper of what was decided instead bears the next.
func TestACertificateIsTakenBackWithItsEvent(t *testing.T) {
	t.Parallel()
	b := setup(t)
	number, at := b.register(t), now().Add(-time.Minute)
	b.commit(t, deeming(t, number, 1, at))
	s := deeming(t, number, 2, at.Add(time.Second))
	s.TakenBack = []string{key(1, 0)}
	b.commit(t, s)
	rows, err := b.PapersOf(t.Context(), number)
	require.NoError(t, err)
	require.Len(t, rows, 2)
	require.Nil(t, rows[0].Voided)
	require.True(t, strings.HasSuffix(rows[0].Serial, "〕2号"), rows[0].Serial)
	require.NotNil(t, rows[1].Voided)
	found, err := b.PaperByCode(t.Context(), rows[1].Code)
	require.NoError(t, err)
	require.NotNil(t, found.Voided, "who holds it learns that")
}

// An act waits for a second signature that would undo what the law deemed since: nothing is
// certified till it is signed or not.
func TestNothingIsCertifiedWhileItIsDisputed(t *testing.T) {
	t.Parallel()
	b := setup(t)
	number, at := b.register(t), now().Add(-time.Minute)
	s := deeming(t, number, 1, at)
	s.State.Second = &casework.Second{At: at.Add(-time.Hour), Asked: casework.SectionHead}
	b.commit(t, s)
	rows, err := b.PapersOf(t.Context(), number)
	require.NoError(t, err)
	require.Empty(t, rows)
	b.commit(t, step(number, 2)) // refused, or unsigned in its time
	rows, err = b.PapersOf(t.Context(), number)
	require.NoError(t, err)
	require.Len(t, rows, 1)
	require.True(t, at.Equal(rows[0].Issued), "as of its instant")
}

// deemed is how many cases one closing deems; docs/benchmarks.md has the figures of 1,000.
var deemed = flag.Int("deemed", 200, "cases deemed at one closing")

// Many cases deemed at one closing: every certificate is there within a second of it, while
// no engine and no worker runs.
func TestAllAreCertifiedAtOneClosing(t *testing.T) {
	t.Parallel()
	b, cases := setup(t), *deemed
	numbers := make([]string, cases)
	for i := range numbers {
		numbers[i] = b.register(t)
	}
	started, queue := time.Now(), make(chan string, cases)
	for _, number := range numbers {
		queue <- number
	}
	close(queue)
	closing := now().Add(time.Duration(cases) * 40 * time.Millisecond) // more than the commits take, as arming is early enough
	var work sync.WaitGroup
	errs := make(chan error, cases)
	for range 8 {
		work.Go(func() {
			for number := range queue {
				_, err := b.Commit(context.WithoutCancel(t.Context()), deeming(t, number, 1, closing), "run", nil)
				errs <- err
			}
		})
	}
	work.Wait()
	close(errs)
	for err := range errs {
		require.NoError(t, err)
	}
	armed := time.Since(started)
	b.until(t, closing)
	_, total, err := b.ListPapers(t.Context(), papers.PaperFilter{Sent: "bureau", From: closing, Until: closing.Add(time.Second)})
	require.NoError(t, err)
	seen := now()
	require.Equal(t, cases, total)
	require.Less(t, seen.Sub(closing), time.Second)
	var serials []int
	require.NoError(t, b.raw.Select(&serials, `SELECT serial FROM certificates ORDER BY serial`))
	require.Equal(t, upTo(cases), serials, "without a gap")
	t.Logf("%d armed in %s, all there %s after closing", cases, armed.Round(time.Millisecond), seen.Sub(closing).Round(time.Millisecond))
}
