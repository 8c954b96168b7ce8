package web

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter"
	"github.com/shixian/shixian/internal/notify"
)

// Rows on one page of a list.
const deskRows = 50

// mostToday bounds the yellow clocks looked through for those due today; they
// come most urgent first.
const mostToday = 200

// today is the one light the desk tells apart that no clock has by itself.
const today = "today"

type deskView struct {
	frame
	All   bool
	Light string
	Strip []stripView
	Rows  []deskRow
	Pager pagerView
}

// stripView is one count of the strip; it leads to the rows it counts.
type stripView struct {
	Light   lightView
	Count   int
	Href    string
	Current bool
}

// deskRow is one promise that waits: what is owed, by when, and the button for it.
type deskRow struct {
	Light       lightView
	Words       string
	Kind        string
	Number      string
	Item        string
	Owed        string
	Due         string
	Provisional bool
	Verb, Href  string
}

type pagerView struct {
	Page, Total int
	Prev, Next  string
}

// desk shows my clocks, most urgent first.
func (s *site) desk(v *visit) error {
	all, light := v.query("all") == "1", v.query("light")
	f, err := s.frame(v, "desk", v.t("nav.desk"))
	if err != nil {
		return err
	}
	view := &deskView{frame: f, All: all, Light: light}
	yellow, err := s.count(v, view)
	if err != nil {
		return err
	}
	list, err := s.deskList(v, view, yellow)
	if err != nil {
		return err
	}
	office, err := s.deps.Counter.Office(v.ctx)
	if err != nil {
		return err
	}
	for _, c := range list.Rows {
		view.Rows = append(view.Rows, v.deskRow(c, office))
	}
	view.Pager = v.pager(deskRows, list.Total)
	view.Refresh = v.refresh(list.Rows)
	return s.render(v, http.StatusOK, "desk", view)
}

// count fills the strip and returns the yellow clocks, of which those due today
// are a part.
func (s *site) count(v *visit, view *deskView) ([]casework.ClockView, error) {
	var yellow []casework.ClockView
	for _, light := range []casework.Light{casework.Red, casework.Yellow, casework.Green, casework.Grey} {
		limit := 1
		if light == casework.Yellow {
			limit = mostToday
		}
		list, err := s.deps.Counter.Desk(v.ctx, v.who, counter.DeskFilter{All: view.All, Light: light, Page: counter.Page{Limit: limit}})
		if err != nil {
			return nil, err
		}
		if light != casework.Yellow {
			view.Strip = append(view.Strip, v.stripEntry(view, string(light), v.light(light), list.Total))
			continue
		}
		yellow = list.Rows
		due := len(slices.DeleteFunc(slices.Clone(yellow), func(c casework.ClockView) bool { return !v.dueToday(c) }))
		mark := v.light(light)
		mark.Word = v.t("light.today")
		view.Strip = append(view.Strip, v.stripEntry(view, today, mark, due),
			v.stripEntry(view, string(light), v.light(light), list.Total-due))
	}
	return yellow, nil
}

func (v *visit) stripEntry(view *deskView, light string, mark lightView, n int) stripView {
	q := url.Values{"light": {light}}
	if view.All {
		q.Set("all", "1")
	}
	return stripView{Light: mark, Count: n, Href: "/?" + q.Encode(), Current: view.Light == light}
}

// deskList reads the rows of the light asked for.
func (s *site) deskList(v *visit, view *deskView, yellow []casework.ClockView) (counter.List[casework.ClockView], error) {
	filter := counter.DeskFilter{All: view.All, Page: counter.Page{Offset: (v.page() - 1) * deskRows, Limit: deskRows}}
	switch light := casework.Light(view.Light); light {
	case today:
		rows := slices.DeleteFunc(yellow, func(c casework.ClockView) bool { return !v.dueToday(c) })
		return counter.List[casework.ClockView]{Rows: rows}, nil
	case casework.Yellow:
		rows := slices.DeleteFunc(yellow, v.dueToday)
		return counter.List[casework.ClockView]{Rows: rows}, nil
	case casework.Red, casework.Green, casework.Grey:
		filter.Light = light
	}
	return s.deps.Counter.Desk(v.ctx, v.who, filter)
}

func (v *visit) deskRow(c casework.ClockView, office *counter.Office) deskRow {
	r := deskRow{
		Light: v.clockLight(c), Words: v.urgency(c), Kind: v.kind(c.Kind), Number: c.Number, Item: v.itemName(office, c.Item, c.ItemName),
		Owed: v.owed(c.Name), Due: v.due(c.Due, c.Prompt), Provisional: c.Provisional,
		Verb: v.t("view"), Href: "/cases/" + c.Number,
	}
	if command, ok := answers[c.Name]; ok && v.stands(c.Post) {
		if c.Status == casework.Paused {
			command = casework.Resume
		}
		r.Verb = v.t("do." + command)
		r.Href += "?do=" + command + "#" + command
	}
	return r
}

// answers are the commands that meet a clock; a row's button opens that form.
var answers = map[string]string{
	"intake": casework.Accept, "handle": casework.Complete, "statutory": casework.Complete,
	"deliver": casework.Deliver, "explain": casework.Explain, "verify": casework.Close,
}

// stands tells whether the person acts for a post now, so that a button is not
// offered to a backup in waiting.
func (v *visit) stands(post string) bool {
	return slices.ContainsFunc(v.who.Holdings, func(h casework.Holding) bool { return h.Post == post && !h.Standby })
}

// owed says what a clock asks for.
func (w words) owed(clock string) string {
	if t, ok := labels["owed."+clock]; ok {
		return t.in(w.lang)
	}
	return notify.ClockLabel(string(w.lang), clock)
}

// pager links the pages before and after, keeping the filter of the address.
func (v *visit) pager(size, total int) pagerView {
	p := pagerView{Page: v.page(), Total: total}
	link := func(n int) string {
		q := v.c.Request.URL.Query()
		q.Set("page", strconv.Itoa(n))
		return v.c.Request.URL.Path + "?" + q.Encode()
	}
	if p.Page > 1 {
		p.Prev = link(p.Page - 1)
	}
	if p.Page*size < total {
		p.Next = link(p.Page + 1)
	}
	return p
}
