package web

import (
	"net/http"
	"strings"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/cases"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/words"
)

type casesView struct {
	frame
	Filters []fieldView
	Number  string
	Rows    []caseRow
	Pager   pagerView
}

type caseRow struct {
	Light                     *lightView // nil: no clock is open
	Number, Kind, Item, Stage string
	Received, Holder          string
	Urgent                    bool
	Follows                   string // the leading case of a merged one
}

// cases lists what a person may see; a whole number leads straight to its case.
func (s *site) cases(v *visit) error {
	number := strings.ToUpper(strings.TrimSpace(v.query("number")))
	if _, _, _, whole := v.kinds.Parse(number); whole {
		return v.redirect("/cases/" + number)
	}
	f, err := s.frame(v, "cases", v.t("cases.title"))
	if err != nil {
		return err
	}
	f.Find = number
	view := &casesView{frame: f, Number: number, Filters: v.caseFilters()}
	filter := cases.CasesFilter{
		Kind: casework.Kind(v.query("kind")), Stage: casework.Stage(v.query("stage")), Light: casework.Light(v.query("light")),
		Number: number, Page: core.Page{Offset: (v.page() - 1) * deskRows, Limit: deskRows},
	}
	if open := v.query("open"); open != "" {
		filter.Open = new(open == "yes")
	}
	list, err := s.deps.Counter.Cases(v.ctx, v.who, filter)
	if err != nil {
		return err
	}
	office, err := s.deps.Counter.Office(v.ctx)
	if err != nil {
		return err
	}
	for _, c := range list.Rows {
		view.Rows = append(view.Rows, v.caseRow(c, office))
	}
	view.Pager = v.pager(deskRows, list.Total)
	return s.render(v, http.StatusOK, "cases", view)
}

// stageNames are the stages of every kind, in the order they are passed.
var stageNames = []string{
	"intake", "supplement", "propose", "instruct", "assign", "screen", "sort", "issue", "handle", "deliver", "consent", "confirm", "account", "answered", "recheck",
	"follow", "object", "standing", "approve", "leave", "away", "vacant",
	"verify", "hear", "decide", "serve", "served", "review", "merged", "closed",
}

// caseFilters are the ways to narrow the list, with what was chosen.
func (v *visit) caseFilters() []fieldView {
	pick := func(name, label string, say func(code string) string, codes ...string) fieldView {
		f := fieldView{ID: "filter-" + name, Name: name, Type: "select", Label: v.t(label), Value: v.query(name)}
		for _, c := range codes {
			f.Options = append(f.Options, optionView{Value: c, Label: say(c), On: c == f.Value})
		}
		return f
	}
	var kinds []string
	for _, k := range v.kinds.Kinds() {
		kinds = append(kinds, string(k))
	}
	of := func(s words.Subject) func(code string) string {
		return func(code string) string { return words.Say(v.lang, s, code) }
	}
	return []fieldView{
		pick("kind", "cases.kind", func(code string) string { return v.kind(casework.Kind(code)) }, kinds...),
		pick("stage", "cases.stage", of(words.Stage), stageNames...),
		pick("light", "cases.light", of(words.Light), "red", "yellow", "green", "grey"),
		pick("open", "cases.open", func(code string) string { return v.t("cases.open." + code) }, "yes", "no"),
	}
}

func (v *visit) caseRow(c casework.CaseView, office *core.Office) caseRow {
	r := caseRow{
		Number: c.Number, Kind: v.kind(c.Kind), Item: v.itemName(office, c.Kind, c.Item, c.ItemVersion, c.ItemName), Stage: words.Say(v.lang, words.Stage, c.Stage),
		Received: v.stamp(c.Received), Holder: c.HolderName, Urgent: c.Urgent, Follows: c.Follows,
	}
	if c.Light != "" {
		r.Light = new(v.light(c.Light))
	}
	return r
}

// before puts running clocks by their due date, and stopped ones last.
func before(a, b casework.ClockView) bool {
	if pausedA, pausedB := a.Status == casework.Paused, b.Status == casework.Paused; pausedA != pausedB {
		return pausedB
	}
	return a.Due.Before(b.Due)
}
