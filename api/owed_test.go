package api_test

import (
	"encoding/json"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/cases"
	"github.com/shixian/shixian/internal/counter/countertest"
)

// TestOwedIsTheMonthlyList: a program reads what the page says, as far as who asks may list
// the cases (design section 1, no ladder ends in silence).
func TestOwedIsTheMonthlyList(t *testing.T) {
	t.Parallel()
	b := setup(t)
	next := time.Now().AddDate(0, 0, 20).Truncate(time.Second).UTC()
	b.store.Put(casework.State{
		Number: "GW2026-000009", Kind: casework.Document, Unit: "permits", Post: "permit-1", Stage: casework.StageInstruct, Turn: casework.LeaderInCharge, Run: 1,
		Clocks: []casework.Clock{{
			Name: "instruct", Round: 1, Rule: "R051", Owner: casework.LeaderInCharge, Outcome: casework.Breach, Status: casework.Breached, Due: next.AddDate(0, -2, 0),
			Alarms: []casework.Alarm{{At: next, Kind: casework.AlarmRung, Level: "2", To: []casework.Role{casework.LeaderInCharge}, Recurs: true, Times: 2}},
		}},
	})
	late := b.store.Cases["GW2026-000009"]
	late.Light = casework.Red
	b.store.Cases["GW2026-000009"] = late

	got := b.as(countertest.Leader).get("/api/v1/owed")
	require.Equal(t, http.StatusOK, got.status, got.text)
	var list cases.MonthlyList
	require.NoError(t, json.Unmarshal([]byte(got.text), &list))
	require.Len(t, list.Leaders, 1)
	require.Equal(t, "permits", list.Leaders[0].Unit)
	row := list.Leaders[0].Owed[0]
	require.Equal(t, []any{"GW2026-000009", "instruct", 2, next}, []any{row.Number, row.Clock.Name, row.Rounds, row.Next.UTC()})
	require.Contains(t, got.text, `"together":[]`)
	require.Equal(t, http.StatusUnauthorized, b.visitor().get("/api/v1/owed").status)
}
