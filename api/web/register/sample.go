package register

import "github.com/shixian/shixian/api/web/kernel"

// Samples implements kernel.Room.
func (*Room) Samples(p kernel.Sample) map[string]kernel.Viewer {
	return map[string]kernel.Viewer{
		"items":    &itemsView{Frame: p.Base, Groups: []kernel.ItemGroup{{Name: "x", Items: []kernel.ItemView{p.Item}}}},
		"register": &registerView{Frame: p.Base, Item: p.Item, Summary: p.Problems, Fields: kernel.SampleFields(), Held: kernel.SampleFields(), Open: true, Then: true, Draft: "x"},
		"exchange": &exchangeView{
			Frame: p.Base, Summary: p.Problems, Kinds: []exchangeKind{{"x", []exchangeFile{{"/", "x"}, {"/", "x"}}, []exchangeFile{{"/", "x"}, {"/", "x"}}}},
			Table: p.Table,
			Lines: []broughtLine{{"2", "x", "x", "/"}, {Row: "3"}},
		},
		"duties": &dutiesView{Frame: p.Base, Register: true, Bureaus: []standingView{{
			Rows:     []dutyRow{{Past: []pastRound{{Missed: true}, {}}, Filed: "x", Provisional: true, Form: &dutyForm{Fields: kernel.SampleFields()}, Paper: &kernel.PaperLink{}}, {}},
			Proposed: []proposedRow{{Note: "x", Form: &dutyForm{Fields: kernel.SampleFields()}}, {}},
		}}},
	}
}
