// Package workflows holds one file per kind of case, each reading as its
// regulation reads, on the machine they share, and the host that runs that machine
// in Temporal: engine.go, hear.go and listen.go, which alone know the engine.
//
// A case waits for the earliest instant over all its clocks, or for a command,
// and for nothing else. The code here is deterministic: it reads no clock on
// the wall, draws no random number, ranges over no map, and does no I/O; it
// never counts a limit and never learns a personal word. Counting, writing and
// checking authority are activities, called by name.
package workflows
