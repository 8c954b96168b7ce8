package desk

import (
	"fmt"
	"strconv"
	"time"

	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/desk"
)

// daysAhead is how many days a forecast looks.
const daysAhead = 7

// forecastRow is what a post has to do of one clock in the days ahead, and how long it took before.
type forecastRow struct {
	Post, Clock      string
	Due, Past        string
	Late, Half, Most string // as ranges and lengths; a dash where too little is known
	Numbers          []string
}

// ahead says what falls due in the days ahead and how much of it may be late: a range, by how
// long each post took before, and nothing where too little is behind it.
func (s *Room) ahead(v *visit, view *figuresView, office *core.Office, rows []desk.Forecast) {
	due, low, high, unknown := 0, 0, 0, 0
	for _, r := range rows {
		due, low, high = due+r.Due, low+r.Low, high+r.High
		kind, _, _, _ := v.Kinds.Parse(r.Series + "2026-000001")
		row := forecastRow{Post: v.PostName(office, r.Post, ""), Clock: v.ClockOf(office, kind, r.Clock), Due: strconv.Itoa(r.Due), Past: strconv.Itoa(r.Past), Late: "—", Half: "—", Most: "—", Numbers: r.Numbers}
		if r.Known() {
			row.Late, row.Half, row.Most = between(r), v.took(r.Half), v.took(r.Most)
		} else {
			row.Late, unknown = v.T("forecast.few"), unknown+r.Due
		}
		view.Forecast = append(view.Forecast, row)
	}
	switch due {
	case 0:
		view.Ahead = []string{v.T("forecast.none")}
	case unknown:
		view.Ahead = []string{v.T("forecast.unknown", due)}
	default:
		view.Ahead = []string{v.T("forecast.says", due, between(desk.Forecast{Low: low, High: high}))}
		if unknown > 0 {
			view.Ahead = append(view.Ahead, v.T("forecast.rest", unknown))
		}
	}
}

// between is a range; of one number that alone.
func between(f desk.Forecast) string {
	if f.Low == f.High {
		return strconv.Itoa(f.Low)
	}
	return fmt.Sprintf("%d–%d", f.Low, f.High)
}

// took says a length as days, or hours below one.
func (v *visit) took(d time.Duration) string {
	if d < 24*time.Hour {
		return v.T("forecast.hours", fmt.Sprintf("%.1f", d.Hours()))
	}
	return v.T("forecast.days", fmt.Sprintf("%.1f", d.Hours()/24))
}
