// Package api is the HTTP server: one gin engine behind sessions and
// cross-origin protection, the JSON API under /api/v1 with its OpenAPI document,
// health, metrics, and whatever pages are mounted beside them.
//
// It refuses to decide anything about a case: it reads requests, asks package
// counter and writes answers. Every route has a line in the table of rules, and
// a route without one is shut.
package api
