package appraisal

import (
	"net/http"
	"time"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/counter/appraisal"
	"github.com/shixian/shixian/internal/counter/core"
)

// aloneView is a day of acts that are not one person's to do, and of those that were. It
// accuses nobody.
type aloneView struct {
	kernel.Frame
	From, Until string
	Prev, Next  string // days
	Rows        []aloneRow
}

type aloneRow struct{ At, What, Number, Item, Unit, Act, Who, Asked string }

// alone shows what the digest of a morning tells of; unasked, of the next one.
func (s *Room) alone(v *visit) error {
	day, err := time.ParseInLocation(time.DateOnly, v.Query("day"), core.Zone)
	if err != nil {
		day = v.Now.AddDate(0, 0, 1)
	}
	found, err := s.counter.Alone(v.Ctx, v.Who, day)
	if err != nil {
		return err
	}
	office, err := s.Office(v.Ctx)
	if err != nil {
		return err
	}
	f, err := s.Frame(v.Visit, "watch", v.T("alone.title"))
	if err != nil {
		return err
	}
	view := &aloneView{Frame: f, From: v.Stamp(found.From), Until: v.Stamp(found.Until), Prev: found.From.In(core.Zone).Format(time.DateOnly)}
	if found.Until.Before(v.Now) {
		view.Next = found.Until.In(core.Zone).AddDate(0, 0, 1).Format(time.DateOnly)
	}
	for _, r := range found.Rows {
		view.Rows = append(view.Rows, v.aloneRow(r, office))
	}
	return s.Render(v.Visit, http.StatusOK, "alone", view)
}

func (v *visit) aloneRow(r appraisal.Alone, office *core.Office) aloneRow {
	out := aloneRow{
		At: v.Stamp(r.At), What: v.T("alone." + r.What), Number: r.Number, Item: v.ItemNamed(office, r.Kind, r.ItemName), Unit: v.UnitName(office, r.Unit),
		Act: v.Verb(r.Kind, r.Act), Who: r.ActorName, Asked: r.AskedName,
	}
	if r.Actor == "" {
		out.Who = v.T("alone.nobody")
	}
	return out
}
