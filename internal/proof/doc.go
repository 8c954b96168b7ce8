// Package proof holds the machine to the law: it runs the worked examples of a rule in
// virtual time, takes out or alters, one after the other, each declared element that
// cites the rule, and looks whether one of that rule's own examples turns red. What it
// finds is the ledger of the rules.
//
// It refuses to count as caught what is refused when it is loaded, or what only the
// example of another rule would see, and it touches no file and no declaration but
// copies of its own.
package proof
