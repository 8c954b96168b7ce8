package workflows

import (
	"slices"
	"strconv"
	"strings"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/workflows/machine"
)

// ticked is the revision of the declaration from which on papers are ticked one by one.
const ticked = 2

// taken opens a case. Where every paper was there, taking it in accepted it (R022, R023):
// its limits count from that receipt and there is no intake beside them.
func taken(s *machine.Step) error {
	if s.State.Intake != casework.IntakeComplete {
		return s.StartWith(machine.Terms{From: s.State.Received}, "intake")
	}
	accepted(s)
	return promise(s, machine.Terms{From: s.State.Received})
}

// notice tells the applicant all that is missing at once (R021, R024): nothing that was
// received, and nothing less than all. A later one that adds what the first could have said
// is signed by the section head before it is one, and counted (R025).
func notice(s *machine.Step, c casework.Command) error {
	named := append(slices.Clone(c.Args.Materials), c.Args.Defective...)
	switch {
	case len(named) == 0:
		return casework.FieldError(casework.MissingPaper, "materials", "R024")
	case slices.ContainsFunc(c.Args.Materials, func(code string) bool { return brought(s, code) }):
		return casework.FieldError(casework.PaperBrought, "materials", "R024")
	case len(s.State.Papers) > 0 && slices.ContainsFunc(c.Args.Defective, func(code string) bool { return !handedIn(s, code) }):
		return casework.FieldError(casework.PaperNotBrought, "defective", "R024")
	case slices.ContainsFunc(missing(s), func(code string) bool { return !slices.Contains(named, code) }):
		return casework.FieldError(casework.NoticePartial, "materials", "R021")
	}
	added := kind.Added(s.State, c.Args)
	s.State.Missing, s.State.Rounds = named, s.State.Rounds+1
	s.State.Papers = slices.DeleteFunc(s.State.Papers, func(p casework.Paper) bool { return slices.Contains(named, p.Code) })
	for _, code := range named {
		if !slices.Contains(s.State.Asked, code) {
			s.State.Asked = append(s.State.Asked, code)
		}
	}
	s.Meet("intake")
	detail := map[string]string{"notice": "one_time", "materials": strings.Join(named, ",")}
	if s.State.Rounds > 1 {
		detail["round"] = strconv.Itoa(s.State.Rounds)
	}
	if c.Args.Means != "" {
		detail["means"] = c.Args.Means
	}
	s.Say(casework.Event{Name: casework.NoticeIssued, To: s.Tells(c.Name), Rule: "R024", Basis: intakeBasis(s), Detail: detail})
	if len(added) > 0 {
		s.Say(casework.Event{
			Name: kind.NoticeAdded, Rule: "R025", To: []casework.Role{casework.SectionHead, casework.EfficiencyOffice},
			Detail: map[string]string{"materials": strings.Join(added, ","), "round": strconv.Itoa(s.State.Rounds)},
		})
	}
	s.Stand(casework.StageSupplement)
	s.Turn(casework.Applicant)
	if h := s.State.Handling; h != nil && h.Supplement != "" {
		return s.StartWith(machine.Terms{Limit: h.Supplement}, kind.ClockSupplement)
	}
	return nil
}

// intakeBasis is what says that he hears at once what is missing, or that it is not for this
// office: of a permit the law of permits, of all else what the days of the intake rest on.
func intakeBasis(s *machine.Step) string {
	if intake := s.State.Clock("intake"); s.State.Class != "permit" && intake != nil {
		return intake.Basis
	}
	return permitIntake
}

// permitIntake rules how permits are taken in.
const permitIntake = "行政许可法第三十二条"

// missing are the required papers that are not there, where somebody has looked.
func missing(s *machine.Step) []string {
	if s.State.Intake == "" {
		return nil
	}
	return s.State.Handling.Lacks(s.State.Papers)
}

// brought tells whether a paper is there as it is wanted.
func brought(s *machine.Step, code string) bool {
	w, known := s.State.Handling.Wants(code)
	return slices.ContainsFunc(s.State.Papers, func(p casework.Paper) bool { return p.Code == code && (!known || w.Serves(p)) })
}

// handedIn tells whether it is there in whatever form.
func handedIn(s *machine.Step, code string) bool {
	return slices.ContainsFunc(s.State.Papers, func(p casework.Paper) bool { return p.Code == code })
}

// handIn takes papers in; what came before of the same is the one that counts no more.
func handIn(s *machine.Step, papers []casework.Paper) {
	for _, came := range papers {
		s.State.Papers = slices.DeleteFunc(s.State.Papers, func(p casework.Paper) bool { return p.Code == came.Code })
		s.State.Papers = append(s.State.Papers, came)
	}
}

// bring: papers came. Ticked, a complete application is accepted by it (R023, R033); part of
// what was asked for, the rest is waited for; not ticked, everything came and is looked at
// anew within days of their own (R025).
func bring(s *machine.Step, c casework.Command) error {
	came := c.Args.Papers
	for _, p := range came {
		if _, known := s.State.Handling.Wants(p.Code); s.State.Handling != nil && !known {
			return casework.FieldError(casework.MissingPaper, "materials", "R024")
		}
	}
	asked := append(slices.Clone(s.State.Missing), s.State.Lacking...)
	if len(came) == 0 {
		for _, code := range asked {
			w, _ := s.State.Handling.Wants(code)
			came = append(came, casework.Paper{Code: code, Form: w.Form, Copies: w.Copies})
		}
	}
	handIn(s, came)
	s.Say(casework.Event{
		Name: casework.Supplemented, Rule: "R025", To: s.Tells(c.Name), Quiet: true, Detail: map[string]string{"materials": casework.Codes(came)},
	})
	if s.State.Stage == casework.StageHandle {
		return followed(s)
	}
	s.State.Missing = slices.DeleteFunc(s.State.Missing, func(code string) bool { return brought(s, code) })
	if len(s.State.Missing) > 0 {
		return nil
	}
	s.Meet(kind.ClockSupplement)
	if len(c.Args.Papers) > 0 && len(missing(s)) == 0 {
		accepted(s)
		return promise(s, machine.Terms{})
	}
	s.Stand(casework.StageIntake)
	s.Turn(casework.Handler)
	return s.Start("intake")
}

// followed: of what was to follow, something came.
func followed(s *machine.Step) error {
	s.State.Lacking = slices.DeleteFunc(s.State.Lacking, func(code string) bool { return brought(s, code) })
	if len(s.State.Lacking) > 0 {
		return nil
	}
	s.Meet(kind.ClockLacking)
	s.Say(casework.Event{Name: kind.PapersIn, To: []casework.Role{casework.ActingHolder}})
	return nil
}

// admit accepts: what is lacking may follow where the item says so and the applicant has
// promised it in writing (容缺受理); it is worked on meanwhile, and the result waits for it.
func admit(s *machine.Step, c casework.Command) error {
	later := c.Args.Materials
	for _, code := range later {
		if w, _ := s.State.Handling.Wants(code); !w.Later {
			return casework.FieldError(casework.PaperLacking, "materials", "R024")
		}
	}
	switch lacks := missing(s); {
	case slices.ContainsFunc(lacks, func(code string) bool { return !slices.Contains(later, code) }):
		return casework.FieldError(casework.PaperLacking, "materials", "R024")
	case len(later) > 0 && c.Args.Proof == "":
		return casework.FieldError(casework.NoPromise, "proof", "本单位规定")
	}
	from := machine.Terms{}
	if intake := s.State.Clock("intake"); s.State.Handling != nil && s.State.Handling.Counts == casework.FromReceipt && intake != nil {
		from = machine.Terms{From: intake.Start, Known: s.At}
	}
	accepted(s)
	if err := promise(s, from); err != nil || len(later) == 0 {
		return err
	}
	s.State.Lacking = later
	return s.StartWith(machine.Terms{Limit: s.State.Handling.Later}, kind.ClockLacking)
}

// abandoned: nothing came in the time that was given (政府信息公开条例 30).
func abandoned(s *machine.Step, c casework.Clock) error {
	s.Say(casework.Event{
		Name: kind.Abandoned, Rule: c.Rule, Basis: c.Basis, To: []casework.Role{casework.Applicant, casework.ActingHolder},
		Detail: map[string]string{"materials": strings.Join(s.State.Missing, ",")},
	})
	closeService(s, kind.ResultAbandoned)
	return nil
}

// mend records what was put right on the spot: no date moves and nothing is asked (R035).
func mend(s *machine.Step, c casework.Command) error {
	s.Say(casework.Event{Name: kind.Mended, Rule: "R035", Detail: map[string]string{"materials": strings.Join(c.Args.Materials, ",")}})
	return nil
}

// turnAway: no permit is needed, or another organ is asked (R034).
func turnAway(s *machine.Step, c casework.Command) error {
	handledBy(s, c.Actor)
	basis := intakeBasis(s)
	s.Meet("intake")
	toldAsAgreed(s)
	detail := basisOf(c)
	if detail == nil {
		detail = map[string]string{}
	}
	detail["category"] = c.Args.Category
	s.Say(casework.Event{Name: casework.Declined, Rule: "R034", Basis: basis, To: s.Tells(c.Name), Detail: detail})
	closeService(s, "declined")
	return nil
}
