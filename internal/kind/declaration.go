package kind

import (
	"slices"

	"github.com/shixian/shixian/internal/casework"
)

// Words is one thing said in the languages of the house.
type Words struct{ Zh, En string }

// Declaration is all that is known of a kind beforehand.
type Declaration struct {
	Kind   casework.Kind
	Prefix string // two letters a case number begins with
	Title  Words

	// Opens is where a case stands before its workflow has spoken.
	Opens casework.Stage
	// Stages are where it may stand, each with what may end it there; closed is every
	// kind's last. Ends are the results a case closes with.
	Stages []casework.Stage
	Ends   []string

	// Entry is how a case of the kind comes to be.
	Entry Entry
	// Applicant: somebody outside the office waits for the answer and is told by
	// notices. A document's sender and who is supervised hear by letter or act.
	Applicant bool
	// Merges: duplicates may be merged, one answer is the answer to all. An
	// application keeps a decision of its own, a matter under supervision is one item
	// (一事一查, R096), an absence and a liability are a person's.
	Merges bool
	// Joint: several units may have a part in one case (主办, 协办; R044).
	Joint bool
	// Upward: a case may stand against a post or a person, who neither acts on it nor
	// sees it, and goes past those who would judge themselves (design section 5).
	Upward bool
	// Accuses: it may name a person of the office, who is not to know. Parted: what
	// several persons answer for over one matter are cases of their own, and none of
	// them sees another's.
	Accuses, Parted bool
	Becomes         []Conversion

	Rights []Right
	Acts   []Act // in the order in which pages offer them
}

// Entry is how cases of a kind begin.
type Entry string

// Ways in.
const (
	ByForm    Entry = "form"    // somebody takes it in
	ByPerson  Entry = "person"  // whoever it is about asks for himself
	ByBureau  Entry = "bureau"  // opened once for a bureau, and kept as long as it stands
	ByMachine Entry = "machine" // another case opens it
)

// Act finds an act of the kind.
func (d *Declaration) Act(command string) (*Act, bool) {
	i := slices.IndexFunc(d.Acts, func(a Act) bool { return a.Name == command })
	if i < 0 {
		return nil, false
	}
	return &d.Acts[i], true
}

// Form is what an act of the kind takes, as API, pages and checks read it.
func (d *Declaration) Form(command string) (casework.Form, bool) {
	act, ok := d.Act(command)
	if !ok {
		return casework.Form{}, false
	}
	return act.form(), true
}

// Forms are the acts people may send, in the order in which pages offer them.
func (d *Declaration) Forms() (out []casework.Form) {
	for i := range d.Acts {
		if !d.Acts[i].Internal {
			out = append(out, d.Acts[i].form())
		}
	}
	return out
}

// Conversion finds how a case of the kind becomes one of another.
func (d *Declaration) Conversion(to casework.Kind) (Conversion, bool) {
	i := slices.IndexFunc(d.Becomes, func(c Conversion) bool { return c.To == to })
	if i < 0 {
		return Conversion{}, false
	}
	return d.Becomes[i], true
}

// Targets lists what a case of the kind may become.
func (d *Declaration) Targets() (out []string) {
	for _, c := range d.Becomes {
		out = append(out, string(c.To))
	}
	return out
}

// Conversion says that a case may become one of another kind, and what it takes along.
// Received stays: a citizen loses no day by the wrong door.
//
// A kind that may not be read by those who read the old one takes nothing but what
// the converting office writes for it (Told): a complaint's name, telephone and
// telling words stay with the complaint, where only the efficiency office opens
// them (R081, R082).
type Conversion struct {
	To     casework.Kind
	Stages []casework.Stage // before a unit has it: whoever had it then would know too much
	Meets  string           // the clock of sorting, which the transfer itself answers
	// Fields of the new form, each from those of the old one it is put together of.
	Fields map[string][]string
	Told   string            // the field of the new form that holds the reason given
	Facts  map[string]string // codes the new case begins with
	Keeps  []string          // codes of the old case that the new kind's form knows
	// AsksUnit: it is about a unit of the office, which the transfer names (R065).
	AsksUnit bool
}
