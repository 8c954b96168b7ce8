package law

import (
	"cmp"
	"slices"
	"strings"

	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/law"
	"github.com/shixian/shixian/internal/law/examples"
	"github.com/shixian/shixian/internal/proof/timeline"
	"github.com/shixian/shixian/internal/words"
)

// Link leads to a place, by the name it is cited by.
type Link struct{ Name, Href string }

// RuleRow is one rule of the list.
type RuleRow struct {
	ID, Name string
	On       []Link
	Standing string // enforced; empty where the ledger does not speak of it
}

// Group is a part of the rules, by what they are about: the key of its label, and from
// which rule to which it goes.
type Group struct {
	Key, First, Last string
	Rows             []RuleRow
}

// RegulationRow is one regulation of the list.
type RegulationRow struct {
	Link
	By, From, Until string
	Checked         bool
}

// Contents are all rules and all regulations.
type Contents struct {
	Groups      []Group
	Regulations []RegulationRow
}

// groups are the parts of rules.md, by the last rule of each.
var groups = []struct{ key, last string }{
	{"service", "R050"}, {"document", "R063"}, {"complaint", "R083"}, {"petition", "R091"}, {"supervision", "R109"},
	{"inspection", "R128"}, {"accountability", "R152"}, {"absence", "R177"}, {"attendance", "R195"}, {"disclosure", "R209"},
	{"post", "R215"}, {"report", "R221"}, {"later", "R244"},
}

// List gives the rules in the language asked for, and the regulations.
func List(english bool) (Contents, error) {
	s, err := carried()
	if err != nil {
		return Contents{}, err
	}
	c := Contents{Groups: make([]Group, len(groups))}
	for i, g := range groups {
		c.Groups[i].Key, c.Groups[i].Last = g.key, g.last
	}
	at := 0
	for _, r := range s.book.Rules {
		if r.ID > groups[at].last {
			at++
		}
		c.Groups[at].First = cmp.Or(c.Groups[at].First, r.ID)
		c.Groups[at].Rows = append(c.Groups[at].Rows, s.row(r, english))
	}
	for _, r := range s.book.Regulations {
		c.Regulations = append(c.Regulations, RegulationRow{Link{r.Title, "/law/" + r.ID}, r.By, r.From, r.Until, r.Checked})
	}
	return c, nil
}

func (s shelf) row(r law.Rule, english bool) RuleRow {
	row := RuleRow{ID: r.ID, Name: r.ZH, Standing: s.ledger[r.ID].Status}
	if english {
		row.Name = r.EN
	}
	for _, p := range r.On {
		row.On = append(row.On, s.link(p))
	}
	return row
}

func (s shelf) link(p law.Place) Link { return Link{s.book.Name(p), "/law/" + p.Ref()} }

// Rule is a rule with the words it rests on.
type Rule struct {
	RuleRow
	Says     string   // what the software does about it, or why it does nothing
	Where    []string // what is declared under it
	Shown    law.Standing
	Examples []Example
	Silent   string // where the articles are silent, or were once read otherwise
	Articles []Article
}

// Article is what stands at a place, and where that is.
type Article struct {
	Link
	Whole           Link // of its regulation
	By, From, Until string
	Source          string
	Checked         bool
	Lines           []Line
}

// Line is a paragraph of an article: how deep its number stands, and whether it is
// what was asked for.
type Line struct {
	Text   string
	Level  int
	Marked bool
}

// Example is a worked example of a rule.
type Example struct {
	Title, Words string
	Article      Link
	Never        bool // it shows what must not happen
	Why          string
	Moments      []timeline.Moment
	Not, Asks    []string
}

// RuleOf finds a rule. The kinds say what is called how in its examples.
func RuleOf(kinds *kind.Set, id string, english bool) (Rule, bool, error) {
	s, err := carried()
	if err != nil {
		return Rule{}, false, err
	}
	r, known := s.book.Rule(id)
	if !known {
		return Rule{}, false, nil
	}
	out := Rule{RuleRow: s.row(*r, english), Says: s.said[id].NoteZH, Silent: r.NoteZH, Shown: s.ledger[id]}
	if where := s.ledger[id].Where; where != "" {
		out.Where = strings.Split(where, ";")
	}
	if english {
		out.Says, out.Silent = s.ledger[id].Note, r.NoteEN
	}
	for _, p := range r.On {
		out.Articles = append(out.Articles, s.article(p))
	}
	out.Examples, err = s.examples(kinds, id, english)
	return out, true, err
}

// examples sets out those of a rule.
func (s shelf) examples(kinds *kind.Set, id string, english bool) (out []Example, err error) {
	lang := words.Chinese
	if english {
		lang = words.English
	}
	for _, e := range examples.Of(s.shown, id) {
		place, err := s.book.Ref(e.Article)
		if err != nil {
			return nil, err
		}
		x := Example{
			Title: words.Text{e.Title.ZH, e.Title.EN}.In(lang), Words: e.Words, Article: s.link(place), Never: e.Must == examples.Never,
			Why: e.Why, Moments: timeline.Of(kinds, e, lang), Not: timeline.Never(kinds, e, lang),
		}
		for _, a := range e.Asks {
			x.Asks = append(x.Asks, words.Text{a.Says.ZH, a.Says.EN}.In(lang))
		}
		out = append(out, x)
	}
	return out, nil
}

// Opened is an article with what rests on it and what stands beside it; where a name
// may mean several, the choice between them.
type Opened struct {
	Article
	Rules    []RuleRow
	Versions []RegulationRow // other texts of the regulation, by their time
	Before   *Link
	After    *Link
	Choice   []Link
}

// Open finds an article by a name of its regulation, or its id, and its address.
func Open(name, address string, english bool) (Opened, bool, error) {
	s, err := carried()
	if err != nil {
		return Opened{}, false, err
	}
	places := s.book.Find(name, address)
	switch len(places) {
	case 0:
		return Opened{}, false, nil
	case 1:
		return s.open(places[0], english), true, nil
	}
	var out Opened
	for _, p := range places {
		out.Choice = append(out.Choice, Link{p.In.Title + " " + p.Address(), "/law/" + p.Ref()})
	}
	out.Name = name
	return out, true, nil
}

func (s shelf) open(p law.Place, english bool) Opened {
	out := Opened{Article: s.article(p)}
	for _, r := range s.book.RestOn(p) {
		out.Rules = append(out.Rules, s.row(r, english))
	}
	for _, v := range s.book.Versions(p.In) {
		if q, err := v.At(p.Address()); err == nil && v != p.In {
			out.Versions = append(out.Versions, RegulationRow{Link{v.Title, "/law/" + q.Ref()}, v.By, v.From, v.Until, v.Checked})
		}
	}
	places := p.In.Places()
	i := slices.IndexFunc(places, func(q law.Place) bool { return q.At != nil && q.At == p.Whole() })
	if i > 0 {
		l := s.link(places[i-1])
		out.Before = &l
	}
	if i >= 0 && i < len(places)-1 {
		l := s.link(places[i+1])
		out.After = &l
	}
	return out
}

// article sets a place out within the article it stands in.
func (s shelf) article(p law.Place) Article {
	a := Article{
		Link: s.link(p), Whole: Link{p.In.Title, "/law/" + p.In.ID},
		By: p.In.By, From: p.In.From, Until: p.In.Until, Source: p.In.Source, Checked: p.In.Checked,
	}
	whole := p.Whole()
	if whole == nil {
		for _, line := range p.In.Preface {
			a.Lines = append(a.Lines, Line{Text: line})
		}
		for _, top := range p.In.Articles {
			a.Lines = append(a.Lines, lines(top, law.Place{}, 0)...)
		}
		return a
	}
	a.Lines = lines(whole, p, 0)
	return a
}

// lines sets an article out, its parts below it; what stands at a place is marked,
// unless that is all of it.
func lines(a *law.Article, at law.Place, level int) (out []Line) {
	all := at.At == nil || at.At == a && at.Para == 0 && level == 0
	var down func(a *law.Article, level int, marked bool)
	down = func(a *law.Article, level int, marked bool) {
		marked = marked || !all && a == at.At && at.Para == 0
		part := 0
		for i, text := range a.Lines {
			here := marked || !all && a == at.At && at.Para == i+1
			out = append(out, Line{text, level, here})
			for ; part < len(a.Parts) && a.Parts[part].Para <= i+1; part++ {
				down(a.Parts[part], level+1, here)
			}
		}
		for ; part < len(a.Parts); part++ {
			down(a.Parts[part], level+1, marked)
		}
	}
	down(a, level, false)
	return out
}
