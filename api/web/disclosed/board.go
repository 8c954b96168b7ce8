package disclosed

import (
	"cmp"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/disclosed"
	"github.com/shixian/shixian/internal/sheet"
	"github.com/shixian/shixian/internal/words"
)

// boardView is what is public, by what the articles want of it.
type boardView struct {
	kernel.Frame
	House   bool
	Path    string
	Of      string // what it is narrowed to, in words
	Code    string // and by its code
	Asked   string // what is looked for
	Table   string // the address of the same as a table
	Suggest string // and of the form by which anybody says what he thinks of it
	Lists   []listView
	Rows    []entryView
	Pager   kernel.PagerView
	Since   string
	Units   []rateView
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
	Whole, Suggest                                         string // its text as a file; the form by which anybody says what he thinks of it
}

// rateView is a part of a whole, in words.
type rateView struct{ Of, Says string }

// answersView is the board of what came of what people said.
type answersView struct {
	kernel.Frame
	Rows    []answerView
	Suggest string
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
	b, err := s.read(v, v.asked(), false)
	if err != nil {
		return err
	}
	return s.board(v, &boardView{Frame: v.PublicFrame("disclosures", v.T("disclosed.title")), Path: publicPath}, b)
}

// house is the list for who is of the house.
func (s *Room) house(v *visit) error {
	b, err := s.read(v, v.asked(), true)
	if err != nil {
		return err
	}
	f, err := s.Frame(v.Visit, "disclosures", v.T("disclosed.house.title"))
	if err != nil {
		return err
	}
	return s.board(v, &boardView{Frame: f, Path: housePath, House: true}, b)
}

// read asks for them; who looks through the words of all is counted.
func (s *Room) read(v *visit, a disclosed.Asked, house bool) (disclosed.Board, error) {
	if a.Text != "" || a.Whole {
		if err := s.Searches(v.Visit); err != nil {
			return disclosed.Board{}, err
		}
	}
	if house {
		return s.counter.HouseDisclosures(v.Ctx, v.Who, a)
	}
	return s.counter.Disclosures(v.Ctx, a)
}

// asked is which of them.
func (v *visit) asked() disclosed.Asked {
	return disclosed.Asked{Of: v.Query("of"), Text: strings.TrimSpace(v.Query("q")), Skip: (v.Page() - 1) * kernel.DeskRows, Limit: kernel.DeskRows}
}

func (s *Room) board(v *visit, view *boardView, b disclosed.Board) error {
	office, err := s.Office(v.Ctx)
	if err != nil {
		return err
	}
	of := v.Query("of")
	view.Code, view.Asked, view.Suggest = of, strings.TrimSpace(v.Query("q")), v.suggest()
	view.Table = view.Path + "/table?" + url.Values{"of": {of}, "q": {view.Asked}, "format": {sheet.XLSX}}.Encode()
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

// table hands what is asked for out as a table, with the texts (政府信息公开条例 24: 检索、查阅、下载).
func (s *Room) table(house bool) func(*visit) error {
	return func(v *visit) error {
		a := v.asked()
		a.Skip, a.Limit, a.Whole = 0, maxTable, true
		b, err := s.read(v, a, house)
		if err != nil {
			return err
		}
		office, err := s.Office(v.Ctx)
		if err != nil {
			return err
		}
		rows := [][]string{{v.T("cases.number"), v.T("disclosed.name"), v.T("disclosed.category"), v.T("case.unit"), v.T("disclosed.on"), v.T("disclosed.checked"), v.T("disclosed.text")}}
		for _, e := range b.Entries {
			one := v.entry(office, e, "")
			rows = append(rows, []string{one.Number, one.Title, cmp.Or(one.Category, one.Kind), one.Unit, one.On, one.Checked, one.Text})
		}
		return v.HandOut("disclosures", v.Query("format"), rows)
	}
}

// maxTable is as many rows as one file has.
const maxTable = 1000

// whole hands one of them out as a text.
func (s *Room) whole(house bool) func(*visit) error {
	return func(v *visit) error {
		e, err := s.one(v, house)
		if err != nil {
			return err
		}
		office, err := s.Office(v.Ctx)
		if err != nil {
			return err
		}
		one := v.entry(office, e, "")
		text := strings.Join([]string{one.Title, one.Number + "  " + one.Unit + "  " + one.On, "", one.Text, ""}, "\r\n")
		v.C.Header("Content-Disposition", `attachment; filename="`+url.PathEscape(e.Number)+`.txt"`)
		v.C.Data(http.StatusOK, "text/plain; charset=utf-8", []byte("\ufeff"+text))
		return nil
	}
}

// suggest is where anybody says what he thinks of what is disclosed (R207).
func (v *visit) suggest() string {
	for _, of := range v.Kinds.Disclosing() {
		if v.Kinds.Of(of).Public {
			return "/public/" + string(of)
		}
	}
	return ""
}

// one opens one of them.
func (s *Room) one(v *visit, house bool) (disclosed.Entry, error) {
	if house {
		return s.counter.HouseDisclosure(v.Ctx, v.Who, v.C.Param("number"))
	}
	return s.counter.Disclosure(v.Ctx, v.C.Param("number"))
}

// opened is one of them for everybody.
func (s *Room) opened(v *visit) error {
	e, err := s.one(v, false)
	if err != nil {
		return err
	}
	return s.show(v, &openedView{Frame: v.PublicFrame("disclosures", e.Title), Path: publicPath}, e)
}

// openedInside is one of them for the house.
func (s *Room) openedInside(v *visit) error {
	e, err := s.one(v, true)
	if err != nil {
		return err
	}
	f, err := s.Frame(v.Visit, "disclosures", e.Title)
	if err != nil {
		return err
	}
	return s.show(v, &openedView{Frame: f, Path: housePath, House: true}, e)
}

func (s *Room) show(v *visit, view *openedView, e disclosed.Entry) error {
	office, err := s.Office(v.Ctx)
	if err != nil {
		return err
	}
	view.Entry = v.entry(office, e, view.Path)
	view.Entry.Whole = view.Path + "/" + e.Number + "/text"
	if path := v.suggest(); path != "" {
		view.Entry.Suggest = path + "?about=" + url.QueryEscape(e.Number)
	}
	return s.Render(v.Visit, http.StatusOK, "disclosure", view)
}

// answers is the board of answers (回音壁).
func (s *Room) answers(v *visit) error {
	rows, err := s.counter.Answers(v.Ctx)
	if err != nil {
		return err
	}
	view := &answersView{Frame: v.PublicFrame("disclosures", v.T("answers.title")), Suggest: v.suggest()}
	for _, r := range rows {
		view.Rows = append(view.Rows, answerView{r.Number, v.DateOnly(r.On), r.Text})
	}
	return s.Render(v.Visit, http.StatusOK, "answers", view)
}
