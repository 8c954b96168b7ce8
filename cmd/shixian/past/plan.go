package past

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/reference"
)

// told is one case of the year: what it is of, who brings it, and when each thing is done.
type told struct {
	of     reference.Past
	key    string
	values *strings.Replacer
	days   []time.Time // of its receipt, then of each act
}

// plan draws the cases and puts them in the order of their receipt. The same year is drawn each
// time, whatever the day: a case is known again by its key.
func (h *house) plan(year reference.Year, today time.Time) (out []told) {
	days := h.workingDays(today)
	for sort, of := range year.Cases {
		room := len(days) - 1 - of.Lasts()
		for n := range of.Count {
			at := n*room/of.Count + h.draw.IntN(max(room/of.Count, 1))
			if of.Ago > 0 {
				at = len(days) - of.Ago
			}
			c := told{of: of, key: Key(sort, n), values: h.person(year)}
			c.days = append(c.days, h.hour(days[at], time.Time{}))
			for _, act := range of.Acts {
				last := c.days[len(c.days)-1]
				if act.Wait[1] > 0 {
					at += act.Wait[0] + h.draw.IntN(act.Wait[1]-act.Wait[0]+1)
				}
				c.days = append(c.days, h.hour(days[min(at, len(days)-1)], last))
			}
			out = append(out, c)
		}
	}
	slices.SortStableFunc(out, func(a, b told) int { return a.days[0].Compare(b.days[0]) })
	return out
}

// Key is that of the nth case of a sort, by which it is known again.
func Key(sort, n int) string { return fmt.Sprintf("demo-year-%02d-%03d", sort, n) }

// workingDays are those of the year that ends the evening before today.
func (h *house) workingDays(today time.Time) (days []time.Time) {
	zone := h.on.Calendar.Location()
	y, m, d := today.In(zone).Date()
	end := time.Date(y, m, d, 0, 0, 0, 0, zone)
	for at := time.Date(y-1, m, d, 12, 0, 0, 0, zone); at.Before(end); at = at.AddDate(0, 0, 1) {
		if h.on.Calendar.IsWorkingDay(at) {
			days = append(days, at)
		}
	}
	return days
}

// hour is a minute of a working day, some after another where that is of the same day.
func (h *house) hour(day, after time.Time) time.Time {
	minute, second := h.draw.IntN(100), h.draw.IntN(60)
	y, m, d := day.Date()
	if ay, am, ad := after.Date(); ay == y && am == m && ad == d {
		return after.Add(time.Duration(4+minute%9) * time.Minute)
	}
	return time.Date(y, m, d, 8, 40+minute, second, 0, day.Location())
}

// person is somebody who asks for something.
func (h *house) person(year reference.Year) *strings.Replacer {
	pick := func(list []string) string { return list[h.draw.IntN(len(list))] }
	born := fmt.Sprintf("%d%02d%02d", 1940+h.draw.IntN(62), 1+h.draw.IntN(12), 1+h.draw.IntN(28))
	card := core.Card("000000" + born + fmt.Sprintf("%03d", h.draw.IntN(1000))) // of no place there is
	road := pick(year.Roads)
	return strings.NewReplacer(
		"{name}", pick(year.Families)+pick(year.Given), "{phone}", fmt.Sprintf("0000-555%04d", h.draw.IntN(10000)), "{id}", card,
		"{address}", fmt.Sprintf("青岚县%s%d号", road, 1+h.draw.IntN(180)), "{shop}", road+pick(year.Shops), "{n}", strconv.Itoa(1+h.draw.IntN(99)),
	)
}

var ahead = regexp.MustCompile(`^\{in:(\d+)\}$`)

// say puts in what a form leaves open: people, the minute, a day ahead, the paper that was brought.
func (h *house) say(c told, text, proof string) string {
	if m := ahead.FindStringSubmatch(text); m != nil {
		n, _ := strconv.Atoi(m[1]) // digits
		return h.closing(n).Format(time.RFC3339)
	}
	switch text {
	case "{proof}":
		return proof
	case reference.Now:
		return h.now.Truncate(time.Minute).Format(time.RFC3339)
	}
	return c.values.Replace(text)
}

// closing is that of the nth working day after now.
func (h *house) closing(n int) time.Time {
	at := h.now
	for n > 0 {
		if at = at.AddDate(0, 0, 1); h.on.Calendar.IsWorkingDay(at) {
			n--
		}
	}
	y, m, d := at.Date()
	return time.Date(y, m, d, 17, 30, 0, 0, at.Location())
}
