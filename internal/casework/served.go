package casework

import "time"

// Served is a paper that was served: by which way, on whom, and what shows it. A case holds
// the last of each of its papers.
type Served struct {
	Paper    string `json:"paper"` // its form
	Way      string `json:"way"`
	Receiver string `json:"receiver,omitempty"`
	Proof    string `json:"proof,omitempty"`
	// From is the day that was entered: of the receipt, or of the public notice. At is from
	// when it is served by law; zero while a public notice hangs.
	From time.Time `json:"from"`
	At   time.Time `json:"at,omitzero"`
}

// ServedPaper finds what is known of the service of a paper; nil where nothing is.
func (s *State) ServedPaper(paper string) *Served {
	for i := range s.Served {
		if s.Served[i].Paper == paper {
			return &s.Served[i]
		}
	}
	return nil
}

// Ways a paper reaches whoever it is for (送达方式).
const (
	WayDirect   = "direct"        // put into his hands (直接送达)
	WayLeft     = "left"          // refused, and left before a witness (留置送达)
	WayFilmed   = "left_recorded" // refused, and left on film (留置送达)
	WayPost     = "post"
	WayOther    = "entrusted" // another organ served it (委托送达)
	WayOnline   = "electronic"
	WayAnnounce = "public_notice" // nobody knows where he is (公告送达)
)

// Receivers are who may take a paper, by what they are to whom it is for (民事诉讼法 88).
var Receivers = []string{"self", "family", "organisation", "agent", "designated"}

// FactElectronic tells whether the applicant agreed on his form to be served electronically
// (民事诉讼法 90).
const FactElectronic = "electronic"

// ClockPublicNotice is how long a public notice hangs until what it tells is served; each
// paper has its own. The other two are what is open to who was refused.
const (
	ClockPublicNotice = "public_notice"
	ClockReconsider   = "reconsider" // to ask for reconsideration (行政复议)
	ClockSue          = "sue"        // to go to court
)

// FactWay is by which way whoever applied hears of what the law has him told (R005): he chose
// it when his case was taken in. Nothing said is paper. FieldEmail is where his mail goes to,
// sealed as everything about him is.
const (
	FactWay      = "way"
	FieldEmail   = "email"
	FieldAddress = "address"
)

// FactNow is the fact that names the text a field of the registration reads as by now: whoever
// filled it in has said otherwise since.
func FactNow(field string) string { return "now_" + field }

// FactOutsideSystem is which other system of an office holds the matter already, and
// FactOutsideUntil by when its result is wanted there; FieldOutsideNumber is its number there,
// sealed as everything somebody writes is.
const (
	FactOutsideSystem  = "outside_system"
	FactOutsideUntil   = "until"
	FieldOutsideNumber = "outside_number"
)

// Ways of telling somebody outside. One that is carried bears the name of the outbox channel
// that carries it.
const (
	WayPaper = "paper"
	WayMail  = "mail"
)

// Hears is by which way what whoever applied is told is carried to him. It is not carried
// where he hears on paper: somebody gives it to him.
func (s *State) Hears() (way string, carried bool) {
	way = s.Facts[FactWay]
	return way, way != "" && way != WayPaper
}

// NoticeUnsent tells the office that what was to go out did not: it is given on paper.
const NoticeUnsent EventName = "notice_unsent"

// Hearing is one way by which an event went, or is to go, to whoever applied: At is the
// instant it left, or a paper was issued, zero while it did not.
type Hearing struct {
	Way    string       `json:"way"`
	State  HearingState `json:"state"`
	At     time.Time    `json:"at,omitzero"`
	Serial string       `json:"serial,omitempty"` // of a paper
	Code   string       `json:"code,omitempty"`
}

// HearingState is what became of it.
type HearingState string

// States of a hearing.
const (
	HearingSent    HearingState = "sent"
	HearingWaiting HearingState = "waiting" // on its way
	HearingUnsent  HearingState = "unsent"  // given up: the office owes it on paper
)
