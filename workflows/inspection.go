package workflows

import (
	"slices"
	"strconv"
	"strings"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/draw"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/workflows/machine"
)

// inspection is one open or covert check (明查暗访暂行办法).
//
//	publish_draw  whoever committed to a seed publishes it; the list follows from it (R113)
//	send_group    and whom it names is visited (R113)
//	evidence      pictures and papers of a finding are handed in the same day (R116)
//	result        the head of the group reports what was seen (R122, R125)
//	coverage      within a year everybody is visited once; where something was found last time
//	              is among them (R112)
//
// Each finding, one of the items of the regulations (R124), is a case of its own, and its
// unit hears of it by the notice alone.
type inspection struct{}

func (inspection) Open(s *machine.Step) error {
	s.Turn(casework.EfficiencyOffice)
	if s.State.Facts[kind.FactMode] == kind.ModeYear {
		s.Stand(kind.StageYear)
		return s.StartWith(machine.Terms{From: s.State.Received}, kind.ClockCoverage)
	}
	s.Stand(kind.StagePlan)
	return nil
}

var inspectionActs = machine.Acts{
	kind.CommitDraw:        commitDraw,
	kind.PublishDraw:       publishDraw,
	kind.SendGroup:         sendGroup,
	kind.VisitUnit:         visitUnit,
	kind.RecordFinding:     findFault,
	kind.SignResult:        signResult,
	kind.ReportObstruction: obstructed,
	kind.ReportLeak:        leaked,
	casework.Report:        reportCheck,
	kind.PlanYear:          planYear,
	kind.ReportCoverage:    reportCoverage,
}

func (inspection) Act(s *machine.Step, c casework.Command) error { return inspectionActs[c.Name](s, c) }

// RanOut: nothing of it is decided by silence.
func (inspection) RanOut(*machine.Step, casework.Clock) error { return nil }

// commitDraw keeps the digest of a seed before anybody knows what it draws. The instant at
// which it was taken in enters the draw, too: who picks the seed does not pick that (R113).
func commitDraw(s *machine.Step, c casework.Command) error {
	lots := slices.Compact(slices.Sorted(slices.Values(c.Args.Units)))
	switch {
	case len(c.Args.Digest) != 64:
		return casework.FieldError(casework.Invalid, "digest", "R113")
	case c.Args.Members < 1 || c.Args.Members >= len(lots): // all of them is a choice, and no draw
		return casework.FieldError(casework.Invalid, "members", "R113")
	}
	for name, value := range map[string]string{
		kind.FactDigest: c.Args.Digest, kind.FactLots: strings.Join(lots, " "), kind.FactCount: strconv.Itoa(c.Args.Members), kind.FactSalt: draw.Salt(s.At),
	} {
		s.SetFact(name, value)
	}
	s.Say(casework.Event{
		Name: kind.DrawCommitted, Rule: "R113", To: s.Tells(kind.CommitDraw),
		Detail: map[string]string{"digest": c.Args.Digest, "lots": strings.Join(lots, " "), "count": strconv.Itoa(c.Args.Members), "salt": draw.Salt(s.At)},
	})
	return s.Start(kind.ClockPublishDraw)
}

// publishDraw draws: from the seed that was committed to, and from no other (R113).
func publishDraw(s *machine.Step, c casework.Command) error {
	seed, fine := draw.Seed(c.Args.Seed)
	if !fine || draw.Digest(seed) != s.State.Facts[kind.FactDigest] {
		return casework.FieldError(casework.Invalid, "seed", "R113")
	}
	n, err := strconv.Atoi(s.State.Facts[kind.FactCount])
	if err != nil {
		return casework.FieldError(casework.Invalid, "members", "R113")
	}
	drawn := strings.Join(draw.Pick(seed, s.State.Facts[kind.FactSalt], strings.Fields(s.State.Facts[kind.FactLots]), n), " ")
	s.Meet(kind.ClockPublishDraw)
	s.SetFact(kind.FactDrawn, drawn)
	s.Say(casework.Event{Name: kind.DrawPublished, Rule: "R113", To: s.Tells(kind.PublishDraw), Detail: map[string]string{"seed": c.Args.Seed, "drawn": drawn}})
	return s.Start(kind.ClockSendGroup)
}

// sendGroup: who goes, under whom, by which method; where lots are drawn, and on every covert visit,
// to whom the draw names (R113, R114, R224, R241).
func sendGroup(s *machine.Step, c casework.Command) error {
	units, drawn := slices.Sorted(slices.Values(c.Args.Units)), slices.Sorted(slices.Values(strings.Fields(s.State.Facts[kind.FactDrawn])))
	switch {
	case len(units) == 0:
		return casework.FieldError(casework.Invalid, "units", "R112")
	case (s.State.Facts[kind.FactMode] == kind.ModeCovert || s.State.Facts[kind.FactDigest] != "") && !slices.Equal(units, drawn):
		return casework.FieldError(casework.Invalid, "units", "R113")
	case c.Args.Person == "":
		return casework.FieldError(casework.Invalid, "person", "R114")
	case c.Args.Approve == nil || !*c.Args.Approve:
		return casework.FieldError(casework.Invalid, "approve", "R114")
	case !slices.Contains(kind.Methods, c.Args.Outcome):
		return casework.FieldError(casework.Invalid, "outcome", "R224")
	case c.Args.Outcome == kind.Tracking && c.Args.Case == "":
		return casework.FieldError(casework.Invalid, "case", "R224")
	}
	s.Meet(kind.ClockSendGroup)
	s.SetFact(kind.FactUnits, strings.Join(units, " "))
	s.SetFact(kind.FactLeader, c.Args.Person)
	s.SetFact(kind.FactGroup, strings.Join(c.Args.Persons, " "))
	s.Say(casework.Event{
		Name: kind.GroupSent, Rule: "R114", Level: c.Args.Outcome, Other: c.Args.Case, To: s.Tells(kind.SendGroup),
		Detail: map[string]string{"units": strings.Join(units, " ")},
	})
	s.Stand(kind.StageVisit)
	s.Turn(casework.Inspector)
	return s.Start(kind.ClockResult)
}

// visitUnit: on the spot, with the badge worn or the card shown (R115).
func visitUnit(s *machine.Step, c casework.Command) error {
	switch {
	case !slices.Contains(strings.Fields(s.State.Facts[kind.FactUnits]), c.Args.Unit):
		return casework.FieldError(casework.Invalid, "unit", "R113")
	case c.Args.Approve == nil || !*c.Args.Approve:
		return casework.FieldError(casework.Invalid, "approve", "R115")
	}
	addTo(s, kind.FactVisited, c.Args.Unit)
	s.Say(casework.Event{Name: kind.Visited, Rule: "R115", Unit: c.Args.Unit, Detail: map[string]string{"unit": c.Args.Unit}})
	return nil
}

// visited tells whether the group was there.
func visited(s *machine.Step, unit string) bool {
	return slices.Contains(strings.Fields(s.State.Facts[kind.FactVisited]), unit)
}

// findFault is one of the items that the regulations list, and nothing else (R124, R126 to
// R128, R235). It is a case of its own from here.
func findFault(s *machine.Step, c casework.Command) error {
	rule := kind.FindingRule(c.Args.Category)
	switch {
	case rule == "":
		return casework.FieldError(casework.Invalid, "category", "R124")
	case !visited(s, c.Args.Unit):
		return casework.FieldError(casework.Invalid, "unit", "R124")
	}
	s.Say(casework.Event{
		Name: kind.FindingMade, Rule: rule, Level: c.Args.Category, Unit: c.Args.Unit, To: s.Tells(kind.RecordFinding), Detail: map[string]string{"unit": c.Args.Unit},
	})
	s.Say(casework.Event{
		Name: casework.CaseOpened, Rule: "R119", Level: string(kind.Rectification),
		Opens: map[string]string{kind.FactFinding: c.Args.Category, kind.FactMode: s.State.Facts[kind.FactMode], kind.FactFoundIn: c.Args.Unit},
	})
	if owed := s.State.Clock(kind.ClockEvidence); owed != nil && owed.Open() {
		return nil
	}
	return s.Start(kind.ClockEvidence)
}

// signResult: refused before a witness, it is taken for a breach, and the result stands (R118).
func signResult(s *machine.Step, c casework.Command) error {
	switch {
	case !visited(s, c.Args.Unit):
		return casework.FieldError(casework.Invalid, "unit", "R118")
	case c.Args.Outcome == "":
		return casework.FieldError(casework.Invalid, "outcome", "R118")
	case c.Args.Outcome == kind.RefusedToSign && c.Args.WitnessID == "":
		return casework.FieldError(casework.Invalid, "witness", "R118")
	}
	e := casework.Event{Name: kind.ResultSigned, Rule: "R118", Level: c.Args.Outcome, Unit: c.Args.Unit, To: s.Tells(kind.SignResult), Detail: map[string]string{"unit": c.Args.Unit}}
	if c.Args.Outcome == kind.RefusedToSign {
		e.Detail["deemed"] = "violation"
		e.Detail["witness_id"] = c.Args.WitnessID
	}
	s.Say(e)
	return nil
}

// obstructed: who kept the group out, held it up or told ahead is asked to answer (R115).
func obstructed(s *machine.Step, c casework.Command) error {
	if c.Args.Category == "" {
		return casework.FieldError(casework.Invalid, "category", "R115")
	}
	return askAbout(s, c, casework.Event{Name: kind.Obstructed, Rule: "R115", Level: c.Args.Category, To: s.Tells(kind.ReportObstruction)})
}

// leaked: who let material of a check out is asked to answer (R123).
func leaked(s *machine.Step, c casework.Command) error {
	return askAbout(s, c, casework.Event{Name: kind.Leaked, Rule: "R123", To: s.Tells(kind.ReportLeak)})
}

// askAbout opens a verification over a post, once.
func askAbout(s *machine.Step, c casework.Command, e casework.Event) error {
	if c.Args.Post == "" {
		return casework.FieldError(casework.Invalid, "post", e.Rule)
	}
	e.Detail = map[string]string{"post": c.Args.Post}
	s.Say(e)
	asks := casework.Event{
		Name: casework.AccountabilityOpened, Rule: e.Rule, Post: c.Args.Post, Unit: c.Args.Unit, To: []casework.Role{casework.EfficiencyOffice},
		Detail: map[string]string{"post": c.Args.Post, "turn": string(casework.Handler)},
	}
	if slices.Contains(s.State.Accountable, c.Args.Post) {
		asks.Name = casework.AccountabilityJoined
	} else {
		s.State.Accountable = append(s.State.Accountable, c.Args.Post)
	}
	s.Say(asks)
	return nil
}

// reportCheck ends it, once the group was everywhere it was sent: nobody is drawn and then left
// out (R113). What it found goes on (R122, R125).
func reportCheck(s *machine.Step, _ casework.Command) error {
	for _, unit := range strings.Fields(s.State.Facts[kind.FactUnits]) {
		if !visited(s, unit) {
			return casework.FieldError(kind.NotVisited, "", "R113")
		}
	}
	s.Meet(kind.ClockResult)
	s.Say(casework.Event{Name: casework.Reported, Rule: "R125", To: s.Tells(casework.Report)})
	s.Close("reported")
	return nil
}

// planYear says who is visited within the year. Whoever stands in the plan stays there, and who
// must be visited is among them: the record says where something was found last time, and not
// who plans (R112).
func planYear(s *machine.Step, c casework.Command) error {
	units := slices.Compact(slices.Sorted(slices.Values(append(strings.Fields(s.State.Facts[kind.FactUnits]), c.Args.Units...))))
	if len(c.Args.Units) == 0 {
		return casework.FieldError(casework.Invalid, "units", "R112")
	}
	if c.Args.Outcome == kind.ExemptUnits {
		return exemptUnits(s, c)
	}
	n, err := covered(s, units)
	switch {
	case err != nil:
		return err
	case slices.ContainsFunc(n.Must, func(unit string) bool { return !slices.Contains(units, unit) }):
		return casework.FieldError(kind.MustVisit, "units", "R112")
	}
	s.SetFact(kind.FactUnits, strings.Join(units, " "))
	if exempt := strings.Fields(s.State.Facts[kind.FactExempt]); s.State.Declared >= kind.ExemptOnce && len(exempt) > 0 {
		planned := func(unit string) bool { return slices.Contains(units, unit) }
		s.SetFact(kind.FactExempt, strings.Join(slices.DeleteFunc(exempt, planned), " ")) // who is visited is exempted no longer
	}
	s.Say(casework.Event{
		Name: kind.YearPlanned, Rule: "R112", To: s.Tells(kind.PlanYear),
		Detail: map[string]string{"units": strings.Join(units, " "), "must": strings.Join(n.Must, " ")},
	})
	return nil
}

// exemptUnits names who is not assessed in the year, and why; never who must be visited, or who is
// planned already (R112).
func exemptUnits(s *machine.Step, c casework.Command) error {
	if c.Args.ReasonID == "" {
		return casework.FieldError(casework.Invalid, "reason", "R112")
	}
	n, err := covered(s, c.Args.Units)
	if err != nil {
		return err
	}
	planned := strings.Fields(s.State.Facts[kind.FactUnits])
	if slices.ContainsFunc(c.Args.Units, func(unit string) bool { return slices.Contains(n.Must, unit) || slices.Contains(planned, unit) }) {
		return casework.FieldError(kind.MustVisit, "units", "R112")
	}
	all := slices.Compact(slices.Sorted(slices.Values(append(strings.Fields(s.State.Facts[kind.FactExempt]), c.Args.Units...))))
	s.SetFact(kind.FactExempt, strings.Join(all, " "))
	s.Say(casework.Event{Name: kind.UnitsExempted, Rule: "R112", To: s.Tells(kind.PlanYear), Detail: map[string]string{"units": strings.Join(all, " ")}})
	return nil
}

// reportCoverage ends the year once every unit of the bureau was visited openly, but those that
// were exempted: who plans does not say of how many everybody is. Where something was found after
// a unit was exempted, it is visited all the same (R112).
func reportCoverage(s *machine.Step, _ casework.Command) error {
	units := strings.Fields(s.State.Facts[kind.FactUnits])
	n, err := covered(s, units)
	switch {
	case err != nil:
		return err
	case slices.ContainsFunc(n.Left, func(unit string) bool { return !slices.Contains(strings.Fields(s.State.Facts[kind.FactExempt]), unit) }):
		return casework.FieldError(kind.NotVisited, "", "R112")
	case s.State.Declared >= kind.ExemptOnce && slices.ContainsFunc(n.Left, func(unit string) bool { return slices.Contains(n.Must, unit) }):
		return casework.FieldError(kind.NotVisited, "", "R112")
	}
	s.Meet(kind.ClockCoverage)
	s.Say(casework.Event{Name: kind.YearCovered, Rule: "R112", To: s.Tells(kind.ReportCoverage), Detail: map[string]string{"units": strings.Join(units, " ")}})
	s.Close("covered")
	return nil
}

// covered asks the record who was visited since the year began, and who must be.
func covered(s *machine.Step, units []string) (casework.Tally, error) {
	return s.Tally(casework.TallyRequest{Number: s.State.Number, Unit: s.State.Unit, Covers: units, Everybody: s.State.Declared > 0, Since: s.State.Received, At: s.At})
}
