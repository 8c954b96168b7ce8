package store_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter"
	"github.com/shixian/shixian/internal/counter/core"
	counteroffice "github.com/shixian/shixian/internal/counter/office"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/officefile"
	"github.com/shixian/shixian/internal/reference"
	"github.com/shixian/shixian/internal/store"
	"github.com/shixian/shixian/internal/testkit"
)

// TestAnOfficeIsSetUpByOneAndChangedByTwo: the code is good once; whoever began changes it
// alone until he has finished; then it takes a second, of what he was shown and of the office
// as it was; two who edit one unit are told.
func TestAnOfficeIsSetUpByOneAndChangedByTwo(t *testing.T) {
	t.Parallel()
	ref, err := reference.Load(kind.Office())
	require.NoError(t, err)
	b := at(t, testkit.Schema(t))
	require.NoError(t, b.Seed(t.Context(), store.Reference{Policies: ref.Policies}))
	c := counter.New(counter.Config{
		Stores: b.Stores(), Kinds: kind.Office(), Rules: core.Rules{Presets: ref.Presets},
		Doors: counter.Passwords{New: func() string { return "made" }, Hash: func(_ context.Context, p string) (string, error) { return "hash of " + p, nil }},
	})
	first := counteroffice.First{Bureau: "局", Name: "李", Login: "li", Password: "own"}
	require.Equal(t, casework.NotFound, casework.CodeOf(c.BeginOffice(t.Context(), "CODE", first)), "no code was printed")
	require.NoError(t, b.PutSetUpCode(t.Context(), counteroffice.DigestOf("LOST")))
	require.NoError(t, b.PutSetUpCode(t.Context(), counteroffice.DigestOf("CODE")))
	require.Equal(t, casework.NotFound, casework.CodeOf(c.BeginOffice(t.Context(), "LOST", first)), "another took its place")
	bad := first
	bad.Login = "l i"
	require.Equal(t, casework.Invalid, casework.CodeOf(c.BeginOffice(t.Context(), "CODE", bad)), "and the code is not used up")
	require.NoError(t, c.BeginOffice(t.Context(), "CODE", first))
	require.Equal(t, casework.NotFound, casework.CodeOf(c.BeginOffice(t.Context(), "CODE", first)))
	require.NoError(t, b.PutSetUpCode(t.Context(), counteroffice.DigestOf("AGAIN")))
	require.Equal(t, casework.NotFound, casework.CodeOf(c.BeginOffice(t.Context(), "AGAIN", first)), "an office stands")

	who := func(id string) casework.Principal {
		p, err := c.Principal(t.Context(), id)
		require.NoError(t, err)
		return p
	}
	bring := func(by, list string, seen map[string]string) (counteroffice.Result, error) {
		return c.BringOffice(t.Context(), who(by), counteroffice.Brought{Raw: []byte(list), Seen: seen}, false)
	}
	taken := func(list string) {
		got, err := bring("li", list, nil)
		require.NoError(t, err)
		require.Empty(t, got.Wrong)
		require.Zero(t, got.Waits)
	}
	stands := func() officefile.File {
		f, err := b.Standing(t.Context())
		require.NoError(t, err)
		return f
	}
	taken("id,name,unit,active\nwang,王,bureau,是\nzhao,赵,bureau,是\n")
	_, err = bring("li", "id,name,unit,role\nhead,局长岗,bureau,principal_leader\n", nil)
	require.NoError(t, err)
	require.Len(t, stands().Posts, 1, "a post without A is not taken")
	yesterday := time.Now().AddDate(0, 0, -1).Format(time.DateOnly)
	got, err := c.BringOffice(t.Context(), who("li"), counteroffice.Brought{Tables: []officefile.Table{
		{Name: "posts", Rows: [][]string{{"id", "name", "unit", "role"}, {"head", "局长岗", "bureau", "principal_leader"}}},
		{Name: "holders", Rows: [][]string{{"post", "person", "rank", "from"}, {"head", "wang", "0", yesterday}}},
	}}, false)
	require.NoError(t, err)
	require.Empty(t, got.Wrong)
	_, err = bring("zhao", "id,title\nzhao,局长\n", nil)
	require.Equal(t, casework.Forbidden, casework.CodeOf(err), "whoever has no right changes nothing")

	seen := map[string]string{"units/bureau": counteroffice.Digests(stands())["units/bureau"]}
	_, err = bring("li", "id,level,name_en\nbureau,1,Bureau\n", seen)
	require.NoError(t, err)
	_, err = bring("wang", "id,level,name_en\nbureau,1,Office\n", seen)
	require.Equal(t, casework.Stale, casework.CodeOf(err), "two edit one unit")

	open := func() bool {
		set, err := c.OfficeSetUp(t.Context())
		require.NoError(t, err)
		return set.Open()
	}
	require.True(t, open(), "nothing is done there yet")
	_, err = b.raw.ExecContext(t.Context(), `
INSERT INTO cases (number, kind, unit, post, stage, prev_stage, stage_at, received_at, registered_at, next_at, opens_at, state)
VALUES ('TS2026-000001', 'complaint', 'bureau', 'head', '', '', now(), now(), now(), now(), now(), '{}')`)
	require.NoError(t, err)
	require.False(t, open(), "a case stands, and another may consent: nobody said that the set-up is finished")
	_, err = b.raw.ExecContext(t.Context(), `DELETE FROM not_entered; DELETE FROM cases`)
	require.NoError(t, err)

	require.Equal(t, casework.Forbidden, casework.CodeOf(c.FinishOffice(t.Context(), who("wang"))))
	require.NoError(t, c.FinishOffice(t.Context(), who("li")))
	asked, err := bring("li", "id,active,title\nzhao,是,科长\n", nil)
	require.NoError(t, err)
	require.NotZero(t, asked.Waits)
	require.Empty(t, titleOf(stands(), "zhao"), "nothing is changed by one")
	require.Equal(t, casework.SecondPerson, casework.CodeOf(c.ConsentOffice(t.Context(), who("li"), asked.Waits, asked.Sum)))
	require.Equal(t, casework.Stale, casework.CodeOf(c.ConsentOffice(t.Context(), who("wang"), asked.Waits, "another")), "of what he was shown")
	require.NoError(t, c.ConsentOffice(t.Context(), who("wang"), asked.Waits, asked.Sum))
	require.Equal(t, "科长", titleOf(stands(), "zhao"))
	require.Equal(t, casework.NotFound, casework.CodeOf(c.ConsentOffice(t.Context(), who("wang"), asked.Waits, asked.Sum)))

	one, err := bring("li", "id,active,title\nzhao,是,处长\n", nil)
	require.NoError(t, err)
	other, err := bring("wang", "id,active,title\nzhao,是,主任\n", nil)
	require.NoError(t, err)
	require.NoError(t, c.ConsentOffice(t.Context(), who("li"), other.Waits, other.Sum))
	require.Equal(t, casework.Stale, casework.CodeOf(c.ConsentOffice(t.Context(), who("wang"), one.Waits, one.Sum)), "the office moved in between")
	waiting, err := c.OfficeChanges(t.Context(), who("wang"))
	require.NoError(t, err)
	require.True(t, waiting[0].Moved)
	require.NoError(t, c.DiscardOffice(t.Context(), who("li"), one.Waits))
	require.Equal(t, "主任", titleOf(stands(), "zhao"))

	given, err := c.OpenAccounts(t.Context(), who("li"), []string{"zhao"})
	require.NoError(t, err)
	require.Equal(t, "made", given[0].Password)
	_, err = c.OpenAccounts(t.Context(), who("li"), []string{"zhao"})
	require.Equal(t, casework.Invalid, casework.CodeOf(err), "a first password is given once")
}

func titleOf(f officefile.File, person string) string {
	for _, p := range f.Persons {
		if p.ID == person {
			return p.Title
		}
	}
	return ""
}
