// Package paper composes what stands on a paper of the house (文书): a form says
// which words, facts and dates, a matter holds what is known of a case, and
// filling the one from the other is all there is to it. Registers and circulars
// are forms too, with a table in them.
//
// It is pure. It refuses to read a database, to decide who may issue or read a
// paper, to allot a number, and to put anything by which a complainant could be
// known on a paper that goes to the unit complained of.
package paper
