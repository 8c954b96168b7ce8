package web

// registerSamples are the pages of this room with canned data.
func registerSamples(p sample) map[string]viewer {
	return map[string]viewer{
		"items":    &itemsView{frame: p.base, Groups: []itemGroup{{Name: "x", Items: []itemView{p.item}}}},
		"register": &registerView{frame: p.base, Item: p.item, Summary: p.problems, Fields: sampleFields()},
		"duties": &dutiesView{frame: p.base, Register: true, Bureaus: []standingView{{
			Rows:     []dutyRow{{Past: []pastRound{{Missed: true}, {}}, Filed: "x", Provisional: true, Form: &dutyForm{Fields: sampleFields()}, Paper: &paperLink{}}, {}},
			Proposed: []proposedRow{{Note: "x", Form: &dutyForm{Fields: sampleFields()}}, {}},
		}}},
	}
}
