// Package law holds the regulations an office is kept to, article by article, as
// schema/law gives them: it finds an article by its address, reads a citation as it
// was written, tells which articles a rule rests on and which rules rest on an
// article, and digests each, so that a changed word is seen.
//
// It refuses to read a file, to say what a rule means in code, and to guess: a
// citation opens one article that stands there, or it is told to open none.
package law
