package paper

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/shixian/shixian/internal/casework"
)

// Content is what stands on a paper, all in words. It is frozen when the paper
// is issued: number, date and check code are written by the store, beside it.
type Content struct {
	Form    string   `json:"form"`
	Name    string   `json:"name"`
	Head    string   `json:"head"` // the office
	Red     bool     `json:"red,omitempty"`
	Title   string   `json:"title"`
	To      string   `json:"to,omitempty"`
	Entered string   `json:"entered,omitempty"` // of whom it goes to, in the outgoing register
	Body    []string `json:"body,omitempty"`
	Lines   []Said   `json:"lines,omitempty"`
	Table   *Sheet   `json:"table,omitempty"`
	Close   []string `json:"close,omitempty"`
	Basis   string   `json:"basis,omitempty"`
	Sign    []string `json:"sign,omitempty"`
	Seal    bool     `json:"seal,omitempty"`
	Unit    string   `json:"unit"` // who signs for it
	// As the outgoing register asks.
	Attachments string `json:"attachments,omitempty"`
	Copies      string `json:"copies,omitempty"`
	Secrecy     string `json:"secrecy,omitempty"`
}

// Said is a line in words.
type Said struct {
	Label string `json:"label"`
	Text  string `json:"text"`
	Wide  bool   `json:"wide,omitempty"`
}

// Sheet is a table in words.
type Sheet struct {
	Columns []Column   `json:"columns"`
	Rows    [][]string `json:"rows"`
	None    string     `json:"none,omitempty"`
	Cut     string     `json:"cut,omitempty"` // what is said where not all are listed
}

// Ready tells whether a form can be issued as things stand: one of its events happened
// as that is narrowed, and so is all else it is narrowed to.
func (f Form) Ready(m Matter) bool {
	happened := func(name casework.EventName) bool {
		return slices.ContainsFunc(m.Events, func(e casework.TimelineRow) bool { return e.Name == name }) && f.holds(m, name)
	}
	return (len(f.After) == 0 || slices.ContainsFunc(f.After, happened)) && f.holds(m, "")
}

// holds tells whether what a form is narrowed to is so: of one of the events it waits for,
// or, of none, of everything else.
func (f Form) holds(m Matter, of casework.EventName) bool {
	for source, values := range f.When {
		if f.narrows(source) != of {
			continue
		}
		said := m.say(source, "")
		if said == "" || len(values) > 0 && !slices.Contains(values, said) {
			return false
		}
	}
	return true
}

// narrows is which of the events that a form waits for a source is about.
func (f Form) narrows(source string) casework.EventName {
	group, rest, _ := strings.Cut(source, ".")
	name, _, _ := strings.Cut(rest, ".")
	if event := casework.EventName(name); (group == "level" || group == "detail") && slices.Contains(f.After, event) {
		return event
	}
	return ""
}

// Bars tells whether a person is whom the form does not take a signature from.
func (f Form) Bars(m Matter, person string) bool {
	for _, e := range slices.Backward(m.Events) {
		if f.NotBy != "" && e.Name == f.NotBy {
			return e.Actor == person
		}
	}
	return false
}

// Fill writes the form. empty names the required lines nothing is known for.
func Fill(f Form, m Matter) (c Content, empty []string) {
	c = Content{
		Form: f.Code, Name: f.Name, Head: m.Extra["office"], Unit: m.Extra["issuer"], Red: f.Red, Basis: f.Basis, Sign: f.Sign, Seal: f.Seal,
		Body: m.paragraphs(f.Body), Close: m.paragraphs(f.Close),
	}
	c.Title, _ = m.Expand(f.Title)
	if f.Sent() {
		c.To, _ = m.Expand(f.To)
		c.Entered = cmp.Or(f.Entered, c.To)
		c.Attachments, c.Copies, c.Secrecy = m.say("ask.attachments", ""), m.say("ask.copies", ""), m.say("ask.secrecy", "")
	}
	for _, l := range f.Lines {
		text, missing := m.Expand(l.Text)
		if missing {
			text = ""
		}
		switch {
		case text == "" && l.Required:
			empty = append(empty, l.Label)
			continue
		case text == "" && l.Text != "": // nothing known, nothing owed
			continue
		}
		c.Lines = append(c.Lines, Said{l.Label, text, l.Wide})
	}
	if f.Table != nil {
		c.Table = f.Table.fill(m)
	}
	return c, empty
}

func (m Matter) paragraphs(templates []string) (out []string) {
	for _, t := range templates {
		if text, missing := m.Expand(t); !missing && text != "" {
			out = append(out, text)
		}
	}
	return out
}

func (t Table) fill(m Matter) *Sheet {
	s := &Sheet{Columns: t.Columns, Rows: [][]string{}, None: t.None}
	for i, row := range t.rows(m) {
		row.Extra = with(row.Extra, "n", i+1)
		cells := make([]string, len(t.Columns))
		for j, c := range t.Columns {
			cells[j], _ = row.Expand(c.Text)
		}
		s.Rows = append(s.Rows, cells)
	}
	if n := len(s.Rows); m.Total > n {
		s.Cut = fmt.Sprintf("共%d件，本表列出%d件", m.Total, n)
	}
	return s
}

// rows are the things a table lists, each a matter of its own.
func (t Table) rows(m Matter) (out []Matter) {
	switch t.Of {
	case Events:
		for _, e := range m.Events {
			if slices.Contains(t.Events, e.Name) {
				row := m
				row.Events = []casework.TimelineRow{e}
				out = append(out, row)
			}
		}
		return out
	case Clocks:
		for _, c := range m.Clocks {
			row := m
			row.Clocks = []casework.ClockView{c}
			row.Clocks[0].Name = "this"
			row.Extra = with(m.Extra, "clock", c.Name)
			out = append(out, row)
		}
		return out
	}
	return m.Rows
}

// Mentions tells whether one of the words stands on it, such as the name of who
// complained: a blind paper with one of them is not issued.
func (c Content) Mentions(words ...string) bool {
	text := c.text()
	return slices.ContainsFunc(words, func(w string) bool {
		w = squeeze(w)
		return len([]rune(w)) > 1 && strings.Contains(text, w)
	})
}

// text is everything that stands on it, without spaces, so that a name written
// with one in it is found.
func (c Content) text() string {
	var all strings.Builder
	add := func(words ...string) { all.WriteString(squeeze(strings.Join(words, "\n")) + "\n") }
	add(c.Title, c.To, c.Attachments)
	add(c.Body...)
	add(c.Close...)
	for _, l := range c.Lines {
		add(l.Text)
	}
	if c.Table != nil {
		for _, row := range c.Table.Rows {
			add(row...)
		}
		add(c.Table.Cut)
	}
	return all.String()
}
