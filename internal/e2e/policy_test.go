package e2e

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/rulebook"
	"github.com/shixian/shixian/internal/policy"
)

// known is how long after its publication every worker counts by a new version.
const known = 11 * time.Second

// draftPath is the draft of the policy for what is no permit.
const draftPath = "/policies/service-general/draft"

// TestTwoPersonsPublishAPolicy: a draft is tried, asked for by its author and
// published by somebody else; it counts for new cases, and open ones keep theirs.
func TestTwoPersonsPublishAPolicy(t *testing.T) {
	t.Parallel()
	h := open(t)
	admin, second := h.as("admin"), h.as("efficiency_office")
	old := h.as("clerk").register(sameDay())
	require.Equal(t, "service-general@3", second.view(old).Policy)

	draft := draftIntake(t, admin, "3wd")
	require.Equal(t, policy.Draft, draft.State)
	require.Equal(t, 4, draft.Policy.Version)
	checkTried(t, admin, "2026-09-24T09:30", "2026-09-30T17:30:00+08:00")
	foreign := h.as("handler").send(http.MethodPut, draftPath, args{"revision": 1, "policy": draft.Policy}, "")
	require.Equal(t, http.StatusForbidden, foreign.status, "%s", foreign.body)

	words := args{"revision": draft.Revision}
	early := second.send(http.MethodPost, draftPath+"/consent", words, "")
	require.Equal(t, http.StatusConflict, early.status, "%s", early.body)
	require.Contains(t, string(early.body), casework.NotRequested)
	asked := admin.send(http.MethodPost, draftPath+"/request", words, "")
	require.Equal(t, http.StatusOK, asked.status, "%s", asked.body)
	own := admin.send(http.MethodPost, draftPath+"/consent", words, "")
	require.Equal(t, http.StatusForbidden, own.status, "%s", own.body)
	require.Contains(t, string(own.body), casework.SecondPerson)
	require.Equal(t, "service-general@3", second.view(h.as("clerk").register(sameDay())).Policy, "a draft counts nothing")

	got := second.send(http.MethodPost, draftPath+"/consent", words, "")
	require.Equal(t, http.StatusOK, got.status, "%s", got.body)
	published := decode[policy.Version](t, got)
	require.Equal(t, policy.Published, published.State)
	require.Equal(t, "admin", published.PublishedBy)
	require.Equal(t, "efficiency_office", published.ConsentBy)
	again := second.send(http.MethodPost, draftPath+"/consent", words, "")
	require.GreaterOrEqual(t, again.status, http.StatusBadRequest, "%s", again.body)

	reach(t, published.PublishedAt.Add(known))
	checkPins(t, h, old)
}

// drafted is a draft with what stands against publishing it.
type drafted struct {
	policy.Version
	Problems []any `json:"problems"`
}

// draftIntake writes a draft whose intake has another limit.
func draftIntake(t *testing.T, p *person, limit string) policy.Version {
	t.Helper()
	var now policy.Version
	p.read("/policies/service-general/versions/3", &now)
	for i, r := range now.Rules {
		if r.Clock == "intake" {
			now.Rules[i].Limit = limit
		}
	}
	got := p.send(http.MethodPut, draftPath, args{"revision": 0, "policy": now.Policy}, "")
	require.Equal(t, http.StatusOK, got.status, "%s", got.body)
	draft := decode[drafted](t, got)
	require.Empty(t, draft.Problems)
	return draft.Version
}

// checkTried: a sample case played by the draft breaches at the draft's instant. It is of an
// item that counts from acceptance: what is done at once has no intake (R022).
func checkTried(t *testing.T, p *person, received, breach string) {
	t.Helper()
	got := p.send(http.MethodPost, draftPath+"/simulate", args{"item": "elder-allowance", "received": received, "until": "2026-10-30T00:00"}, "")
	require.Equal(t, http.StatusOK, got.status, "%s", got.body)
	var at []string
	for _, e := range decode[[]core.Played](t, got) {
		if e.Event == casework.ClockBreached && e.Clock == "intake" {
			at = append(at, e.At)
		}
	}
	require.Equal(t, []string{breach}, at)
}

// checkPins: each case runs on the version it was registered under.
func checkPins(t *testing.T, h *house, old string) {
	t.Helper()
	reader := h.as("efficiency_office")
	fresh := h.as("clerk").register(sameDay())
	require.Equal(t, "service-general@4", reader.view(fresh).Policy)
	intake := reader.clock(fresh, "intake")
	require.Equal(t, "3wd", intake.Limit)
	require.Equal(t, dueOf(t, intake.Start, "3wd"), intake.Due.UTC())
	require.Equal(t, "service-general@3", reader.view(old).Policy)
	require.Equal(t, "5wd", reader.clock(old, "intake").Limit)
	h.as(allowances).do(old, casework.Accept, args{})
	for _, r := range reader.ledger(old) {
		require.Equal(t, "service-general@3", r.Policy)
	}
	var use []rulebook.PolicyUse
	reader.read("/policy-use", &use)
	open := map[string]int{}
	for _, u := range use {
		open[u.Policy] += u.Open
	}
	require.Equal(t, map[string]int{"service-general@3": 2, "service-general@4": 1}, open)
}
