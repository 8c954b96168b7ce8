package privacy

import (
	"errors"
	"iter"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

var firstAt = time.Date(2026, 10, 16, 17, 30, 0, 123456000, time.FixedZone("CST", 8*3600))

// chainOf returns n linked rows, their numbers with gaps as a sequence leaves them.
func chainOf(ring *Keyring, n int) []Chained {
	rows := make([]Chained, n)
	var prev []byte
	for i := range rows {
		row := Row{
			Seq: int64(3*i + 1), At: firstAt.Add(time.Duration(i) * time.Second),
			Actor: "handler", Action: "pause", Object: "BJ2026-000123", Detail: "检验",
		}
		prev = ring.Link(prev, row)
		rows[i] = Chained{Row: row, Link: prev}
	}
	return rows
}

func each(rows []Chained) iter.Seq2[Chained, error] {
	return func(yield func(Chained, error) bool) {
		for _, row := range rows {
			if !yield(row, nil) {
				return
			}
		}
	}
}

func TestVerifyNamesTheFirstBrokenRow(t *testing.T) {
	t.Parallel()
	ring := newRing(t)
	forged := Row{Seq: 8, At: firstAt, Actor: "admin"}
	for name, tt := range map[string]struct {
		harm func([]Chained) []Chained
		want int64 // 0 = whole
	}{
		"untouched":         {func(r []Chained) []Chained { return r }, 0},
		"same instant, UTC": {func(r []Chained) []Chained { r[2].At = r[2].At.UTC(); return r }, 0},
		"sequence altered":  {func(r []Chained) []Chained { r[2].Seq++; return r }, 8},
		"time altered":      {func(r []Chained) []Chained { r[2].At = r[2].At.Add(time.Nanosecond); return r }, 7},
		"actor altered":     {func(r []Chained) []Chained { r[2].Actor = "backup"; return r }, 7},
		"action altered":    {func(r []Chained) []Chained { r[2].Action = "resume"; return r }, 7},
		"object altered":    {func(r []Chained) []Chained { r[2].Object = "BJ2026-000124"; return r }, 7},
		"detail altered":    {func(r []Chained) []Chained { r[2].Detail = ""; return r }, 7},
		"fields shifted":    {func(r []Chained) []Chained { r[2].Actor, r[2].Action = "handlerp", "ause"; return r }, 7},
		"link altered":      {func(r []Chained) []Chained { r[2].Link = slices.Clone(r[1].Link); return r }, 7},
		"link missing":      {func(r []Chained) []Chained { r[2].Link = nil; return r }, 7},
		"first removed":     {func(r []Chained) []Chained { return r[1:] }, 4},
		"middle removed":    {func(r []Chained) []Chained { return slices.Delete(r, 2, 3) }, 10},
		"row inserted": {func(r []Chained) []Chained {
			return slices.Insert(r, 3, Chained{forged, newRing(t).Link(r[2].Link, forged)})
		}, 8},
		"two rows swapped": {func(r []Chained) []Chained { r[2], r[3] = r[3], r[2]; return r }, 10},
		"row repeated":     {func(r []Chained) []Chained { return slices.Insert(r, 3, r[2]) }, 7},
		"a row linked in under an old number": {func(r []Chained) []Chained {
			late := Row{Seq: 2}
			return append(r, Chained{late, ring.Link(r[len(r)-1].Link, late)})
		}, 2},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			rows := tt.harm(chainOf(ring, 5))
			head, err := ring.Verify(each(rows))
			if tt.want == 0 {
				require.NoError(t, err)
				require.Equal(t, Head{rows[4].Seq, rows[4].Link}, head)
				return
			}
			var broken *BrokenChain
			require.ErrorAs(t, err, &broken)
			require.Equal(t, tt.want, broken.Seq)
		})
	}
}

func TestAnyRemovalIsNoticedWithAWitness(t *testing.T) {
	t.Parallel()
	ring := newRing(t)
	rapid.Check(t, func(t *rapid.T) {
		rows := chainOf(ring, rapid.IntRange(1, 12).Draw(t, "rows"))
		last := rows[len(rows)-1]
		from := rapid.IntRange(0, len(rows)-1).Draw(t, "from")
		to := rapid.IntRange(from+1, len(rows)).Draw(t, "to")
		_, err := ring.Verify(each(slices.Delete(rows, from, to)), Head{last.Seq, last.Link})
		var broken *BrokenChain
		require.ErrorAs(t, err, &broken)
	})
}

func TestWitnesses(t *testing.T) {
	t.Parallel()
	ring := newRing(t)
	rows := chainOf(ring, 5)
	witness := func(i int) Head { return Head{rows[i].Seq, rows[i].Link} }

	_, err := ring.Verify(each(rows), witness(4), witness(1))
	require.NoError(t, err)

	_, err = ring.Verify(each(rows[:3]), witness(4), witness(1))
	require.ErrorContains(t, err, "breaks at 13: was witnessed and is missing")

	_, err = ring.Verify(each(rows), Head{rows[1].Seq, rows[2].Link})
	require.ErrorContains(t, err, "breaks at 4: is not the row once witnessed")
}

func TestVerifyOfNothing(t *testing.T) {
	t.Parallel()
	head, err := newRing(t).Verify(each(nil))
	require.NoError(t, err)
	require.Zero(t, head)
}

func TestVerifyPassesAReadErrorOn(t *testing.T) {
	t.Parallel()
	ring := newRing(t)
	gone := errors.New("connection gone")
	_, err := ring.Verify(func(yield func(Chained, error) bool) {
		if yield(chainOf(ring, 1)[0], nil) {
			yield(Chained{}, gone)
		}
	})
	require.ErrorIs(t, err, gone)
	require.ErrorContains(t, err, "after 1")
}

func TestLinkNeedsTheKey(t *testing.T) {
	t.Parallel()
	_, err := newRing(t).Verify(each(chainOf(newRing(t), 2)))
	require.ErrorContains(t, err, "breaks at 1")
}
