// Package kernel is what every page stands on: one request and its reader, the frame, the
// words of dates and limits, forms and their refusals, cookies, error pages, templates and
// assets; and what several subjects show alike, such as a clock, an item or the papers of
// a case. The rooms bring their routes, and a sample of each of their pages.
//
// It refuses to know a room and decides nothing: it asks the counter and shows the answer.
// It holds no personal word outside the response it is writing, and puts none into a URL
// or a log.
package kernel
