package casework

import (
	"errors"
	"fmt"
	"time"
)

// Code names why something was refused. Codes are part of the API: none is
// renamed, more may be added.
type Code string

// General refusals.
const (
	Invalid         Code = "invalid"         // a field is missing or malformed
	UnknownField    Code = "unknown_field"   // a field this form does not have
	NotFound        Code = "not_found"       //
	Unauthenticated Code = "unauthenticated" // no session
	WrongLogin      Code = "wrong_login"
	WeakPassword    Code = "weak_password"
	Forbidden       Code = "forbidden"       // role, action or scope does not fit
	KeyReused       Code = "key_reused"      // one Idempotency-Key, another body
	TooLarge        Code = "too_large"       //
	TooShort        Code = "too_short"       // too little to look for
	NotJSON         Code = "not_json"        //
	TooMany         Code = "too_many"        // rate limit
	Diverged        Code = "diverged"        // another step stands under this revision
	Unwritable      Code = "unwritable"      // the database refuses to keep it, now and always
	NotParked       Code = "not_parked"      // the case does not stand still
	OldRun          Code = "old_run"         // the case goes on in a later run
	NumberTaken     Code = "number_taken"    // the engine runs another case under this number
	Unavailable     Code = "unavailable"     // a part is away; nothing was lost
	UnknownItem     Code = "unknown_item"    //
	UnknownCommand  Code = "unknown_command" // not a command of this kind
	WrongMethod     Code = "wrong_method"    // HTTP: the path is there, not for this method
	FutureDate      Code = "future_date"
	PastNoReason    Code = "past_without_reason"
	MissingPaper    Code = "missing_material"
	KnownElsewhere  Code = "known_elsewhere" // taken in under this number of another system already
	BadIdentity     Code = "bad_identity"    // neither an identity card's number nor an organisation's, by its check digit
	BadItemCode     Code = "bad_item_code"   // no matter is numbered so (GB/T 39554.1)
	BadPhone        Code = "bad_phone"       // no telephone number is so
	BadEmail        Code = "bad_email"       // no mail goes to such an address
	FutureBirthday  Code = "future_birthday" //
	BadLimit        Code = "bad_limit"
	Classified      Code = "classified"       // this system holds no classified text (R219)
	NoConsent       Code = "never_deemed"     // silence is never consent in such a matter (R061)
	NotSpecial      Code = "not_special"      // not in that special category by its own register entry (R060)
	PromiseTooLong  Code = "promise_too_long" // R037
	NobodyPlays     Code = "nobody_plays"     // a role the policy tells that no post of the unit has
	ItemMoved       Code = "item_moved"       // another version of the matter came into force meanwhile
	ItemDrafted     Code = "item_drafted"     // somebody else is drafting it
	SaysNothingNew  Code = "says_nothing_new" // a draft that says what is in force already
)

// Refusals of a policy or of its publication.
const (
	OverCeiling     Code = "over_ceiling"     // longer than the law allows
	RightCut        Code = "right_cut"        // a right shorter than the law gives it
	ApproverRank    Code = "approver_rank"    // not high enough, and not delegated
	WarningOutside  Code = "warning_outside"  // before the start or after the end
	PolicyOrder     Code = "policy_order"     // steps and rungs out of order
	StepsTooLong    Code = "steps_too_long"   // R044
	LadderSilent    Code = "ladder_silent"    // a lateness that nobody hears of any more
	BasisUnknown    Code = "basis_unknown"    // it opens no article
	NumberUnsaid    Code = "number_unsaid"    // neither the article's nor marked as the office's own
	PolicyPublished Code = "policy_published" // a published version never changes
	NotRequested    Code = "not_requested"    // its author has not asked for publication
	SecondPerson    Code = "second_person"    // who drafted it cannot consent to it
	Stale           Code = "stale"            // changed since it was read
)

// Refusals of calendars and recounts.
const (
	BadList        Code = "bad_list"           // a line, entry or event that cannot be read
	EmptyList      Code = "empty_list"         //
	WrongYear      Code = "wrong_year"         // a day the list may not speak of
	DayClash       Code = "day_clash"          // both off and worked
	NotNewest      Code = "not_newest"         // a later version stands
	LegalMissing   Code = "legal_days_missing" // a day off by law is not in the list
	LegalWorked    Code = "legal_day_worked"   // it is listed as worked
	LawUnknown     Code = "law_unknown"        // the law of that year is not at hand
	MakeUpWeekday  Code = "make_up_on_weekday" // a make-up day that is none
	TooManyOff     Code = "too_many_days_off"
	SummaryUnknown Code = "summary_unknown" // an event that says neither off nor worked
	ListLoaded     Code = "list_loaded"     // part of a list for a year that has its whole one
	DraftOutdated  Code = "draft_outdated"  // made upon a version that is in force no longer
	DraftDiscarded Code = "draft_discarded" //
	NoDraft        Code = "no_draft"        // it is published
	DraftWaiting   Code = "draft_waiting"   // the calendar for everybody has a draft
	NotEffective   Code = "not_effective"
	RecountApplied Code = "recount_applied"
	RecountRunning Code = "recount_running" // the one before has not reached every case
	PreviewStale   Code = "preview_stale"   // what it showed is not what would happen now
)

// Refusals of papers and registers.
const (
	UnknownForm      Code = "unknown_form"      // no paper of that name, or not of this kind
	NotReady         Code = "not_ready"         // the case has not come so far
	PaperIncomplete  Code = "paper_incomplete"  // a line the rule asks for would be empty
	NamesComplainant Code = "names_complainant" // on its way to the unit complained of (R082)
	NamesPerson      Code = "names_person"      // in words that anybody reads (R240)
	PaperVoided      Code = "paper_voided"
	EntryMade        Code = "entry_made" // a register's entry is written once
)

// Refusals of a file.
const (
	FileEmpty     Code = "file_empty"
	FileType      Code = "file_type"
	FileOld       Code = "file_old"     // DOC, XLS, PPT, WPS, RTF
	FileMacro     Code = "file_macro"   //
	FileLocked    Code = "file_locked"  // behind a password
	FileDamaged   Code = "file_damaged" // or unpacks to more than is looked at
	FilePicture   Code = "file_picture" // HEIC, TIF, BMP, WEBP, GIF
	FileFilm      Code = "file_film"    // MOV, AVI
	FileSound     Code = "file_sound"   // AMR
	FileArchive   Code = "file_archive" // ZIP, RAR, 7Z
	FileSlides    Code = "file_slides"  // PPTX
	FileGBK       Code = "file_gbk"     // a text that is no UTF-8
	FileTooLarge  Code = "file_too_large"
	FilesTooMany  Code = "files_too_many"
	FilesTooLarge Code = "files_too_large" // of one case, together
)

// Refusals by the state of a case.
const (
	CaseIsClosed     Code = "case_closed"
	CaseNotClosed    Code = "case_not_closed"
	WrongStage       Code = "wrong_stage"
	NoSuchClock      Code = "no_such_clock"
	ClockNotRunning  Code = "clock_not_running"
	ClockBreachedErr Code = "clock_breached"    // a breached clock cannot be paused or extended
	AfterExpiry      Code = "after_expiry"      // asked after the limit had passed
	OverCap          Code = "over_cap"          // more than the policy or the law allows
	BelowFloor       Code = "below_floor"       // a limit shorter than may be stated
	AboveCeiling     Code = "above_ceiling"     // or longer
	SameDay          Code = "same_day"          // "the same day", where that is stated in hours
	NotExtendable    Code = "not_extendable"    //
	ExtensionPending Code = "extension_pending" // one at a time
	NoExtension      Code = "no_extension"      // none pending, or decided already
	MoreThanAsked    Code = "more_than_asked"
	NotDecider       Code = "not_decider"
	AlreadyPaused    Code = "already_paused"
	NotPaused        Code = "not_paused"
	PauseCategory    Code = "pause_category" // a permit stops only for 行政许可法 45
	PauseUntil       Code = "pause_until"    // the announced end must lie ahead
	NothingOwed      Code = "nothing_owed"
	PaperBrought     Code = "paper_brought" // a notice asks for what was received (R024)
	PaperNotBrought  Code = "paper_not_brought"
	NoticePartial    Code = "notice_partial" // a notice leaves out something that is missing (R021)
	PaperLacking     Code = "paper_lacking"  // a required paper is not there, and may not follow
	PaperOwed        Code = "paper_owed"     // what was to follow is not there yet
	NoPromise        Code = "no_promise"     // a paper may follow on a signed promise alone
	AlreadyDone      Code = "already_done"
	StepStands       Code = "step_stands"  // the co-unit has a part that still runs
	NotAbsent        Code = "not_absent"   // the co-unit neither refused its part nor let its time go by (R045)
	OwnPermit        Code = "own_permit"   // a permit of the co-unit's own is never deemed given
	LeadUnnamed      Code = "lead_unnamed" // nobody has named the unit that leads (R044)
	PartsOwed        Code = "parts_owed"   // a co-unit still owes its part
	NeedsReview      Code = "needs_review" // its item does not leave the result to the desk alone
	NoReview         Code = "no_review"    // its item does
	PastPromise      Code = "past_promise" // later than the promise to the applicant (R007)
	OwnReceipt       Code = "own_receipt"  // who sent it does not sign for it
	NoOutcome        Code = "no_outcome"   // proven, and nobody answers (R064)
	NotCompetent     Code = "not_competent"
	OriginUnread     Code = "origin_unconfirmed" // nobody but the registrar has read the instruction (R099)
	NotOrdinary      Code = "not_ordinary"       // somebody above asked for it
	OwnCase          Code = "own_case"           // nobody acts on his own case
	NoOrganAbove     Code = "no_organ_above"     // it goes to the organ next above, which is none of this house
	NotHeard         Code = "not_heard"          // a decision before the person was heard, or could no longer be
	NotOnLadder      Code = "not_on_ladder"
	NoQuorum         Code = "no_quorum"
	NotConcerned     Code = "not_concerned"   // only the person concerned may ask
	HeavierThanAsked Code = "heavier"         // a review makes nothing heavier (公务员法 96)
	AboveAuthority   Code = "above_authority" // not this office's to impose: referred with an opinion (R142)
	DecidedBefore    Code = "decided_before"  // who decided the first time does not decide the appeal
	NobodySpeaks     Code = "nobody_speaks"   // nobody stands on the post of the unit's head
	SplitAlready     Code = "already_split"   // he has a case of his own over this matter
	SplitElsewhere   Code = "split_elsewhere" // a matter is split where it was verified
	LinkedAlready    Code = "already_linked"
	NotLinked        Code = "not_linked"
	LinkSealed       Code = "link_sealed"   // a complaint is linked from its own page only (R082)
	NotMergeable     Code = "not_mergeable" // another kind, unit or stage, or a follower itself
	NotMerged        Code = "not_merged"
	NotConvertible   Code = "not_convertible"
	NoUrgent         Code = "no_urgent"         // no act waits for consent
	UrgentPending    Code = "urgent_pending"    // one at a time
	NoSecond         Code = "no_second"         // no act waits for a second signature, or another one
	SecondPending    Code = "second_pending"    // one at a time
	VoidOver         Code = "void_over"         // another day, or somebody acted on it: it is closed with a second signature
	NotRegistrar     Code = "not_registrar"     // whoever registered it voids it, nobody for him
	ProofUnfit       Code = "proof_unfit"       // the file is not of this case, or not the paper the act asks for
	ProofUsed        Code = "proof_used"        // another act rests on it
	NotAgreed        Code = "not_agreed"        // he did not agree to be served electronically (民事诉讼法 90)
	NotServable      Code = "not_servable"      // no such paper was issued, or it was voided
	StandinAway      Code = "standin_away"      // who is to stand on a post is away himself (R169, R211)
	CoverRing        Code = "cover_ring"        // away, and each named to cover the other (R169)
	LimitedCover     Code = "limited_cover"     // a short cover answers, takes in, chases (R166)
	TooEarly         Code = "too_early"         // the command's instant precedes an act already recorded
	AlreadyDisclosed Code = "already_disclosed" // to one investigator, not two (R082)
	AlreadyRated     Code = "already_rated"
	MatterUnderWay   Code = "same_matter" // in progress already, and within its limit (R075)
	WrongCode        Code = "wrong_code"  // no such number, or another's code: nobody is told which
	NoProposal       Code = "no_proposal" // no points are proposed, or they were decided
	PointsUndecided  Code = "points_undecided"
	DutiesStand      Code = "duties_stand" // a bureau has its standing duties once (R100)
	ListMissing      Code = "list_missing" // next year's list of days off is not in yet
)

// Error is a refusal: what, where, and under which rule.
type Error struct {
	Code  Code
	Field string
	Rule  string
	// Note is an operator's detail in English. It is never shown to the public
	// and never holds what a person typed.
	Note string
	// Wait is when to come again, of TooMany.
	Wait time.Duration
	// About names what is refused where the code alone does not say it, in Chinese
	// and English: 国庆节 2027-10-01. It holds nothing that a person typed.
	About [2]string
}

// Errorf builds a refusal without a field.
func Errorf(code Code, format string, args ...any) *Error {
	return &Error{Code: code, Note: fmt.Sprintf(format, args...)}
}

// Later refuses what was asked too often, until wait has passed.
func Later(field, rule string, wait time.Duration) *Error {
	return &Error{Code: TooMany, Field: field, Rule: rule, Wait: wait}
}

// FieldError builds a refusal that names a field and, where one applies, a rule.
func FieldError(code Code, field, rule string) *Error {
	return &Error{Code: code, Field: field, Rule: rule}
}

func (e *Error) Error() string {
	s := string(e.Code)
	if e.Field != "" {
		s += " " + e.Field
	}
	if e.Note != "" {
		s += ": " + e.Note
	}
	return s
}

// CodeOf finds the refusal's code, or "" for other errors.
func CodeOf(err error) Code {
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return ""
}
