package law

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// own begins a basis that rests on the office's own order, or on a demonstration.
var own = []string{"本单位", "演示"}

// like is what looks like a citation, in words that none was found in.
var like = regexp.MustCompile(`第[` + digits + `]+(?:条|款|项|目)|(?:条例|制度|办法|法|制)(?:第|[` + digits + `]+(?:[：:；、]|$))|S\d(?:-\d+)? `)

// Check tells what is wrong with a basis: it names at least one article, each of its
// citations opens exactly one, and nothing that looks like a citation opens none.
// What the office orders itself says so, and need not cite.
func (b *Book) Check(basis string) error {
	cited := slices.ContainsFunc(own, func(o string) bool { return strings.HasPrefix(basis, o) })
	for _, p := range b.Read(basis) {
		switch _, one := p.One(); {
		case p.Cites && one:
			cited = true
		case p.Cites && len(p.Opens) == 0:
			return fmt.Errorf("%s opens no article", p.Words)
		case p.Cites && len(p.Opens) == 1:
			if !cited {
				return fmt.Errorf("%s names no article of %s", p.Words, refs(p.Opens))
			}
		case p.Cites:
			return fmt.Errorf("%s may be any of %s", p.Words, refs(p.Opens))
		case p.Rule != "":
			if _, known := b.Rule(p.Rule); !known {
				return fmt.Errorf("%s is no rule", p.Rule)
			}
		default:
			if m := like.FindString(p.Words); m != "" {
				return fmt.Errorf("%q reads like a citation, and no regulation is found for it", p.Words)
			}
		}
	}
	if !cited {
		return fmt.Errorf("it cites nothing")
	}
	return nil
}

// Right is what a version of a policy should have cited, where it is known to have
// cited wrongly; by its name alone, what any version of it should have.
func (b *Book) Right(version, basis string) (string, bool) {
	for _, w := range b.Wrong {
		if w.Cited == basis && slices.ContainsFunc(w.Versions, func(v string) bool { return v == version || strings.HasPrefix(v, version+"@") }) {
			return w.Right, true
		}
	}
	return basis, false
}

func refs(places []Place) string {
	var out []string
	for _, p := range places {
		out = append(out, p.Ref())
	}
	return strings.Join(out, ", ")
}
