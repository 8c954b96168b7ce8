package proof

import (
	"fmt"
	"slices"

	"github.com/shixian/shixian/internal/law/examples"
	"github.com/shixian/shixian/internal/paper"
)

// paper holds a form of the house against the lines it must bear: those without which it
// is not issued, and those it may leave out.
func (s *stage) paper(a examples.Ask) (red []string) {
	form, known := paper.Find(s.house.Papers, a.Paper)
	if !known {
		return []string{"there is no such paper"}
	}
	_, empty := paper.Fill(form, paper.Matter{}) // of a case of which nothing is known
	for _, label := range a.Needs {
		if !slices.Contains(empty, label) {
			red = append(red, fmt.Sprintf("it is issued without %s", label))
		}
	}
	for _, label := range slices.Concat(a.Takes, a.Tells) {
		if !slices.ContainsFunc(form.Lines, func(l paper.Line) bool { return l.Label == label }) && !column(form, label) {
			red = append(red, fmt.Sprintf("it says nothing of %s", label))
		}
	}
	return red
}

// column tells whether its table has a column of that name.
func column(form paper.Form, label string) bool {
	return form.Table != nil && slices.ContainsFunc(form.Table.Columns, func(c paper.Column) bool { return c.Label == label })
}

// ofPapers takes apart the lines and columns that a rule asks for.
func (all *mutants) ofPapers(h House) {
	for i, f := range h.Papers {
		for j, l := range f.Lines {
			of := fmt.Sprintf("paper/%s/%s", f.Code, l.Label)
			add := func(what string, alter func(f *paper.Form)) {
				all.add(l.Rule, of, what, func(h House) House {
					h.Papers = slices.Clone(h.Papers)
					h.Papers[i].Lines = slices.Clone(f.Lines)
					alter(&h.Papers[i])
					return h
				})
			}
			add("dropped", func(f *paper.Form) { f.Lines = without(f.Lines, j) })
			if l.Required {
				add("optional", func(f *paper.Form) { f.Lines[j].Required = false })
			}
		}
		if f.Table == nil {
			continue
		}
		for j, col := range f.Table.Columns {
			all.add(col.Rule, fmt.Sprintf("paper/%s/%s", f.Code, col.Label), "dropped", func(h House) House {
				h.Papers = slices.Clone(h.Papers)
				table := *f.Table
				table.Columns = without(table.Columns, j)
				h.Papers[i].Table = &table
				return h
			})
		}
	}
}
