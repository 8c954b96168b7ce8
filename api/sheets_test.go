package api_test

import (
	"encoding/json"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/countertest"
	"github.com/shixian/shixian/internal/counter/roster"
)

// TestDutySheetFromProposalToForce: proposed by the head of the section, published by the
// leader, read by whoever asks (R210, R214).
func TestDutySheetFromProposalToForce(t *testing.T) {
	t.Parallel()
	b := setup(t)
	const path, words = "/api/v1/posts/permit-1/sheets", `{"content":"审查","quantity":"全部","quality":"无差错","procedure":"受理、审查","standard":"食品安全法","limit":"十个工作日","powers":"核查","duties":"负责"}`
	head, leader := b.as(countertest.Head), b.as(countertest.Leader)
	got := head.post(path, words, nil)
	require.Equal(t, http.StatusCreated, got.status, got.text)
	var of roster.SheetsOf
	require.NoError(t, json.Unmarshal([]byte(got.text), &of))
	require.Equal(t, int64(1), of.Waiting.ID)
	require.Equal(t, "limit", head.post(path, `{"content":"审查","quantity":"全部","quality":"无差错","procedure":"受理","standard":"法","limit":"","powers":"核查","duties":"负责"}`, nil).problem(t).Errors[0].Field)
	require.Equal(t, http.StatusForbidden, head.post("/api/v1/sheets/1/publish", `{}`, nil).status)
	require.Equal(t, http.StatusOK, leader.post("/api/v1/sheets/1/publish", `{}`, nil).status)
	got = b.as(countertest.Handler).get(path)
	require.NoError(t, json.Unmarshal([]byte(got.text), &of))
	require.Equal(t, "十个工作日", of.Sheet.Limit)
	require.Equal(t, casework.NotFound, leader.post("/api/v1/sheets/99/publish", `{}`, nil).problem(t).Code)

	office, err := b.store.Office(t.Context())
	require.NoError(t, err)
	office.Posts[1].Sheet = of.Sheet
	got = b.visitor().get("/api/v1/public/posts")
	require.Equal(t, http.StatusOK, got.status)
	var posts []casework.Post
	require.NoError(t, json.Unmarshal([]byte(got.text), &posts))
	require.Len(t, posts, 1)
	require.Equal(t, "负责", posts[0].Sheet.Duties)
}

// TestAimFromDraftToApproval over HTTP: a person drafts, his head approves (R226).
func TestAimFromDraftToApproval(t *testing.T) {
	t.Parallel()
	b := setup(t)
	got := b.as(countertest.Handler).post("/api/v1/aims", `{"person":"`+countertest.Handler+`","year":2026,"work":"按时办结","learning":"学法"}`, nil)
	require.Equal(t, http.StatusCreated, got.status, got.text)
	require.Contains(t, got.text, `"draft":{"id":1`)
	require.Equal(t, http.StatusForbidden, b.as(countertest.Handler).post("/api/v1/aims/1/decide", `{"approve":true}`, nil).status)
	got = b.as(countertest.Head).post("/api/v1/aims/1/decide", `{"approve":true}`, nil)
	require.Equal(t, http.StatusOK, got.status, got.text)
	require.Contains(t, got.text, `"approved":true`)
	require.Equal(t, "learning", b.as(countertest.Handler).post("/api/v1/aims", `{"person":"`+countertest.Handler+`","year":2026,"work":"按时办结"}`, nil).problem(t).Errors[0].Field)
}
