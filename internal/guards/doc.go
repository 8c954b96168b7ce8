// Package guards keeps the proof that a test guards what it is there to guard. A
// row names a mend as it stands in a file, what stands there without it, and the
// one test that must go red then; Prove takes the mend out, in a copy laid over the
// file for one run of go test, and looks.
//
// It refuses to touch the tree, to take a test for a guard that is red anyway, and
// to count as caught what did not fail by the named test's own word: a build that
// breaks, a panic, a test that was skipped or never ran.
package guards
