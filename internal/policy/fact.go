package policy

import (
	"regexp"
	"slices"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

// Types of form fields that hold no free text. A number is that of another case
// of the item's kind.
const (
	FieldSelect   = "select"
	FieldCheckbox = "checkbox"
	FieldNumber   = "number"
	FieldMoment   = "moment" // an instant: until when somebody outside wants it
	// One of the office's own.
	FieldUnit   = "unit"
	FieldPost   = "post"
	FieldPerson = "person"
)

// coded are the types a fact may have.
var coded = []string{FieldSelect, FieldCheckbox, FieldNumber, FieldMoment, FieldUnit, FieldPost, FieldPerson}

// FactRequest: of a request from below, whether silence is to count as consent (R061).
const FactRequest = "request"

// Asks tells whether a matter of this item may opt for consent by silence.
func (it Item) Asks() bool {
	return slices.ContainsFunc(it.Fields, func(f FormField) bool { return f.Name == FactRequest && f.Fact })
}

// checkConsent refuses silence as consent on what citizens apply for, and where
// nobody says what a request is about: permits, funds, posts, land, personnel and
// cases are decided, never deemed (R061).
func checkConsent(kinds *kind.Set, it Item) error {
	if !it.Asks() {
		return nil
	}
	subject := slices.IndexFunc(it.Fields, func(f FormField) bool { return f.Name == casework.FactSubject && f.Fact })
	if kinds.Of(it.Kind).Silence && subject >= 0 && !slices.ContainsFunc(casework.NeverConsented, func(never string) bool {
		return !slices.Contains(it.Fields[subject].Options, never)
	}) {
		return nil
	}
	return &casework.Error{Code: casework.NoConsent, Field: "fields." + FactRequest, Rule: "R061", Note: "item " + it.ID}
}

// code is how facts and their choices are written.
var code = regexp.MustCompile(`^[a-z][a-z_]{0,31}$`)

// checkFacts refuses an item whose facts could hold what somebody wrote: facts are
// kept in the clear and travel through the engine (R082).
func checkFacts(it Item) error {
	for _, f := range it.Fields {
		refuse := func(note string) error {
			return &casework.Error{Code: casework.Invalid, Field: "fields." + f.Name, Note: note}
		}
		bad := func(option string) bool { return !code.MatchString(option) }
		switch {
		case !f.Fact && f.Type != FieldSelect && slices.Contains(coded, f.Type):
			return refuse(f.Type + " is a fact or nothing")
		case !f.Fact:
			continue
		case !code.MatchString(f.Name):
			return refuse("a fact is named by a code")
		case f.Type == FieldSelect && (len(f.Options) == 0 || slices.ContainsFunc(f.Options, bad)):
			return refuse("a fact is chosen among codes")
		case !slices.Contains(coded, f.Type):
			return refuse("free text is no fact")
		}
	}
	return nil
}
