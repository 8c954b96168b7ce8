package law

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Piece is a stretch of a text: plain words, a citation and what it opens, or the id
// of a rule. All pieces together are the text.
type Piece struct {
	Words string
	Opens []Place // of a citation: one; several where it does not say which it means, none where nothing is there
	Cites bool
	Rule  string
}

// One tells what a citation opens, if it is exactly one article.
func (p Piece) One() (Place, bool) {
	if len(p.Opens) == 1 && p.Opens[0].At != nil {
		return p.Opens[0], true
	}
	return Place{}, false
}

// step is one turn of the way to an article: 第十条, 第二款, （二）, 4.
type step struct {
	n     int
	unit  string // 条 款 项 目 部分; "" of a number alone
	style style  // of a number alone: 四 is 四、, （二） is （二）, 1 is 1. or （1）
}

// fits tells whether a part is numbered as a step names it.
func (s step) fits(a *Article) bool {
	switch {
	case s.unit == "条" || a.style == article:
		return s.unit == "条" && a.style == article
	case s.unit != "":
		return true
	case s.style == comma:
		return a.style == comma || a.style == chapter
	case s.style == point:
		return a.style == point || a.style == inner
	}
	return a.style == s.style
}

var (
	namedStep = regexp.MustCompile(`^第([` + digits + `]+)(条|款|项|目|部分)`)
	parenStep = regexp.MustCompile(`^（([` + digits + `]+|\d{1,2})）`)
	pointStep = regexp.MustCompile(`^[.．]?(\d{1,2})(?:[：:；;、，,。（）.]|$)`)
	bareStep  = regexp.MustCompile(`^([` + digits + `]+)(?:[：:；;、，,。（）.\d至]|$)`)
	ruleID    = regexp.MustCompile(`R\d{3}`)
)

// steps reads the way that stands at the beginning of s, and how long it is.
func steps(s string) (way []step, length int) {
	for {
		rest := s[length:]
		if m := namedStep.FindStringSubmatch(rest); m != nil {
			way, length = append(way, step{n: number(m[1]), unit: m[2]}), length+len(m[0])
		} else if m := parenStep.FindStringSubmatch(rest); m != nil {
			s := paren
			if m[1][0] <= '9' {
				s = inner
			}
			way, length = append(way, step{n: number(m[1]), style: s}), length+len(m[0])
		} else if m := bareStep.FindStringSubmatch(rest); m != nil && len(way) == 0 {
			way, length = append(way, step{n: number(m[1]), style: comma}), length+len(m[1])
		} else if m := pointStep.FindStringSubmatch(rest); m != nil && len(way) > 0 {
			way, length = append(way, step{n: number(m[1]), style: point}), length+strings.Index(rest, m[1])+len(m[1])
		} else {
			return way, length
		}
	}
}

// follow goes a way from where a name leads.
func follow(from Place, way []step) (Place, bool) {
	p, parts := from, from.In.Articles
	if from.At != nil {
		parts = from.At.Parts
	}
	for _, s := range way {
		if s.unit == "款" && p.At != nil && p.At.style == article {
			if s.n > len(p.At.Lines) {
				return p, false
			}
			p.Para = s.n
			continue
		}
		next := among(parts, s.n, p.Para)
		if next == nil || !s.fits(next) {
			return p, false
		}
		p, parts = Place{In: p.In, At: next}, next.Parts
	}
	return p, true
}

// reach finds every place a way leads to from the starts of a name: within the
// chapter that bears it, or counted from the regulation it is a chapter of.
func reach(starts []Place, way []step) []Place {
	var out []Place
	for _, start := range starts {
		p, ok := follow(start, way)
		if !ok && start.At != nil && way[0].n == start.At.n {
			p, ok = follow(Place{In: start.In}, way)
		}
		if ok {
			out = append(out, p)
		}
	}
	return out
}

// Read finds the citations in a text.
func (b *Book) Read(text string) []Piece {
	var out []Piece
	for i := 0; i < len(text); {
		name := b.nameAt(text, i)
		if name == "" {
			_, size := utf8.DecodeRuneInString(text[i:])
			i += size
			continue
		}
		start, from := i, i+len(name)
		if strings.HasPrefix(text[from:], "》") {
			from += len("》")
			start -= len("《")
		}
		out = append(out, plain(text[:start])...)
		pieces, end := b.list(text[start:], from-start, b.titles[name])
		out, text, i = append(out, pieces...), text[start+end:], 0
	}
	return append(out, plain(text)...)
}

// nameAt is the longest name of a regulation that stands at i and is not part of a
// longer word.
func (b *Book) nameAt(text string, i int) string {
	if last, _ := utf8.DecodeLastRuneInString(text[:i]); letter(last) && !strings.ContainsRune("仿据依照按与和及见在由", last) {
		return ""
	}
	first, _ := utf8.DecodeRuneInString(text[i:])
	for _, name := range b.names[first] {
		rest, ok := strings.CutPrefix(text[i:], name)
		if !ok {
			continue
		}
		next, _ := utf8.DecodeRuneInString(rest)
		if _, length := steps(rest); length > 0 || rest == "" || !letter(next) {
			return name
		}
	}
	return ""
}

// letter tells what a word is written with.
func letter(r rune) bool {
	return unicode.Is(unicode.Han, r) || unicode.Is(unicode.Latin, r)
}

// list reads what follows a name: one way, and others after 、 or 至.
func (b *Book) list(text string, from int, starts []Place) (out []Piece, end int) {
	way, length := steps(text[from:])
	end = from + length
	if length == 0 {
		return []Piece{{Words: text[:end], Opens: starts, Cites: true}}, end
	}
	out = append(out, Piece{Words: text[:end], Opens: reach(starts, way), Cites: true})
	for {
		joint := ""
		for _, j := range []string{"、", "至", "和"} {
			if strings.HasPrefix(text[end:], j) {
				joint = j
			}
		}
		more, length := steps(text[end+len(joint):])
		if joint == "" || length == 0 {
			return out, end
		}
		way = beside(way, more)
		out = append(out, Piece{Words: joint}, Piece{Words: text[end+len(joint) : end+len(joint)+length], Opens: reach(starts, way), Cites: true})
		end += len(joint) + length
	}
}

// beside reads 第九十五条第一款、第二款: what begins lower than the first step stands
// where the last of its unit stood.
func beside(way, more []step) []step {
	i := slices.IndexFunc(way, func(s step) bool { return s.unit == more[0].unit && s.style == more[0].style })
	return append(slices.Clone(way[:max(i, 0)]), more...)
}

// plain cuts the ids of rules out of words that cite nothing.
func plain(words string) []Piece {
	var out []Piece
	for _, m := range ruleID.FindAllStringIndex(words, -1) {
		done := 0
		for _, p := range out {
			done += len(p.Words)
		}
		if m[0] > done {
			out = append(out, Piece{Words: words[done:m[0]]})
		}
		out = append(out, Piece{Words: words[m[0]:m[1]], Rule: words[m[0]:m[1]]})
	}
	done := 0
	for _, p := range out {
		done += len(p.Words)
	}
	if done < len(words) {
		out = append(out, Piece{Words: words[done:]})
	}
	return out
}
