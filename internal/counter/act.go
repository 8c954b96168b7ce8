package counter

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/policy"
)

// Actions are the commands p may give to the case now, by the table of package
// access and by the state the case is in. In each form, Choices hold what may
// be chosen now also for clocks, posts and materials. The case itself has the
// last word: an answer here is a button, not a promise.
func (c *Counter) Actions(ctx context.Context, p casework.Principal, view casework.CaseView) ([]casework.Form, error) {
	office, err := c.store.Office(ctx)
	if err != nil {
		return nil, fmt.Errorf("actions of %s: %w", view.Number, err)
	}
	state := stateOf(view)
	now := c.now()
	var out []casework.Form
	var urgent []string // what a short cover has to ask for (R166)
	for _, form := range casework.Forms(view.Kind) {
		roles, clock, err := authority(p, form, view, clockOf(form, state), office)
		if casework.CodeOf(err) == casework.LimitedCover && available(form, state, now) {
			urgent = append(urgent, form.Command)
		}
		if err != nil || !available(form, state, now) || form.Answers != "" && !answerable(form, state, clock) {
			continue
		}
		if form.Command == casework.DecideExtension && !mayDecide(state, roles) {
			continue
		}
		if form.Command == casework.WithdrawExtension && state.Extension.By != p.Person {
			continue
		}
		if form.Command == casework.AskUrgent && state.Urgent.Pending() && state.Urgent.By == p.Person { // one at a time (R166)
			continue
		}
		if form.Command == casework.Issue && !slices.Contains(roles, state.Turn) { // R099
			continue
		}
		if form.Command == casework.DecideReview && state.Judges(p.Person, roles) != nil { // 公务员法 95
			continue
		}
		if form.Command == casework.Approve && !slices.Contains(roles, casework.Role(state.Facts[factApprover])) {
			continue
		}
		if form.Command == casework.DecideReturn && !slices.Contains(roles, assignerOf(state)) { // R055
			continue
		}
		if form.Command == casework.Attach && Classified(state.Facts) { // R219
			continue
		}
		mine := func(clock string) bool {
			if c := state.Clock(clock); form.Command == casework.FileDuty && c != nil && !casework.FilesDuty(roles, c.Owner) {
				return false
			}
			return may(p, form.Command, subjectFor(view, clock), office)
		}
		form = narrowed(wordless(form, view), state, office, now, mine)
		if i := slices.IndexFunc(form.Fields, func(f casework.Field) bool { return f.Type == casework.FieldClock }); i >= 0 && len(form.Fields[i].Choices) == 0 {
			continue // none of them is his to act on
		}
		if form.Command == casework.Attach && !may(p, access.CasePersonal, subjectOf(view), office) {
			form.Fields = form.Fields[:1] // for whom it is, is not his to choose (R082)
		}
		out = append(out, form)
	}
	return askable(out, urgent), nil
}

// askable offers for consent what could be done now, and takes the form away
// where that is nothing.
func askable(forms []casework.Form, urgent []string) []casework.Form {
	for i := range forms {
		if forms[i].Command == casework.AskUrgent {
			forms[i].Fields[0].Choices = urgent
		}
	}
	return slices.DeleteFunc(forms, func(f casework.Form) bool { return f.Command == casework.AskUrgent && len(urgent) == 0 })
}

// assignerOf is whoever gave a document to its post, the general office where that
// was never said.
func assignerOf(s *casework.State) casework.Role {
	if r := casework.Role(s.Facts["assigner"]); r != "" {
		return r
	}
	return casework.GeneralOffice
}

// stateOf reads the state the projection keeps, corrected by what readers see
// at this instant: a step armed ahead is in the state before it is in force.
func stateOf(view casework.CaseView) *casework.State {
	s := &casework.State{}
	if len(view.State) > 0 {
		// A state this version cannot read leaves the stage alone; the page then
		// shows fewer buttons.
		_ = json.Unmarshal(view.State, s)
	}
	s.Stage, s.Turn = view.Stage, view.Turn
	if view.Closed == nil {
		s.ClosedAt = time.Time{}
	}
	for _, seen := range view.Clocks {
		for i := range s.Clocks {
			if s.Clocks[i].Name == seen.Name && s.Clocks[i].Round == seen.Round {
				s.Clocks[i].Status = seen.Status
			}
		}
	}
	return s
}

// mayDecide tells whether one of the roles decides the pending extension.
func mayDecide(s *casework.State, roles []casework.Role) bool {
	if s.Extension == nil {
		return false
	}
	clock := s.Clock(s.Extension.Clock)
	return clock != nil && slices.ContainsFunc(roles, func(r casework.Role) bool {
		return s.Extension.Decides(clock, r)
	})
}

// available tells whether a case in this state takes the command at now. It
// knows the stages; persons and posts are the table's business. An explanation
// once owed outlives the case (R059).
func available(form casework.Form, s *casework.State, now time.Time) bool {
	at := func(stages ...casework.Stage) bool { return slices.Contains(stages, s.Stage) }
	if spent(form.Command, s) {
		return false
	}
	switch form.Command {
	case casework.Explain, casework.CompleteStep:
		return some(s, answering(form))
	case casework.File:
		return s.Closed() && s.Facts["volume"] == ""
	case casework.DecideReturn, casework.Return:
		return at(casework.StageHandle) && (s.Facts["late_return"] == "asked") == (form.Command == casework.DecideReturn)
	case casework.Reopen:
		return s.Closed()
	case casework.Rate:
		return s.Facts[casework.FactRated] == "" && (at(casework.StageConfirm, casework.StageAccount) || s.Closed() && s.Result == "confirmed")
	case casework.WithdrawDisclosure:
		return s.Facts[casework.FactDisclosed] != "" && !s.Closed()
	case casework.Correct:
		return true
	case casework.Pause:
		return s.Pause == nil && some(s, pausable(now)) && !some(s, late)
	case casework.Resume:
		return s.Pause != nil
	case casework.RequestExtension:
		return s.Extension == nil && some(s, extendable(now))
	case casework.DecideExtension, casework.WithdrawExtension:
		return s.Extension != nil
	case casework.Report:
		if s.Kind == casework.Accountability {
			return some(s, owes("mend"))
		}
	case casework.DecideUrgent:
		return s.Urgent != nil && !s.Urgent.Granted && !s.Closed()
	case casework.Close:
		if s.Kind == casework.Accountability { // once decided it ends by its decision
			return at(casework.StageVerify, casework.StageHear, casework.StageDecide)
		}
	}
	if joined, ok := joinable(form.Command, s); ok {
		return joined
	}
	if form.Command == casework.Report && s.Kind == casework.Complaint {
		return s.Facts["advice"] != ""
	}
	if stages, ok := stagesOf[form.Command]; ok {
		return at(stages...)
	}
	if clock, ok := owedBy[form.Command]; ok {
		return some(s, owes(clock))
	}
	switch {
	case form.Command == casework.Withdraw && s.Kind == casework.Complaint && s.Facts["proven"] == "true": // it is answered for (R064)
		return !s.Closed() && !at(casework.StageConfirm, casework.StageAccount)
	case form.Command == casework.Withdraw && s.Kind == casework.Absence:
		return at(casework.StageApprove, casework.StageLeave)
	case form.Command == casework.AskReview: // too late it is registered all the same (R143)
		return at(casework.StageServed) || s.Closed() && s.Result == "final" && s.Facts[casework.FactReview] != casework.RoundAppeal
	case form.Command == casework.FileDuty:
		return some(s, standing)
	case form.Command == casework.DecidePoints:
		return !s.Closed() && len(s.Proposed) > 0
	}
	return !s.Closed() // chase, transfer, withdraw, close
}

// spent tells that the case has used up what the command is for, at whatever stage:
// a dispute decided finally (R072), a nameless complaint that nobody is asked to
// answer (R067), a right to object used or lapsed (R121), a silence that will
// be no consent anyway (R060).
func spent(command string, s *casework.State) bool {
	running := func(name string) bool {
		return some(s, func(c casework.Clock) bool { return c.Name == name && c.Status == casework.Running })
	}
	switch command {
	case casework.Disclaim:
		return s.Facts["final"] == "true"
	case casework.Forward:
		return s.Facts[casework.FactAnonymous] == "true"
	case casework.Object:
		return !running("objection")
	case casework.NoticeSpecial:
		return !running("consent")
	}
	return false
}

// joinable tells whether a case takes a command about another one; known is false
// for other commands.
func joinable(command string, s *casework.State) (takes, known bool) {
	switch command {
	case casework.Link:
		return !s.Closed(), true
	case casework.Unlink:
		return !s.Closed() && len(s.Links) > 0, true
	case casework.Merge:
		handle := s.Clock("handle")
		return s.Stage == casework.StageHandle && handle != nil && handle.Open(), true
	case casework.Unmerge:
		return s.Stage == casework.StageMerged, true
	case casework.Convert:
		return slices.ContainsFunc(casework.Targets(s.Kind), func(to string) bool {
			how, _ := casework.ConversionOf(s.Kind, casework.Kind(to))
			return slices.Contains(how.Stages, s.Stage)
		}), true
	}
	return false, false
}

// owedBy names the clock a command answers to, for those that wait for nothing else.
var owedBy = map[string]string{
	casework.FilePapers: "papers", casework.Designate: "designate",
	casework.SelfReport: "self_report", casework.DecideObjection: "recheck",
}

// stagesOf names where a case takes a command, for those of which that is all
// there is to say.
var stagesOf = map[string][]casework.Stage{
	casework.OneTimeNotice: {casework.StageIntake},
	casework.Accept:        {casework.StageIntake},
	casework.Decline:       {casework.StageIntake, casework.StageSupplement},
	casework.Supplement:    {casework.StageSupplement},
	casework.Complete:      {casework.StageIntake, casework.StageHandle, casework.StageConsent}, // on the spot, too (R004)
	casework.Deny:          {casework.StageIntake, casework.StageHandle, casework.StageConsent},
	casework.Deliver:       {casework.StageDeliver},

	casework.Propose:        {casework.StagePropose},
	casework.Instruct:       {casework.StageInstruct},
	casework.Assign:         {casework.StagePropose, casework.StageInstruct, casework.StageAssign, casework.StageHandle},
	casework.NoticeSpecial:  {casework.StageHandle},
	casework.ConfirmConsent: {casework.StageConsent},
	casework.ConfirmReceipt: {casework.StageHandle},
	casework.Screen:         {casework.StageScreen},
	casework.Forward:        {casework.StageScreen, casework.StageHandle},
	casework.Disclaim:       {casework.StageHandle},
	casework.Reply:          {casework.StageHandle},
	casework.Confirm:        {casework.StageConfirm},
	casework.Disclose:       {casework.StageHandle, casework.StageConfirm},
	casework.Advise:         {casework.StageHandle, casework.StageConfirm, casework.StageAccount},
	casework.Issue:          {casework.StageIssue},
	casework.Report:         {casework.StageHandle, casework.StageFollow},
	casework.SpecialReport:  {casework.StageHandle, casework.StageFollow, casework.StageObject},
	casework.AssignStep:     {casework.StageHandle, casework.StageFollow},
	casework.SignOff:        {casework.StageFollow},
	casework.Object:         {casework.StageObject},

	casework.Approve:      {casework.StageApprove},
	casework.ReportReturn: {casework.StageAway},
	casework.StateFacts:   {casework.StageVerify},
	casework.Hear:         {casework.StageHear, casework.StageDecide},
	casework.Split:        {casework.StageHear, casework.StageDecide},
	casework.Recommend:    {casework.StageHear, casework.StageDecide},
	casework.Decide:       {casework.StageDecide},
	casework.Serve:        {casework.StageServe},
	casework.DecideReview: {casework.StageReview},
}

// owes tells whether a clock of that name waits for somebody.
func owes(name string) func(casework.Clock) bool {
	return func(c casework.Clock) bool { return c.Name == name && c.Open() }
}

func some(s *casework.State, want func(casework.Clock) bool) bool {
	return slices.ContainsFunc(s.Clocks, want)
}

func pausable(now time.Time) func(casework.Clock) bool {
	return func(c casework.Clock) bool { return c.Pausable && c.Status == casework.Running && c.Due.After(now) }
}

// late clocks are breached and would have stopped: nothing is paused then.
func late(c casework.Clock) bool { return c.Pausable && c.Status == casework.Breached }

// extendable clocks are asked for before they expire; afterwards the asking
// itself counts as overdue (R043).
func extendable(now time.Time) func(casework.Clock) bool {
	return func(c casework.Clock) bool {
		return c.Status == casework.Running && len(c.Deciders) > 0 && c.Due.After(now)
	}
}

// answering tells whether the command answers to a clock, the case's own or a co-unit's.
func answering(form casework.Form) func(casework.Clock) bool {
	return func(c casework.Clock) bool { return c.Open() && casework.Ruling(c.Name) == form.Answers }
}

// answerable tells whether what a command answers to is this person's: a clock he
// was found for, or the case's own. Where no policy chases for it, it may be given
// all the same.
func answerable(form casework.Form, s *casework.State, clock string) bool {
	own := s.Clock(form.Answers)
	return clock != "" || own != nil && own.Open() || own == nil && form.Command == casework.ConfirmReceipt && s.Kind == casework.Document
}

// clockOf is the clock an act is on where the case leaves no choice.
func clockOf(form casework.Form, s *casework.State) string {
	if s.Extension != nil && (form.Command == casework.DecideExtension || form.Command == casework.WithdrawExtension) {
		return s.Extension.Clock
	}
	return ""
}

// narrowed is the form with what may be chosen in this case.
func narrowed(form casework.Form, s *casework.State, office *Office, now time.Time, mine func(clock string) bool) casework.Form {
	fields := slices.Clone(form.Fields)
	item, _ := office.ItemOf(s.Item, s.ItemVersion)
	for i := range fields {
		switch f := &fields[i]; f.Type {
		case casework.FieldClock:
			f.Choices = slices.DeleteFunc(clockChoices(form.Command, s, now), func(c string) bool { return !mine(c) })
		case casework.FieldMaterials:
			f.Choices = nil
			for _, m := range item.Materials {
				f.Choices = append(f.Choices, m.Code)
			}
		case casework.FieldPost:
			f.Choices = nil
			for _, p := range office.Posts {
				if offered(form.Command, p, s) {
					f.Choices = append(f.Choices, p.ID)
				}
			}
		case casework.FieldPerson:
			f.Choices = nil
			for _, m := range office.Persons {
				if m.Active && m.ID != s.Facts[casework.FactAgainstPerson] && (form.Command != casework.Designate || m.ID != s.Facts[factPerson]) {
					f.Choices = append(f.Choices, m.ID)
				}
			}
		case casework.FieldUnit:
			f.Choices = nil
			for _, u := range office.Units {
				if _, led := headOf(office, u.ID); led || form.Command == casework.Convert {
					f.Choices = append(f.Choices, u.ID)
				}
			}
		case casework.FieldCase:
			if form.Command == casework.Unlink {
				f.Choices = s.Links
			}
		case casework.FieldChoice:
			f.Choices = chosenAmong(form.Command, *f, s, item)
		}
	}
	form.Fields = fields
	return form
}

// chosenAmong are the choices of a field that this case leaves.
func chosenAmong(command string, f casework.Field, s *casework.State, item policy.Item) []string {
	switch {
	case f.Name == "category" && command == casework.AskReview && s.Facts[casework.FactReview] != "":
		return []string{casework.RoundAppeal} // after a review there is the appeal alone
	case f.Name == "category" && item.Class == "permit":
		return casework.PermitPauses // 行政许可法 45, nothing else
	case f.Name != "measure":
		return f.Choices
	}
	fits := s.Ladder()
	if command == casework.DecideReview {
		fits = s.Lighter()
	}
	return slices.DeleteFunc(slices.Clone(f.Choices), func(code string) bool {
		return code != "none" && !slices.ContainsFunc(fits, func(m casework.Measure) bool { return m.Code == code })
	})
}

// offered tells whether a post can be chosen: a desk, and for a complaint also
// whoever heads one, or the office itself where it went upward; never the post
// complained of. A stand-in is named for a post that has nobody.
func offered(command string, p casework.Post, s *casework.State) bool {
	switch {
	case command == casework.Designate && len(s.Standins) > 0:
		return slices.ContainsFunc(s.Standins, func(n casework.Standin) bool { return n.Post == p.ID })
	case command == casework.Designate:
		return s.Facts[factForm] != FormVacancy || p.ID == s.Post
	case command == casework.Convert: // whom a complaint is about
		return p.Role != casework.Admin && p.Role != casework.Auditor
	case p.ID == s.Post && p.ID != s.Facts[casework.FactOfficePost] && !givenBack(s), p.ID == s.Facts[casework.FactAgainstPost]:
		return false
	case command == casework.Forward:
		return p.Role == casework.Handler || p.Role == casework.SectionHead || p.Role == casework.LeaderInCharge || p.ID == s.Facts[casework.FactOfficePost]
	}
	return p.Role == casework.Handler
}

// givenBack tells that the post put the matter back on the table: it may be told
// that it is its own all the same (R055, R072).
func givenBack(s *casework.State) bool {
	return s.Stage == casework.StageAssign || s.Stage == casework.StageScreen
}

func clockChoices(command string, s *casework.State, now time.Time) (out []string) {
	fits := extendable(now)
	switch command {
	case casework.RequestExtension:
	case casework.DecidePoints:
		for _, p := range s.Proposed {
			if !slices.Contains(out, p.Clock) {
				out = append(out, p.Clock)
			}
		}
		return out
	case casework.FileDuty:
		fits = standing
	default:
		return []string{s.Extension.Clock}
	}
	for _, c := range s.Clocks {
		if fits(c) {
			out = append(out, c.Name)
		}
	}
	return out
}

// standing clocks come round again; each round is filed once (R100).
func standing(c casework.Clock) bool {
	return c.Outcome == casework.Recur && c.Status == casework.Running && c.Filed.IsZero()
}
