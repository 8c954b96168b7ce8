package web

import (
	"net/http"
	"net/url"
	"slices"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/cases"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/words"
)

type deskView struct {
	frame
	All     bool
	Missing string // of who may import them: years whose list should be in
	Light   string
	Strip   []stripView
	Rows    []deskRow
	Pager   pagerView
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
	Urgent      bool   // handled first (R053)
	Follows     string // the leading case of a merged one
	Verb, Href  string
}

// desk shows my clocks, most urgent first.
func (s *site) desk(v *visit) error {
	all, light := v.query("all") == "1", v.query("light")
	if _, ok := words.Find(words.Light, light); !ok {
		light = ""
	}
	f, err := s.frame(v, "desk", v.t("nav.desk"))
	if err != nil {
		return err
	}
	view := &deskView{frame: f, All: all, Light: light}
	if err := s.strip(v, view); err != nil {
		return err
	}
	list, err := s.deps.Counter.Desk(v.ctx, v.who, cases.DeskFilter{
		All: all, Light: casework.Light(light), Midnight: v.midnight(), Page: core.Page{Offset: (v.page() - 1) * deskRows, Limit: deskRows},
	})
	if err != nil {
		return err
	}
	office, err := s.deps.Counter.Office(v.ctx)
	if err != nil {
		return err
	}
	if v.may(office, access.CalendarImport) {
		missing, err := s.deps.Counter.MissingLists(v.ctx, v.now)
		if err != nil {
			return err
		}
		view.Missing = v.years(missing)
	}
	for _, c := range list.Rows {
		view.Rows = append(view.Rows, v.deskRow(c, office, !all))
	}
	view.Pager = v.pager(deskRows, list.Total)
	view.Refresh = v.refresh(list.Rows)
	return s.render(v, http.StatusOK, "desk", view)
}

// strip counts the clocks of the desk by light; each count leads to its rows.
func (s *site) strip(v *visit, view *deskView) error {
	n, err := s.deps.Counter.Lights(v.ctx, v.who, view.All, v.midnight())
	if err != nil {
		return err
	}
	today := v.light(casework.Yellow)
	today.Word = words.Say(v.lang, words.Light, core.DueToday)
	view.Strip = []stripView{
		v.stripEntry(view, casework.Red, v.light(casework.Red), n.Red), v.stripEntry(view, core.DueToday, today, n.Today),
		v.stripEntry(view, casework.Yellow, v.light(casework.Yellow), n.Yellow), v.stripEntry(view, casework.Green, v.light(casework.Green), n.Green),
		v.stripEntry(view, casework.Grey, v.light(casework.Grey), n.Paused),
	}
	return nil
}

func (v *visit) stripEntry(view *deskView, light casework.Light, mark lightView, n int) stripView {
	q := url.Values{"light": {string(light)}}
	if view.All {
		q.Set("all", "1")
	}
	return stripView{Light: mark, Count: n, Href: "/?" + q.Encode(), Current: view.Light == string(light)}
}

// deskRow has the button of the act for who owes it: whoever stands on the post, and,
// on his own desk, who is concerned himself.
func (v *visit) deskRow(c casework.ClockView, office *core.Office, mine bool) deskRow {
	r := deskRow{
		Light: v.clockLight(c), Words: v.urgency(c), Kind: v.kind(c.Kind), Number: c.Number, Item: v.itemName(office, c.Kind, c.Item, c.ItemVersion, c.ItemName),
		Owed: v.owed(c.Kind, c.Name), Due: v.due(c.Due, c.Prompt), Provisional: c.Provisional, Urgent: c.Urgent, Follows: c.Follows,
		Verb: v.t("view"), Href: "/cases/" + c.Number,
	}
	if command := v.kinds.Of(c.Kind).Answer(casework.Ruling(c.Name)); command != "" && (v.stands(c.Post) || mine && c.Owner == casework.PersonConcerned) {
		if c.Status == casework.Paused {
			command = casework.Resume
		}
		r.Verb = v.verb(c.Kind, command)
		r.Href += "?do=" + command + "#" + command
	}
	return r
}

// stands tells whether the person acts for a post now, so that a button is not
// offered to a backup in waiting.
func (v *visit) stands(post string) bool {
	return slices.ContainsFunc(v.who.Holdings, func(h casework.Holding) bool { return h.Post == post && !h.Standby })
}
