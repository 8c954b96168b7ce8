package people

import (
	"net/http"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/roster"
	"github.com/shixian/shixian/internal/words"
)

// handoverView is what goes with the posts one covers, and what was done on one's
// own meanwhile (R164, R168). Why somebody is away is not on it (R156, R175).
type handoverView struct {
	kernel.Frame
	Handed []handedView
	Posts  []coveredView
	Idle   []string // posts covered where nothing is open
	Back   *backView
}

type coveredView struct {
	Post, Holder, Until, Cover string
	Rows                       []kernel.HandoverRow
}

// handedView is what somebody hands over before he leaves, to be confirmed.
type handedView struct {
	Number, Post, Holder, From, Key string
	Rows                            []kernel.HandoverRow
}

type backView struct {
	From, To string
	Rows     []doneRow
}

type doneRow struct{ At, Number, What, Clock, Who string }

// handover shows the hand-over list of whoever is on a post for somebody else.
func (s *Room) handover(v *visit) error {
	covering, err := s.counter.Covering(v.Ctx, v.Who)
	if err != nil {
		return err
	}
	office, err := s.Office(v.Ctx)
	if err != nil {
		return err
	}
	f, err := s.Frame(v.Visit, "board", v.T("handover.title"))
	if err != nil {
		return err
	}
	view := &handoverView{Frame: f}
	var clocks []casework.ClockView
	for _, h := range covering.Handed {
		one := handedView{Number: h.Number, Post: v.PostName(office, h.Post, h.Post), Holder: h.Holder, From: v.Full(h.From), Key: kernel.NewKey()}
		for _, row := range h.Cases {
			one.Rows = append(one.Rows, v.HandoverRow(office, row, row.Post))
			clocks = append(clocks, row.Clocks...)
		}
		view.Handed = append(view.Handed, one)
	}
	for _, c := range covering.Covers {
		one := coveredView{Post: v.PostName(office, c.Post, c.Name), Holder: c.Holder, Cover: v.Cover(c.Post)}
		if c.Until != nil {
			one.Until = v.Stamp(*c.Until)
		}
		for _, row := range c.Cases {
			one.Rows = append(one.Rows, v.HandoverRow(office, row, c.Post))
			clocks = append(clocks, row.Clocks...)
		}
		if len(one.Rows) == 0 {
			view.Idle = append(view.Idle, one.Post)
			continue
		}
		view.Posts = append(view.Posts, one)
	}
	view.Back = v.back(covering.Back, office)
	view.Refresh = v.Refresh(clocks)
	return s.Render(v.Visit, http.StatusOK, "handover", view)
}

// takeOver confirms a hand-over: B sees no absence, so that he comes back here (R164, R175).
func (s *Room) takeOver(v *visit) error {
	form, _ := v.Kinds.Form(v.Kinds.Leave(), casework.ConfirmReceipt)
	done, err := s.Do(v.Visit, v.C.Param("number"), form)
	switch {
	case err != nil:
		return err
	case done.Refused != nil:
		return done.Refused
	}
	s.Flash(v.Visit, done.Flash, casework.ConfirmReceipt)
	return v.Redirect("/handover")
}

func (v *visit) back(h *roster.Homecoming, office *core.Office) *backView {
	if h == nil {
		return nil
	}
	out := &backView{From: v.Stamp(h.From), To: v.Stamp(h.Returned)}
	for _, r := range h.Done {
		of, _, _, _ := v.Kinds.Parse(r.Number)
		out.Rows = append(out.Rows, doneRow{
			At: v.Stamp(r.At), Number: r.Number, Who: r.ActorName, Clock: v.ClockOf(office, of, r.Clock),
			What: words.Event(v.Lang, v.Kinds.Of(of), r.Name, r.Level),
		})
	}
	return out
}
