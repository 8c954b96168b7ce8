package web

import (
	"net/http"
	"strconv"
	"time"

	"github.com/shixian/shixian/internal/counter/appraisal"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/words"
)

// watchView is the list of acts that look like winning time. It accuses nobody.
type watchView struct {
	frame
	Days []optionView
	Rows []watchRow
}

type watchRow struct{ At, What, Number, Item, Unit, Who, Says string }

// watchDays are how far back one may look, the first being what is shown unasked.
var watchDays = []int{30, 90, 365}

// watch shows what looks like winning time, for those who watch over it.
func (s *site) watch(v *visit) error {
	days := watchDays[0]
	for _, d := range watchDays {
		if v.query("days") == strconv.Itoa(d) {
			days = d
		}
	}
	rows, err := s.deps.Counter.Watch(v.ctx, v.who, v.now.AddDate(0, 0, -days))
	if err != nil {
		return err
	}
	office, err := s.deps.Counter.Office(v.ctx)
	if err != nil {
		return err
	}
	f, err := s.frame(v, "watch", v.t("nav.watch"))
	if err != nil {
		return err
	}
	view := &watchView{frame: f}
	for _, d := range watchDays {
		view.Days = append(view.Days, optionView{Value: strconv.Itoa(d), Label: v.t("watch.days", d), On: d == days})
	}
	for _, r := range rows {
		view.Rows = append(view.Rows, v.watchRow(r, office))
	}
	return s.render(v, http.StatusOK, "watch", view)
}

func (v *visit) watchRow(r appraisal.Watched, office *core.Office) watchRow {
	out := watchRow{
		At: v.stamp(r.At), What: v.t("watch." + r.What), Number: r.Number, Item: r.ItemName, Unit: v.unitName(office, r.Unit), Who: r.ActorName,
	}
	if out.Who == "" {
		out.Who = v.t("case.machine")
	}
	at := func(t *time.Time) string {
		if t == nil {
			return "—"
		}
		return v.stamp(*t)
	}
	switch r.What {
	case appraisal.LatePause:
		out.Says = v.t("watch.late_pause.says", v.clockLabel("", r.Clock), words.Say(v.lang, words.Pause, r.Category), at(r.Old), at(r.New))
	case appraisal.Reopened:
		out.Says = v.t("watch.reopened.says", at(r.Before), words.Say(v.lang, words.Result, r.Result))
	case appraisal.PingPong:
		out.Says = v.t("watch.ping_pong.says", at(r.Before), v.postName(office, r.To, ""), v.postName(office, r.From, ""))
	}
	return out
}
