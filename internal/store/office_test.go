package store_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/duty"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/officefile"
	"github.com/shixian/shixian/internal/store"
)

// TestInstall: what was decided on what stands is written whole, with its line in
// the audit trail; what was refused, or is no change, leaves nothing.
func TestInstall(t *testing.T) {
	t.Parallel()
	b := setup(t)
	before, err := b.Standing(t.Context())
	require.NoError(t, err)
	trail := func() int { return count(t, b, `SELECT count(*) FROM audit WHERE action = 'office.import'`) }

	no := errors.New("no")
	more := func(r officefile.File) officefile.File {
		r.Persons = append(slices.Clone(r.Persons), casework.Person{ID: "new", Name: "新", Unit: "bureau", Active: true, Employment: casework.Seconded})
		return r
	}
	for name, decide := range map[string]func(officefile.File, time.Time) (officefile.File, string, bool, error){
		"refused": func(r officefile.File, _ time.Time) (officefile.File, string, bool, error) {
			return more(r), "", true, no
		},
		"no change": func(r officefile.File, _ time.Time) (officefile.File, string, bool, error) {
			return more(r), "", false, nil
		},
		"half taken": func(r officefile.File, _ time.Time) (officefile.File, string, bool, error) {
			r = more(r)
			r.Holders = append(r.Holders, duty.Assignment{Post: "nowhere", Person: "new", From: founded})
			return r, "", true, nil
		},
	} {
		err := b.Install(t.Context(), "cli", decide)
		require.Equal(t, name != "no change", err != nil, "%s: %v", name, err)
		stands, err := b.Standing(t.Context())
		require.NoError(t, err)
		require.Equal(t, before, stands, name)
		require.Zero(t, trail(), name)
	}

	require.NoError(t, b.Install(t.Context(), "cli", func(r officefile.File, now time.Time) (officefile.File, string, bool, error) {
		require.WithinDuration(t, time.Now(), now, time.Hour)
		return more(r), "new=1", true, nil
	}))
	stands, err := b.Standing(t.Context())
	require.NoError(t, err)
	require.Equal(t, more(before).Persons, sorted(stands.Persons, before.Persons))
	require.Equal(t, 1, trail())
}

// sorted puts people who were there before first.
func sorted(all, first []casework.Person) []casework.Person {
	out := slices.Clone(all)
	slices.SortStableFunc(out, func(a, b casework.Person) int {
		return index(first, a) - index(first, b)
	})
	return out
}

func index(all []casework.Person, p casework.Person) int {
	if i := slices.Index(all, p); i >= 0 {
		return i
	}
	return len(all)
}

// TestStandingLeavesStandInsOut: they are named for a time and are none of the plan.
func TestStandingLeavesStandInsOut(t *testing.T) {
	t.Parallel()
	b := setup(t)
	before, err := b.Standing(t.Context())
	require.NoError(t, err)
	post := before.Posts[0].ID
	_, err = b.raw.Exec(`INSERT INTO post_holders (post, person, rank, from_at, to_at) VALUES ($1, $2, $3, now(), now() + interval '1 day')`,
		post, before.Persons[0].ID, duty.Standin)
	require.NoError(t, err)
	after, err := b.Standing(t.Context())
	require.NoError(t, err)
	require.Equal(t, before, after)
}

// TestWhoWasJustBroughtInIsKnown: an office kept in mind is no older than the people
// who sign in.
func TestWhoWasJustBroughtInIsKnown(t *testing.T) {
	t.Parallel()
	b := setup(t)
	other, err := store.Open(t.Context(), b.url, store.Options{Kinds: kind.Office()})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, other.Close()) })
	_, err = other.Office(t.Context()) // remembered from now on
	require.NoError(t, err)
	r := office()
	r.Persons = append(r.Persons, casework.Person{ID: "new", Name: "新", Unit: "bureau", Active: true})
	require.NoError(t, b.Seed(t.Context(), r))
	_, err = other.SessionEpoch(t.Context(), "new")
	require.NoError(t, err)
	o, err := other.Office(t.Context())
	require.NoError(t, err)
	require.True(t, slices.ContainsFunc(o.Persons, func(p casework.Person) bool { return p.ID == "new" }))
}
