// Package web serves the pages people work at: the desk, registration, the case,
// approvals and the inbox. Everything is rendered here on the server, in Chinese
// or English, works without scripts and prints on A4. Nothing in a page is inline
// and nothing comes from elsewhere, so it stands under the strict content security
// policy the server sets.
//
// It refuses to decide who may do what, to count a limit or to know where a case
// is kept: it asks the counter and shows the answer. It holds no personal word
// outside the response it is writing, and puts none into a URL or a log.
package web
