// Package api is the HTTP server: one gin engine behind sessions and
// cross-origin protection, the JSON API under /api/v1 with its OpenAPI document,
// health, metrics, and whatever pages are mounted beside them.
//
// It refuses to decide anything about a case: it reads requests, asks package
// counter and writes answers. Every route has a line in the table of rules, and
// a route without one is shut.
package api

import (
	"fmt"
	"log/slog"
	"net/http"
	"reflect"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humagin"
	"github.com/gin-gonic/gin"
	"github.com/prometheus/client_golang/prometheus"

	"github.com/shixian/shixian/api/auth"
	"github.com/shixian/shixian/api/edge"
	"github.com/shixian/shixian/api/live"
	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/counter"
	"github.com/shixian/shixian/internal/doctor"
	"github.com/shixian/shixian/internal/kind"
)

// maxBody is the largest request body, in bytes.
const maxBody = 1 << 20

// Pages answer a request outside /api that may not go on: with a way to sign in
// where nobody is signed in, with a page that says why otherwise.
type Pages interface {
	Fail(c *gin.Context, err error)
}

// Config is what the server works with.
type Config struct {
	Counter *counter.Counter
	Kinds   *kind.Set // whose acts the document tells of
	Auth    *auth.Auth
	// Calendar answers the calendar of the office, for GET /due.
	Calendar func() (*calendar.Calendar, error)
	// Mount registers the pages on the engine, behind the same sessions and the
	// same rules, of which PageRules are theirs. nil: the API alone.
	Mount     func(r gin.IRouter) (Pages, error)
	PageRules []auth.Rule
	Doctor    *doctor.Doctor       // asked by /readyz; nil: whether the counter is ready
	Live      *live.Hub            // tells open pages that something came; nil: none is told
	Proxies   edge.Proxies         // whose word on a caller's address is taken; none: nobody's
	Metrics   *prometheus.Registry // nil: a new one
	Logger    *slog.Logger         // nil: slog.Default
	Version   string               // shown in the OpenAPI document
}

// Server answers HTTP.
type Server struct {
	counter  *counter.Counter
	kinds    *kind.Set
	auth     *auth.Auth
	calendar func() (*calendar.Calendar, error)
	pages    Pages
	doctor   *doctor.Doctor
	registry *prometheus.Registry
	log      *slog.Logger
	rules    auth.Rules
	engine   *gin.Engine
	api      huma.API
	handler  http.Handler
	sought   *edge.Meter // searches through sealed words, by person or address
}

// searches are those of one person, or from one address, in a minute, as the page admits them.
const searches = 60

// New builds the server. The error says which part is missing or which route
// has no rule.
func New(cfg Config) (*Server, error) {
	if cfg.Counter == nil || cfg.Kinds == nil || cfg.Auth == nil || cfg.Calendar == nil {
		return nil, fmt.Errorf("api: counter, kinds, auth and calendar are required")
	}
	s := &Server{
		counter: cfg.Counter, kinds: cfg.Kinds, auth: cfg.Auth, calendar: cfg.Calendar,
		registry: cfg.Metrics, log: cfg.Logger, sought: edge.NewMeter(searches, time.Minute), rules: auth.NewRules(routes(), attachmentRoutes(), staffRoutes(), targetRoutes(), sheetRoutes(), disclosedRoutes(), dutyRoutes(), paperRoutes(), commandRoutes(cfg.Kinds), bulkRoutes(), calendarRoutes(), policyRoutes(), exchangeRoutes(), catalogueRoutes(), cfg.PageRules),
	}
	if s.doctor = cfg.Doctor; s.doctor == nil {
		s.doctor = doctor.New(counterReady(cfg.Counter))
	}
	if s.registry == nil {
		s.registry = prometheus.NewRegistry()
	}
	if s.log == nil {
		s.log = slog.Default()
	}
	if err := s.build(cfg); err != nil {
		return nil, err
	}
	return s, nil
}

// Handler is the whole server, outermost layer first: the caller's address, cross-origin protection,
// the limit on bodies, sessions, then the engine.
func (s *Server) Handler() http.Handler { return s.handler }

// Routes lists every route the engine knows, pages included.
func (s *Server) Routes() gin.RoutesInfo { return s.engine.Routes() }

// Rules is the table the routes are opened by.
func (s *Server) Rules() auth.Rules { return s.rules }

// OpenAPI is the document served at /openapi.json.
func (s *Server) OpenAPI() *huma.OpenAPI { return s.api.OpenAPI() }

func (s *Server) build(cfg Config) error {
	gin.SetMode(gin.ReleaseMode)
	s.engine = gin.New()
	s.engine.HandleMethodNotAllowed = true
	if err := s.engine.SetTrustedProxies(nil); err != nil {
		return fmt.Errorf("api: %w", err)
	}
	if err := s.observe(); err != nil {
		return fmt.Errorf("api: %w", err)
	}
	s.engine.Use(s.sessionHeld, hurry, s.auth.Identify(s.refuse), s.readable, s.rules.Enforce(s.refuse))
	s.engine.NoRoute(s.notFound)
	s.engine.NoMethod(s.wrongMethod)
	s.api = humagin.New(s.engine, openAPI(cfg.Version))
	s.registerSession()
	s.registerCases()
	s.registerExchange()
	s.registerCatalogue()
	s.registerCommands()
	s.registerBulk()
	s.registerAttachments()
	s.registerInbox()
	s.registerOwed()
	s.registerFinding()
	s.registerStaff()
	s.registerTargets()
	s.registerSheets()
	s.registerDisclosed()
	s.registerDuties()
	s.registerPapers()
	s.registerReference()
	s.registerCalendars()
	s.registerPolicies()
	s.registerWhy()
	s.registerRules()
	s.registerWatch()
	s.registerService()
	s.registerDocs()
	if cfg.Mount != nil {
		pages, err := cfg.Mount(s.engine)
		if err != nil {
			return fmt.Errorf("mount pages: %w", err)
		}
		s.pages = pages
	}
	for _, r := range s.engine.Routes() {
		if _, ok := s.rules.Of(r.Method, r.Path); !ok {
			return fmt.Errorf("api: route %s %s has no rule", r.Method, r.Path)
		}
	}
	guard := http.NewCrossOriginProtection()
	guard.SetDenyHandler(http.HandlerFunc(s.crossOrigin))
	inside := guard.Handler(s.limited(timed(s.auth.Wrap(s.engine, s.sessionFailed))))
	if cfg.Live != nil {
		inside = beside(live.Path, cfg.Live.Handler(s.auth.Whose), inside)
	}
	s.handler = headers(cfg.Proxies.Wrap(inside))
	return nil
}

// beside serves one path by itself: a stream stands outside sessions, bounds of bodies and of time,
// which hold an answer until it is whole.
func beside(path string, stream, rest http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == path {
			stream.ServeHTTP(w, r)
			return
		}
		rest.ServeHTTP(w, r)
	})
}

// schemaName names a type in the document. Policies and papers have words that
// cases have too: an extension, a change, a form.
func schemaName(t reflect.Type, hint string) string {
	name := huma.DefaultSchemaNamer(t, hint)
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if strings.HasSuffix(t.PkgPath(), "/policy") && !strings.HasPrefix(name, "Policy") {
		return "Policy" + name
	}
	if strings.HasSuffix(t.PkgPath(), "/paper") && !strings.HasPrefix(name, "Paper") {
		return "Paper" + name
	}
	return name
}

// openAPI is the frame of the document; operations add themselves.
func openAPI(version string) huma.Config {
	cfg := huma.DefaultConfig("Shixian 时限", version)
	cfg.Info.Description = "Cases, their clocks, commands and messages. Every refusal is an RFC 9457 " +
		"problem that names the field and the rule, in Chinese and English."
	cfg.DocsPath, cfg.OpenAPIPath, cfg.SchemasPath = "", "", ""
	cfg.CreateHooks = nil // no $schema links in bodies
	cfg.Components.Schemas = huma.NewMapRegistry("#/components/schemas/", schemaName)
	cfg.Components.SecuritySchemes = map[string]*huma.SecurityScheme{
		"session": {Type: "apiKey", In: "cookie", Name: auth.CookieName},
	}
	return cfg
}
