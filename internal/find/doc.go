// Package find says by which pieces a text is found again: pairs of neighbouring characters
// for words, the whole and the last four for numbers.
//
// It is pure: it holds no key, keeps nothing, and never says who may look.
package find
