package web

// entrySamples are the pages of this room with canned data.
func entrySamples(p sample) map[string]viewer {
	return map[string]viewer{
		"signin":   &signinView{frame: p.base, Summary: p.problems, Fields: sampleFields()},
		"password": &passwordView{frame: p.base, Given: true, Summary: p.problems, Fields: sampleFields()},
	}
}
