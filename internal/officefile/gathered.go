package officefile

import (
	"reflect"
	"strings"
)

// file puts the lists together as a file would have been.
func (b *bringer) file() (File, Places, Problems) {
	var f File
	var root []member
	for _, list := range Lists() {
		if list != "items" {
			root = append(root, member{list, 0, node{0, b.lists[list]}})
		}
	}
	r := &filler{places: Places{}, cells: true}
	r.fill(reflect.ValueOf(&f).Elem(), node{0, root}, "")
	return f, r.places, r.problems
}

// items reads a table of matters with what the catalogue knows of it.
func (b *bringer) items(f *File, places Places, t Table, read Items) (wrong Problems) {
	all, rows, faults := read(t.Rows, f.Items)
	f.Items = all
	for i, row := range rows {
		if row > 0 {
			places[at("items", i)] = row
		}
	}
	for _, w := range faults {
		wrong = append(wrong, Problem{Field: "items", Cell: b.heads["items"].cell(w.Column, w.Row), Line: w.Row, Rule: w.Rule, Zh: w.Zh, En: w.En, Cause: w.Cause})
	}
	return wrong
}

// located names the cell of each problem that came in one.
func (b *bringer) located(err error) error { return locate(err, b.heads) }

func locate(err error, heads map[string]head) error {
	wrong, ok := err.(Problems) //nolint:errorlint // the room returns them bare
	if !ok {
		return err
	}
	for i, p := range wrong {
		wrong[i] = p.located(heads)
	}
	return wrong
}

func (p Problem) located(heads map[string]head) Problem {
	list, rest, _ := strings.Cut(p.Field, "[")
	h, came := heads[list]
	if p.Cell != "" || p.Line == 0 || !came {
		return p
	}
	_, column, _ := strings.Cut(rest, "].")
	p.Cell = h.cell(column, p.Line)
	return p
}
