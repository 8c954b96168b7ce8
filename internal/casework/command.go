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
	VoidCase          = "void"
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
	Recheck         = "recheck"
	Object          = "object"
	DecideObjection = "decide-objection"
	SpecialReport   = "special-report"
	AssignStep      = "assign-step"
	CompleteStep    = "complete-step"

	FileDuty     = "file-duty"
	Circulate    = "circulate"
	DecidePoints = "decide-points"

	Approve      = "approve"
	ReportReturn = "report-return"
	FilePapers   = "file-papers"
	Designate    = "designate"
	// AskUrgent and DecideUrgent: a short cover asks the leader in charge for an act
	// that decides a matter (R166).
	AskUrgent    = "ask-urgent"
	DecideUrgent = "decide-urgent"
	// Countersign is the second signature under an act that one person does not do alone (R048).
	Countersign = "countersign"
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
	Recuse       = "recuse"

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
	// Second is the signature by which it is done, where it is not one person's to do.
	Second *Signature `json:"second,omitempty"`
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
	Arranged  bool      `json:"arranged,omitempty"` // what lies on an uncovered post is arranged (R244)
	Category  string    `json:"category,omitempty"`
	Until     time.Time `json:"until,omitzero"`
	Received  time.Time `json:"received,omitzero"`
	Issued    time.Time `json:"issued,omitzero"` // when the paper that is served went out, as the register knows it
	Post      string    `json:"post,omitempty"`
	Person    string    `json:"person,omitempty"`
	AskedBy   string    `json:"asked_by,omitempty"` // person who asked to be excused (容错免责)
	Unit      string    `json:"unit,omitempty"`
	Units     []string  `json:"units,omitempty"` // circulate: those whose heads hear of it (R058)
	Limit     string    `json:"limit,omitempty"` // as stated by the assigner: 7wd
	Outcome   string    `json:"outcome,omitempty"`
	Ground    string    `json:"ground,omitempty"` // what kind of failing, one of Grounds
	Share     string    `json:"share,omitempty"`
	Act       string    `json:"act,omitempty"` // the command an urgent consent is asked for
	Measure   string    `json:"measure,omitempty"`
	Measures  []string  `json:"measures,omitempty"` // several, decided together (R135, R136)
	Persons   []string  `json:"persons,omitempty"`  // who investigates (处分条例 41)
	Members   int       `json:"members,omitempty"`  // of the party group, whoever came
	Present   int       `json:"present,omitempty"`  // members present at a decision
	InFavour  int       `json:"in_favour,omitempty"`
	Case      string    `json:"case,omitempty"`     // link, merge, follow, screen, accounted: the other case
	Relation  Relation  `json:"relation,omitempty"` // link
	Kind      Kind      `json:"kind,omitempty"`     // convert: what it becomes
	Item      string    `json:"item,omitempty"`     // convert: and which matter of the catalogue
	Materials []string  `json:"materials,omitempty"`
	Defective []string  `json:"defective,omitempty"` // materials that came and are not in legal form
	Papers    []Paper   `json:"papers,omitempty"`    // that were brought, each as it was
	ReasonID  string    `json:"reason_id,omitempty"`
	BasisID   string    `json:"basis_id,omitempty"`
	NumberID  string    `json:"number_id,omitempty"`
	Calendar  string    `json:"calendar,omitempty"` // recount: the version to count with from now on
	Policy    string    `json:"policy,omitempty"`

	// Employment of the person the command names, and Appointed, by whom where not by
	// this house: nobody types them, the office's register says (R223).
	Employment Employment `json:"employment,omitempty"`
	Appointed  string     `json:"appointed,omitempty"`
	// Request is the act a second signature is put under, Proof the file on record that
	// an act rests on.
	Request string `json:"request,omitempty"`
	Proof   string `json:"proof,omitempty"`
	// Means is how it was done: a notice served, somebody heard.
	Means string `json:"means,omitempty"`
	// Paper is the form of the paper an act is about, Receiver who took it, by what he is to
	// whom it is for; who signed for it and who saw it left are stored texts.
	Paper    string `json:"paper,omitempty"`
	Receiver string `json:"receiver,omitempty"`
	// Digest is that of a seed, which is published afterwards (R113).
	Digest    string `json:"digest,omitempty"`
	Seed      string `json:"seed,omitempty"`
	SignerID  string `json:"signer_id,omitempty"`
	WitnessID string `json:"witness_id,omitempty"`
	// Where whoever applied is told and served from now on, as stored texts.
	EmailID   string `json:"email_id,omitempty"`
	AddressID string `json:"address_id,omitempty"`

	// Attachment is the id of a stored file, Audience who may read it.
	Attachment string `json:"attachment,omitempty"`
	Audience   string `json:"audience,omitempty"`
	Purpose    string `json:"purpose,omitempty"` // what the file shows, one of Purposes
}

// Chosen are the measures a command names, one or several.
func (a Args) Chosen() []string {
	if a.Measure != "" {
		return []string{a.Measure}
	}
	return a.Measures
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
	// Waits: nothing of it is done until a second person has signed it.
	Waits bool `json:"waits,omitempty"`
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
	FieldPapers    FieldType = "papers" // materials, each as it was brought
	FieldPerson    FieldType = "person"
	FieldChoices   FieldType = "choices" // several of its Choices, or one alone
	FieldPersons   FieldType = "persons"
	FieldUnit      FieldType = "unit"
	FieldUnits     FieldType = "units"
	FieldItem      FieldType = "item" // a matter of the catalogue
	FieldLimit     FieldType = "limit"
	FieldCase      FieldType = "case" // the number of another case
	FieldFile      FieldType = "file"
	FieldRequest   FieldType = "request" // the act that waits for a second signature
	FieldProof     FieldType = "proof"   // a file on the record of the case
	FieldDigest    FieldType = "digest"  // hexadecimal digits: a digest, or the seed it is of
	FieldPaper     FieldType = "paper"   // a paper of the case that was issued, by its form
)

// Field is one argument of a command, as API, pages and checks read it.
type Field struct {
	Name     string
	Type     FieldType
	Required bool
	Choices  []string // FieldChoice, FieldChoices
	Shown    []string `json:",omitempty"` // what each of them is called, where it is an id
	Rule     string   // why it is asked for
	Takes    []string `json:",omitempty"` // FieldProof: what the file must show, one of Purposes
	Holds    Role     `json:",omitempty"` // FieldPerson, FieldPersons: on which post everybody named stands, and in none of the units named (R114)
	Any      bool     `json:",omitempty"` // FieldUnit, FieldUnits: a unit without a head of its own, too
	Public   bool     `json:",omitempty"` // FieldText: anybody reads it, so that nobody may be known by it
	// Within, of a FieldLimit, is what may be stated, in hours and in days; empty is anything.
	// An instant stated in its place (until) is held to the same.
	Within []Between `json:",omitempty"`
}

// Between is the shortest and the longest limit that may be stated: 1wd, 6mo.
type Between struct{ Least, Most string }

// Form says what a command of a kind takes, as its declaration has it (package kind).
// The OpenAPI document, the pages' forms and the checks all read it.
type Form struct {
	Command string
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

// ComplaintGrounds are the eight grounds of an efficiency complaint (R066).
var ComplaintGrounds = []string{
	"over_limit", "no_notice", "no_reason", "buck_passing", "rudeness", "abuse", "late_execution", "other",
}

// RecheckFindings are how a re-check finds an item under supervision (R097).
var RecheckFindings = []string{"done", "in_progress", RecheckNotDone}

// RecheckNotDone is what was looked into and left lying (查而不办).
const RecheckNotDone = "not_done"

// Ratings are what a complainant or proposer may think of a reply (R074, R078).
var Ratings = []string{"satisfied", "basically", "unsatisfied"}

// Levels are what whoever was served may think of it (好差评), the best first.
var Levels = []string{"very_satisfied", "satisfied", "basically", "unsatisfied", "very_unsatisfied"}

// Bad tells the two of them that are asked about (差评).
func Bad(level string) bool { return slices.Index(Levels, level) > 2 }

// AdviceKinds are what the efficiency office makes of a result (R076): to put it
// right, to ask who answers, or a lead for tracking that the unit does not see.
var AdviceKinds = []string{"rectify", "hold_to_account", AdviceLead}

// AdviceLead is a lead for open and covert checks (R076).
const AdviceLead = "lead"

// PermitPauses are the categories a permit may use.
var PermitPauses = PauseCategories[:8]
