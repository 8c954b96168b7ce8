package store_test

import (
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/sync/errgroup"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/drawer"
	"github.com/shixian/shixian/internal/counter/rulebook"
)

// What is kept in a drawer is its owner's, or his unit's, and bounded; a draft is sealed, one a
// form, and old ones go.
func TestADrawer(t *testing.T) {
	t.Parallel()
	b := setup(t)
	ctx := t.Context()
	own := drawer.View{Person: "li", Name: "超期", Query: "light=red"}
	require.NoError(t, b.SaveView(ctx, own, 2))
	own.Query, own.Unit = "light=yellow", "permits"
	require.NoError(t, b.SaveView(ctx, own, 2), "of one name the last holds")
	require.NoError(t, b.SaveView(ctx, drawer.View{Person: "li", Name: "我的", Query: "open=yes"}, 2))
	require.Equal(t, casework.TooMany, casework.CodeOf(b.SaveView(ctx, drawer.View{Person: "li", Name: "第三个", Query: "open=no"}, 2)))
	views, err := b.SavedViews(ctx, "li", []string{"efficiency"})
	require.NoError(t, err)
	require.Len(t, views, 2)
	shared, err := b.SavedViews(ctx, "wang", []string{"permits"})
	require.NoError(t, err)
	require.Len(t, shared, 1, "what is shared is seen in the unit")
	require.Equal(t, "light=yellow", shared[0].Query)
	require.NoError(t, b.DropView(ctx, shared[0].ID, "wang"), "another's")
	none, err := b.SavedViews(ctx, "wang", []string{"efficiency"})
	require.NoError(t, err)
	require.Empty(t, none)
	require.NoError(t, b.DropView(ctx, shared[0].ID, "li"))
	views, err = b.SavedViews(ctx, "li", nil)
	require.NoError(t, err)
	require.Len(t, views, 1)

	text := core.CannedText{Unit: "permits", Name: "材料齐全", Body: "材料齐全，符合法定形式。", By: "li"}
	require.NoError(t, b.KeepText(ctx, text, 1))
	require.Equal(t, casework.TooMany, casework.CodeOf(b.KeepText(ctx, core.CannedText{Unit: "permits", Name: "另一条", Body: "x", By: "li"}, 1)))
	office, err := b.Office(ctx)
	require.NoError(t, err)
	require.Len(t, office.TextsOf([]string{"permits"}), 1)
	shown := office.Texts[0].ID
	text.Body, text.By = "材料不齐。", "wang"
	require.NoError(t, b.KeepText(ctx, text, 1))
	office, err = b.Office(ctx)
	require.NoError(t, err)
	require.Len(t, office.Texts, 1)
	require.NotEqual(t, shown, office.Texts[0].ID, "who chose the words he was shown says no others by it")
	require.NoError(t, b.DropText(ctx, office.Texts[0].ID, []string{"efficiency"}), "another unit's")
	require.NoError(t, b.DropText(ctx, office.Texts[0].ID, []string{"permits"}))
	office, err = b.Office(ctx)
	require.NoError(t, err)
	require.Empty(t, office.Texts)

	before := time.Now().Add(-time.Hour)
	require.NoError(t, b.KeepDraft(ctx, "li", "register/food-permit", "fields.applicant=赵某某", 2, before))
	require.NoError(t, b.KeepDraft(ctx, "li", "register/food-permit", "fields.applicant=赵某某第二遍", 2, before))
	drafts := func(person, form string) []drawer.Kept {
		kept, err := b.FormDrafts(ctx, person, form, before)
		require.NoError(t, err)
		return kept
	}
	kept := drafts("li", "register/food-permit")
	require.Len(t, kept, 1)
	require.WithinDuration(t, time.Now(), kept[0].At, time.Minute)
	require.Equal(t, "fields.applicant=赵某某第二遍", kept[0].Text)
	require.Empty(t, drafts("wang", "register/food-permit"), "nobody else has it")
	require.Empty(t, drafts("li", "register/food"), "another whose name begins so")
	require.Len(t, drafts("li", "register"), 1, "what lies under a name is found by it")
	var plain int
	require.NoError(t, b.raw.Get(&plain, `SELECT count(*) FROM form_drafts WHERE position('赵某某'::bytea IN data) > 0`))
	require.Zero(t, plain, "it lies sealed")
	require.NoError(t, b.KeepDraft(ctx, "li", "register/another", "x=1", 2, before))
	require.Equal(t, casework.TooMany, casework.CodeOf(b.KeepDraft(ctx, "li", "register/third", "x=1", 2, before)))
	_, err = b.raw.Exec(`UPDATE form_drafts SET at = now() - interval '31 days' WHERE form = 'register/another'`)
	require.NoError(t, err)
	require.Empty(t, drafts("li", "register/another"), "nor is what is old shown, while nothing made room")
	require.NoError(t, b.SweepDrafts(ctx, drawer.DraftKept))
	var rest int
	require.NoError(t, b.raw.Get(&rest, `SELECT count(*) FROM form_drafts`))
	require.Equal(t, 1, rest, "nobody need write another for it to go")
	require.NoError(t, b.KeepDraft(ctx, "li", "register/third", "x="+strconv.Itoa(1), 2, before), "what is old makes room")
	require.NoError(t, b.DropDraft(ctx, "li", "register/food-permit"))
	require.Empty(t, drafts("li", "register/food-permit"))
}

// What is begun of a report is read by its name, whoever wrote it, each his own; issued, all of it goes.
func TestAReportIsBegunByOneAndReadOnByAnother(t *testing.T) {
	t.Parallel()
	b := setup(t)
	ctx, name, before := t.Context(), "papers/self_check_report/bureau/2026-07-01", time.Now().Add(-time.Hour)
	require.NoError(t, b.KeepDraft(ctx, "li", name, "asked.problems=两件补正超期", 9, before))
	require.NoError(t, b.KeepDraft(ctx, "wang", name, "asked.problems=三件", 9, before))
	require.NoError(t, b.KeepDraft(ctx, "li", name+"1", "asked.problems=x", 9, before))
	begun, err := b.Begun(ctx, name, before)
	require.NoError(t, err)
	require.Len(t, begun, 2)
	require.Equal(t, []string{"wang", "asked.problems=三件", "li"}, []string{begun[0].By, begun[0].Text, begun[1].By}, "the newest first")
	require.NoError(t, b.Finish(ctx, name))
	begun, err = b.Begun(ctx, name, before)
	require.NoError(t, err)
	require.Empty(t, begun)
	begun, err = b.Begun(ctx, name+"1", before)
	require.NoError(t, err)
	require.Len(t, begun, 1, "another round's stays")
}

// A page sent twice at once leaves one draft, and nobody is told that something broke.
func TestADraftKeptTwiceAtOnce(t *testing.T) {
	t.Parallel()
	b := setup(t)
	var kept errgroup.Group
	for i := range 8 {
		kept.Go(func() error {
			return b.KeepDraft(t.Context(), "li", "register/food-permit", "x="+strconv.Itoa(i), 2, time.Now().Add(-time.Hour))
		})
	}
	require.NoError(t, kept.Wait())
	left, err := b.FormDrafts(t.Context(), "li", "register/food-permit", time.Now().Add(-time.Hour))
	require.NoError(t, err)
	require.Len(t, left, 1)
}

func TestMessagesOfTickedMattersAreRead(t *testing.T) {
	t.Parallel()
	b := setup(t)
	number, other := b.register(t), b.register(t)
	b.commit(t, step(number, 1, started(now())))
	b.commit(t, step(other, 1, started(now())))
	rows, _, unread, err := b.Inbox(t.Context(), "li", core.InboxFilter{Unread: true})
	require.NoError(t, err)
	require.Equal(t, 2, unread)
	require.Len(t, rows, 2)
	require.NoError(t, b.MarkReadOf(t.Context(), "wang", []string{number}, time.Now()), "another's messages")
	require.NoError(t, b.MarkReadOf(t.Context(), "li", []string{number}, time.Now().Add(-time.Hour)))
	_, _, unread, err = b.Inbox(t.Context(), "li", core.InboxFilter{Unread: true})
	require.NoError(t, err)
	require.Equal(t, 2, unread, "what came after the page was shown, nobody has read")
	require.NoError(t, b.MarkReadOf(t.Context(), "li", []string{number}, time.Now()))
	rows, _, unread, err = b.Inbox(t.Context(), "li", core.InboxFilter{Unread: true})
	require.NoError(t, err)
	require.Equal(t, 1, unread)
	require.Equal(t, other, rows[0].Number)
}

// Closed cases of a policy are handed on, the last first, and none that is open or of another time.
func TestClosedCasesOfAPolicy(t *testing.T) {
	t.Parallel()
	b := setup(t)
	open, closed := b.register(t), b.register(t)
	b.commit(t, step(open, 1, started(now())))
	s := step(closed, 1, started(now()))
	s.State.Stage, s.State.ClosedAt = casework.StageClosed, now()
	b.commit(t, s)
	found := func(id string, from, until time.Time) (n int) {
		require.NoError(t, b.ClosedCases(t.Context(), id, from, until, 10, func(cases []rulebook.Closed) error {
			n += len(cases)
			for _, c := range cases {
				require.Equal(t, "permits", c.Unit)
				require.Contains(t, string(c.State), closed)
			}
			return nil
		}))
		return n
	}
	require.Equal(t, 1, found("service-permit", now().Add(-time.Hour), now().Add(time.Hour)))
	require.Zero(t, found("service", now().Add(-time.Hour), now().Add(time.Hour)), "another whose name begins so")
	require.Zero(t, found("service-permit", now().Add(-2*time.Hour), now().Add(-time.Hour)))
}
