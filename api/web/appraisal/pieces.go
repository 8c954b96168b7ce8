package appraisal

import (
	"net/http"
	"strconv"
	"time"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/counter/appraisal"
	"github.com/shixian/shixian/internal/counter/core"
)

// piecesView is what a bureau told those above it in a month: by unit, the most first, and who
// owes a number of pieces (R217, R218).
type piecesView struct {
	kernel.Frame
	Month      string
	Units      []pieceRow
	People     []pieceRow
	Prev, Next string
}

type pieceRow struct {
	Place, Name, Unit, Sent, Adopted, Last, Note string
	Late                                         bool
}

func (s *Room) pieces(v *visit) error {
	month, err := time.ParseInLocation("2006-01", v.Query("month"), core.Zone)
	if err != nil {
		month = time.Time{}
	}
	found, err := s.counter.PiecesOf(v.Ctx, v.Who, month)
	if err != nil {
		return err
	}
	office, err := s.Office(v.Ctx)
	if err != nil {
		return err
	}
	f, err := s.Frame(v.Visit, "registers", v.T("pieces.title"))
	if err != nil {
		return err
	}
	view := &piecesView{Frame: f, Month: v.Month(found.Month), Prev: found.Month.AddDate(0, -1, 0).Format("2006-01")}
	if found.Over {
		view.Next = found.Month.AddDate(0, 1, 0).Format("2006-01")
	}
	place := 0
	for i, t := range found.Units {
		if i == 0 || t.Sent != found.Units[i-1].Sent || t.Adopted != found.Units[i-1].Adopted {
			place = i + 1 // who told as many stands beside them
		}
		row := v.pieceRow(t, office)
		row.Place, row.Name = strconv.Itoa(place), row.Unit
		if t.Silent {
			row.Note, row.Late = v.T("pieces.silent"), true
		}
		view.Units = append(view.Units, row)
	}
	for _, t := range found.People {
		row := v.pieceRow(t, office)
		switch {
		case t.Owed > 0 && found.Over:
			row.Note, row.Late = v.T("pieces.missed", t.Owed), true
		case t.Owed > 0:
			row.Note = v.T("pieces.owed", t.Owed)
		}
		view.People = append(view.People, row)
	}
	return s.Render(v.Visit, http.StatusOK, "pieces", view)
}

func (v *visit) pieceRow(t appraisal.Told, office *core.Office) pieceRow {
	out := pieceRow{Name: t.Name, Unit: v.UnitName(office, t.Unit), Sent: strconv.Itoa(t.Sent), Adopted: strconv.Itoa(t.Adopted), Last: v.T("pieces.never")}
	if !t.Last.IsZero() {
		out.Last = v.Stamp(t.Last)
	}
	return out
}
