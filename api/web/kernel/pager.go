package kernel

import (
	"strconv"

	"github.com/shixian/shixian/internal/counter/core"
)

// Rows on one page of a list.
const DeskRows = 50

// PagerView leads to the pages before and after.
type PagerView struct {
	Page, Total int
	Prev, Next  string
}

// Pager links the pages before and after, keeping the filter of the address.
func (v *Visit) Pager(size, total int) PagerView {
	p := PagerView{Page: v.Page(), Total: total}
	link := func(n int) string {
		q := v.C.Request.URL.Query()
		q.Set("page", strconv.Itoa(n))
		return v.C.Request.URL.Path + "?" + q.Encode()
	}
	if p.Page > 1 {
		p.Prev = link(p.Page - 1)
	}
	if p.Page*size < total {
		p.Next = link(p.Page + 1)
	}
	return p
}

// Bounded says a count as far as anybody counts (core.Many).
func Bounded(n int) string {
	if n >= core.Many {
		return strconv.Itoa(core.Many-1) + "+"
	}
	return strconv.Itoa(n)
}
