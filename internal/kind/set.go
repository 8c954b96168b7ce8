package kind

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/shixian/shixian/internal/casework"
)

// Set is the kinds an installation knows, in the order menus show them.
type Set struct {
	all   []*Declaration
	posts Posts
}

// Product is the set the product is built with, or what is wrong with it.
var Product = sync.OnceValues(func() (*Set, error) {
	return NewSet(service(), document(), complaint(), petition(), supervision(), contact(), duties(), revised(absence, absenceUnrelieved, absenceTold, absenceBefore), accountability(), attendance(), disclosure(), inspection(), rectification(), proposal(), report(), promise())
})

// Office is that set where it is known to be sound, as in every test (TestOffice).
func Office() *Set {
	s, err := Product()
	if err != nil {
		panic(err)
	}
	return s
}

// NewSet checks declarations and puts them together. The error names every fault by
// kind and act.
func NewSet(all ...*Declaration) (*Set, error) { return (&Set{}).With(all...) }

// With is NewSet, of declarations some of which s holds: those are sound, and are not
// checked again.
func (s *Set) With(all ...*Declaration) (*Set, error) {
	var faults []error
	papers := make([][]string, len(all))
	sound := map[*Declaration]bool{}
	for _, d := range s.all {
		for _, r := range d.revisions() {
			sound[r] = true
		}
	}
	for i, d := range all {
		papers[i] = d.Papers()
		faults = append(faults, unsound(d, sound)...)
		for j, before := range all[:i] {
			if before.Kind == d.Kind || before.Prefix == d.Prefix {
				faults = append(faults, fmt.Errorf("kind %s: declared twice, or its prefix %s is another's", d.Kind, d.Prefix))
			}
			for _, form := range papers[i] {
				if slices.Contains(papers[j], form) {
					faults = append(faults, fmt.Errorf("kind %s: paper %s is one of kind %s", d.Kind, form, before.Kind))
				}
			}
		}
	}
	return &Set{slices.Clone(all), housePosts()}, errors.Join(faults...)
}

// Posts is what the house says of its posts.
func (s *Set) Posts() Posts { return s.posts }

// Saying is the set of a house that says something else of its posts.
func (s *Set) Saying(p Posts) *Set { return &Set{s.all, p} }

// All are the declarations, in the order menus show them.
func (s *Set) All() []*Declaration { return slices.Clone(s.all) }

// Kinds are their names.
func (s *Set) Kinds() (out []casework.Kind) {
	for _, d := range s.all {
		out = append(out, d.Kind)
	}
	return out
}

// Of finds the declaration of a kind; nothing is declared of one the set does not know.
func (s *Set) Of(k casework.Kind) *Declaration {
	if i := slices.IndexFunc(s.all, func(d *Declaration) bool { return d.Kind == k }); i >= 0 {
		return s.all[i]
	}
	return &Declaration{Kind: k}
}

// By finds the kind whose cases begin in a way; that of none where no kind does.
func (s *Set) By(e Entry) *Declaration {
	if i := slices.IndexFunc(s.all, func(d *Declaration) bool { return d.Entry == e }); i >= 0 {
		return s.all[i]
	}
	return &Declaration{}
}

// Opened is the kind that a breach opens (责任追究).
func (s *Set) Opened() casework.Kind { return s.By(ByMachine).Kind }

// Leave is the kind of who is away (离岗).
func (s *Set) Leave() casework.Kind { return s.By(ByPerson).Kind }

// Standing is the kind of a bureau's standing duties (例行职责).
func (s *Set) Standing() casework.Kind { return s.By(ByBureau).Kind }

// Knows tells whether a kind is declared.
func (s *Set) Knows(k casework.Kind) bool { return s.Of(k).Prefix != "" }

// Issues is the kind from whose cases a form is issued; that of none where no kind's are.
func (s *Set) Issues(form string) *Declaration {
	if i := slices.IndexFunc(s.all, func(d *Declaration) bool { return slices.Contains(d.Papers(), form) }); i >= 0 {
		return s.all[i]
	}
	return &Declaration{}
}

// Form is Declaration.Form of a kind's act.
func (s *Set) Form(k casework.Kind, command string) (casework.Form, bool) {
	return s.Of(k).Form(command)
}

// Takes tells whether a case of some kind may take a command.
func (s *Set) Takes(command string) bool {
	return slices.Contains(heard, command) || slices.ContainsFunc(s.all, func(d *Declaration) bool {
		_, takes := d.EverAct(command)
		return takes
	})
}

// Commands lists every command name once, in the order in which a case listens to
// them: a history may hold two signals that one task read in that order, so that a
// name is only ever added at its end.
func (s *Set) Commands() []string {
	out := slices.Clone(heard)
	for _, d := range s.all {
		for a := range d.Ever {
			if !slices.Contains(out, a.Name) {
				out = append(out, a.Name)
			}
		}
	}
	return out
}

// Number writes a case number: kind, year and serial, BJ2026-000123. It is the
// case id and the workflow id at once, so it holds nothing personal.
func (s *Set) Number(k casework.Kind, year, serial int) string {
	return fmt.Sprintf("%s%04d-%06d", s.Of(k).Prefix, year, serial)
}

// Parse is the inverse of Number. ok is false for anything else.
func (s *Set) Parse(number string) (k casework.Kind, year, serial int, ok bool) {
	head, tail, found := strings.Cut(number, "-")
	if !found || len(head) != 6 || len(tail) < 6 {
		return "", 0, 0, false
	}
	year, yearErr := strconv.Atoi(head[2:])
	serial, serialErr := strconv.Atoi(tail)
	for _, d := range s.all {
		if d.Prefix == head[:2] && yearErr == nil && serialErr == nil && serial > 0 {
			return d.Kind, year, serial, true
		}
	}
	return "", 0, 0, false
}

// heard is the order in which cases listened to commands before each kind declared its
// own, and then those that kinds declared up to here, for a kind in front brings its new
// ones before another's; Set.Commands says why it stays.
var heard = []string{
	casework.OneTimeNotice, casework.Supplement, casework.Accept, casework.Decline, casework.Complete,
	casework.Deny, casework.Deliver, casework.Pause, casework.Resume, casework.RequestExtension,
	casework.DecideExtension, casework.WithdrawExtension, casework.Transfer, casework.Chase, casework.Explain,
	casework.Withdraw, casework.Correct, casework.Reopen, casework.Propose, casework.Instruct,
	casework.Assign, casework.Return, casework.DecideReturn, casework.NoticeSpecial, casework.ConfirmConsent,
	casework.File, casework.Screen, casework.Forward, casework.Disclaim, casework.Reply,
	casework.Confirm, casework.Relay, casework.Disclose, casework.WithdrawDisclosure, casework.Rate,
	casework.Advise, casework.Report, casework.SelfReport, casework.Issue, casework.ConfirmReceipt,
	casework.AssignStep, casework.CompleteStep, casework.SpecialReport, casework.SignOff, casework.Object,
	casework.DecideObjection, casework.FileDuty, casework.DecidePoints, casework.Approve, casework.ReportReturn,
	casework.FilePapers, casework.Designate, casework.Manned, casework.StateFacts, casework.Hear,
	casework.Split, casework.Recommend, casework.Decide, casework.Serve, casework.AskReview,
	casework.DecideReview, casework.Close, casework.Link, casework.Unlink, casework.Merge,
	casework.Unmerge, casework.Convert, casework.Follow, casework.Accounted, casework.Attach,
	casework.Recount, casework.AskUrgent, casework.DecideUrgent, casework.Countersign,
	casework.Recuse, EndRecusal, WithdrawOne, DeclineStep, DeemStep, casework.Recheck, casework.Circulate, HandOver,
}

// Disclosing are the kinds whose cases make public what the articles want public, by category.
func (s *Set) Disclosing() (of []casework.Kind) {
	for _, d := range s.all {
		if d.Shown != nil && d.Shown.Category != "" {
			of = append(of, d.Kind)
		}
	}
	return of
}

// check finds everything that is missing from a declaration: an act nobody may do,
// twice there, without a rule, a name or a form that can be filled in; a stage nobody
// can be in, or nobody leaves.
func check(d *Declaration) (faults []error) {
	say := func(format string, args ...any) {
		faults = append(faults, fmt.Errorf("kind %s: %s", d.Kind, fmt.Sprintf(format, args...)))
	}
	for _, f := range []struct {
		lacks bool
		what  string
	}{
		{d.Kind == "" || len(d.Prefix) != 2, "no name, or no prefix of two letters"},
		{d.Title.missing(), "no title in Chinese and English"},
		{!slices.Contains(d.Stages, d.Opens), fmt.Sprintf("it opens at stage %q, which is none of its own", d.Opens)},
		{len(d.Found) > 0 && (d.Veiled || d.Accuses != ""), "it is found by what is kept from those it is about (R081)"},
		{d.Public && d.Named == "", "a public form, and no rule by which it asks for a name"},
		{len(d.Ends) == 0 || d.Entry == "", "no end, or no way in"},
	} {
		if f.lacks {
			say("%s", f.what)
		}
	}
	for i := range d.Acts { // none is copied: where the law proves itself, this is asked some thousand times
		a := &d.Acts[i]
		if first, _ := d.Act(a.Name); first != a {
			say("act %s stands twice", a.Name)
		}
		for _, fault := range a.faults(d) {
			say("act %s: %s", a.Name, fault)
		}
		for _, clock := range a.Meets {
			if other := d.Answer(clock); other != a.Name {
				say("act %s: clock %s is met by %s", a.Name, clock, other)
			}
		}
	}
	for _, stage := range d.Stages {
		if !d.left(stage) {
			say("nobody leaves stage %q", stage)
		}
	}
	for code, w := range d.Says {
		if w.missing() {
			say("%s is not said in Chinese and English", code)
		}
		if event, ok := strings.CutPrefix(code, "event."); ok && d.Says["told."+event].missing() {
			say("event %s is named and not told", event)
		}
	}
	for i, r := range d.Rights {
		switch {
		case slices.ContainsFunc(d.Rights[:i], func(b Right) bool { return b.Action == r.Action }):
			say("right %s stands twice", r.Action)
		case !r.Who.reach():
			say("right %s is nobody's", r.Action)
		}
	}
	return faults
}

// beside are acts that every open case takes, wherever it stands: they move it nowhere.
var beside = []string{
	casework.Link, casework.Unlink, casework.Attach, casework.Recount, casework.Chase, casework.Explain, PublishReason, ChangeService,
	casework.RequestExtension, casework.DecideExtension, casework.WithdrawExtension, casework.AskUrgent, casework.DecideUrgent,
}

// left tells whether some act may end a stage.
func (d *Declaration) left(stage casework.Stage) bool {
	for i := range d.Acts {
		if d.Acts[i].leaves(stage) {
			return true
		}
	}
	return false
}

// leaves tells whether the act may end a stage.
func (a *Act) leaves(stage casework.Stage) bool {
	return slices.Contains(a.At, stage) || len(a.At) == 0 && !slices.Contains(beside, a.Name)
}

func (a *Act) faults(d *Declaration) (out []string) {
	for _, f := range []struct {
		lacks bool
		what  string
	}{
		{a.Name == "", "no name"},
		{a.Rule == "" && a.Basis == "", "no rule and no basis"},
		{a.Do.missing() || a.Hint.missing(), "no label in Chinese and English"},
		{a.Internal == a.Who.reach(), "nobody may do it, or somebody may what is the machine's own"},
	} {
		if f.lacks {
			out = append(out, f.what)
		}
	}
	for _, stage := range a.At {
		if !slices.Contains(d.Stages, stage) {
			out = append(out, fmt.Sprintf("stage %q is none of the kind's", stage))
		}
	}
	for i, f := range a.Fields {
		switch {
		case f.Name == "" || f.Type == "":
			out = append(out, fmt.Sprintf("field %q has no type", f.Name))
		case f.Type == casework.FieldChoice && len(f.Choices) == 0:
			out = append(out, fmt.Sprintf("field %s leaves no choice", f.Name))
		case f.Type == casework.FieldProof && len(f.Takes) == 0:
			out = append(out, fmt.Sprintf("field %s takes any file", f.Name))
		case slices.ContainsFunc(a.Fields[:i], func(g casework.Field) bool { return g.Name == f.Name }):
			out = append(out, fmt.Sprintf("field %s stands twice", f.Name))
		}
	}
	return out
}

func (w Words) missing() bool { return w.Zh == "" || w.En == "" }

// reach tells whether anybody has it.
func (s Scopes) reach() bool {
	for _, scope := range s {
		if scope > None {
			return true
		}
	}
	return false
}

// CheckUpdate is the form of an Update, before any history: its name is one the kind
// knows, it has an actor unless the machine itself sends it, and its instant, where
// it names one, is of this age and not yet to come.
func (d *Declaration) CheckUpdate(c casework.Command, now time.Time) *casework.Error {
	act, known := d.Act(c.Name)
	switch {
	case !known:
		return casework.FieldError(casework.UnknownCommand, "command", "")
	case c.Actor == "" && !act.Internal && !slices.Contains(ByCode, c.Name): // who acts by his query code has no name here; his row speaks for him
		return casework.FieldError(casework.Invalid, "actor", "")
	case !c.At.IsZero() && !casework.Sane(c.At):
		return casework.FieldError(casework.Invalid, "at", "")
	case c.At.After(now.Add(casework.Ahead)):
		return casework.FieldError(casework.FutureDate, "at", "")
	}
	return c.CheckShape()
}
