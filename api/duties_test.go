package api_test

import (
	"encoding/json"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/appraisal"
	"github.com/shixian/shixian/internal/counter/countertest"
)

// Who sees a bureau's standing duties reads them as JSON, filed and missed; a desk
// that has no part in any is refused.
func TestStandingDutiesAsJSON(t *testing.T) {
	t.Parallel()
	b := setup(t)
	const number = "ZR2026-000001"
	b.store.Put(casework.State{
		Number: number, Kind: casework.Duties, Unit: "bureau", Post: "chief", Run: 1, Stage: casework.StageStanding,
		Proposed: []casework.Proposed{{Clock: "self_check", Round: 1, Rule: "R110", Measure: casework.NotFiled}},
	})
	v := b.store.Cases[number]
	due := time.Date(2026, 10, 1, 9, 30, 0, 0, time.UTC)
	v.Clocks = []casework.ClockView{
		{Name: "self_check", Round: 1, Status: casework.Recurred, Due: due}, {Name: "self_check", Round: 2, Status: casework.Running, Due: due.AddDate(0, 3, 0)},
	}
	b.store.Cases[number] = v
	got := b.as(countertest.Efficiency).get("/api/v1/duties")
	require.Equal(t, http.StatusOK, got.status, got.text)
	var found []appraisal.Standing
	require.NoError(t, json.Unmarshal([]byte(got.text), &found))
	require.Len(t, found, 1)
	require.Equal(t, []appraisal.DutyRound{{Round: 1, Due: due}}, found[0].Duties[0].Past, "missed: filed by nobody")
	require.Equal(t, "R110", found[0].Proposed[0].Rule)
	require.True(t, found[0].Proposed[0].Decide)
	require.Equal(t, http.StatusForbidden, b.as(countertest.Handler).get("/api/v1/duties").status)
}
