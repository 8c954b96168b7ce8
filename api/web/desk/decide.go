package desk

import (
	"net/url"
	"strconv"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/desk"
	"github.com/shixian/shixian/internal/counter/rulebook"
)

// decideRow is one thing that waits for this reader's word.
type decideRow struct {
	Kind, Number, Item string
	Head               string // who brought it, or what it is about, for whoever may read that
	Asks               string
	Light              *kernel.LightView
	Left, Due          string
	Href               string
}

// toDecide are the requests that wait for the reader's word, leave among them, each with its
// own page.
func (s *Room) toDecide(v *visit, office *core.Office) (out []decideRow, err error) {
	waiting, err := s.counter.Approvals(v.Ctx, v.Who)
	if err != nil {
		if casework.CodeOf(err) == casework.Forbidden {
			return nil, nil // who decides nothing
		}
		return nil, err
	}
	for _, c := range waiting {
		for _, word := range []struct {
			waits bool
			row   func(casework.CaseView, *core.Office) consentRow
		}{{c.Consent != nil, v.consentRow}, {c.Second != nil, v.secondRow}} {
			if word.waits {
				r := word.row(c, office)
				out = append(out, decideRow{Kind: r.Kind, Number: r.Number, Item: r.Item, Asks: r.Asks, Left: r.Left, Due: r.Due, Light: shown(r.Due, r.Light), Href: "/approvals/" + r.Number + "/" + r.Page})
			}
		}
		if x := c.Extension; x != nil {
			out = append(out, v.extensionRow(c, x, office))
		}
	}
	asked, err := s.counter.Asked(v.Ctx, v.Who)
	if err != nil && casework.CodeOf(err) != casework.Forbidden {
		return nil, err
	}
	for _, c := range asked {
		out = append(out, v.leaveRow(c, office))
	}
	heads, err := s.heads(v, append(waiting, asked...))
	if err != nil {
		return nil, err
	}
	for i := range out {
		out[i].Head = heads[out[i].Number]
	}
	drafts, err := s.drafts(v, office)
	return append(out, drafts...), err
}

// heads are by what people tell these cases apart: ten permits of one matter look alike to whoever
// decides them, too. Who may not read that is told none.
func (s *Room) heads(v *visit, of []casework.CaseView) (map[string]string, error) {
	heads := map[string]string{}
	if len(of) == 0 {
		return heads, nil
	}
	numbers := make([]string, len(of))
	for i, c := range of {
		numbers[i] = c.Number
	}
	found, err := s.counter.ListedCases(v.Ctx, v.Who, desk.CasesAsked{CaseFilter: core.CaseFilter{Numbers: numbers, Limit: len(numbers)}, Midnight: v.Midnight()})
	if err != nil && casework.CodeOf(err) != casework.Forbidden {
		return nil, err
	}
	for _, m := range found.Rows {
		heads[m.Number] = m.Head
	}
	return heads, nil
}

// drafts are what others wrote for his word that is no case: duty sheets to be published, and
// what people set themselves for the year (R210, R226), and what is changed by two.
func (s *Room) drafts(v *visit, office *core.Office) (out []decideRow, err error) {
	sheets, err := s.counter.SheetsAsked(v.Ctx, v.Who)
	if err != nil {
		return nil, err
	}
	for _, w := range sheets {
		post, _ := core.PostOf(office, w.Post)
		out = append(out, decideRow{Kind: v.T("sheet.title"), Item: v.Pick(post.Name, post.NameEn), Asks: v.T("desk.drafted", kernel.PersonName(office, w.By), v.Stamp(w.At)), Href: "/posts/" + w.Post + "/sheet"})
	}
	aims, err := s.counter.AimsAsked(v.Ctx, v.Who)
	if err != nil {
		return nil, err
	}
	for _, a := range aims {
		of := v.UnitName(office, a.Unit)
		if a.Person != "" {
			of = kernel.PersonName(office, a.Person)
		}
		out = append(out, decideRow{Kind: v.T("desk.aims", a.Year), Item: of, Asks: v.T("desk.drafted", kernel.PersonName(office, a.By), v.Stamp(a.At)), Href: "/points?person=" + a.Person + "&unit=" + a.Unit + "&year=" + strconv.Itoa(a.Year) + "#aims"})
	}
	return s.rulesAsked(v, office, out)
}

// rulesAsked are the days, rules, matters and recounts that another signed first.
func (s *Room) rulesAsked(v *visit, office *core.Office, out []decideRow) ([]decideRow, error) {
	rules, err := s.Deps.Counter.RulesAsked(v.Ctx, v.Who)
	if err != nil {
		return nil, err
	}
	for _, w := range rules {
		row := decideRow{Kind: v.T("desk.waits." + w.What), Item: w.Ref, Asks: v.T("desk.drafted", kernel.PersonName(office, w.By), v.Stamp(w.At))}
		switch w.What {
		case rulebook.WaitsCalendar:
			row.Href = "/admin/calendars"
		case rulebook.WaitsPolicy:
			row.Href = "/policies/" + url.PathEscape(w.Ref)
		case rulebook.WaitsItem:
			row.Item, row.Href = v.ItemNamed(office, "", w.Ref), "/items/of/"+url.PathEscape(w.ID)
		case rulebook.WaitsRecount:
			row.Href, row.Asks = "/admin/recounts/"+w.ID, v.T("desk.previewed", kernel.PersonName(office, w.By), v.Stamp(w.At))
		}
		out = append(out, row)
	}
	return out, nil
}

func shown(due string, l kernel.LightView) *kernel.LightView {
	if due == "" {
		return nil
	}
	return &l
}

func (v *visit) extensionRow(c casework.CaseView, x *casework.Extension, office *core.Office) decideRow {
	r := decideRow{Kind: v.Kind(c.Kind), Number: c.Number, Item: v.ItemName(office, c.Kind, c.Item, c.ItemVersion, c.ItemName), Href: "/approvals/" + c.Number}
	for _, k := range c.Clocks {
		if k.Name == x.Clock && k.Round == x.Round {
			r.Asks = v.T("approval.asks", kernel.PersonName(office, x.By), v.Count(k.Limit, x.Days))
			r.Light, r.Left, r.Due = new(v.ClockLight(k)), v.Remaining(k), v.Due(k.Due, k.Prompt)
		}
	}
	return r
}

// leaveRow is a leave that waits for a grant: whose, and from when to when.
func (v *visit) leaveRow(c casework.CaseView, office *core.Office) decideRow {
	state := kernel.StateOf(c)
	r := decideRow{Kind: v.Kind(c.Kind), Number: c.Number, Href: "/cases/" + c.Number + "?do=" + casework.Approve + "#" + casework.Approve}
	r.Asks = kernel.PersonName(office, state.Facts["person"])
	if state.Term != nil {
		r.Asks += " " + v.T("case.passed", v.Stamp(state.Term.From), v.Stamp(state.Term.To))
	}
	var first *casework.Clock
	for i, k := range state.Clocks {
		if k.Open() && (first == nil || k.Due.Before(first.Due)) {
			first = &state.Clocks[i]
		}
	}
	if first != nil {
		owed := casework.ClockView{Status: first.Status, Due: first.Due, Prompt: first.Prompt, Light: c.Light}
		r.Light, r.Left, r.Due = new(v.ClockLight(owed)), v.Remaining(owed), v.Due(owed.Due, owed.Prompt)
	}
	return r
}
