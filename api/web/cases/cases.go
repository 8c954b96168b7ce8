package cases

import (
	"net/http"
	"slices"
	"strings"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/cases"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/words"
)

type casesView struct {
	kernel.Frame
	Filters []kernel.FieldView
	Number  string
	Rows    []caseRow
	Pager   kernel.PagerView
}

type caseRow struct {
	Light                     *kernel.LightView // nil: no clock is open
	Number, Kind, Item, Stage string
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
	f.Find = number
	view := &casesView{Frame: f, Number: number, Filters: v.caseFilters()}
	filter := cases.CasesFilter{
		Kind: casework.Kind(v.Query("kind")), Stage: casework.Stage(v.Query("stage")), Light: casework.Light(v.Query("light")),
		Number: number, Page: core.Page{Offset: (v.Page() - 1) * kernel.DeskRows, Limit: kernel.DeskRows},
	}
	if open := v.Query("open"); open != "" {
		filter.Open = new(open == "yes")
	}
	list, err := s.counter.Cases(v.Ctx, v.Who, filter)
	if err != nil {
		return err
	}
	office, err := s.Office(v.Ctx)
	if err != nil {
		return err
	}
	for _, c := range list.Rows {
		view.Rows = append(view.Rows, v.caseRow(c, office))
	}
	view.Pager = v.Pager(kernel.DeskRows, list.Total)
	return s.Render(v.Visit, http.StatusOK, "cases", view)
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
		if t, ok := words.Find(words.Stage, code); ok {
			names = append([]string{t.In(v.Lang)}, names...)
		}
		return strings.Join(names, v.T("list.and"))
	}
}

// caseFilters are the ways to narrow the list, with what was chosen.
func (v *visit) caseFilters() []kernel.FieldView {
	pick := func(name, label string, say func(code string) string, codes ...string) kernel.FieldView {
		f := kernel.FieldView{ID: "filter-" + name, Name: name, Type: "select", Label: v.T(label), Value: v.Query(name)}
		for _, c := range codes {
			f.Options = append(f.Options, kernel.OptionView{Value: c, Label: say(c), On: c == f.Value})
		}
		return f
	}
	var kinds []string
	for _, k := range v.Kinds.Kinds() {
		kinds = append(kinds, string(k))
	}
	of := func(s words.Subject) func(code string) string {
		return func(code string) string { return words.Say(v.Lang, s, code) }
	}
	stages, stage := v.stages()
	return []kernel.FieldView{
		pick("kind", "cases.kind", func(code string) string { return v.Kind(casework.Kind(code)) }, kinds...),
		pick("stage", "cases.stage", stage, stages...),
		pick("light", "cases.light", of(words.Light), "red", "yellow", "green", "grey"),
		pick("open", "cases.open", func(code string) string { return v.T("cases.open." + code) }, "yes", "no"),
	}
}

func (v *visit) caseRow(c casework.CaseView, office *core.Office) caseRow {
	r := caseRow{
		Number: c.Number, Kind: v.Kind(c.Kind), Item: v.ItemName(office, c.Kind, c.Item, c.ItemVersion, c.ItemName), Stage: words.Of(v.Lang, v.Kinds.Of(c.Kind), words.Stage, c.Stage),
		Received: v.Stamp(c.Received), Holder: c.HolderName, Urgent: c.Urgent, Follows: c.Follows,
	}
	if c.Light != "" {
		r.Light = new(v.Light(c.Light))
	}
	return r
}
