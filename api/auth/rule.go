package auth

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
)

// Public is the access of a route that does nothing the table would have to
// know: signing in and out, the choice of a language, style sheets.
const Public = "public"

// Rule says for whom a route is: Access is Public, or the action of package
// access that the route performs. Path is written as gin writes it
// (/cases/:number).
type Rule struct {
	Method, Path, Access string
}

// Rules find the access of a route. A route without one is shut.
type Rules map[string]string

// NewRules collects tables of rules.
func NewRules(tables ...[]Rule) Rules {
	all := Rules{}
	for _, table := range tables {
		for _, r := range table {
			all[r.Method+" "+r.Path] = r.Access
		}
	}
	return all
}

// Of is the access of a route as gin names it; HEAD goes with GET.
func (r Rules) Of(method, path string) (string, bool) {
	if method == http.MethodHead {
		method = http.MethodGet
	}
	got, ok := r[method+" "+path]
	return got, ok
}

// Enforce lets a request through if somebody may perform its route's action who
// is no more known than the caller: everybody, or whoever is signed in. Whether
// this person may, to this case, the counter decides with the case in hand.
// refuse writes the answer otherwise. Unknown paths go on to the engine's own
// "not found".
func (r Rules) Enforce(refuse func(*gin.Context, error)) gin.HandlerFunc {
	return func(c *gin.Context) {
		if err := r.check(c); err != nil {
			refuse(c, err)
			c.Abort()
		}
	}
}

func (r Rules) check(c *gin.Context) error {
	if c.FullPath() == "" {
		return nil
	}
	action, ok := r.Of(c.Request.Method, c.FullPath())
	switch {
	case !ok:
		return casework.Errorf(casework.Forbidden, "route without a rule: %s", c.FullPath())
	case action == access.MetricsView && !fromLoopback(c.Request):
		return casework.Errorf(casework.Forbidden, "loopback only: %s", c.FullPath())
	case action == Public, access.Open(action):
		return nil
	}
	if _, signedIn := PrincipalFrom(c.Request.Context()); !signedIn {
		return casework.Errorf(casework.Unauthenticated, "%s", c.FullPath())
	}
	return nil
}
