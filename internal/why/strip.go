package why

import (
	"fmt"
	"strings"
	"time"

	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/words"
)

// Strip is one count to be put into words.
type Strip struct {
	Days  []calendar.Day // as calendar.Explain gave them
	Limit calendar.Limit // grants included
	Due   time.Time      // in the zone of the calendar
	// Pauses are those of the clock; Open tells that the last one has not ended
	// and its end is the announced one.
	Pauses []casework.Span
	Open   bool
	Grants []Grant
	// Name says what a day off is called; nil and empty names are no names.
	Name func(date string) (zh, en string)
}

// Grant is more time that was given.
type Grant struct {
	At    time.Time
	Units int    // of the limit
	Date  string // the due date it led to
}

// Line is one day and what is to be said of it.
type Line struct {
	Date        string       `json:"date"`
	Weekday     string       `json:"weekday" enum:"mon,tue,wed,thu,fri,sat,sun"`
	Number      int          `json:"number" doc:"Its number in the count; 0: it does not count."`
	Why         calendar.Why `json:"why"`
	Seconds     int64        `json:"seconds,omitempty" doc:"Limits in time: how much of it this day used."`
	Provisional bool         `json:"provisional,omitempty" doc:"Its year's list of days off is not announced."`
	ZH          string       `json:"zh"`
	EN          string       `json:"en"`
}

// Lines says every day of the strip.
func (s Strip) Lines() []Line {
	out := make([]Line, 0, len(s.Days))
	for i, d := range s.Days {
		day, err := time.ParseInLocation(time.DateOnly, d.Date, s.Due.Location())
		if err != nil {
			continue // a day the calendar cannot have written
		}
		w := said{}
		s.reason(&w, d, day)
		if last := i == len(s.Days)-1; last {
			at := clockTime(s.Due, d.Date)
			w.add(at+" 到期", "due "+at)
		}
		s.notes(&w, d.Date)
		out = append(out, Line{
			Date: d.Date, Weekday: strings.ToLower(day.Format("Mon")), Number: d.Number, Why: d.Why,
			Seconds: d.Seconds, Provisional: d.Provisional, ZH: strings.Join(w.zh, "；"), EN: strings.Join(w.en, "; "),
		})
	}
	return out
}

// said is what there is to say of a day, in both languages.
type said struct{ zh, en []string }

func (w *said) add(zh, en string) { w.zh, w.en = append(w.zh, zh), append(w.en, en) }

// reason says why the day counts or does not.
func (s Strip) reason(w *said, d calendar.Day, day time.Time) {
	numberZH, numberEN := s.counted(d)
	switch d.Why {
	case calendar.Start:
		zh, en := "起算日，不计", "the clock starts; not counted"
		if !s.Limit.Dated() {
			zh, en = "起算日"+used(d.Seconds, "，用"), "the clock starts"+usedEN(d.Seconds)
		}
		w.add(zh, en)
	case calendar.MakeUp:
		w.add("调休上班，"+numberZH, "make-up working day, "+numberEN)
	case calendar.HalfDay:
		w.add("半天办公，"+numberZH, "half a working day, "+numberEN)
	case calendar.Provisional:
		w.add(numberZH+"（没有当年的放假安排，暂定）", numberEN+" (no list of that year's days off is at hand: provisional)")
	case calendar.DayOff:
		zh, en := s.dayOff(d.Date)
		w.add(zh+s.skipped("，不计", "，顺延"), en+s.skipped(", not counted", ", moved on"))
	case calendar.Weekend:
		w.add(words.DayOfWeek(day.Weekday())[0]+"不办公"+s.skipped("，不计", "，顺延"), day.Format("Monday")+", closed"+s.skipped(", not counted", ", moved on"))
	case calendar.Paused:
		zh, en := "暂停", "paused"
		if p := s.pauseOn(d.Date); p != nil {
			what := pause(*p)
			zh, en = zh+in(what[0], "（", "）"), en+in(what[1], " (", ")")
		}
		w.add(zh+"，不计", en+", not counted")
	case calendar.Rolled:
		w.add("最后一日不办公，顺延到这一天", "the last day was a closed day; moved to this one")
	default:
		w.add(numberZH, numberEN)
	}
}

// skipped chooses between days a count leaves out and days its end rolls over.
func (s Strip) skipped(out, over string) string {
	if s.Limit.Unit == calendar.Days || s.Limit.Unit == calendar.Months {
		return over
	}
	return out
}

func (s Strip) counted(d calendar.Day) (zh, en string) {
	if s.Limit.Dated() {
		return fmt.Sprintf("计第 %d 天", d.Number), fmt.Sprintf("day %d", d.Number)
	}
	return "计时" + used(d.Seconds, ""), "counted" + usedEN(d.Seconds)
}

func (s Strip) dayOff(date string) (zh, en string) {
	if s.Name != nil {
		zh, en = s.Name(date)
	}
	if zh == "" {
		return "放假", "day off"
	}
	return zh + "放假", en + " holiday"
}

// notes are what else happened on the day: a pause begun or ended, time given.
func (s Strip) notes(w *said, date string) {
	zone := s.Due.Location()
	for i, p := range s.Pauses {
		zh, en := pause(p)[0], pause(p)[1]
		if from := p.From.In(zone); from.Format(time.DateOnly) == date {
			w.add(from.Format("15:04")+" 起暂停"+in(zh, "（", "）"), "paused from "+from.Format("15:04")+in(en, " (", ")"))
		}
		if to := p.To.In(zone); to.Format(time.DateOnly) == date {
			if s.Open && i == len(s.Pauses)-1 {
				w.add("预计 "+to.Format("15:04")+" 恢复", "expected to go on at "+to.Format("15:04"))
			} else {
				w.add(to.Format("15:04")+" 恢复", "goes on at "+to.Format("15:04"))
			}
		}
	}
	for _, g := range s.Grants {
		if g.At.In(zone).Format(time.DateOnly) == date {
			l := calendar.Limit{N: g.Units, Unit: s.Limit.Unit}
			w.add("批准延期 "+words.Limit(words.Chinese, l)+"，到"+shortZH(g.Date), "extended by "+words.Limit(words.English, l)+", to "+shortEN(g.Date))
		}
	}
}

// pauseOn finds the pause that a day in (X, Y] fell into.
func (s Strip) pauseOn(date string) *casework.Span {
	zone := s.Due.Location()
	for i := range s.Pauses {
		p := &s.Pauses[i]
		if p.From.In(zone).Format(time.DateOnly) <= date && date <= p.To.In(zone).Format(time.DateOnly) {
			return p
		}
	}
	return nil
}
