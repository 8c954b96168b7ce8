// Package kernel is what the store's rooms stand on: connections that lose patience, one
// way to ask, to list and to write, one snapshot for the parts of a page, words sealed on
// their way to a table, the audit row, errors that quote no row, migrations.
//
// It refuses to know a table of any one subject, and what is read through it.
package kernel
