// Package kind declares each kind of case once: what is known of it before anything
// happens. Its number, its stages and ends, what it may become, who sees it; for each
// act where it is admitted, what it asks for, whose it is, what it is called and which
// rule asks for it. Forms, buttons, rights, refusals, labels and the API's document are
// read from here, and workflows ask here before they act.
//
// A declaration is a value that is handed in: a test brings its own. It refuses to act,
// to count and to know any store, page or engine: what an act does stands in workflows,
// how long it may take in the policies.
package kind
