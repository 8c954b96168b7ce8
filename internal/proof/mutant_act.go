package proof

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

// actAt is where an act stands in the house.
type actAt struct {
	kind, act int
	name      string
}

// strangers are who is let in where he is not: whoever stands at the window, whoever
// handles a case, and everybody of the house.
var strangers = []casework.Role{casework.Clerk, casework.Handler, access.Staff}

// ofAct takes an act of a kind apart. A field is its own rule's where it names one.
func (all *mutants) ofAct(at actAt, d *kind.Declaration, a kind.Act) {
	of := at.name + "/" + a.Name
	add := func(what string, alter func(a *kind.Act)) {
		all.add(a.Rests(), of, what, func(h House) House { return h.withAct(at.kind, at.act, alter) })
	}
	all.add(a.Rests(), of, "dropped", func(h House) House {
		return h.withKind(at.kind, func(d *kind.Declaration) { d.Acts = without(d.Acts, at.act) })
	})
	if len(a.At) > 0 {
		add("stages/any", func(a *kind.Act) { a.At = nil })
	}
	if len(a.At) > 1 {
		for i, stage := range a.At {
			add(fmt.Sprintf("stages/%s", stage), func(a *kind.Act) { a.At = without(a.At, i) })
		}
	}
	if !a.Internal {
		ofWho(a.Who, func(what string, alter func(who kind.Scopes)) { add(what, func(a *kind.Act) { alter(a.Who) }) })
	}
	for _, flag := range []struct {
		name string
		is   bool
		set  func(a *kind.Act, v bool)
	}{
		{"signature", a.Signature, func(a *kind.Act, v bool) { a.Signature = v }},
		{"joint", a.Joint, func(a *kind.Act, v bool) { a.Joint = v }},
		{"daily", a.Daily, func(a *kind.Act, v bool) { a.Daily = v }},
		{"after_close", a.AfterClose, func(a *kind.Act, v bool) { a.AfterClose = v }},
	} {
		if idle(d, a, flag.name) {
			continue
		}
		add(flag.name+"-"+strconv.FormatBool(!flag.is), func(a *kind.Act) { flag.set(a, !flag.is) })
	}
	for i := range a.When {
		add(fmt.Sprintf("when/%d", i+1), func(a *kind.Act) { a.When = without(a.When, i) })
	}
	if a.Never != nil {
		add("never", func(a *kind.Act) { a.Never = nil })
	}
	if a.Hands != nil {
		add("hands", func(a *kind.Act) { a.Hands = nil })
	}
	if a.Second != nil { // nobody escapes alone
		all.add("R048", of, "second-dropped", func(h House) House {
			return h.withAct(at.kind, at.act, func(a *kind.Act) { a.Second = nil })
		})
		if a.Second.Desk {
			add("second-desk", func(a *kind.Act) { second := *a.Second; second.Desk = false; a.Second = &second })
		}
	}
	for i, role := range a.Tells {
		all.add(cmp.Or(a.ToldBy[role], a.Rests()), of, "tells/"+string(role), func(h House) House {
			return h.withAct(at.kind, at.act, func(a *kind.Act) { a.Tells = without(a.Tells, i) })
		})
	}
	for i, clock := range a.Meets {
		add("meets/"+clock, func(a *kind.Act) { a.Meets = without(a.Meets, i) })
	}
	for i, f := range a.Fields {
		all.ofField(at, of, a, i, f)
	}
}

// idle tells of what makes no difference to an act, whatever it says: who may what is the
// machine's own, a part where no unit has one, a short cover where a signature is asked
// for, a signature where no leader may, and the end of a case where the stages of the act are named.
func idle(d *kind.Declaration, a kind.Act, flag string) bool {
	switch flag {
	case "joint":
		return a.Internal || !d.Joint
	case "daily":
		return a.Internal || a.Signature
	case "after_close":
		return len(a.At) > 0
	case "signature":
		leads := slices.ContainsFunc(slices.Collect(maps.Keys(a.Who)), casework.Leads)
		return a.Internal || !leads && !a.Signature && !a.Daily
	}
	return a.Internal
}

// ofWho drops each who may, lets each reach the whole bureau, and lets strangers in.
func ofWho(who kind.Scopes, add func(what string, alter func(who kind.Scopes))) {
	for _, role := range slices.Sorted(maps.Keys(who)) {
		if len(who) > 1 {
			add("who/"+string(role), func(who kind.Scopes) { delete(who, role) })
		}
		if who[role] < kind.Bureau {
			add("who/"+string(role)+"-bureau", func(who kind.Scopes) { who[role] = kind.Bureau })
		}
	}
	for _, role := range strangers {
		if _, already := who[role]; !already {
			add("who/added-"+string(role), func(who kind.Scopes) { who[role] = kind.Bureau })
		}
	}
}

// ofField takes a field of a form apart. One that names the rule of the form is the act's.
func (all *mutants) ofField(at actAt, of string, a kind.Act, i int, f casework.Field) {
	rule := f.Rule
	if rule == "" || rule == a.Rule {
		rule = a.Rests()
	}
	add := func(what string, alter func(f *casework.Field)) {
		all.add(rule, of, "field/"+f.Name+"/"+what, func(h House) House {
			return h.withAct(at.kind, at.act, func(a *kind.Act) { alter(&a.Fields[i]) })
		})
	}
	if f.Type == casework.FieldFile {
		return // it comes beside the words of a form
	}
	all.add(rule, of, "field/"+f.Name+"/dropped", func(h House) House {
		return h.withAct(at.kind, at.act, func(a *kind.Act) { a.Fields = without(a.Fields, i) })
	})
	if f.Required {
		add("optional", func(f *casework.Field) { f.Required = false })
	}
	for j, b := range f.Within {
		if shortest := counted(0, b.Least); shortest != b.Least {
			add("below-"+b.Least, func(f *casework.Field) { f.Within = slices.Clone(f.Within); f.Within[j].Least = shortest })
		}
		add("above-"+b.Most, func(f *casework.Field) { f.Within = slices.Clone(f.Within); f.Within[j].Most = counted(400, b.Most) })
	}
	for j, choice := range f.Choices {
		if len(f.Choices) > 1 {
			all.add(cmp.Or(ladder(f, choice), rule), of, "field/"+f.Name+"/choice-"+choice, func(h House) House {
				return h.withAct(at.kind, at.act, func(a *kind.Act) { a.Fields[i].Choices = without(f.Choices, j) })
			})
		}
	}
	if len(f.Choices) > 0 {
		add("choice-added", func(f *casework.Field) { f.Choices = append(slices.Clone(f.Choices), stranger) })
	}
}

// counted is another number of what a limit counts.
func counted(n int, limit string) string {
	return strconv.Itoa(n) + strings.TrimLeft(limit, "0123456789")
}

// ladder is the rule by which a measure stands on a ladder of liability (R134 to R140); empty
// for any other choice.
func ladder(f casework.Field, choice string) string {
	if f.Name != "measure" {
		return ""
	}
	m, _ := casework.MeasureOf(choice)
	return m.Rule
}

// stranger is a choice nobody ever had.
const stranger = "anything_else"
