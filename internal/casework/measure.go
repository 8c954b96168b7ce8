package casework

import (
	"slices"
	"strings"
)

// Measure is one rung of a ladder of liability, with the authority it needs.
type Measure struct {
	Code string
	// Months it lasts, from the day it was decided; it ends by itself (公务员法 64,
	// 65). 0 is once, or until mended.
	Months int
	Power  Power
	// Sanction: a 处分 of 公务员法 62 or 事业单位人事管理条例 29.
	Sanction bool
	// Listed: 公务员法 95 lists it, so that a civil servant may appeal against it.
	Listed bool
	// Mends: something is to be put right by a day the decision states (R134, R136).
	Mends bool
	Unit  bool         // against a unit, not a person
	For   []Employment // whom alone it may be taken against; empty: anybody
	Rule  string       // where the ladder stands
}

// Power is whose a measure is to decide (处分条例 34; 公务员法 90).
type Power string

// What is not the unit's own to decide is decided by its party group over those whom
// this house appoints, and otherwise referred with an opinion (R142).
const (
	Own        Power = ""
	Appointing Power = "appointing" // of whoever appointed the person
	Elsewhere  Power = "elsewhere"  // of another organ alone
)

var (
	servants    = []Employment{"", CivilServant, AsCivilServant, Seconded}
	established = append([]Employment{PublicInstitution}, servants...) // not on a labour contract
)

// Measures are the ladders for persons and units, mildest first, by the names the
// sources give them (R134 to R140, R144; 公务员法 62, 64; 事业单位人事管理条例 29).
var Measures = []Measure{
	{Code: "criticism_education", Rule: "R138"},
	{Code: "admonition", Rule: "R134"},
	{Code: "administrative_admonition", Rule: "R140"},
	{Code: "mend_by_term", Mends: true, Rule: "R134"},
	{Code: "written_self_criticism", Rule: "R135"},
	{Code: "efficiency_warning", Rule: "R144"},
	{Code: "circulated_criticism", Rule: "R135"},
	{Code: "written_admonition", Rule: "R138"},
	{Code: "points_deducted", Rule: "R144"},
	{Code: "merit_loss", Months: 12, Rule: "R135"},
	{Code: "bonus_withheld", Listed: true, Rule: "R140"},
	{Code: "suspended_training", Rule: "R138"},
	{Code: "suspension_training", Rule: "R144"},
	{Code: "reassignment", Rule: "R138"},
	{Code: "warning", Months: 6, Power: Appointing, Sanction: true, Listed: true, For: established, Rule: "R136"},
	{Code: "demerit", Months: 12, Power: Appointing, Sanction: true, Listed: true, For: established, Rule: "R136"},
	{Code: "grave_demerit", Months: 18, Power: Appointing, Sanction: true, Listed: true, For: servants, Rule: "R136"},
	{Code: "lowered_post", Power: Appointing, Listed: true, For: established, Rule: "R138"},
	{Code: "demotion", Months: 24, Power: Appointing, Sanction: true, Listed: true, For: servants, Rule: "R136"},
	{Code: "lowered_grade", Months: 24, Power: Appointing, Sanction: true, For: []Employment{PublicInstitution}, Rule: "R136"},
	{Code: "removal", Months: 24, Power: Appointing, Sanction: true, Listed: true, For: established, Rule: "R136"},
	{Code: "ordered_resignation", Power: Appointing, For: servants, Rule: "R138"},
	{Code: "discharge", Power: Appointing, Listed: true, Rule: "R138"},
	{Code: "dismissal", Power: Appointing, Sanction: true, Listed: true, For: established, Rule: "R136"},
	{Code: "judicial_transfer", Power: Elsewhere, Rule: "R137"},
	{Code: "unit_points", Unit: true, Rule: "R139"},
	{Code: "unit_circulated_criticism", Unit: true, Rule: "R139"},
	{Code: "unit_rectification", Mends: true, Unit: true, Rule: "R136"},
	{Code: "unit_merit_loss", Months: 12, Unit: true, Rule: "R136"},
	{Code: "unit_warned", Months: 12, Unit: true, Rule: "R139"},
}

// NotFiled is what a standing duty that was not filed costs a unit. It stands on no
// ladder of liability: it is of the year's score alone (R110).
const NotFiled = "report_not_filed"

// OpenFinding and CovertFinding are what a finding costs a unit once it stands, by the visit
// on which it was made (R111, R113).
const (
	OpenFinding   = "open_finding"
	CovertFinding = "covert_finding"
)

// Deductions are of the year's score alone, and of a unit.
var Deductions = []string{NotFiled, OpenFinding, CovertFinding}

// NoMeasure is the decision that nothing is imposed.
const NoMeasure = "none"

// MeasureOf finds a measure by its code.
func MeasureOf(code string) (Measure, bool) {
	for _, m := range Measures {
		if m.Code == code {
			return m, true
		}
	}
	return Measure{}, false
}

// MeasureCodes lists the codes, for forms.
func MeasureCodes() []string {
	out := make([]string, len(Measures))
	for i, m := range Measures {
		out[i] = m.Code
	}
	return out
}

// Fits tells whether a measure may be taken against whoever is so employed (R223).
func (m Measure) Fits(e Employment) bool {
	return len(m.For) == 0 || slices.Contains(m.For, e)
}

// Together writes measures that were decided together, mildest first, as events and
// facts hold them (R135, R136): circulated_criticism,merit_loss. One alone is its code.
func Together(codes []string) string {
	out := slices.Clone(codes)
	slices.SortStableFunc(out, func(a, b string) int { return rank(a) - rank(b) })
	return strings.Join(slices.Compact(out), ",")
}

// Apart reads what Together wrote; nothing is none.
func Apart(codes string) []string {
	if codes == "" {
		return nil
	}
	return strings.Split(codes, ",")
}

// MeasuresOf are the measures decided together, as far as a ladder has them.
func MeasuresOf(codes string) (out []Measure) {
	for _, code := range Apart(codes) {
		if m, known := MeasureOf(code); known {
			out = append(out, m)
		}
	}
	return out
}

func rank(code string) int {
	return slices.IndexFunc(Measures, func(m Measure) bool { return m.Code == code })
}

// Shares of liability. R131 to R133 stand in the disclosure rules only:
// elsewhere they suggest, people decide.
const (
	ShareFull      = "full"
	ShareMain      = "main"
	ShareSecondary = "secondary"
)
