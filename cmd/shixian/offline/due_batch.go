package offline

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"time"

	"github.com/shixian/shixian/internal/calendar"
)

const (
	longestLine   = 1 << 20 // bytes; a longer line is answered with an error
	keptCalendars = 1024    // about 35 kB each
)

// question is one line of `due --batch`; fields it does not know are ignored,
// so that a file of cases may carry its answers and sources.
type question struct {
	ID       json.RawMessage `json:"id"`
	Op       string          `json:"op"`
	Start    string          `json:"start"`
	End      string          `json:"end"`
	Limit    string          `json:"limit"`
	Pauses   []pauseText     `json:"pauses"`
	Calendar json.RawMessage `json:"calendar"`
}

type pauseText struct {
	From string `json:"from"`
	To   string `json:"to"`
}

// dueAnswer is the answer to op "due".
type dueAnswer struct {
	Due         string `json:"due"`
	Date        string `json:"due_date"`
	Provisional bool   `json:"provisional"`
}

// batch answers lines in order. Lines tend to share calendars, so those are
// kept by their text, refusals included.
type batch struct {
	national *calendar.Calendar
	kept     map[string]keptCalendar
}

type keptCalendar struct {
	cal *calendar.Calendar
	err error
}

func newBatch(national *calendar.Calendar) *batch {
	return &batch{national: national, kept: map[string]keptCalendar{}}
}

// run answers every line that is not blank; a bad line gets an error answer
// and the next one its turn. It fails only when reading or writing does.
func (b *batch) run(in io.Reader, out io.Writer) error {
	r, w := bufio.NewReaderSize(in, longestLine), bufio.NewWriterSize(out, 1<<16)
	var answer []byte
	for {
		line, err := r.ReadSlice('\n')
		tooLong := errors.Is(err, bufio.ErrBufferFull)
		for errors.Is(err, bufio.ErrBufferFull) {
			_, err = r.ReadSlice('\n')
		}
		answer = answer[:0]
		// A file saved by a spreadsheet or an editor may begin with a byte order mark.
		if line = bytes.TrimSpace(bytes.TrimPrefix(line, []byte("\ufeff"))); tooLong {
			answer = appendError(answer, nil, fmt.Errorf("line: over %d bytes", longestLine))
		} else if len(line) > 0 {
			answer = b.answer(answer, line)
		}
		if _, werr := w.Write(answer); werr != nil {
			return fmt.Errorf("write answer: %w", werr)
		}
		if err != nil && err != io.EOF {
			return errors.Join(fmt.Errorf("read cases: %w", err), w.Flush())
		}
		// Whoever asks line by line gets answers line by line.
		if err == io.EOF || r.Buffered() == 0 {
			if werr := w.Flush(); werr != nil {
				return fmt.Errorf("write answer: %w", werr)
			}
		}
		if err == io.EOF {
			return nil
		}
	}
}

// answer appends one line.
func (b *batch) answer(to, line []byte) []byte {
	var q question
	if err := json.Unmarshal(line, &q); err != nil {
		return appendError(to, q.ID, plainJSONError(err))
	}
	cal, err := b.calendar(q.Calendar)
	if err != nil {
		return appendError(to, q.ID, err)
	}
	switch q.Op {
	case "due":
		due, err := q.due(cal)
		if err != nil {
			return appendError(to, q.ID, err)
		}
		to = append(appendID(to, q.ID), `,"due":"`...)
		to = due.At.AppendFormat(to, time.RFC3339Nano)
		to = append(append(append(to, `","due_date":"`...), due.Date...), `","provisional":`...)
		to = strconv.AppendBool(to, due.Provisional)
	case "elapsed":
		seconds, err := q.elapsed(cal)
		if err != nil {
			return appendError(to, q.ID, err)
		}
		to = append(appendID(to, q.ID), `,"working_seconds":`...)
		to = strconv.AppendInt(to, seconds, 10)
	default:
		return appendError(to, q.ID, errors.New(`op: want "due" or "elapsed"`))
	}
	return append(to, '}', '\n')
}

func (b *batch) calendar(raw json.RawMessage) (*calendar.Calendar, error) {
	if len(raw) == 0 || string(raw) == "null" {
		return b.national, nil
	}
	if known, ok := b.kept[string(raw)]; ok {
		return known.cal, known.err
	}
	if len(b.kept) == keptCalendars {
		clear(b.kept)
	}
	cal, err := readCalendar(raw)
	b.kept[string(raw)] = keptCalendar{cal, err}
	return cal, err
}

func (q *question) due(cal *calendar.Calendar) (calendar.Due, error) {
	start, err := cal.ParseTime("start", q.Start)
	if err != nil {
		return calendar.Due{}, err
	}
	limit, err := calendar.ParseLimit(q.Limit)
	if err != nil {
		return calendar.Due{}, err
	}
	var pauses []calendar.Pause
	for i, p := range q.Pauses {
		from, err := cal.ParseTime(fmt.Sprintf("pauses[%d].from", i), p.From)
		if err != nil {
			return calendar.Due{}, err
		}
		to, err := cal.ParseTime(fmt.Sprintf("pauses[%d].to", i), p.To)
		if err != nil {
			return calendar.Due{}, err
		}
		pauses = append(pauses, calendar.Pause{From: from, To: to})
	}
	return cal.Due(start, limit, pauses...)
}

func (q *question) elapsed(cal *calendar.Calendar) (int64, error) {
	start, err := cal.ParseTime("start", q.Start)
	if err != nil {
		return 0, err
	}
	end, err := cal.ParseTime("end", q.End)
	if err != nil {
		return 0, err
	}
	return cal.WorkingSeconds(start, end), nil
}

// appendID opens an answer with the id exactly as it was asked.
func appendID(to []byte, id json.RawMessage) []byte {
	if len(id) == 0 {
		id = json.RawMessage("null")
	}
	return append(append(to, `{"id":`...), id...)
}

func appendError(to []byte, id json.RawMessage, err error) []byte {
	text, _ := json.Marshal(err.Error()) // a string always marshals
	to = append(append(appendID(to, id), `,"error":`...), text...)
	return append(to, '}', '\n')
}

// plainJSONError names the field instead of Go's types.
func plainJSONError(err error) error {
	var wrong *json.UnmarshalTypeError
	if errors.As(err, &wrong) && wrong.Field != "" {
		return fmt.Errorf("%s: a %s is not accepted here", wrong.Field, wrong.Value)
	}
	return fmt.Errorf("line: %w", err)
}
