package machine_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

// What is done to a case, drawn by how it stands and as its form asks.

// draw fills in what is done, by how the case stands then.
func (l *life) draw(rng *rand.Rand, w *world, i int) {
	d, st := &l.deeds[i], w.store.projection()
	declared := w.declared()
	if i > 0 && rng.IntN(8) == 0 { // the same once more, under an id of its own
		d.cmd, d.recount, d.made = l.deeds[i-1].cmd, l.deeds[i-1].recount, true
		d.cmd.ID, d.cmd.At = fmt.Sprintf("c%d", i), d.at
		d.signal = d.signal && d.cmd.Actor != ""
		return
	}
	var offered, all []*kind.Act
	for i := range declared.Acts {
		a := &declared.Acts[i]
		all = append(all, a)
		if declared.Offers(&st, a.Name, d.at) && (!a.Internal || a.Name == casework.Recount) {
			offered = append(offered, a)
		}
	}
	if len(offered) == 0 || rng.IntN(6) == 0 {
		offered = all
	}
	if rng.IntN(3) == 0 { // what moves dates
		if moves := slices.DeleteFunc(slices.Clone(offered), func(a *kind.Act) bool { return !slices.Contains(movers, a.Name) }); len(moves) > 0 {
			offered = moves
		}
	}
	act := pick(rng, offered)
	role := casework.Handler
	if who := slices.Sorted(maps.Keys(act.Who)); len(who) > 0 && rng.IntN(8) > 0 {
		role = pick(rng, who)
	} else if len(who) > 0 {
		role = pick(rng, []casework.Role{casework.Handler, casework.SectionHead, casework.LeaderInCharge, casework.EfficiencyOffice, "stranger"})
	}
	d.made, d.recount = true, act.Name == casework.Recount
	d.signal = d.signal && !act.Internal
	d.cmd = casework.Command{ID: fmt.Sprintf("c%d", i), Name: act.Name, Actor: string(role), Roles: []casework.Role{role}, At: d.at, Args: l.args(rng, act, st, d.at)}
	switch {
	case act.Internal:
		d.cmd.Actor, d.cmd.Roles = "", nil
	case role == casework.PersonConcerned:
		d.cmd.Actor = "handler"
	}
}

// args fills in the form of an act, mostly as it asks.
func (l *life) args(rng *rand.Rand, act *kind.Act, st casework.State, at time.Time) (out casework.Args) {
	said := map[string]any{}
	switch act.Name {
	case casework.Recount:
		said["calendar"] = pick(rng, []string{"cn@1", "cn@2", "cn@2", "cn@3"})
		if version := l.policy(st); version != "" {
			said = map[string]any{"policy": version}
		}
	case casework.Follow:
		said["case"], said["outcome"] = st.Follows, pick(rng, []string{casework.Answered, "dropped"})
	case casework.Accounted:
		said["post"], said["outcome"] = st.Post, "no_fault"
	}
	for _, f := range act.Fields {
		if !f.Required && rng.IntN(2) == 0 || rng.IntN(40) == 0 {
			continue
		}
		name, value := valueOf(rng, f, st, at)
		if since := at.Sub(st.Received); act.FromReceipt && name == "received" && since > 0 && rng.IntN(4) > 0 { // a letter came in since
			value = st.Received.Add(time.Duration(rng.Int64N(int64(since)))).Truncate(time.Minute)
		}
		said[name] = value
	}
	if err := json.Unmarshal(mustJSON(said), &out); err != nil {
		panic(err)
	}
	return out
}

func valueOf(rng *rand.Rand, f casework.Field, st casework.State, at time.Time) (string, any) {
	switch f.Type {
	case casework.FieldText:
		return f.Name + "_id", fmt.Sprintf("t%d", rng.IntN(9))
	case casework.FieldInt:
		if f.Name == "days" {
			return f.Name, 1 + rng.IntN(6)
		}
		return f.Name, 3 + rng.IntN(5)
	case casework.FieldBool:
		return f.Name, rng.IntN(4) > 0
	case casework.FieldTime:
		if f.Name == "received" { // a form writes minutes
			return f.Name, st.Received.Add(-time.Duration(rng.IntN(400)) * time.Hour).Truncate(time.Minute)
		}
		return f.Name, at.Add(time.Duration(1+rng.IntN(300)) * time.Hour)
	case casework.FieldClock:
		var names []string
		for _, c := range st.Clocks {
			if c.Open() {
				names = append(names, c.Name)
			}
		}
		return f.Name, pick(rng, append(names, "handle"))
	case casework.FieldChoice, casework.FieldPaper:
		return f.Name, pick(rng, f.Choices)
	case casework.FieldChoices:
		if rng.IntN(3) == 0 {
			return "measures", []string{pick(rng, f.Choices), pick(rng, f.Choices)}
		}
		return f.Name, pick(rng, f.Choices)
	case casework.FieldPersons:
		return "persons", []string{"handler", "backup"}
	case casework.FieldPost:
		return f.Name, pick(rng, append(posts, st.Post))
	case casework.FieldPerson:
		return f.Name, pick(rng, []string{"handler", "backup", "clerk", "section_head"})
	case casework.FieldUnits:
		return f.Name, []string{"permits", "roads"}
	case casework.FieldItem:
		return f.Name, pick(rng, []string{"food-permit", "elder-allowance"})
	case casework.FieldDigest:
		if f.Name == "seed" {
			return f.Name, pick(rng, []string{"00112233445566778899aabbccddeeff", "10112233445566778899aabbccddeeff"})
		}
		return f.Name, "8d89d2bceb53fc0fec31397074c548ec5b23d965ea06346061df1e439cab087d" // of the first
	case casework.FieldUnit:
		return f.Name, pick(rng, []string{"permits", "roads"})
	case casework.FieldLimit:
		return f.Name, pick(rng, []string{"3wd", "7wd", "10d", "2mo", "0wd", "4wh"})
	case casework.FieldCase:
		return "case", pick(rng, []string{"BJ2026-000777", "TS2026-000778"})
	case casework.FieldMaterials:
		return f.Name, []string{"layout"}
	case casework.FieldPapers:
		return f.Name, []string{"layout", "licence:copy:2"}
	case casework.FieldProof:
		return f.Name, fmt.Sprintf("a%d", rng.IntN(9))
	case casework.FieldRequest:
		if st.Second != nil && rng.IntN(8) > 0 {
			return f.Name, st.Second.ID()
		}
		return f.Name, "c0"
	case casework.FieldFile:
		return "attachment", fmt.Sprintf("a%d", rng.IntN(9))
	}
	panic(f.Type)
}
