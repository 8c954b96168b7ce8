package catalogue

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/api/web/label"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/catalogue"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/words"
)

const (
	blank    = 3  // rows left free below what a list has
	mostRows = 60 // of a list in one form
)

// formView is the form a matter is drafted in.
type formView struct {
	kernel.Frame
	ID, Name, Action, Back string
	New                    bool
	Revision, Rows         int
	Summary                []kernel.Problem
	Kept                   bool // the draft is kept; what is named stands against publishing it
	Sections               []sectionView
	Lists                  []listOf
}

type sectionView struct {
	Title  string
	Fields []kernel.FieldView
}

// listOf are the materials, or the questions of the form, one a row.
type listOf struct {
	Title, Lead string
	Open        bool
	Rows        []sectionView
}

// sections are how the form is set out; what the item has beyond them comes last.
var sections = []struct{ title, columns string }{
	{"what", "id code kind class name name_en policy practice"},
	{"limits", "basis statutory promised counts_from supplement later term deem_renew reconsider_first"},
	{"how", "condition procedure review result fee fee_basis"},
	{"who", "unit post responsible window place phone watch_phone"},
}

// long are answered in more than a line.
var long = strings.Fields("basis condition procedure fee_basis review fields.options")

// draft shows the form with what is drafted, else with what is in force.
func (s *Room) draft(v *visit) error {
	id := v.C.Param("item")
	var m catalogue.Matter
	rows := []map[string]string{{"kind": "service"}}
	revision := 0
	if id != "" {
		var err error
		if m, err = s.counter.Matter(v.Ctx, v.Who, id); err != nil {
			return err
		}
		rows = catalogue.Rows(m.Item())
	}
	var refused error
	if m.Draft != nil {
		rows, revision = catalogue.Rows(m.Draft.Item), m.Draft.Revision
		if len(m.Problems) > 0 {
			refused = core.Refusals(m.Problems)
		}
	}
	return s.renderForm(v, http.StatusOK, id, rows, revision, refused, refused != nil)
}

// put keeps the draft. What only forbids publishing it is said in the form, at its field.
func (s *Room) put(v *visit) error {
	id := cmp.Or(v.C.Param("item"), strings.TrimSpace(v.Form("id")))
	revision, _ := strconv.Atoi(v.Form("revision"))
	rows := v.typed()
	it, refused := catalogue.Item(rows)
	err := refused.Err()
	if err == nil {
		it.ID = ""
		err = s.counter.PutItem(v.Ctx, v.Who, id, revision, it)
	}
	switch {
	case len(core.RefusalsOf(err)) > 0 && casework.CodeOf(err) != casework.Forbidden:
		return s.renderForm(v, http.StatusUnprocessableEntity, v.C.Param("item"), rows, revision, err, false)
	case err != nil:
		return err
	}
	m, err := s.counter.Matter(v.Ctx, v.Who, id)
	if err != nil {
		return err
	}
	s.Flash(v.Visit, "items.kept", "")
	if len(m.Problems) > 0 || v.Form("more") != "" {
		return v.Redirect(matterPath(id) + "/draft")
	}
	return v.Redirect(matterPath(id))
}

// typed are the rows of cells as they were typed.
func (v *visit) typed() []map[string]string {
	n, _ := strconv.Atoi(v.Form("rows"))
	rows := []map[string]string{{}}
	for i := range min(max(n, 1), mostRows) {
		row := map[string]string{}
		for _, c := range catalogue.Columns() {
			if i > 0 && c.Of() == "" {
				continue
			}
			if cell := strings.ReplaceAll(v.Form(c.Place(i)), "\r\n", "\n"); strings.TrimSpace(cell) != "" {
				row[c.Name] = cell
			}
		}
		if i == 0 {
			rows[0] = row
			continue
		}
		rows = append(rows, row)
	}
	return rows
}

func (s *Room) renderForm(v *visit, status int, id string, rows []map[string]string, revision int, refused error, kept bool) error {
	office, err := s.Office(v.Ctx)
	if err != nil {
		return err
	}
	policies, err := s.counter.PolicyList(v.Ctx, v.Who)
	if err != nil {
		return err
	}
	view := &formView{ID: id, New: id == "", Action: "/items/new", Back: "/items", Revision: revision, Kept: kept, Name: rows[0]["name"]}
	if id != "" {
		view.Action, view.Back = matterPath(id)+"/draft", matterPath(id)
	}
	if view.Name = cmp.Or(view.Name, id, v.T("items.new")); view.New {
		view.Name = v.T("items.new")
	}
	view.Rows = min(len(rows)+blank, mostRows)
	fields := v.fields(rows, view.Rows, id != "", office, policies)
	view.Summary = v.attach(fields, refused)
	view.set(v, fields)
	if view.Frame, err = s.Frame(v.Visit, "items", v.T("draft.title", view.Name)); err != nil {
		return err
	}
	return s.Render(v.Visit, status, "itemform", view)
}

// attach puts each refusal at its field, by the column it names.
func (v *visit) attach(fields []kernel.FieldView, refused error) []kernel.Problem {
	var placed core.Refusals
	for _, e := range core.RefusalsOf(refused) {
		c, n := catalogue.Find(e.Field)
		moved := *e
		if name := c.Place(n); slices.ContainsFunc(fields, func(f kernel.FieldView) bool { return f.Name == name }) {
			moved.Field = name
		}
		placed = append(placed, &moved)
	}
	return v.Attach(fields, placed.Err())
}

// set sorts the fields into sections and lists.
func (view *formView) set(v *visit, fields []kernel.FieldView) {
	take := func(names ...string) (out []kernel.FieldView) {
		for _, name := range names {
			i := slices.IndexFunc(fields, func(f kernel.FieldView) bool { return f.Name == name })
			if i >= 0 {
				out = append(out, fields[i])
				fields = slices.Delete(fields, i, i+1)
			}
		}
		return out
	}
	for _, sec := range sections {
		view.Sections = append(view.Sections, sectionView{v.T("items.section." + sec.title), take(strings.Fields(sec.columns)...)})
	}
	var rest []string
	of := map[string][]catalogue.Column{}
	for _, c := range catalogue.Columns() {
		if c.Of() == "" {
			rest = append(rest, c.Name)
			continue
		}
		of[c.Of()] = append(of[c.Of()], c)
	}
	if more := take(rest...); len(more) > 0 {
		view.Sections = append(view.Sections, sectionView{v.T("items.section.more"), more})
	}
	for _, list := range []string{"materials", "fields"} {
		l := listOf{Title: v.T("items." + list), Lead: v.T("items." + list + ".lead"), Open: list == "materials"}
		for n := range view.Rows {
			var names []string
			for _, c := range of[list] {
				names = append(names, c.Place(n))
			}
			row := sectionView{v.T("items.row", v.T("items."+list), n+1), take(names...)}
			l.Open = l.Open || slices.ContainsFunc(row.Fields, func(f kernel.FieldView) bool { return len(f.Errors) > 0 })
			l.Rows = append(l.Rows, row)
		}
		view.Lists = append(view.Lists, l)
	}
}

func fieldID(c catalogue.Column, n int) string {
	return "i-" + strings.NewReplacer("[", "-", "].", "-", ".", "-").Replace(c.Place(n))
}

// fields ask for every column, of a list in as many rows as there are to be.
func (v *visit) fields(rows []map[string]string, n int, known bool, office *core.Office, policies []policy.Version) (out []kernel.FieldView) {
	for _, c := range catalogue.Columns() {
		if c.Name == "id" && known {
			continue
		}
		for i := range n {
			if i > 0 && c.Of() == "" {
				break
			}
			var value string
			if i < len(rows) {
				value = rows[i][c.Name]
			}
			out = append(out, v.field(c, i, value, office, policies))
		}
	}
	return out
}

func (v *visit) field(c catalogue.Column, n int, value string, office *core.Office, policies []policy.Version) kernel.FieldView {
	f := kernel.FieldView{
		ID: fieldID(c, n), Name: c.Place(n), Type: "text", Label: v.column(c.Name), Value: value, Auto: "off",
		Required: slices.Contains(strings.Fields("id kind name policy basis promised unit post"), c.Name),
	}
	if hint, ok := label.Find("column." + c.Name + ".hint"); ok {
		f.Hint = hint.In(v.Lang)
	}
	choose := func(codes []string, say func(string) string) {
		f.Type = "select"
		for _, code := range codes {
			f.Options = append(f.Options, kernel.OptionView{Value: code, Label: say(code), On: code == value})
		}
		if value != "" && !slices.Contains(codes, value) { // kept until somebody chooses another
			f.Options = append(f.Options, kernel.OptionView{Value: value, Label: value, On: true})
		}
	}
	switch {
	case slices.Contains(long, c.Name):
		f.Type = "textarea"
	case c.Type == catalogue.Flag:
		f.Type = "check"
	}
	switch c.Name {
	case "kind":
		var kinds []string
		for _, k := range v.Kinds.Kinds() {
			kinds = append(kinds, string(k))
		}
		choose(kinds, func(k string) string { return v.Kind(casework.Kind(k)) })
	case "class":
		choose([]string{"permit", "service"}, func(c string) string { return words.Say(v.Lang, words.Class, c) })
	case "policy":
		var ids []string
		for _, p := range policies {
			if !slices.Contains(ids, p.ID) && p.State == policy.Published {
				ids = append(ids, p.ID)
			}
		}
		choose(ids, func(id string) string {
			i := slices.IndexFunc(policies, func(p policy.Version) bool { return p.ID == id })
			return fmt.Sprintf("%s (%s)", v.Pick(policies[i].Title, policies[i].TitleEn), id)
		})
	case "counts_from":
		choose([]string{casework.FromReceipt}, func(string) string { return v.T("items.from_receipt") })
	case "materials.form":
		choose([]string{casework.PaperOriginal, casework.PaperCopy}, func(form string) string { return v.T("items.form." + form) })
	case "fields.type":
		choose(policy.FieldTypes(), func(t string) string { return v.T("items.type." + t) })
	case "unit":
		f.Type, f.Options = "select", v.OfficeOptions(policy.FormField{Type: policy.FieldUnit}, office, value)
	case "post", "responsible":
		f.Type, f.Options = "select", v.OfficeOptions(policy.FormField{Type: policy.FieldPost}, office, value)
	}
	return f
}
