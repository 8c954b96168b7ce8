package proof

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/shixian/shixian/internal/law"
	"github.com/shixian/shixian/internal/law/examples"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/schema"
)

// What a row of the ledger says of its rule. The first three are found, not stated.
const (
	Enforced   = "enforced"   // its examples come true, and each taken-out element is missed
	Configured = "configured" // likewise, with an example for each of the office's choices
	Claimed    = "claimed"    // said to be kept, and not shown: no examples yet, or nothing declared under it that could be taken out
	Recorded   = "recorded"   // people act, the software keeps it with time and name
	Duplicate  = "duplicate"  // says what another rule says; the note names that one
	Outside    = "outside"    // binds people and not software; the note says why
	Absent     = "absent"     // software should serve it, and nothing of ours does yet; the note says what is missing
)

// What the source states of a rule the software is to keep: whether it does is found.
const (
	Kept  = "kept"
	Begun = "begun" // its examples do not miss everything yet: claimed until they do
)

// Statements read schema/law/standing.csv, by rule.
func Statements() (map[string]law.Statement, error) {
	out, err := law.Statements(schema.Law)
	if err != nil {
		return nil, err
	}
	for id, said := range out {
		if !slices.Contains([]string{Kept, Begun, Configured, Recorded, Duplicate, Outside, Absent}, said.Standing) {
			return nil, fmt.Errorf("law/standing.csv: %s is %q", id, said.Standing)
		}
	}
	return out, nil
}

// Row is one line of the ledger.
type Row struct {
	ID, Status      string
	Article         []string
	Where, Test     []string
	Examples        int
	Mutants, Caught int
	Note            string
}

// Ledger says of each rule what was found, or what is stated of it. Rules nobody speaks
// of and nothing cites have no row.
func Ledger(book *law.Book, found []Finding, stated map[string]law.Statement, survivors map[string]string, choices []policy.Choice) (out []Row) {
	for _, f := range found {
		said, spoken := stated[f.Rule]
		if !spoken && len(f.Examples)+len(f.Trials) == 0 {
			continue
		}
		row := Row{ID: f.Rule, Examples: len(f.Examples), Note: said.Note, Status: said.Standing}
		if len(f.Examples) > 0 {
			row.Mutants, row.Caught = len(f.Trials)-f.Count(Refused), f.Count(Caught)
		}
		if rule, known := book.Rule(f.Rule); known {
			for _, p := range rule.On {
				row.Article = append(row.Article, p.Ref())
			}
		}
		switch said.Standing {
		case Outside, Duplicate, Absent:
		case Recorded:
			row.Where, row.Test = said.Where, said.Test
		default:
			row.Status, row.Where = f.status(said, survivors, choices), f.elements()
			if len(row.Where) == 0 || row.Status == Claimed {
				row.Where, row.Test = append(row.Where, said.Where...), said.Test
			}
		}
		out = append(out, row)
	}
	return out
}

// elements are what is declared under the rule.
func (f Finding) elements() (out []string) {
	for _, t := range f.Trials {
		if !slices.Contains(out, t.Of) {
			out = append(out, t.Of)
		}
	}
	return out
}

// status is what the examples of a rule show: that the software keeps it, or nothing.
func (f Finding) status(said law.Statement, survivors map[string]string, choices []policy.Choice) string {
	named := !slices.ContainsFunc(f.Survivors(), func(s string) bool { return survivors[s] == "" })
	switch {
	case said.Standing == Begun || !f.Both() || f.Red() || !named || f.Count(Caught) == 0: // nothing taken out, nothing shown
		return Claimed
	case said.Standing != Configured:
		return Enforced
	case !f.everyChoice(choices):
		return Claimed
	}
	return Configured
}

// Both tells whether the rule has an example of what must happen and one of what never may.
func (f Finding) Both() bool {
	has := func(must string) bool {
		return slices.ContainsFunc(f.Examples, func(s Shown) bool { return s.Must == must })
	}
	return has(examples.Happens) && has(examples.Never)
}

// everyChoice tells whether each choice the sources leave the office has its example.
func (f Finding) everyChoice(choices []policy.Choice) bool {
	for _, c := range choices {
		if !slices.Contains(c.Rules, f.Rule) {
			continue
		}
		for _, option := range c.Options {
			if !slices.ContainsFunc(f.Examples, func(s Shown) bool { return chose(s.Example, c, option.Value) }) {
				return false
			}
		}
	}
	return true
}

// chose tells whether an example is of an office that chose so.
func chose(e examples.Example, c policy.Choice, value string) bool {
	if said, spoken := e.Office.Choices[c.Key]; spoken {
		return said == value
	}
	asked := slices.ContainsFunc(e.Asks, func(a examples.Ask) bool { return a.Leave != nil && a.Leave.Order == value })
	return asked || value == c.Default
}

// CSV is the ledger as docs/regulations.csv has it.
func CSV(rows []Row) ([]byte, error) {
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	lines := [][]string{{"id", "status", "article", "where", "test", "examples", "mutants", "caught", "note"}}
	for _, r := range rows {
		lines = append(lines, []string{
			r.ID, r.Status, strings.Join(r.Article, " "), strings.Join(r.Where, ";"), strings.Join(r.Test, ";"),
			strconv.Itoa(r.Examples), strconv.Itoa(r.Mutants), strconv.Itoa(r.Caught), r.Note,
		})
	}
	err := w.WriteAll(lines)
	return out.Bytes(), err
}
