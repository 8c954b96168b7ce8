package casework

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// Handling is what the version of the item a case was received under says of how it is
// handled. The first plan answers it and the case keeps it: an edit of the catalogue moves
// no open case. Nil where an older worker planned the case, or its kind has no items.
type Handling struct {
	// Counts is what the limits count from: FromReceipt, or empty for acceptance.
	Counts string   `json:"counts,omitempty"`
	Papers []Wanted `json:"papers,omitempty"`
	// Supplement is within what what is missing has to come, where the law or the office
	// says so; nothing is handled any more once it is over.
	Supplement string `json:"supplement,omitempty"`
	// Later is within what a paper that may follow has to come (容缺受理).
	Later string `json:"later,omitempty"`
	// Reconsider first: he who is refused may sue only after that (复议前置, 行政复议法 23).
	Reconsider bool `json:"reconsider_first,omitempty"`
	// Renews: it prolongs what somebody holds, which the law does where nobody decided before
	// that expired (行政许可法 50).
	Renews bool `json:"renews,omitempty"`
	// Review are the steps between whoever handles it and the decision, in their order.
	Review []ReviewStep `json:"review,omitempty"`
}

// FactExpires is the last day of what somebody holds and wants prolonged. RenewalNotice is how
// many days before it he has to have asked, for silence to prolong it (行政许可法 50 I).
const (
	FactExpires   = "expires"
	RenewalNotice = 30
)

// Renewal is when what he holds expires, the end of its last day, and whether he asked early
// enough for the law to prolong it; ok is false where no such day is on his form.
func Renewal(expires string, asked time.Time) (end time.Time, early, ok bool) {
	at, err := time.Parse(time.RFC3339, expires)
	if err != nil {
		return time.Time{}, false, false
	}
	y, m, d := at.Date()
	end = time.Date(y, m, d+1, 0, 0, 0, 0, at.Location())
	y, m, d = asked.In(at.Location()).Date()
	return end, !time.Date(y, m, d+1+RenewalNotice, 0, 0, 0, 0, at.Location()).After(end), true
}

// FromReceipt: the limits count from the receipt of a complete application, as those of
// what is done at once do (即办件, R022).
const FromReceipt = "receipt"

// Wanted is a paper of the item, as far as the case is decided by it.
type Wanted struct {
	Code     string `json:"code"`
	Required bool   `json:"required,omitempty"`
	// Form is PaperOriginal or PaperCopy; empty: either. Copies is how many; 0 is one.
	Form   string `json:"form,omitempty"`
	Copies int    `json:"copies,omitempty"`
	// Later: it may follow, on a signed promise (容缺受理). Promise: a signed promise stands in
	// its place (告知承诺).
	Later   bool `json:"later,omitempty"`
	Promise bool `json:"promise,omitempty"`
}

// ReviewStep is one step of the review of a result, and who may take it (经办 → 审核 → 审定).
type ReviewStep struct {
	Step  string `json:"step"` // ReviewCheck, ReviewApprove
	Roles []Role `json:"roles"`
}

// Steps of a review.
const (
	ReviewCheck   = "check"   // 审核
	ReviewApprove = "approve" // 审定
)

// Paper is one that was brought, in which form, and how many (R022).
type Paper struct {
	Code   string `json:"code"`
	Form   string `json:"form,omitempty"`
	Copies int    `json:"copies,omitempty"` // 0: as many as are wanted
}

// Forms of a paper.
const (
	PaperOriginal = "original"
	PaperCopy     = "copy"
	PaperPromise  = "promise" // a signed promise in its place
)

// PaperForms are those a paper is brought in.
var PaperForms = []string{PaperOriginal, PaperCopy, PaperPromise}

// How an application was taken in.
const (
	IntakeComplete   = "complete"   // every paper was there: taking it in accepted it (R023)
	IntakeIncomplete = "incomplete" // one notice of what is missing follows (R024)
)

// Serves tells whether what was brought is what was wanted.
func (w Wanted) Serves(p Paper) bool {
	switch {
	case p.Code != w.Code:
		return false
	case p.Form == PaperPromise:
		return w.Promise
	}
	return (w.Form == "" || p.Form == "" || p.Form == w.Form) && (p.Copies == 0 || p.Copies >= w.Copies)
}

// Lacks are the codes of the required papers that are not among those brought, or not as
// they are wanted.
func (h *Handling) Lacks(brought []Paper) (codes []string) {
	if h == nil {
		return nil
	}
	for _, w := range h.Papers {
		if w.Required && !slices.ContainsFunc(brought, w.Serves) {
			codes = append(codes, w.Code)
		}
	}
	return codes
}

// Wants finds a paper of the item.
func (h *Handling) Wants(code string) (Wanted, bool) {
	if h == nil {
		return Wanted{}, false
	}
	i := slices.IndexFunc(h.Papers, func(w Wanted) bool { return w.Code == code })
	if i < 0 {
		return Wanted{}, false
	}
	return h.Papers[i], true
}

// Codes lists papers as an event names them.
func Codes(papers []Paper) string {
	codes := make([]string, len(papers))
	for i, p := range papers {
		codes[i] = p.Code
	}
	return strings.Join(codes, ",")
}

// ParsePaper reads a paper as it is written: its code, and behind colons its form and how
// many: licence:copy:2.
func ParsePaper(text string) (p Paper, ok bool) {
	parts := strings.Split(text, ":")
	p.Code, ok = parts[0], len(parts) <= 3
	if len(parts) > 1 && parts[1] != "" {
		p.Form = parts[1]
		ok = ok && slices.Contains(PaperForms, p.Form)
	}
	if len(parts) > 2 {
		n, err := strconv.Atoi(parts[2])
		p.Copies = n
		ok = ok && err == nil && n > 0 && n <= maxCopies
	}
	return p, ok
}

// maxCopies of one paper: more is a slip of the finger.
const maxCopies = 99
