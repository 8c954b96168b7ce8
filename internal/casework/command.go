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
	Attach            = "attach"

	Propose        = "propose"
	Instruct       = "instruct"
	Assign         = "assign"
	Return         = "return"
	NoticeSpecial  = "special-notice"
	ConfirmConsent = "confirm-consent"
	DecideReturn   = "decide-return"
	File           = "file"

	Screen     = "screen"
	Forward    = "forward"
	Disclaim   = "disclaim"
	Reply      = "reply"
	Confirm    = "confirm"
	Relay      = "relay"
	Disclose   = "disclose"
	SelfReport = "self-report"

	WithdrawDisclosure = "withdraw-disclosure"
	Rate               = "rate"
	Advise             = "advise"

	Issue           = "issue"
	ConfirmReceipt  = "confirm-receipt"
	Report          = "report"
	SignOff         = "sign-off"
	Object          = "object"
	DecideObjection = "decide-objection"
	SpecialReport   = "special-report"
	AssignStep      = "assign-step"
	CompleteStep    = "complete-step"

	FileDuty     = "file-duty"
	DecidePoints = "decide-points"

	Approve      = "approve"
	ReportReturn = "report-return"
	FilePapers   = "file-papers"
	Designate    = "designate"
	// AskUrgent and DecideUrgent: a short cover asks the leader in charge for an act
	// that decides a matter (R166).
	AskUrgent    = "ask-urgent"
	DecideUrgent = "decide-urgent"
	// Manned is the machine's own: somebody stands again on a post that was empty.
	Manned = "manned"

	StateFacts   = "state-facts"
	Hear         = "hear"
	Split        = "split"
	Recommend    = "recommend"
	Decide       = "decide"
	Serve        = "serve"
	AskReview    = "ask-review"
	DecideReview = "decide-review"

	Link    = "link"
	Unlink  = "unlink"
	Merge   = "merge"
	Unmerge = "unmerge"
	Convert = "convert"

	// Follow is the machine's own: the promise of the leading case has ended, met
	// or dropped. The leading case's commit sends it to those merged into it.
	Follow = "follow"

	// Accounted is the machine's own: an accountability case the complaint opened, or
	// joined, has its outcome. That case's commit sends it (R064).
	Accounted = "accountability-outcome"

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

	// Door is set where it came straight to the engine; the workflow sets it.
	Door Door `json:"door,omitempty"`
	// Stored is the instant of its row where it counts from another one.
	Stored time.Time `json:"stored,omitzero"`
	// Call is the engine's id of the Update that waits for the verdict: the
	// workflow's own memory, kept nowhere.
	Call string `json:"-"`
}

// AsStored is the command as its row holds it.
func (c Command) AsStored() Command {
	if !c.Stored.IsZero() {
		c.At, c.Stored = c.Stored, time.Time{}
	}
	return c
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
	Person    string    `json:"person,omitempty"`
	AskedBy   string    `json:"asked_by,omitempty"` // person who asked to be excused (容错免责)
	Unit      string    `json:"unit,omitempty"`
	Limit     string    `json:"limit,omitempty"` // as stated by the assigner: 7wd
	Outcome   string    `json:"outcome,omitempty"`
	Ground    string    `json:"ground,omitempty"` // what kind of failing, one of Grounds
	Share     string    `json:"share,omitempty"`
	Act       string    `json:"act,omitempty"` // the command an urgent consent is asked for
	Measure   string    `json:"measure,omitempty"`
	Members   int       `json:"members,omitempty"` // of the party group, whoever came
	Present   int       `json:"present,omitempty"` // members present at a decision
	InFavour  int       `json:"in_favour,omitempty"`
	Case      string    `json:"case,omitempty"`     // link, merge, follow, screen, accounted: the other case
	Relation  Relation  `json:"relation,omitempty"` // link
	Kind      Kind      `json:"kind,omitempty"`     // convert: what it becomes
	Materials []string  `json:"materials,omitempty"`
	ReasonID  string    `json:"reason_id,omitempty"`
	BasisID   string    `json:"basis_id,omitempty"`
	Calendar  string    `json:"calendar,omitempty"` // recount: the version to count with from now on
	Policy    string    `json:"policy,omitempty"`

	// Attachment is the id of a stored file, Audience who may read it.
	Attachment string `json:"attachment,omitempty"`
	Audience   string `json:"audience,omitempty"`
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

// Types of form fields. A text and a file never reach the engine.
const (
	FieldText      FieldType = "text"
	FieldInt       FieldType = "int"
	FieldBool      FieldType = "bool"
	FieldTime      FieldType = "time"
	FieldClock     FieldType = "clock"
	FieldChoice    FieldType = "choice"
	FieldPost      FieldType = "post"
	FieldMaterials FieldType = "materials"
	FieldPerson    FieldType = "person"
	FieldUnit      FieldType = "unit"
	FieldLimit     FieldType = "limit"
	FieldCase      FieldType = "case" // the number of another case
	FieldFile      FieldType = "file"
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
	// Answers names the clock it answers to where several posts may owe one: whose
	// it is, the person who acts tells.
	Answers string
}

// PauseCategories are the eight procedures of 行政许可法 45, for which alone a
// permit's clock stops (R028), and the two that other services add.
var PauseCategories = []string{
	"hearing", "tender", "auction", "inspection", "test", "quarantine", "appraisal", "expert_review",
	"supplement", "third_party",
}

// SpecialCategories are the matters in which a notice to the sender before
// expiry prevents deemed consent (R060).
var SpecialCategories = []string{"funds", "posts", "land", "personnel", "case"}

// NeverConsented are the matters in which silence is never consent, whatever a
// request opted for (R061): they need a decision of their own.
var NeverConsented = append([]string{"permit"}, SpecialCategories...)

// ComplaintGrounds are the eight grounds of an efficiency complaint (R066).
var ComplaintGrounds = []string{
	"over_limit", "no_notice", "no_reason", "buck_passing", "rudeness", "abuse", "late_execution", "other",
}

// Ratings are what a complainant or proposer may think of a reply (R074, R078).
var Ratings = []string{"satisfied", "basically", "unsatisfied"}

// AdviceKinds are what the efficiency office makes of a result (R076): to put it
// right, to ask who answers, or a lead for tracking that the unit does not see.
var AdviceKinds = []string{"rectify", "hold_to_account", AdviceLead}

// AdviceLead is a lead for open and covert checks (R076).
const AdviceLead = "lead"

// PermitPauses are the categories a permit may use.
var PermitPauses = PauseCategories[:8]

var (
	reason = Field{Name: "reason", Type: FieldText, Required: true}
	remark = Field{Name: "reason", Type: FieldText}
	basis  = Field{Name: "basis", Type: FieldText, Required: true, Rule: "R026"}
	clock  = Field{Name: "clock", Type: FieldClock, Required: true}
	other  = Field{Name: "case", Type: FieldCase, Required: true}
)

var forms = slices.Concat(caseForms, urgentForms)

var caseForms = []Form{
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
	{Command: RequestExtension, Kinds: []Kind{Service, Document, Complaint, Supervision, Absence, Accountability}, Fields: []Field{
		clock, {Name: "days", Type: FieldInt, Required: true, Rule: "R043"}, reason,
	}, Rule: "R043"},
	{Command: DecideExtension, Kinds: []Kind{Service, Document, Complaint, Supervision, Absence, Accountability}, Fields: []Field{
		clock, {Name: "approve", Type: FieldBool, Required: true}, {Name: "days", Type: FieldInt}, reason,
	}, Rule: "R043"},
	{Command: WithdrawExtension, Kinds: []Kind{Service, Document, Complaint, Supervision, Absence, Accountability}, Fields: []Field{clock, remark}, Rule: "R043"},
	{Command: Transfer, Kinds: []Kind{Service, Supervision}, Fields: []Field{{Name: "post", Type: FieldPost, Required: true, Rule: "R016"}, reason}, Rule: "R016"},
	{Command: Chase, Kinds: []Kind{Service, Document, Complaint, Supervision, Absence, Accountability}, Fields: []Field{remark}, Rule: "R057"},
	{Command: Explain, Kinds: []Kind{Service, Document, Complaint, Supervision}, Fields: []Field{reason}, Rule: "R059", AfterClose: true, Answers: "explain"},
	{Command: Withdraw, Kinds: []Kind{Service, Complaint, Absence}, Fields: []Field{remark}},
	{Command: Correct, Kinds: []Kind{Service}, Fields: []Field{{Name: "received", Type: FieldTime, Required: true}, reason}, Rule: "R002", AfterClose: true},
	{Command: Reopen, Kinds: []Kind{Service}, Fields: []Field{reason}, AfterClose: true},
	{Command: Propose, Kinds: []Kind{Document}, Fields: []Field{reason}, Rule: "R051"},
	{Command: Instruct, Kinds: []Kind{Document}, Fields: []Field{reason}, Rule: "R056"},
	{Command: Assign, Kinds: []Kind{Document}, Fields: []Field{
		{Name: "post", Type: FieldPost, Required: true, Rule: "R051"},
		{Name: "limit", Type: FieldLimit, Rule: "R052"}, {Name: "until", Type: FieldTime, Rule: "R062"}, remark,
	}, Rule: "R051"},
	{Command: Return, Kinds: []Kind{Document}, Fields: []Field{reason}, Rule: "R055"},
	{Command: DecideReturn, Kinds: []Kind{Document}, Fields: []Field{
		{Name: "approve", Type: FieldBool, Required: true, Rule: "R055"}, reason,
	}, Rule: "R055"},
	{Command: NoticeSpecial, Kinds: []Kind{Document}, Fields: []Field{
		{Name: "category", Type: FieldChoice, Required: true, Choices: SpecialCategories, Rule: "R060"}, reason,
	}, Rule: "R060"},
	{Command: ConfirmConsent, Kinds: []Kind{Document}, Fields: []Field{
		{Name: "approve", Type: FieldBool, Required: true, Rule: "R061"}, reason,
	}, Rule: "R061"},
	{Command: Complete, Kinds: []Kind{Document}, Fields: []Field{reason, {Name: "basis", Type: FieldText, Rule: "R056"}}, Rule: "R052"},
	{Command: File, Kinds: []Kind{Document}, Fields: []Field{
		{Name: "received", Type: FieldTime, Rule: "R056"}, {Name: "reason", Type: FieldText, Required: true, Rule: "R056"},
	}, Rule: "R056", AfterClose: true},

	{Command: Screen, Kinds: []Kind{Complaint}, Fields: []Field{
		{Name: "outcome", Type: FieldChoice, Required: true, Choices: []string{"complaint", "suggestion", "not_taken", "referred"}, Rule: "R067"},
		{Name: "category", Type: FieldChoice, Choices: ComplaintGrounds, Rule: "R066"},
		{Name: "matter", Type: FieldCase, Rule: "R075"}, reason,
	}, Rule: "R066"},
	{Command: Forward, Kinds: []Kind{Complaint}, Fields: []Field{
		{Name: "post", Type: FieldPost, Required: true, Rule: "R068"},
		{Name: "approve", Type: FieldBool, Rule: "R072"}, {Name: "basis", Type: FieldText, Rule: "R072"}, remark,
	}, Rule: "R068"},
	{Command: Disclaim, Kinds: []Kind{Complaint}, Fields: []Field{reason}, Rule: "R071"},
	{Command: Reply, Kinds: []Kind{Complaint}, Fields: []Field{
		{Name: "outcome", Type: FieldChoice, Required: true, Choices: []string{"proven", "partly", "unproven"}, Rule: "R064"}, reason,
	}, Rule: "R069"},
	{Command: Confirm, Kinds: []Kind{Complaint}, Fields: []Field{
		{Name: "approve", Type: FieldBool, Required: true, Rule: "R074"},
		{Name: "outcome", Type: FieldChoice, Choices: []string{"accountability", NoPersonalFault}, Rule: "R064"}, reason,
	}, Rule: "R074"},
	{Command: Relay, Kinds: []Kind{Complaint}, Fields: []Field{reason}, Rule: "R082"},
	{Command: Disclose, Kinds: []Kind{Complaint}, Fields: []Field{
		{Name: "person", Type: FieldPerson, Required: true, Rule: "R082"},
		{Name: "received", Type: FieldTime, Required: true, Rule: "R082"}, // date of the written consent
		{Name: "approve", Type: FieldBool, Required: true, Rule: "R082"},  // the paper lies on file
		reason,
	}, Rule: "R082"},
	{Command: WithdrawDisclosure, Kinds: []Kind{Complaint}, Fields: []Field{remark}, Rule: "R082"},
	{Command: Rate, Kinds: []Kind{Complaint}, Fields: []Field{
		{Name: "outcome", Type: FieldChoice, Required: true, Choices: Ratings, Rule: "R074"}, remark,
	}, Rule: "R074", AfterClose: true},
	{Command: Advise, Kinds: []Kind{Complaint}, Fields: []Field{
		{Name: "category", Type: FieldChoice, Required: true, Choices: AdviceKinds, Rule: "R076"},
		{Name: "limit", Type: FieldLimit, Rule: "R077"}, reason,
	}, Rule: "R076"},
	{Command: Report, Kinds: []Kind{Complaint}, Fields: []Field{reason}, Rule: "R077", AfterClose: true},
	{Command: SelfReport, Kinds: []Kind{Complaint}, Fields: []Field{reason}, Rule: "R080", AfterClose: true},

	{Command: Issue, Kinds: []Kind{Supervision}, Fields: []Field{
		{Name: "post", Type: FieldPost, Required: true, Rule: "R103"},
		{Name: "limit", Type: FieldLimit, Rule: "R092"}, {Name: "until", Type: FieldTime, Rule: "R092"}, reason,
	}, Rule: "R099"},
	{Command: ConfirmReceipt, Kinds: []Kind{Supervision, Document}, Fields: []Field{remark}, Rule: "R095", Answers: "receipt"},
	{Command: AssignStep, Kinds: []Kind{Supervision}, Fields: []Field{
		{Name: "post", Type: FieldPost, Required: true, Rule: "R044"},
		{Name: "limit", Type: FieldLimit, Rule: "R044"}, {Name: "until", Type: FieldTime, Rule: "R044"}, reason,
	}, Rule: "R044"},
	{Command: CompleteStep, Kinds: []Kind{Supervision}, Fields: []Field{reason}, Rule: "R044", Answers: ClockStep},
	{Command: Reply, Kinds: []Kind{Supervision}, Fields: []Field{reason}, Rule: "R092"},
	{Command: Report, Kinds: []Kind{Supervision}, Fields: []Field{reason}, Rule: "R093"},
	{Command: SpecialReport, Kinds: []Kind{Supervision}, Fields: []Field{
		{Name: "outcome", Type: FieldChoice, Required: true, Choices: []string{"progress", "result"}, Rule: "R105"}, reason,
	}, Rule: "R105"},
	{Command: SignOff, Kinds: []Kind{Supervision}, Fields: []Field{reason}, Rule: "R097"},
	{Command: Object, Kinds: []Kind{Supervision}, Fields: []Field{reason}, Rule: "R121"},
	{Command: DecideObjection, Kinds: []Kind{Supervision}, Fields: []Field{
		{Name: "approve", Type: FieldBool, Required: true}, reason,
	}, Rule: "R121"},

	{Command: FileDuty, Kinds: []Kind{Duties}, Fields: []Field{clock, reason}, Rule: "R100"},
	{Command: DecidePoints, Kinds: []Kind{Duties}, Fields: []Field{
		clock, {Name: "approve", Type: FieldBool, Required: true, Rule: "R110"}, reason,
	}, Rule: "R110"},

	{Command: Approve, Kinds: []Kind{Absence}, Fields: []Field{
		{Name: "approve", Type: FieldBool, Required: true, Rule: "R154"}, remark,
	}, Rule: "R154"},
	{Command: ReportReturn, Kinds: []Kind{Absence}, Fields: []Field{remark}, Rule: "R158"},
	{Command: FilePapers, Kinds: []Kind{Absence}, Fields: []Field{reason}, Rule: "R183"},
	{Command: Designate, Kinds: []Kind{Absence}, Fields: []Field{
		{Name: "post", Type: FieldPost, Required: true, Rule: "R169"},
		{Name: "person", Type: FieldPerson, Required: true, Rule: "R169"},
		{Name: "until", Type: FieldTime, Rule: "R211"}, remark,
	}, Rule: "R169"},
	{Command: Manned, Kinds: []Kind{Absence}, Rule: "R171", Internal: true},
	{Command: StateFacts, Kinds: []Kind{Accountability}, Fields: []Field{
		{Name: "outcome", Type: FieldChoice, Required: true, Choices: []string{"no_fault", "exempt", "reminder", "formal"}, Rule: "R064"},
		{Name: "ground", Type: FieldChoice, Choices: GroundCodes(), Rule: "R129"},
		{Name: "person", Type: FieldPerson, Rule: "R130"},
		{Name: "unit", Type: FieldUnit, Rule: "R139"},
		{Name: "asked_by", Type: FieldPerson, Rule: "R064"}, reason,
	}, Rule: "R129"},
	{Command: Hear, Kinds: []Kind{Accountability}, Fields: []Field{reason}, Rule: "R143"},
	{Command: Split, Kinds: []Kind{Accountability}, Fields: []Field{
		{Name: "person", Type: FieldPerson, Required: true, Rule: "R131"},
		{Name: "share", Type: FieldChoice, Required: true, Choices: []string{ShareFull, ShareMain, ShareSecondary}, Rule: "R131"}, reason,
	}, Rule: "R131"},
	{Command: Recommend, Kinds: []Kind{Accountability}, Fields: []Field{
		{Name: "measure", Type: FieldChoice, Required: true, Choices: MeasureCodes(), Rule: "R142"}, reason,
	}, Rule: "R142"},
	{Command: Decide, Kinds: []Kind{Accountability}, Fields: []Field{
		{Name: "measure", Type: FieldChoice, Required: true, Choices: append([]string{"none"}, MeasureCodes()...), Rule: "R142"},
		{Name: "outcome", Type: FieldChoice, Choices: []string{Impose, Refer}, Rule: "R142"},
		{Name: "limit", Type: FieldLimit, Rule: "R134"},
		{Name: "members", Type: FieldInt, Required: true, Rule: "R142"},
		{Name: "present", Type: FieldInt, Required: true, Rule: "R142"},
		{Name: "in_favour", Type: FieldInt, Required: true, Rule: "R142"}, reason,
	}, Rule: "R142"},
	{Command: Serve, Kinds: []Kind{Accountability}, Fields: []Field{remark}, Rule: "R143"},
	{Command: Report, Kinds: []Kind{Accountability}, Fields: []Field{reason}, Rule: "R134", AfterClose: true},
	{Command: AskReview, Kinds: []Kind{Accountability}, Fields: []Field{
		{Name: "category", Type: FieldChoice, Choices: []string{RoundReview, RoundAppeal}, Rule: "R143"}, reason,
	}, Rule: "R143", AfterClose: true},
	{Command: DecideReview, Kinds: []Kind{Accountability}, Fields: []Field{
		{Name: "outcome", Type: FieldChoice, Required: true, Choices: []string{"upheld", "reversed", "lighter"}, Rule: "R143"},
		{Name: "measure", Type: FieldChoice, Choices: MeasureCodes(), Rule: "R143"}, reason,
	}, Rule: "R143"},
	{Command: Close, Kinds: []Kind{Service, Document, Supervision, Duties, Accountability}, Fields: []Field{reason}, Rule: "R018"},

	{Command: Link, Kinds: Kinds(), Fields: []Field{
		other, {Name: "relation", Type: FieldChoice, Required: true, Choices: Stated}, remark,
	}},
	{Command: Unlink, Kinds: Kinds(), Fields: []Field{other, reason}},
	{Command: Merge, Kinds: []Kind{Document, Complaint}, Fields: []Field{other, reason}, Rule: "R075"},
	{Command: Unmerge, Kinds: []Kind{Document, Complaint}, Fields: []Field{reason}},
	{Command: Convert, Kinds: []Kind{Document}, Fields: []Field{
		{Name: "kind", Type: FieldChoice, Required: true, Choices: Targets(Document), Rule: "R066"},
		// Whom a complaint is about (R065); of other kinds nobody asks.
		{Name: "unit", Type: FieldUnit, Rule: "R065"}, {Name: "post", Type: FieldPost, Rule: "R065"},
		{Name: "person", Type: FieldPerson, Rule: "R065"}, reason,
	}, Rule: "R066"},
	{Command: Convert, Kinds: []Kind{Complaint}, Fields: []Field{
		{Name: "kind", Type: FieldChoice, Required: true, Choices: Targets(Complaint), Rule: "R067"}, reason,
	}, Rule: "R067"},
	{Command: Follow, Kinds: []Kind{Document, Complaint}, Internal: true},
	{Command: Accounted, Kinds: []Kind{Complaint}, Rule: "R064", Internal: true, AfterClose: true},
	{Command: Attach, Kinds: []Kind{Complaint}, Fields: []Field{
		{Name: "file", Type: FieldFile, Required: true, Rule: "R065"},
		{Name: "audience", Type: FieldChoice, Choices: Audiences, Rule: "R082"},
	}, Rule: "R065"},
	{Command: Attach, Kinds: []Kind{Service, Document, Supervision, Duties, Absence, Accountability}, Fields: []Field{
		{Name: "file", Type: FieldFile, Required: true},
	}},
	{Command: Recount, Kinds: Kinds(), Internal: true},
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
		if !slices.Contains(out, f.Command) {
			out = append(out, f.Command)
		}
	}
	return out
}
