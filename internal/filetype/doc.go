// Package filetype says what a file is from its content alone, and takes only
// what an office needs as a paper or as evidence. It looks into containers, within
// bounds, for what does not belong there: macros, passwords, more than they claim. Of
// a PDF it reads the names that stand in the open, and unpacks nothing.
//
// It refuses to trust a name or a header, to open anything nested in what it was
// given, to keep a byte of it, and to call a file harmless: a type is all it knows.
package filetype
