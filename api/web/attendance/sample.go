package attendance

import "github.com/shixian/shixian/api/web/kernel"

// Samples implements kernel.Room.
func (*Room) Samples(p kernel.Sample) map[string]kernel.Viewer {
	return map[string]kernel.Viewer{
		"attendance": &monthView{
			Frame: p.Base, Summary: p.Problems, Filters: []kernel.FieldView{kernel.SampleFields()[6], {ID: "month", Name: "month", Label: "x", Value: "2026-10"}},
			Files: []fileView{{"/", "x"}, {"/", "x"}}, Item: "x", Of: "x", Month: "2026-10", Unit: "x", MonthValue: "2026-10", Held: "x",
			Days: []string{"1"}, Sums: []string{"x"}, Rows: []rowView{{Name: "x", Days: [][]halfView{{{"√", "x", "KQ2026-000001"}, {Mark: "√"}}}, Sums: []string{"1"}}},
			Legend: []legendView{{"√", "x", "R179"}, {Mark: "·", Name: "x"}}, Notes: []noteView{{"x", "KQ2026-000001", "R180"}, {Text: "x"}}, Signed: "x", Published: "x",
			Sign: true, Share: true, Bring: true, File: kernel.SampleFields()[7], Years: kernel.SampleFields()[10], Wrong: []wrongCell{{"1", "x", "x"}}, Shown: true,
			Told: []string{"x"}, Unknown: []unknownView{{"7", "x"}}, People: []kernel.OptionView{{Value: "x", Label: "x"}},
		},
	}
}
