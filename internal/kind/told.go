package kind

import "slices"

// Telling is one thing that every matter of a kind says of itself in the catalogue, to
// whoever comes for it and all at once (R021).
type Telling struct {
	Name string // as the matter has it: promised, basis, fee
	Rule string // why it is told; empty: the house's own order
	// Needed: a matter that does not say it does not stand in the catalogue.
	Needed bool
}

// Finding is a field by which a case is found: by the words in it, or, a telephone or identity
// number, whole and by its last four places.
type Finding struct {
	Field  string
	Number bool
}

// applied is by whom, and by which number of his, a matter over the counter is found.
var applied = []Finding{{Field: "applicant"}, {Field: "phone", Number: true}, {Field: "id_number", Number: true}}

// served is what a matter tells that is handled over a counter: everything that is to be
// told at once (R021) and printed (R032), how long it takes before all (R039).
var served = []Telling{
	{"promised", "R039", true}, {"statutory", "", false}, {"basis", "R021", true}, {"condition", "R032", true}, {"procedure", "R021", true},
	{"materials", "R021", false}, {"fee", "R021", true}, {"fee_basis", "R021", true}, {"result", "R225", false}, {"term", "", false},
	{"place", "", false}, {"window", "", false}, {"phone", "", false}, {"handler", "R225", false}, {"responsible", "R225", false}, {"watch_phone", "R150", false}, {"code", "", false},
}

// reached is who asks for it, and where he is told (R002).
var reached = []Telling{{"applicant", "R002", true}, {"phone", "R002", true}}

// kept is what the office is told of a matter that it takes in for itself.
var kept = []Telling{
	{"promised", "R039", true}, {"statutory", "", false}, {"basis", "", true}, {"condition", "", false}, {"procedure", "", false}, {"place", "", false}, {"phone", "", false},
}

// consulted is kept: what is only asked has a promised limit, too (R242).
var consulted = append([]Telling{{"promised", "R242", true}}, kept[1:]...)

// received is kept, and where to complain is never left out (R150).
var received = append(kept[:len(kept)-1:len(kept)-1], Telling{"phone", "R150", true})

// Tells finds what a matter of the kind says under a name.
func (d *Declaration) Tells(name string) (Telling, bool) {
	for _, t := range d.Told {
		if t.Name == name {
			return t, true
		}
	}
	return Telling{}, false
}

// Follows tells whether whoever applied follows the case by a query code.
func (d *Declaration) Follows() bool {
	return slices.ContainsFunc(d.Rights, func(r Right) bool { return r.Action == CodeIssue })
}
