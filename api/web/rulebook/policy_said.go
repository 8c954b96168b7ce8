package rulebook

import (
	"slices"
	"strconv"
	"strings"

	"github.com/shixian/shixian/internal/policy"
)

// said tells what two versions say otherwise in the words in which the form asks for it.
func (d *drafting) said(c policy.Change) changeView {
	q, name := d.called(c.Field)
	out := changeView{Field: name, Old: d.answer(q, c.Old), New: d.answer(q, c.New)}
	if c.Clock != "" {
		out.Clock = d.ClockLabel(d.policy.Kind, c.Clock)
	}
	return out
}

// called finds the question that a field is the answer of, and what it is called: ladder[1].to
// is whom the second rung tells.
func (d *drafting) called(field string) (question, string) {
	if list, rest, ok := strings.Cut(field, "["); ok {
		at, name, _ := strings.Cut(rest, "].")
		row, _ := strconv.Atoi(at)
		for _, q := range slices.Concat(warnQuestions, rungQuestions) {
			if q.group == list && q.name == name {
				return q, d.T("compare.row", d.T("rulefield."+list), row+1, d.T("rulefield."+list+"."+name))
			}
		}
	}
	for _, q := range slices.Concat(headQuestions, ruleQuestions) {
		if q.name == field {
			return q, d.T("rulefield." + field)
		}
	}
	if on, ok := strings.CutPrefix(field, "choices."); ok {
		return question{}, d.code("choices", on)
	}
	if on, ok := strings.CutPrefix(field, "by_choice."); ok {
		return question{}, d.T("rulefield.by_choice", strings.Replace(on, ".", " = ", 1))
	}
	return question{}, field
}

// answer is what a field holds, in words.
func (d *drafting) answer(q question, text string) string {
	switch {
	case text == "" && q.asked == "check":
		return d.T("no")
	case text == "":
		return ""
	case q.asked == "check":
		return d.T("yes")
	case q.codes != "":
		var out []string
		for code := range strings.SplitSeq(text, ", ") {
			out = append(out, d.code(q.codes, code))
		}
		return strings.Join(out, d.T("list.and"))
	}
	return d.ruleLimit(text)
}
