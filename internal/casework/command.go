package casework

import (
	"slices"
	"time"
)

// Command names; path segment, Update and Signal name alike (design section 6).
const (
	OneTimeNotice     = "one-time-notice"
	Supplement        = "supplement"
	Accept            = "accept"
	Decline           = "decline"
	Complete          = "complete"
	Deny              = "deny"
	Deliver           = "deliver"
	Pause             = "pause"
	Resume            = "resume"
	RequestExtension  = "request-extension"
	DecideExtension   = "decide-extension"
	WithdrawExtension = "withdraw-extension"
	Transfer          = "transfer"
	Chase             = "chase"
	Explain           = "explain"
	Withdraw          = "withdraw"
	Correct           = "correct"
	Reopen            = "reopen"
	Close             = "close"

	// Recount is the machine's own: another calendar or policy version for an
	// open case, after a preview. Nobody sends it by hand.
	Recount = "recount"
)

// Command is an act of a person, as it reaches a workflow by Update. At is the
// instant the API stored it: a command counts from then, however long the
// engine was away.
type Command struct {
	ID    string    `json:"id"`
	Name  string    `json:"name"`
	Actor string    `json:"actor"` // person id
	Roles []Role    `json:"roles,omitempty"`
	At    time.Time `json:"at"`
	Args  Args      `json:"args"`
}

// Signal is the same act from another system. Its authority is checked by an
// activity and it counts from its receipt by the engine.
type Signal struct {
	ID    string `json:"id"`
	Actor string `json:"actor"`
	Args  Args   `json:"args"`
}

// Args are the non-personal arguments of all commands; each reads the ones its
// Form names. Whatever a person wrote travels as the id of a stored text.
type Args struct {
	Clock     string    `json:"clock,omitempty"`
	Days      int       `json:"days,omitempty"`
	Approve   *bool     `json:"approve,omitempty"`
	Category  string    `json:"category,omitempty"`
	Until     time.Time `json:"until,omitzero"`
	Received  time.Time `json:"received,omitzero"`
	Post      string    `json:"post,omitempty"`
	Materials []string  `json:"materials,omitempty"`
	ReasonID  string    `json:"reason_id,omitempty"`
	BasisID   string    `json:"basis_id,omitempty"`
	Calendar  string    `json:"calendar,omitempty"` // recount: the version to count with from now on
	Policy    string    `json:"policy,omitempty"`
}

// Verdict is what became of a command. It is committed with the step, so the
// caller reads what was written.
type Verdict struct {
	ID       string    `json:"id"`
	Command  string    `json:"command"`
	Accepted bool      `json:"accepted"`
	Code     Code      `json:"code,omitempty"`
	Field    string    `json:"field,omitempty"`
	Rule     string    `json:"rule,omitempty"`
	At       time.Time `json:"at"`
	Revision int       `json:"revision"`
}

// Err turns a refusal into an error, nil when the command was accepted.
func (v Verdict) Err() error {
	if v.Accepted {
		return nil
	}
	return &Error{Code: v.Code, Field: v.Field, Rule: v.Rule}
}

// FieldType is what a form field holds.
type FieldType string

// Types of form fields. A text never reaches the engine.
const (
	FieldText      FieldType = "text"
	FieldInt       FieldType = "int"
	FieldBool      FieldType = "bool"
	FieldTime      FieldType = "time"
	FieldClock     FieldType = "clock"
	FieldChoice    FieldType = "choice"
	FieldPost      FieldType = "post"
	FieldMaterials FieldType = "materials"
)

// Field is one argument of a command, as API, pages and checks read it.
type Field struct {
	Name     string
	Type     FieldType
	Required bool
	Choices  []string // FieldChoice
	Rule     string   // why it is asked for
}

// Form says what a command takes and which kinds know it. The OpenAPI document,
// the pages' forms and the checks all read this one table.
type Form struct {
	Command string
	Kinds   []Kind
	Fields  []Field
	Rule    string
	// AfterClose: a closed case still takes it.
	AfterClose bool
	// Internal: no page and no API offers it.
	Internal bool
}

// PauseCategories are the eight procedures of 行政许可法 45, for which alone a
// permit's clock stops (R028), and the two that other services add.
var PauseCategories = []string{
	"hearing", "tender", "auction", "inspection", "test", "quarantine", "appraisal", "expert_review",
	"supplement", "third_party",
}

// PermitPauses are the categories a permit may use.
var PermitPauses = PauseCategories[:8]

var (
	reason = Field{Name: "reason", Type: FieldText, Required: true}
	remark = Field{Name: "reason", Type: FieldText}
	basis  = Field{Name: "basis", Type: FieldText, Required: true, Rule: "R026"}
	clock  = Field{Name: "clock", Type: FieldClock, Required: true}
)

var forms = []Form{
	{Command: OneTimeNotice, Kinds: []Kind{Service}, Fields: []Field{
		{Name: "materials", Type: FieldMaterials, Required: true, Rule: "R024"}, remark,
	}, Rule: "R024"},
	{Command: Supplement, Kinds: []Kind{Service}, Fields: []Field{remark}, Rule: "R025"},
	{Command: Accept, Kinds: []Kind{Service}, Fields: []Field{remark}, Rule: "R023"},
	{Command: Decline, Kinds: []Kind{Service}, Fields: []Field{reason, basis}, Rule: "R026"},
	{Command: Complete, Kinds: []Kind{Service}, Fields: []Field{remark}, Rule: "R005"},
	{Command: Deny, Kinds: []Kind{Service}, Fields: []Field{reason, basis}, Rule: "R026"},
	{Command: Deliver, Kinds: []Kind{Service}, Fields: []Field{remark}, Rule: "R005"},
	{Command: Pause, Kinds: []Kind{Service}, Fields: []Field{
		{Name: "category", Type: FieldChoice, Required: true, Choices: PauseCategories, Rule: "R028"},
		{Name: "until", Type: FieldTime, Required: true, Rule: "R028"}, reason,
	}, Rule: "R028"},
	{Command: Resume, Kinds: []Kind{Service}, Fields: []Field{remark}, Rule: "R028"},
	{Command: RequestExtension, Kinds: []Kind{Service}, Fields: []Field{
		clock, {Name: "days", Type: FieldInt, Required: true, Rule: "R043"}, reason,
	}, Rule: "R043"},
	{Command: DecideExtension, Kinds: []Kind{Service}, Fields: []Field{
		clock, {Name: "approve", Type: FieldBool, Required: true}, {Name: "days", Type: FieldInt}, reason,
	}, Rule: "R043"},
	{Command: WithdrawExtension, Kinds: []Kind{Service}, Fields: []Field{clock, remark}, Rule: "R043"},
	{Command: Transfer, Kinds: []Kind{Service}, Fields: []Field{{Name: "post", Type: FieldPost, Required: true, Rule: "R016"}, reason}, Rule: "R016"},
	{Command: Chase, Kinds: []Kind{Service, Accountability}, Fields: []Field{remark}, Rule: "R057"},
	{Command: Explain, Kinds: []Kind{Service}, Fields: []Field{reason}, Rule: "R059", AfterClose: true},
	{Command: Withdraw, Kinds: []Kind{Service}, Fields: []Field{remark}},
	{Command: Correct, Kinds: []Kind{Service}, Fields: []Field{{Name: "received", Type: FieldTime, Required: true}, reason}, Rule: "R002", AfterClose: true},
	{Command: Reopen, Kinds: []Kind{Service}, Fields: []Field{reason}, AfterClose: true},
	{Command: Close, Kinds: []Kind{Service, Accountability}, Fields: []Field{reason}, Rule: "R018"},
	{Command: Recount, Kinds: []Kind{Service, Accountability}, Internal: true},
}

// FormOf finds the form of a command for a kind.
func FormOf(k Kind, command string) (Form, bool) {
	for _, f := range forms {
		if f.Command == command && slices.Contains(f.Kinds, k) {
			return f, true
		}
	}
	return Form{}, false
}

// Forms lists the commands people can send to a kind, in the order pages show them.
func Forms(k Kind) []Form {
	var out []Form
	for _, f := range forms {
		if slices.Contains(f.Kinds, k) && !f.Internal {
			out = append(out, f)
		}
	}
	return out
}

// Commands lists every command name once: the Updates and Signals a case listens to.
func Commands() []string {
	out := make([]string, 0, len(forms))
	for _, f := range forms {
		out = append(out, f.Command)
	}
	return out
}
