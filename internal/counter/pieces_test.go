package counter_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/appraisal"
	"github.com/shixian/shixian/internal/counter/countertest"
	"github.com/shixian/shixian/internal/duty"
	"github.com/shixian/shixian/internal/kind"
)

// TestPiecesAreCounted: units by what they told, the most first, one that was silent for three
// months marked; the staff of the general office owes two a month (R217, R218).
func TestPiecesAreCounted(t *testing.T) {
	t.Parallel()
	b := staffed(t)
	office, err := b.store.Office(t.Context())
	require.NoError(t, err)
	office.Posts = append(office.Posts, casework.Post{ID: "secretary", Unit: "bureau", Role: casework.GeneralOffice})
	b.store.Beside = []duty.Assignment{{Post: "secretary", Person: countertest.Leader, Rank: duty.A}, {Post: "secretary", Person: countertest.Head, Rank: 1}}
	month := time.Date(2026, 8, 1, 0, 0, 0, 0, b.now.Location())
	on := func(m time.Month, d int) *time.Time {
		at := time.Date(2026, m, d, 9, 0, 0, 0, b.now.Location())
		return &at
	}
	b.store.Pieced = []appraisal.PieceRow{
		{Unit: "other", Person: countertest.Stranger, Sent: 2, Adopted: 1, Last: on(8, 20)},
		{Unit: "permits", Person: countertest.Handler, Sent: 1, Last: on(8, 5)}, {Unit: "permits", Person: countertest.Leader, Sent: 1, Last: on(8, 6)},
		{Unit: "bureau", Person: countertest.Chief, Last: on(5, 31)},
	}
	got, err := b.PiecesOf(t.Context(), countertest.Principal(countertest.Chief), month)
	require.NoError(t, err)
	require.True(t, got.Over)
	require.Equal(t, []any{kind.ReportSent, kind.Adopted, []casework.Kind{kind.Report}}, []any{b.store.LastPieces.Sent, b.store.LastPieces.Adopted, b.store.LastPieces.Kinds})
	require.Equal(t, []string{"2026-08-01", "2026-09-01"}, []string{b.store.LastPieces.From.Format(time.DateOnly), b.store.LastPieces.Until.Format(time.DateOnly)})
	require.Equal(t, []appraisal.Told{
		{Unit: "other", Sent: 2, Adopted: 1, Last: *on(8, 20)}, {Unit: "permits", Sent: 2, Last: *on(8, 6)},
		{Unit: "bureau", Last: *on(5, 31), Silent: true}, // June, July, August
	}, got.Units)
	require.Equal(t, []appraisal.Told{{Unit: "bureau", Person: countertest.Leader, Name: nameOf(office.Persons, countertest.Leader), Sent: 1, Last: *on(8, 6), Owed: 1}}, got.People)

	got, err = b.PiecesOf(t.Context(), countertest.Principal(countertest.Chief), b.now.AddDate(1, 0, 0))
	require.NoError(t, err)
	require.Equal(t, []any{"2026-09-01", false}, []any{got.Month.Format(time.DateOnly), got.Over}, "none is read before it began")

	_, err = b.PiecesOf(t.Context(), handler(), month)
	require.Equal(t, casework.Forbidden, casework.CodeOf(err), "whoever keeps no register of them")
}

func nameOf(persons []casework.Person, id string) string {
	for _, p := range persons {
		if p.ID == id {
			return p.Name
		}
	}
	return ""
}
