package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/cases"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/sheet"
	"github.com/shixian/shixian/internal/words"
)

// bringsATable: what the petition system holds comes into a database, goes out of it and
// comes in again as known; the engine need not be there.
func bringsATable(t *testing.T, s *street) {
	ctx, desk := t.Context(), s.house.counter
	p, err := desk.Principal(ctx, "efficiency_office")
	require.NoError(t, err)
	rows, err := sheet.Read([]byte("\ufeff信访信息系统编号,received,信访人姓名（名称）,请求,事实和理由,渠道,来源,转送、交办机关,交办的办结期限\n" +
		"WX-1,2026-01-05T09:00,张三,补发补偿款,协议签了没有到账,来信,交办,县信访局,2026-03-05T17:30\nWX-2,2026-01-06 10:00,李四,修电梯,停了三个月,来访,信访人直接提出,,\n"))
	require.NoError(t, err)
	in := cases.Table{Kind: kind.Petition, Rows: rows, Say: func(code string) string {
		return words.Of(words.Chinese, kind.Office().Of(kind.Petition), words.Fact, code)
	}}
	in.Dry = true
	dry, err := desk.Bring(ctx, p, in)
	require.NoError(t, err)
	require.Len(t, dry, 2)
	in.Dry = false
	first, err := desk.Bring(ctx, p, in)
	require.NoError(t, err)
	require.Equal(t, []bool{false, false}, []bool{first[0].Known, first[1].Known}, "dry kept nothing")
	table, err := desk.Hand(ctx, p, kind.Petition)
	require.NoError(t, err)
	out, err := sheet.Write(sheet.CSV, table)
	require.NoError(t, err)
	require.Contains(t, string(out), "县信访局,2026-03-05T17:30:00+08:00,WX-1")
	in.Rows, err = sheet.Read(out)
	require.NoError(t, err)
	again, err := desk.Bring(ctx, p, in)
	require.NoError(t, err)
	require.ElementsMatch(t, []string{first[0].Number, first[1].Number}, []string{again[0].Number, again[1].Number})
	require.Equal(t, []bool{true, true}, []bool{again[0].Known, again[1].Known})
}

// Every line says what became of it, and every fault stands at its line and field.
func TestTableTellsLineByLine(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	require.NoError(t, tellBrought(&out, []cases.Brought{{Line: 2, Number: "XF2026-000001"}, {Line: 3, Number: "XF2026-000002", Known: true}}, false))
	require.Equal(t, "2\tnew\tXF2026-000001\n3\tknown\tXF2026-000002\n新收1件，已有1件 / 1 new and 1 known\n", out.String())
	out.Reset()
	err := tellLines(&out, []*casework.Error{casework.FieldError(casework.KnownElsewhere, "line[3].fields.outside_number", "")})
	require.ErrorIs(t, err, errLines)
	require.Contains(t, out.String(), "line[3].fields.outside_number\tknown_elsewhere\t")
}
