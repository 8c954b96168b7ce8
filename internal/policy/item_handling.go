package policy

import (
	"fmt"
	"regexp"
	"slices"

	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

// itemCode is how a matter is numbered everywhere (GB/T 39554.1): the organ's own number
// (GB 32100), its level, and the twelve digits of the catalogue; a matter split further has
// two more.
var itemCode = regexp.MustCompile(`^[0-9A-Z]{18}[0-9]{13}([0-9]{2})?$`)

// mostToBring is the longest an applicant may be given to bring a paper.
var mostToBring = calendar.Limit{N: 60, Unit: calendar.WorkingDays}

// renewalBasis is where the law prolongs a permit in the office's silence.
const renewalBasis = "行政许可法第五十条"

// handling refuses what a case of the item could not be handled by: a number that is none,
// limits that cannot be read, a paper that may follow until after the decision is due.
func (ps *Problems) handling(it Item, p Policy) {
	if it.Code != "" && (!itemCode.MatchString(it.Code) || !casework.Organisation(it.Code[:18])) {
		ps.refuse(casework.BadItemCode, "code", "GB/T 39554.1", "%q", it.Code)
	}
	if it.Counts != "" && it.Counts != casework.FromReceipt {
		ps.refuse(casework.Invalid, "counts_from", "choice", "%q", it.Counts)
	}
	if l, ok := ps.bound("supplement", it.Supplement); ok && !within(l, mostToBring) {
		ps.refuse(casework.OverCeiling, "supplement", "R025", "%s", l)
	}
	if _, counted := p.rule(kind.ClockSupplement); it.Supplement != "" && !counted { // no law lets a permit lapse so
		ps.refuse(casework.NoSuchClock, "supplement", "R025", "policy %s has none", p.ID)
	}
	later, given := ps.bound("later", it.Later)
	follows := slices.ContainsFunc(it.Materials, func(m Material) bool { return m.Later })
	promise, err := calendar.ParseLimit(it.Promised)
	switch {
	case follows && it.Later == "":
		ps.refuse(casework.Invalid, "later", "required", "item %q lets papers follow", it.ID)
	case given && err == nil && !within(later, promise): // the result waits for it, the decision does not
		ps.refuse(casework.OverCeiling, "later", "R005", "%s, where %s is promised", later, promise)
	}
	ps.bound("term", it.Term)
	if it.DeemRenew && it.Class != "permit" { // silence prolongs nothing else
		ps.refuse(casework.Invalid, "deem_renew", renewalBasis, "item %q is no permit", it.ID)
	}
	for i, step := range it.Review {
		at := fmt.Sprintf("review[%d]", i)
		unknown := func(r casework.Role) bool { return !slices.Contains(casework.Roles(), r) }
		switch {
		case step.Step != casework.ReviewCheck && step.Step != casework.ReviewApprove:
			ps.refuse(casework.Invalid, at+".step", "choice", "%q", step.Step)
		case len(step.Roles) == 0 || slices.ContainsFunc(step.Roles, unknown):
			ps.refuse(casework.Invalid, at+".roles", "choice", "%v", step.Roles)
		}
	}
}
