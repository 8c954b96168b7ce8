// Package policy says which clocks a case has: per kind and item, the limit,
// the owner, the warnings, the rungs and who may extend, each with the rule it
// comes from. It turns a request to count into a plan, using a calendar.
//
// It is pure: it reads no clock, file or database, and it refuses to know what
// a workflow does with a plan or who stands on a post.
package policy
