package operator

import "github.com/shixian/shixian/api/web/kernel"

// Samples implements kernel.Room.
func (*Room) Samples(p kernel.Sample) map[string]kernel.Viewer {
	return map[string]kernel.Viewer{
		"operator": &operatorView{Frame: p.Base, Checks: []checkRow{{Looks: "x", Says: "x", Mend: "x", At: "x"}}, Parked: []parkedRow{{Released: "x", May: true}, {}}},
	}
}
