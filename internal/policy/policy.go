package policy

import (
	"github.com/shixian/shixian/internal/casework"
)

// Policy is one published version of the clock rules of a kind of matter. A
// case pins the version it started with; an edit is a new version.
type Policy struct {
	ID      string        `json:"id"` // service-permit
	Version int           `json:"version"`
	Kind    casework.Kind `json:"kind"`
	Class   string        `json:"class,omitempty"` // permit, service: which items may use it
	Title   string        `json:"title"`
	TitleEn string        `json:"title_en"`
	// Choices are the office's answers where the sources differ, by key of the
	// presets; what is not chosen is the default.
	Choices map[string]string `json:"choices,omitempty"`
	// ByChoice leads new cases to the policy of the kind that answers what was chosen, by
	// key and value. The binary before this field ignores it, and stays with this one.
	ByChoice map[string]map[string]string `json:"by_choice,omitempty"`
	Rules    []Rule                       `json:"rules"`
}

// Ref is how a case pins a policy: service-permit@1.
func (p Policy) Ref() string { return ref(p.ID, p.Version) }

// Limits an item sets.
const (
	promised  = "$promised"
	statutory = "$statutory"
	stated    = "$stated" // only what the assigner states
)

// Clocks of joint work: the whole, and the step of each unit (R044).
const (
	mainClock  = "handle"
	stepPrefix = "step:"
)

// Rule is one clock: a promise with an owner.
type Rule struct {
	Clock string `json:"clock"`
	Rule  string `json:"rule"`  // R024
	Basis string `json:"basis"` // 行政许可法第三十二条
	Limit string `json:"limit"` // 5wd, or $promised, $statutory of the item
	// Chosen is the key of what the office chose in place of Limit.
	Chosen string `json:"chosen,omitempty"`
	// LimitCap is the most that may be stated in place of Limit: 60d; empty, nothing is.
	LimitCap string           `json:"limit_cap,omitempty"`
	Owner    casework.Role    `json:"owner"`
	Outcome  casework.Outcome `json:"outcome"`
	// Pausable: a pause of the case stops this clock too.
	Pausable bool `json:"pausable,omitempty"`
	// PauseCap is how long it may stand still in all, in units of its own limit;
	// 0 is without end (R028). PauseBasis is the law that says so, or that no law does.
	PauseCap   int    `json:"pause_cap,omitempty"`
	PauseBasis string `json:"pause_basis,omitempty"`
	// Stops are the only procedures for which it stands still, where its law knows no others
	// (政府信息公开条例 33); empty is what its class allows.
	Stops []string `json:"stops,omitempty"`
	// Ceiling names the law's ceiling where more than one may bind this clock;
	// empty is the ordinary one.
	Ceiling string `json:"ceiling,omitempty"`
	// Right: the clock bounds a citizen's or staff member's right and ends at
	// 24:00 of its last day.
	Right bool `json:"right,omitempty"`
	// Chases: every round of a recurring clock reminds whoever's turn it is (R057).
	Chases bool `json:"chases,omitempty"`
	// Since moves the start of a recurring clock back to where its rounds meet the
	// calendar: week, month, quarter, half (R100 to R102, R110).
	Since string `json:"since,omitempty"`
	// Into is how far into the next month (quarter, half) a round of one that is counted since
	// its first day ends: 5wd, its fifth working day. The binary before this field ignores it,
	// and never starts such a clock.
	Into string `json:"into,omitempty"`
	// AsksFor is what a recurring clock asks for until it is in: list, the next year's
	// list of days off. It starts on 1 November of the first year after which none is
	// in. The binary before this field ignores it, and never starts such a clock.
	AsksFor   string     `json:"asks_for,omitempty"`
	Warn      []Warning  `json:"warn,omitempty"`
	Ladder    []Rung     `json:"ladder,omitempty"`
	Extension *Extension `json:"extension,omitempty"`
}

// Warning speaks before the due instant. At is half or near (design section 1).
type Warning struct {
	At string `json:"at"`
	// Before gives it another instant than the usual one: so long before the due
	// instant, at the opening of the day for limits in days.
	Before string          `json:"before,omitempty"`
	To     []casework.Role `json:"to"`
}

// Rung is one step of the ladder after a breach. After is a limit counted from
// the breach, empty at the breach itself.
type Rung struct {
	Level   string          `json:"level"`
	Rule    string          `json:"rule,omitempty"` // its own, where the clock stands under another (R078)
	After   string          `json:"after,omitempty"`
	To      []casework.Role `json:"to"`
	Card    string          `json:"card,omitempty"`    // yellow, red
	Opens   bool            `json:"opens,omitempty"`   // opens the accountability case
	Explain string          `json:"explain,omitempty"` // clock of the explanation owed (R059)
	// Owes is a further clock owed from the rung on: the reason made public (R240).
	Owes string `json:"owes,omitempty"`
	// Every: the rung comes round at this interval until the clock is met.
	Every string `json:"every,omitempty"`
	// OverHead is how often a rung that opens a case comes round in its place in the
	// principal leader's own turn: over the head of the house no case is opened (design
	// section 1, no ladder ends in silence).
	OverHead string `json:"over_head,omitempty"`
	// Proposes is what a round nobody filed may cost the unit (R110): a measure of the
	// office's table of points.
	Proposes string `json:"proposes,omitempty"`
}

// Extension says who may give more time, and how much at most.
type Extension struct {
	Rule     string          `json:"rule"`
	Deciders []casework.Role `json:"deciders"`
	// Delegated names the role whose power a decider exercises, for the record.
	Delegated casework.Role `json:"delegated,omitempty"`
	// Hears are told of the asking beside who decides (R054).
	Hears []casework.Role `json:"hears,omitempty"`
	Cap   int             `json:"cap"` // units of the clock's own limit, all grants together
	// Once: what was extended is not extended again, whatever the cap leaves (R085).
	Once bool `json:"once,omitempty"`
	// Most is how far the extended date may pass the old one, whatever unit the clock is
	// counted in: 30d, or $ and the key of what the office chose.
	Most string `json:"most,omitempty"`
	// Within names the clock whose limit, plus Stretch units, the extended limit
	// may never pass: the law's maximum.
	Within  string `json:"within,omitempty"`
	Stretch int    `json:"stretch,omitempty"`
}

// Item is one matter of the catalogue (办理事项).
type Item struct {
	ID        string        `json:"id"`
	Kind      casework.Kind `json:"kind"`
	Class     string        `json:"class"` // permit or service
	Name      string        `json:"name"`
	NameEn    string        `json:"name_en"`
	Policy    string        `json:"policy"` // policy id; the published version is pinned at registration
	Promised  string        `json:"promised"`
	Statutory string        `json:"statutory,omitempty"`
	Unit      string        `json:"unit"`
	Post      string        `json:"post"` // the post that handles it
	Basis     string        `json:"basis"`
	Condition string        `json:"condition"`
	Procedure string        `json:"procedure"`
	Fee       string        `json:"fee"`
	FeeBasis  string        `json:"fee_basis,omitempty"`
	Place     string        `json:"place"`
	Phone     string        `json:"phone"`
	Materials []Material    `json:"materials"`
	Fields    []FormField   `json:"fields"`
	Practice  bool          `json:"practice,omitempty"` // 演示事项: every clock in seconds or minutes
	DeemRenew bool          `json:"deem_renew,omitempty"`

	// Code is the number the matter has everywhere (GB/T 39554.1); Responsible is the post
	// whose holder is answerable for it (R225), Watch the telephone one complains by.
	Code        string `json:"code,omitempty"`
	Window      string `json:"window,omitempty"`
	Responsible string `json:"responsible,omitempty"`
	Watch       string `json:"watch_phone,omitempty"`
	// Counts is what its limits count from: casework.FromReceipt, or empty for acceptance.
	Counts string `json:"counts_from,omitempty"`
	// Supplement is within what what was missing has to come, Later within what a paper that
	// may follow has to.
	Supplement string `json:"supplement,omitempty"`
	Later      string `json:"later,omitempty"`
	// Review are the steps before a result is decided; none: whoever handles it decides.
	Review []casework.ReviewStep `json:"review,omitempty"`
	// Result is what the applicant has in the end (食品经营许可证), Term how long it is good.
	Result string `json:"result,omitempty"`
	Term   string `json:"term,omitempty"`
	// ReconsiderFirst is the article by which whoever is refused asks for reconsideration
	// before he sues (复议前置, 行政复议法 23); empty: he may do either.
	ReconsiderFirst string `json:"reconsider_first,omitempty"`
}

// Intake is how an application is taken in with these papers: accepted where all are there
// and nobody has to examine them first (R022, R023).
func (it Item) Intake(papers []casework.Paper, incomplete, examine bool) string {
	switch {
	case incomplete:
		return casework.IntakeIncomplete
	case examine, len(it.Materials) == 0:
		return ""
	}
	return casework.IntakeComplete
}

// Handling is what a case of the item is handled by.
func (it Item) Handling() *casework.Handling {
	h := &casework.Handling{Counts: it.Counts, Supplement: it.Supplement, Later: it.Later, Review: it.Review, Reconsider: it.ReconsiderFirst != "", Renews: it.DeemRenew}
	for _, m := range it.Materials {
		h.Papers = append(h.Papers, casework.Wanted{
			Code: m.Code, Required: m.Required, Form: m.Form, Copies: m.Copies, Later: m.Later, Promise: m.Promise,
		})
	}
	return h
}

// Uses tells whether the item is handled by a policy: the one it names, else that
// of its kind.
func (it Item) Uses(policy string) bool {
	return it.Policy == policy || it.Policy == "" && string(it.Kind) == policy
}

// Material is one paper an applicant brings (R021, R024).
type Material struct {
	Code     string `json:"code"`
	Name     string `json:"name"`
	NameEn   string `json:"name_en"`
	Format   string `json:"format"`
	Copies   int    `json:"copies"`
	Issuer   string `json:"issuer"`
	Required bool   `json:"required"`
	// Form is what is kept of it, casework.PaperOriginal or PaperCopy; empty: either.
	Form string `json:"form,omitempty"`
	// Sample is where one that is filled in can be seen.
	Sample string `json:"sample,omitempty"`
	// Later and Promise are as casework.Wanted has them (容缺受理, 告知承诺).
	Later   bool `json:"later,omitempty"`
	Promise bool `json:"promise,omitempty"`
}

// FormField is one field of the registration form. Every field is personal or
// free text and is sealed, but for facts.
type FormField struct {
	Name     string   `json:"name"` // applicant, phone, id_number, address, matter, …
	Label    string   `json:"label"`
	LabelEn  string   `json:"label_en"`
	Type     string   `json:"type"` // text, tel, email, textarea, select, checkbox, number, moment, unit, post, person
	Required bool     `json:"required,omitempty"`
	Options  []string `json:"options,omitempty"`
	Max      int      `json:"max,omitempty"` // runes
	// Lines is how many lines may be written, one name a line.
	Lines int `json:"lines,omitempty"`
	// Unique: under it the matter is known elsewhere. It is taken in once.
	Unique bool `json:"unique,omitempty"`
	// Fact: a code the case is decided by and remembers in the clear. Only what is
	// chosen or is the number of a case may be one, never a word somebody writes.
	Fact bool `json:"fact,omitempty"`
	// Rule is why it must be filled in, where another rule than R002 says so.
	Rule string `json:"rule,omitempty"`
	// Cover: it stands on the cover, and is kept even of a classified matter (R219).
	Cover bool `json:"cover,omitempty"`
}
