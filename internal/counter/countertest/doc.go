// Package countertest is a counter's store and engine in memory, with a small
// office, for tests of the counter and of what stands before it.
//
// It refuses to stand for the real ones: it counts no limit, keeps nothing
// sealed, and decides commands only as a test tells it to.
package countertest
