package rulebook

import (
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/counter/rulebook"
	"github.com/shixian/shixian/internal/words"
)

// whyView answers 为什么是这一天: when, in one sentence, by which rule and
// versions, day by day, and every time the date was set or moved.
type whyView struct {
	kernel.Frame
	Number, Item, Kind, Clock string
	Due                       string
	Says                      string
	Provisional               bool
	Stated                    bool // somebody said the date: there is nothing to count
	Facts                     []kernel.Fact
	Days                      daysView
	Ledger                    []kernel.LedgerRow
}

// why shows why a clock is due on its day.
func (s *Room) why(v *visit) error {
	number, clock := v.C.Param("number"), v.C.Param("clock")
	round, _ := strconv.Atoi(v.Query("round")) // what is no number means the latest
	w, err := s.counter.Reasons.Why(v.Ctx, v.Who, number, clock, round)
	if err != nil {
		return err
	}
	d := kernel.Dossier{}
	if d.View, err = s.counter.Reasons.Case(v.Ctx, v.Who, number); err != nil {
		return err
	}
	if d.Office, err = s.Office(v.Ctx); err != nil {
		return err
	}
	d.Ledger = w.Ledger
	f, err := s.Frame(v.Visit, "cases", v.T("why.ask")+" "+number)
	if err != nil {
		return err
	}
	return s.Render(v.Visit, http.StatusOK, "why", v.whyView(f, d, w))
}

func (v *visit) whyView(f kernel.Frame, d kernel.Dossier, w rulebook.Why) *whyView {
	limit, _ := calendar.ParseLimit(w.Limit)
	view := &whyView{
		Frame: f, Number: w.Number, Kind: v.Kind(d.View.Kind), Item: v.ItemName(d.Office, d.View.Kind, d.View.Item, d.View.ItemVersion, d.View.ItemName), Clock: v.ClockOf(d.Office, d.View.Kind, w.Clock),
		Due: v.Full(w.Due), Says: v.Pick(w.ZH, w.EN), Provisional: w.Provisional, Stated: len(w.Days) == 0,
		Ledger: v.LedgerRows(d),
	}
	if prompt := !limit.Dated(); prompt {
		view.Due = v.Second(w.Due)
	}
	if !view.Stated {
		view.Days = v.days(w.Days, limit)
		view.Days.Notices = noticesOf(w)
	}
	view.Facts = v.whyFacts(w)
	return view
}

func (v *visit) whyFacts(w rulebook.Why) []kernel.Fact {
	limit := v.Limit(w.Limit)
	if w.Granted > 0 {
		limit = v.T("why.granted", limit, v.Count(w.Limit, w.Granted))
	}
	out := []kernel.Fact{
		{Name: v.T("rule"), Value: strings.TrimSpace(kernel.Right(w.Policy, w.Basis) + " " + w.Rule)},
		{Name: v.T("clock.limit"), Value: limit},
		{Name: v.T("clock.start"), Value: v.Full(w.Start)},
	}
	for _, p := range w.Pauses {
		text := v.T("why.pause", v.Stamp(p.From), v.Stamp(p.To))
		if p.Category != "" {
			text = v.T("problem.field", words.Say(v.Lang, words.Pause, p.Category), text)
		}
		out = append(out, kernel.Fact{Name: words.Say(v.Lang, words.Cause, "paused"), Value: text})
	}
	return append(out,
		kernel.Fact{Name: v.T("case.policy"), Value: w.Policy},
		kernel.Fact{Name: v.T("case.calendar"), Value: w.Calendar},
		kernel.Fact{Name: v.T("why.outcome"), Value: words.Say(v.Lang, words.Outcome, w.Outcome)},
		kernel.Fact{Name: v.T("clock.owner"), Value: words.Say(v.Lang, words.Role, w.Owner)})
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
