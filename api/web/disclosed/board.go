package disclosed

import (
	"net/http"
	"strconv"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/disclosed"
	"github.com/shixian/shixian/internal/words"
)

// boardView is what is public, by what the articles want of it.
type boardView struct {
	kernel.Frame
	House bool
	Path  string
	Of    string // what it is narrowed to, in words
	Lists []listView
	Rows  []entryView
	Pager kernel.PagerView
	Since string
	Units []rateView
}

// listView is one list of an article; There of them stand where they should.
type listView struct {
	Title, Rule string
	There, All  int
	Rows        []categoryView
}

type categoryView struct {
	Name, Href, Newest string
	N                  int
	State, Says        string
}

// entryView is one thing that is public.
type entryView struct {
	Href, Number, Title, Kind, Category, Unit, On, Checked string
	House                                                  bool
	Note                                                   string
	Text, Matter, Promised, Kept                           string
}

// rateView is a part of a whole, in words.
type rateView struct{ Of, Says string }

// answersView is the board of what came of what people said.
type answersView struct {
	kernel.Frame
	Rows []answerView
}

type answerView struct{ Number, On, Text string }

type openedView struct {
	kernel.Frame
	House bool
	Path  string
	Entry entryView
}

// public is the list for everybody.
func (s *Room) public(v *visit) error {
	b, err := s.counter.Disclosures(v.Ctx, v.asked())
	if err != nil {
		return err
	}
	return s.board(v, &boardView{Frame: v.PublicFrame("disclosures", v.T("disclosed.title")), Path: publicPath}, b)
}

// house is the list for who is of the house.
func (s *Room) house(v *visit) error {
	b, err := s.counter.HouseDisclosures(v.Ctx, v.Who, v.asked())
	if err != nil {
		return err
	}
	f, err := s.Frame(v.Visit, "disclosures", v.T("disclosed.house.title"))
	if err != nil {
		return err
	}
	return s.board(v, &boardView{Frame: f, Path: housePath, House: true}, b)
}

// asked is which of them.
func (v *visit) asked() disclosed.Asked {
	return disclosed.Asked{Of: v.Query("of"), Skip: (v.Page() - 1) * kernel.DeskRows, Limit: kernel.DeskRows}
}

func (s *Room) board(v *visit, view *boardView, b disclosed.Board) error {
	office, err := s.Office(v.Ctx)
	if err != nil {
		return err
	}
	of := v.Query("of")
	for _, l := range b.Lists {
		lv := listView{Title: v.Pick(l.Title.Zh, l.Title.En), Rule: l.Rule, All: len(l.Categories)}
		for _, c := range l.Categories {
			row := categoryView{Name: v.category(l.Kind, c.Code), N: c.N, State: string(c.State), Says: v.T("disclosed.state." + string(c.State))}
			if c.N > 0 {
				row.Href, row.Newest = view.Path+"?of="+c.Code, v.DateOnly(c.Newest)
			}
			if c.State != disclosed.Missing {
				lv.There++
			}
			if c.Code == of {
				view.Of = row.Name
			}
			lv.Rows = append(lv.Rows, row)
		}
		view.Lists = append(view.Lists, lv)
	}
	if view.Of == "" && v.Kinds.Of(casework.Kind(of)).Shown != nil {
		view.Of = v.Kind(casework.Kind(of))
	}
	for _, e := range b.Entries {
		view.Rows = append(view.Rows, v.entry(office, e, view.Path))
	}
	view.Pager, view.Since = v.Pager(kernel.DeskRows, b.Total), v.DateOnly(b.Since)
	for _, u := range b.Units {
		view.Units = append(view.Units, rateView{v.UnitName(office, u.Unit), v.rate(u.Public, u.Owed)})
	}
	return s.Render(v.Visit, http.StatusOK, "disclosures", view)
}

// category says one in words.
func (v *visit) category(k casework.Kind, code string) string {
	return words.Of(v.Lang, v.Kinds.Of(k), words.Fact, code)
}

// rate says a part of a whole, and in a hundred.
func (v *visit) rate(part, whole int) string {
	if whole == 0 {
		return v.T("disclosed.rate.none")
	}
	return v.T("disclosed.rate", part, whole, strconv.FormatFloat(float64(part)*100/float64(whole), 'f', 1, 64))
}

func (v *visit) entry(office *core.Office, e disclosed.Entry, path string) entryView {
	out := entryView{
		Href: path + "/" + e.Number, Number: e.Number, Title: e.Title, Kind: v.Kind(e.Kind), Unit: v.UnitName(office, e.Unit), On: v.DateOnly(e.Public),
		House: e.House, Text: e.Text,
	}
	if e.Category != "" {
		out.Category = v.category(e.Kind, e.Category)
	}
	if !e.Checked.IsZero() {
		out.Checked = v.DateOnly(e.Checked)
	}
	switch {
	case e.Mending:
		out.Note = v.T("disclosed.state." + string(disclosed.Mended))
	case e.Stale():
		out.Note = v.T("disclosed.state." + string(disclosed.Overdue))
	}
	if e.Of != "" {
		out.Matter, out.Kept = v.ItemName(office, e.Kind, e.Of, 0, e.Of), v.rate(e.Kept.Kept, e.Kept.Due)
	}
	if e.Counted != "" { // the rate is of what the clocks count by, and says so
		out.Kept = v.T("disclosed.kept.counted", out.Kept, v.Limit(e.Counted))
	}
	if e.Promised != "" {
		out.Promised = v.Limit(e.Promised)
	}
	return out
}

// opened is one of them for everybody.
func (s *Room) opened(v *visit) error {
	e, err := s.counter.Disclosure(v.Ctx, v.C.Param("number"))
	if err != nil {
		return err
	}
	return s.one(v, &openedView{Frame: v.PublicFrame("disclosures", e.Title), Path: publicPath}, e)
}

// openedInside is one of them for the house.
func (s *Room) openedInside(v *visit) error {
	e, err := s.counter.HouseDisclosure(v.Ctx, v.Who, v.C.Param("number"))
	if err != nil {
		return err
	}
	f, err := s.Frame(v.Visit, "disclosures", e.Title)
	if err != nil {
		return err
	}
	return s.one(v, &openedView{Frame: f, Path: housePath, House: true}, e)
}

func (s *Room) one(v *visit, view *openedView, e disclosed.Entry) error {
	office, err := s.Office(v.Ctx)
	if err != nil {
		return err
	}
	view.Entry = v.entry(office, e, view.Path)
	return s.Render(v.Visit, http.StatusOK, "disclosure", view)
}

// answers is the board of answers (回音壁).
func (s *Room) answers(v *visit) error {
	rows, err := s.counter.Answers(v.Ctx)
	if err != nil {
		return err
	}
	view := &answersView{Frame: v.PublicFrame("disclosures", v.T("answers.title"))}
	for _, r := range rows {
		view.Rows = append(view.Rows, answerView{r.Number, v.DateOnly(r.On), r.Text})
	}
	return s.Render(v.Visit, http.StatusOK, "answers", view)
}
