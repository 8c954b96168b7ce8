package api_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/api"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/countertest"
)

// What is done to many answers for each as its own command would have been answered.
func TestBulkAsJSON(t *testing.T) {
	t.Parallel()
	b := setup(t)
	const number, none = "BJ2026-000007", "BJ2026-000999"
	b.store.Put(casework.State{Number: number, Kind: casework.Service, Unit: "permits", Post: "permit-1", Run: 1, Revision: 1, Stage: casework.StageHandle})
	b.engine.Run(number, true)
	var done struct {
		Rows []struct {
			Number  string
			Status  int
			Answer  *struct{ ID string }
			Problem *api.Problem
		}
		Rest []string
	}
	leader := b.as(countertest.Leader)
	read := func(body string) {
		t.Helper()
		done.Rows = nil
		got := leader.post("/api/v1/bulk", body, key("k"))
		require.Equal(t, http.StatusOK, got.status, got.text)
		require.NoError(t, json.Unmarshal([]byte(got.text), &done))
		require.NotNil(t, done.Rest, "none left is an empty list")
	}
	read(`{"act":"chase","numbers":["` + number + `","` + none + `"],"reason":"周五前办结"}`)
	require.Equal(t, []int{http.StatusOK, http.StatusNotFound}, []int{done.Rows[0].Status, done.Rows[1].Status})
	id := done.Rows[0].Answer.ID
	require.NotEmpty(t, id)
	require.Equal(t, casework.NotFound, done.Rows[1].Problem.Code)
	read(`{"act":"chase","numbers":["` + number + `"],"reason":"周五前办结"}`)
	require.Equal(t, id, done.Rows[0].Answer.ID, "sent again under one key, it is the same command")
	require.Len(t, b.engine.Updates, 1)
	read(`{"act":"read","numbers":["` + number + `"]}`)
	require.Nil(t, done.Rows[0].Answer, "nothing went to the case")
	b.engine.SetAway(true)
	got := leader.post("/api/v1/bulk", `{"act":"chase","numbers":["`+number+`"]}`, key("k2"))
	require.NoError(t, json.Unmarshal([]byte(got.text), &done))
	require.Equal(t, http.StatusAccepted, done.Rows[0].Status)
	for field, body := range map[string]string{
		"act":     `{"act":"close","numbers":["` + number + `"]}`,
		"numbers": `{"act":"chase","numbers":[` + strings.TrimSuffix(strings.Repeat(`"x",`, 51), ",") + `]}`,
		"shown":   `{"act":"read","numbers":["` + number + `"],"shown":"2026-13-01"}`,
		"dance":   `{"act":"chase","numbers":["` + number + `"],"dance":1}`,
	} {
		p := leader.post("/api/v1/bulk", body, key("k3")).problem(t)
		require.Equal(t, field, p.Errors[0].Field)
	}
}
