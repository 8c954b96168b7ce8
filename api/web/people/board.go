package people

import (
	"cmp"
	"net/http"
	"slices"
	"strings"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/roster"
	"github.com/shixian/shixian/internal/words"
)

// boardView is the duty board in the house (去向牌, R156): with reason and place.
type boardView struct {
	kernel.Frame
	Figures []kernel.FigureView
	Units   []boardUnit
}

type boardUnit struct {
	Name string
	Rows []boardRow
}

type boardRow struct {
	Post, Holder, State, Word string
	Acting                    string
	Form, Reason, Place       string
	Since, Back               string
	Late                      bool
	Absence                   string // the case, where there is one
	Phone, Contact            string
	Empty, Alarm              string // since when nobody is there, and the case that tells of it
}

// board shows who is where. Its reasons and places stay in the house (R175).
func (s *Room) board(v *visit) error {
	rows, err := s.counter.Board(v.Ctx, v.Who)
	if err != nil {
		return err
	}
	office, err := s.Office(v.Ctx)
	if err != nil {
		return err
	}
	f, err := s.Frame(v.Visit, "board", v.T("board.title"))
	if err != nil {
		return err
	}
	view := &boardView{Frame: f}
	states := map[string]int{}
	for _, r := range rows {
		states[r.State()]++
		unit := v.UnitName(office, r.Unit)
		i := slices.IndexFunc(view.Units, func(u boardUnit) bool { return u.Name == unit })
		if i < 0 {
			view.Units = append(view.Units, boardUnit{Name: unit})
			i = len(view.Units) - 1
		}
		view.Units[i].Rows = append(view.Units[i].Rows, v.boardRow(r, office))
	}
	for _, state := range []string{roster.BoardOn, roster.BoardCovered, roster.BoardEmpty, roster.BoardClosed} {
		view.Figures = append(view.Figures, kernel.FigureView{N: states[state], Name: v.T("board." + state)})
	}
	return s.Render(v.Visit, http.StatusOK, "board", view)
}

func (v *visit) boardRow(r roster.BoardRow, office *core.Office) boardRow {
	out := boardRow{
		Post: v.PostName(office, r.Post, r.PostName), Holder: r.HolderName, State: r.State(), Word: v.T("board." + r.State()),
		Form: words.Say(v.Lang, words.AbsenceForm, r.Form), Reason: r.Reason, Place: r.Place, Late: r.Late, Absence: r.Absence, Phone: r.Phone, Contact: r.Contact,
	}
	if out.Holder == "" {
		out.Holder = v.T("board.vacant")
	}
	if r.State() == roster.BoardCovered {
		out.Acting = r.ActingName
	}
	out.Alarm = r.Alarm
	if r.Empty != nil {
		out.Empty = v.Stamp(*r.Empty)
	}
	if r.Since != nil {
		out.Since = v.Stamp(*r.Since)
	}
	if r.Back != nil {
		out.Back = v.Stamp(*r.Back)
	}
	return out
}

type publicBoardView struct {
	kernel.Frame
	Units []publicUnit
}

type publicUnit struct {
	Name string
	Rows []publicRow
}

// publicRow is what everybody may know of a post: its A and B's (R161), never why or
// where anybody is (R175).
type publicRow struct{ Sheet, Post, State, Word, Name, Back, Phone, Holder, Backups string }

// publicBoard tells which posts somebody is on.
func (s *Room) publicBoard(v *visit) error {
	rows, err := s.counter.PublicBoard(v.Ctx)
	if err != nil {
		return err
	}
	office, err := s.Office(v.Ctx)
	if err != nil {
		return err
	}
	view := &publicBoardView{Frame: v.PublicFrame("onpost", v.T("onpost.title"))}
	for _, r := range rows {
		post, _ := core.PostOf(office, r.Post)
		unit := cmp.Or(v.UnitName(office, post.Unit), r.UnitName)
		row := publicRow{Post: v.PostName(office, r.Post, r.PostName), State: r.State, Word: v.T("board." + r.State), Name: r.OnDuty, Phone: r.Phone, Holder: r.Holder, Backups: strings.Join(r.Backups, v.T("list.and"))}
		if r.State == roster.BoardCovered {
			row.Name = v.T("onpost.covered", r.CoveredBy)
		}
		if r.State == roster.BoardEmpty {
			row.Name = v.T("onpost.nobody")
		}
		if r.Back != nil {
			row.Back = v.Full(*r.Back)
		}
		if post.Sheet != (casework.DutySheet{}) {
			row.Sheet = r.Post
		}
		i := slices.IndexFunc(view.Units, func(u publicUnit) bool { return u.Name == unit })
		if i < 0 {
			view.Units = append(view.Units, publicUnit{Name: unit})
			i = len(view.Units) - 1
		}
		view.Units[i].Rows = append(view.Units[i].Rows, row)
	}
	return s.Render(v.Visit, http.StatusOK, "onpost", view)
}
