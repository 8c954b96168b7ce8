package cases

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/api/web/label"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/words"
)

// moment is one line of what happened: event, who, when, under which rule.
type moment struct {
	At, ISO  string
	What     string
	Clock    string
	Who      string
	Notes    []string
	Text     string // what the person wrote, for readers who may
	Rule     string
	Told     string
	LateNote string // how late the machine was, if more than two seconds
}

// tolerated is how late the machine may record an event without saying so.
const tolerated = 2 * time.Second

// story tells what happened to a case, oldest first.
func (v *visit) story(d kernel.Dossier) []moment {
	due := map[string]casework.LedgerRow{}
	for _, l := range d.Ledger {
		due[l.Key] = l
	}
	out := make([]moment, 0, len(d.Timeline))
	for _, row := range d.Timeline {
		m := v.moment(d, row)
		if l, ok := due[row.Key]; ok {
			precise := v.Prompt(d.View.Clocks, l.Clock)
			switch {
			case l.Old.IsZero():
				m.Notes = append(m.Notes, v.T("case.due", v.Due(l.New, precise)))
			case row.Name == casework.ClockSettled:
				m.Notes = append(m.Notes, v.T("case.certain", v.Due(l.New, precise)))
			default:
				m.Notes = append(m.Notes, v.T("case.moved", v.Due(l.Old, precise), v.Due(l.New, precise)))
			}
		}
		out = append(out, m)
	}
	sayOnce(d.Timeline, out)
	return out
}

// sayOnce leaves what a person wrote at one line of those his act brought about:
// the first that is not about a clock or a turn.
func sayOnce(rows []casework.TimelineRow, out []moment) {
	sameAct := func(i, j int) bool {
		return rows[i].Actor == rows[j].Actor && rows[i].At.Equal(rows[j].At) && rows[i].Text == rows[j].Text
	}
	for from := 0; from < len(rows); {
		says, to := from, from
		for ; to < len(rows) && sameAct(from, to); to++ {
			if clockOrTurn(rows[says]) && !clockOrTurn(rows[to]) {
				says = to
			}
		}
		for i := from; i < to; i++ {
			if i != says {
				out[i].Text = ""
			}
		}
		from = to
	}
}

func clockOrTurn(row casework.TimelineRow) bool {
	return strings.HasPrefix(string(row.Name), "clock_") || row.Name == casework.TurnChanged
}

func (v *visit) moment(d kernel.Dossier, row casework.TimelineRow) moment {
	m := moment{
		At: v.Stamp(row.At), ISO: v.Local(row.At).Format(time.RFC3339), What: words.Event(v.Lang, v.Kinds.Of(d.View.Kind), row.Name, row.Level),
		Clock: v.ClockOf(d.Office, d.View.Kind, row.Clock), Who: v.T("case.machine"), Text: row.Text, Notes: v.notes(d, row),
		Rule: strings.TrimSpace(kernel.Right(d.View.Policy, row.Basis) + " " + row.Rule),
	}
	m.Notes = slices.DeleteFunc(m.Notes, func(note string) bool { return strings.HasSuffix(m.What, note) }) // said once
	if row.Name == casework.TurnChanged {
		m.What = v.T("case.turn_passed") // to whoever reads, it is not his
	}
	if row.Day {
		m.ISO = v.Local(row.At).Format(time.DateOnly)
	}
	if v.Prompt(d.View.Clocks, row.Clock) {
		m.At = v.Second(row.At)
	}
	if row.Actor != "" {
		m.Who = row.ActorName
	}
	var told []string
	for _, role := range row.To {
		name := words.Say(v.Lang, words.Role, role)
		if said := v.heard(row, casework.HearingSent); role == casework.Applicant && said != "" {
			name += v.T("list.in", said)
		}
		if !slices.Contains(told, name) {
			told = append(told, name)
		}
	}
	for _, state := range []casework.HearingState{casework.HearingWaiting, casework.HearingUnsent} {
		if said := v.heard(row, state); said != "" {
			m.Notes = append(m.Notes, words.Say(v.Lang, words.Role, casework.Applicant)+v.T("list.in", said))
		}
	}
	if len(told) > 0 {
		m.Told = strings.Join(told, v.T("list.and"))
	}
	if late := row.Recorded.Sub(knowable(d, row)); late > tolerated {
		m.LateNote = v.T("case.late_by", v.Length(late))
	}
	return m
}

// heard says how an event went to whoever applied, as far as it came to a state.
func (v *visit) heard(row casework.TimelineRow, state casework.HearingState) string {
	var out []string
	for _, h := range row.Heard {
		if h.State == state {
			out = append(out, v.Hearing(h))
		}
	}
	return strings.Join(out, v.T("list.and"))
}

// knowable is since when an event could have been recorded: what was entered for the
// past, or an act moved into it, is no lateness of the machine.
func knowable(d kernel.Dossier, row casework.TimelineRow) time.Time {
	from := row.At
	if from.Before(d.View.Registered) {
		from = d.View.Registered
	}
	// Nothing of a case is recorded before the case itself: what all of it came late by is told once,
	// where the record begins.
	if len(d.Timeline) > 0 && row.Key != d.Timeline[0].Key && from.Before(d.Timeline[0].Recorded) {
		from = d.Timeline[0].Recorded
	}
	for _, name := range []string{"known", "written"} {
		if at, err := time.Parse(time.RFC3339, row.Detail[name]); err == nil && at.After(from) {
			from = at
		}
	}
	return from
}

// lateNotes say what is to be known of a lateness: which clocks are one, that its date
// is not certain, and since when it counts where nobody could know of it before.
func (v *visit) lateNotes(d kernel.Dossier, row casework.TimelineRow) (out []string) {
	detail := row.Detail
	if names := detail["with"]; names != "" {
		var with []string
		for _, name := range strings.Split(names, ",") {
			with = append(with, v.ClockOf(d.Office, d.View.Kind, name))
		}
		out = append(out, v.T("case.with", strings.Join(with, v.T("list.and"))))
	}
	if n := detail["times"]; n != "" {
		out = append(out, v.T("case.times", n))
	}
	if detail["provisional"] != "" {
		out = append(out, v.T("case.provisional"))
	}
	received, err := time.Parse(time.RFC3339, detail["received"])
	if row.Name == casework.CaseRegistered && err == nil {
		return append(out, v.T("case.entered", v.Stamp(received), v.party(d, detail["turn"])))
	}
	known, err := time.Parse(time.RFC3339, detail["known"])
	switch {
	case err != nil:
		if at, err := time.Parse(time.RFC3339, detail["written"]); err == nil {
			out = append(out, v.T("case.written", v.Stamp(at)))
		}
	case known.Truncate(time.Second).Equal(d.View.Registered.Truncate(time.Second)):
		out = append(out, v.T("case.known.entry", v.Stamp(known)))
	default:
		out = append(out, v.T("case.known", v.Stamp(known)))
	}
	return out
}

// notes puts the codes and figures of an event into words.
func (v *visit) notes(d kernel.Dossier, row casework.TimelineRow) []string {
	detail := row.Detail
	var out []string
	add := func(text string) { out = append(out, text) }
	if command := detail["command"]; command != "" {
		why := words.CodeOf(v.Lang, v.Kinds, casework.Code(detail["code"]))
		if t, ok := label.Find("refused." + detail["field"] + "." + row.Rule); ok {
			why = t.In(v.Lang)
		}
		add(v.T("problem.field", v.Verb(d.View.Kind, command), why))
	}
	if row.Grounds != "" {
		add(v.T("paper.basis", row.Grounds))
	}
	if door := detail["door"]; door != "" {
		add(words.Say(v.Lang, words.Door, door))
	}
	if act := detail["act"]; act != "" {
		add(v.Verb(d.View.Kind, act))
	}
	if n, err := strconv.Atoi(detail["days"]); err == nil {
		add(v.Amount(d.View.Clocks, row.Clock, n))
	}
	if c := detail["category"]; c != "" {
		add(words.Say(v.Lang, words.Pause, c))
	}
	if text := v.spanOf(detail); text != "" {
		add(text)
	}
	if codes := detail["materials"]; codes != "" {
		var names []string
		for _, code := range strings.Split(codes, ",") {
			name, _ := v.Material(d.Item(), code)
			names = append(names, name)
		}
		add(strings.Join(names, v.T("list.and")))
	}
	if r := detail["result"]; r != "" {
		add(v.Result(d.View.Kind, r))
	}
	out = append(append(out, v.lateNotes(d, row)...), v.staffNotes(d, detail)...)
	out = append(append(out, v.outcomes(d, row)...), v.officeOutcomes(d.View.Kind, row)...)
	if row.Name == casework.Decided && row.Level != "" {
		add(v.Result(d.View.Kind, row.Level))
	}
	if to := detail["to"]; to != "" && detail["from"] != "" {
		add(v.T("case.passed", v.party(d, detail["from"]), v.party(d, to)))
	}
	return append(out, v.ofKind(d, row, out)...)
}

// ofKind says what the kind alone has words for: how something came out, of which units, and what is on record
// beside; what was said already is not said twice.
func (v *visit) ofKind(d kernel.Dossier, row casework.TimelineRow, said []string) (out []string) {
	declared := v.Kinds.Of(d.View.Kind)
	if t, own := words.Own(declared, words.Choice, row.Level); own && !slices.Contains(said, t.In(v.Lang)) && words.Event(v.Lang, declared, row.Name, row.Level) == words.Event(v.Lang, declared, row.Name, "") {
		out = append(out, t.In(v.Lang))
	}
	if units := strings.Fields(cmp.Or(row.Detail["drawn"], row.Detail["lots"], row.Detail["units"], row.Detail["unit"])); len(units) > 0 {
		for i, unit := range units {
			units[i] = v.UnitName(d.Office, unit)
		}
		out = append(out, strings.Join(units, v.T("list.and")))
	}
	for _, key := range slices.Sorted(maps.Keys(row.Detail)) { // letter by letter: anybody draws lots again by them (R113)
		if t, own := words.Own(declared, words.Note, key); own {
			out = append(out, v.T("problem.field", t.In(v.Lang), row.Detail[key]))
		}
	}
	return out
}

// spanOf says how long something is announced to last.
func (v *visit) spanOf(detail map[string]string) string {
	until, err := time.Parse(time.RFC3339, detail["until"])
	if err != nil {
		return ""
	}
	if from, err := time.Parse(time.RFC3339, detail["from"]); err == nil {
		return v.T("why.pause", v.Stamp(from), v.Stamp(until))
	}
	return v.T("case.until", v.Stamp(until))
}

// staffNotes name the person and the post an event is about, and why.
func (v *visit) staffNotes(d kernel.Dossier, detail map[string]string) []string {
	var out []string
	if cause := detail["cause"]; cause != "" {
		out = append(out, v.cause(d.View.Kind, cause))
	}
	if person := detail["person"]; person != "" {
		out = append(out, kernel.PersonName(d.Office, person))
	}
	if post := detail["post"]; post != "" {
		out = append(out, v.PostName(d.Office, post, ""))
	}
	return out
}

// cause says why: what moved a date, as the ledger says it, or how something ended.
func (v *visit) cause(of casework.Kind, code string) string {
	if t, ok := words.Find(words.Cause, code); ok {
		return t.In(v.Lang)
	}
	return v.Result(of, code)
}

// party is a role or a post, whichever the event names.
func (v *visit) party(d kernel.Dossier, code string) string {
	if t, ok := words.Find(words.Role, code); ok {
		return t.In(v.Lang)
	}
	return v.PostName(d.Office, code, "")
}
