package cases

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/policy"
)

// Actions are the commands p may give to the case now, by the table of package
// access and by the state the case is in. In each form, Choices hold what may
// be chosen now also for clocks, posts and materials. The case itself has the
// last word: an answer here is a button, not a promise.
func (c *Room) Actions(ctx context.Context, p casework.Principal, view casework.CaseView) ([]casework.Form, error) {
	office, err := c.Store.Office(ctx)
	if err != nil {
		return nil, fmt.Errorf("actions of %s: %w", view.Number, err)
	}
	state := core.StateOf(view)
	now := c.Now()
	var out []casework.Form
	var urgent []string // what a short cover has to ask for (R166)
	declared := c.Kinds.Binds(view)
	for _, form := range declared.Forms() {
		roles, clock, err := c.Authority(p, form, view, clockOf(form, state), office)
		if casework.CodeOf(err) == casework.LimitedCover && declared.Offers(state, form.Command, now) {
			urgent = append(urgent, form.Command)
		}
		if err != nil || !declared.Offers(state, form.Command, now) || form.Answers != "" && !answerable(form, state, clock) {
			continue
		}
		act, _ := declared.Act(form.Command)
		own := form.Command == casework.Countersign && state.Second.Pending() && state.Second.Command.Actor == p.Person
		if declared.Bars(state, form.Command, p.Person, roles) != nil && !own || !standsIn(p, act, state, office) {
			continue
		}
		if back, err := c.offersBack(ctx, view, act, state); err != nil {
			return nil, fmt.Errorf("actions of %s: %w", view.Number, err)
		} else if !back {
			continue
		}
		if form.Command == casework.Attach && casework.IsClassified(state.Facts) { // R219
			continue
		}
		mine := func(clock string) bool {
			if c := state.Clock(clock); form.Command == casework.FileDuty && c != nil && (declared.Answer(clock) != "" || !casework.FilesDuty(roles, c.Owner)) {
				return false
			}
			return c.May(p, form.Command, c.SubjectFor(view, clock), office)
		}
		form = picking(upward(narrowed(wordless(form, view), state, office, now, mine), act, state, office), declared, view.Unit, office)
		if i := slices.IndexFunc(form.Fields, func(f casework.Field) bool { return f.Type == casework.FieldClock }); i >= 0 && len(form.Fields[i].Choices) == 0 {
			continue // none of them is his to act on
		}
		if own {
			form = takingBack(form)
		}
		if form.Command == casework.Attach && !c.May(p, access.CasePersonal, c.SubjectOf(view), office) {
			form.Fields = form.Fields[:1] // for whom it is, is not his to choose (R082)
		}
		out = append(out, form)
	}
	if err := c.proofs(ctx, view, out); err != nil {
		return nil, err
	}
	if out, err = c.toServe(ctx, view, out); err != nil {
		return nil, err
	}
	return askable(out, urgent), nil
}

// takingBack is the form of a second signature for who asked for it: he says no more than that
// he asks no longer (R048).
func takingBack(form casework.Form) casework.Form {
	for i := range form.Fields {
		if f := &form.Fields[i]; f.Type == casework.FieldBool {
			f.Choices = []string{"false"}
		}
	}
	return form
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

// answerable tells whether what a command answers to is this person's: a clock he
// was found for, or the case's own. Where no policy chases for it, it may be given
// all the same.
func answerable(form casework.Form, s *casework.State, clock string) bool {
	own := s.Clock(form.Answers)
	return clock != "" || own != nil && own.Open() || own == nil && form.Command == casework.ConfirmReceipt
}

// clockOf is the clock an act is on where the case leaves no choice.
func clockOf(form casework.Form, s *casework.State) string {
	if s.Extension != nil && (form.Command == casework.DecideExtension || form.Command == casework.WithdrawExtension) {
		return s.Extension.Clock
	}
	return ""
}

// narrowed is the form with what may be chosen in this case.
func narrowed(form casework.Form, s *casework.State, office *core.Office, now time.Time, mine func(clock string) bool) casework.Form {
	fields := slices.Clone(form.Fields)
	item, _ := office.ItemOf(s.Item, s.ItemVersion)
	for i := range fields {
		switch f := &fields[i]; f.Type {
		case casework.FieldClock:
			f.Choices = slices.DeleteFunc(clockChoices(form.Command, s, now), func(c string) bool { return !mine(c) })
		case casework.FieldRequest:
			f.Choices = []string{s.Second.ID()}
		case casework.FieldMaterials, casework.FieldPapers:
			f.Choices = papersAmong(form.Command, f.Name, s, item)
		case casework.FieldPost:
			f.Choices = nil
			for _, p := range office.Posts {
				if offered(form.Command, p, s) {
					f.Choices = append(f.Choices, p.ID)
				}
			}
		case casework.FieldPerson, casework.FieldPersons:
			f.Choices = nil
			for _, m := range office.Persons {
				if m.Active && m.ID != s.Facts[casework.FactAgainstPerson] && (form.Command != casework.Designate || m.ID != s.Facts[core.FactPerson]) {
					f.Choices = append(f.Choices, m.ID)
				}
			}
		case casework.FieldUnit, casework.FieldUnits:
			f.Choices = nil
			for _, u := range office.Units {
				if _, led := headOf(office, u.ID); led || f.Any || form.Command == casework.Convert {
					f.Choices = append(f.Choices, u.ID)
				}
			}
		case casework.FieldCase:
			if form.Command == casework.Unlink {
				f.Choices = s.Links
			}
		case casework.FieldChoice, casework.FieldChoices:
			f.Choices = chosenAmong(form.Command, *f, s, item)
		}
	}
	form.Fields = fields
	return form
}

// papersAmong are the papers of the item that a field may name in this case: a notice asks
// for none that is there (R024), and none follows that the item does not let (容缺受理).
func papersAmong(command, field string, s *casework.State, item policy.Item) (codes []string) {
	for _, m := range item.Materials {
		there := slices.ContainsFunc(s.Papers, func(p casework.Paper) bool { return p.Code == m.Code })
		switch {
		case command == casework.Accept && !m.Later,
			command == casework.OneTimeNotice && field == "materials" && there,
			command == casework.OneTimeNotice && field == "defective" && !there && len(s.Papers) > 0:
			continue
		}
		codes = append(codes, m.Code)
	}
	return codes
}

// picking offers the matters of its bureau as which a case may go on; each says of which kind.
// Where it may not, what the bureau handles for the public: one of them is promised.
func picking(form casework.Form, declared *kind.Declaration, unit string, office *core.Office) casework.Form {
	i := slices.IndexFunc(form.Fields, func(f casework.Field) bool { return f.Type == casework.FieldItem })
	if i < 0 {
		return form
	}
	tree := office.Tree()
	for _, item := range office.Items {
		if _, becomes := declared.Conversion(item.Kind); (becomes || len(declared.Becomes) == 0 && item.Class != "") && tree.Bureau(item.Unit) == tree.Bureau(unit) {
			form.Fields[i].Choices = append(form.Fields[i].Choices, item.ID)
		}
	}
	form.Fields = slices.DeleteFunc(form.Fields, func(f casework.Field) bool { return f.Name == "kind" })
	return form
}

// chosenAmong are the choices of a field that this case leaves.
func chosenAmong(command string, f casework.Field, s *casework.State, item policy.Item) []string {
	switch {
	case f.Name == "category" && command == casework.AskReview && s.Facts[casework.FactReview] != "":
		return []string{casework.RoundAppeal} // after a review there is the appeal alone
	case f.Name == "category" && command == casework.AskReview && !s.Appealable():
		return []string{casework.RoundReview} // 公务员法 95 does not list it, or is not his law
	case f.Name == "outcome" && command == casework.StateFacts && s.Stage == casework.StageVerify && s.Declared > 0:
		return slices.DeleteFunc(slices.Clone(f.Choices), func(c string) bool { return c == "formal" }) // an inquiry comes first (处分条例 39)
	case f.Name == "outcome" && command == casework.StateFacts && s.Stage == kind.StageInquire:
		return slices.DeleteFunc(slices.Clone(f.Choices), func(c string) bool { return c == "inquiry" })
	case f.Name == "category" && command == casework.Pause && s.Stops() != nil:
		return s.Stops() // what its own law knows, and nothing else
	case f.Name == "category" && command == casework.Pause && item.Class == "permit":
		return casework.PermitPauses // 行政许可法 45, nothing else
	case f.Name != "measure":
		return f.Choices
	}
	fits := s.Ladder()
	if command == casework.DecideReview {
		fits = s.Lighter()
	}
	return slices.DeleteFunc(slices.Clone(f.Choices), func(code string) bool {
		return code != casework.NoMeasure && !slices.ContainsFunc(fits, func(m casework.Measure) bool { return m.Code == code })
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
		return s.Facts[core.FactForm] != core.FormVacancy || p.ID == s.Post
	case command == kind.DeemStep:
		return kind.Absent(s, s.Clock(casework.PartOf(casework.ClockStep, p.ID)))
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
	fits := kind.Extendable
	switch command {
	case casework.RequestExtension:
	case casework.DecidePoints:
		for _, p := range s.Proposed {
			if !slices.Contains(out, p.Clock) {
				out = append(out, p.Clock)
			}
		}
		return out
	case casework.FileDuty: // what this round asks for, or, brought late, what the last one did (R110)
		fits = func(c casework.Clock, at time.Time) bool {
			return kind.Fileable(c, at) || s.Declared >= kind.ToldWhich && c.Status == casework.Running && kind.MissedBefore(s, &c) != nil
		}
	default:
		return []string{s.Extension.Clock}
	}
	for _, c := range s.Clocks {
		if fits(c, now) {
			out = append(out, c.Name)
		}
	}
	return out
}
