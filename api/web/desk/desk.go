package desk

import (
	"net/http"
	"net/url"
	"slices"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/cases"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/words"
)

type deskView struct {
	kernel.Frame
	All     bool
	Missing string // of who may import them: years whose list should be in
	Light   string
	Strip   []stripView
	Rows    []deskRow
	Pager   kernel.PagerView
}

// stripView is one count of the strip; it leads to the rows it counts.
type stripView struct {
	Light   kernel.LightView
	Count   int
	Href    string
	Current bool
}

// deskRow is one promise that waits: what is owed, by when, and the button for it.
type deskRow struct {
	Light       kernel.LightView
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
func (s *Room) desk(v *visit) error {
	all, light := v.Query("all") == "1", v.Query("light")
	if _, ok := words.Find(words.Light, light); !ok {
		light = ""
	}
	f, err := s.Frame(v.Visit, "desk", v.T("nav.desk"))
	if err != nil {
		return err
	}
	view := &deskView{Frame: f, All: all, Light: light}
	if err := s.strip(v, view); err != nil {
		return err
	}
	list, err := s.counter.Desk(v.Ctx, v.Who, cases.DeskFilter{
		All: all, Light: casework.Light(light), Midnight: v.Midnight(), Page: core.Page{Offset: (v.Page() - 1) * kernel.DeskRows, Limit: kernel.DeskRows},
	})
	if err != nil {
		return err
	}
	office, err := s.Office(v.Ctx)
	if err != nil {
		return err
	}
	if v.May(office, access.CalendarImport) {
		missing, err := s.counter.MissingLists(v.Ctx, v.Now)
		if err != nil {
			return err
		}
		view.Missing = v.Years(missing)
	}
	for _, c := range list.Rows {
		view.Rows = append(view.Rows, v.deskRow(c, office, !all))
	}
	view.Pager = v.Pager(kernel.DeskRows, list.Total)
	view.Refresh = v.Refresh(list.Rows)
	return s.Render(v.Visit, http.StatusOK, "desk", view)
}

// strip counts the clocks of the desk by light; each count leads to its rows.
func (s *Room) strip(v *visit, view *deskView) error {
	n, err := s.counter.Lights(v.Ctx, v.Who, view.All, v.Midnight())
	if err != nil {
		return err
	}
	today := v.Light(casework.Yellow)
	today.Word = words.Say(v.Lang, words.Light, core.DueToday)
	view.Strip = []stripView{
		v.stripEntry(view, casework.Red, v.Light(casework.Red), n.Red), v.stripEntry(view, core.DueToday, today, n.Today),
		v.stripEntry(view, casework.Yellow, v.Light(casework.Yellow), n.Yellow), v.stripEntry(view, casework.Green, v.Light(casework.Green), n.Green),
		v.stripEntry(view, casework.Grey, v.Light(casework.Grey), n.Paused),
	}
	return nil
}

func (v *visit) stripEntry(view *deskView, light casework.Light, mark kernel.LightView, n int) stripView {
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
		Light: v.ClockLight(c), Words: v.Urgency(c), Kind: v.Kind(c.Kind), Number: c.Number, Item: v.ItemName(office, c.Kind, c.Item, c.ItemVersion, c.ItemName),
		Owed: v.Owed(c.Kind, c.Name), Due: v.Due(c.Due, c.Prompt), Provisional: c.Provisional, Urgent: c.Urgent, Follows: c.Follows,
		Verb: v.T("view"), Href: "/cases/" + c.Number,
	}
	if command := v.Kinds.Of(c.Kind).Answer(casework.Ruling(c.Name)); command != "" && (v.stands(c.Post) || mine && c.Owner == casework.PersonConcerned) {
		switch {
		case c.Status == casework.Paused:
			command = casework.Resume
		case c.Name == "intake" && c.Intake == casework.IntakeIncomplete: // it is not accepted before it is complete (R024)
			command = casework.OneTimeNotice
		}
		r.Verb = v.Verb(c.Kind, command)
		r.Href += "?do=" + command + "#" + command
	}
	return r
}

// stands tells whether the person acts for a post now, so that a button is not
// offered to a backup in waiting.
func (v *visit) stands(post string) bool {
	return slices.ContainsFunc(v.Who.Holdings, func(h casework.Holding) bool { return h.Post == post && !h.Standby })
}
