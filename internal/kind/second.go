package kind

import (
	"cmp"
	"slices"

	"github.com/shixian/shixian/internal/casework"
)

// Second says that an act is not one person's to do: it ends, pauses or moves a clock
// without meeting it, and he who is held to a time does not end it alone (R048).
type Second struct {
	Says string // when, for who reads the declaration
	// When it waits, by how the case stands and what was said; nil: always.
	When func(s *casework.State, c casework.Command) bool
	// OverCap: it waits, too, where what was asked for is more than its rule allows one
	// person.
	OverCap bool
	// Desk: and always where only the desk asks for it, which passes nothing on without a
	// leader's consent (R016).
	Desk bool
	// By is who may sign it, and how far he reaches; never who asked.
	By Scopes
}

// Ending is a way in which a matter ends whatever the office decides, and what shows it: by
// that, and by nothing less, one person closes it (R048).
type Ending struct {
	Ground string
	Proof  string           // the paper that shows it, by its purpose; empty: the number of an earlier case
	At     []casework.Stage // none: anywhere
}

// Ending finds one by its ground.
func (d *Declaration) Ending(ground string) (Ending, bool) {
	i := slices.IndexFunc(d.Endings, func(e Ending) bool { return e.Ground == ground })
	if i < 0 {
		return Ending{}, false
	}
	return d.Endings[i], true
}

// ending lets an act that closes a case say by which of them it does.
func ending(a Act, endings []Ending) Act {
	var grounds, papers []string
	for _, e := range endings {
		grounds = append(grounds, e.Ground)
		if e.Proof != "" {
			papers = append(papers, e.Proof)
		}
	}
	a.Fields = append(slices.Clone(a.Fields),
		casework.Field{Name: "ground", Type: casework.FieldChoice, Choices: grounds, Rule: "R048"},
		proof(papers...),
		casework.Field{Name: "case", Type: casework.FieldCase, Rule: "R048"})
	second := *a.Second
	second.Says, second.When = "something is still owed, and nothing shows that it ended", func(s *casework.State, c casework.Command) bool {
		return c.Args.Ground == "" && stillOwed(s, c)
	}
	a.Second = &second
	return a
}

// alone is how a declaration stood before anything waited for a second signature: a case
// that began then goes on so.
func alone(d *Declaration) {
	for i := range d.Acts {
		a := &d.Acts[i]
		a.Second = nil
		a.Fields = slices.DeleteFunc(a.Fields, func(f casework.Field) bool {
			return f.Type == casework.FieldProof || a.FromReceipt && f.Name == "received"
		})
		a.FromReceipt = false
	}
}

// Waits tells whether the act, as it was sent, is not for one person to do.
func (x *Second) Waits(s *casework.State, c casework.Command) bool {
	return x != nil && c.Second == nil && (x.When == nil || x.Desk && byDesk(c.Roles) || x.When(s, c))
}

func byDesk(roles []casework.Role) bool {
	return !slices.ContainsFunc(roles, func(r casework.Role) bool { return r != casework.Handler && r != casework.Clerk })
}

// Signs tells whether the act is one that a role may sign beside who does it.
func (x *Second) Signs(r casework.Role) bool { return x != nil && x.By[r] > None }

// Line is who is asked, the nearest first: who asked in one of these parts does not sign
// in it himself, and a desk's own backup comes after those above it.
func (x *Second) Line(asked []casework.Role) (line []casework.Role) {
	var desk []casework.Role
	for _, r := range casework.Roles() {
		switch {
		case x.By[r] == None:
		case r == casework.Handler || r == casework.Clerk:
			desk = append(desk, r)
		case !slices.Contains(asked, r):
			line = append(line, r)
		}
	}
	if line = append(line, desk...); len(line) == 0 { // an office of several: another of them
		return slices.Clone(asked)
	}
	return line
}

// seconded adds what goes with acts that wait: the act by which they are signed, and that
// whoever may sign sees what waits for him.
func seconded(d *Declaration) {
	who, signed := Scopes{}, Scopes{}
	for i := range d.Acts {
		second := d.Acts[i].Second
		if second == nil {
			continue
		}
		for r, scope := range second.By {
			who[r] = max(who[r], scope)
		}
	}
	if _, there := d.Act(casework.Countersign); there || !who.reach() {
		return
	}
	d.Acts = append(d.Acts, countersign(d, who))
	i := slices.IndexFunc(d.Rights, func(r Right) bool { return r.Action == ApprovalsList })
	if i < 0 {
		d.Rights = append(d.Rights, Right{Action: ApprovalsList, Who: who, View: true})
		return
	}
	for _, of := range []Scopes{who, d.Rights[i].Who} {
		for r, scope := range of {
			signed[r] = max(signed[r], scope)
		}
	}
	d.Rights[i].Who = signed
}

func countersign(d *Declaration, who Scopes) Act {
	return Act{
		Name: casework.Countersign, Who: who, Rule: "R048", Waiting: true, Daily: true, AfterClose: true,
		Meets: clocks(casework.ClockCountersign), When: []Condition{asksSecond},
		Never: func(s *casework.State, person string, roles []casework.Role) *casework.Error {
			return d.unlessSecond(s, person, roles)
		},
		Fields: fields(
			casework.Field{Name: "request", Type: casework.FieldRequest, Required: true, Rule: "R048"},
			casework.Field{Name: "approve", Type: casework.FieldBool, Required: true, Rule: "R048"}, remark),
		Do: Words{"第二人签署", "Countersign"}, Hint: Words{"同意的自第一人提出时起算，不同意或者逾期未签的一切照旧", "Consent counts from the first signature; refused or unsigned, nothing has changed"},
	}
}

// asksSecond: also while what was signed is done as of its first signature.
var asksSecond = when("an act waits for a second signature", func(s *casework.State) bool { return s.Second != nil }, is(casework.NoSecond, "request", "R048"))

// unlessSecond: whoever has power over the act signs it, and never who did it first.
func (d *Declaration) unlessSecond(s *casework.State, person string, roles []casework.Role) *casework.Error {
	if s.Second == nil {
		return is(casework.NoSecond, "request", "R048")
	}
	if s.Second.Command.Actor == person {
		return is(casework.OwnCase, "actor", "R048")
	}
	act, known := d.Act(s.Second.Command.Name)
	may := known && slices.ContainsFunc(roles, act.Second.Signs)
	return unless(may, casework.NotDecider, "R048")
}

// Who signs beside whom. Of a desk its backup, those above it and, where nobody else stands
// there, whoever is on duty in the general office; what it passes on, a leader (R016); of an
// office those above it; of those who watch the office, another of them.
var (
	desk = Scopes{
		casework.Handler: Own, casework.SectionHead: Unit, casework.LeaderInCharge: Unit, casework.PrincipalLeader: Bureau,
		casework.GeneralOffice: Bureau,
	}
	heads    = Scopes{casework.SectionHead: Unit, casework.LeaderInCharge: Unit, casework.PrincipalLeader: Bureau}
	above    = Scopes{casework.LeaderInCharge: Unit, casework.PrincipalLeader: Bureau, casework.GeneralOffice: Bureau}
	leaders  = Scopes{casework.LeaderInCharge: Bureau, casework.PrincipalLeader: Bureau}
	watchers = Scopes{casework.PrincipalLeader: Bureau, casework.DisciplineOffice: Bureau, casework.PartyGroup: Bureau}
	watching = Scopes{casework.EfficiencyOffice: Bureau, casework.PrincipalLeader: Bureau, casework.DisciplineOffice: Own}
)

// owed are the open clocks that an act would end, or move: what outlives every case is not
// among them, nor is what waits for the second signature itself.
func owed(s *casework.State) (out []casework.Clock) {
	for _, c := range s.Clocks {
		if c.Open() && !slices.Contains([]string{casework.ClockCountersign, casework.ClockUrgent, "explain", "self_report", "mend", ClockPublish}, casework.Ruling(c.Name)) {
			out = append(out, c)
		}
	}
	return out
}

// stillOwed: the end of the case would end a clock unmet.
func stillOwed(s *casework.State, _ casework.Command) bool { return len(owed(s)) > 0 }

// unproven: stillOwed, and nothing on record shows why.
func unproven(s *casework.State, c casework.Command) bool {
	return c.Args.Proof == "" && stillOwed(s, c)
}

// callsItself: unproven, or the office that enters it is the one that owes the next act:
// whoever took his matter back is called by another (design section 1).
func callsItself(s *casework.State, c casework.Command) bool {
	return unproven(s, c) || slices.Contains(c.Roles, s.Turn)
}

// owesBut: a clock runs beside those the act answers.
func owesBut(clocks ...string) func(*casework.State, casework.Command) bool {
	return func(s *casework.State, _ casework.Command) bool {
		return slices.ContainsFunc(owed(s), func(c casework.Clock) bool { return !slices.Contains(clocks, casework.Ruling(c.Name)) })
	}
}

// owing: a clock is owed that the act would begin anew.
func owing(clock string) func(*casework.State, casework.Command) bool {
	return func(s *casework.State, _ casework.Command) bool { c := s.Clock(clock); return c != nil && c.Open() }
}

// usedUp: what the post owes is late, or near its end: whoever has it next could no more
// keep to it.
func usedUp(s *casework.State, c casework.Command) bool {
	return slices.ContainsFunc(owed(s), func(o casework.Clock) bool {
		return o.Post == "" && o.Outcome == casework.Breach && !c.At.Before(o.UsedUp())
	})
}

// movesDates: a clock that is open counts from the receipt.
func movesDates(s *casework.State, _ casework.Command) bool {
	return slices.ContainsFunc(s.Clocks, func(c casework.Clock) bool { return c.Open() && c.Start.Equal(s.Received) })
}

// movesDatesAnd: or from what hangs on the receipt, as the days after a sorting do (R085).
func movesDatesAnd(clock string) func(*casework.State, casework.Command) bool {
	return func(s *casework.State, c casework.Command) bool { return movesDates(s, c) || owing(clock)(s, c) }
}

// givenOut: a unit has it in hand, and nobody else put it back on the table.
func givenOut(s *casework.State, c casework.Command) bool {
	back := s.Facts["late_return"] == "asked" && s.Facts[casework.FactReturner] != c.Actor
	return s.Stage == casework.StageHandle && c.Args.Post != s.Post && len(owed(s)) > 0 && !back
}

// proof is the file on record by which one person may do alone what else waits for a
// second: one attached as the paper that shows it, and no other (R048).
func proof(takes ...string) casework.Field {
	return casework.Field{Name: "proof", Type: casework.FieldProof, Takes: takes}
}

// dayShown is the same of a day gone by: what is entered later than it happened is shown.
func dayShown(rule string, takes ...string) casework.Field {
	f := proof(takes...)
	f.Rule = rule
	return f
}

// purposed lets whoever attaches a file say which of those papers it is.
func purposed(d *Declaration) {
	var papers []string
	for i := range d.Acts {
		fields := d.Acts[i].Fields
		for j := range fields {
			papers = append(papers, fields[j].Takes...)
		}
	}
	slices.Sort(papers)
	attach, there := d.Act(casework.Attach)
	if !there || len(papers) == 0 || slices.ContainsFunc(attach.Fields, func(f casework.Field) bool { return f.Name == "purpose" }) {
		return
	}
	attach.Fields = append(slices.Clone(attach.Fields), casework.Field{
		Name: "purpose", Type: casework.FieldChoice, Choices: slices.Compact(papers), Rule: cmp.Or(d.Proofs, "R048"),
	})
}
