package casework

import "time"

// How much may be attached (issue 5): a file, and all files of a case.
const (
	MaxFile      = 20 << 20  // bytes
	MaxFiles     = 30        // of a case
	MaxFileBytes = 200 << 20 // of a case, together
)

// Audiences of a file attached to a complaint (R082). Files of other cases have
// none: they are for whoever may read the case's words.
const (
	AudienceSealed = "sealed" // for those who know the complainant, and nobody else
	AudienceUnit   = "unit"   // for the unit complained of as well
)

// Audiences lists them, the first is meant where none is chosen.
var Audiences = []string{AudienceSealed, AudienceUnit}

// Purposes of a file: what it shows where an act may rest on it (R048).
const (
	PurposeWithdrawal    = "withdrawal_letter" // whoever brought the matter takes it back
	PurposePauseNotice   = "pause_notice"      // he was told of the procedure and its time (R028)
	PurposeHearingNotice = "hearing_notice"    // the same, of a hearing (R087)
	PurposeDissolution   = "dissolution_proof" // who applied, a body, exists no more
	PurposeReceipt       = "delivery_receipt"  // a notice has come, and when (R060)
	PurposeOpinion       = "opinion_slip"      // what the author of a proposal thinks of the reply (R089)
	PurposePromise       = "promise_letter"    // the applicant signed that what is lacking will follow

	// What shows that a paper was served, each way in its own (民事诉讼法 87 to 95).
	PurposeServed  = "service_receipt" // the receipt of service, signed (送达回证)
	PurposeLeft    = "left_record"     // photographs or a film of its being left
	PurposePosted  = "post_receipt"    // the return slip of the post
	PurposePublic  = "announcement"    // the public notice, as it was put up
	PurposeArrival = "arrival_record"  // the record of its arrival in the receiver's system

	// PurposeAddress: he signed by which way and where he is served from then on (送达地址确认书).
	PurposeAddress = "address_confirmation"

	// Papers that a kind of leave is granted on (R190, R233).
	PurposeHospital = "hospital_certificate"
	PurposeCourse   = "course_notice"
	PurposeMarriage = "marriage_certificate"
	PurposeDeath    = "death_certificate"
	PurposeBirth    = "birth_certificate"
	PurposeFamily   = "family_proof"
)

// FactProof names the paper without which a leave is not granted (R190, R233); ProofShown:
// it has been.
const (
	FactProof  = "proof"
	ProofShown = "shown"
)

// Attachment is a file of a case as a reader sees it. Its id is that of the
// command that attached it.
type Attachment struct {
	ID       string    `db:"id" json:"id"`
	Number   string    `db:"number" json:"number"`
	Name     string    `db:"-" json:"name"` // as its owner called it; sealed where it is kept
	Media    string    `db:"media" json:"media_type"`
	Size     int64     `db:"size" json:"size"`
	By       string    `db:"by" json:"by"`
	ByName   string    `db:"by_name" json:"by_name,omitempty"`
	At       time.Time `db:"at" json:"at"`
	Audience string    `db:"audience" json:"audience,omitempty" enum:"sealed,unit"`
	// Unit is the unit whose own answer to a complaint this is; the next unit, if
	// the complaint is given to another, has no part in it.
	Unit string `db:"unit" json:"unit,omitempty"`
	// Purpose is what it was attached to show; empty: nothing an act rests on.
	Purpose string `db:"purpose" json:"purpose,omitempty"`
	// Rests is the act done by it, or by the same file attached otherwise.
	Rests string `db:"rests" json:"-"`
	// Digest is a keyed hash of the content, within its case: the same file again, and
	// no other, has the same. A register names it, so that none is changed unnoticed.
	Digest []byte `db:"digest" json:"-"`
	// KeptUntil is how long it is kept at least; nil while the case, or one it opened, is
	// under way (R117).
	KeptUntil *time.Time `db:"kept_until" json:"kept_until,omitempty"`
}
