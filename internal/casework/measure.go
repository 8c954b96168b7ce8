package casework

// Measure is one rung of a ladder of liability, with the authority it needs.
type Measure struct {
	Code string
	// Months it lasts; 0 is once, or until mended.
	Months int
	// Beyond: not this office's to decide; the case is referred with an opinion
	// (R142; 公务员法, 政务处分法). The person is heard first all the same.
	Beyond bool
	Unit   bool   // against a unit, not a person
	Rule   string // where the ladder stands
}

// Measures are the ladders for persons and units, mildest first (R134 to R140,
// 政务处分法 7, 8, 12; 公务员法 62, 64).
var Measures = []Measure{
	{Code: "criticism_education", Rule: "R138"},
	{Code: "admonition", Rule: "R134"},
	{Code: "written_self_criticism", Rule: "R135"},
	{Code: "circulated_criticism", Rule: "R135"},
	{Code: "merit_loss", Months: 12, Rule: "R135"},
	{Code: "bonus_withheld", Rule: "R140"},
	{Code: "suspended_training", Rule: "R138"},
	{Code: "reassignment", Rule: "R138"},
	{Code: "warning", Months: 6, Beyond: true, Rule: "R136"},
	{Code: "demerit", Months: 12, Beyond: true, Rule: "R136"},
	{Code: "grave_demerit", Months: 18, Beyond: true, Rule: "R136"},
	{Code: "demotion", Months: 24, Beyond: true, Rule: "R138"},
	{Code: "removal", Months: 24, Beyond: true, Rule: "R138"},
	{Code: "dismissal", Beyond: true, Rule: "R138"},
	{Code: "judicial_transfer", Beyond: true, Rule: "R137"},
	{Code: "unit_points", Unit: true, Rule: "R139"},
	{Code: "unit_circulated_criticism", Unit: true, Rule: "R139"},
	{Code: "unit_rectification", Unit: true, Rule: "R136"},
	{Code: "unit_warned", Months: 12, Unit: true, Rule: "R139"},
}

// NotFiled is what a standing duty that was not filed costs a unit. It stands on no
// ladder of liability: it is of the year's score alone (R110).
const NotFiled = "report_not_filed"

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

// Shares of liability. R131 to R133 stand in the disclosure rules only:
// elsewhere they suggest, people decide.
const (
	ShareFull      = "full"
	ShareMain      = "main"
	ShareSecondary = "secondary"
)
