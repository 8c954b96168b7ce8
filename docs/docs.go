// Package docs carries what the program shows of its own documentation: the ledger of
// the rules it keeps. It refuses to read it; package law does.
package docs

import _ "embed"

// Regulations is regulations.csv, the ledger of the rules.
//
//go:embed regulations.csv
var Regulations []byte
