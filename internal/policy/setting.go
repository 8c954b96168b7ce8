package policy

import (
	"time"

	"github.com/shixian/shixian/internal/calendar"
)

// Keys of what an office chooses where the sources differ, and the options that differ
// from the default; each is read in one place.
const (
	OffPost            = "off-post"     // how long somebody is away before it is off the post (R153, R182)
	OffPostGap         = "off-post-gap" // and where nobody covers (R188)
	OffPostUncovered   = "off-post"
	Handover           = "handover" // which absences need the work handed over first (R164)
	HandoverEvery      = "every"
	DeemedConsent      = "deemed-consent" // what prevents consent by silence (R060, R061)
	SilenceOnly        = "silence-only"
	ComplaintExtension = "complaint-extension" // how often a complaint is extended (R070)
	ExtendedOnce       = "once"
	FirstContact       = "first-contact" // how long whoever was asked first is answerable (R234)
	UntilContent       = "content"
)

// consentClock ends in consent by silence; contentClock asks whether he is content who asked.
const (
	consentClock = "consent"
	contentClock = "content"
)

// Least is the length up to which an absence needs no notice, as the office chose.
func (l Leave) Least(choices map[string]string, covered bool) time.Duration {
	least := time.Duration(l.Notice) * time.Minute
	if chosen, err := calendar.ParseLimit(choices[OffPost]); err == nil {
		least = time.Duration(chosen.N) * time.Minute
	}
	if choices[OffPostGap] == OffPostUncovered && !covered {
		least = min(least, time.Duration(l.Gap)*time.Minute)
	}
	return least
}

// HandsOver tells whether what is under way is handed over before an absence of that
// length, as the office chose: one in which B has all of A's powers, or any (R164).
func (l Leave) HandsOver(choices map[string]string, length Length) bool {
	return choices[Handover] == HandoverEvery || !l.Limited(length)
}

// once tells whether what is extended by a rule is extended no more: the rule says so, or
// the office chose it for complaints (R070).
func (p Policy) once(x *Extension) bool {
	return x.Once || p.Choices[ComplaintExtension] == ExtendedOnce
}

// regardless tells whether a clock of consent runs out whatever notice was given: the
// office chose that only an answer prevents it (R061).
func (p Policy) regardless(clock string) bool {
	return clock == consentClock && p.Choices[DeemedConsent] == SilenceOnly
}

// unasked tells whether nobody is asked whether he is content: the office did not choose that
// its answer ends with that (R234).
func (p Policy) unasked(clock string) bool {
	return clock == contentClock && p.Choices[FirstContact] != UntilContent
}
