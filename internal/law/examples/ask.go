package examples

// Ask is a question about what is no event: who may, what a form asks for, what is
// refused. It is asked of the case as it stands at an instant of the example, or, where
// the example takes none in, of one that stands at Stage with Facts.
type Ask struct {
	Says  Words             `json:"says"`
	At    string            `json:"at,omitempty"`
	Of    string            `json:"of,omitempty"` // the number of a case that was opened
	Stage string            `json:"stage,omitempty"`
	Facts map[string]string `json:"facts,omitempty"`

	// Act is one of the kind, Right another thing one may do with its cases: case.view_personal.
	Act   string `json:"act,omitempty"`
	Right string `json:"right,omitempty"`
	// House is what one may do that is of no case: plan.approve.
	House string `json:"house,omitempty"`

	// May is who may do it then, and how far: every role that may, and no other.
	// own: a case of his post; unit: of his section; bureau; all. An empty one: nobody.
	May *map[string]string `json:"may,omitempty"`
	// Posts is who may by his post, whomever this very case keeps from it.
	Posts *map[string]string `json:"posts,omitempty"`
	// Short and Full are the roles whose post a cover of that kind may do it on, every
	// one that is among May.
	Short *[]string `json:"short,omitempty"`
	Full  *[]string `json:"full,omitempty"`
	// Covers is who may on a post he covers for some hours, and how far, as May has it.
	Covers *map[string]string `json:"covers,omitempty"`
	// Joint are the roles of a co-unit that may, or whoever covers one for some hours.
	Joint *[]string `json:"joint,omitempty"`
	// Lines are what the post of a role is in charge of, wherever it stands: units, or a
	// subject, whose cases then lie with the nearest of them.
	Lines map[string][]string `json:"lines,omitempty"`
	// Stages are where it is admitted, closed among them if so: these, and no other.
	Stages *[]string `json:"stages,omitempty"`
	// Refused is the code the case answers with; empty: it takes the act.
	Refused *string `json:"refused,omitempty"`
	// Offered: there is something to do it to.
	Offered *bool `json:"offered,omitempty"`
	// Meets are the clocks that ask for the act.
	Meets *[]string `json:"meets,omitempty"`
	// Hands are the papers of which the act hands one over: one has to stand before it.
	Hands *[]string `json:"hands,omitempty"`

	// Clock is one that stands in the case then: whether a pause stops it, and who may lend
	// it more time.
	Clock *Clock `json:"clock,omitempty"`

	// Needs are the fields of the form of the act, or of the registration of Item, without
	// which it is refused, Takes those that may be left out. Choices are all that a field
	// leaves to choose. Of a Matter they are what it says of itself in the catalogue, and Tells
	// is what whoever comes is told of it, at once and in this order; of a Paper its lines.
	Item    string              `json:"item,omitempty"`
	Matter  string              `json:"matter,omitempty"`
	Paper   string              `json:"paper,omitempty"`
	Tells   []string            `json:"tells,omitempty"`
	Needs   []string            `json:"needs,omitempty"`
	Takes   []string            `json:"takes,omitempty"`
	Choices map[string][]string `json:"choices,omitempty"`
	// States are limits its form takes, and NeverStates such as it refuses: too short, too long.
	States      map[string][]string `json:"states,omitempty"`
	NeverStates map[string][]string `json:"never_states,omitempty"`
	// Among are some of what a field leaves to choose, where another rule names the rest.
	Among map[string][]string `json:"among,omitempty"`

	Leave    *Leave    `json:"leave,omitempty"`
	Sort     *Sort     `json:"sort,omitempty"`
	Notice   *Notice   `json:"notice,omitempty"`
	Handover *Handover `json:"handover,omitempty"`
	// NeverEmpty are the roles whose posts are missed when nobody stands there (R171).
	NeverEmpty *[]string `json:"never_empty,omitempty"`
	Points     *Points   `json:"points,omitempty"`
	Repeats    *Repeats  `json:"repeats,omitempty"`
	Punches    *Punches  `json:"punches,omitempty"`
	Plan       *Plan     `json:"plan,omitempty"`
	Board      *Board    `json:"board,omitempty"`
	Line       *Line     `json:"line,omitempty"`
}

// Plan asks what a plan of a post answers to a step, after the steps others have taken.
type Plan struct {
	Taken    []string `json:"taken"`
	Outside  bool     `json:"outside,omitempty"`  // a B of it is of another section
	Proposer bool     `json:"proposer,omitempty"` // whoever proposed it takes the step
	Step     string   `json:"step"`
	Refused  string   `json:"refused,omitempty"` // by this code; empty: it is taken
}

// Board asks what one reads of a post on the board, the public or the house: some of what
// stands there and of what does not.
type Board struct {
	Public bool     `json:"public,omitempty"`
	Shut   bool     `json:"shut,omitempty"` // it is no office hour
	State  string   `json:"state"`
	Shows  []string `json:"shows,omitempty"`
	Hides  []string `json:"hides,omitempty"`
}

// Line asks who answers for a post while some of its line are away.
type Line struct {
	Holders []string `json:"holders"` // A, B1, B2, …
	Standin string   `json:"standin,omitempty"`
	Away    []string `json:"away,omitempty"`
	Acting  string   `json:"acting,omitempty"`  // empty: nobody
	Next    string   `json:"next,omitempty"`    // and who would after him
	Refused string   `json:"refused,omitempty"` // the line cannot stand: by this code
}

// Clock is what a clock of the case must be, whole: what is left out, it has not.
type Clock struct {
	Name      string   `json:"name"`
	Pausable  bool     `json:"pausable,omitempty"`
	Deciders  []string `json:"deciders,omitempty"`  // of more time
	Delegated string   `json:"delegated,omitempty"` // whose power they exercise
	Hears     []string `json:"hears,omitempty"`     // of the asking
	Once      bool     `json:"once,omitempty"`
}

// Leave asks who grants an absence of a form and a length to somebody of a rank.
type Leave struct {
	Order    string  `json:"order,omitempty"` // one of the office's choices; empty: its default
	Rank     string  `json:"rank"`
	Form     string  `json:"form,omitempty"` // leave, outing, emergency
	Days     float64 `json:"days,omitempty"`
	Minutes  int     `json:"minutes,omitempty"`
	Approver string  `json:"approver"`
	// Then are who signs after him, each in turn, Filed with whom it is put on file (R232);
	// Arranged: where nobody can cover, the work is arranged first (R244).
	Then     []string `json:"then,omitempty"`
	Filed    string   `json:"filed,omitempty"`
	Arranged *bool    `json:"arranged,omitempty"`
	Relieved *bool    `json:"relieved,omitempty"` // somebody stands there before it begins (R187)
	Report   bool     `json:"report,omitempty"`   // it has a plan before and a report after (R237)
}

// Sort asks which paper a kind of leave is granted on, and whether it has so many days (R233).
type Sort struct {
	Sort    string  `json:"sort"`
	Days    float64 `json:"days"`
	Proof   string  `json:"proof,omitempty"`
	Refused bool    `json:"refused,omitempty"` // there is no such leave, or not so long
}

// Notice asks whether an absence of a length needs one, as the office chose (R153).
type Notice struct {
	Minutes int  `json:"minutes"`
	Covered bool `json:"covered"` // somebody stands in for him
	Needed  bool `json:"needed"`
}

// Handover asks whether the work is handed over before an absence of a length, as the
// office chose (R164).
type Handover struct {
	Days   float64 `json:"days"`
	Needed bool    `json:"needed"`
}

// Punches asks what the punches of a day come to, part by part of the office hours (R179, R180).
type Punches struct {
	Day     string      `json:"day"`             // 2026-03-02
	At      []string    `json:"at"`              // 08:21
	Leave   [][2]string `json:"leave,omitempty"` // from and until
	Classes []string    `json:"classes"`         // one a part of the day
}

// Points asks what a measure in force costs.
type Points struct {
	Measure string `json:"measure"`
	Person  int    `json:"person"`
	Unit    int    `json:"unit"`
	Head    int    `json:"head"`
}

// Repeats asks what the rule makes of the nth proven failing.
type Repeats struct {
	Unit    bool   `json:"unit,omitempty"`
	Reports bool   `json:"reports,omitempty"` // reported and proven
	Nth     int    `json:"nth"`
	Measure string `json:"measure"` // empty: nothing
}
