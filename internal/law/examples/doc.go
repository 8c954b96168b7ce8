// Package examples holds the worked examples of the rules: the words of an article, a
// case, what is done to it, what must come of it and when, and what must never. They
// are written from the article, their dates counted by hand, so that an official can
// read them and the machine can be held to them.
//
// It refuses to run one (package proof does) and to take one in that quotes no article.
package examples
