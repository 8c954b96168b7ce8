package law

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// Place is what a citation opens: a regulation, an article of it, or one of its
// paragraphs.
type Place struct {
	In   *Regulation
	At   *Article // nil: the regulation whole
	Para int      // 0: the article whole
}

// Address is where a place stands within its regulation: 32-1 is the first paragraph
// of article 32, 32.4 its fourth item.
func (p Place) Address() string {
	switch {
	case p.At == nil:
		return ""
	case p.Para > 0:
		return p.At.Address + "-" + strconv.Itoa(p.Para)
	}
	return p.At.Address
}

// Ref names a place in every table and link: licensing/32.4.
func (p Place) Ref() string {
	if p.At == nil {
		return p.In.ID
	}
	return p.In.ID + "/" + p.Address()
}

// Whole is the article a place stands in, as one reads it: from its 第十条, or the
// outermost number below a chapter.
func (p Place) Whole() *Article {
	if p.At == nil {
		return nil
	}
	for _, a := range p.In.tops() {
		if a.holds(p.At) {
			return a
		}
	}
	return p.At
}

// tops are the articles one reads at a time: those of the regulation, or of its chapters.
func (r *Regulation) tops() []*Article {
	var out []*Article
	for _, a := range r.Articles {
		if a.style == chapter && len(a.Parts) > 0 {
			out = append(out, a.Parts...)
			continue
		}
		out = append(out, a)
	}
	return out
}

// Places are the articles one reads at a time; where none is numbered, the whole.
func (r *Regulation) Places() []Place {
	tops := r.tops()
	if len(tops) == 0 {
		return []Place{{In: r}}
	}
	out := make([]Place, len(tops))
	for i, a := range tops {
		out[i] = Place{In: r, At: a}
	}
	return out
}

func (a *Article) holds(b *Article) bool {
	if a == b {
		return true
	}
	for _, p := range a.Parts {
		if p.holds(b) {
			return true
		}
	}
	return false
}

// Text is what stands at a place.
func (p Place) Text() []string {
	switch {
	case p.At == nil:
		out := append([]string{}, p.In.Preface...)
		for _, a := range p.In.Articles {
			out = append(out, a.Text()...)
		}
		return out
	case p.Para > 0:
		out := []string{p.At.Lines[p.Para-1]}
		for _, part := range p.At.Parts {
			if part.Para == p.Para {
				out = append(out, part.Text()...)
			}
		}
		return out
	}
	return p.At.Text()
}

// Digest is that of the words at a place.
func (p Place) Digest() string {
	sum := sha256.Sum256([]byte(strings.Join(p.Text(), "\n")))
	return hex.EncodeToString(sum[:])
}

// Within tells whether a place stands in another, or is it.
func (p Place) Within(q Place) bool {
	if p.In != q.In {
		return false
	}
	if q.At == nil {
		return true
	}
	if p.At == nil || !q.At.holds(p.At) {
		return false
	}
	return q.Para == 0 || p.At == q.At && p.Para == q.Para || p.At != q.At && q.At.under(p.At) == q.Para
}

// under is the paragraph of a that b stands below.
func (a *Article) under(b *Article) int {
	for _, part := range a.Parts {
		if part.holds(b) {
			return part.Para
		}
	}
	return 0
}

var stepOf = regexp.MustCompile(`^(\d+)(?:-(\d+))?$`)

// At finds an address in a regulation.
func (r *Regulation) At(address string) (Place, error) {
	p, parts, para := Place{In: r}, r.Articles, 0
	if address == "" {
		return p, nil
	}
	for _, step := range strings.Split(address, ".") {
		m := stepOf.FindStringSubmatch(step)
		if m == nil {
			return Place{}, fmt.Errorf("%s has no %s", r.ID, address)
		}
		n, _ := strconv.Atoi(m[1])
		next := among(parts, n, para)
		if next == nil {
			return Place{}, fmt.Errorf("%s has no %s", r.ID, address)
		}
		para, _ = strconv.Atoi(m[2])
		if para > len(next.Lines) {
			return Place{}, fmt.Errorf("%s has no %s", r.ID, address)
		}
		p.At, p.Para, parts = next, para, next.Parts
	}
	return p, nil
}

// among finds the part of a number, under a paragraph where one is named.
func among(parts []*Article, n, para int) *Article {
	for _, a := range parts {
		if a.n == n && (para == 0 || a.Para == para) {
			return a
		}
	}
	return nil
}
