// Package officefile reads the file an office is installed from: its units, its
// people and how they are employed, its posts with A and the B's in their order, its
// catalogue. It says everything that is wrong with a file at once, each by place and
// line, and what the file would change in the office that stands.
//
// It refuses to write: neither a disk nor a database is within its reach, and it
// reads no clock. Nor does it mend anything: what is missing is said, never made up.
package officefile
