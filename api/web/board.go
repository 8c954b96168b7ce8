package web

import (
	"net/http"
	"slices"

	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/roster"
	"github.com/shixian/shixian/internal/words"
)

// boardView is the duty board in the house (去向牌, R156): with reason and place.
type boardView struct {
	frame
	Figures []figureView
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
func (s *site) board(v *visit) error {
	rows, err := s.deps.Counter.Board(v.ctx, v.who)
	if err != nil {
		return err
	}
	office, err := s.deps.Counter.Office(v.ctx)
	if err != nil {
		return err
	}
	f, err := s.frame(v, "board", v.t("board.title"))
	if err != nil {
		return err
	}
	view := &boardView{frame: f}
	states := map[string]int{}
	for _, r := range rows {
		states[r.State()]++
		unit := v.unitName(office, r.Unit)
		i := slices.IndexFunc(view.Units, func(u boardUnit) bool { return u.Name == unit })
		if i < 0 {
			view.Units = append(view.Units, boardUnit{Name: unit})
			i = len(view.Units) - 1
		}
		view.Units[i].Rows = append(view.Units[i].Rows, v.boardRow(r, office))
	}
	for _, state := range []string{roster.BoardOn, roster.BoardCovered, roster.BoardEmpty} {
		view.Figures = append(view.Figures, figureView{N: states[state], Name: v.t("board." + state)})
	}
	return s.render(v, http.StatusOK, "board", view)
}

func (v *visit) boardRow(r roster.BoardRow, office *core.Office) boardRow {
	out := boardRow{
		Post: v.postName(office, r.Post, r.PostName), Holder: r.HolderName, State: r.State(), Word: v.t("board." + r.State()),
		Form: words.Say(v.lang, words.AbsenceForm, r.Form), Reason: r.Reason, Place: r.Place, Late: r.Late, Absence: r.Absence, Phone: r.Phone, Contact: r.Contact,
	}
	if out.Holder == "" {
		out.Holder = v.t("board.vacant")
	}
	if r.State() == roster.BoardCovered {
		out.Acting = r.ActingName
	}
	out.Alarm = r.Alarm
	if r.Empty != nil {
		out.Empty = v.stamp(*r.Empty)
	}
	if r.Since != nil {
		out.Since = v.stamp(*r.Since)
	}
	if r.Back != nil {
		out.Back = v.stamp(*r.Back)
	}
	return out
}

type publicBoardView struct {
	frame
	Units []publicUnit
}

type publicUnit struct {
	Name string
	Rows []publicRow
}

// publicRow is what everybody may know of a post: never why or where (R175).
type publicRow struct{ Post, State, Word, Name, Back, Phone string }

// publicBoard tells which posts somebody is on.
func (s *site) publicBoard(v *visit) error {
	rows, err := s.deps.Counter.PublicBoard(v.ctx)
	if err != nil {
		return err
	}
	view := &publicBoardView{frame: v.publicFrame("onpost", v.t("onpost.title"))}
	for _, r := range rows {
		row := publicRow{Post: r.PostName, State: r.State, Word: v.t("board." + r.State), Name: r.OnDuty, Phone: r.Phone}
		if r.State == roster.BoardCovered {
			row.Name = v.t("onpost.covered", r.CoveredBy)
		}
		if r.Back != nil {
			row.Back = v.full(*r.Back)
		}
		i := slices.IndexFunc(view.Units, func(u publicUnit) bool { return u.Name == r.UnitName })
		if i < 0 {
			view.Units = append(view.Units, publicUnit{Name: r.UnitName})
			i = len(view.Units) - 1
		}
		view.Units[i].Rows = append(view.Units[i].Rows, row)
	}
	return s.render(v, http.StatusOK, "onpost", view)
}
