package disclosed

import "github.com/shixian/shixian/api/web/kernel"

// Samples implements kernel.Room.
func (*Room) Samples(p kernel.Sample) map[string]kernel.Viewer {
	entry := entryView{
		Href: "/x", Number: "GK2026-000001", Title: "x", Kind: "x", Category: "x", Unit: "x", On: "2026-10-01", Checked: "2026-10-02", House: true, Note: "x",
		Text: "x", Matter: "x", Promised: "x", Kept: "x", Whole: "/x", Suggest: "/x",
	}
	return map[string]kernel.Viewer{
		"disclosures": &boardView{
			Frame: p.Base, House: true, Path: housePath, Of: "x", Code: "fee", Asked: "x", Table: "/x", Suggest: "/x", Rows: []entryView{entry, {}}, Pager: kernel.PagerView{Page: 1, Total: 1}, Since: "2026-07-01",
			Lists: []listView{{Title: "x", Rule: "R208", There: 1, All: 2, Rows: []categoryView{{Name: "x", Href: "/x", N: 1, Newest: "x", State: "there", Says: "x"}, {Name: "x", State: "missing", Says: "x"}}}},
			Units: []rateView{{"x", "x"}},
		},
		"disclosure": &openedView{Frame: p.Base, House: true, Path: housePath, Entry: entry},
		"answers":    &answersView{Frame: p.Base, Suggest: "/x", Rows: []answerView{{"GK2026-000001", "2026-10-01", "x"}}},
	}
}
