package papers

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/paper"
	"github.com/shixian/shixian/internal/words"
)

// askMonday is the question of a weekly list: whose Monday it is.
const askMonday = "monday"

// week is the one before the Monday of a day, [from, until).
func week(day time.Time) (from, until time.Time) {
	day = day.In(core.Zone)
	y, m, d := day.Date()
	until = time.Date(y, m, d-(int(day.Weekday())+6)%7, 0, 0, 0, 0, core.Zone)
	return until.AddDate(0, 0, -7), until
}

// weekMatter gathers what a Monday list tells of the week before: every item that
// stood open in it, with what was due, done and missed (R102). An unasked Monday
// is this week's.
func (c *Room) weekMatter(ctx context.Context, p casework.Principal, f paper.Form, from drafting, monday string, m *paper.Matter) error {
	day := c.Now()
	if monday != "" {
		asked, err := time.ParseInLocation(time.DateOnly, monday, core.Zone)
		switch {
		case err != nil:
			return casework.FieldError(casework.Invalid, "asked."+askMonday, "date")
		case asked.After(day):
			return casework.FieldError(casework.FutureDate, "asked."+askMonday, f.Rules[0])
		}
		day = asked
	}
	begin, end := week(day)
	rows, total, err := c.caseMatters(ctx, p, from.office, f, access.PaperIssue, core.CaseFilter{Until: end, StoodAt: begin}, maxCircular)
	if err != nil {
		return err
	}
	sums := map[string]int{}
	for i := range rows {
		told := lastWeek{rows[i], begin, end}.tell()
		for name, words := range told {
			rows[i].Extra[name] = words
			if words != "" {
				sums[name]++
			}
		}
	}
	m.Rows, m.Total = rows, total
	m.Extra["count"] = strconv.Itoa(total)
	date := func(midnight time.Time) string { return paper.Date(midnight.Add(time.Hour), core.Zone) } // else it is 24:00 of the day before
	m.Extra["from"], m.Extra["until"], m.Extra["monday"] = date(begin), date(end.AddDate(0, 0, -1)), date(end)
	for _, name := range []string{"owed", "done", "rechecked", "chased", "gap"} {
		m.Extra[name] = strconv.Itoa(sums[name])
	}
	return nil
}

// lastWeek is one item, and the week it is told of.
type lastWeek struct {
	paper.Matter
	from, until time.Time
}

// tell says in words what was due, what was done, what a re-check found, how it was
// chased, what is missing or late, and what comes next. What was mended since is told as such: the
// list is read on the day it is compiled.
func (w lastWeek) tell() map[string]string {
	return map[string]string{
		"owed": w.owed(), "done": w.happened(weekDone...), "rechecked": w.rechecked(), "chased": w.happened(casework.Chased), "gap": w.gap(), "next": w.next(),
	}
}

// weekDone are the acts of an item that a meeting hears of.
var weekDone = []casework.EventName{
	casework.Issued, casework.ReceiptSigned, casework.Reported, casework.SpecialReported, casework.Replied, casework.StepDone, casework.StepDeclined, casework.StepDeemed,
	casework.ExtensionApproved, casework.SignedOff, casework.Objected, casework.ObjectionDecided, casework.CaseClosed,
}

func (w lastWeek) within(t time.Time) bool { return !t.Before(w.from) && t.Before(w.until) }

func (w lastWeek) day(t time.Time) string { return t.In(w.Names.Zone()).Format("01-02") }

func (w lastWeek) clock(c casework.ClockView) string {
	name := words.Clock(words.Chinese, w.Case.Kind, casework.Ruling(c.Name))
	if c.Name != casework.Ruling(c.Name) { // a co-unit's part (R044)
		name += "（" + c.PostName + "）"
	}
	return name
}

// owed are the limits that ran out in the week.
func (w lastWeek) owed() string {
	var said []string
	for _, c := range w.Clocks {
		if c.Outcome == casework.Breach && c.Status != casework.Dropped && w.within(c.Due) {
			said = append(said, w.day(c.Due)+" "+w.clock(c))
		}
	}
	return strings.Join(said, "；")
}

func (w lastWeek) happened(names ...casework.EventName) string {
	var said []string
	for _, e := range w.Events {
		if !slices.Contains(names, e.Name) || !w.within(e.At) {
			continue
		}
		what := w.day(e.At) + " " + w.Names.Say(words.Events, w.Case.Kind, string(e.Name))
		if e.Name == casework.Chased && e.Clock != "" { // by rule, not by hand (R057)
			what += "（" + w.clock(casework.ClockView{Name: e.Clock}) + "）"
		}
		said = append(said, what)
	}
	return strings.Join(said, "；")
}

// rechecked is what was found by looking into it, and nothing else (回查, R097).
func (w lastWeek) rechecked() string {
	var said []string
	for _, e := range w.Events {
		if e.Name == casework.Rechecked && w.within(e.At) {
			said = append(said, w.day(e.At)+" "+words.Say(words.Chinese, words.Choice, e.Level))
		}
	}
	return strings.Join(said, "；")
}

// unseen are the rounds of the week in which nobody looked (查而不办).
func (w lastWeek) unseen() (said []string) {
	for _, e := range w.Events {
		if e.Name == casework.RoundMissed && w.within(e.At) {
			said = append(said, w.day(e.At)+"前没有回查")
		}
	}
	return said
}

// gap is what was late by the end of the week, what is not signed for, and a
// chase nobody answered, or a week without a re-check (查找工作中的不足).
func (w lastWeek) gap() string {
	var said []string
	for _, c := range w.Clocks {
		switch {
		case c.Name == "receipt" && c.Status == casework.Running && c.Round > 1:
			said = append(said, "通知尚未签收")
		case c.Outcome != casework.Breach || c.Status != casework.Met && c.Status != casework.Breached && c.Status != casework.Running:
		case !c.Due.Before(w.until) || !c.Due.Before(w.At) || c.Ended != nil && (c.Ended.Before(w.from) || !c.Ended.After(c.Due)):
		case c.Ended == nil:
			said = append(said, w.clock(c)+"逾期"+strconv.Itoa(w.Names.Late(c.Due, w.At))+"个工作日，尚未完成")
		default:
			said = append(said, w.clock(c)+"逾期"+strconv.Itoa(w.Names.Late(c.Due, *c.Ended))+"个工作日，"+w.day(*c.Ended)+"完成")
		}
	}
	if w.Case.Stage == casework.StageHandle && w.happened(casework.Chased) != "" && w.happened(casework.Reported, casework.Replied) == "" {
		said = append(said, "催办后没有报告进展")
	}
	return strings.Join(append(said, w.unseen()...), "；")
}

// next is whose turn it is, and the first limit that runs.
func (w lastWeek) next() string {
	if w.Case.Closed != nil {
		return ""
	}
	said := ""
	if w.Case.Turn != "" {
		said = words.Say(words.Chinese, words.Role, w.Case.Turn) + "："
	}
	var first *casework.ClockView
	for i, c := range w.Clocks {
		if c.Status == casework.Running && (first == nil || c.Due.Before(first.Due)) {
			first = &w.Clocks[i]
		}
	}
	if first == nil {
		return strings.TrimSuffix(said, "：")
	}
	return said + w.clock(*first) + "，" + w.day(first.Due.Add(-time.Nanosecond)) + "前" // a right ends at 24:00
}
