package entry

import "github.com/shixian/shixian/api/web/kernel"

// Samples implements kernel.Room.
func (*Room) Samples(p kernel.Sample) map[string]kernel.Viewer {
	return map[string]kernel.Viewer{
		"signin":   &signinView{Frame: p.Base, Summary: p.Problems, Fields: kernel.SampleFields()},
		"profile":  &profileView{Frame: p.Base, Facts: []kernel.Fact{{Name: "x", Value: "x"}}, Posts: []postRow{{How: "x"}, {}}},
		"password": &passwordView{Frame: p.Base, Given: true, Summary: p.Problems, Fields: kernel.SampleFields()},
	}
}
