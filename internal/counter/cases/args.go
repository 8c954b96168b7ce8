package cases

import (
	"encoding/json"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
	_ "time/tzdata" // the office's zone, on machines without a zone database
	"unicode/utf8"

	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/draw"
	"github.com/shixian/shixian/internal/kind"
)

// Bounds of what a form may hold.
const (
	MaxDays      = 400 // no extension is longer than a year and a bit
	maxMaterials = 100
)

// ParseArgs checks what was sent against a command's form. raw holds JSON values
// or what a page's form posts (strings, lists of strings); empty strings count
// as absent. A time without a zone is Asia/Shanghai's. Texts come back by field
// name, to be sealed; everything else as Args. The error is Refusals.
func ParseArgs(kinds *kind.Set, form casework.Form, raw map[string]any) (casework.Args, map[string]string, error) {
	p := parser{kinds: kinds, texts: map[string]string{}}
	for _, key := range slices.Sorted(maps.Keys(raw)) {
		if !slices.ContainsFunc(form.Fields, func(f casework.Field) bool { return f.Name == key }) {
			p.refuse(casework.UnknownField, casework.Field{Name: core.Shown(key)}, "")
		}
	}
	for _, f := range form.Fields {
		value := raw[f.Name]
		if f.Type == casework.FieldFile && absent(value) {
			continue // it comes beside the words: see Upload
		}
		if absent(value) {
			if f.Required {
				p.refuse(casework.Invalid, f, "required")
			}
			continue
		}
		p.parse(f, value)
	}
	return p.args, p.texts, p.refused.Err()
}

func absent(value any) bool {
	switch v := value.(type) {
	case nil:
		return true
	case string:
		return strings.TrimSpace(v) == ""
	case []any:
		return len(v) == 0
	case []string:
		return len(v) == 0
	}
	return false
}

// parser gathers the arguments of one command and what is wrong with them.
type parser struct {
	kinds   *kind.Set
	args    casework.Args
	texts   map[string]string
	refused core.Refusals
}

// refuse names the regulation where the form has one, else the check that failed.
func (p *parser) refuse(code casework.Code, f casework.Field, check string) {
	rule := f.Rule
	if rule == "" {
		rule = check
	}
	p.refused = append(p.refused, casework.FieldError(code, f.Name, rule))
}

func (p *parser) parse(f casework.Field, value any) {
	switch f.Type {
	case casework.FieldText:
		p.text(f, value)
	case casework.FieldFile:
		p.refuse(casework.Invalid, f, "file")
	case casework.FieldMaterials:
		p.materials(f, value)
	case casework.FieldPapers:
		p.papers(f, value)
	case casework.FieldInt:
		p.integer(f, value)
	case casework.FieldBool:
		p.boolean(f, value)
	case casework.FieldTime:
		p.instant(f, value)
	case casework.FieldLimit:
		p.limit(f, value)
	case casework.FieldCase:
		p.number(f, value)
	case casework.FieldChoices, casework.FieldPersons, casework.FieldUnits:
		p.several(f, value)
	case casework.FieldClock, casework.FieldPost, casework.FieldPerson, casework.FieldUnit, casework.FieldItem, casework.FieldChoice, casework.FieldRequest, casework.FieldProof, casework.FieldPaper, casework.FieldDigest:
		p.word(f, value)
	}
}

// limit is how long somebody is given, as he states it: 7wd (R052, R062).
func (p *parser) limit(f casework.Field, value any) {
	s, _ := value.(string)
	l, err := calendar.ParseLimit(strings.TrimSpace(s))
	if err != nil || l.N > MaxDays {
		p.refuse(casework.BadLimit, f, "limit")
		return
	}
	if outside := kind.Outside(f, l); outside != "" {
		p.refuse(outside, f, "limit")
		return
	}
	p.args.Limit = l.String()
}

// checkUntil holds an instant stated in place of a limit to what may be stated; beside one it would
// silently take its place.
func checkUntil(form casework.Form, args casework.Args, at time.Time) error {
	for _, f := range form.Fields {
		if f.Type != casework.FieldLimit || args.Until.IsZero() {
			continue
		}
		if args.Limit != "" {
			return casework.FieldError(casework.Invalid, "until", "limit or until")
		}
		if outside := kind.OutsideUntil(f, at.In(core.Zone), args.Until); outside != "" {
			return casework.FieldError(outside, "until", f.Rule)
		}
	}
	return nil
}

// number is that of another case, written as ours are.
func (p *parser) number(f casework.Field, value any) {
	s, _ := value.(string)
	s = strings.TrimSpace(s)
	of, year, serial, ok := p.kinds.Parse(s)
	if !ok || p.kinds.Number(of, year, serial) != s {
		p.refuse(casework.Invalid, f, "number")
		return
	}
	p.args.Case = s
}

func (p *parser) text(f casework.Field, value any) {
	s, ok := value.(string)
	switch {
	case !ok || !core.Clean(s):
		p.refuse(casework.Invalid, f, "text")
	case utf8.RuneCountInString(s) > core.MaxText:
		p.refused = append(p.refused, casework.FieldError(casework.TooLarge, f.Name, "max:"+strconv.Itoa(core.MaxText)))
	default:
		p.texts[f.Name] = s
	}
}

func (p *parser) materials(f casework.Field, value any) {
	codes, ok := codesOf(value)
	switch {
	case !ok || len(codes) > maxMaterials:
		p.refuse(casework.Invalid, f, "codes")
	case repeats(codes):
		p.refuse(casework.MissingPaper, f, "unique")
	case f.Name == "defective":
		p.args.Defective = codes
	default:
		p.args.Materials = codes
	}
}

// papers are materials as they were brought, each written as ParsePapers reads it.
func (p *parser) papers(f casework.Field, value any) {
	papers, ok := ParsePapers(value)
	switch {
	case !ok || len(papers) > maxMaterials:
		p.refuse(casework.Invalid, f, "papers")
	case repeats(codesIn(papers)):
		p.refuse(casework.MissingPaper, f, "unique")
	default:
		p.args.Papers = papers
	}
}

// ParsePapers reads a list of papers, each its code, and behind colons its form and how many:
// licence:copy:2.
func ParsePapers(value any) (papers []casework.Paper, ok bool) {
	texts, ok := textsOf(value)
	for _, text := range texts {
		p, fine := casework.ParsePaper(text)
		papers, ok = append(papers, p), ok && fine && core.CodeForm.MatchString(p.Code)
	}
	return papers, ok
}

func codesIn(papers []casework.Paper) (codes []string) {
	for _, p := range papers {
		codes = append(codes, p.Code)
	}
	return codes
}

// several reads what may be more than one: measures decided together (R135), those who
// investigate, units that are told. One measure alone is kept as a form with one box always brought it.
func (p *parser) several(f casework.Field, value any) {
	codes, ok := codesOf(value)
	strange := f.Type == casework.FieldChoices && slices.ContainsFunc(codes, func(c string) bool { return !slices.Contains(f.Choices, c) })
	switch {
	case !ok || strange || len(codes) > maxMaterials || repeats(codes):
		p.refuse(casework.Invalid, f, string(f.Type))
	case f.Type == casework.FieldPersons:
		p.args.Persons = codes
	case f.Type == casework.FieldUnits:
		p.args.Units = codes
	case len(codes) == 1:
		p.args.Measure = codes[0]
	default:
		p.args.Measures = codes
	}
}

// codesOf reads a list of codes, or one code alone as a form with one box posts it.
func codesOf(value any) ([]string, bool) {
	out, ok := textsOf(value)
	return out, ok && !slices.ContainsFunc(out, func(s string) bool { return !core.CodeForm.MatchString(s) })
}

func textsOf(value any) ([]string, bool) {
	var out []string
	switch v := value.(type) {
	case string:
		out = []string{v}
	case []string:
		out = slices.Clone(v)
	case []any:
		for _, e := range v {
			s, ok := e.(string)
			if !ok {
				return nil, false
			}
			out = append(out, s)
		}
	default:
		return nil, false
	}
	return out, true
}

func repeats(codes []string) bool {
	return len(slices.Compact(slices.Sorted(slices.Values(codes)))) < len(codes)
}

func (p *parser) integer(f casework.Field, value any) {
	n, ok := whole(value)
	if !ok || n < 1 || n > MaxDays {
		p.refuse(casework.Invalid, f, "integer 1.."+strconv.Itoa(MaxDays))
		return
	}
	switch f.Name {
	case "members":
		p.args.Members = n
	case "present":
		p.args.Present = n
	case "in_favour":
		p.args.InFavour = n
	default:
		p.args.Days = n
	}
}

func whole(value any) (int, bool) {
	switch v := value.(type) {
	case int:
		return v, true
	case float64:
		return int(v), v == math.Trunc(v) && math.Abs(v) < 1<<31
	case json.Number:
		n, err := strconv.Atoi(v.String())
		return n, err == nil
	case string:
		n, err := strconv.Atoi(strings.TrimSpace(v))
		return n, err == nil
	}
	return 0, false
}

func (p *parser) boolean(f casework.Field, value any) {
	yes := value == true || value == "true"
	switch {
	case !yes && value != false && value != "false":
		p.refuse(casework.Invalid, f, "true or false")
	case f.Name == "arranged":
		p.args.Arranged = yes
	default:
		p.args.Approve = &yes
	}
}

func (p *parser) instant(f casework.Field, value any) {
	s, _ := value.(string)
	at, err := ParseTime(s)
	if err != nil {
		p.refuse(casework.Invalid, f, "date-time")
		return
	}
	if f.Name == "until" {
		p.args.Until = at
		return
	}
	p.args.Received = at
}

// layouts of times without a zone, as a datetime-local field writes them.
var layouts = []string{"2006-01-02T15:04", "2006-01-02T15:04:05", "2006-01-02 15:04", "2006-01-02 15:04:05"}

// ParseTime reads RFC 3339, or a time without a zone as Asia/Shanghai's. Years
// outside 2000 to 2199 are refused: they are slips of the finger.
func ParseTime(s string) (time.Time, error) {
	s = strings.TrimSpace(s)
	at, err := time.Parse(time.RFC3339, s)
	for _, layout := range layouts {
		if err == nil {
			break
		}
		at, err = time.ParseInLocation(layout, s, core.Zone)
	}
	at = at.In(core.Zone)
	if err != nil || at.Year() < 2000 || at.Year() > 2199 {
		return time.Time{}, casework.Errorf(casework.Invalid, "time")
	}
	return at, nil
}

func (p *parser) word(f casework.Field, value any) {
	s, ok := value.(string)
	if !ok || !core.CodeForm.MatchString(s) || ((f.Type == casework.FieldChoice || f.Type == casework.FieldPaper) && !slices.Contains(f.Choices, s)) {
		p.refuse(casework.Invalid, f, string(f.Type))
		return
	}
	switch f.Type {
	case casework.FieldClock:
		p.args.Clock = s
	case casework.FieldPost:
		p.args.Post = s
	case casework.FieldPerson:
		p.person(f.Name, s)
	case casework.FieldUnit:
		p.args.Unit = s
	case casework.FieldItem:
		p.args.Item = s
	case casework.FieldRequest:
		p.args.Request = s
	case casework.FieldProof:
		p.args.Proof = s
	case casework.FieldPaper:
		p.args.Paper = s
	case casework.FieldDigest:
		p.hexed(f, s)
	default:
		p.choice(f.Name, s)
	}
}

// hexed reads a digest, or the seed that it is of.
func (p *parser) hexed(f casework.Field, s string) {
	_, fine := draw.Seed(s)
	switch {
	case !fine || f.Name == "digest" && len(s) != 64:
		p.refuse(casework.Invalid, f, "hex")
	case f.Name == "digest":
		p.args.Digest = s
	default:
		p.args.Seed = s
	}
}

// person tells who asked from who is concerned.
func (p *parser) person(field, id string) {
	if field == "asked_by" {
		p.args.AskedBy = id
		return
	}
	p.args.Person = id
}

// choice puts what was chosen where the command looks for it.
func (p *parser) choice(field, code string) {
	switch field {
	case "outcome":
		p.args.Outcome = code
	case "ground":
		p.args.Ground = code
	case "share":
		p.args.Share = code
	case "act":
		p.args.Act = code
	case "measure":
		p.args.Measure = code
	case "relation":
		p.args.Relation = casework.Relation(code)
	case "kind":
		p.args.Kind = casework.Kind(code)
	case "audience":
		p.args.Audience = code
	case "means":
		p.args.Means = code
	case "receiver":
		p.args.Receiver = code
	case "purpose":
		p.args.Purpose = code
	default:
		p.args.Category = code
	}
}
