package api_test

import (
	"encoding/json"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/countertest"
	"github.com/shixian/shixian/internal/counter/roster"
)

// leave asks for the morning of the day after tomorrow.
func leave(form, reason string) string {
	from := time.Now().AddDate(0, 0, 2).Truncate(time.Second)
	body, err := json.Marshal(map[string]any{
		"kind": "absence", "form": form, "from": from.Format(time.RFC3339), "until": from.Add(3 * time.Hour).Format(time.RFC3339),
		"fields": map[string]string{"reason": reason, "place": "县政府", "contact": "0591-87654321"},
	})
	if err != nil {
		panic(err) // plain words
	}
	return string(body)
}

func TestAbsenceOverHTTP(t *testing.T) {
	t.Parallel()
	b := setup(t)
	me := b.as(countertest.Handler)
	got := me.post("/api/v1/cases", leave("outing", "开会"), key("a-1"))
	require.Equal(t, http.StatusCreated, got.status, got.text)
	var receipt core.Receipt
	require.NoError(t, json.Unmarshal([]byte(got.text), &receipt))
	require.Contains(t, receipt.Number, "LG")
	require.Equal(t, http.StatusOK, me.post("/api/v1/cases", leave("outing", "开会"), key("a-2")).status/100*100)

	path := "/api/v1/cases/" + receipt.Number
	seen := me.get(path)
	require.Equal(t, http.StatusOK, seen.status, seen.text)
	require.Contains(t, seen.text, `"turns":`)
	require.NotContains(t, seen.text, "开会")
	require.Equal(t, http.StatusNotFound, b.as(countertest.Stranger).get(path).status)
	require.Equal(t, http.StatusForbidden, me.post(path+"/approve", `{"approve":true}`, key("a-3")).status, "nobody grants his own")
	require.Equal(t, http.StatusOK, me.get(path+"/handover").status)
	require.Equal(t, http.StatusOK, me.get(path+"/turns").status)
	require.Contains(t, b.as(countertest.Leader).get("/api/v1/absences/asked").text, receipt.Number)

	refused := me.post("/api/v1/cases", leave("nap", "开会"), key("a-4")).problem(t)
	require.Equal(t, casework.Invalid, refused.Code)
	require.Equal(t, "form", refused.Errors[0].Field)
	refused = me.post("/api/v1/cases", `{"kind":"absence","form":"leave","from":"soon"}`, key("a-5")).problem(t)
	require.Equal(t, "from", refused.Errors[0].Field)
	refused = me.post("/api/v1/cases", `{"kind":"absence","item":"food-permit"}`, key("a-6")).problem(t)
	require.Equal(t, casework.UnknownField, refused.Code)
}

func TestBoardOverHTTP(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.store.Roster.Rows = []roster.BoardRow{{
		Post: "permit-1", PostName: "许可岗", Role: casework.Handler, Holder: "a", Acting: "b", ActingName: "乙", Backups: []string{"乙"}, Absence: "LG2026-000001",
	}}
	b.store.Sealed["LG2026-000001"] = map[string]string{"reason": "看病", "place": "医院"}
	outside := b.visitor().get("/api/v1/public/board")
	require.Equal(t, http.StatusOK, outside.status)
	require.Contains(t, outside.text, `"backups":["乙"]`, "whatever the hour (R161)")
	require.NotContains(t, outside.text, "看病")
	require.Equal(t, http.StatusUnauthorized, b.visitor().get("/api/v1/board").status)
	require.Contains(t, b.as(countertest.Clerk).get("/api/v1/board").text, "看病")
}

func TestPointsAndPlansOverHTTP(t *testing.T) {
	t.Parallel()
	b := setup(t)
	me, head := b.as(countertest.Handler), b.as(countertest.Head)
	require.Equal(t, http.StatusOK, me.get("/api/v1/points").status)
	require.Equal(t, http.StatusForbidden, me.get("/api/v1/points?unit=permits").status)
	require.Equal(t, http.StatusOK, head.get("/api/v1/points?unit=permits&year=2026").status)
	require.Equal(t, http.StatusMethodNotAllowed, head.send(http.MethodDelete, "/api/v1/points", "", nil).status, "there is no way to edit points")

	from := time.Now().Add(time.Hour).Format(time.RFC3339)
	got := head.post("/api/v1/posts/permit-1/plans", `{"holders":["`+countertest.Handler+`","`+countertest.Clerk+`"],"from":"`+from+`"}`, nil)
	require.Equal(t, http.StatusCreated, got.status, got.text)
	require.Equal(t, http.StatusForbidden, head.post("/api/v1/plans/1/approve", "", nil).status)
	require.Equal(t, http.StatusNotFound, head.post("/api/v1/plans/9/approve", "", nil).status)
	twice := head.post("/api/v1/posts/permit-1/plans", `{"holders":["`+countertest.Handler+`","`+countertest.Handler+`"],"from":"`+from+`"}`, nil).problem(t)
	require.Equal(t, "backup", twice.Errors[0].Field)
	require.Equal(t, "R161", twice.Errors[0].Rule)
	require.Contains(t, me.get("/api/v1/posts").text, `"permit-1"`)
}
