package kernel

import "github.com/shixian/shixian/internal/filetype"

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/shixian/shixian/api/web/label"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/words"
)

// FieldView is one question of a form, with what was typed and what is wrong.
type FieldView struct {
	ID, Name, Type string // text tel number password datetime-local textarea select radio checks check hidden
	Label, Hint    string
	Rule           string
	Required       bool
	Value          string
	Options        []OptionView
	Errors         []string
	Auto           string       // autocomplete
	Texts          []OptionView // of the unit: one of them stands where nothing is written
	Either         bool         // its hint says when it is needed
	Accept         string       // endings a file chooser offers
}

// OptionView is one answer to choose.
type OptionView struct {
	Value, Label, Note string
	On                 bool
	Paper              *paperView // a paper is ticked with its form and number
}

// Problem is one line of the summary on top of a form; Href leads to its field.
type Problem struct{ Href, Text string }

// Told is a refusal said in words of the page's own.
type Told struct {
	Text  string
	Cause error
}

func (t Told) Error() string { return t.Cause.Error() }
func (t Told) Unwrap() error { return t.Cause }

// Attach puts every refusal at its field and lists all of them for the summary.
func (v *Visit) Attach(fields []FieldView, err error) []Problem {
	var out []Problem
	for _, e := range core.RefusalsOf(err) {
		text := v.Refusal(e)
		told, own := err.(Told) //nolint:errorlint // only the page itself wraps in told, and outermost
		if own {
			text = told.Text
		}
		field := e.Field
		if !slices.ContainsFunc(fields, func(f FieldView) bool { return f.Name == field }) { // a place within one, then
			field, text = v.placed(e, text)
		}
		i := slices.IndexFunc(fields, func(f FieldView) bool {
			return f.Name == field || f.Type == "checks" && strings.HasPrefix(field, f.Name+".")
		})
		if i < 0 {
			out = append(out, Problem{Text: text})
			continue
		}
		f := &fields[i]
		if !own {
			text = v.of(*f, e, text)
		}
		if code, ok := strings.CutPrefix(e.Field, f.Name+"."); ok {
			text = v.T("problem.missing", optionName(f.Options, code))
			text = v.UnderRule(text, e.Rule)
		}
		f.Errors = append(f.Errors, text)
		out = append(out, Problem{Href: "#" + f.ID, Text: v.T("problem.field", f.Label, text)})
	}
	return out
}

// of says whether a field that was refused is empty or wrong: the rule that asks for it is the
// same, and whoever reads it must not look for a mistake where nothing stands.
func (v *Visit) of(f FieldView, e *casework.Error, text string) string {
	_, own := label.Find("refused." + e.Field + "." + e.Rule)
	empty := f.Value == "" && !slices.ContainsFunc(f.Options, func(o OptionView) bool { return o.On }) && f.Type != "password" && f.Type != "file"
	switch {
	case e.Code != casework.Invalid || e.About[0] != "" || checks[e.Rule] != "" || own && (strings.HasPrefix(e.Field, "fields.") || !empty):
		return text
	case empty && len(f.Options) > 0:
		return v.UnderRule(v.T("problem.choose"), e.Rule)
	case empty:
		return v.UnderRule(v.T("problem.required"), e.Rule)
	case text == v.UnderRule(words.Refusal(v.Lang, e), e.Rule):
		return v.UnderRule(v.T("problem.wrong"), e.Rule)
	}
	return text
}

// entry is how refusals name a line, an event or a day of a list that came in a
// file; inside is how they name a place in a document.
var (
	entry  = regexp.MustCompile(`^(line|event|off|work)\[(\d+)\]$`)
	inside = regexp.MustCompile(`[.\[]`)
)

// placed finds the field a refusal belongs to; one inside a file or a document
// says where.
func (v *Visit) placed(e *casework.Error, text string) (field, placed string) {
	m := entry.FindStringSubmatch(e.Field)
	switch {
	case m != nil:
		n, _ := strconv.Atoi(m[2])
		if m[1] != "line" {
			n++ // events and days are numbered from 0
		}
		return "file", v.T("problem.field", v.T("place."+m[1], n), text)
	case inside.MatchString(e.Field) && !strings.HasPrefix(e.Field, "fields.") && !strings.HasPrefix(e.Field, "materials."):
		return e.Field, v.T("problem.field", e.Field, text)
	}
	return e.Field, text
}

func optionName(options []OptionView, value string) string {
	for _, o := range options {
		if o.Value == value {
			return o.Label
		}
	}
	return value
}

// checks are how counter names what failed where no regulation stands behind it.
var checks = map[string]string{
	"required": "problem.required", "choice": "problem.choose", "clock": "problem.choose", "post": "problem.choose",
	"format": "problem.format", "sure": "problem.sure", "year": "problem.year",
	"bad_limit": "problem.limit", "limit_range": "problem.limit_range", "time_range": "problem.time_range", "bad_pause": "problem.pause",
	"true or false": "problem.choose", "integer 1..400": "problem.days", "date-time": "problem.time", "number": "problem.number",
	"span": "problem.span", "limit or until": "problem.either", "span_order": "problem.span_order", "date": "problem.date", "view_empty": "problem.view_empty",
	"whole number": "problem.whole", "first row": "problem.first_row", "all columns": "problem.all_columns", "a-z 0-9 -": "problem.id", "unique": "problem.unique",
}

// Refusal says one refusal in words, with the rule it stands on.
func (v *Visit) Refusal(e *casework.Error) string {
	if e.Field == core.KeyField { // a page writes it: nobody can fill it in
		return v.T("problem.key")
	}
	if key, ok := checks[e.Rule]; ok {
		return v.T(key)
	}
	if t, ok := label.Find("refused." + e.Field + "." + e.Rule); ok && e.Code == casework.Invalid {
		return v.UnderRule(t.In(v.Lang), e.Rule)
	}
	if n, ok := strings.CutPrefix(e.Rule, "max:"); ok {
		return v.T("problem.max", n)
	}
	return v.UnderRule(words.Refusal(v.Lang, e), e.Rule)
}

// regulation tells a rule's id, or an article, from the name of a check.
var regulation = regexp.MustCompile(`^R[0-9]{3}$|\p{Han}`)

// UnderRule adds the regulation a text stands on; the name of a check is none.
func (v *Visit) UnderRule(text, rule string) string {
	if !regulation.MatchString(rule) {
		return text
	}
	return v.T("problem.rule", text, rule)
}

// ruleOf is the regulation a refusal stands on, if any.
func ruleOf(err error) string {
	for _, e := range core.RefusalsOf(err) {
		if regulation.MatchString(e.Rule) {
			return e.Rule
		}
	}
	return ""
}

// ActView is one act a person may do now, as a form that opens in place.
type ActView struct {
	Command, Verb, Hint string
	Rule                string
	Makes               string // the papers that may be issued then
	Action, Key         string
	Open                bool
	Upload              bool   // with a file
	Keeps               bool   // there is something to write in it, which can be laid by
	Draft               string // when it was; empty: it was not
	Fields              []FieldView
}

// aside are the acts that do not bring a matter forward.
var aside = []string{
	casework.Pause, casework.RequestExtension, casework.WithdrawExtension, casework.Transfer, casework.Chase, casework.ConfirmReceipt,
	casework.Return, casework.NoticeSpecial, casework.Disclaim, casework.Relay, casework.Disclose, casework.Correct, casework.Withdraw, casework.Close,
}

// ForwardFirst puts what brings a matter forward at the head, where a phone shows
// it, and ends with what ends it unfinished.
func ForwardFirst(forms []casework.Form) []casework.Form {
	out := slices.Clone(forms)
	slices.SortStableFunc(out, func(a, b casework.Form) int {
		return cmp.Compare(slices.Index(aside, a.Command), slices.Index(aside, b.Command))
	})
	return out
}

// Verb is what the button of an act says.
func (w Voice) Verb(of casework.Kind, command string) string {
	return words.Do(w.Lang, w.Kinds, of, command)
}

// Act builds the form of one command. typed holds what was sent before, if the
// form is shown again.
func (v *Visit) Act(number string, form casework.Form, office *core.Office, item policy.Item, typed map[string][]string) ActView {
	of, _, _, _ := v.Kinds.Parse(number)
	_, hint, _ := words.Act(v.Kinds, of, form.Command)
	a := ActView{
		Command: form.Command, Verb: v.Verb(of, form.Command), Hint: hint.In(v.Lang), Rule: form.Rule,
		Action: "/cases/" + number + "/" + form.Command, Key: NewKey(),
	}
	for _, f := range form.Fields {
		a.Upload = a.Upload || f.Type == casework.FieldFile
		given := typed[f.Name]
		if len(typed) == 0 && form.Command == casework.OneTimeNotice && f.Name == "materials" {
			given = wanting(item, f.Choices)
		}
		field := v.Field(of, form.Command, f, office, item, given)
		if field.Type == "textarea" {
			field.Texts = v.texts(office)
		}
		a.Fields = append(a.Fields, field)
		a.Keeps = a.Keeps || field.Type == "textarea"
	}
	a.Keeps = a.Keeps && !a.Upload
	return a
}

// wanting are the required papers among those that did not come: one notice lists them all, and
// whoever writes it need not look for them (R024).
func wanting(item policy.Item, lacking []string) (out []string) {
	for _, m := range item.Materials {
		if m.Required && slices.Contains(lacking, m.Code) {
			out = append(out, m.Code)
		}
	}
	return out
}

// fieldTypes are how the types of casework are asked for on a page.
var fieldTypes = map[casework.FieldType]string{
	casework.FieldText: "textarea", casework.FieldInt: "number", casework.FieldBool: "radio", casework.FieldTime: "datetime-local",
	casework.FieldClock: "select", casework.FieldChoice: "select", casework.FieldPost: "select", casework.FieldPerson: "select", casework.FieldUnit: "select", casework.FieldItem: "select",
	casework.FieldMaterials: "checks", casework.FieldPapers: "checks", casework.FieldChoices: "checks", casework.FieldPersons: "checks", casework.FieldUnits: "checks", casework.FieldLimit: "text", casework.FieldCase: "text", casework.FieldFile: "file",
	casework.FieldRequest: "hidden", casework.FieldProof: "select", casework.FieldPaper: "select", casework.FieldDigest: "text",
}

// Field asks for one thing an act needs, with what was typed.
func (v *Visit) Field(kind casework.Kind, command string, f casework.Field, office *core.Office, item policy.Item, typed []string) FieldView {
	name, states := v.named(kind, command, f)
	out := FieldView{
		ID: command + "-" + f.Name, Name: f.Name, Type: fieldTypes[f.Type], Required: f.Required, Rule: f.Rule,
		Label: name, Value: strings.Join(typed, "\n"),
	}
	if t, ok := label.Find("field." + f.Name + ".hint." + command); ok {
		out.Hint = t.In(v.Lang)
	}
	switch {
	case f.Name == "days":
		out.Hint = v.T("field.days.unit")
	case f.Type == casework.FieldLimit:
		out.Hint = v.limitHint(f)
	case f.Type == casework.FieldFile:
		out.Hint, out.Accept, out.Value = v.T("field.file.hint"), accepted(), ""
	case f.Name == "audience":
		out.Hint = v.T("field.audience.hint")
	case f.Name == "purpose":
		out.Hint = v.T("field.purpose.hint")
	case f.Type == casework.FieldProof && out.Hint == "":
		out.Hint = v.T("field.proof.hint", v.several(kind, "purpose", f.Takes))
	}
	choices := f.Choices
	if f.Type == casework.FieldBool && len(choices) == 0 {
		choices = []string{"true", "false"}
	}
	for i, c := range choices {
		label, note := v.choice(kind, f, c, office, item)
		switch {
		case i < len(f.Shown):
			label = f.Shown[i]
		case states && len(f.Choices) == 0:
			label = v.T("states." + c)
		}
		o := OptionView{Value: c, Label: label, Note: note, On: slices.Contains(typed, c)}
		if f.Type == casework.FieldPapers {
			o = v.Brought(f.Name, o)
		}
		out.Options = append(out.Options, o)
	}
	if f.Type == casework.FieldCase && len(choices) > 0 {
		out.Type = "select"
	}
	if f.Type == casework.FieldRequest && len(choices) == 1 {
		out.Value = choices[0]
	}
	if f.Type == casework.FieldClock && len(choices) == 1 {
		out.Type, out.Value, out.Hint = "hidden", choices[0], out.Options[0].Label
	}
	return out
}

// named is what a field is called in an act of a kind. Where the kind has words of its own for one
// of yes or no, they state what is so or not, badge worn, put right, and nobody consents to it.
func (v *Visit) named(kind casework.Kind, command string, f casework.Field) (name string, states bool) {
	name = label.Known(v.Lang, "field.", f.Name)
	if f.Name == "reason" && !f.Required {
		name = v.T("field.remark")
	}
	for _, of := range []string{command, string(kind) + "/" + command} { // what it means in this act, and of this kind
		if t, ok := label.Find("field." + of + "." + f.Name); ok {
			name = t.In(v.Lang)
		}
	}
	for _, own := range []string{f.Name, command + "." + f.Name} {
		if t, ok := words.Own(v.Kinds.Of(kind), words.Field, own); ok {
			name, states = t.In(v.Lang), f.Type == casework.FieldBool
		}
	}
	return name, states
}

// limitHint says how a limit is written, what may be stated, and what an empty one means.
func (v *Visit) limitHint(f casework.Field) string {
	hint := v.T("field.limit.hint")
	var spans []string
	for _, b := range f.Within {
		spans = append(spans, v.T("field.limit.between", words.LimitText(v.Lang, b.Least), words.LimitText(v.Lang, b.Most)))
	}
	if len(spans) > 0 {
		hint += v.T("field.limit.within", strings.Join(spans, v.T("field.limit.or")))
	}
	if !f.Required {
		hint += v.T("field.limit.empty")
	}
	return hint
}

// choice says one choice of a field in words.
func (v *Visit) choice(kind casework.Kind, f casework.Field, code string, office *core.Office, item policy.Item) (label, note string) {
	switch f.Type {
	case casework.FieldBool:
		if len(f.Choices) == 1 { // nothing is decided by it: he who asked takes that back
			return v.T("approve.back"), ""
		}
		return v.T("approve." + code), ""
	case casework.FieldClock:
		return v.ClockOf(office, kind, code), ""
	case casework.FieldPost:
		return v.PostName(office, code, ""), ""
	case casework.FieldMaterials, casework.FieldPapers:
		return v.Material(item, code)
	case casework.FieldPerson, casework.FieldPersons:
		return PersonName(office, code), ""
	case casework.FieldUnit, casework.FieldUnits:
		return v.UnitName(office, code), ""
	case casework.FieldItem:
		return v.ItemName(office, "", code, 0, ""), ""
	default:
		return v.Chosen(kind, f.Name, code), ""
	}
}

// Chosen says a code that stands in a field of that name, as the kind does where it has own words.
func (w Voice) Chosen(kind casework.Kind, field, code string) string {
	if t, ok := words.Own(w.Kinds.Of(kind), words.Choice, code); ok {
		return t.In(w.Lang)
	}
	return w.Code(field, code)
}

// Code says a code that stands in a field of that name.
func (w Voice) Code(field, code string) string {
	switch field {
	case "measure":
		return w.Measure(code)
	case "act":
		return w.Verb("", code)
	case "kind":
		return w.Kind(casework.Kind(code))
	}
	for _, s := range []words.Subject{words.Subject(field), words.Pause} {
		if t, ok := words.Find(s, code); ok {
			return words.Capital(t.In(w.Lang))
		}
	}
	return words.Say(w.Lang, words.Choice, code)
}

// several says codes of one field in a row.
func (w Voice) several(kind casework.Kind, field string, codes []string) string {
	said := make([]string, len(codes))
	for i, c := range codes {
		said[i] = w.Chosen(kind, field, c)
	}
	return strings.Join(said, w.T("list.and"))
}

// Raw is what was posted for a form's own fields, as cases.ParseArgs reads it.
func (v *Visit) Raw(form casework.Form) map[string]any {
	out := map[string]any{}
	for _, f := range form.Fields {
		switch values := v.C.Request.PostForm[f.Name]; {
		case len(values) == 0:
		case f.Type == casework.FieldPapers:
			out[f.Name] = v.Papers(f.Name)
		case fieldTypes[f.Type] == "checks":
			out[f.Name] = values
		default:
			out[f.Name] = strings.ReplaceAll(values[0], "\r\n", "\n")
		}
	}
	return out
}

// DateField is how a datetime-local field writes an instant of the office.
func (w Voice) DateField(t time.Time) string { return w.Local(t).Format("2006-01-02T15:04") }

// accepted are the endings a file chooser offers; what counts is the content.
func accepted() string {
	var out []string
	for _, t := range filetype.Types() {
		out = append(out, t.Extensions...)
	}
	return strings.Join(out, ",")
}
