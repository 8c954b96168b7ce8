package counter_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/appraisal"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/countertest"
)

func TestAttained(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		figure              string
		weight, goal, value int
		want                int // tenths
	}{
		"kept":                       {"on_time", 40, 98, 98, 400},
		"more than asked earns all":  {"on_time", 40, 98, 100, 400},
		"in proportion below it":     {"on_time", 40, 98, 49, 200},
		"no more than allowed":       {"breaches", 20, 2, 2, 200},
		"twice what was allowed":     {"breaches", 20, 2, 4, 100},
		"one where none was allowed": {"cards", 20, 0, 1, 0},
		"a goal of nothing is kept":  {"covered", 5, 0, 0, 50},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f, ok := casework.FigureOf(tt.figure)
			require.True(t, ok)
			require.Equal(t, tt.want, f.Attained(tt.weight, tt.goal, tt.value))
		})
	}
}

func TestTargetIsSetFromAbove(t *testing.T) {
	t.Parallel()
	section := appraisal.PointFilter{Year: 2026, Unit: "permits"}
	good := appraisal.NewTarget{PointFilter: section, Figure: "on_time", Weight: 40, Goal: 98}
	with := func(change func(*appraisal.NewTarget)) appraisal.NewTarget {
		t := good
		change(&t)
		return t
	}
	for name, tt := range map[string]struct {
		by    string
		in    appraisal.NewTarget
		code  casework.Code
		field string
	}{
		"of a section": {countertest.Chief, good, "", ""},
		"of a person": {countertest.Chief, with(func(t *appraisal.NewTarget) {
			t.Unit, t.Person, t.Figure, t.Goal = "", countertest.Handler, "covered", 20
		}), "", ""},
		"of the bureau, by its head": {countertest.Chief, with(func(t *appraisal.NewTarget) { t.Unit = "bureau" }), "", ""},
		"of his own unit":            {countertest.Leader, with(func(t *appraisal.NewTarget) { t.Unit = "bureau" }), casework.OwnCase, "unit"},
		"of himself":                 {countertest.Chief, with(func(t *appraisal.NewTarget) { t.Unit, t.Person = "", countertest.Chief }), casework.Forbidden, ""},
		"by the section itself":      {countertest.Head, good, casework.Forbidden, ""},
		"of a person and a unit":     {countertest.Chief, with(func(t *appraisal.NewTarget) { t.Person = countertest.Handler }), casework.Invalid, "unit"},
		"of a year gone by":          {countertest.Chief, with(func(t *appraisal.NewTarget) { t.Year = 2025 }), casework.Invalid, "year"},
		"more than all of it":        {countertest.Chief, with(func(t *appraisal.NewTarget) { t.Weight = 101 }), casework.Invalid, "weight"},
		"more than every promise":    {countertest.Chief, with(func(t *appraisal.NewTarget) { t.Goal = 101 }), casework.Invalid, "goal"},
		"a vote on a person":         {countertest.Chief, with(func(t *appraisal.NewTarget) { t.Unit, t.Person, t.Figure = "", countertest.Handler, "vote" }), casework.Invalid, "figure"},
		"of what nobody knows":       {countertest.Chief, with(func(t *appraisal.NewTarget) { t.Figure = "smiles" }), casework.Invalid, "figure"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := staffed(t)
			err := b.SetTarget(t.Context(), countertest.Principal(tt.by), tt.in)
			require.Equal(t, tt.code, casework.CodeOf(err))
			if tt.code == "" {
				require.NoError(t, err)
				require.Len(t, b.store.Sheets.Set, 1)
				return
			}
			if tt.field != "" {
				require.Equal(t, tt.field, core.RefusalsOf(err)[0].Field)
			}
			require.Empty(t, b.store.Sheets.Set, "nothing was kept")
		})
	}
}

func TestQuarterIsMarkedByOthers(t *testing.T) {
	t.Parallel()
	good := appraisal.NewMark{PointFilter: appraisal.PointFilter{Year: 2026, Unit: "permits"}, Figure: "vote", Quarter: 1, Value: 88}
	for name, tt := range map[string]struct {
		by     string
		change func(*appraisal.NewMark)
		code   casework.Code
		field  string
	}{
		"by the efficiency office":     {countertest.Efficiency, func(*appraisal.NewMark) {}, "", ""},
		"by the section itself":        {countertest.Head, func(*appraisal.NewMark) {}, casework.Forbidden, ""},
		"of its own unit":              {countertest.Efficiency, func(m *appraisal.NewMark) { m.Unit = "bureau" }, casework.OwnCase, "unit"},
		"of what is counted":           {countertest.Efficiency, func(m *appraisal.NewMark) { m.Figure = "on_time" }, casework.Invalid, "figure"},
		"of what was not asked":        {countertest.Efficiency, func(m *appraisal.NewMark) { m.Figure = "task" }, casework.Invalid, "figure"},
		"of a fifth quarter":           {countertest.Efficiency, func(m *appraisal.NewMark) { m.Quarter = 5 }, casework.Invalid, "quarter"},
		"of a quarter that lies ahead": {countertest.Efficiency, func(m *appraisal.NewMark) { m.Year = 2027 }, casework.FutureDate, "quarter"},
		"of more than all":             {countertest.Efficiency, func(m *appraisal.NewMark) { m.Value = 101 }, casework.Invalid, "value"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := staffed(t)
			b.store.Sheets.Set = []appraisal.Target{{Figure: "on_time", Weight: 40, Goal: 98}, {Figure: "vote", Weight: 20, Goal: 80}}
			in := good
			tt.change(&in)
			err := b.GiveMark(t.Context(), countertest.Principal(tt.by), in)
			require.Equal(t, tt.code, casework.CodeOf(err))
			if tt.code != "" {
				require.Empty(t, b.store.Sheets.Given)
				if tt.field != "" {
					require.Equal(t, tt.field, core.RefusalsOf(err)[0].Field)
				}
				return
			}
			require.NoError(t, err)

			b.store.Sheets.Year = appraisal.Counted{Kept: 49, Breaches: 1}
			sheet, err := b.Sheet(t.Context(), head(), in.PointFilter)
			require.NoError(t, err)
			require.Len(t, sheet.Held.Rules, 3, "each rule of the window stands there, also where nothing fell due (R236)")
			require.Equal(t, 60, sheet.Weight)
			require.Equal(t, 400+200, sheet.Tenths, "98 of a hundred, and 88 where 80 were asked")
		})
	}
}
