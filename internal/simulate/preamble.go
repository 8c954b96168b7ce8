package simulate

import (
	"cmp"
	"maps"
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
	sig = casework.Signal{ID: "act-0", Args: casework.Args{Post: "desk"}}
	done := o.kinds().Of(c.start.Kind).Done
	if done == nil || c.found || o.writes(c, in, done.Unless) || o.writes(c, in, done.SettledBy) {
		return "", sig, false
	}
	sig.Actor = string(done.By(c.start.Facts))
	return done.Act, sig, true
}

// settle makes known what that act rests on, unless the script settles it itself.
func (o *office) settle(c *played, in Input) {
	done := o.kinds().Of(c.start.Kind).Done
	if done == nil || len(done.Settled) == 0 || o.writes(c, in, done.SettledBy) {
		return
	}
	known := maps.Clone(done.Settled)
	maps.Copy(known, c.start.Facts)
	c.start.Facts = known
}

// writes tells whether the script itself does an act to a case.
func (o *office) writes(c *played, in Input, command string) bool {
	return slices.ContainsFunc(in.Acts, func(a Act) bool { return command != "" && a.Command == command && o.meant(a, c) })
}

// deskOf is the post that handles a case: the item's, or the one a preamble names.
func deskOf(item policy.Item) string { return cmp.Or(item.Post, "desk") }
