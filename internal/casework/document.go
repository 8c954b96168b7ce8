package casework

import "slices"

// Facts that stand on the register entry of a document.
const (
	FactSecrecy  = "secrecy"  // the degree it is marked with (密级)
	FactSubject  = "subject"  // what it asks for
	FactInvolves = "involves" // what handling it depends on (涉及, R060)
)

// IsClassified tells whether a matter is marked with a degree of secrecy: of such a
// matter nothing is kept but where it came from and under which number (R219).
func IsClassified(facts map[string]string) bool {
	degree := facts[FactSecrecy]
	return degree != "" && degree != "none"
}

// SpecialCategories are the matters in which a notice that has reached the sender before
// expiry prevents deemed consent (R060).
var SpecialCategories = []string{"funds", "posts", "land", "personnel", "case"}

// NeverConsented are the matters in which silence is never consent, whatever a
// request opted for (R061): they need a decision of their own.
var NeverConsented = append([]string{"permit"}, SpecialCategories...)

// Special is the special category a document is in by its own register entry. Whoever is
// held to its limit is not the one who says so (R060).
func Special(facts map[string]string) string {
	for _, fact := range []string{FactInvolves, FactSubject} {
		if slices.Contains(SpecialCategories, facts[fact]) {
			return facts[fact]
		}
	}
	return ""
}

// ServiceMeans are how a notice reaches another office.
var ServiceMeans = []string{"handed", "exchange", "post", "electronic"}
