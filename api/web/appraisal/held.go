package appraisal

import (
	"strconv"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/appraisal"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/words"
)

// heldView is how first contact, notice and limits were kept (R236), and what those served
// thought of it, matter by matter.
type heldView struct {
	Rules   []heldRow
	Levels  []string
	Ratings []ratedRow
}

type heldRow struct{ What, Kept, Late, Excused, Again string }

type ratedRow struct {
	Name   string
	Counts []ratedCount
	Good   string
	Total  bool
}

type ratedCount struct{ Level, N string }

// held says it in words; a matter that nobody rated does not stand there.
func (v *visit) held(sheet appraisal.Sheet, office *core.Office) heldView {
	out := heldView{}
	for _, r := range sheet.Held.Rules {
		row := heldRow{What: v.T("held." + r.What), Kept: strconv.Itoa(r.Kept), Late: strconv.Itoa(r.Late), Excused: strconv.Itoa(r.Excused)}
		if r.What == appraisal.HeldNotice && sheet.Held.Again > 0 {
			row.Again = v.T("held.again", sheet.Held.Again)
		}
		out.Rules = append(out.Rules, row)
	}
	for _, level := range casework.Levels {
		out.Levels = append(out.Levels, words.Of(v.Lang, v.Kinds.Rated(), words.Choice, level))
	}
	for _, r := range sheet.Held.Ratings {
		name := v.ItemName(office, r.Kind, r.Item, 0, r.Name)
		if name == "" {
			name = v.Kind(r.Kind)
		}
		out.Ratings = append(out.Ratings, v.rated(out.Levels, name, r))
	}
	if len(out.Ratings) > 1 {
		all := v.rated(out.Levels, v.T("held.all"), sheet.Held.Total())
		all.Total = true
		out.Ratings = append(out.Ratings, all)
	}
	return out
}

func (v *visit) rated(levels []string, name string, r appraisal.Rating) ratedRow {
	row := ratedRow{Name: name}
	for i, n := range r.Levels() {
		row.Counts = append(row.Counts, ratedCount{Level: levels[i], N: strconv.Itoa(n)})
	}
	if good, ok := r.Good(); ok {
		row.Good = v.T("percent", good)
	}
	return row
}
