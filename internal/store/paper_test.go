package store_test

import (
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/papers"
	"github.com/shixian/shixian/internal/paper"
)

// notice is a paper of the efficiency office, of no case.
func notice(key string) papers.NewPaper {
	return papers.NewPaper{
		Form: paper.Form{Code: "notice", Word: "督办", Kind: casework.Supervision}, Unit: "efficiency", Bureau: "bureau", By: "sun", At: now(),
		Content: paper.Content{Title: "通知", To: "审批科", Lines: []paper.Said{{Label: "内容", Text: "限期办结 " + key}}}, Key: key, Digest: []byte(key),
	}
}

func TestPaperNumbersHaveNoGap(t *testing.T) {
	t.Parallel()
	b := setup(t)
	const each = 20
	var wg sync.WaitGroup
	errs := make(chan error, 2*each)
	for i := range each {
		for _, form := range []string{"notice", "report"} {
			wg.Go(func() {
				in := notice(fmt.Sprint(form, i))
				in.Form.Code = form
				if i%5 == 4 { // refused after its number was taken: the number must come back
					in.By = "nobody"
				}
				_, err := b.IssuePaper(t.Context(), in)
				errs <- err
			})
		}
	}
	wg.Wait()
	close(errs)
	failed := 0
	for err := range errs {
		if err != nil {
			failed++
		}
	}
	require.Equal(t, 2*each/5, failed)
	var serials []int
	require.NoError(t, b.raw.Select(&serials, `SELECT serial FROM papers WHERE form = 'notice' ORDER BY serial`))
	require.Equal(t, upTo(each*4/5), serials)
	var places []int
	require.NoError(t, b.raw.Select(&places, `SELECT place FROM papers ORDER BY place`))
	require.Equal(t, upTo(2*each*4/5), places, "one outgoing register for all forms of a bureau")
}

func upTo(n int) (out []int) {
	for i := range n {
		out = append(out, i+1)
	}
	return out
}

func TestPaperIsFrozen(t *testing.T) {
	t.Parallel()
	b := setup(t)
	id, err := b.IssuePaper(t.Context(), notice("k"))
	require.NoError(t, err)
	again, err := b.IssuePaper(t.Context(), notice("k"))
	require.NoError(t, err)
	require.Equal(t, id, again, "the same key issues once")
	other := notice("k")
	other.Digest = []byte("another body")
	_, err = b.IssuePaper(t.Context(), other)
	require.Equal(t, casework.KeyReused, casework.CodeOf(err))

	got, err := b.Paper(t.Context(), id)
	require.NoError(t, err)
	require.Equal(t, fmt.Sprintf("督办〔%d〕1号", now().In(time.FixedZone("CST", 8*3600)).Year()), got.Serial)
	require.Equal(t, "限期办结 k", got.Content.Lines[0].Text)
	require.Equal(t, 1, got.Place)

	var clear int
	require.NoError(t, b.raw.Get(&clear, `SELECT count(*) FROM papers WHERE position('限期办结'::bytea in data) > 0`))
	require.Zero(t, clear, "its words lie sealed")
	for _, change := range []string{`UPDATE papers SET serial = 9`, `UPDATE papers SET data = ''`, `DELETE FROM papers`, `TRUNCATE papers`} {
		_, err := b.raw.Exec(change)
		require.Error(t, err, change)
	}
}

func TestPaperIsVoidedOnce(t *testing.T) {
	t.Parallel()
	b := setup(t)
	id, err := b.IssuePaper(t.Context(), notice("k"))
	require.NoError(t, err)
	require.NoError(t, b.VoidPaper(t.Context(), id, "sun", "时限写错"))
	require.Equal(t, casework.PaperVoided, casework.CodeOf(b.VoidPaper(t.Context(), id, "sun", "再作废")))
	got, err := b.Paper(t.Context(), id)
	require.NoError(t, err)
	require.Equal(t, "时限写错", got.Why)
	require.NotNil(t, got.Voided)
	require.NotNil(t, got.Content, "it stays to be read")
	found, err := b.PaperByCode(t.Context(), got.Code)
	require.NoError(t, err)
	require.NotNil(t, found.Voided)
}

func TestCheckCode(t *testing.T) {
	t.Parallel()
	b := setup(t)
	id, err := b.IssuePaper(t.Context(), notice("k"))
	require.NoError(t, err)
	got, err := b.Paper(t.Context(), id)
	require.NoError(t, err)
	require.Equal(t, got.Code, paper.ReadCode(got.Code))

	found, err := b.PaperByCode(t.Context(), got.Code)
	require.NoError(t, err)
	require.Equal(t, got.Serial, found.Serial)
	require.Nil(t, found.Content, "a check opens nothing")

	changed := []byte(got.Code)
	changed[0] = map[bool]byte{true: '1', false: '0'}[changed[0] == '0']
	_, err = b.PaperByCode(t.Context(), string(changed))
	require.Equal(t, casework.NotFound, casework.CodeOf(err))

	// Behind the store's back, by somebody who owns the table.
	_, err = b.raw.Exec(`ALTER TABLE papers DISABLE TRIGGER papers_kept`)
	require.NoError(t, err)
	_, err = b.raw.Exec(`UPDATE papers SET serial = serial + 1`)
	require.NoError(t, err)
	_, err = b.PaperByCode(t.Context(), got.Code)
	require.Equal(t, casework.NotFound, casework.CodeOf(err), "another number is another paper")
}

func TestPapersAreListed(t *testing.T) {
	t.Parallel()
	b := setup(t)
	number := b.register(t)
	of := notice("of-case")
	of.Number, of.Bureau = number, ""
	_, err := b.IssuePaper(t.Context(), of)
	require.NoError(t, err)
	first, err := b.IssuePaper(t.Context(), notice("sent"))
	require.NoError(t, err)

	rows, err := b.PapersOf(t.Context(), number)
	require.NoError(t, err)
	require.Len(t, rows, 1)
	require.Nil(t, rows[0].Content)
	require.Zero(t, rows[0].Place, "what stays in the house enters no register")

	rows, total, err := b.ListPapers(t.Context(), papers.PaperFilter{Sent: "bureau", From: now().Add(-time.Hour), Until: now().Add(time.Hour)})
	require.NoError(t, err)
	require.Len(t, rows, 1)
	require.Equal(t, 1, total)
	require.Equal(t, "通知", rows[0].Content.Title)
	rows, total, err = b.ListPapers(t.Context(), papers.PaperFilter{Kind: casework.Supervision})
	require.NoError(t, err)
	require.True(t, slices.ContainsFunc(rows, func(p papers.Paper) bool { return p.ID == first }))
	require.Len(t, rows, 1, "papers of a case lie with it")
	require.Equal(t, 1, total)
}

func TestRegisterEntryIsWrittenOnce(t *testing.T) {
	t.Parallel()
	b := setup(t)
	e := papers.Entry{Register: "incoming_register", Subject: "GW2026-000001", Field: "volume", Value: "2026-文-3", By: "sun"}
	require.NoError(t, b.AddEntry(t.Context(), e))
	e.Value = "2026-文-4"
	require.Equal(t, casework.EntryMade, casework.CodeOf(b.AddEntry(t.Context(), e)))
	got, err := b.Entries(t.Context(), e.Register, []string{e.Subject, "GW2026-000002"})
	require.NoError(t, err)
	require.Equal(t, map[string]map[string]string{e.Subject: {"volume": "2026-文-3"}}, got)
}
