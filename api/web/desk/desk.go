package desk

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"time"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/desk"
	"github.com/shixian/shixian/internal/words"
)

// deskView opens with what waits for this reader, whoever he is: what he decides, what he
// owes, what lies at his window, what is late below him.
type deskView struct {
	kernel.Frame
	All     bool   // whatever he may see, and not what is his
	Of      string // with All: whose, or of which unit
	Missing string // of who may import them: years whose list should be in
	Light   string
	Strip   []stripView
	Decide  []decideRow
	Own     bool // his own matters have a place on this page
	Rows    []matterRow
	Next    string // the matters behind these
	Window  []matterRow
	Lying   string // where all of them are, if these are not
	Below   *belowView
	Bulk    *kernel.BulkView
}

// stripView is one count of the strip; it leads to the rows it counts.
type stripView struct {
	Light   kernel.LightView
	Count   int
	Href    string
	Current bool
}

// belowView is how those below a leader stand.
type belowView struct {
	ByPerson bool
	Counts   []belowRow
	Late     []matterRow
	LateAll  string // where there are more
}

func (b *belowView) late() int {
	if b == nil {
		return 0
	}
	return len(b.Late)
}

// belowRow is one unit or person; every number leads to its matters.
type belowRow struct {
	Name  string
	Cells []belowCell
}

type belowCell struct {
	Label string
	Count int
	Href  string
}

// monday ends the week of the office.
func (v *visit) monday() time.Time {
	end := v.Midnight()
	for end.Weekday() != time.Monday {
		end = end.AddDate(0, 0, 1)
	}
	return end
}

// desk shows what waits, most urgent first, read from one snapshot.
func (s *Room) desk(v *visit) error {
	var view *deskView
	ctx := v.Ctx
	err := s.counter.Reading(ctx, func(reading context.Context) (err error) {
		v.Ctx = reading
		view, err = s.deskOf(v)
		return err
	})
	v.Ctx = ctx
	switch {
	case err != nil:
		return err
	case view == nil:
		return v.Redirect("/audit")
	}
	return s.Render(v.Visit, http.StatusOK, "desk", view)
}

func (s *Room) deskOf(v *visit) (*deskView, error) {
	f, err := s.Frame(v.Visit, "desk", v.T("nav.desk"))
	if err != nil {
		return nil, err
	}
	office, err := s.Office(v.Ctx)
	if err != nil {
		return nil, err
	}
	w := v.whose()
	view := &deskView{Frame: f, All: w.wide(), Light: string(w.light)}
	list, err := s.matters(v, w)
	if err != nil {
		return nil, err
	}
	if !w.window {
		view.Strip = v.strip(w, list)
	}
	view.Rows = v.matterRows(list.Rows, office)
	if !w.wide() {
		if err := s.reports(v, list.Rows, view.Rows); err != nil {
			return nil, err
		}
	}
	if list.More {
		view.Next = v.behind(list.Last)
	}
	view.Refresh, view.Live = v.Refresh(clocksOf(list.Rows)), true
	if w.wide() {
		view.Of, view.Bulk = v.named(office, w), v.Bulk(office, len(view.Rows))
		return view, nil
	}
	if err := s.around(v, view, office); err != nil {
		return nil, err
	}
	view.Bulk = v.Bulk(office, len(view.Rows)+len(view.Window)+view.Below.late())
	elsewhere := len(view.Decide) > 0 || len(view.Window) > 0 || view.Below != nil || view.Missing != ""
	if view.Own = len(list.Rows) > 0 || w.light != "" || !elsewhere; !elsewhere && len(list.Rows) == 0 && w.light == "" && v.May(office, access.AuditView) {
		return nil, nil //nolint:nilnil // his desk is the audit trail
	}
	return view, nil
}

// matters are a page of those an address asks for.
func (s *Room) matters(v *visit, w whose) (desk.Matters, error) {
	after := markOf(v.Query("after"))
	if w.window {
		list, _, err := s.counter.AtWindow(v.Ctx, v.Who, v.Midnight(), after, kernel.DeskRows) // who stands at none has nothing there
		return list, err
	}
	return s.counter.Matters(v.Ctx, v.Who, desk.Asked{
		All: w.all, Below: w.below, Unit: w.unit, Person: w.person, Light: w.light, Midnight: v.Midnight(), Week: v.monday(), After: after, Limit: kernel.DeskRows,
	})
}

// around adds what stands beside one's own matters.
func (s *Room) around(v *visit, view *deskView, office *core.Office) error {
	var err error
	if view.Decide, err = s.toDecide(v, office); err != nil {
		return err
	}
	if window, stands, err := s.counter.AtWindow(v.Ctx, v.Who, v.Midnight(), desk.Mark{}, windowShown); err != nil {
		return err
	} else if stands {
		view.Window = append([]matterRow{}, v.matterRows(window.Rows, office)...)
		if window.More {
			view.Lying = "/?window=1"
		}
	}
	below, leads, err := s.counter.Below(v.Ctx, v.Who, v.Midnight(), v.monday(), lateShown)
	if err != nil {
		return err
	}
	if leads {
		view.Below = v.below(below, office)
	}
	if v.May(office, access.CalendarImport) {
		missing, err := s.counter.MissingLists(v.Ctx, v.Now)
		if err != nil {
			return err
		}
		view.Missing = v.Years(missing)
	}
	return nil
}

// lateShown is how many late matters below a leader stand on his desk, windowShown how many of a
// window on its clerk's; the rest are one click away.
const (
	lateShown   = 10
	windowShown = 20
)

// named says whose matters these are; empty: everybody's.
func (v *visit) named(office *core.Office, w whose) string {
	switch {
	case w.window:
		return v.T("desk.window")
	case w.person == desk.Nobody:
		return v.T("desk.nobody")
	case w.person != "":
		return kernel.PersonName(office, w.person)
	case w.unit != "":
		return v.UnitName(office, w.unit)
	}
	return ""
}

// strip counts the matters by light; each count leads to its rows.
func (v *visit) strip(w whose, list desk.Matters) (out []stripView) {
	n := list.Lights
	today := v.Light(casework.Yellow)
	today.Word = words.Say(v.Lang, words.Light, core.DueToday)
	for _, e := range []struct {
		light casework.Light
		mark  kernel.LightView
		count int
	}{
		{casework.Red, v.Light(casework.Red), n.Red}, {core.DueToday, today, n.Today}, {casework.Yellow, v.Light(casework.Yellow), n.Yellow},
		{casework.Green, v.Light(casework.Green), n.Green}, {casework.Grey, v.Light(casework.Grey), n.Paused},
	} {
		out = append(out, stripView{Light: e.mark, Count: e.count, Href: w.href(e.light), Current: w.light == e.light})
	}
	return out
}

// below says how those below stand.
func (v *visit) below(b desk.Below, office *core.Office) *belowView {
	out := &belowView{ByPerson: b.ByPerson, Late: v.matterRows(b.Late, office)}
	if b.Lights.Red > len(b.Late) {
		out.LateAll = whose{below: true}.href(casework.Red)
	}
	for _, t := range b.Counts {
		w, row := whose{below: true, person: desk.Nobody}, belowRow{Name: v.T("desk.nobody")}
		switch {
		case b.ByPerson && t.Of != "":
			w.person, row.Name = t.Of, kernel.PersonName(office, t.Of)
		case !b.ByPerson:
			w.person, w.unit, row.Name = "", t.Of, v.UnitName(office, t.Of)
		}
		for _, c := range []struct {
			label string
			light casework.Light
			count int
		}{
			{"desk.late", casework.Red, t.Red}, {"desk.today", core.DueToday, t.Today}, {"desk.week", desk.DueThisWeek, t.Week}, {"desk.stopped", casework.Grey, t.Paused}, {"desk.sum", "", t.All()},
		} {
			row.Cells = append(row.Cells, belowCell{Label: v.T(c.label), Count: c.count, Href: w.href(c.light)})
		}
		out.Counts = append(out.Counts, row)
	}
	return out
}

// behind is the address of the matters behind a mark.
func (v *visit) behind(m desk.Mark) string {
	raw, err := json.Marshal(m)
	if err != nil {
		return ""
	}
	q := v.C.Request.URL.Query()
	q.Set("after", base64.RawURLEncoding.EncodeToString(raw))
	return "/?" + q.Encode()
}

// markOf reads it; what is none is the beginning.
func markOf(s string) (m desk.Mark) {
	raw, err := base64.RawURLEncoding.DecodeString(s)
	if err != nil || json.Unmarshal(raw, &m) != nil || m.Rank < 1 || m.Rank > 5 {
		return desk.Mark{}
	}
	return m
}

func clocksOf(rows []desk.Matter) (out []casework.ClockView) {
	for _, m := range rows {
		out = append(out, m.Clocks...)
	}
	return out
}
