package rulebook

import (
	"cmp"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/api/web/label"
	"github.com/shixian/shixian/api/web/law"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/words"
)

// mostFound bounds the articles one search shows.
const mostFound = 8

// clockForm is one clock of a draft: open as a form, or as it reads.
type clockForm struct {
	ruleView
	Index        int
	Open         bool
	Plain        bool // the form cannot say all of it
	Wrong        int  // what stands against it
	Main         []kernel.FieldView
	Parts        struct{ Stop, Extension, Extra partForm }
	Warn, Ladder listForm
	Cited        []law.Article
	Asked        string // for which article
	Found        []law.Article
	More         int // that were found, and are not shown
	Lang         string
}

// partForm are fields that stand folded away until one of them says something.
type partForm struct {
	Title  string
	Open   bool
	Fields []kernel.FieldView
}

// listForm are the warnings or the rungs of a clock, one a row.
type listForm struct {
	Path  string // rules[2].ladder
	Count kernel.FieldView
	Rows  []rowForm
	Full  bool
}

type rowForm struct {
	Path, ID, Name string
	Fields         []kernel.FieldView
}

// question is one field of the form: where it stands, how it is asked, and of which codes it is
// one. Every field that a policy can have is asked; a test holds this against the types.
type question struct{ group, name, asked, codes string }

var headQuestions = []question{{"head", "title", "text", ""}, {"head", "title_en", "text", ""}, {"head", "class", "select", "classes"}}

var ruleQuestions = []question{
	{"main", "clock", "select", "clocks"}, {"main", "limit", "text", ""}, {"main", "owner", "select", "owners"}, {"main", "outcome", "select", "outcomes"},
	{"main", "rule", "text", ""}, {"main", "basis", "text", ""},
	{"stop", "pausable", "check", ""}, {"stop", "pause_cap", "text", ""}, {"stop", "pause_basis", "text", ""}, {"stop", "stops", "checks", "pauses"},
	{"extension", "extension", "check", ""}, {"extension", "extension.rule", "text", ""}, {"extension", "extension.cap", "text", ""}, {"extension", "extension.deciders", "checks", "roles"},
	{"extension", "extension.delegated", "select", "roles"}, {"extension", "extension.hears", "checks", "roles"}, {"extension", "extension.once", "check", ""},
	{"extension", "extension.most", "text", ""}, {"extension", "extension.within", "select", "own"}, {"extension", "extension.stretch", "text", ""},
	{"extra", "limit_cap", "text", ""}, {"extra", "chosen", "select", "choices"}, {"extra", "ceiling", "select", "ceilings"}, {"extra", "right", "check", ""},
	{"extra", "since", "select", "periods"}, {"extra", "into", "text", ""}, {"extra", "chases", "check", ""}, {"extra", "asks_for", "select", "lists"},
}

var warnQuestions = []question{{"warn", "at", "select", "warnings"}, {"warn", "before", "text", ""}, {"warn", "to", "checks", "roles"}}

var rungQuestions = []question{
	{"ladder", "level", "select", "levels"}, {"ladder", "after", "text", ""}, {"ladder", "to", "checks", "roles"}, {"ladder", "card", "select", "cards"},
	{"ladder", "opens", "check", ""}, {"ladder", "over_head", "text", ""}, {"ladder", "every", "text", ""}, {"ladder", "explain", "select", "own"},
	{"ladder", "owes", "select", "own"}, {"ladder", "rule", "text", ""}, {"ladder", "proposes", "select", "measures"},
}

// drafting is one policy as it is laid out in its form.
type drafting struct {
	*visit
	policy  policy.Policy
	presets policy.Presets
}

// draftForm lays the draft out, and puts what is refused at its fields.
func (v *visit) draftForm(view *draftView, p policy.Policy, presets policy.Presets, typed url.Values, refused error) (err error) {
	d := &drafting{v, p, presets}
	rest := core.RefusalsOf(refused)
	if len(rest) == 1 && rest[0].Field == "doc" { // in the page's own words
		fields := []kernel.FieldView{view.Doc}
		view.Summary = v.Attach(fields, refused)
		view.Doc, rest = fields[0], nil
	}
	view.Full = len(p.Rules) >= 100
	if h := headOf(p); sayable(headCells(h), h, filledHead) {
		in := headCells(h)
		if typed.Get("head") != "" {
			in = typed
		}
		view.Head = d.head(in)
	}
	view.Summary = append(view.Summary, v.Attach(view.Head, taken(&rest, func(field string) bool { return !strings.HasPrefix(field, "rules[") }))...)
	open, isOpen := clockAt(p, view.Open)
	for i, r := range p.Rules {
		c := clockForm{ruleView: v.ruleView(p.Kind, r), Index: i, Open: isOpen && i == open}
		in := ruleCells(i, r)
		c.Plain = !sayable(in, r, func(form url.Values) (policy.Rule, core.Refusals) { return filledRule(i, form) })
		if c.Open && typed.Get("body") != "" {
			in = typed
		}
		all := d.clock(i, in)
		problems := v.Attach(all, taken(&rest, func(field string) bool { return strings.HasPrefix(field, rulePath(i)+".") }))
		for j := range problems {
			problems[j].Text = v.T("problem.field", c.Name, problems[j].Text)
			if !c.Open {
				problems[j].Href = view.path(strconv.Itoa(i)) + problems[j].Href
			}
		}
		view.Summary, c.Wrong = append(view.Summary, problems...), len(problems)
		if c.Open && !c.Plain {
			if err := d.lay(&c, all, in); err != nil {
				return err
			}
		}
		view.Clocks = append(view.Clocks, c)
	}
	if len(rest) > 0 {
		view.Summary = append(view.Summary, v.Attach(nil, core.Refusals(rest))...)
	}
	return nil
}

// path leads to the draft, with one clock open.
func (d *draftView) path(clock string) string {
	return "/policies/" + url.PathEscape(d.ID) + "/draft?clock=" + clock
}

// taken takes those of a kind out of what is refused.
func taken(rest *[]*casework.Error, of func(field string) bool) error {
	var out core.Refusals
	*rest = slices.DeleteFunc(slices.Clone(*rest), func(e *casework.Error) bool {
		if of(e.Field) {
			out = append(out, e)
			return true
		}
		return false
	})
	return out.Err()
}

// head asks for what a policy says beside its clocks: its names, and what the office chose.
func (d *drafting) head(in url.Values) (out []kernel.FieldView) {
	for _, q := range headQuestions {
		out = append(out, d.ask("", q, in))
	}
	for _, c := range d.presets.Choices {
		f := kernel.FieldView{Name: "choices." + c.Key, Type: "select", Label: d.Pick(c.What, c.WhatEn), Value: in.Get("choices." + c.Key), Hint: strings.Join(c.Rules, " ")}
		for _, o := range c.Options {
			f.Options = append(f.Options, kernel.OptionView{Value: o.Value, Label: o.Value, Note: o.Source})
		}
		out = append(out, chosen(f))
	}
	for _, name := range sortedNames(in, "choices.", "by_choice.") { // what is no preset of today, or leads elsewhere
		if !slices.ContainsFunc(out, func(f kernel.FieldView) bool { return f.Name == name }) {
			label := d.T("rulefield.choices") + " " + strings.TrimPrefix(name, "choices.")
			if on, ok := strings.CutPrefix(name, "by_choice."); ok {
				label = d.T("rulefield.by_choice", strings.Replace(on, ".", " = ", 1))
			}
			out = append(out, kernel.FieldView{Name: name, Type: "text", Label: label, Value: in.Get(name)})
		}
	}
	return identified(out)
}

func sortedNames(in url.Values, prefixes ...string) (out []string) {
	for name := range in {
		if slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(name, p) }) {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}

// clock are all fields of one clock, those of its lists among them.
func (d *drafting) clock(i int, in url.Values) (out []kernel.FieldView) {
	at := rulePath(i)
	for _, q := range ruleQuestions {
		out = append(out, d.ask(at+".", q, in))
	}
	for _, list := range []struct {
		name string
		asks []question
	}{{"warn", warnQuestions}, {"ladder", rungQuestions}} {
		path := at + "." + list.name
		out = append(out, kernel.FieldView{Name: path, Type: "count", Label: d.T("rulefield." + list.name), Value: cmp.Or(in.Get(path), "0")})
		for j := range min(number(in.Get(path)), mostRows) {
			for _, q := range list.asks {
				out = append(out, d.ask(rowPath(i, list.name, j)+".", q, in))
			}
		}
	}
	return identified(out)
}

// ask is one field as it stands.
func (d *drafting) ask(at string, q question, in url.Values) kernel.FieldView {
	name := at + q.name
	key := q.name
	if q.group == "warn" || q.group == "ladder" {
		key = q.group + "." + q.name
	}
	f := kernel.FieldView{Name: name, Type: q.asked, Label: d.T("rulefield." + key), Value: in.Get(name), Required: slices.Contains(needed, key)}
	if t, ok := label.Find("rulehint." + key); ok {
		f.Hint = t.In(d.Lang)
	}
	if q.asked != "select" && q.asked != "checks" {
		return f
	}
	given := in[name]
	for _, code := range slices.Concat(given, d.codes(q.codes)) { // what is chosen first, in its order: the order is kept
		if code != "" && !slices.ContainsFunc(f.Options, func(o kernel.OptionView) bool { return o.Value == code }) {
			f.Options = append(f.Options, kernel.OptionView{Value: code, Label: d.code(q.codes, code), On: slices.Contains(given, code)})
		}
	}
	if q.asked == "select" {
		slices.SortStableFunc(f.Options, func(a, b kernel.OptionView) int {
			order := d.codes(q.codes)
			return cmp.Compare(uint(slices.Index(order, a.Value)), uint(slices.Index(order, b.Value))) //nolint:gosec // what is not in the list comes last
		})
	}
	return f
}

// needed are answered always.
var needed = strings.Fields("clock limit owner outcome rule basis title title_en warn.at ladder.level")

// codes are those a question offers.
func (d *drafting) codes(of string) []string {
	switch of {
	case "roles":
		return told
	case "owners":
		return append(texts(casework.Roles()), string(casework.PersonConcerned))
	case "outcomes":
		return texts([]casework.Outcome{casework.Breach, casework.Deem, casework.Lapse, casework.Recur})
	case "warnings":
		return []string{string(casework.AlarmHalf), string(casework.AlarmNear)}
	case "levels":
		return []string{"1", "2", "3"}
	case "cards":
		return []string{casework.LevelYellow, casework.LevelRed}
	case "pauses":
		return casework.PauseCategories
	case "periods":
		return []string{policy.SinceWeek, policy.SinceMonth, policy.SinceQuarter, policy.SinceHalf}
	case "lists":
		return []string{policy.AsksList}
	case "measures":
		return []string{casework.NotFiled}
	case "classes":
		return []string{"permit", "service"}
	}
	return d.listed(of)
}

// listed are those that the kind, this policy and the presets know.
func (d *drafting) listed(of string) (out []string) {
	switch of {
	case "clocks":
		out = slices.Clone(d.Kinds.Of(d.policy.Kind).Clocks)
		for _, r := range d.policy.Rules {
			out = append(out, r.Clock)
		}
	case "own":
		for _, r := range d.policy.Rules {
			out = append(out, r.Clock)
		}
	case "choices":
		for _, c := range d.presets.Choices {
			out = append(out, c.Key)
		}
	case "ceilings":
		for _, c := range d.presets.Ceilings {
			if c.Kind == d.policy.Kind {
				out = append(out, c.ID)
			}
		}
	}
	return out
}

// told are whom a message can reach, those nearest to the matter first.
var told = texts([]casework.Role{
	casework.ActingHolder, casework.NextBackup, casework.SectionHead, casework.LeaderInCharge, casework.PrincipalLeader, casework.GeneralOffice, casework.EfficiencyOffice,
	casework.SupervisionOffice, casework.DisciplineOffice, casework.PartyGroup, casework.Inspector, casework.Assigner, casework.PersonConcerned,
})

func texts[T ~string](codes []T) (out []string) {
	for _, c := range codes {
		out = append(out, string(c))
	}
	return out
}

// code says one code of a question.
func (d *drafting) code(of, code string) string {
	switch of {
	case "clocks", "own":
		return d.ClockLabel(d.policy.Kind, code)
	case "roles", "owners":
		return words.Say(d.Lang, words.Role, code)
	case "outcomes":
		return words.Say(d.Lang, words.Outcome, code)
	case "warnings":
		return words.Say(d.Lang, words.Warning, code)
	case "cards":
		return words.Say(d.Lang, words.Card, code)
	case "pauses":
		return words.Say(d.Lang, words.Pause, code)
	case "classes":
		return words.Say(d.Lang, words.Class, code)
	case "measures":
		return d.Measure(code)
	case "periods", "lists":
		return d.T("rulecode." + code)
	case "choices":
		for _, c := range d.presets.Choices {
			if c.Key == code {
				return d.Pick(c.What, c.WhatEn)
			}
		}
	case "ceilings":
		for _, c := range d.presets.Ceilings {
			if c.ID == code {
				return c.Law + c.Article + " " + d.Pick(c.What, c.WhatEn)
			}
		}
	}
	return code
}

// lay sorts the fields of the open clock into its parts, and shows what it rests on.
func (d *drafting) lay(c *clockForm, all []kernel.FieldView, in url.Values) (err error) {
	at, n := rulePath(c.Index), len(ruleQuestions)
	parts := map[string]*partForm{"main": {}, "stop": &c.Parts.Stop, "extension": &c.Parts.Extension, "extra": &c.Parts.Extra}
	for j, q := range ruleQuestions {
		p := parts[q.group]
		p.Title, p.Fields = d.T("rulepart."+q.group), append(p.Fields, all[j])
		p.Open = p.Open || len(all[j].Errors) > 0 || len(in[all[j].Name]) > 0 && in.Get(all[j].Name) != ""
	}
	c.Main, c.Lang = parts["main"].Fields, d.Lang
	c.Warn = listForm{Path: at + ".warn", Count: all[n]}
	warns := min(number(c.Warn.Count.Value), mostRows)
	all = all[n+1:]
	c.Warn.rows(d, warnQuestions, all[:warns*len(warnQuestions)])
	all = all[warns*len(warnQuestions):]
	c.Ladder = listForm{Path: at + ".ladder", Count: all[0]}
	c.Ladder.rows(d, rungQuestions, all[1:])
	if c.Cited, err = law.Cited(in.Get(at + ".basis")); err != nil {
		return err
	}
	if name, err := law.RuleName(in.Get(at+".rule"), d.Lang == words.English); err == nil && name != "" {
		for j := range c.Main {
			if c.Main[j].Name == at+".rule" {
				c.Main[j].Hint = name
			}
		}
	}
	if c.Asked = strings.TrimSpace(d.Query("find")); c.Asked != "" {
		var all int
		c.Found, all, err = law.Search(c.Asked, mostFound)
		c.More = all - len(c.Found)
	}
	return err
}

func (l *listForm) rows(d *drafting, asks []question, fields []kernel.FieldView) {
	for j := 0; len(fields) >= len(asks); j++ {
		path := fmt.Sprintf("%s[%d]", l.Path, j)
		l.Rows = append(l.Rows, rowForm{path, fieldID(path), d.T("items.row", l.Count.Label, j+1), fields[:len(asks)]})
		fields = fields[len(asks):]
	}
	l.Full = len(l.Rows) >= mostRows
}

// rowPath is where a warning or a rung stands.
func rowPath(i int, list string, j int) string { return fmt.Sprintf("rules[%d].%s[%d]", i, list, j) }

var placed = regexp.MustCompile(`^rules\[(\d{1,3})\](?:\.(warn|ladder)(?:\[(\d{1,3})\])?)?$`)

// place reads where a clock, a list of it or a row stands; what is no such place lies beyond all.
func place(path string) (rule int, list string, row int) {
	m := placed.FindStringSubmatch(path)
	if m == nil {
		return 1 << 30, "", 0
	}
	return number(m[1]), m[2], number(m[3])
}

// fieldID is the id of a field in the page: its path, in letters that an address bears.
func fieldID(path string) string {
	return strings.NewReplacer("[", "-", "]", "", ".", "-").Replace(path)
}

func identified(fields []kernel.FieldView) []kernel.FieldView {
	for i := range fields {
		fields[i].ID = fieldID(fields[i].Name)
	}
	return fields
}

// chosen marks the option that a field holds; what is none of them stays, as it is written.
func chosen(f kernel.FieldView) kernel.FieldView {
	if f.Value != "" && !slices.ContainsFunc(f.Options, func(o kernel.OptionView) bool { return o.Value == f.Value }) {
		f.Options = append(f.Options, kernel.OptionView{Value: f.Value, Label: f.Value})
	}
	for i := range f.Options {
		f.Options[i].On = f.Options[i].Value == f.Value
	}
	return f
}
