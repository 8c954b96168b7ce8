package catalogue

import "github.com/shixian/shixian/api/web/kernel"

// Samples implements kernel.Room.
func (*Room) Samples(p kernel.Sample) map[string]kernel.Viewer {
	changes := []changeView{{Name: "x", Old: "x", New: "x"}, {Name: "x"}}
	return map[string]kernel.Viewer{
		"catalogue": &listView{
			Frame: p.Base, Edit: true, Summary: p.Problems, Rows: []rowView{{Href: "/", Standing: "x", Who: "x", Problems: 1, Statutory: "x", Gone: true}},
			Request: []seenView{{"x"}}, Consent: []seenView{{"x"}}, Exports: []exportView{{"/", "x"}},
		},
		"matter": &matterView{
			Frame: p.Base, Item: p.Item, Ref: "x", Standing: "x", Public: true, Changes: changes, Problems: p.Problems, Edit: true, Draft: true,
			Request: true, Consent: true, Discard: true, Waits: "x", Versions: []versionView{{}},
		},
		"itemform": &formView{
			Frame: p.Base, New: true, Kept: true, Summary: p.Problems, Sections: []sectionView{{"x", kernel.SampleFields()}},
			Lists: []listOf{{Title: "x", Lead: "x", Open: true, Rows: []sectionView{{"x", kernel.SampleFields()}}}},
		},
		"itemimport": &importView{
			Frame: p.Base, Summary: p.Problems, Table: p.Table,
			Items: []takenView{{Changes: changes}, {}},
		},
	}
}
