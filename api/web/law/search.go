package law

import (
	"cmp"
	"strings"

	"github.com/shixian/shixian/internal/law"
)

// Cited are the articles a text cites, each as it stands.
func Cited(text string) (out []Article, err error) {
	s, err := carried()
	if err != nil {
		return nil, err
	}
	for _, p := range s.book.Read(text) {
		if place, one := p.One(); one {
			out = append(out, s.article(place))
		}
	}
	return out, nil
}

// Search finds places by what is asked for: a citation, the id of a rule, or words that all stand
// in one paragraph or in the name of its regulation. It gives as many as asked for, each named as
// a basis cites it, and how many there are.
func Search(asked string, most int) (out []Article, all int, err error) {
	s, err := carried()
	if err != nil {
		return nil, 0, err
	}
	take := func(p law.Place) {
		if len(out) < most && s.book.Check(s.book.Name(p)) != nil {
			p.Para = 0 // its paragraphs are not counted
			if s.book.Check(s.book.Name(p)) != nil {
				return // it cannot be cited by a name of its own
			}
		}
		if all++; len(out) < most {
			out = append(out, s.article(p))
		}
	}
	words := strings.Fields(asked)
	if len(words) == 0 {
		return nil, 0, nil
	}
	if r, known := s.book.Rule(strings.ToUpper(words[0])); known && len(words) == 1 {
		for _, p := range r.On {
			take(p)
		}
		return out, all, nil
	}
	for _, p := range s.book.Read(asked) {
		if place, one := p.One(); one {
			take(place)
		}
	}
	if all > 0 {
		return out, all, nil
	}
	for _, r := range s.book.Regulations {
		for _, p := range r.Places() {
			if p.At != nil {
				within(r, p.At, words, take)
			}
		}
	}
	return out, all, nil
}

// within hands on the places of an article, and of its parts, in whose own words all are found.
func within(r *law.Regulation, a *law.Article, words []string, take func(law.Place)) {
	for i, line := range a.Lines {
		if has(r.Title+line, words) {
			p := law.Place{In: r, At: a}
			if len(a.Lines) > 1 {
				p.Para = i + 1
			}
			take(p)
		}
	}
	for _, part := range a.Parts {
		within(r, part, words, take)
	}
}

func has(text string, words []string) bool {
	for _, w := range words {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return true
}

// RuleName is what a rule of the house is called; empty where there is none of this id.
func RuleName(id string, english bool) (string, error) {
	s, err := carried()
	if err != nil {
		return "", err
	}
	r, known := s.book.Rule(id)
	if !known {
		return "", nil
	}
	row := s.row(*r, english)
	return cmp.Or(row.Name, id), nil
}
