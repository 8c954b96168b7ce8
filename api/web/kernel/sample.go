package kernel

import (
	"time"

	"github.com/shixian/shixian/internal/casework"
)

// SampleNow is the instant of the sample pages: a Friday morning.
var SampleNow = time.Date(2026, 10, 16, 6, 18, 0, 0, time.UTC)

// Sample is what the sample pages of every room share. Every list has a row and every
// option is set, so that every branch that names a field is executed.
type Sample struct {
	Voice
	Base     Frame
	Problems []Problem
	Pager    PagerView
	Item     ItemView
	Light    LightView
	Table    TableView
}

func newSample(w Voice) Sample {
	return Sample{
		Voice: w,
		Base: Frame{
			Title: "BJ2026-000412", Nav: "desk", Here: "/", AsOf: w.Full(w.Now), Large: true, Dock: true, Flash: w.T("signin.out"), Refresh: 1,
			Who:   &whoView{Name: "李敏", Unit: "行政审批科", Covers: []string{"王强"}, Posts: []postView{{Name: "审批岗", Covers: "王强", Standby: true}}},
			Links: []navLink{{Href: "/", Key: "desk", Count: 1, Current: true}},
		},
		Problems: []Problem{{Href: "#f", Text: "f"}, {Text: "f"}},
		Pager:    PagerView{Page: 2, Total: 120, Prev: "?page=1", Next: "?page=3"},
		Item: ItemView{
			ID: "food", Name: "食品经营许可", Class: "行政许可", Promised: "10", Statutory: "20", Fee: "0", Office: "x", Practice: true,
			Told: []toldView{{"promised", "10", false}, {"basis", "x", true}, {"fee", "0", false}}, Materials: []materialView{{Code: "a", Name: "a", Format: "a", Issuer: "a", Required: true}},
		},
		Light: w.Light(casework.Yellow),
		Table: TableView{Action: "/", Fields: SampleFields()[6:8], Along: []Fact{{Name: "x", Value: "x"}}, Take: "x", None: "x", Wrong: []WrongCell{{"1", "x", "x"}}, Shown: true, Sum: "x", Held: "x"},
	}
}

// SampleFields holds one field of every type, with all there is to say about it.
func SampleFields() []FieldView {
	var out []FieldView
	for _, kind := range []string{"number", "textarea", "text", "tel", "password", "datetime-local", "select", "file", "radio", "checks", "check", "hidden"} {
		out = append(out, FieldView{
			ID: kind, Name: kind, Type: kind, Label: kind, Hint: "x", Rule: "R002", Value: "x", Auto: "off", Errors: []string{"x", "y"},
			Options: []OptionView{{Value: "x", Label: "x", Note: "x", On: true}},
		})
	}
	return out
}
