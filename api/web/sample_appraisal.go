package web

// appraisalSamples are the pages of this room with canned data.
func appraisalSamples(p sample) map[string]viewer {
	return map[string]viewer{
		"watch":  &watchView{frame: p.base, Days: []optionView{{On: true}}, Rows: []watchRow{{}}},
		"points": &pointsView{frame: p.base, Filters: sampleFields()[6:7], Covered: "x", Rows: []pointRow{{Reverses: 1, Reversed: true}, {}}, Counted: []fact{{"x", "x"}}, Targets: []targetRow{{}}, Forms: []targetForm{{Open: true, Fields: sampleFields()}}, Summary: p.problems},
	}
}
