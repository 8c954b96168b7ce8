// Package law shows the regulations: the rules of the house, the articles they rest on,
// and a link from wherever a page cites one.
//
// It refuses to know who looks, for the law is everybody's, and to say what the
// software does about a rule in words other than its ledger's.
package law
