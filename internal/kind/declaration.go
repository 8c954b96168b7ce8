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

import (
	"slices"
	"time"

	"github.com/shixian/shixian/internal/casework"
)

// Words is one thing said in the languages of the house.
type Words struct{ Zh, En string }

// Declaration is all that is known of a kind beforehand.
type Declaration struct {
	Kind   casework.Kind
	Prefix string // two letters a case number begins with
	Title  Words

	// Revision numbers it; Earlier are those before it, from 0 on, by which cases that
	// began under them go on.
	Revision int
	Earlier  []*Declaration

	// Opens is where a case stands before its workflow has spoken, Turn whose the first
	// act is; empty: the registration says.
	Opens casework.Stage
	Turn  casework.Role
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
	// Accuses is the rule by which a person of the office whom it names neither acts on it
	// nor knows of it; empty: it names nobody. Parted: what several persons answer for over
	// one matter are cases of their own, and none of them sees another's.
	Accuses string
	Parted  bool
	// Veiled: who sent it, and in which words, is kept from those it is about (R081,
	// R082). Scored: its decisions enter points (R110, R143).
	Veiled, Scored bool
	// Public: whoever is outside sends one by the public form, of the matter that asks by which way it came. Named is the rule by which it
	// asks for a name there, unless he says outright that he gives none. Window: it is what the
	// office does for whoever comes, and its promise is the public's to know (R032).
	Public, Window bool
	Named          string
	Becomes        []Conversion
	// Told is what its matters say of themselves in the catalogue; nothing where none stands there.
	Told []Telling
	// Asked is what the form of every matter of the kind asks for, beside its own questions.
	Asked []Telling
	// Found are the fields of the registration by which a case of the kind is found again, by
	// whoever may open them. None: nobody looks for who complained, or what he wrote (R081).
	Found []Finding

	// Answered tells whether whoever brought it has his reply, and it stands; nil: it is
	// not followed from outside.
	Answered func(s *casework.State) bool
	// Shown says which words of its registration everybody reads, and from when on; nil: none.
	Shown *Showing
	// Names is the field of the registration that says what a case is about, wherever a paper
	// goes round in the house; empty: such a paper says what matter it is, and no word of who
	// brought it (R222).
	Names string

	// Silence: a request may be consented to by saying nothing (R061). Signs is whose
	// signature the law asks for where a clock is extended; another acts by delegation,
	// which the policy names (R043; 行政许可法 42: 本行政机关负责人).
	Silence bool
	Signs   casework.Role
	// Gives is who is taken to have given a case to its post where nobody is named: he
	// lends more time (R054). Nobody: the general office.
	Gives casework.Role
	// Clocks are those the acts of the kind come to: what is owed from then on, or a
	// right whose end moves the case. A version of a policy that lacks one (it was
	// published before the act was, or its text was edited in place afterwards) strands
	// nobody: the clock is counted by the newest version that has it. What an item or
	// the version itself decides upon is not here: the statutory limit, which duties a
	// bureau has.
	Clocks []string

	// After are the outcomes for which the earlier case on the matter has to have ended in
	// a certain way.
	After map[string]Ended

	// Stays are clocks that stay with the unit they were put to when the matter goes on to
	// another; what else runs, whoever has the matter owes.
	Stays []string

	// Desks are clocks whose owner has the file before him: the turn is his while one is open.
	Desks []string

	// Outlives are clocks still owed once a case has closed.
	Outlives []string

	// Endings are the grounds on which one person closes a case by what shows them.
	Endings []Ending

	// Ways are those by which a paper reaches whoever applied (送达方式).
	Ways []Way

	// Proofs is the rule by which files say which papers they are; empty: R048, by which one
	// person may do alone what such a paper shows.
	Proofs string

	// Remembers: who took it in is kept with the case, for he does not confirm it himself, and
	// he alone takes it back.
	Remembers bool
	// Taken: it is the post's that took it in, whatever desk the catalogue names (R001).
	Taken bool

	// About: it lies with the office that keeps such matters and is of the unit of the member of
	// staff whom its form names; who takes it in is competent for him. Nobody named: himself.
	// Takes tells why what was filled in is no case of the kind.
	About bool
	Takes func(Taking) *casework.Error

	// Learns is the fact that says since when the house knows of what happened: the time before
	// is nobody's turn (R216). Empty: it counts from its receipt, and that the house knows.
	Learns string

	// Done is the act that counts as done where a case is followed from the instant its
	// best known clock starts; nil: there is none before.
	Done *Done

	// Paper are the forms that may be issued from the registration on, by their codes; the
	// rest its acts lead to.
	Paper []string

	// Says are the words of codes that are the kind's own, by what each is a code of:
	// stage.try, clock.try, owed.try, desk.try, lapsed.try, result.passed, choice.good,
	// event.tried with told.tried, refused.untried, field.mark or field.judge.mark, page.complain.lead. What
	// several kinds share stands in package words.
	Says map[string]Words

	Rights []Right
	Acts   []Act // in the order in which pages offer them
}

// Taking is what is taken in: the codes of its form, by whom, when it was received and when it
// was written down.
type Taking struct {
	Facts                map[string]string
	By                   string
	Received, Registered time.Time
}

// moment is an instant its form names; false where it names none. A form writes minutes.
func (t Taking) moment(fact string) (time.Time, bool) {
	at, err := time.Parse(time.RFC3339, t.Facts[fact])
	return at, err == nil
}

// past refuses what is said to have been, and lies ahead.
func (t Taking) past(fact, rule string) *casework.Error {
	if at, said := t.moment(fact); said && at.After(t.Registered) {
		return is(casework.FutureDate, "fields."+fact, rule)
	}
	return nil
}

// Showing is what a case makes public: the words of two fields, from an event on, while it
// stands at a stage. Inside is a fact by whose value only the house reads it. Category is the
// fact that says what it is about, Lists which of these have to be there; Checked is the event
// of looking whether it still holds. Echo is the event whose words everybody reads of what
// somebody said of it (回音壁).
type Showing struct {
	At              casework.Stage
	Event, Checked  casework.EventName
	Rule            string
	Title, Text     string
	Inside, Value   string
	Category        string
	Lists           []Listed
	Echo            casework.EventName
	EchoRule        string
	Promised, Limit string // the facts of which matter it is, and by when that is to be done
}

// Listed are the things an article wants public; Inside: at least in the house.
type Listed struct {
	Rule   string
	Title  Words
	Inside bool
	Of     []string
}

// House tells whether a case is for the house alone (对内公开).
func (s *Showing) House(facts map[string]string) bool {
	return s.Inside != "" && facts[s.Inside] == s.Value
}

// Ended is how a case ended, and what asks for that.
type Ended struct{ Result, Basis string }

// Done is an act nobody has to write down to follow a case in virtual time, unless he
// writes down another.
type Done struct {
	Act, Unless string
	By          func(facts map[string]string) casework.Role
	// Settled are facts it rests on, taken to be known unless an act written down settles
	// them.
	Settled   map[string]string
	SettledBy string
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

// Papers are the forms of the kind, whichever act leads to them.
func (d *Declaration) Papers() []string {
	out := slices.Clone(d.Paper)
	for a := range d.Ever {
		out = append(out, a.Paper...)
	}
	return out
}

// Act finds an act of the kind.
func (d *Declaration) Act(command string) (*Act, bool) {
	for i := range d.Acts {
		if d.Acts[i].Name == command {
			return &d.Acts[i], true
		}
	}
	return nil, false
}

// Answer is the act that a clock asks for; empty where none does.
func (d *Declaration) Answer(clock string) string {
	for a := range d.Ever {
		if slices.Contains(a.Meets, clock) {
			return a.Name
		}
	}
	return ""
}

// Form is what an act of the kind takes, as API, pages and checks read it.
func (d *Declaration) Form(command string) (casework.Form, bool) {
	act, ok := d.Act(command)
	if !ok {
		return casework.Form{}, false
	}
	return act.Form(), true
}

// Forms are the acts people may send, in the order in which pages offer them.
func (d *Declaration) Forms() (out []casework.Form) {
	for i := range d.Acts {
		if d.Acts[i].Offered() {
			out = append(out, d.Acts[i].Form())
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
	// Picks: it goes on as one matter of the catalogue out of several, which the transfer names.
	Picks bool `json:",omitempty"`
	// Beside: the case goes on, and what it found is one of its own.
	Beside bool `json:",omitempty"`
	// Notice is by which whoever brought it is told where it went; empty: he stands at the window,
	// or whoever handed it in has no name here.
	Notice string `json:",omitempty"`
	// First: whoever had it follows it in the new kind to its result (R009, R016).
	First bool `json:",omitempty"`
}

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

// Head is the field of the registration by which people tell a case from its fellows: what it
// is about, or who brought it. Empty: nobody looks a case of the kind up by words (R081).
func (d *Declaration) Head() string {
	if d.Names != "" {
		return d.Names
	}
	i := slices.IndexFunc(d.Found, func(f Finding) bool { return !f.Number })
	if i < 0 {
		return ""
	}
	return d.Found[i].Field
}

// AtWindow are the clocks that whoever stands at the counter meets, whoever owes them.
func (d *Declaration) AtWindow() (out []string) {
	for a := range d.Ever {
		if a.Who[casework.Clerk] > Own {
			out = append(out, a.Meets...)
		}
	}
	return out
}
