package simulate

import (
	"cmp"
	"slices"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/policy"
)

// preamble is the act that counts as done at the received instant, so that the
// clock a kind is known by starts there: a complaint was forwarded to the unit
// (R069), an item issued by whom its origin asks for (R099). Documents and
// services begin with their receipt, and so does a case whose script sorts the
// complaint or issues the item itself; ok is false for them.
func preamble(in Input) (command string, sig casework.Signal, ok bool) {
	sig = casework.Signal{ID: "act-0", Args: casework.Args{Post: "desk"}}
	switch {
	case in.Kind == casework.Complaint && !in.does(casework.Screen):
		sig.Actor = string(casework.EfficiencyOffice)
		return casework.Forward, sig, true
	case in.Kind == casework.Supervision && !in.does(casework.Issue):
		sig.Actor = string(issuers[in.Facts["origin"]])
		return casework.Issue, sig, true
	}
	return "", casework.Signal{}, false
}

// does tells whether the script itself carries out a command on the case.
func (in Input) does(command string) bool {
	return slices.ContainsFunc(in.Acts, func(a Act) bool { return a.Command == command && a.Case == "" })
}

// issuers by origin; an item that names none comes from the supervision office.
var issuers = map[string]casework.Role{
	"": casework.SupervisionOffice, "ordinary": casework.SupervisionOffice, "department": casework.GeneralOffice,
	"provincial_office": casework.LeaderInCharge, "provincial_leader": casework.PrincipalLeader,
}

// deskOf is the post that handles a case: the item's, or the one a preamble names.
func deskOf(item policy.Item) string { return cmp.Or(item.Post, "desk") }
