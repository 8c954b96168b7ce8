package paper

import (
	"slices"
	"strings"

	"github.com/shixian/shixian/internal/casework"
)

// Scope is what a form is filled from.
type Scope string

// Scopes of a form. A register is no paper of its own: it is read, printed and
// never frozen, because it goes on.
const (
	OfCase   Scope = "case"
	OfUnit   Scope = "unit"     // a circular, a list: of a unit and a period
	Register Scope = "register" // over a period, kept as long as the house stands
)

// Form is a template: what stands on a paper, from where, and when it may be
// issued. Words are Chinese, as papers of the house are; what stands in braces
// is a source (see source.go).
type Form struct {
	Code   string `json:"code"`
	Name   string `json:"name"`
	NameEn string `json:"name_en"`
	Scope  Scope  `json:"scope"`
	// Kind is whose papers it belongs to; empty: the house's own. A paper of a case is
	// claimed by the kind whose acts lead to it.
	Kind casework.Kind `json:"kind,omitempty"`
	// After names the events of which one must stand before it can be issued;
	// none: from the registration on. When narrows it further: a source to the
	// values of which one must stand, none of them meaning any at all. A source about
	// one of several events narrows that one and leaves the others as they are.
	After []casework.EventName `json:"after,omitempty"`
	When  map[string][]string  `json:"when,omitempty"`
	// Deems is the clock by which the law decides in the office's place: the paper comes of
	// itself with the event it is issued after, and no hand issues it (ADR 28).
	Deems string `json:"deems,omitempty"`
	// By are the roles among those the access table lets issue papers of the kind.
	By []casework.Role `json:"by,omitempty"`
	// NotBy is the event whose actor does not issue it: nobody signs for what he sent
	// himself (R009).
	NotBy casework.EventName `json:"not_by,omitempty"`
	// Word is what its number begins with (督办〔2026〕3号); empty: not numbered,
	// which only registers are.
	Word string `json:"word,omitempty"`
	Red  bool   `json:"red,omitempty"` // a red head
	// To is whom it goes to. A paper that goes to somebody enters the outgoing
	// register; one without stays in the house.
	To string `json:"to,omitempty"`
	// Entered is how the outgoing register calls whom it goes to, where the name is
	// not for everybody who keeps the register.
	Entered string `json:"entered,omitempty"`
	// Blind: it goes to the unit complained of. Shown: whom it is addressed to may
	// read it in the house.
	Blind bool `json:"blind,omitempty"`
	Shown bool `json:"shown,omitempty"`

	Title string   `json:"title"`
	Body  []string `json:"body,omitempty"` // a paragraph without a word of its sources is left out
	Lines []Line   `json:"lines,omitempty"`
	Table *Table   `json:"table,omitempty"`
	Close []string `json:"close,omitempty"` // paragraphs after lines and table
	Asks  []Ask    `json:"asks,omitempty"`  // what the issuer writes
	Sign  []string `json:"sign,omitempty"`  // places for a hand
	Seal  bool     `json:"seal,omitempty"`  // a place for the seal

	// Duty is the standing duty it is compiled for: the name of its clock.
	Duty  string   `json:"duty,omitempty"`
	Rules []string `json:"rules"`           // R055
	Basis string   `json:"basis,omitempty"` // as printed
}

// Line is one labelled line of a paper. A required one without words stops the
// paper: it would say less than its rule asks.
type Line struct {
	Label    string `json:"label"`
	Text     string `json:"text"`
	Required bool   `json:"required,omitempty"`
	Wide     bool   `json:"wide,omitempty"` // a line of its own, for long text
	Rule     string `json:"rule,omitempty"` // that asks for this very line
}

// Table is filled with a row for each of its things: the events named, the
// clocks of the case, or what the counter lists (cases, a week of them, posts, papers).
type Table struct {
	Of      string               `json:"of"`
	Events  []casework.EventName `json:"events,omitempty"`
	Light   casework.Light       `json:"light,omitempty"` // cases: only those that show it
	By      string               `json:"by,omitempty"`    // figures: a row for each unit, item or kind
	Period  string               `json:"period,omitempty"`
	Only    casework.Kind        `json:"only,omitempty"` // figures: of the cases of a kind; none is every kind
	Columns []Column             `json:"columns"`
	None    string               `json:"none"` // what stands where there is nothing
}

// What a table is filled with.
const (
	Events = "events"
	Clocks = "clocks"
	Cases  = "cases"
	Posts  = "posts"
	Papers = "papers"
	// OverHead are the clocks that the head of the house has let pass, over whom no case is
	// opened: the government is told on paper.
	OverHead = "over_head"
	Late     = "late" // what was not finished in time, of every kind that is circulated (R222)
	Week     = "week" // cases that stood open in the week before a Monday (R102)
	// Figures are what a period brought, as the board of leaders counts it; the period is the last
	// whole month, quarter, half or year, unless the issuer says another.
	Figures = "figures"
	// Materials are what the matter of the case asks whoever comes for it to bring (R021).
	Materials = "materials"
)

// Column of a table. Enter names what only people know, written once.
type Column struct {
	Label string `json:"label"`
	Text  string `json:"text"`
	Enter string `json:"enter,omitempty"`
	Wide  bool   `json:"wide,omitempty"`
	Rule  string `json:"rule,omitempty"`  // that asks for this very column
	Count bool   `json:"count,omitempty"` // how often each word of it stands there, over the period
}

// Ask is what the issuer writes himself.
type Ask struct {
	Name     string   `json:"name"`
	Label    string   `json:"label"`
	LabelEn  string   `json:"label_en"`
	Hint     string   `json:"hint,omitempty"`
	HintEn   string   `json:"hint_en,omitempty"`
	Type     string   `json:"type,omitempty"` // text, textarea, select, date
	Options  []string `json:"options,omitempty"`
	Default  string   `json:"default,omitempty"`
	Required bool     `json:"required,omitempty"`
	Max      int      `json:"max,omitempty"`
}

// sent are the questions every paper that leaves the house asks: columns of the
// outgoing register. Nothing classified is held here (R219).
var sent = []Ask{
	{Name: "attachments", Label: "附件", LabelEn: "Enclosures", Type: "text", Max: 200},
	{Name: "copies", Label: "份数", LabelEn: "Copies", Type: "text", Default: "1", Max: 4},
	{Name: "secrecy", Label: "密级", LabelEn: "Secrecy", Type: "select", Options: []string{"无", "内部"}, Default: "无"},
}

// Periods are those a report is of.
var Periods = []string{"month", "quarter", "half", "year"}

// spans are the questions of a report.
var spans = []Ask{
	{Name: "from", Label: "起始日期", LabelEn: "From", Type: "date", Hint: "留空为上一个完整的统计期；一份报告最长一年", HintEn: "Empty: the last whole period; one report covers a year at most"},
	{Name: "until", Label: "截止日期", LabelEn: "Until, that day included", Type: "date"},
}

// Questions are all the issuer is asked.
func (f Form) Questions() []Ask {
	asks := f.Asks[:len(f.Asks):len(f.Asks)]
	if f.Table != nil && f.Table.Of == Figures {
		asks = append(spans[:len(spans):len(spans)], asks...)
	}
	if f.To == "" {
		return asks
	}
	return append(asks, sent...)
}

// Uses tells whether a line of the form names a source.
func (f Form) Uses(source string) bool {
	return slices.ContainsFunc(f.Lines, func(l Line) bool { return strings.Contains(l.Text, source) })
}

// Sent tells whether it leaves the house, and so enters the outgoing register.
func (f Form) Sent() bool { return f.To != "" }

// Find looks a form up by its code.
func Find(forms []Form, code string) (Form, bool) {
	for _, f := range forms {
		if f.Code == code {
			return f, true
		}
	}
	return Form{}, false
}
