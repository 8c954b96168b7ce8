package appraisal

import (
	"net/http"
	"strconv"
	"time"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/counter/appraisal"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/words"
)

// watchView is the list of acts that look like winning time. It accuses nobody.
type watchView struct {
	kernel.Frame
	Days []kernel.OptionView
	Rows []watchRow
}

type watchRow struct{ At, What, Number, Item, Unit, Who, Says string }

// watchDays are how far back one may look, the first being what is shown unasked.
var watchDays = []int{30, 90, 365}

// watch shows what looks like winning time, for those who watch over it.
func (s *Room) watch(v *visit) error {
	days := watchDays[0]
	for _, d := range watchDays {
		if v.Query("days") == strconv.Itoa(d) {
			days = d
		}
	}
	rows, err := s.counter.Watch(v.Ctx, v.Who, v.Now.AddDate(0, 0, -days))
	if err != nil {
		return err
	}
	office, err := s.Office(v.Ctx)
	if err != nil {
		return err
	}
	f, err := s.Frame(v.Visit, "watch", v.T("nav.watch"))
	if err != nil {
		return err
	}
	view := &watchView{Frame: f}
	for _, d := range watchDays {
		view.Days = append(view.Days, kernel.OptionView{Value: strconv.Itoa(d), Label: v.T("watch.days", d), On: d == days})
	}
	for _, r := range rows {
		view.Rows = append(view.Rows, v.watchRow(r, office))
	}
	return s.Render(v.Visit, http.StatusOK, "watch", view)
}

func (v *visit) watchRow(r appraisal.Watched, office *core.Office) watchRow {
	out := watchRow{
		At: v.Stamp(r.At), What: v.T("watch." + r.What), Number: r.Number, Item: v.ItemNamed(office, v.KindOf(r.Number), r.ItemName), Unit: v.UnitName(office, r.Unit), Who: r.ActorName,
	}
	if out.Who == "" {
		out.Who = v.T("case.machine")
	}
	at := func(t *time.Time) string {
		if t == nil {
			return "—"
		}
		return v.Stamp(*t)
	}
	switch r.What {
	case appraisal.LatePause:
		out.Says = v.T("watch.late_pause.says", v.ClockOf(office, v.KindOf(r.Number), r.Clock), words.Say(v.Lang, words.Pause, r.Category), at(r.Old), at(r.New))
	case appraisal.Reopened:
		out.Says = v.T("watch.reopened.says", at(r.Before), v.Result(v.KindOf(r.Number), r.Result))
	case appraisal.PingPong:
		out.Says = v.T("watch.ping_pong.says", at(r.Before), v.PostName(office, r.To, ""), v.PostName(office, r.From, ""))
	}
	return out
}
