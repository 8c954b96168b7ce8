// Package bench measures what the office gets out of a machine: a service case by
// HTTP, beside a bare workflow on the same engine that waits as often and writes
// one row a step. The second is what the engine alone costs; the ratio is what
// Shixian adds.
//
// It refuses to measure one without the other, to reuse figures of another run,
// and to run against servers it did not start: it fills them.
package bench
