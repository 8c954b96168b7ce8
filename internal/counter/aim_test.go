package counter_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/appraisal"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/countertest"
)

// TestEachSetsHisOwnAims: a person himself, work and learning; a section whoever leads it;
// the bureau its head, with nobody above him (R226, R212).
func TestEachSetsHisOwnAims(t *testing.T) {
	t.Parallel()
	own := appraisal.NewAim{PointFilter: appraisal.PointFilter{Year: 2026, Person: countertest.Handler}, Work: "全部按时办结", Learning: "学完食品安全法"}
	of := func(unit string) func(*appraisal.NewAim) {
		return func(a *appraisal.NewAim) { a.Person, a.Unit, a.Learning = "", unit, "" }
	}
	for name, tt := range map[string]struct {
		by     string
		change func(*appraisal.NewAim)
		code   casework.Code
		field  string
	}{
		"of himself":               {countertest.Handler, nil, "", ""},
		"for the next year":        {countertest.Handler, func(a *appraisal.NewAim) { a.Year = 2027 }, "", ""},
		"of a year gone by":        {countertest.Handler, func(a *appraisal.NewAim) { a.Year = 2025 }, casework.Invalid, "year"},
		"for somebody below":       {countertest.Head, nil, casework.Forbidden, "person"},
		"for a colleague":          {countertest.Clerk, nil, casework.Forbidden, ""},
		"without work":             {countertest.Handler, func(a *appraisal.NewAim) { a.Work = "\n" }, casework.Invalid, "work"},
		"without learning":         {countertest.Handler, func(a *appraisal.NewAim) { a.Learning = "" }, casework.Invalid, "learning"},
		"longer than a page":       {countertest.Handler, func(a *appraisal.NewAim) { a.Work = strings.Repeat("长", 1001) }, casework.TooLarge, "work"},
		"of the section he leads":  {countertest.Head, of("permits"), "", ""},
		"of the section he is of":  {countertest.Handler, of("permits"), casework.Forbidden, ""},
		"of another section":       {countertest.Head, of("other"), casework.Forbidden, ""},
		"of the bureau":            {countertest.Chief, of("bureau"), "", ""},
		"of the bureau, by a head": {countertest.Head, of("bureau"), casework.Forbidden, ""},
		"of nobody":                {countertest.Handler, func(a *appraisal.NewAim) { a.Person = "" }, casework.Invalid, "unit"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := staffed(t)
			a := own
			if tt.change != nil {
				tt.change(&a)
			}
			err := b.SetAim(t.Context(), countertest.Principal(tt.by), a)
			require.Equal(t, tt.code, casework.CodeOf(err), "%v", err)
			if tt.code == "" {
				require.Len(t, b.store.Own, 1)
				require.Equal(t, a.Unit == "bureau", b.store.Own[0].Approved, "only the head of the bureau needs nobody's word")
				return
			}
			require.Empty(t, b.store.Own, "nothing was kept")
			if tt.field != "" {
				require.Equal(t, tt.field, core.RefusalsOf(err)[0].Field)
			}
		})
	}
}

// TestAnAimLiesBeforeWhoStandsNextAbove: whoever is asked for his word has it on his desk, and
// nobody else: not who drafted it, nor who stands above him who is asked (R226).
func TestAnAimLiesBeforeWhoStandsNextAbove(t *testing.T) {
	t.Parallel()
	b := staffed(t)
	set := func(by string, a appraisal.NewAim) {
		t.Helper()
		a.Year, a.Work = 2026, "全部按时办结"
		require.NoError(t, b.SetAim(t.Context(), countertest.Principal(by), a))
	}
	set(countertest.Handler, appraisal.NewAim{PointFilter: appraisal.PointFilter{Person: countertest.Handler}, Learning: "学完食品安全法"})
	set(countertest.Head, appraisal.NewAim{PointFilter: appraisal.PointFilter{Unit: "permits"}})
	for person, want := range map[string][]string{
		countertest.Handler: nil, countertest.Head: {countertest.Handler}, countertest.Leader: {"permits"}, countertest.Chief: nil,
	} {
		got, err := b.AimsAsked(t.Context(), countertest.Principal(person))
		require.NoError(t, err)
		var of []string
		for _, a := range got {
			of = append(of, a.Person+a.Unit)
		}
		require.Equal(t, want, of, person)
	}
}

// TestASuperiorApprovesAims: of a person who leads his section, of its head who leads him;
// nobody his own, and nobody of his own rank (R226).
func TestASuperiorApprovesAims(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		of, unit string
		by       string
		code     casework.Code
	}{
		"the head of the section":         {countertest.Handler, "", countertest.Head, ""},
		"the leader":                      {countertest.Handler, "", countertest.Leader, ""},
		"he himself":                      {countertest.Handler, "", countertest.Handler, casework.Forbidden},
		"the efficiency office":           {countertest.Handler, "", countertest.Efficiency, casework.Forbidden},
		"the head, of himself":            {countertest.Head, "", countertest.Head, casework.Forbidden},
		"the leader, of the head":         {countertest.Head, "", countertest.Leader, ""},
		"the head, of his section":        {countertest.Head, "permits", countertest.Head, casework.OwnCase},
		"the leader, of the section":      {countertest.Head, "permits", countertest.Leader, ""},
		"the head, of what his chief set": {countertest.Leader, "permits", countertest.Head, casework.OwnCase},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := staffed(t)
			a := appraisal.Aim{ID: 1, Year: 2026, Person: tt.of, By: tt.of, Work: "按时办结"}
			if tt.unit != "" {
				a.Person, a.Unit = "", tt.unit
			}
			b.store.Own = []appraisal.Aim{a}
			got, err := b.DecideAim(t.Context(), countertest.Principal(tt.by), 1, true)
			require.Equal(t, tt.code, casework.CodeOf(err), "%v", err)
			require.Equal(t, tt.code == "", got.Approved)
			require.Equal(t, tt.code == "", b.store.Own[0].Approved)
		})
	}
	b := staffed(t)
	_, err := b.DecideAim(t.Context(), head(), 9, true)
	require.Equal(t, casework.NotFound, casework.CodeOf(err))
}

// TestAimsOnTheSheet: what holds and what waits stand apart; the head sees whose drafts wait,
// and who reads another's words is written down.
func TestAimsOnTheSheet(t *testing.T) {
	t.Parallel()
	b := staffed(t)
	aim := func(id int64, approved, decided bool) appraisal.Aim {
		a := appraisal.Aim{ID: id, Year: 2026, Person: countertest.Handler, By: countertest.Handler, Approved: approved}
		if decided {
			a.Decided = &b.now
		}
		return a
	}
	of := appraisal.PointFilter{Year: 2026, Person: countertest.Handler}
	b.store.Own = []appraisal.Aim{aim(1, true, true), aim(2, false, true), aim(3, false, false)}
	sheet, err := b.Sheet(t.Context(), handler(), of)
	require.NoError(t, err)
	require.Equal(t, int64(1), sheet.Aim.ID)
	require.Equal(t, int64(3), sheet.Draft.ID)
	require.Empty(t, b.store.Audits, "his own")
	_, err = b.Sheet(t.Context(), head(), of)
	require.NoError(t, err)
	require.Equal(t, []string{countertest.Head + " points.view " + countertest.Handler + " aims"}, b.store.Audits)
	sheet, err = b.Sheet(t.Context(), head(), appraisal.PointFilter{Year: 2026, Unit: "permits"})
	require.NoError(t, err)
	require.Equal(t, countertest.Handler, sheet.Waiting[0].Person)
	require.Nil(t, sheet.Aim)
}
