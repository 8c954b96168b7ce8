// Package edge is what every request passes first: whose address it comes from,
// whether its text can be read at all, and how often one address may ask.
//
// It refuses to know who signs in or what is asked for, and it keeps nothing that
// grows with what strangers send: each of its tables has its size from the start.
package edge
