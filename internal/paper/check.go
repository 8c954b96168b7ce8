package paper

import (
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

// groups are the sources there are, by what stands before the first dot.
var groups = []string{
	"number", "kind", "unit", "post", "holder", "item", "stage", "received", "registered", "closed", "now", "term",
	"fact", "field", "ask", "entry", "extra", "at", "by", "text", "grounds", "level", "detail", "event",
	"due", "limit", "late", "start", "ended", "basis", "owner",
}

// blind are the sealed words that may stand on a paper for the unit complained
// of: whom the complaint is against, and what the efficiency office itself wrote
// to be passed on (R082). Instants of the registration are not among them.
var blind = []string{"field.against", "text.forwarded", "text.relayed", "text.confirm_returned"}

var ruleID = regexp.MustCompile(`^R\d{3}$`)

// Claim gives each paper of a case to the kind whose acts lead to it. One that no act
// leads to would lie in a drawer.
func Claim(kinds *kind.Set, forms []Form) error {
	var errs []error
	for i := range forms {
		f := &forms[i]
		if f.Scope != OfCase || f.Deems != "" { // what the law issues, no act leads to
			continue
		}
		of := kinds.Issues(f.Code).Kind
		if of == "" || f.Kind != "" && f.Kind != of {
			errs = append(errs, fmt.Errorf("form %s: no act of kind %q leads to it", f.Code, f.Kind))
		}
		f.Kind = of
	}
	return errors.Join(errs...)
}

// Check refuses forms that could not be filled, that could not be told apart by
// their numbers, or that would tell a unit who complained.
func Check(kinds *kind.Set, forms []Form) error {
	var errs []error
	codes, words := map[string]bool{}, map[string]bool{}
	for _, f := range forms {
		if codes[f.Code] {
			errs = append(errs, fmt.Errorf("form %s stands twice", f.Code))
		}
		if f.Word != "" && words[f.Word] {
			errs = append(errs, fmt.Errorf("form %s: the word %s is another's", f.Code, f.Word))
		}
		codes[f.Code], words[f.Word] = true, true
		for _, err := range f.check(kinds) {
			errs = append(errs, fmt.Errorf("form %s: %w", f.Code, err))
		}
	}
	return errors.Join(errs...)
}

func (f Form) check(kinds *kind.Set) (errs []error) {
	fail := func(format string, args ...any) { errs = append(errs, fmt.Errorf(format, args...)) }
	switch {
	case f.Code == "" || f.Name == "" || f.NameEn == "" || f.Title == "":
		fail("code, names and title are required")
	case f.Kind != "" && !kinds.Knows(f.Kind):
		fail("no kind %s", f.Kind)
	case !slices.Contains([]Scope{OfCase, OfUnit, Register}, f.Scope):
		fail("no scope %s", f.Scope)
	case (f.Word == "") != (f.Scope == Register):
		fail("a paper has a word for its number, a register has none")
	case f.Scope != OfCase && f.Table == nil:
		fail("what is of no case lists something")
	case f.Table != nil && (f.Table.Of == Figures) != (slices.Contains(Periods, f.Table.Period) && slices.Contains([]string{"unit", "item", "kind"}, f.Table.By)):
		fail("figures are of a period, and of units, items or kinds")
	case f.Table != nil && f.Table.Only != "" && !kinds.Knows(f.Table.Only):
		fail("no kind %s", f.Table.Only)
	case f.Scope != Register && (len(f.By) == 0) != (f.Deems != ""):
		fail("nobody issues it, or a hand what the law does")
	case f.Deems != "" && (f.Kind == "" || f.Scope != OfCase || len(f.After) == 0 || len(f.Asks) > 0):
		fail("what the law issues says of a case what an event was, and asks nobody")
	case f.Sent() && confidential(kinds, f) && (f.Entered == "" || braces.MatchString(f.Entered)):
		fail("the outgoing register may not name whom it goes to")
	}
	if !slices.ContainsFunc(f.Rules, ruleID.MatchString) {
		fail("a form stands on a rule")
	}
	for _, r := range f.By {
		if r != casework.PersonConcerned && !slices.Contains(casework.Roles(), r) {
			fail("no role %s", r)
		}
	}
	for _, t := range f.templates() {
		errs = append(errs, f.checkTemplate(t)...)
	}
	return errs
}

// confidential papers name somebody whom the keeper of the outgoing register has
// no need to know (R082, R142).
func confidential(kinds *kind.Set, f Form) bool {
	return f.Kind != "" && kinds.Of(f.Kind).Upward && !f.Blind
}

// templates are all words of a form with sources in them.
func (f Form) templates() []string {
	out := slices.Concat([]string{f.Title, f.To}, f.Body, f.Close)
	for _, l := range f.Lines {
		out = append(out, l.Text)
	}
	for source := range maps.Keys(f.When) {
		out = append(out, "{"+source+"}")
	}
	if f.Table != nil {
		for _, c := range f.Table.Columns {
			out = append(out, c.Text)
		}
	}
	return out
}

func (f Form) checkTemplate(template string) (errs []error) {
	for _, m := range braces.FindAllStringSubmatch(template, -1) {
		for name := range strings.SplitSeq(m[1], ",") {
			group, rest, _ := strings.Cut(name, ".")
			switch {
			case !slices.Contains(groups, group):
				errs = append(errs, fmt.Errorf("no source %s", name))
			case group == "ask" && !slices.ContainsFunc(f.Questions(), func(a Ask) bool { return a.Name == rest }):
				errs = append(errs, fmt.Errorf("nobody is asked for %s", rest))
			case f.Blind && betrays(name, group):
				errs = append(errs, fmt.Errorf("%s goes to the unit complained of, and %s may tell who complained", f.Code, name))
			}
		}
	}
	if strings.Count(braces.ReplaceAllString(template, ""), "{") > 0 {
		errs = append(errs, fmt.Errorf("braces that name nothing in %q", template))
	}
	return errs
}

// betrays tells whether a source may say who complained, or when to the minute.
func betrays(name, group string) bool {
	switch group {
	case "field", "text", "grounds", "event":
		return !slices.Contains(blind, name)
	case "received", "registered":
		return true
	}
	if strings.HasPrefix(name, "detail.self_report_owed.") { // how many complaints there were
		return true
	}
	return name == "at.case_registered" || name == "by.case_registered" || name == "fact.matter" || name == "fact.channel"
}

// ReadCode reads a check code as people type it and writes it as it is printed:
// case, dashes and spaces make no difference, and O, I and L are read as 0, 1 and
// 1. What cannot be a code is empty.
func ReadCode(typed string) string {
	code := strings.Map(func(r rune) rune {
		switch {
		case r == 'O':
			return '0'
		case r == 'I', r == 'L':
			return '1'
		case r >= '0' && r <= '9', r >= 'A' && r <= 'Z':
			return r
		}
		return -1
	}, strings.ToUpper(typed))
	if len(code) != codeLength {
		return ""
	}
	return code[:4] + "-" + code[4:8] + "-" + code[8:]
}

// codeLength is how many characters a check code has, dashes not counted.
const codeLength = 12

func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

// with is a copy of names with one more.
func with(names map[string]string, name string, value any) map[string]string {
	out := maps.Clone(names)
	if out == nil {
		out = map[string]string{}
	}
	switch v := value.(type) {
	case int:
		out[name] = strconv.Itoa(v)
	case string:
		out[name] = v
	}
	return out
}
