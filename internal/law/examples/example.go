package examples

import "encoding/json"

// Words is one thing said in the languages of the house.
type Words struct {
	ZH string `json:"zh"`
	EN string `json:"en"`
}

// What an example shows of its rule: that something must happen, or never may.
const (
	Happens = "happens"
	Never   = "never"
)

// Example is one worked example of a rule. Instants are those of the office's calendar,
// to the minute: 2026-03-16T17:30.
type Example struct {
	Name    string `json:"-"` // R069-untouched
	Rule    string `json:"rule"`
	Article string `json:"article"` // xuancheng-complaints/10.2.1
	Words   string `json:"words"`   // as they stand there
	Title   Words  `json:"title"`
	Must    string `json:"must"`
	Why     string `json:"why"` // how its instants were counted, or what the article asks for

	Office Office   `json:"office,omitzero"`
	Case   Case     `json:"case"`
	Acts   []Act    `json:"acts,omitempty"` // and absences, as shixian simulate reads them
	Until  string   `json:"until,omitempty"`
	Want   []Event  `json:"want,omitempty"`  // each comes, at its instant
	Not    []Absent `json:"never,omitempty"` // none of these comes
	Asks   []Ask    `json:"asks,omitempty"`
}

// Office is what this office has set otherwise than the presets.
type Office struct {
	Choices map[string]string `json:"choices,omitempty"`
	Seasons json.RawMessage   `json:"seasons,omitempty"` // hours of part of the year, as a calendar has them
}

// Case is what is taken in; without an instant none is, and only questions are asked.
type Case struct {
	Kind     string            `json:"kind"`
	Item     string            `json:"item,omitempty"`
	Received string            `json:"received,omitempty"`
	Facts    map[string]string `json:"facts,omitempty"`
	Papers   []string          `json:"papers,omitempty"`  // that are brought with it: licence, licence:copy:2
	Earlier  int               `json:"earlier,omitempty"` // complaints on the same matter before it
	Away     Away              `json:"away,omitzero"`
}

// Away is when somebody means to leave his post, and to be back; of an absence.
type Away struct {
	From  string `json:"from"`
	Until string `json:"until"`
}

// Act is a command, an absence or a second case, as a script of shixian simulate has it.
type Act struct {
	At      string            `json:"at"`
	Case    string            `json:"case,omitempty"`
	Command string            `json:"command,omitempty"`
	By      string            `json:"by,omitempty"`
	Args    json.RawMessage   `json:"args,omitempty"`
	Absent  string            `json:"absent,omitempty"`
	Until   string            `json:"until,omitempty"`
	Open    string            `json:"open,omitempty"`
	Item    string            `json:"item,omitempty"`
	Facts   map[string]string `json:"facts,omitempty"`
}

// Event is something that must come. Who is told is told whole: of To nobody is missing
// and nobody is too many; left out, it is not looked at.
type Event struct {
	At     string            `json:"at"`
	Event  string            `json:"event"`
	Clock  string            `json:"clock,omitempty"`
	Level  string            `json:"level,omitempty"`
	Case   string            `json:"case,omitempty"` // of a case that was opened; empty: the example's own
	To     []string          `json:"to,omitempty"`
	Detail map[string]string `json:"detail,omitempty"`
}

// Absent is what must never come, of the whole time or between two instants, both
// counted in. To: not told to any of these.
type Absent struct {
	Event  string            `json:"event"`
	Clock  string            `json:"clock,omitempty"`
	Level  string            `json:"level,omitempty"`
	Case   string            `json:"case,omitempty"` // empty: of any case
	To     []string          `json:"to,omitempty"`
	From   string            `json:"from,omitempty"`
	Until  string            `json:"until,omitempty"`
	Detail map[string]string `json:"detail,omitempty"`
}
