package cases

import (
	"slices"
	"strings"
	"time"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/appraisal"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/words"
)

// accountView is an accountability case as its page tells it. Until the formal
// opening it names nobody.
type accountView struct {
	Cause   string // the case whose clock ran out
	Facts   []kernel.Fact
	Unnamed bool // nobody is concerned yet
	Nobody  bool // and nobody will be
	Self    bool // the reader is the person concerned, and has a right left
	Judged  *judgedView
}

// judgedView is what helps those who judge: facts and suggestions.
type judgedView struct {
	Turn      string
	Turns     []turnView
	Excused   bool // the limit was counted without the year's list
	Explained []explanationView
	Split     []splitView
	Further   string // splitting it, where the reader may open a case of his own for one of them
	Why       string
	Proposals []proposalView
}

// splitView is one part of the suggestion; Case is another one in which this person
// is asked, Here tells that he is asked in this one.
type splitView struct {
	Name, Share, Rule, Case string
	Here                    bool
}

// explanationView is what the late section owed its leader, and gave (R059).
type explanationView struct{ What, Text string }

type proposalView struct{ Measure, Nth, Note, Rule string }

// account tells the accountability case; nil for every other kind.
func (v *visit) account(d kernel.Dossier, k kindParts) *accountView {
	if d.View.Kind != v.Kinds.Opened() {
		return nil
	}
	out := &accountView{}
	person := k.state.Facts["person"]
	out.Unnamed, out.Self = person == "", person != "" && person == v.Who.Person && (d.View.Closed == nil || len(d.Actions) > 0)
	out.Nobody = out.Unnamed && d.View.Closed != nil
	if cause := k.state.Cause; cause != nil {
		out.Cause = cause.Number
		of, _, _, _ := v.Kinds.Parse(cause.Number)
		if out.Facts = []kernel.Fact{{Name: v.T("account.proven"), Value: v.Full(cause.At)}}; cause.Clock != "" {
			out.Facts = []kernel.Fact{{Name: v.T("account.breach"), Value: v.ClockOf(d.Office, of, cause.Clock)}, {Name: v.T("account.at"), Value: v.Full(ranOut(*cause))}}
		}
		out.Facts = append(out.Facts, kernel.Fact{Name: v.T("account.post"), Value: v.PostName(d.Office, cause.Post, "")})
		if cause.Turn != "" && k.findings == nil { // who judges reads below whose it was when the limit ran out
			out.Facts = append(out.Facts, kernel.Fact{Name: v.T("account.turn.opened"), Value: words.Say(v.Lang, words.Role, cause.Turn)})
		}
	}
	if unit := k.state.Facts[casework.FactUnit]; unit != "" {
		out.Facts = append(out.Facts, kernel.Fact{Name: v.T("account.unit"), Value: v.UnitName(d.Office, unit)}, kernel.Fact{Name: v.T("account.speaks"), Value: k.concerns(person)})
	} else if person != "" {
		out.Facts = append(out.Facts, kernel.Fact{Name: v.T("account.person"), Value: k.concerns(person)})
		if k.state.Declared > 0 {
			out.Facts = append(out.Facts, kernel.Fact{Name: v.T("account.employment"), Value: words.Say(v.Lang, words.Employment, k.state.Employment())})
		}
	} else if inquired := k.state.Facts[casework.FactInquired]; inquired != "" && k.findings != nil {
		out.Facts = append(out.Facts, kernel.Fact{Name: v.T("account.inquired"), Value: k.concerns(inquired)})
	}
	if investigators := strings.Fields(k.state.Facts[casework.FactInvestigators]); len(investigators) > 0 && k.findings != nil {
		for i, id := range investigators {
			investigators[i] = kernel.PersonName(d.Office, id)
		}
		out.Facts = append(out.Facts, kernel.Fact{Name: v.T("account.investigators"), Value: strings.Join(investigators, v.T("list.and"))})
	}
	if share := k.state.Facts[casework.FactShare]; share != "" {
		out.Facts = append(out.Facts, kernel.Fact{Name: v.T("account.named_share"), Value: words.Say(v.Lang, words.Share, share)})
	}
	out.Facts = append(out.Facts, v.inForce(d, k.state)...)
	if k.findings != nil {
		out.Judged = v.judged(*k.findings, out.Unnamed)
		out.Judged.tell(v.Voice, d, k.findings.Split)
	}
	return out
}

// ranOut is when the clock ran out; the opening, some rungs later, of a case that
// began before that was kept.
func ranOut(cause casework.Cause) time.Time {
	if cause.Due.IsZero() {
		return cause.At
	}
	return cause.Due
}

// inForce tells the measures, from when they count and until when, and what is open to
// the person: from the day they were decided (处分条例 46; of cases from before the first
// revision, served), each ending by itself (公务员法 65); review and appeal suspend
// nothing, a reversal takes them back (公务员法 96).
func (v *visit) inForce(d kernel.Dossier, state casework.State) []kernel.Fact {
	decided := casework.MeasuresOf(state.Facts[casework.FactMeasure])
	if len(decided) == 0 {
		return nil
	}
	label := "account.measure"
	if state.Result == "reversed" {
		label = "account.measure.was"
	}
	out := []kernel.Fact{{Name: v.T(label), Value: v.Measure(state.Facts[casework.FactMeasure])}}
	if referred := state.Facts[casework.FactReferred]; referred != "" {
		out = append(out, kernel.Fact{Name: v.T("account.referred"), Value: v.Measure(referred)})
	}
	out = append(out, kernel.Fact{Name: v.T("account.effect"), Value: v.effect(d, state, decided)})
	if state.Declared > 0 {
		out = append(out, kernel.Fact{Name: v.T("account.remedy"), Value: words.Say(v.Lang, words.Remedy, state.Remedy())})
	}
	return out
}

// effect says from when the measures count, and of each that has a term until when.
func (v *visit) effect(d kernel.Dossier, state casework.State, decided []casework.Measure) string {
	from := casework.MeasureDecided
	if state.Declared == 0 {
		from = casework.DecisionServed
	}
	began, done := lastOf(d.Timeline, []casework.EventName{from})
	switch {
	case state.Result == "reversed" && d.View.Closed != nil:
		return v.T("account.effect.void", v.Full(*d.View.Closed))
	case !done:
		return v.T("account.effect.none")
	}
	var terms []string
	for _, m := range decided {
		if m.Months == 0 {
			continue
		}
		term := v.T("account.effect.until", v.DateOnly(began.At), v.DateOnly(calendar.After(v.Local(began.At), m.Months)))
		if len(decided) > 1 {
			term = words.Say(v.Lang, words.Measure, m.Code) + v.T("colon") + term
		}
		terms = append(terms, term)
	}
	if len(terms) == 0 {
		return v.T("account.effect.from", v.DateOnly(began.At))
	}
	return strings.Join(terms, v.T("semicolon"))
}

// judged puts the findings into words. Nobody's share is suggested while the
// verification still looks at the matter only.
func (v *visit) judged(f appraisal.Findings, unnamed bool) *judgedView {
	out := &judgedView{Turns: v.turnsOf(f.Turns, f.Turn, v.T("account.turn")), Excused: f.Provisional, Why: v.Pick(f.Why.ZH, f.Why.EN)}
	if f.Turn != "" {
		out.Turn = words.Say(v.Lang, words.Role, f.Turn)
	}
	for _, x := range f.Explanations {
		e := explanationView{What: v.T("account.explain.owed", v.Full(x.Due)), Text: x.Text}
		switch {
		case x.Given != nil && x.Late:
			e.What = v.T("account.explain.late", x.By, v.Full(*x.Given))
		case x.Given != nil:
			e.What = v.T("account.explain.given", x.By, v.Full(*x.Given))
		case x.Late:
			e.What = v.T("account.explain.missing", v.Full(x.Due))
		}
		out.Explained = append(out.Explained, e)
	}
	if unnamed {
		return out
	}
	for _, s := range f.Split {
		name := s.Name
		if name == "" {
			name = v.T("account.unknown")
		}
		out.Split = append(out.Split, splitView{Name: name, Share: words.Say(v.Lang, words.Share, s.Share), Rule: s.Rule})
	}
	for _, p := range f.Proposals {
		nth := v.T("account.nth.person", p.Nth)
		if p.Unit {
			nth = v.T("account.nth.unit", p.Nth)
		}
		out.Proposals = append(out.Proposals, proposalView{Measure: words.Say(v.Lang, words.Measure, p.Measure), Nth: nth, Note: words.Text{p.Note, p.NoteEn}.In(v.Lang), Rule: p.Rule})
	}
	return out
}

// tell says where each of those named is asked, and whether somebody is left for
// whom the reader may open a case.
func (j *judgedView) tell(w kernel.Voice, d kernel.Dossier, found []appraisal.Finding) {
	may := kernel.StateOf(d.View).Facts[casework.FactSplitFrom] == "" &&
		slices.ContainsFunc(d.Actions, func(f casework.Form) bool { return f.Command == casework.Split })
	for i := range j.Split {
		switch asked := found[i].Case; asked {
		case d.View.Number:
			j.Split[i].Here = true
		case "":
			if may && found[i].Person != "" {
				j.Further = w.Verb(w.Kinds.Opened(), casework.Split)
			}
		default:
			j.Split[i].Case = asked
		}
	}
}

// accountTitle names the matter, never a person.
func (v *visit) accountTitle(office *core.Office, k kindParts) string {
	if k.state.Cause == nil {
		return ""
	}
	of, _, _, _ := v.Kinds.Parse(k.state.Cause.Number)
	if k.state.Cause.Clock == "" {
		return v.T("account.title.proven", k.state.Cause.Number)
	}
	return v.T("account.title", k.state.Cause.Number, v.ClockOf(office, of, k.state.Cause.Clock))
}

// stepView is one step of the procedure, with what came of it.
type stepView struct {
	Name, State, Word string // State is done, now, todo or skipped
	At                string
	Notes             []string
}

// procedure are the steps of an accountability case and the events that end them.
var procedure = []struct {
	name string
	ends []casework.EventName
}{
	{"verify", []casework.EventName{casework.FactsStated}},
	{"open", []casework.EventName{casework.FormallyOpened}},
	{"hear", []casework.EventName{casework.Heard}},
	{"recommend", []casework.EventName{casework.MeasureRecommended}},
	{"decide", []casework.EventName{casework.MeasureDecided}},
	{"serve", []casework.EventName{casework.DecisionServed}},
	{"review", []casework.EventName{casework.ReviewDecided}},
}

// steps tells how far the procedure has come, from what happened.
func (v *visit) steps(d kernel.Dossier) []stepView {
	if d.View.Kind != v.Kinds.Opened() {
		return nil
	}
	out := make([]stepView, 0, len(procedure))
	current := d.View.Closed == nil
	for _, p := range procedure {
		step := stepView{Name: v.T("step." + p.name), State: "todo"}
		row, done := lastOf(d.Timeline, p.ends)
		if !done && p.name == "hear" {
			row, done = lapsed(d.Timeline)
		}
		open := p.name == "review" && d.View.Closed == nil // an appeal may follow
		switch {
		case done && !open:
			step.State = "done"
		case current:
			step.State, current = "now", false
		case d.View.Closed != nil:
			step.State = "skipped"
		}
		if done {
			step.At, step.Notes = v.Stamp(row.At), v.outcomes(d, row)
		}
		step.Word = v.T("step.state." + step.State)
		out = append(out, step)
	}
	return out
}

// lastOf finds the last event of some names.
func lastOf(rows []casework.TimelineRow, names []casework.EventName) (casework.TimelineRow, bool) {
	for _, row := range slices.Backward(rows) {
		if slices.Contains(names, row.Name) {
			return row, true
		}
	}
	return casework.TimelineRow{}, false
}

// lapsed finds the end of the time to be heard, unused.
func lapsed(rows []casework.TimelineRow) (casework.TimelineRow, bool) {
	i := slices.IndexFunc(rows, func(r casework.TimelineRow) bool { return r.Name == casework.ClockLapsed && r.Clock == "statement" })
	if i < 0 {
		return casework.TimelineRow{}, false
	}
	return rows[i], true
}

// outcomes says in words what the codes of an accountability event decided.
func (v *visit) outcomes(d kernel.Dossier, row casework.TimelineRow) []string {
	var out []string
	switch row.Name {
	case casework.ClockLapsed:
		if row.Clock == "statement" {
			out = append(out, v.T("step.lapsed"))
		}
	case casework.FactsStated:
		out = append(out, words.Say(v.Lang, words.Outcome, row.Level))
		if by := row.Detail["asked_by"]; by != "" {
			out = append(out, v.T("account.asked_by", kernel.PersonName(d.Office, by)))
		}
		if g := row.Detail["ground"]; g != "" {
			out = append(out, words.Say(v.Lang, words.Ground, g))
		}
	case casework.MeasureRecommended, casework.DecisionServed:
		if row.Level != "" {
			out = append(out, v.Measure(row.Level))
		}
	case casework.MeasureDecided:
		votes := v.T("account.votes", row.Detail["present"], row.Detail["in_favour"])
		if of := row.Detail["members"]; of != "" { // not said before the quorum asked for it
			votes = v.T("account.votes.of", of, row.Detail["present"], row.Detail["in_favour"])
		}
		out = append(out, v.Measure(row.Level), votes)
	case casework.ReviewAsked:
		out = append(out, words.Of(v.Lang, v.Kinds.Of(d.View.Kind), words.Choice, row.Level))
		if row.Detail["late"] != "" {
			out = append(out, v.T("account.late"))
		}
	case casework.ReviewDecided:
		out = append(out, words.Say(v.Lang, words.Outcome, row.Level))
		if m := row.Detail["measure"]; m != "" && row.Level == "lighter" {
			out = append(out, v.Measure(m))
		}
	case casework.LiabilitySplit:
		out = append(out, words.Say(v.Lang, words.Share, row.Level))
	case casework.AccountabilityOpened: // of a further person: how much he is held to bear
		if share := row.Detail["share"]; share != "" {
			out = append(out, words.Say(v.Lang, words.Share, share))
		}
	}
	return out
}
