package kernel

import (
	"slices"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/words"
)

// HandoverRow is a case that lies on a post somebody leaves or covers (R164).
type HandoverRow struct {
	Light                     *LightView
	Words                     string
	Number, Kind, Item, Stage string
	Received                  string
	Due, Awaited              string
}

// HandoverRow is a case as whoever takes over the post reads it: by what that post owes.
func (v *Visit) HandoverRow(office *core.Office, c casework.CaseView, post string) HandoverRow {
	r := HandoverRow{
		Number: c.Number, Kind: v.Kind(c.Kind), Item: v.ItemName(office, c.Kind, c.Item, c.ItemVersion, c.ItemName),
		Stage: words.Of(v.Lang, v.Kinds.Of(c.Kind), words.Stage, c.Stage), Received: v.Stamp(c.Received),
	}
	if c.Light != "" {
		r.Light = new(v.Light(c.Light))
	}
	elsewhere := func(k casework.ClockView) bool { return k.Post != post }
	main, ok := MainClock(slices.DeleteFunc(slices.Clone(c.Clocks), elsewhere))
	if !ok {
		main, ok = MainClock(c.Clocks)
	}
	if ok {
		r.Light, r.Words = new(v.ClockLight(main)), v.Urgency(main)
		r.Due, r.Awaited = v.Stamp(main.Due), v.Owed(c.Kind, main.Name)
	}
	if c.Turn != "" {
		r.Awaited = v.T("problem.field", words.Say(v.Lang, words.Role, c.Turn), r.Awaited)
	}
	return r
}
