package web

import "maps"

// samples are the pages of all rooms.
func samples(p sample) map[string]viewer {
	out := map[string]viewer{"error": &errorView{frame: p.base, Status: 404, What: "x", Do: "x", Rule: "R001"}}
	for _, room := range []func(sample) map[string]viewer{entrySamples, deskSamples, registerSamples, casesSamples, rulebookSamples, publicSamples, appraisalSamples, peopleSamples, papersSamples} {
		maps.Copy(out, room(p))
	}
	return out
}
