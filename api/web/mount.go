package web

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"github.com/shixian/shixian/api/auth"
	"github.com/shixian/shixian/internal/access"
)

// route is one page or form, and for whom it is.
type route struct {
	method, path, access string
	serve                func(*site, *visit) error
}

// routes are all ways into the pages. What a person may do behind them is the
// counter's to say, with the case in hand.
var routes = []route{
	{http.MethodGet, "/signin", auth.Public, (*site).signinPage},
	{http.MethodPost, "/signin", auth.Public, (*site).signin},
	{http.MethodPost, "/signout", auth.Public, (*site).signout},
	{http.MethodGet, "/password", access.PasswordChange, (*site).passwordPage},
	{http.MethodPost, "/password", access.PasswordChange, (*site).changePassword},
	{http.MethodPost, "/lang", auth.Public, (*site).prefer},

	{http.MethodGet, "/", access.ClockList, (*site).desk},
	{http.MethodGet, "/register", access.CaseRegister, (*site).items},
	{http.MethodGet, "/register/:item", access.CaseRegister, (*site).registerPage},
	{http.MethodPost, "/register/:item", access.CaseRegister, (*site).register},
	{http.MethodGet, "/cases", access.CaseList, (*site).cases},
	{http.MethodGet, "/cases/:number", access.CaseView, (*site).casePage},
	{http.MethodPost, "/cases/:number/attach", access.CaseView, (*site).attachFile},
	{http.MethodGet, "/cases/:number/attachments/:id", access.CasePersonal, (*site).file},
	{http.MethodPost, "/cases/:number/query-code", access.CodeIssue, (*site).issueCode},
	{http.MethodPost, "/cases/:number/:command", access.CaseView, (*site).command},
	{http.MethodGet, "/approvals", access.ApprovalsList, (*site).approvals},
	{http.MethodGet, "/approvals/:number", access.ApprovalsList, (*site).approvalPage},
	{http.MethodPost, "/approvals/:number", access.ApprovalsList, (*site).decide},
	{http.MethodGet, "/approvals/:number/urgent", access.ApprovalsList, (*site).consentPage},
	{http.MethodPost, "/approvals/:number/urgent", access.ApprovalsList, (*site).decideUrgent},
	{http.MethodGet, "/inbox", access.InboxRead, (*site).inbox},
	{http.MethodPost, "/inbox", access.InboxRead, (*site).markRead},

	{http.MethodGet, "/cases/:number/papers/:form", access.PaperIssue, (*site).paperForm},
	{http.MethodPost, "/cases/:number/papers/:form", access.PaperIssue, (*site).issuePaper},
	{http.MethodGet, "/papers/:paper", access.PaperView, (*site).paperPage},
	{http.MethodPost, "/papers/:paper/void", access.PaperVoid, (*site).voidPaper},
	{http.MethodGet, "/registers", access.RegisterView, (*site).registers},
	{http.MethodGet, "/registers/:form", access.RegisterView, (*site).book},
	{http.MethodPost, "/registers/:form", access.RegisterEnter, (*site).enter},
	{http.MethodGet, "/registers/issue/:form", access.PaperIssue, (*site).paperForm},
	{http.MethodPost, "/registers/issue/:form", access.PaperIssue, (*site).issuePaper},

	{http.MethodGet, "/cases/:number/why/:clock", access.CaseLedger, (*site).why},
	{http.MethodGet, "/admin/calendars", access.CalendarView, (*site).calendars},
	{http.MethodPost, "/admin/calendars", access.CalendarImport, (*site).importCalendar},
	{http.MethodGet, "/admin/calendars/export", access.CalendarView, (*site).exportCalendar},
	{http.MethodPost, "/admin/calendars/publish", access.CalendarPublish, (*site).publishCalendar},
	{http.MethodPost, "/admin/calendars/discard", access.CalendarDiscard, (*site).discardCalendar},
	{http.MethodPost, "/admin/calendars/days", access.CalendarImport, (*site).changeDays},
	{http.MethodGet, "/admin/recounts", access.CalendarView, (*site).recounts},
	{http.MethodPost, "/admin/recounts", access.RecountPreview, (*site).preview},
	{http.MethodGet, "/admin/recounts/:recount", access.CalendarView, (*site).recount},
	{http.MethodPost, "/admin/recounts/:recount", access.RecountApply, (*site).apply},
	{http.MethodGet, "/operator", access.OperatorView, (*site).operator},
	{http.MethodPost, "/operator/release", access.CaseRelease, (*site).release},
	{http.MethodGet, "/policies", access.PolicyView, (*site).policies},
	{http.MethodGet, "/policies/compare", access.PolicyView, (*site).compare},
	{http.MethodGet, "/policies/:ref", access.PolicyView, (*site).policyPage},
	{http.MethodGet, "/policies/:ref/draft", access.PolicyAdmin, (*site).draft},
	{http.MethodPost, "/policies/:ref/draft", access.PolicyAdmin, (*site).putDraft},
	{http.MethodGet, "/policies/:ref/try", access.PolicyAdmin, (*site).try},
	{http.MethodPost, "/policies/:ref/request", access.PolicyAdmin, (*site).requestPolicy},
	{http.MethodPost, "/policies/:ref/consent", access.PolicyAdmin, (*site).consentPolicy},
	{http.MethodGet, "/board", access.BoardView, (*site).board},
	{http.MethodGet, "/handover", access.CoverView, (*site).handover},
	{http.MethodGet, "/absences", access.BoardView, (*site).absences},
	{http.MethodGet, "/absences/new", access.BoardView, (*site).absencePage},
	{http.MethodPost, "/absences/new", access.BoardView, (*site).askAbsence},
	{http.MethodGet, "/points", access.PointsView, (*site).points},
	{http.MethodPost, "/points/targets", access.TargetSet, (*site).setTarget},
	{http.MethodPost, "/points/marks", access.TargetMark, (*site).markTarget},
	{http.MethodGet, "/posts", access.PlanView, (*site).posts},
	{http.MethodGet, "/posts/:post/plan", access.PlanPropose, (*site).planPage},
	{http.MethodPost, "/posts/:post/plan", access.PlanPropose, (*site).propose},
	{http.MethodPost, "/plans/:plan/:step", access.PlanView, (*site).decidePlan},
	{http.MethodGet, "/watch", access.WatchView, (*site).watch},
	{http.MethodGet, "/duties", access.CaseList, (*site).duties},

	{http.MethodGet, "/law", auth.Public, (*site).law},
	{http.MethodGet, "/law/:regulation", auth.Public, (*site).lawPage},
	{http.MethodGet, "/law/:regulation/:address", auth.Public, (*site).lawArticle},

	{http.MethodGet, "/public", auth.Public, (*site).public},
	{http.MethodGet, "/public/items", access.ItemList, (*site).promises},
	{http.MethodGet, "/public/items/:item", access.ItemList, (*site).promise},
	{http.MethodGet, "/public/board", access.BoardPublic, (*site).publicBoard},
	{http.MethodGet, "/public/:kind", access.Complain, (*site).complainPage},
	{http.MethodPost, "/public/:kind", access.Complain, (*site).complain},
	{http.MethodGet, "/public/progress", access.Progress, (*site).progressPage},
	{http.MethodPost, "/public/progress", access.Progress, (*site).progress},
	{http.MethodPost, "/public/progress/rate", access.Progress, (*site).rate},
	{http.MethodGet, "/public/paper", access.PaperCheck, (*site).checkPaper},
	{http.MethodGet, "/public/due", access.DueCalculate, (*site).calculator},
}

// assetPath is where the one style sheet and the one script are served, each
// under its own hash.
const assetPath = "/static/:file"

// Rules say for whom every route of the pages is.
func Rules() []auth.Rule {
	rules := []auth.Rule{{Method: http.MethodGet, Path: assetPath, Access: auth.Public}}
	for _, r := range routes {
		rules = append(rules, auth.Rule{Method: r.method, Path: r.path, Access: r.access})
	}
	return rules
}

// Pages are the mounted pages; other parts ask them for an error page.
type Pages struct{ site *site }

// Mount registers every page on r. It fails if a template does not parse or does
// not execute with sample data, so a broken page never starts.
func Mount(r gin.IRouter, d Deps) (*Pages, error) {
	s, err := newSite(d)
	if err != nil {
		return nil, err
	}
	r.GET(assetPath, s.asset)
	for _, route := range routes {
		r.Handle(route.method, route.path, s.handle(route))
	}
	return &Pages{site: s}, nil
}

// Fail writes an error page for a refusal or a failure met outside the pages:
// an unknown path, a route refused, a session that cannot be read. Somebody who
// is not signed in is sent to the sign-in page.
func (p *Pages) Fail(c *gin.Context, err error) { p.site.fail(p.site.visit(c), err) }
