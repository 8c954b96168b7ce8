package web

import (
	"net/http"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/roster"
	"github.com/shixian/shixian/internal/words"
)

// handoverView is what goes with the posts one covers, and what was done on one's
// own meanwhile (R164, R168). Why somebody is away is not on it (R156, R175).
type handoverView struct {
	frame
	Posts []coveredView
	Idle  []string // posts covered where nothing is open
	Back  *backView
}

type coveredView struct {
	Post, Holder, Until, Cover string
	Rows                       []handoverRow
}

type backView struct {
	From, To string
	Rows     []doneRow
}

type doneRow struct{ At, Number, What, Clock, Who string }

// handover shows the hand-over list of whoever is on a post for somebody else.
func (s *site) handover(v *visit) error {
	covering, err := s.deps.Counter.Covering(v.ctx, v.who)
	if err != nil {
		return err
	}
	office, err := s.deps.Counter.Office(v.ctx)
	if err != nil {
		return err
	}
	f, err := s.frame(v, "board", v.t("handover.title"))
	if err != nil {
		return err
	}
	view := &handoverView{frame: f}
	var clocks []casework.ClockView
	for _, c := range covering.Covers {
		one := coveredView{Post: v.postName(office, c.Post, c.Name), Holder: c.Holder, Cover: v.cover(c.Post)}
		if c.Until != nil {
			one.Until = v.stamp(*c.Until)
		}
		for _, row := range c.Cases {
			one.Rows = append(one.Rows, v.handoverRow(office, row, c.Post))
			clocks = append(clocks, row.Clocks...)
		}
		if len(one.Rows) == 0 {
			view.Idle = append(view.Idle, one.Post)
			continue
		}
		view.Posts = append(view.Posts, one)
	}
	view.Back = v.back(covering.Back)
	view.Refresh = v.refresh(clocks)
	return s.render(v, http.StatusOK, "handover", view)
}

func (v *visit) back(h *roster.Homecoming) *backView {
	if h == nil {
		return nil
	}
	out := &backView{From: v.stamp(h.From), To: v.stamp(h.Returned)}
	for _, r := range h.Done {
		of, _, _, _ := v.kinds.Parse(r.Number)
		out.Rows = append(out.Rows, doneRow{
			At: v.stamp(r.At), Number: r.Number, Who: r.ActorName, Clock: v.clockLabel(of, r.Clock),
			What: words.Event(v.lang, r.Name, r.Level),
		})
	}
	return out
}
