package web

import (
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/counter/rulebook"
	"github.com/shixian/shixian/internal/words"
)

// whyView answers 为什么是这一天: when, in one sentence, by which rule and
// versions, day by day, and every time the date was set or moved.
type whyView struct {
	frame
	Number, Item, Kind, Clock string
	Due                       string
	Says                      string
	Provisional               bool
	Stated                    bool // somebody said the date: there is nothing to count
	Facts                     []fact
	Days                      daysView
	Ledger                    []ledgerRow
}

// why shows why a clock is due on its day.
func (s *site) why(v *visit) error {
	number, clock := v.c.Param("number"), v.c.Param("clock")
	round, _ := strconv.Atoi(v.query("round")) // what is no number means the latest
	w, err := s.deps.Counter.Why(v.ctx, v.who, number, clock, round)
	if err != nil {
		return err
	}
	d := dossier{}
	if d.view, err = s.deps.Counter.Case(v.ctx, v.who, number); err != nil {
		return err
	}
	if d.office, err = s.deps.Counter.Office(v.ctx); err != nil {
		return err
	}
	d.ledger = w.Ledger
	f, err := s.frame(v, "cases", v.t("why.ask")+" "+number)
	if err != nil {
		return err
	}
	return s.render(v, http.StatusOK, "why", v.whyView(f, d, w))
}

func (v *visit) whyView(f frame, d dossier, w rulebook.Why) *whyView {
	limit, _ := calendar.ParseLimit(w.Limit)
	view := &whyView{
		frame: f, Number: w.Number, Kind: v.kind(d.view.Kind), Item: v.itemName(d.office, d.view.Kind, d.view.Item, d.view.ItemVersion, d.view.ItemName), Clock: v.clockOf(d.office, d.view.Kind, w.Clock),
		Due: v.full(w.Due), Says: v.pick(w.ZH, w.EN), Provisional: w.Provisional, Stated: len(w.Days) == 0,
		Ledger: v.ledgerRows(d),
	}
	if prompt := !limit.Dated(); prompt {
		view.Due = v.second(w.Due)
	}
	if !view.Stated {
		view.Days = v.days(w.Days, limit)
		view.Days.Notices = noticesOf(w)
	}
	view.Facts = v.whyFacts(w)
	return view
}

func (v *visit) whyFacts(w rulebook.Why) []fact {
	limit := v.limit(w.Limit)
	if w.Granted > 0 {
		limit = v.t("why.granted", limit, v.count(w.Limit, w.Granted))
	}
	out := []fact{
		{v.t("rule"), strings.TrimSpace(right(w.Policy, w.Basis) + " " + w.Rule)},
		{v.t("clock.limit"), limit},
		{v.t("clock.start"), v.full(w.Start)},
	}
	for _, p := range w.Pauses {
		text := v.t("why.pause", v.stamp(p.From), v.stamp(p.To))
		if p.Category != "" {
			text = v.t("problem.field", words.Say(v.lang, words.Pause, p.Category), text)
		}
		out = append(out, fact{words.Say(v.lang, words.Cause, "paused"), text})
	}
	return append(out,
		fact{v.t("case.policy"), w.Policy},
		fact{v.t("case.calendar"), w.Calendar},
		fact{v.t("why.outcome"), words.Say(v.lang, words.Outcome, w.Outcome)},
		fact{v.t("clock.owner"), words.Say(v.lang, words.Role, w.Owner)})
}

// noticesOf are the announcements of the years a count runs through.
func noticesOf(w rulebook.Why) []string {
	var out []string
	for _, year := range slices.Sorted(maps.Keys(w.Notices)) {
		if w.Days[0].Date[:4] <= year && year <= w.Days[len(w.Days)-1].Date[:4] {
			out = append(out, w.Notices[year])
		}
	}
	return out
}
