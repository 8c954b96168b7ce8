package office

import (
	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/counter/office"
)

// Samples implements kernel.Room.
func (*Room) Samples(p kernel.Sample) map[string]kernel.Viewer {
	links := []linkView{{"/", "x"}}
	line := lineView{List: "x", Name: "x", Fields: []changeView{{"x", "x", "x"}, {Name: "x"}}}
	rows := []rowView{{Href: "/", Name: "x", ID: "x", Cells: []string{"x"}, Links: links}}
	return map[string]kernel.Viewer{
		"setup": &beginView{Frame: p.Base, Summary: p.Problems, Fields: kernel.SampleFields()},
		"office": &overviewView{
			Frame: p.Base, Open: true, Finish: true, Missing: "x", Exports: links,
			Steps:   []stepView{{Key: "mail", Title: "x", Says: "x", Done: true, Links: links, Form: "x", Fields: kernel.SampleFields(), Facts: []string{"x"}}},
			Changes: []waitingView{{ID: "1", By: "x", Sum: "x", Lines: []lineView{line, {New: true}}, Mine: true, Consent: true, Moved: true}},
		},
		"officelist": &listView{Frame: p.Base, List: "units", Name: "x", Add: "x", Open: true, Heads: []string{"x"}, Rows: rows},
		"officeform": &formView{Frame: p.Base, Lead: "x", Summary: p.Problems, Fields: kernel.SampleFields(), More: links},
		"officeimport": &importView{
			Frame: p.Base, Summary: p.Problems, Table: p.Table, Notes: p.Table.Wrong, Lines: []lineView{line}, More: "x",
		},
		"officeaccounts": &accountsView{Frame: p.Base, Summary: p.Problems, Given: []office.Given{{}}, Field: kernel.SampleFields()[9], Rows: rows},
	}
}
