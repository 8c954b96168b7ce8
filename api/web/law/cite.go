package law

import (
	"html/template"
	"strings"
	"sync"

	"github.com/shixian/shixian/docs"
	"github.com/shixian/shixian/internal/law"
	"github.com/shixian/shixian/internal/law/examples"
	"github.com/shixian/shixian/schema"
)

// shelf is the law as this binary carries it.
type shelf struct {
	book   *law.Book
	ledger map[string]law.Standing
	said   map[string]law.Statement
	shown  []examples.Example
}

var carried = sync.OnceValues(func() (s shelf, err error) {
	if s.book, err = law.Load(schema.Law); err != nil {
		return s, err
	}
	if s.ledger, err = law.Ledger(docs.Regulations); err != nil {
		return s, err
	}
	if s.said, err = law.Statements(schema.Law); err != nil {
		return s, err
	}
	s.shown, err = examples.All()
	return s, err
})

// Cite writes what something rests on, each article and each rule in it a link to where
// it can be read. Words that cite nothing stay as they are.
func Cite(words ...string) (template.HTML, error) {
	s, err := carried()
	if err != nil {
		return "", err
	}
	var out strings.Builder
	for _, w := range words {
		if w == "" {
			continue
		}
		if out.Len() > 0 {
			out.WriteByte(' ')
		}
		for _, p := range s.book.Read(w) {
			text := template.HTMLEscapeString(p.Words)
			if href := s.href(p); href != "" {
				text = `<a class="cite" href="` + href + `">` + text + `</a>`
			}
			out.WriteString(text)
		}
	}
	return template.HTML(out.String()), nil //nolint:gosec // every word is escaped, every address the book's own
}

func (s shelf) href(p law.Piece) string {
	if _, known := s.book.Rule(p.Rule); known {
		return "/law/" + p.Rule
	}
	if place, one := p.One(); one {
		return "/law/" + place.Ref()
	}
	return ""
}

// Known tells whether the house has a rule of this id.
func Known(rule string) (bool, error) {
	s, err := carried()
	if err != nil {
		return false, err
	}
	_, known := s.book.Rule(rule)
	return known, nil
}

// Right is what a version of a policy, or a policy, should have cited: what is known to be wrong is
// shown as it should be, for a published version never changes.
func Right(version, basis string) (string, error) {
	s, err := carried()
	if err != nil {
		return basis, err
	}
	right, _ := s.book.Right(version[strings.LastIndex(version, "/")+1:], basis)
	return right, nil
}
