package casework

import (
	"encoding/json"
	"time"
)

// Light is what a clock shows now. Lights are computed when read, from
// instants, so an engine that is late never makes a page lie.
type Light string

// Lights, most urgent first.
const (
	Red    Light = "red"    // 已超期
	Yellow Light = "yellow" // 将到期
	Green  Light = "green"  // 在办
	Grey   Light = "grey"   // 暂停 or ended
)

// Holding is one post a person stands on now: his own, or one he covers.
type Holding struct {
	Post    string `json:"post"`
	Name    string `json:"name"`
	Role    Role   `json:"role"`
	Unit    string `json:"unit"`
	Line    Line   `json:"line,omitzero"`
	Covers  string `json:"covers,omitempty"`  // person id of the absent holder
	Standby bool   `json:"standby,omitempty"` // a backup, or an absent A: sees, does not act
	// Of a cover: since when A is away, until when he said he would be, and that
	// his powers pass in part only (R160, R165, R166).
	Since   *time.Time `json:"since,omitempty"`
	Until   *time.Time `json:"until,omitempty"`
	Limited bool       `json:"limited,omitempty"`
}

// Principal is who is asking.
type Principal struct {
	Person   string    `json:"person"`
	Name     string    `json:"name"`
	Unit     string    `json:"unit"`
	Lang     string    `json:"lang,omitempty"`
	Holdings []Holding `json:"holdings"`
}

// ClockView is a clock as a reader sees it at Now.
type ClockView struct {
	Number      string      `db:"number" json:"number"`
	Name        string      `db:"name" json:"clock"`
	Round       int         `db:"round" json:"round"`
	Rule        string      `db:"rule" json:"rule"`
	Basis       string      `db:"basis" json:"basis,omitempty"`
	Owner       Role        `db:"owner" json:"owner"`
	Post        string      `db:"post" json:"post"`
	PostName    string      `db:"post_name" json:"post_name"`
	HolderID    string      `db:"holder" json:"holder,omitempty"`
	HolderName  string      `db:"holder_name" json:"holder_name,omitempty"`
	Outcome     Outcome     `db:"outcome" json:"outcome"`
	Status      ClockStatus `db:"status" json:"status"`
	Start       time.Time   `db:"start_at" json:"start"`
	Limit       string      `db:"limit_text" json:"limit"`
	Granted     int         `db:"granted" json:"granted,omitempty"`
	Due         time.Time   `db:"due_at" json:"due"`
	Date        string      `db:"due_date" json:"due_date"`
	Provisional bool        `db:"provisional" json:"provisional,omitempty"`
	Near        *time.Time  `db:"near_at" json:"near,omitempty"`
	Half        *time.Time  `db:"half_at" json:"half,omitempty"`
	Ended       *time.Time  `db:"ended_at" json:"ended,omitempty"`
	Prompt      bool        `db:"prompt" json:"-"`
	Light       Light       `db:"light" json:"light"`
	// Of the case, for lists.
	Kind     Kind   `db:"kind" json:"kind"`
	Item     string `db:"item" json:"item,omitempty"`
	ItemName string `db:"item_name" json:"item_name,omitempty"`
	// ItemVersion is the version of the item it was received under.
	ItemVersion int    `db:"item_version" json:"item_version,omitempty"`
	Stage       Stage  `db:"stage" json:"stage"`
	Turn        Role   `db:"turn" json:"turn,omitempty"`
	Urgent      bool   `db:"urgent" json:"urgent,omitempty"` // handled first (R053)
	Follows     string `db:"-" json:"follows,omitempty"`     // as in CaseView
	Intake      string `db:"intake" json:"-"`                // how the case was taken in, for lists
}

// CaseView is a case as a reader sees it at Now. Personal fields are not in it.
type CaseView struct {
	Number       string          `db:"number" json:"number"`
	Kind         Kind            `db:"kind" json:"kind"`
	Item         string          `db:"item" json:"item,omitempty"`
	ItemName     string          `db:"item_name" json:"item_name,omitempty"`
	ItemVersion  int             `db:"item_version" json:"item_version,omitempty"` // it was received under
	Class        string          `db:"class" json:"class,omitempty"`
	Unit         string          `db:"unit" json:"unit"`
	UnitName     string          `db:"unit_name" json:"unit_name"`
	Post         string          `db:"post" json:"post"`
	PostName     string          `db:"post_name" json:"post_name"`
	HolderID     string          `db:"holder" json:"holder,omitempty"`
	HolderName   string          `db:"holder_name" json:"holder_name,omitempty"`
	Backup       string          `db:"backup_name" json:"-"` // who would follow him now; not in lists
	Sealed       []string        `db:"-" json:"-"`           // which fields it has, unopened; not in lists
	Stage        Stage           `db:"stage" json:"stage"`
	Turn         Role            `db:"turn" json:"turn,omitempty"`
	Received     time.Time       `db:"received_at" json:"received"`
	Registered   time.Time       `db:"registered_at" json:"registered"`
	RegisteredBy string          `db:"registered_by" json:"registered_by,omitempty"`
	Started      *time.Time      `db:"started_at" json:"started,omitempty"` // the engine has it
	Run          int             `db:"run" json:"run"`
	Revision     int             `db:"revision" json:"revision"`
	Policy       string          `db:"policy" json:"policy,omitempty"`
	Calendar     string          `db:"calendar" json:"calendar,omitempty"`
	Result       string          `db:"result" json:"result,omitempty"`
	Closed       *time.Time      `db:"closed_at" json:"closed,omitempty"`
	Parent       string          `db:"parent" json:"parent,omitempty"` // the case that opened it
	Light        Light           `db:"light" json:"light,omitempty"`   // the most urgent of its open clocks; empty: none is open
	Urgent       bool            `db:"urgent" json:"urgent,omitempty"` // handled first (R053)
	State        json.RawMessage `db:"state" json:"-"`
	Head         string          `db:"head" json:"-"` // unopened: by what people tell it from its fellows; empty: it was not brought along
	Clocks       []ClockView     `db:"-" json:"clocks,omitempty"`
	Extension    *Extension      `db:"-" json:"extension,omitempty"`
	Second       *SecondView     `db:"-" json:"second,omitempty"`  // waits for a second signature (R048)
	Consent      *Urgent         `db:"-" json:"consent,omitempty"` // asked for by a short cover (R166)
	Opened       []string        `db:"-" json:"opened,omitempty"`  // cases it opened
	Links        []Tie           `db:"-" json:"links,omitempty"`   // those this reader may see
	// Beside are whom an inquiry is about, and the persons whom another accountability case over the same matter
	// is about: this one is not for their eyes.
	Beside []string `db:"-" json:"-"`
	// Follows is the leading case a merged one goes with, for who may see it; the turn
	// is that one's.
	Follows string `db:"-" json:"follows,omitempty"`
	// Veiled: to this reader the complainant is sealed, and what came before the
	// forwarding is told by its day (R082).
	Veiled bool `db:"-" json:"veiled,omitempty"`

	read *State
}

// Reading is the view with what its state says, as it was read once; nil: whoever asks reads it
// anew. A row of a list is asked a dozen times.
func (v CaseView) Reading(s *State) CaseView {
	v.read = s
	return v
}

// Read is what was read of its state, which nobody changes; nil: nothing yet.
func (v CaseView) Read() *State { return v.read }

// TimelineRow is one event that stands: neither superseded nor still to come.
type TimelineRow struct {
	ID        int64             `db:"id" json:"id"`
	Number    string            `db:"number" json:"number"`
	Key       string            `db:"key" json:"key"`
	At        time.Time         `db:"at" json:"at"`
	Recorded  time.Time         `db:"recorded_at" json:"recorded"` // lateness of the machine, charged to nobody
	Name      EventName         `db:"name" json:"event"`
	Clock     string            `db:"clock" json:"clock,omitempty"`
	Round     int               `db:"round" json:"round,omitempty"`
	Level     string            `db:"level" json:"level,omitempty"`
	To        []Role            `db:"-" json:"to,omitempty"`
	Actor     string            `db:"actor" json:"actor,omitempty"`
	ActorName string            `db:"actor_name" json:"actor_name,omitempty"`
	Rule      string            `db:"rule" json:"rule,omitempty"`
	Basis     string            `db:"basis" json:"basis,omitempty"`
	TextID    string            `db:"text_id" json:"text_id,omitempty"`
	Text      string            `db:"-" json:"text,omitempty"`    // opened for readers who may
	Grounds   string            `db:"-" json:"grounds,omitempty"` // the legal basis that was written beside it, opened alike
	Detail    map[string]string `db:"-" json:"detail,omitempty"`
	Day       bool              `db:"-" json:"day,omitempty"` // At is a day, and no time of it
	// Heard is how it went, or is to go, to whoever applied: he stands in To once it did.
	Heard []Hearing `db:"-" json:"heard,omitempty"`
}

// LedgerRow is one time a due date was set or moved.
type LedgerRow struct {
	ID     int64     `db:"id" json:"id"`
	Number string    `db:"number" json:"number"`
	Key    string    `db:"key" json:"key"`
	Clock  string    `db:"clock" json:"clock"`
	Round  int       `db:"round" json:"round"`
	At     time.Time `db:"at" json:"at"`
	DueChange
	Policy   string `db:"policy" json:"policy"`
	Calendar string `db:"calendar" json:"calendar"`
	Rule     string `db:"rule" json:"rule,omitempty"`
	Actor    string `db:"actor" json:"actor,omitempty"`
}

// DutySpan is a stretch, [From, To), in which one person was answerable for a
// case, because he stood on the post that handled it (R164, R165). Person is
// empty while nobody was on duty; To is zero where it goes on.
type DutySpan struct {
	Post       string    `db:"post" json:"post"`
	Person     string    `db:"person" json:"person,omitempty"`
	PersonName string    `db:"person_name" json:"person_name,omitempty"`
	Covers     string    `db:"covers" json:"covers,omitempty"` // person id of the absent A he stood in for
	From       time.Time `db:"from_at" json:"from"`
	To         time.Time `db:"to_at" json:"to,omitzero"`
}

// InboxRow is one message to one person, who holds (or held, at its instant)
// the post it was addressed to.
type InboxRow struct {
	ID       int64     `db:"id" json:"id"`
	At       time.Time `db:"at" json:"at"`
	Number   string    `db:"number" json:"number"`
	Kind     Kind      `db:"kind" json:"kind"`
	ItemName string    `db:"item_name" json:"item_name,omitempty"`
	Event    EventName `db:"event" json:"event"`
	Clock    string    `db:"clock" json:"clock,omitempty"`
	Round    int       `db:"round" json:"round,omitempty"`
	Level    string    `db:"level" json:"level,omitempty"`
	// Of and OfLevel name the event a correction takes back.
	Of      EventName `db:"of_event" json:"of,omitempty"`
	OfLevel string    `db:"of_level" json:"of_level,omitempty"`
	Role    Role      `db:"role" json:"role"`
	Post    string    `db:"post" json:"post"`
	// Owner names the post that owes the clock, whoever is told.
	Owner string `db:"owner" json:"owner,omitempty"`
	// Act is the act it is about, Asker names the post that asked for it (R048).
	Act   string     `db:"act" json:"act,omitempty"`
	Asker string     `db:"asker" json:"asker,omitempty"`
	Due   *time.Time `db:"due_at" json:"due,omitempty"`
	// Provisional: Due was counted without the year's list.
	Provisional bool       `db:"provisional" json:"provisional,omitempty"`
	Rule        string     `db:"rule" json:"rule,omitempty"`
	Basis       string     `db:"basis" json:"basis,omitempty"`
	Read        *time.Time `db:"read_at" json:"read,omitempty"`
	// Settled: nobody owes any more what it speaks of.
	Settled bool `db:"settled" json:"settled,omitempty"`
}

// Unit is one organ or section of the office tree.
type Unit struct {
	ID     string `db:"id" json:"id"`
	Parent string `db:"parent" json:"parent,omitempty"`
	Name   string `db:"name" json:"name"`
	NameEn string `db:"name_en" json:"name_en"`
	Level  int    `db:"level" json:"level"`
	// Reconsiders and Court are where whoever is refused here may turn: the organ of
	// reconsideration and the court of first instance, by name (行政许可法 38). A unit that
	// names none has those of the unit above it.
	Reconsiders string `db:"reconsiders" json:"reconsiders,omitempty"`
	Court       string `db:"court" json:"court,omitempty"`
}

// Person is a member of staff.
type Person struct {
	ID     string `db:"id" json:"id"`
	Name   string `db:"name" json:"name"`
	Unit   string `db:"unit" json:"unit"`
	Email  string `db:"email" json:"email,omitempty"`
	Title  string `db:"title" json:"title,omitempty"`
	Active bool   `db:"active" json:"active"`
	// Employment is how he is employed; measures and remedies depend on it (R223).
	Employment Employment `db:"employment" json:"employment,omitempty"`
	// Until is when he leaves; from then on he is active no longer, whatever Active says.
	Until time.Time `db:"until" json:"until,omitzero"`
}

// Works tells whether he works here at an instant.
func (p Person) Works(at time.Time) bool {
	return p.Active && (p.Until.IsZero() || at.Before(p.Until))
}

// Post is a place somebody must stand on.
type Post struct {
	ID     string `db:"id" json:"id"`
	Unit   string `db:"unit" json:"unit"`
	Name   string `db:"name" json:"name"`
	NameEn string `db:"name_en" json:"name_en"`
	Role   Role   `db:"role" json:"role"`
	// Line is what it is in charge of apart from others of its role; none: what no other is (R243).
	Line Line `db:"line" json:"line,omitzero"`
	// Sheet is the published duty sheet in force; none is the zero one (R210).
	Sheet DutySheet `db:"-" json:"sheet,omitzero"`
}
