package store_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/catalogue"
	"github.com/shixian/shixian/internal/counter/core"
	counteroffice "github.com/shixian/shixian/internal/counter/office"
	"github.com/shixian/shixian/internal/duty"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/officefile"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/reference"
	"github.com/shixian/shixian/internal/sheet"
	"github.com/shixian/shixian/internal/store"
	"github.com/shixian/shixian/internal/testkit"
)

// importWithin is how long a large bureau may take to be brought in where this test runs: last in line
// beside three lanes of tests. By itself it has 20 s, and takes 4 (docs/benchmarks.md).
const importWithin = time.Minute

// TestALargeOfficeIsImported: 2,000 people, 600 posts with A and B, 400 matters, from a workbook
// into an empty database; the same again changes nothing.
func TestALargeOfficeIsImported(t *testing.T) {
	t.Parallel()
	ref, err := reference.Load(kind.Office())
	require.NoError(t, err)
	b := at(t, testkit.Schema(t))
	require.NoError(t, b.Seed(t.Context(), store.Reference{Policies: ref.Policies}))
	raw := largeOffice(t, ref.Items)
	rules := officefile.Rules{Kinds: kind.Office(), Policies: ref.Policies, Presets: ref.Presets, Items: catalogue.Beside}
	bring := func() (changes int) {
		require.NoError(t, b.Install(t.Context(), "test", func(stands officefile.File, now time.Time) (officefile.File, string, bool, error) {
			e, err := counteroffice.Examined(raw, stands, rules, now)
			if err != nil {
				return stands, "", false, err
			}
			got, err := e.Compare(stands, now)
			changes = len(got.Changes)
			return e.Canonical(time.UTC), "", changes > 0, err
		}))
		return changes
	}
	began := time.Now()
	require.Greater(t, bring(), 2000+600+400)
	took := time.Since(began)
	t.Logf("%d bytes in %s", len(raw), took.Round(time.Millisecond))
	require.Less(t, took, importWithin)
	again := time.Now()
	require.Zero(t, bring())
	t.Logf("again, without a change, in %s", time.Since(again).Round(time.Millisecond))
}

// largeOffice is a bureau of sixty sections with everybody who plays a part in it.
func largeOffice(t *testing.T, like []policy.Item) []byte {
	t.Helper()
	from := time.Date(2026, 1, 1, 0, 0, 0, 0, core.Zone)
	f := officefile.File{Units: []casework.Unit{{ID: "bureau", Name: "局", Level: 1}}}
	for i := range 60 {
		f.Units = append(f.Units, casework.Unit{ID: fmt.Sprintf("u%d", i), Parent: "bureau", Name: fmt.Sprintf("第 %d 科", i), Level: 2})
	}
	for i := range 2000 {
		f.Persons = append(f.Persons, casework.Person{ID: fmt.Sprintf("p%d", i), Name: fmt.Sprintf("人员%d", i), Unit: fmt.Sprintf("u%d", i%60), Active: true, Employment: casework.CivilServant})
	}
	hold := func(post string, i int) {
		f.Holders = append(f.Holders,
			duty.Assignment{Post: post, Person: fmt.Sprintf("p%d", 2*i), From: from}, duty.Assignment{Post: post, Person: fmt.Sprintf("p%d", 2*i+1), Rank: 1, From: from})
	}
	for i, r := range casework.Roles() {
		f.Posts = append(f.Posts, casework.Post{ID: "of-" + string(r), Unit: "bureau", Name: string(r), Role: r})
		hold("of-"+string(r), i)
	}
	for i := len(f.Posts); i < 600; i++ {
		id, role := fmt.Sprintf("post%d", i), casework.Handler
		if i%10 == 0 {
			role = casework.SectionHead
		}
		f.Posts = append(f.Posts, casework.Post{ID: id, Unit: fmt.Sprintf("u%d", i%60), Name: id, Role: role})
		hold(id, i)
	}
	for i := range 400 {
		it := like[0]
		it.ID, it.Name, it.Unit, it.Post, it.Responsible = fmt.Sprintf("item%d", i), fmt.Sprintf("事项%d", i), fmt.Sprintf("u%d", i%60), fmt.Sprintf("post%d", 60+i), ""
		f.Items = append(f.Items, it)
	}
	var tables []sheet.Table
	for _, list := range officefile.Lists() {
		rows := catalogue.Table(f.Items, func(string) string { return "" })
		if list != "items" {
			rows = f.Rows(list, core.Zone)
		}
		tables = append(tables, sheet.Table{Name: officefile.SheetName(list), Rows: rows})
	}
	raw, err := sheet.WriteBook(tables)
	require.NoError(t, err)
	return raw
}
