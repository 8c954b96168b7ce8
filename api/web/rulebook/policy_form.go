package rulebook

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/api/web/law"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/policy"
)

// clockForm is one clock of a draft: open as a form, or as it reads.
type clockForm struct {
	ruleView
	Index        int
	Open         bool
	Plain        bool // the form cannot say all of it
	Wrong        int  // what stands against it
	Main         []kernel.FieldView
	Parts        struct{ Stop, Extension, Extra partForm }
	Warn, Ladder listForm
	Cited        []law.Article
	Asked        string // for which article
	Found        []law.Article
	More         int // that were found, and are not shown
	Lang         string
}

// partForm are fields that stand folded away until one of them says something.
type partForm struct {
	Title  string
	Open   bool
	Fields []kernel.FieldView
}

// listForm are the warnings or the rungs of a clock, one a row.
type listForm struct {
	Path  string // rules[2].ladder
	Count kernel.FieldView
	Rows  []rowForm
	Full  bool
}

type rowForm struct {
	Path, ID, Name string
	Fields         []kernel.FieldView
}

// drafting is one policy as it is laid out in its form.
type drafting struct {
	*visit
	policy  policy.Policy
	presets policy.Presets
}

// draftForm lays the draft out, and puts what is refused at its fields.
func (v *visit) draftForm(view *draftView, p policy.Policy, presets policy.Presets, typed url.Values, refused error) (err error) {
	d := &drafting{v, p, presets}
	rest := core.RefusalsOf(refused)
	if len(rest) == 1 && rest[0].Field == "doc" { // in the page's own words
		fields := []kernel.FieldView{view.Doc}
		view.Summary = v.Attach(fields, refused)
		view.Doc, rest = fields[0], nil
	}
	view.Full = len(p.Rules) >= 100
	if h := headOf(p); sayable(headCells(h), h, filledHead) {
		in := headCells(h)
		if typed.Get("head") != "" {
			in = typed
		}
		view.Head = d.head(in)
	}
	view.Summary = append(view.Summary, v.Attach(view.Head, taken(&rest, func(field string) bool { return !strings.HasPrefix(field, "rules[") }))...)
	open, isOpen := clockAt(p, view.Open)
	for i, r := range p.Rules {
		c := clockForm{ruleView: v.ruleView(p.Kind, r), Index: i, Open: isOpen && i == open}
		in := ruleCells(i, r)
		c.Plain = !sayable(in, r, func(form url.Values) (policy.Rule, core.Refusals) { return filledRule(i, form) })
		if c.Open && typed.Get("body") != "" {
			in = typed
		}
		all := d.clock(i, in)
		problems := v.Attach(all, taken(&rest, func(field string) bool { return strings.HasPrefix(field, rulePath(i)+".") }))
		for j := range problems {
			problems[j].Text = v.T("problem.field", c.Name, problems[j].Text)
			if !c.Open {
				problems[j].Href = view.path(strconv.Itoa(i)) + problems[j].Href
			}
		}
		view.Summary, c.Wrong = append(view.Summary, problems...), len(problems)
		if c.Open && !c.Plain {
			if err := d.lay(&c, all, in); err != nil {
				return err
			}
		}
		view.Clocks = append(view.Clocks, c)
	}
	if len(rest) > 0 {
		view.Summary = append(view.Summary, v.Attach(nil, core.Refusals(rest))...)
	}
	return nil
}

// path leads to the draft, with one clock open.
func (d *draftView) path(clock string) string {
	return "/policies/" + url.PathEscape(d.ID) + "/draft?clock=" + clock
}

// taken takes those of a kind out of what is refused.
func taken(rest *[]*casework.Error, of func(field string) bool) error {
	var out core.Refusals
	*rest = slices.DeleteFunc(slices.Clone(*rest), func(e *casework.Error) bool {
		if of(e.Field) {
			out = append(out, e)
			return true
		}
		return false
	})
	return out.Err()
}

// rowPath is where a warning or a rung stands.
func rowPath(i int, list string, j int) string { return fmt.Sprintf("rules[%d].%s[%d]", i, list, j) }

var placed = regexp.MustCompile(`^rules\[(\d{1,3})\](?:\.(warn|ladder)(?:\[(\d{1,3})\])?)?$`)

// place reads where a clock, a list of it or a row stands; what is no such place lies beyond all.
func place(path string) (rule int, list string, row int) {
	m := placed.FindStringSubmatch(path)
	if m == nil {
		return 1 << 30, "", 0
	}
	return number(m[1]), m[2], number(m[3])
}

// fieldID is the id of a field in the page: its path, in letters that an address bears.
func fieldID(path string) string {
	return strings.NewReplacer("[", "-", "]", "", ".", "-").Replace(path)
}
