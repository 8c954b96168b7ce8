// Package words says in Chinese and in English what more than one room has to say:
// stages, clocks, events, roles, limits, refusals, and the codes people choose among.
// Pages, mail, papers and the command line read it here, so that one thing has one name.
// What a kind and its acts are called is declared with them and read from the set handed
// in.
//
// It refuses to write pages, letters or papers: headings, hints and whole texts stand
// with whoever shows them. It reads no clock and knows no reader but his language.
package words
