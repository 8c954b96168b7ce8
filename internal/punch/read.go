package punch

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/shixian/shixian/internal/casework"
)

// Export is the format of a time clock's file, by what its columns are called: the number it knows
// a person by, and either the instant of a punch, or its day and the times of that day, which may
// stand in several columns (时间1, 时间2) or in one cell.
type Export struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	NameEn string `json:"name_en"`
	Number string `json:"number"`
	At     string `json:"at,omitempty"`
	Date   string `json:"date,omitempty"`
	Times  string `json:"times,omitempty"`
}

// Line is one punch of a file.
type Line struct {
	Row    int
	Cell   string // of its time, as it is called: line[3].打卡时间
	Number string
	At     time.Time
}

// heads is in how many lines the head of a table may stand below titles.
const heads = 10

// Bounds of a punch: what lies before is a clock that lost its time.
var earliest = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)

var (
	instants = []string{"2006-01-02 15:04:05", "2006-01-02 15:04", "2006/1/2 15:04:05", "2006/1/2 15:04", "2006-1-2 15:04:05", "2006-1-2 15:04", "2006.1.2 15:04:05", "2006.1.2 15:04", "20060102150405", "2006年1月2日 15:04:05", "2006年1月2日 15:04", time.RFC3339}
	days     = []string{"2006-01-02", "2006/1/2", "2006-1-2", "2006.1.2", "20060102", "2006年1月2日"}
	times    = []string{"15:04:05", "15:04"}
)

// Read reads the punches of a file in whichever of the formats its head is written. Refusals:
// UnknownField where it is none, Invalid or FutureDate by cell, all at once.
func (r Rules) Read(rows [][]string, zone *time.Location, now time.Time) (found Export, lines []Line, refused []*casework.Error) {
	for top, row := range rows[:min(heads, len(rows))] {
		for _, e := range r.Clocks {
			if cols, ok := e.columns(row); ok {
				lines, refused = e.lines(rows[top+1:], top+2, cols, zone, now)
				return e, lines, refused
			}
		}
	}
	return found, nil, []*casework.Error{casework.FieldError(casework.UnknownField, "line[1]", "R179")}
}

// columns are where the number, the instant, the day and the times stand.
type columns struct {
	number, at, date int
	times            []int
	head             []string
}

func (e Export) columns(row []string) (c columns, ok bool) {
	c = columns{number: slices.Index(row, e.Number), at: slices.Index(row, e.At), date: slices.Index(row, e.Date), head: row}
	for i, head := range row {
		if e.Times != "" && strings.TrimRight(head, "0123456789") == e.Times {
			c.times = append(c.times, i)
		}
	}
	return c, c.number >= 0 && (e.At != "" && c.at >= 0 || e.Date != "" && c.date >= 0 && len(c.times) > 0)
}

func (e Export) lines(rows [][]string, first int, c columns, zone *time.Location, now time.Time) (out []Line, refused []*casework.Error) {
	for i, row := range rows {
		n := first + i
		if strings.TrimSpace(strings.Join(row, "")) == "" {
			continue
		}
		refuse := func(code casework.Code, column int, rule string) {
			refused = append(refused, casework.FieldError(code, at(n, c.head[column]), rule))
		}
		number := cell(row, c.number)
		if number == "" {
			refuse(casework.Invalid, c.number, "required")
			continue
		}
		add := func(column int, t time.Time, ok bool) {
			switch {
			case !ok || t.Before(earliest):
				refuse(casework.Invalid, column, "date-time")
			case t.After(now):
				refuse(casework.FutureDate, column, "R179")
			default:
				out = append(out, Line{Row: n, Cell: at(n, c.head[column]), Number: number, At: t})
			}
		}
		if e.At != "" && c.at >= 0 {
			t, ok := parsed(cell(row, c.at), instants, zone)
			add(c.at, t, ok)
			continue
		}
		date, _, _ := strings.Cut(cell(row, c.date), " ") // 2026-03-02 星期一
		day, ok := parsed(date, days, zone)
		if !ok {
			refuse(casework.Invalid, c.date, "date")
			continue
		}
		for _, column := range c.times {
			for _, text := range strings.Fields(strings.NewReplacer(",", " ", ";", " ", "，", " ", "；", " ").Replace(cell(row, column))) {
				t, ok := parsed(text, times, zone)
				add(column, time.Date(day.Year(), day.Month(), day.Day(), t.Hour(), t.Minute(), t.Second(), 0, zone), ok)
			}
		}
	}
	return out, refused
}

func at(row int, head string) string { return fmt.Sprintf("line[%d].%s", row, head) }

func cell(row []string, i int) string {
	if i < 0 || i >= len(row) {
		return ""
	}
	return strings.TrimSpace(row[i])
}

func parsed(text string, layouts []string, zone *time.Location) (time.Time, bool) {
	for _, layout := range layouts {
		if t, err := time.ParseInLocation(layout, text, zone); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}
