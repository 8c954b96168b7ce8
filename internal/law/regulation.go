package law

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Regulation is one regulation, in the words that were in force for a time.
type Regulation struct {
	ID    string
	Title string
	Short []string // by which it is cited besides
	By    string   // who made it

	From, Until string // 2019-07-01; empty where the source does not say, or it goes on
	Source      string
	// Checked: the text was read where it is official, or where rules.md read it. What is
	// not holds a summary in our own words, and a page says so.
	Checked bool
	Part    bool // some articles are left out, here or in the source

	Preface  []string
	Articles []*Article
}

// Article is a numbered part of a regulation, and what is numbered within it.
type Article struct {
	Address string // 10.2.1
	Number  string // as printed: 第十条, （二）, 1.
	Name    string // of a chapter that is cited by a name of its own
	// Lines are its own paragraphs, word for word, each with its number before it.
	Lines []string
	Para  int // the paragraph (款) of the article above that it stands under
	Parts []*Article

	n     int
	style style
}

// Text is the article whole, in the order it is read.
func (a *Article) Text() []string {
	var out []string
	a.Walk(func(_ *Article, line string) { out = append(out, line) })
	return out
}

// Walk calls f for every paragraph within an article, in the order they are read, and
// says whose it is.
func (a *Article) Walk(f func(of *Article, line string)) {
	part := 0
	for i, line := range a.Lines {
		f(a, line)
		for ; part < len(a.Parts) && a.Parts[part].Para <= i+1; part++ {
			a.Parts[part].Walk(f)
		}
	}
	for ; part < len(a.Parts); part++ {
		a.Parts[part].Walk(f)
	}
}

// reader takes a regulation in, line by line.
type reader struct {
	reg   *Regulation
	stack []*Article
	gap   bool // articles are left out before the next
}

// parse reads one file of schema/law: a head of key: value, an empty line, the text.
// A line begins with its number; what begins with two spaces goes on in the part just
// read, what begins with nothing in the article; "# " is a chapter cited by its name,
// "…" leaves articles out, "@5 " gives the address where the source misprints it.
func parse(name, text string) (*Regulation, error) {
	head, body, found := strings.Cut(text, "\n\n")
	if !found {
		return nil, fmt.Errorf("law %s: a head, an empty line, the text", name)
	}
	r := &reader{reg: &Regulation{}}
	for _, line := range strings.Split(head, "\n") {
		if err := r.head(line); err != nil {
			return nil, fmt.Errorf("law %s: %w", name, err)
		}
	}
	for i, line := range strings.Split(strings.TrimRight(body, "\n"), "\n") {
		if err := r.line(line); err != nil {
			return nil, fmt.Errorf("law %s: line %d of the text: %w", name, i+1, err)
		}
	}
	if r.reg.ID != name || r.reg.Title == "" || r.reg.By == "" || r.reg.Source == "" {
		return nil, fmt.Errorf("law %s: its head names id, title, by and source", name)
	}
	return r.reg, nil
}

func (r *reader) head(line string) error {
	key, value, ok := strings.Cut(line, ": ")
	if !ok {
		return fmt.Errorf("head %q", line)
	}
	switch key {
	case "id":
		r.reg.ID = value
	case "title":
		r.reg.Title = value
	case "short":
		r.reg.Short = strings.Split(value, "；")
	case "by":
		r.reg.By = value
	case "from":
		r.reg.From = value
	case "until":
		r.reg.Until = value
	case "source":
		r.reg.Source = value
	case "checked":
		r.reg.Checked = value == "yes"
	case "part":
		r.reg.Part = value == "yes"
	default:
		return fmt.Errorf("head %q", line)
	}
	return nil
}

func (r *reader) line(line string) error {
	given := 0
	if rest, ok := strings.CutPrefix(line, "@"); ok {
		at, text, _ := strings.Cut(rest, " ")
		given, line = number(at), text
	}
	name, isChapter := strings.CutPrefix(line, "# ")
	n, s, printed := numbered(name)
	switch {
	case line == "…":
		r.gap = true
		return nil
	case isChapter:
		r.stack = nil
		if s == none {
			n = len(r.reg.Articles) + 1
		}
		return r.open(&Article{n: n, style: chapter, Number: printed, Name: strings.TrimPrefix(name, printed), Lines: []string{name}}, nil)
	case strings.HasPrefix(line, "  ") && len(r.stack) > 0:
		top := r.stack[len(r.stack)-1]
		top.Lines = append(top.Lines, strings.TrimSpace(line))
		return nil
	case s == none:
		r.plain(line)
		return nil
	}
	if given > 0 {
		n = given
	}
	i := slices.IndexFunc(r.stack, func(a *Article) bool { return a.style == s })
	if i >= 0 {
		r.stack = r.stack[:i]
	}
	var above *Article
	if len(r.stack) > 0 {
		above = r.stack[len(r.stack)-1]
	}
	return r.open(&Article{n: n, style: s, Number: printed, Lines: []string{line}}, above)
}

// plain is a paragraph without a number: of the article, of the chapter, or before all.
func (r *reader) plain(line string) {
	if i := slices.IndexFunc(r.stack, func(a *Article) bool { return a.style == article }); i >= 0 {
		r.stack = r.stack[:i+1]
	}
	if len(r.stack) == 0 {
		r.reg.Preface = append(r.reg.Preface, line)
		return
	}
	top := r.stack[len(r.stack)-1]
	top.Lines = append(top.Lines, line)
}

// open puts a part in its place. Numbers run on; a part left out is told of.
func (r *reader) open(a, above *Article) error {
	among := &r.reg.Articles
	if above != nil {
		among, a.Para = &above.Parts, len(above.Lines)
		a.Address = above.Address + "."
	}
	if last := len(*among) - 1; last >= 0 && (*among)[last].Para == a.Para {
		switch before := (*among)[last].n; {
		case a.n <= before:
			return fmt.Errorf("%s comes after %s", a.Number, (*among)[last].Number)
		case a.n > before+1 && !r.reg.Part && !r.gap:
			return fmt.Errorf("%s comes after %s, and nothing tells what is left out", a.Number, (*among)[last].Number)
		}
	}
	r.gap = false
	a.Address += strconv.Itoa(a.n)
	if slices.ContainsFunc(*among, func(b *Article) bool { return b.Address == a.Address }) {
		a.Address = fmt.Sprintf("%s-%d.%d", above.Address, a.Para, a.n)
	}
	*among = append(*among, a)
	r.stack = append(r.stack, a)
	return nil
}
