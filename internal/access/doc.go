// Package access is the one table of role × action × scope. API, pages,
// activities and tests all ask it, so that a button is shown exactly where the
// act behind it is allowed.
//
// It is pure and knows posts and units only as they are given to it. It refuses
// to know whether a case is in a stage where the act makes sense, to decide an
// extension, and to authenticate anybody.
package access
