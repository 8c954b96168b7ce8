// Package e2e proves Shixian whole: the programs as processes of their own, on a
// real PostgreSQL, a real engine, a real mail server and a real browser.
//
// It holds nothing but tests. It refuses to look into a program: what it asserts
// is what an office sees, in answers, pages, mail and tables.
//
// A test that lets servers die has servers of its own; all others share one
// PostgreSQL and one engine, each with a database and a namespace to itself.
package e2e
