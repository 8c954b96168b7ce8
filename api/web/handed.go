package web

import (
	"slices"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/words"
)

type handoverRow struct {
	Light                     *lightView
	Words                     string
	Number, Kind, Item, Stage string
	Received                  string
	Due, Awaited              string
}

// handoverRow is a case as whoever takes over the post reads it: by what that post owes.
func (v *visit) handoverRow(office *core.Office, c casework.CaseView, post string) handoverRow {
	r := handoverRow{
		Number: c.Number, Kind: v.kind(c.Kind), Item: v.itemName(office, c.Kind, c.Item, c.ItemVersion, c.ItemName),
		Stage: words.Say(v.lang, words.Stage, c.Stage), Received: v.stamp(c.Received),
	}
	if c.Light != "" {
		r.Light = new(v.light(c.Light))
	}
	elsewhere := func(k casework.ClockView) bool { return k.Post != post }
	main, ok := mainClock(slices.DeleteFunc(slices.Clone(c.Clocks), elsewhere))
	if !ok {
		main, ok = mainClock(c.Clocks)
	}
	if ok {
		r.Light, r.Words = new(v.clockLight(main)), v.urgency(main)
		r.Due, r.Awaited = v.stamp(main.Due), v.owed(c.Kind, main.Name)
	}
	if c.Turn != "" {
		r.Awaited = v.t("problem.field", words.Say(v.lang, words.Role, c.Turn), r.Awaited)
	}
	return r
}
