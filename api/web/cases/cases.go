package cases

import (
	"encoding/base64"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/desk"
	"github.com/shixian/shixian/internal/counter/drawer"
	"github.com/shixian/shixian/internal/words"
)

type casesView struct {
	kernel.Frame
	Summary     []kernel.Problem
	Filters     []kernel.FieldView
	Number      string
	Rows        []caseRow
	Count       string // how many from here on, as far as anybody counts
	Turn        string // the same in the other order
	Oldest      bool
	First, Next string
	Figure      string // what of the board they are
	Bulk        *kernel.BulkView
	Views       []savedView
	Save        string // where these filters are kept; empty: nothing narrows
}

// savedView leads to the list as somebody looks at it.
type savedView struct{ Name, Unit, Href string }

type caseRow struct {
	Light                     *kernel.LightView // nil: no clock is open
	Number, Kind, Item, Stage string
	Head                      string // who brought it, or what it is about, for whoever may read that
	Owed, Due                 string // what is owed next, and by when
	Received, Holder          string
	Urgent                    bool
	Follows                   string // the leading case of a merged one
}

// cases lists what a person may see; a whole number leads straight to its case.
func (s *Room) cases(v *visit) error {
	number := strings.ToUpper(strings.TrimSpace(v.Query("number")))
	if _, _, _, whole := v.Kinds.Parse(number); whole {
		return v.Redirect("/cases/" + number)
	}
	f, err := s.Frame(v.Visit, "cases", v.T("cases.title"))
	if err != nil {
		return err
	}
	office, err := s.Office(v.Ctx)
	if err != nil {
		return err
	}
	f.Find = number
	view := &casesView{Frame: f, Number: number, Filters: v.caseFilters(office), Oldest: v.Query("order") == "oldest"}
	if err := s.savedViews(v, view, office); err != nil {
		return err
	}
	asked, refused := v.casesAsked(number)
	if view.Summary = v.Attach(view.Filters, refused); refused != nil {
		return s.Render(v.Visit, http.StatusUnprocessableEntity, "cases", view)
	}
	if asked.Figure != nil {
		view.Figure = v.ofBoard(asked.Figure.Name, office)
	}
	list, err := s.listed(v, asked)
	if err != nil {
		return err
	}
	for _, m := range list.Rows {
		row := v.caseRow(m.CaseView, office)
		if row.Head = m.Head; m.Kind == v.Kinds.Leave() {
			row.Head = kernel.PersonName(office, kernel.StateOf(m.CaseView).Facts[core.FactPerson])
		}
		view.Rows = append(view.Rows, row)
	}
	view.Bulk = v.Bulk(office, len(view.Rows))
	view.Count = kernel.Bounded(list.Total)
	if list.More {
		view.Next = v.casesBy("after", behind(list.Last))
	}
	if asked.After.Number != "" {
		view.First = v.casesBy("after", "")
	}
	if view.Turn = v.casesBy("order", "oldest"); view.Oldest {
		view.Turn = v.casesBy("order", "")
	}
	return s.Render(v.Visit, http.StatusOK, "cases", view)
}

// listed reads as many as are asked for, of which the store brings some at a time.
func (s *Room) listed(v *visit, a desk.CasesAsked) (desk.CasesFound, error) {
	list, err := s.counter.ListedCases(v.Ctx, v.Who, a)
	for last := len(list.Rows); err == nil && list.More && last > 0 && len(list.Rows) < a.Limit; {
		a.After = list.Last
		more, failed := s.counter.ListedCases(v.Ctx, v.Who, a)
		last, err = len(more.Rows), failed
		list.Rows, list.More, list.Last = append(list.Rows, more.Rows...), more.More, more.Last
	}
	return list, err
}

// savedViews adds the views he may use, and where this one is kept.
func (s *Room) savedViews(v *visit, view *casesView, office *core.Office) error {
	kept, err := s.counter.Views(v.Ctx, v.Who)
	if err != nil {
		return err
	}
	for _, k := range kept {
		view.Views = append(view.Views, savedView{Name: k.Name, Unit: v.UnitName(office, k.Unit), Href: "/cases?" + k.Query})
	}
	now := url.Values{}
	for _, name := range drawer.Filters {
		if value := v.Query(name); value != "" {
			now.Set(name, value)
		}
	}
	if len(now) > 0 {
		view.Save = "/views?" + url.Values{"q": {now.Encode()}}.Encode()
	}
	return nil
}

// casesAsked reads the address: what is no kind, stage or mark narrows nothing, and a day that
// is none is refused at its field.
func (v *visit) casesAsked(number string) (a desk.CasesAsked, refused error) {
	a = desk.CasesAsked{Unit: v.Query("unit"), Item: strings.TrimSpace(v.Query("item")), Hands: strings.TrimSpace(v.Query("hands")), Midnight: v.Midnight()}
	a.Kind, a.Stage, a.Number, a.Limit = casework.Kind(v.Query("kind")), casework.Stage(v.Query("stage")), number, v.Rows()
	if _, ok := words.Find(words.Light, v.Query("light")); ok {
		a.Light = casework.Light(v.Query("light"))
	}
	if open := v.Query("open"); open != "" {
		a.Open = new(open == "yes")
	}
	v.counted(&a)
	a.Oldest, a.After = v.Query("order") == "oldest", markOf(v.Query("after"))
	for _, day := range []struct {
		name string
		to   *time.Time
		more int
	}{{"from", &a.From, 0}, {"until", &a.Until, 1}} {
		text := v.Query(day.name)
		if text == "" {
			continue
		}
		at, err := time.ParseInLocation(time.DateOnly, text, a.Midnight.Location())
		if err != nil {
			refused = casework.FieldError(casework.Invalid, day.name, "date")
			continue
		}
		*day.to = at.AddDate(0, 0, day.more)
	}
	return a, refused
}

// ofBoard names the number of the board whose cases are asked for.
func (v *visit) ofBoard(figure string, office *core.Office) string {
	said := v.T("figures.of", v.T("figures."+figure))
	if month, err := time.Parse("2006-01", v.Query("month")); err == nil {
		said += " " + v.Month(month)
	}
	return strings.TrimSpace(said + " " + v.UnitName(office, v.Query("only")))
}

// counted narrows to what a number of the board counts: a figure of a month, of one unit or item.
func (v *visit) counted(a *desk.CasesAsked) {
	if name := v.Query("figure"); name != "" {
		month, err := time.ParseInLocation("2006-01", v.Query("month"), a.Midnight.Location())
		if err != nil {
			month = time.Date(v.Now.Year(), v.Now.Month(), 1, 0, 0, 0, 0, a.Midnight.Location())
		}
		for _, f := range desk.FiguresIn(month, a.Midnight, true) {
			if f.Name == name {
				a.Figure = &f
			}
		}
	}
	if unit := v.Query("only"); unit != "" {
		a.Units = []string{unit}
	}
	if item := v.Query("of"); item != "" {
		a.Items = []string{item}
	}
}

// casesBy is the address of this list with one thing else; another order begins anew.
func (v *visit) casesBy(name, value string) string {
	q := v.C.Request.URL.Query()
	q.Del("after")
	if q.Set(name, value); value == "" {
		q.Del(name)
	}
	if len(q) == 0 {
		return "/cases"
	}
	return "/cases?" + q.Encode()
}

// behind and markOf write and read the place of a page; what is none is the beginning.
func behind(m core.CaseMark) string {
	return base64.RawURLEncoding.EncodeToString([]byte(m.At.Format(time.RFC3339Nano) + " " + m.Number))
}

func markOf(s string) core.CaseMark {
	raw, err := base64.RawURLEncoding.DecodeString(s)
	if err != nil {
		return core.CaseMark{}
	}
	text, number, _ := strings.Cut(string(raw), " ")
	at, err := time.Parse(time.RFC3339Nano, text)
	if err != nil || number == "" || strings.ContainsRune(number, 0) || !utf8.ValidString(number) {
		return core.CaseMark{}
	}
	return core.CaseMark{At: at, Number: number}
}

// passed are the stages that kinds share, in the order they are passed.
var passed = []string{
	"intake", "supplement", "propose", "instruct", "assign", "screen", "issue", "handle", "deliver", "consent", "confirm", "account",
	"follow", "object", "standing", "approve", "leave", "away", "vacant",
	"verify", "hear", "decide", "serve", "served", "review", "merged", "closed",
}

// stages are those of all kinds in words: one that a kind says itself stands behind those
// shared, and of two kinds with one code each is named.
func (v *visit) stages() (codes []string, say func(code string) string) {
	own := map[string][]string{}
	codes = slices.Clone(passed)
	for _, d := range v.Kinds.All() {
		for _, stage := range d.Stages {
			code := string(stage)
			if t, ok := words.Own(d, words.Stage, code); ok && !slices.Contains(own[code], t.In(v.Lang)) {
				own[code] = append(own[code], t.In(v.Lang))
			}
			if !slices.Contains(codes, code) {
				codes = slices.Insert(codes, len(codes)-1, code) // closed is the last
			}
		}
	}
	return codes, func(code string) string {
		names := own[code]
		if t, ok := words.Find(words.Stage, code); ok && !slices.Contains(names, t.In(v.Lang)) {
			names = append([]string{t.In(v.Lang)}, names...)
		}
		return strings.Join(names, v.T("list.and"))
	}
}

// caseFilters are the ways to narrow the list, with what was chosen.
func (v *visit) caseFilters(office *core.Office) []kernel.FieldView {
	field := func(name, label, sort string) kernel.FieldView {
		return kernel.FieldView{ID: "filter-" + name, Name: name, Type: sort, Label: v.T(label), Value: v.Query(name)}
	}
	pick := func(name, label string, say func(code string) string, codes ...string) kernel.FieldView {
		f := field(name, label, "select")
		for _, c := range codes {
			f.Options = append(f.Options, kernel.OptionView{Value: c, Label: say(c), On: c == f.Value})
		}
		return f
	}
	var kinds, units []string
	for _, k := range v.Kinds.Kinds() {
		kinds = append(kinds, string(k))
	}
	for _, u := range office.Units {
		units = append(units, u.ID)
	}
	of := func(s words.Subject) func(code string) string {
		return func(code string) string { return words.Say(v.Lang, s, code) }
	}
	stages, stage := v.stages()
	out := []kernel.FieldView{
		pick("kind", "cases.kind", func(code string) string { return v.Kind(casework.Kind(code)) }, kinds...),
		pick("stage", "cases.stage", stage, stages...),
		pick("light", "cases.light", of(words.Light), "red", "yellow", "green", "grey"),
		pick("open", "cases.open", func(code string) string { return v.T("cases.open." + code) }, "yes", "no"),
		pick("unit", "case.unit", func(id string) string { return v.UnitName(office, id) }, units...),
		field("item", "cases.item", "search"),
		field("hands", "cases.hands", "search"),
		field("from", "cases.from", "date"),
		field("until", "cases.until", "date"),
	}
	for _, name := range []string{"figure", "month", "only", "of"} { // of the board; no field says them
		if v.Query(name) != "" {
			out = append(out, kernel.FieldView{ID: "filter-" + name, Name: name, Type: "hidden", Value: v.Query(name)})
		}
	}
	return out
}

func (v *visit) caseRow(c casework.CaseView, office *core.Office) caseRow {
	r := caseRow{
		Number: c.Number, Kind: v.Kind(c.Kind), Item: v.ItemName(office, c.Kind, c.Item, c.ItemVersion, c.ItemName), Stage: words.Of(v.Lang, v.Kinds.Of(c.Kind), words.Stage, c.Stage),
		Received: v.Stamp(c.Received), Holder: c.HolderName, Urgent: c.Urgent, Follows: c.Follows,
	}
	if c.Light != "" {
		r.Light = new(v.Light(c.Light))
	}
	if len(c.Clocks) > 0 {
		k := c.Clocks[0]
		r.Owed, r.Due = v.Owed(c.Kind, k.Name), v.Due(k.Due, k.Prompt)
	}
	return r
}
