package api_test

import (
	"encoding/json"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/countertest"
	"github.com/shixian/shixian/internal/counter/rulebook"
)

// TestCountTouched: how many cases a rule touched, to staff alone and of rules there are.
func TestCountTouched(t *testing.T) {
	t.Parallel()
	b := setup(t)
	got := b.as(countertest.Head).get("/api/v1/rules/R069/cases")
	require.Equal(t, http.StatusOK, got.status, got.text)
	var n rulebook.Touched
	require.NoError(t, json.Unmarshal([]byte(got.text), &n))
	require.Equal(t, "R069", n.Rule)
	require.Equal(t, "R069", b.store.LastTouched.Rule)

	require.Equal(t, casework.NotFound, b.as(countertest.Head).get("/api/v1/rules/R999/cases").problem(t).Code)
	require.Equal(t, http.StatusUnauthorized, b.visitor().get("/api/v1/rules/R069/cases").status)
}
