package office_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/catalogue"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/office"
	"github.com/shixian/shixian/internal/duty"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/officefile"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/reference"
	"github.com/shixian/shixian/internal/sheet"
)

var now = time.Date(2026, 3, 2, 9, 0, 0, 0, core.Zone)

// stands is a bureau with one section, two people and one post.
func stands() officefile.File {
	return officefile.File{
		Units:   []casework.Unit{{ID: "bureau", Name: "局", Level: 1}, {ID: "permits", Parent: "bureau", Name: "许可科", Level: 2}},
		Persons: []casework.Person{{ID: "li", Name: "李", Unit: "bureau", Active: true}, {ID: "wang", Name: "王", Unit: "permits", Active: true, Title: "科员"}},
		Posts:   []casework.Post{{ID: "admin", Unit: "bureau", Name: "管理岗", Role: casework.Admin}},
		Holders: []duty.Assignment{{Post: "admin", Person: "li", From: now.AddDate(0, -1, 0)}},
	}
}

func rules(t testing.TB) officefile.Rules {
	t.Helper()
	ref, err := reference.Load(kind.Office())
	require.NoError(t, err)
	return officefile.Rules{Kinds: ref.Kinds, Policies: ref.Policies, Presets: ref.Presets, Items: catalogue.Beside}
}

// brought lays a file over what stands.
func brought(t testing.TB, raw []byte) (officefile.Comparison, officefile.Problems, error) {
	t.Helper()
	e, err := office.Examined(raw, stands(), rules(t), now)
	var got officefile.Comparison
	if err == nil {
		got, err = e.Compare(stands(), now)
		got.Notes = append(e.Notes, got.Notes...)
	}
	wrong, told := err.(officefile.Problems) //nolint:errorlint // returned bare
	if told {
		err = nil
	}
	return got, wrong, err
}

// told are the problems in one language, each behind its cell.
func told(wrong officefile.Problems, english bool) string {
	var out strings.Builder
	for _, p := range wrong {
		text := p.Zh
		if english {
			text = p.En
		}
		fmt.Fprintf(&out, "%s: %s\n", p.Cell, text)
	}
	return out.String()
}

// TestTablesOfAnOffice: a table says what it has columns for and leaves the rest; UTF-8 and GBK
// are one; the same again changes nothing.
func TestTablesOfAnOffice(t *testing.T) {
	t.Parallel()
	utf := []byte("编号 id,职务 title,单位 unit\nwang,科长,permits\n")
	gbk, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte("编号 id,在岗 active,姓名 name,单位 unit\nzhao,是,赵,permits\n"))
	require.NoError(t, err)
	_, wrong, err := brought(t, utf)
	require.NoError(t, err)
	require.Contains(t, told(wrong, false), "看不出是哪一张表", "title and unit are of several")
	got, wrong, err := brought(t, []byte("编号 id,职务 title,employment\nwang,科长,contract\n"))
	require.NoError(t, err)
	require.Empty(t, wrong)
	require.Len(t, got.Changes, 1)
	require.Equal(t, []officefile.FieldChange{{Field: "employment", Now: `"contract"`}, {Field: "title", Was: `"科员"`, Now: `"科长"`}}, got.Changes[0].Fields)
	got, wrong, err = brought(t, gbk)
	require.NoError(t, err)
	require.Empty(t, wrong)
	require.True(t, got.Changes[0].New)
	require.Equal(t, "zhao", got.Changes[0].ID)

	var tables []sheet.Table
	for _, list := range officefile.Lists()[:4] {
		tables = append(tables, sheet.Table{Name: officefile.SheetName(list), Rows: stands().Rows(list, core.Zone)})
	}
	book, err := sheet.WriteBook(tables)
	require.NoError(t, err)
	got, wrong, err = brought(t, book)
	require.NoError(t, err)
	require.Empty(t, wrong)
	require.Empty(t, got.Changes, "what went out comes in without a change")
}

// book writes one sheet of people by hand.
func book(t testing.TB, name string, rows [][]any, more func(*excelize.File)) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer func() { _ = f.Close() }()
	require.NoError(t, f.SetSheetName(f.GetSheetName(0), name))
	for i, row := range rows {
		require.NoError(t, f.SetSheetRow(name, fmt.Sprintf("A%d", i+1), &row))
	}
	if more != nil {
		more(f)
	}
	var out bytes.Buffer
	require.NoError(t, f.Write(&out))
	return out.Bytes()
}

// TestBadTables: what spreadsheets do to an office is told at its cell, in both languages, and
// nothing is taken.
func TestBadTables(t *testing.T) {
	t.Parallel()
	people := [][]any{{"id", "name", "unit", "active"}, {"zhao", "赵", "permits", "是"}, {"qian", "钱", "permits", "是"}}
	for name, c := range map[string]struct {
		raw    []byte
		zh, en string
	}{
		"a formula":               {book(t, "人员", people, func(f *excelize.File) { require.NoError(t, f.SetCellFormula("人员", "B2", "A2&A3")) }), "人员!B2: 这一格是公式", "人员!B2: this cell holds a formula"},
		"merged cells":            {book(t, "人员", people, func(f *excelize.File) { require.NoError(t, f.MergeCell("人员", "C2", "C3")) }), "人员!C2:C3: 合并的单元格", "人员!C2:C3: joined cells"},
		"a post without unit":     {[]byte("id,name,role\ndesk,岗,handler\n"), "没有填写", "is missing"},
		"a post without A":        {[]byte("id,name,role,unit\ndesk,岗,handler,permits\n"), "2: 岗位没有A岗", "2: the post has no A"},
		"a ring of units":         {[]byte("id,name,level,parent\nbureau,局,3,permits\n"), "D2: 上级单位绕成了圈：bureau → permits → bureau", "the units above go round"},
		"a day that is none":      {[]byte("post,person,rank,from\nadmin,wang,1,下周一\n"), "D2: “下周一”不是日期；请写成 2026-01-02", "write it as 2026-01-02"},
		"yes or no":               {[]byte("id,name,unit,active\nzhao,赵,permits,maybe\n"), "D2: 请写“是”或者“否”", "D2: write yes or no"},
		"the same twice":          {[]byte("id,name,unit,active\nzhao,赵,permits,是\nzhao,赵,permits,是\n"), "A3: 与 2 的编号相同", "A3: bears the same id as 2"},
		"a column nobody knows":   {[]byte("id,name,unit,active,wage\nzhao,赵,permits,是,1\n"), "E1: 没有这一项", "E1: there is no such field"},
		"a cell without head":     {[]byte("id,name,unit,active\nzhao,赵,permits,是,x\n"), "E2: 这一列没有表头", "E2: this column has no head"},
		"a unit that is none":     {book(t, "人员", [][]any{people[0], {"zhao", "赵", "nowhere", "是"}}, nil), "人员!C2: 没有“nowhere”", "人员!C2: there is no"},
		"an item without promise": {[]byte("id,name,promised\nshop,开店,二十天\n"), "C2: ", "C2: "},
	} {
		_, wrong, err := brought(t, c.raw)
		require.NoError(t, err, name)
		require.Contains(t, told(wrong, false), c.zh, name)
		require.Contains(t, told(wrong, true), c.en, name)
	}
}

// TestAPersonWithoutPost is told and taken: he may get one later.
func TestAPersonWithoutPost(t *testing.T) {
	t.Parallel()
	got, wrong, err := brought(t, []byte("id,name,unit,active\nzhao,赵,permits,是\n"))
	require.NoError(t, err)
	require.Empty(t, wrong)
	require.Contains(t, told(got.Notes, false), "没有岗位")
}

// TestAnItemWithoutPapers goes out as it can come in: it has an empty list of them, not none.
func TestAnItemWithoutPapers(t *testing.T) {
	t.Parallel()
	ref, err := reference.Load(kind.Office())
	require.NoError(t, err)
	it := ref.Items[0]
	it.Materials, it.Fields = nil, nil
	raw, err := officefile.File{Items: []policy.Item{it}}.Write(core.Zone)
	require.NoError(t, err)
	_, _, err = officefile.Read(raw)
	require.NoError(t, err)
}

// TestDaysAsNumbers: a spreadsheet keeps a day as a number; it is read, and said so.
func TestDaysAsNumbers(t *testing.T) {
	t.Parallel()
	raw := book(t, "任职", [][]any{{"post", "person", "rank", "from"}, {"admin", "wang", 1, time.Date(2026, 4, 1, 0, 0, 0, 0, time.UTC)}}, nil)
	got, wrong, err := brought(t, raw)
	require.NoError(t, err)
	require.Empty(t, wrong)
	require.Equal(t, "admin/1/2026-04-01T00:00:00+08:00", got.Changes[0].ID)
	require.Contains(t, told(got.Notes, false), "任职!D2: 46113 是表格软件的日期数字，读作 2026-04-01")
}

// TestFilesThatAreNoTable are refused before they are read whole.
func TestFilesThatAreNoTable(t *testing.T) {
	t.Parallel()
	var bomb bytes.Buffer
	z := zip.NewWriter(&bomb)
	w, err := z.Create("xl/worksheets/sheet1.xml")
	require.NoError(t, err)
	for range 65 {
		_, err = w.Write(make([]byte, 1<<20))
		require.NoError(t, err)
	}
	require.NoError(t, z.Close())
	for name, c := range map[string]struct {
		raw  []byte
		code casework.Code
	}{
		"a million columns": {[]byte("id" + strings.Repeat(",a", 1_000_000)), casework.TooLarge},
		"a zip bomb":        {bomb.Bytes(), casework.FileDamaged},
		"a torn file":       {[]byte("PK\x03\x04xx"), casework.FileDamaged},
		"nothing":           {[]byte(" "), casework.FileEmpty},
	} {
		_, _, err := brought(t, c.raw)
		require.Equal(t, c.code, casework.CodeOf(err), name)
	}
	_, wrong, err := brought(t, []byte("a,b\n"))
	require.NoError(t, err)
	require.NotEmpty(t, wrong)
}

// TestLeaving: whoever leaves by a day stands on no post after it.
func TestLeaving(t *testing.T) {
	t.Parallel()
	f := stands()
	f.Persons[0].Until = now.AddDate(0, 1, 0)
	raw, err := f.Write(core.Zone)
	require.NoError(t, err)
	_, err = officefile.Examine(raw, rules(t), now)
	require.ErrorContains(t, err, "任职须在此前结束")
	f.Holders[0].To = now.AddDate(0, 1, 0)
	f.Holders = append(f.Holders, duty.Assignment{Post: "admin", Person: "wang", From: now.AddDate(0, 1, 0)})
	raw, err = f.Write(core.Zone)
	require.NoError(t, err)
	_, err = officefile.Examine(raw, rules(t), now)
	require.NoError(t, err)
	require.True(t, f.Persons[0].Works(now))
	require.False(t, f.Persons[0].Works(now.AddDate(0, 1, 0)))
}
