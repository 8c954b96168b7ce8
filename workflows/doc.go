// Package workflows holds one file per kind of case, each reading as its
// regulation reads, on machinery they share: clocks, commands, the ladder,
// extensions.
//
// A case waits for the earliest instant over all its clocks, or for a command,
// and for nothing else. The code here is deterministic: it reads no clock on
// the wall, draws no random number, ranges over no map, and does no I/O; it
// never counts a limit and never learns a personal word. Counting, writing and
// checking authority are activities, called by name.
package workflows
