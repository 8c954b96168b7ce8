// Package offline is what the binary answers from what it carries, with no server at all:
// it counts due dates, lists the catalogue, opens the rules and the articles they rest on,
// and runs a case in virtual time.
//
// It refuses to open a database and to count by itself.
package offline
