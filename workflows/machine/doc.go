// Package machine keeps a case to its word: it lets clocks run out and climb,
// obeys commands, goes back behind a step when something earlier comes late, and
// has each step written once. What a kind adds is a Matter, who answers and keeps
// the time is a Host.
//
// It refuses to know an engine. It reads no clock on the wall, draws no random
// number, ranges over no map and does no I/O; it never counts a limit and never
// learns a personal word. What it does is a function of a case's state and of the
// answers it was given, so that a history can be followed again.
package machine
