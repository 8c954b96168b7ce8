package api

import (
	"net/http"
	"slices"

	"github.com/shixian/shixian/api/auth"
	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/kind"
)

// base is where the JSON API lives.
const base = "/api/v1"

// routes is the table of every route of this package but the commands. A route
// that is not in it does not open.
func routes() []auth.Rule {
	return []auth.Rule{
		{Method: http.MethodPost, Path: base + "/session", Access: access.SessionBegin},
		{Method: http.MethodGet, Path: base + "/session", Access: access.SessionView},
		{Method: http.MethodDelete, Path: base + "/session", Access: access.SessionEnd},
		{Method: http.MethodPost, Path: base + "/session/password", Access: access.PasswordChange},

		{Method: http.MethodPost, Path: base + "/cases", Access: access.CaseRegister},
		{Method: http.MethodGet, Path: base + "/cases", Access: access.CaseList},
		{Method: http.MethodGet, Path: base + "/cases/:number", Access: access.CaseView},
		{Method: http.MethodGet, Path: base + "/cases/:number/timeline", Access: access.CaseTimeline},
		{Method: http.MethodGet, Path: base + "/cases/:number/ledger", Access: access.CaseLedger},
		{Method: http.MethodGet, Path: base + "/cases/:number/fields", Access: access.CasePersonal},
		{Method: http.MethodPost, Path: base + "/cases/:number/query-code", Access: access.CodeIssue},
		{Method: http.MethodGet, Path: base + "/commands/:id", Access: access.CommandView},
		{Method: http.MethodPost, Path: base + "/texts", Access: access.TextCreate},
		{Method: http.MethodGet, Path: base + "/approvals", Access: access.ApprovalsList},
		{Method: http.MethodGet, Path: base + "/rules/:rule/cases", Access: access.CaseTimeline},

		{Method: http.MethodGet, Path: base + "/clocks", Access: access.ClockList},
		{Method: http.MethodGet, Path: base + "/inbox", Access: access.InboxRead},
		{Method: http.MethodGet, Path: base + "/owed", Access: access.CaseList},
		{Method: http.MethodPost, Path: base + "/find", Access: access.CaseList},
		{Method: http.MethodPost, Path: base + "/inbox/read", Access: access.InboxRead},

		{Method: http.MethodGet, Path: base + "/due", Access: access.DueCalculate},
		{Method: http.MethodGet, Path: base + "/items", Access: access.ItemList},

		{Method: http.MethodGet, Path: "/openapi.json", Access: access.DocsView},
		{Method: http.MethodGet, Path: "/docs", Access: access.DocsView},
		{Method: http.MethodGet, Path: "/docs/:file", Access: access.DocsView},
		{Method: http.MethodGet, Path: "/healthz", Access: access.HealthView},
		{Method: http.MethodGet, Path: "/readyz", Access: access.HealthView},
		{Method: http.MethodGet, Path: "/metrics", Access: access.MetricsView},
	}
}

// commandRoutes has one line for every command: the path says which, and the
// action bears the same name.
func commandRoutes(kinds *kind.Set) []auth.Rule {
	var out []auth.Rule
	for _, name := range commands(kinds) {
		out = append(out, auth.Rule{Method: http.MethodPost, Path: base + "/cases/:number/" + name, Access: name})
	}
	return out
}

// commands lists what people may send to cases of any kind, each name once.
func commands(kinds *kind.Set) []string {
	var out []string
	for _, of := range kinds.Kinds() {
		for act := range kinds.Of(of).Ever {
			if act.Offered() && !slices.Contains(out, act.Name) {
				out = append(out, act.Name)
			}
		}
	}
	return out
}
