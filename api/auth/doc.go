// Package auth knows who is asking: sessions, sign-in with its throttle, the
// principal and the language of a request, and the table that says which routes
// are open. JSON API and pages share it, so a session of one is a session of the
// other.
//
// It refuses to say what a person may do to a case: that is the counter's, by
// the one table of package access. It keeps no password and no session itself.
package auth
