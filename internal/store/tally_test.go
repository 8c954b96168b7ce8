package store_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
)

// complain registers a complaint on a matter and forwards it to the permit section.
func complain(t *testing.T, b *bundle, matter string, forwarded time.Time, result string) string {
	t.Helper()
	if matter == "" {
		return complainOf(t, b, nil, forwarded, result)
	}
	return complainOf(t, b, map[string]string{"matter": matter}, forwarded, result)
}

func complainOf(t *testing.T, b *bundle, facts map[string]string, forwarded time.Time, result string) string {
	t.Helper()
	in := newCase()
	in.Kind, in.Item, in.Unit, in.Post, in.Facts = casework.Complaint, "", "efficiency", "eff", facts
	number, _, err := b.RegisterCase(t.Context(), in)
	require.NoError(t, err)
	st := step(number, 1, casework.Event{Name: casework.Forwarded, At: forwarded})
	st.At = forwarded
	st.State.Kind, st.State.Item, st.State.Facts, st.State.Result = casework.Complaint, "", in.Facts, result
	b.commit(t, st)
	return number
}

// Complaints count on their matter for ever and for their unit a month long; the
// one that asks counts too, whether or not it was written down yet (R080).
func TestTally(t *testing.T) {
	t.Parallel()
	b := setup(t)
	at := now()
	first := complain(t, b, "", at.AddDate(0, -3, 0), "confirmed")
	complain(t, b, first, at.Add(-24*time.Hour), "")
	complain(t, b, "", at.Add(-48*time.Hour), "")
	complain(t, b, first, at.Add(-24*time.Hour), "suggestion") // no complaint
	complain(t, b, "", at.Add(time.Hour), "")                  // later than asked
	third := complain(t, b, first, at, "")
	complainOf(t, b, map[string]string{"matter": first, "office": "discipline_office", "office_post": "eff"}, at, "") // upward: no figure tells of it

	for name, tt := range map[string]struct {
		req  casework.TallyRequest
		want casework.Tally
	}{
		"the third on its matter": {
			casework.TallyRequest{Number: third, Unit: "permits", Matter: first, At: at}, casework.Tally{OnMatter: 3, InMonth: 3},
		},
		"the first, asked again": {
			casework.TallyRequest{Number: first, Unit: "permits", At: at}, casework.Tally{OnMatter: 3, InMonth: 4},
		},
		"of another unit": {
			casework.TallyRequest{Number: "TS2026-999999", Unit: "efficiency", At: at}, casework.Tally{OnMatter: 1, InMonth: 1},
		},
		"two months on": {
			casework.TallyRequest{Number: third, Unit: "permits", Matter: first, At: at.AddDate(0, 2, 0)}, casework.Tally{OnMatter: 3, InMonth: 1},
		},
	} {
		got, err := b.Tally(t.Context(), tt.req)
		require.NoError(t, err, name)
		require.Equal(t, tt.want, got, name)
	}
}
