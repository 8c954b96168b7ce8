package law

import "strings"

// Name is how a place is cited: 效能投诉处理暂行办法第十条（二）1. Read opens it again.
func (b *Book) Name(p Place) string {
	if p.At == nil {
		return p.In.Called()
	}
	chain := p.chain()
	for _, name := range b.callings(p, chain) {
		if pieces := b.Read(name); len(pieces) == 1 {
			if q, one := pieces[0].One(); one && q.Ref() == p.Ref() {
				return name
			}
		}
	}
	return p.In.Title + " " + p.Address() // two texts of one regulation: the older one
}

// callings are the ways to name a place, the shortest first: by its chapter, by a
// short title, by the whole title.
func (b *Book) callings(p Place, chain []*Article) (out []string) {
	tail := ""
	if p.Para > 0 {
		tail = "第" + numeral(p.Para) + "款"
	}
	if chain[0].style == chapter && len(chain) > 1 {
		out = append(out, chain[0].Name+way(chain[1:])+tail)
	} else if chain[0].style == chapter {
		out = append(out, chain[0].Name)
	}
	for _, title := range append([]string{p.In.Called()}, append(p.In.Short, p.In.Title)...) {
		out = append(out, title+way(chain)+tail)
	}
	return out
}

// Called is what a regulation is called in short.
func (r *Regulation) Called() string {
	if len(r.Short) > 0 {
		return r.Short[0]
	}
	return strings.TrimPrefix(r.Title, "中华人民共和国")
}

// chain leads from the outermost part of the regulation to the place.
func (p Place) chain() []*Article {
	var out []*Article
	among := p.In.Articles
	for {
		for _, a := range among {
			if a.holds(p.At) {
				out, among = append(out, a), a.Parts
				break
			}
		}
		if out[len(out)-1] == p.At {
			return out
		}
	}
}

// way writes the numbers of a chain as they are cited.
func way(chain []*Article) string {
	var out strings.Builder
	for i, a := range chain {
		n := numeral(a.n)
		switch {
		case a.style == article:
			out.WriteString("第" + n + "条")
		case i == 0 && a.style != paren, a.style == comma:
			out.WriteString("第" + n + "项")
		case a.style == point:
			out.WriteString(arabic(a.n))
		case a.style == inner:
			out.WriteString("（" + arabic(a.n) + "）")
		default:
			out.WriteString("（" + n + "）")
		}
	}
	return out.String()
}
