package almanac

import (
	"fmt"
	"maps"
	"slices"

	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
)

// Single is one day to be changed, and no other: off, worked, or again whatever its
// weekday says (Ordinary).
type Single struct {
	Date string `json:"date" example:"2026-12-31"`
	Is   string `json:"is" enum:",off,work" doc:"off, work, or empty: as its weekday has it."`
	Name string `json:"name,omitempty" maxLength:"100"`
}

// maxSingles bounds one act: more than that is a list.
const maxSingles = 40

// Change checks single days. Those for everybody are held against the law; a
// unit's own may be anything, for somebody has the watch on New Year's Day.
func (l Law) Change(days []Single, everybody bool) error {
	switch {
	case len(days) == 0:
		return refuse(casework.EmptyList, "days", "")
	case len(days) > maxSingles:
		return refuse(casework.TooLarge, "days", "over %d days", maxSingles)
	}
	seen := map[string]bool{}
	for i, d := range days {
		where := fmt.Sprintf("days[%d]", i)
		switch {
		case !isDate(d.Date):
			return refuse(casework.BadList, where, "want YYYY-MM-DD")
		case seen[d.Date]:
			return refuse(casework.DayClash, where, "%s stands twice", d.Date)
		case d.Is != Off && d.Is != Worked && d.Is != Ordinary:
			return refuse(casework.Invalid, where, "off, work or empty")
		case len([]rune(d.Name)) > maxName:
			return refuse(casework.BadList, where, "name over %d characters", maxName)
		}
		seen[d.Date] = true
		if everybody {
			if err := l.allows(where, d); err != nil {
				return err
			}
		}
	}
	return nil
}

// allows refuses to work on a day that is off by law.
func (l Law) allows(where string, d Single) error {
	var year int
	if _, err := fmt.Sscanf(d.Date[:4], "%d", &year); err != nil {
		return refuse(casework.BadList, where, "want YYYY-MM-DD")
	}
	legal, _ := l.Year(year)
	i := slices.IndexFunc(legal, func(x Legal) bool { return x.Date == d.Date })
	if i < 0 || d.Is == Off {
		return nil
	}
	err := refuse(casework.LegalWorked, where, "")
	err.About = [2]string{legal[i].ZH + " " + d.Date, legal[i].EN + " " + d.Date}
	return err
}

// Set changes single days of a calendar and touches no other.
func Set(base calendar.Spec, days []Single) calendar.Spec {
	out := base
	named := func(date string) bool {
		return slices.ContainsFunc(days, func(d Single) bool { return d.Date == date })
	}
	out.Off = slices.DeleteFunc(slices.Clone(base.Off), named)
	out.Work = slices.DeleteFunc(slices.Clone(base.Work), named)
	out.Half = maps.Clone(base.Half)
	maps.DeleteFunc(out.Half, func(date string, _ []calendar.Span) bool { return named(date) })
	for _, d := range days {
		switch d.Is {
		case Off:
			out.Off = append(out.Off, d.Date)
		case Worked:
			out.Work = append(out.Work, d.Date)
		}
	}
	return Normal(out)
}
