package kind

import (
	"slices"

	"github.com/shixian/shixian/internal/casework"
)

// houseRule is what an act rests on that no regulation speaks of: the house's own order.
const houseRule = "本单位规定"

// Fields that many acts ask for.
var (
	reason = casework.Field{Name: "reason", Type: casework.FieldText, Required: true}
	remark = casework.Field{Name: "reason", Type: casework.FieldText}
	basis  = casework.Field{Name: "basis", Type: casework.FieldText, Required: true, Rule: "R026"}
	clock  = casework.Field{Name: "clock", Type: casework.FieldClock, Required: true}
	other  = casework.Field{Name: "case", Type: casework.FieldCase, Required: true}
)

func fields(f ...casework.Field) []casework.Field { return f }

func clocks(names ...string) []string { return names }

func forms(codes ...string) []string { return codes }

func roles(r ...casework.Role) []casework.Role { return r }

func at(stages ...casework.Stage) []casework.Stage { return stages }

// without drops a field of a form.
func without(of []casework.Field, name string) []casework.Field {
	return slices.DeleteFunc(slices.Clone(of), func(f casework.Field) bool { return f.Name == name })
}

// signed makes an act a leader's own signature.
func signed(a Act) Act {
	a.Signature = true
	return a
}

// making adds the papers a common act leads to.
func making(a Act, forms ...string) Act {
	a.Paper = forms
	return a
}

// proven lets an act rest on a paper.
func proven(a Act, paper casework.Field) Act {
	a.Fields = append(slices.Clone(a.Fields), paper)
	return a
}

// under names the rule of this kind for an act that several kinds share: more time for a
// complaint is R070's, and not what services have it by.
func under(rule string, a Act) Act {
	a.Under = rule
	return a
}

// admitted narrows a common act to some stages.
func admitted(a Act, stages ...casework.Stage) Act {
	a.At = stages
	return a
}

// targets lists what a case may become, as a choice.
func targets(becomes []Conversion) (out []string) {
	for _, c := range becomes {
		out = append(out, string(c.To))
	}
	return out
}

// mergeable: a duplicate whose promise runs; one that was never counted would be lost.
var mergeable = when("its promise is owed", func(s *casework.State) bool {
	handle := s.Clock("handle")
	return s.Stage == casework.StageHandle && handle != nil && handle.Open()
}, nil)

// untouched: nobody has done anything to it, and nothing of it is late.
var untouched = when("nobody acted on it, and nothing is late", func(s *casework.State) bool {
	acted := slices.ContainsFunc(s.Seen, func(v casework.Verdict) bool { return v.Accepted })
	return !acted && !slices.ContainsFunc(s.Clocks, func(c casework.Clock) bool { return c.Status == casework.Breached })
}, is(casework.VoidOver, "", "R048"))

// convertible: it is still being sorted.
func convertible(becomes []Conversion) Condition {
	return when("it is still being sorted", func(s *casework.State) bool {
		return slices.ContainsFunc(becomes, func(c Conversion) bool { return slices.Contains(c.Stages, s.Stage) })
	}, nil)
}
