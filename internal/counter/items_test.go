package counter_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/catalogue"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/countertest"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/reference"
	"github.com/shixian/shixian/internal/sheet"
)

// cataloguing is a counter over the embedded policies whose catalogue is the demo office's.
func cataloguing(t *testing.T) (*drafting, policy.Item) {
	t.Helper()
	d := newDrafting(t)
	ref, err := reference.Load(kind.Office())
	require.NoError(t, err)
	d.store.Rules = ref.Policies
	office, err := d.store.Office(t.Context())
	require.NoError(t, err)
	office.Items, office.Units, office.Posts = ref.Items, append(office.Units, ref.Office.Units...), append(office.Posts, ref.Office.Posts...)
	return d, ref.Items[0]
}

func refusedFor(t *testing.T, err error) (out []string) {
	t.Helper()
	require.Error(t, err)
	for _, e := range core.RefusalsOf(err) {
		out = append(out, string(e.Code)+" "+e.Field)
	}
	return out
}

// TestAMatterIsPublishedByTwo: what is wrong is refused at its field, nobody publishes alone,
// and a case received before keeps the version it was received under.
func TestAMatterIsPublishedByTwo(t *testing.T) {
	t.Parallel()
	d, it := cataloguing(t)
	ctx := t.Context()
	author, second := as(countertest.Efficiency), as(countertest.Chief)
	wrong := it
	wrong.Basis, wrong.Promised, wrong.Unit, wrong.Post, wrong.Responsible = "行政许可法第九百条", "20wd", "nowhere", "nobody", "no-one"
	wrong.Fee, wrong.FeeBasis = "每件 10 元", "食品安全法第一千条"
	wrong.Materials = append(slices.Clone(it.Materials), policy.Material{Code: it.Materials[0].Code, Name: "x", Copies: -1})
	require.NoError(t, d.PutItem(ctx, author, it.ID, 0, wrong), "a draft may be wrong")
	seen := func(n int) []catalogue.Seen { return []catalogue.Seen{{ID: it.ID, Revision: n}} }
	got := refusedFor(t, d.RequestItems(ctx, author, seen(1)))
	for _, want := range []string{
		"basis_unknown basis", "basis_unknown fee_basis", "promise_too_long promised", "invalid unit", "invalid post", "invalid responsible",
		"invalid materials[6].code",
	} {
		require.Contains(t, got, want)
	}
	m, err := d.Matter(ctx, author, it.ID)
	require.NoError(t, err)
	require.Len(t, m.Problems, len(got), "the form says the same")

	better := it
	better.Promised = "6wd"
	require.Equal(t, []string{"stale revision"}, refusedFor(t, d.PutItem(ctx, author, it.ID, 0, better)))
	require.NoError(t, d.PutItem(ctx, author, it.ID, 1, better))
	require.Equal(t, []string{"not_requested revision"}, refusedFor(t, d.ConsentItems(ctx, second, seen(2))))
	require.Equal(t, []string{"not_requested principal"}, refusedFor(t, d.RequestItems(ctx, second, seen(2))), "only the author asks")
	require.NoError(t, d.RequestItems(ctx, author, seen(2)))
	require.Equal(t, []string{"second_person principal"}, refusedFor(t, d.ConsentItems(ctx, author, seen(2))))
	require.Equal(t, casework.Forbidden, casework.CodeOf(d.ConsentItems(ctx, as(countertest.Leader), seen(2))))
	require.Equal(t, []string{"stale revision"}, refusedFor(t, d.ConsentItems(ctx, second, seen(1))), "not of words he has not seen")
	require.NoError(t, d.PutItem(ctx, second, it.ID, 2, better), "who edits is the author then")
	require.Equal(t, []string{"not_requested revision"}, refusedFor(t, d.ConsentItems(ctx, author, seen(3))), "and the request for the old words is gone")
	require.NoError(t, d.RequestItems(ctx, second, seen(3)))
	require.NoError(t, d.ConsentItems(ctx, author, seen(3)))
	require.Contains(t, d.store.Audits, "p-efficiency admin.item food-permit consent ")

	m, err = d.Matter(ctx, author, it.ID)
	require.NoError(t, err)
	require.Nil(t, m.Draft)
	require.Equal(t, []string{"food-permit@2", "food-permit@1"}, []string{m.Versions[0].Ref(), m.Versions[1].Ref()})
	require.Equal(t, "6wd", m.Versions[0].Promised)
	require.Equal(t, it.Promised, m.Versions[1].Promised, "the first never changes")
	require.Equal(t, []string{countertest.Chief, countertest.Efficiency}, []string{m.Versions[0].By, m.Versions[0].Consent})
	require.Equal(t, []string{"not_found item"}, refusedFor(t, d.ConsentItems(ctx, author, seen(3))), "once")

	require.NoError(t, d.PutItem(ctx, author, it.ID, 0, better))
	require.Equal(t, []string{"says_nothing_new item"}, refusedFor(t, d.RequestItems(ctx, author, seen(1))))
	require.NoError(t, d.DiscardItem(ctx, author, seen(1)[0]))
	for _, id := range []string{"New", "import", "a b", ""} {
		require.Equal(t, []string{"invalid id"}, refusedFor(t, d.PutItem(ctx, author, id, 0, better)), id)
	}
	other := better
	other.Kind = "document"
	require.NoError(t, d.PutItem(ctx, author, it.ID, 0, other))
	require.Contains(t, refusedFor(t, d.RequestItems(ctx, author, seen(1))), "invalid kind", "its cases are of a kind")
}

// TestATableIsTakenWholeOrNotAtAll: what is exported reads as it was in every format, one cell
// that is wrong keeps everything out, and what was taken changes nothing the second time.
func TestATableIsTakenWholeOrNotAtAll(t *testing.T) {
	t.Parallel()
	d, it := cataloguing(t)
	ctx := t.Context()
	by := as(countertest.Efficiency)
	head := func(string) string { return "栏目" }
	for _, format := range []string{sheet.CSV, sheet.GBK, sheet.XLSX} {
		raw, err := d.ExportItems(ctx, by, format, head)
		require.NoError(t, err)
		got, err := d.ImportItems(ctx, by, raw, false)
		require.NoError(t, err)
		require.Empty(t, got.Wrong, format)
		require.Greater(t, len(got.Items), 10)
		require.Zero(t, got.Drafted(), "%s: what stands there already changes nothing", format)
	}
	office, err := d.store.Office(ctx)
	require.NoError(t, err)
	table := catalogue.Table(office.Items, head)
	at := func(name string) int {
		return slices.IndexFunc(catalogue.Columns(), func(c catalogue.Column) bool { return c.Name == name })
	}
	write := func() []byte {
		raw, err := sheet.Write(sheet.XLSX, table)
		require.NoError(t, err)
		return raw
	}
	table[1][at("promised")] = "7wd"
	table[1][at("name")] = "=食品经营许可（新）"
	table[3][at("materials.copies")] = "三"
	table[4][at("materials.code")] = table[2][at("materials.code")]
	last := len(table) - 1
	for table[last][at("name")] == "" {
		last--
	}
	table[last][at("basis")] = "城市公园条例第一条"
	got, err := d.ImportItems(ctx, by, write(), false)
	require.NoError(t, err)
	var wrong []string
	for _, w := range got.Wrong {
		wrong = append(wrong, strings.Join([]string{string(rune('0' + w.Row%10)), w.Column, string(w.Cause.Code)}, " "))
	}
	require.Contains(t, wrong, "4 materials.copies invalid", "row 4 of the table is its fourth line")
	require.Contains(t, wrong, "5 materials.code invalid")
	require.Contains(t, strings.Join(wrong, ";"), "basis basis_unknown")
	drafts, err := d.store.ItemDrafts(ctx)
	require.NoError(t, err)
	require.Empty(t, drafts, "nothing is half taken")

	table[3][at("materials.copies")] = "3"
	table[4][at("materials.code")] = "own-code"
	table[last][at("basis")] = office.Items[len(office.Items)-1].Basis
	got, err = d.ImportItems(ctx, by, write(), true)
	require.NoError(t, err)
	require.Empty(t, got.Wrong)
	require.Equal(t, 1, got.Drafted())
	drafts, err = d.store.ItemDrafts(ctx)
	require.NoError(t, err)
	require.Empty(t, drafts, "a dry run keeps nothing")
	_, err = d.ImportItems(ctx, by, write(), false)
	require.NoError(t, err)
	drafts, err = d.store.ItemDrafts(ctx)
	require.NoError(t, err)
	require.Len(t, drafts, 1)
	require.Equal(t, []string{it.ID, "7wd", "=食品经营许可（新）"}, []string{drafts[0].ID, drafts[0].Promised, drafts[0].Name})
	again, err := d.ImportItems(ctx, by, write(), false)
	require.NoError(t, err)
	require.Zero(t, again.Drafted(), "the second time nothing changes")
	drafts, err = d.store.ItemDrafts(ctx)
	require.NoError(t, err)
	require.Equal(t, 1, drafts[0].Revision)
	table[1][at("promised")] = "8wd"
	foreign, err := d.ImportItems(ctx, as(countertest.Chief), write(), false)
	require.NoError(t, err)
	require.Equal(t, casework.ItemDrafted, foreign.Wrong[0].Cause.Code, "nobody writes over another's draft by a table")
	few, err := d.ImportItems(ctx, by, []byte("id,phone\nhygiene-permit,0000-7654321\n"), false)
	require.NoError(t, err)
	require.Empty(t, few.Wrong, "what the table has no column for stays as it is")
	require.Len(t, few.Items[0].Changes, 1)
	drafts, err = d.store.ItemDrafts(ctx)
	require.NoError(t, err)
	standing := office.Items[slices.IndexFunc(office.Items, func(it policy.Item) bool { return it.ID == "hygiene-permit" })]
	require.Len(t, drafts[1].Materials, len(standing.Materials))
	some, err := d.ImportItems(ctx, by, []byte("id,materials.code\nhygiene-permit,a\n"), true)
	require.NoError(t, err)
	require.Equal(t, "all columns", some.Wrong[0].Cause.Rule)
	_, err = d.ImportItems(ctx, as(countertest.Handler), write(), true)
	require.Equal(t, casework.Forbidden, casework.CodeOf(err))
}

// TestWhatAMatterSaysIsInEveryRow: written as cells and read back, nothing of any matter of the
// demo office is lost; so a list, the form and the comparison leave nothing out.
func TestWhatAMatterSaysIsInEveryRow(t *testing.T) {
	t.Parallel()
	ref, err := reference.Load(kind.Office())
	require.NoError(t, err)
	articles, err := reference.Articles()
	require.NoError(t, err)
	house := policy.House{
		Kinds: kind.Office(), Units: ref.Office.Units, Posts: ref.Office.Posts, Policies: ref.Policies, Presets: ref.Presets, Law: articles,
	}
	for _, it := range ref.Items {
		back, wrong := catalogue.Item(catalogue.Rows(it))
		require.Empty(t, wrong, it.ID)
		require.True(t, it.Same(back), it.ID)
		require.NoError(t, house.Check(it), "%s could be published as it is: its bases open, its promise is kept", it.ID)
	}
}
