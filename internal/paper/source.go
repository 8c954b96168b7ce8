package paper

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/words"
)

// Matter is what is known when a paper is filled. Fields and texts are those the
// issuer may read; what he may not is not in it.
type Matter struct {
	Case    casework.CaseView
	Facts   map[string]string
	Term    *casework.Span
	Fields  map[string]string
	Events  []casework.TimelineRow // oldest first, with the texts he may read
	Clocks  []casework.ClockView
	Entries map[string]string // what people wrote into a register
	Asked   map[string]string // what the issuer wrote
	Extra   map[string]string // of a post, a paper or the house, by name
	Rows    []Matter          // of a table that lists other things
	Total   int               // how many of those there are, where not all are listed
	At      time.Time
	Names   Names
}

// Names says ids and codes in words.
type Names interface {
	// Person, Unit and Post name an id.
	Name(of, id string) string
	// Late counts the working days from a due instant.
	Late(due, at time.Time) int
	Zone() *time.Location
	// Say says a code of a case of a kind.
	Say(s words.Subject, k casework.Kind, code string) string
}

// A source is a name with dots, and after a bar how it is said:
//
//	number kind unit post holder item stage    of the case
//	received registered closed now             instants of it
//	fact.x field.x ask.x entry.x extra.x       what was registered, typed, entered
//	at.e by.e text.e level.e detail.e.x        the latest event of that name
//	grounds.e                                  the law that was written beside its words
//	due.c limit.c late.c start.c ended.c       the latest round of a clock
//	term.from term.to                          of an absence
//	event.at event.by event.text event.level event.name event.detail.x   in a table of events
//
//	|date |moment   2026年10月20日, with weekday and hour
//	|person |unit |post |limit
//	|choice.        a word of the house for a code
//
// Several names with commas are tried in turn. What stands in [ ] goes without
// its sources.
var (
	braces   = regexp.MustCompile(`\{([^{}|]+)(?:\|([^{}]+))?\}`)
	brackets = regexp.MustCompile(`\[[^\[\]]*\]`)
)

// Expand fills a template. missing tells that some source outside brackets, or
// all of them, said nothing.
func (m Matter) Expand(template string) (text string, missing bool) {
	var out strings.Builder
	at := 0
	for _, span := range brackets.FindAllStringIndex(template, -1) {
		missing = m.fill(&out, template[at:span[0]]) || missing
		var part strings.Builder
		if !m.fill(&part, template[span[0]+1:span[1]-1]) {
			out.WriteString(part.String())
		}
		at = span[1]
	}
	missing = m.fill(&out, template[at:]) || missing
	return strings.TrimSpace(out.String()), missing
}

// fill writes one piece; values are never read as templates themselves.
func (m Matter) fill(out *strings.Builder, piece string) (missing bool) {
	at := 0
	for _, x := range braces.FindAllStringSubmatchIndex(piece, -1) {
		out.WriteString(piece[at:x[0]])
		form := ""
		if x[4] >= 0 {
			form = piece[x[4]:x[5]]
		}
		said := m.say(piece[x[2]:x[3]], form)
		missing = missing || said == ""
		out.WriteString(said)
		at = x[1]
	}
	out.WriteString(piece[at:])
	return missing
}

func (m Matter) say(names, form string) string {
	for name := range strings.SplitSeq(names, ",") {
		switch value := m.value(name).(type) {
		case time.Time:
			if !value.IsZero() {
				return m.instant(value, form)
			}
		case string:
			if value != "" {
				return m.word(value, form)
			}
		}
	}
	return ""
}

func (m Matter) instant(t time.Time, form string) string {
	if form == "moment" {
		return Moment(t, m.Names.Zone())
	}
	return Date(t, m.Names.Zone())
}

func (m Matter) word(value, form string) string {
	switch {
	case form == "":
		return value
	case form == "limit":
		return limit(value)
	case strings.HasSuffix(form, "."):
		return m.Names.Say(words.Subject(strings.TrimSuffix(form, ".")), m.Case.Kind, value)
	}
	return m.Names.Name(form, value)
}

// value finds a source: a string, an instant, or nothing.
func (m Matter) value(name string) any {
	group, rest, _ := strings.Cut(name, ".")
	switch group {
	case "fact":
		return m.Facts[rest]
	case "field":
		return strings.TrimSpace(m.Fields[rest])
	case "ask":
		return strings.TrimSpace(m.Asked[rest])
	case "entry":
		return m.Entries[rest]
	case "extra":
		return m.Extra[rest]
	case "at", "by", "text", "grounds", "level", "detail", "event":
		return m.ofEvent(group, rest)
	case "due", "limit", "late", "start", "ended", "basis", "owner":
		return m.ofClock(group, rest)
	}
	return m.ofCase(name)
}

func (m Matter) ofCase(name string) any {
	c := m.Case
	switch name {
	case "number":
		return c.Number
	case "kind":
		return string(c.Kind)
	case "unit":
		return c.UnitName
	case "post":
		return c.PostName
	case "holder":
		return c.HolderName
	case "item":
		return c.ItemName
	case "stage":
		return string(c.Stage)
	case "received":
		return c.Received
	case "registered":
		return c.Registered
	case "closed":
		if c.Closed != nil {
			return *c.Closed
		}
	case "term.from":
		if m.Term != nil {
			return m.Term.From
		}
	case "term.to":
		if m.Term != nil {
			return m.Term.To
		}
	case "now":
		return m.At
	}
	return nil
}

// ofEvent reads the latest event of a name; in a table of events the one of the row.
func (m Matter) ofEvent(group, rest string) any {
	name, key, _ := strings.Cut(rest, ".")
	if group == "event" {
		group, name = name, ""
	}
	for _, e := range slices.Backward(m.Events) {
		if name != "" && string(e.Name) != name {
			continue
		}
		switch group {
		case "at":
			return e.At
		case "by":
			if by := m.Case.RegisteredBy; e.Name == casework.CaseRegistered && e.ActorName == "" && by != "" { // the workflow begins with it, and knows no actor
				return m.Names.Name("person", by)
			}
			return e.ActorName
		case "text":
			return strings.TrimSpace(e.Text)
		case "grounds":
			return strings.TrimSpace(e.Grounds)
		case "level":
			return e.Level
		case "name":
			return string(e.Name)
		}
		return e.Detail[key]
	}
	return nil
}

func (m Matter) ofClock(group, name string) any {
	for _, c := range slices.Backward(m.Clocks) {
		if c.Name != name {
			continue
		}
		switch group {
		case "due":
			return c.Due
		case "start":
			return c.Start
		case "limit":
			return c.Limit
		case "basis":
			return c.Basis
		case "owner":
			return string(c.Owner)
		case "ended":
			if c.Ended != nil {
				return *c.Ended
			}
			return nil
		}
		return m.late(c)
	}
	return nil
}
