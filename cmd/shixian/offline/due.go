package offline

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/alecthomas/kong"

	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/reference"
	"github.com/shixian/shixian/internal/words"
)

// Due counts a due date, or a stream of them, with no server at all.
type Due struct {
	Start    string   `help:"When the clock starts: 2026-09-24T09:30 in the calendar's zone, or RFC 3339." placeholder:"TIME"`
	Limit    string   `help:"How long it runs: 10wd, 30d, 3mo, 4wh, 90wm, 30ws, 3h, 45m, 10s." placeholder:"LIMIT"`
	Pause    []string `help:"A pause; repeatable." placeholder:"FROM/TO" sep:"none"`
	Calendar string   `help:"A calendar as JSON instead of the national one." placeholder:"FILE" type:"existingfile"`
	JSON     bool     `help:"Print one JSON object."`
	Batch    bool     `help:"Read one JSON object a line from standard input, answer one a line."`
}

// Run prints the answer to kong's standard output.
func (d *Due) Run(k *kong.Kong) error { return d.run(os.Stdin, k.Stdout) }

func (d *Due) run(in io.Reader, out io.Writer) error {
	cal, err := d.calendar()
	if err != nil {
		return err
	}
	if d.Batch {
		if d.Start != "" || d.Limit != "" || len(d.Pause) > 0 {
			return fmt.Errorf("--batch reads start, limit and pauses from its lines")
		}
		return newBatch(cal).run(in, out)
	}
	if d.Start == "" || d.Limit == "" {
		return fmt.Errorf("--start and --limit are needed, or --batch")
	}
	q := question{Op: "due", Start: d.Start, Limit: d.Limit}
	for _, p := range d.Pause {
		from, to, _ := strings.Cut(p, "/")
		q.Pauses = append(q.Pauses, pauseText{from, to})
	}
	due, err := q.due(cal)
	if err != nil {
		return err
	}
	if d.JSON {
		return json.NewEncoder(out).Encode(dueAnswer{Due: due.At.Format(time.RFC3339Nano), Date: due.Date, Provisional: due.Provisional})
	}
	_, err = io.WriteString(out, dueText(due))
	return err
}

// calendar is the national one unless a file names another, which is taken as it
// stands: no day off is added to it.
func (d *Due) calendar() (*calendar.Calendar, error) {
	if d.Calendar == "" {
		spec, err := reference.National()
		if err != nil {
			return nil, err
		}
		return calendar.New(spec)
	}
	raw, err := os.ReadFile(d.Calendar)
	if err != nil {
		return nil, fmt.Errorf("read calendar: %w", err)
	}
	return readCalendar(raw)
}

func readCalendar(raw []byte) (*calendar.Calendar, error) {
	spec, err := calendar.ParseSpec(raw)
	if err != nil {
		return nil, fmt.Errorf("calendar: %w", err)
	}
	cal, err := calendar.New(spec)
	if err != nil {
		return nil, fmt.Errorf("calendar: %w", err)
	}
	return cal, nil
}

// dueText tells a person, in both languages. The date is that of the due day:
// a closing at 24:00 is told as the day it ends.
func dueText(due calendar.Due) string {
	var b strings.Builder
	at := due.At.Add(-1)
	clock := due.At.Format("15:04:05")
	if at.Day() != due.At.Day() {
		clock = "24:00:00"
	} else {
		at = due.At
	}
	clock = strings.TrimSuffix(clock, ":00")
	zone := due.At.Location()
	fmt.Fprintf(&b, "到期：%s %s %s（%s）\n", words.Date(at), words.DayOfWeek(at.Weekday())[0], clock, zone)
	fmt.Fprintf(&b, "Due: %s, %s (%s)\n", at.Format("Monday 2 January 2006"), clock, zone)
	if due.Provisional {
		b.WriteString("暂定：跨入的年份没有放假安排，只按周末和法定放假日计算，以后可能变动。\n")
		b.WriteString("Provisional: no list of days off is at hand for a year in this span; weekends and days off by law are left out, and the date may move.\n")
	}
	return b.String()
}
