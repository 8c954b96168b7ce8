package simulate

import (
	"cmp"
	"slices"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/policy"
)

// preamble is the act that counts as done at the instant a case is received, so
// that the clock its kind is known by starts there: a complaint was forwarded to the
// unit (R069), an item issued by whom its origin asks for (R099). Documents and
// services begin with their receipt, and so does a case whose script sorts the
// complaint or issues the item itself; ok is false for them.
func (o *office) preamble(c *played, in Input) (command string, sig casework.Signal, ok bool) {
	does := func(command string) bool {
		return slices.ContainsFunc(in.Acts, func(a Act) bool { return a.Command == command && o.meant(a, c) })
	}
	sig = casework.Signal{ID: "act-0", Args: casework.Args{Post: "desk"}}
	done := o.kinds().Of(c.start.Kind).Done
	if done == nil || does(done.Unless) {
		return "", sig, false
	}
	sig.Actor = string(done.By(c.start.Facts))
	return done.Act, sig, true
}

// deskOf is the post that handles a case: the item's, or the one a preamble names.
func deskOf(item policy.Item) string { return cmp.Or(item.Post, "desk") }
