package web

import (
	"strconv"
)

// Rows on one page of a list.
const deskRows = 50

type pagerView struct {
	Page, Total int
	Prev, Next  string
}

// pager links the pages before and after, keeping the filter of the address.
func (v *visit) pager(size, total int) pagerView {
	p := pagerView{Page: v.page(), Total: total}
	link := func(n int) string {
		q := v.c.Request.URL.Query()
		q.Set("page", strconv.Itoa(n))
		return v.c.Request.URL.Path + "?" + q.Encode()
	}
	if p.Page > 1 {
		p.Prev = link(p.Page - 1)
	}
	if p.Page*size < total {
		p.Next = link(p.Page + 1)
	}
	return p
}
