package office

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/api/web/label"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/office"
	"github.com/shixian/shixian/internal/duty"
	"github.com/shixian/shixian/internal/officefile"
	"github.com/shixian/shixian/internal/words"
)

// typed is what was typed into a field of one line.
func (v *visit) typed(name string) string { return strings.TrimSpace(v.Form(name)) }

// column is what a column of a list is called.
func (v *visit) column(list, name string) string {
	for _, key := range []string{"office." + list + "." + name, "office.column." + name, name} {
		if t, ok := label.Find(key); ok {
			return t.In(v.Lang)
		}
	}
	return name
}

// listView is one list of the office.
type listView struct {
	kernel.Frame
	List, Name, Add string
	Open            bool
	Heads           []string
	Rows            []rowView
}

type rowView struct {
	Href, Name, ID string
	Cells          []string
	Links          []linkView
}

// list shows units, people or posts.
func (s *Room) list(v *visit) error {
	list := v.C.Param("list")
	f, err := s.counter.StandingOffice(v.Ctx, v.Who)
	if err != nil {
		return err
	}
	set, err := s.counter.OfficeSetUp(v.Ctx)
	if err != nil {
		return err
	}
	view := &listView{List: list, Name: v.T("office." + list), Add: v.T("office." + list + ".add"), Open: set.Open()}
	at := lists{v, f}
	switch list {
	case "units":
		view.Heads, view.Rows = []string{v.column(list, "parent")}, at.units()
	case "persons":
		view.Heads, view.Rows = []string{v.column(list, "unit"), v.column(list, "title"), v.column(list, "employment"), v.T("office.posts")}, at.persons()
	case "posts":
		view.Heads, view.Rows = []string{v.column(list, "unit"), v.column(list, "role"), v.T("office.a"), v.T("office.b")}, at.posts()
	default:
		return casework.FieldError(casework.NotFound, "list", "")
	}
	if view.Frame, err = s.Frame(v.Visit, "office", view.Name); err != nil {
		return err
	}
	return s.Render(v.Visit, http.StatusOK, "officelist", view)
}

// lists writes the office down by rows.
type lists struct {
	*visit
	f officefile.File
}

func editPath(list, id string) string { return "/office/edit/" + list + "?id=" + url.QueryEscape(id) }

func (l lists) unit(id string) string {
	i := slices.IndexFunc(l.f.Units, func(u casework.Unit) bool { return u.ID == id })
	if i < 0 {
		return id
	}
	return l.Pick(l.f.Units[i].Name, l.f.Units[i].NameEn)
}

func (l lists) person(id string) string {
	i := slices.IndexFunc(l.f.Persons, func(p casework.Person) bool { return p.ID == id })
	if i < 0 {
		return id
	}
	return l.f.Persons[i].Name
}

func (l lists) units() (out []rowView) {
	for _, u := range l.f.Units {
		out = append(out, rowView{editPath("units", u.ID), l.Pick(u.Name, u.NameEn), u.ID, []string{l.unit(u.Parent)}, nil})
	}
	return out
}

func (l lists) persons() (out []rowView) {
	for _, p := range l.f.Persons {
		row := rowView{Href: editPath("persons", p.ID), Name: p.Name, ID: p.ID}
		held := ""
		for _, h := range l.f.Holders {
			if h.Person == p.ID && (h.To.IsZero() || h.To.After(l.Now)) {
				held = l.joined(held, l.post(h.Post)+" "+rank(h.Rank))
			}
		}
		switch {
		case !p.Works(l.Now):
			held = l.T("office.left")
		case !p.Until.IsZero():
			held = l.joined(held, l.T("office.until", l.DateOnly(p.Until.AddDate(0, 0, -1))))
		default:
			row.Links = []linkView{{"/office/leave?id=" + url.QueryEscape(p.ID), l.T("office.leave")}}
		}
		employed := ""
		if p.Employment != "" {
			employed = words.Say(l.Lang, words.Employment, string(p.Employment))
		}
		row.Cells = []string{l.unit(p.Unit), p.Title, employed, held}
		out = append(out, row)
	}
	return out
}

func (l lists) joined(a, b string) string {
	if a == "" {
		return b
	}
	return a + l.T("semicolon") + b
}

func rank(n int) string {
	if n == duty.A {
		return "A"
	}
	return "B" + strconv.Itoa(n)
}

func (l lists) post(id string) string {
	i := slices.IndexFunc(l.f.Posts, func(p casework.Post) bool { return p.ID == id })
	if i < 0 {
		return id
	}
	return l.Pick(l.f.Posts[i].Name, l.f.Posts[i].NameEn)
}

func (l lists) posts() (out []rowView) {
	for _, p := range l.f.Posts {
		a, b := "", ""
		for _, h := range now(l.f, p.ID, l.Now) {
			if h.Rank == duty.A {
				a = l.person(h.Person)
				continue
			}
			b = l.joined(b, l.person(h.Person))
		}
		out = append(out, rowView{editPath("posts", p.ID), l.Pick(p.Name, p.NameEn), p.ID, []string{l.unit(p.Unit), words.Say(l.Lang, words.Role, string(p.Role)), a, b}, nil})
	}
	return out
}

// now are those who hold a post at an instant, A first.
func now(f officefile.File, post string, at time.Time) (out []duty.Assignment) {
	for _, h := range f.Holders {
		if h.Post == post && !h.From.After(at) && (h.To.IsZero() || h.To.After(at)) {
			out = append(out, h)
		}
	}
	slices.SortFunc(out, func(a, b duty.Assignment) int { return cmp.Compare(a.Rank, b.Rank) })
	return out
}

// formView is the form of a unit, a person or a post.
type formView struct {
	kernel.Frame
	Action, Back, BackName string
	Lead                   string
	Seen                   string
	Summary                []kernel.Problem
	Fields                 []kernel.FieldView
	More                   []linkView
	Submit                 string
}

// asked are the columns a form asks for; the rest follows from them or has a page of its own.
var asked = map[string][]string{
	"units":   {"name", "name_en", "parent", "reconsiders", "court", "id"},
	"persons": {"name", "id", "unit", "title", "email", "employment"},
	"posts":   {"name", "name_en", "unit", "role", "line", "id"},
}

// ranks are the places of a post that a form asks for.
const ranks = 3

func (s *Room) edit(v *visit) error {
	f, err := s.counter.StandingOffice(v.Ctx, v.Who)
	if err != nil {
		return err
	}
	return s.renderForm(v, http.StatusOK, f, nil, nil)
}

// standing are the cells of what the form is of; none for a new one.
func standing(f officefile.File, list, id string, zone *time.Location) map[string]string {
	rows := f.Rows(list, zone)
	at := slices.Index(rows[0], "id")
	for _, row := range rows[1:] {
		if row[at] == id {
			cells := map[string]string{}
			for i, name := range rows[0] {
				cells[name] = row[i]
			}
			return cells
		}
	}
	return nil
}

func (s *Room) renderForm(v *visit, status int, f officefile.File, wrong officefile.Problems, refused error) error {
	list, id := v.C.Param("list"), v.Query("id")
	if asked[list] == nil {
		return casework.FieldError(casework.NotFound, "list", "")
	}
	cells := standing(f, list, id, v.Cal.Location())
	if id != "" && cells == nil {
		return casework.FieldError(casework.NotFound, "id", "")
	}
	view := &formView{Action: "/office/edit/" + list, Back: "/office/list/" + list, BackName: v.T("office." + list), Submit: v.T("office.keep"), Seen: office.Digests(f)[list+"/"+id]}
	title := v.T("office." + list + ".add")
	if id != "" {
		view.Action, title = editPath(list, id), cells["name"]
	}
	posted := v.C.Request.Method == http.MethodPost
	if posted {
		view.Seen = v.Form("seen")
	}
	for _, name := range asked[list] {
		if name == "id" && id != "" {
			continue
		}
		value := cells[name]
		if posted {
			value = v.Form(name)
		}
		view.Fields = append(view.Fields, v.field(f, list, name, value))
	}
	set, err := s.counter.OfficeSetUp(v.Ctx)
	if err != nil {
		return err
	}
	if list == "posts" {
		view.holders(v, f, id, set.Open() || id == "", posted)
	}
	view.Summary = append(v.attach(view.Fields, wrong), v.Attach(view.Fields, refused)...)
	if !set.Open() {
		view.Lead, view.Submit = v.T("office.second.lead"), v.T("office.ask")
	}
	if view.Frame, err = s.Frame(v.Visit, "office", title); err != nil {
		return err
	}
	return s.Render(v.Visit, status, "officeform", view)
}

// holders asks who stands on a post; of one that stands in an office that works, the plan of
// the post does (R162).
func (view *formView) holders(v *visit, f officefile.File, id string, ask, posted bool) {
	if !ask {
		view.More = append(view.More, linkView{"/posts/" + url.PathEscape(id) + "/plan", v.T("office.plan")})
		return
	}
	held := now(f, id, v.Now)
	for n := range ranks {
		name, value := "holder"+strconv.Itoa(n), ""
		if i := slices.IndexFunc(held, func(h duty.Assignment) bool { return h.Rank == n }); i >= 0 {
			value = held[i].Person
		}
		if posted {
			value = v.Form(name)
		}
		field := v.people(f, name, value)
		field.Label, field.Required = v.T("office.holder", rank(n)), n == duty.A
		if n == duty.A {
			field.Hint = v.T("office.holder.hint")
		}
		view.Fields = append(view.Fields, field)
	}
}

func (v *visit) people(f officefile.File, name, value string) kernel.FieldView {
	out := kernel.FieldView{ID: "o-" + name, Name: name, Type: "select", Value: value}
	for _, p := range f.Persons {
		if p.Works(v.Now) {
			out.Options = append(out.Options, kernel.OptionView{Value: p.ID, Label: p.Name + " (" + p.ID + ")", On: p.ID == value})
		}
	}
	return out
}

// field asks for one column.
func (v *visit) field(f officefile.File, list, name, value string) kernel.FieldView {
	out := kernel.FieldView{ID: "o-" + name, Name: name, Type: "text", Label: v.column(list, name), Value: value, Auto: "off"}
	out.Required = slices.Contains([]string{"name", "unit", "role"}, name) || list == "persons" && name == "id"
	if hint, ok := label.Find("office." + list + "." + name + ".hint"); ok {
		out.Hint = hint.In(v.Lang)
	}
	choose := func(code, name string) {
		out.Type, out.Options = "select", append(out.Options, kernel.OptionView{Value: code, Label: name, On: code == value})
	}
	switch name {
	case "unit", "parent":
		for _, u := range f.Units {
			choose(u.ID, v.Pick(u.Name, u.NameEn))
		}
	case "role":
		for _, r := range casework.Roles() {
			choose(string(r), words.Say(v.Lang, words.Role, string(r)))
		}
	case "employment":
		for _, e := range casework.Employments() {
			choose(string(e), words.Say(v.Lang, words.Employment, string(e)))
		}
	}
	return out
}

// attach puts what is wrong at its field, by the column it names.
func (v *visit) attach(fields []kernel.FieldView, wrong officefile.Problems) (out []kernel.Problem) {
	for _, p := range wrong {
		text := v.problem(p)
		_, column, _ := strings.Cut(p.Field, "].")
		if strings.HasPrefix(p.Field, "holders") || p.Rule == "R161" {
			column = "holder0"
		}
		i := slices.IndexFunc(fields, func(f kernel.FieldView) bool { return f.Name == column })
		if i < 0 {
			out = append(out, kernel.Problem{Text: text})
			continue
		}
		fields[i].Errors = append(fields[i].Errors, text)
		out = append(out, kernel.Problem{Href: "#" + fields[i].ID, Text: v.T("problem.field", fields[i].Label, text)})
	}
	return out
}

// problem says what is wrong in words, with the rule it stands on.
func (v *visit) problem(p officefile.Problem) string {
	if p.Cause != nil {
		return v.Refusal(p.Cause)
	}
	text := p.Zh
	if v.Lang == words.English {
		text = p.En
	}
	return v.UnderRule(text, p.Rule)
}

// put brings what the form says, as a table of one row.
func (s *Room) put(v *visit) error {
	list, id := v.C.Param("list"), v.Query("id")
	f, err := s.counter.StandingOffice(v.Ctx, v.Who)
	if err != nil {
		return err
	}
	if asked[list] == nil {
		return casework.FieldError(casework.NotFound, "list", "")
	}
	cells := map[string]string{}
	for _, name := range asked[list] {
		cells[name] = v.typed(name)
	}
	fresh := id == ""
	if cells["id"] = cmp.Or(id, cells["id"]); cells["id"] == "" && list != "persons" {
		cells["id"] = free(f, list)
	}
	if fresh && standing(f, list, cells["id"], v.Cal.Location()) != nil {
		return s.renderForm(v, http.StatusUnprocessableEntity, f, nil, casework.FieldError(casework.Invalid, "id", "unique"))
	}
	key := list + "/" + cells["id"]
	in := office.Brought{Seen: map[string]string{key: v.Form("seen")}}
	switch list {
	case "units":
		cells["level"] = strconv.Itoa(below(f, cells["parent"]))
	case "persons":
		if fresh {
			cells["active"] = "true"
		}
	}
	in.Tables = []officefile.Table{table(list, cells)}
	if list == "posts" {
		if rows := v.placed(f, cells["id"]); len(rows) > 0 {
			in.Tables = append(in.Tables, table("holders", rows...))
		}
	}
	return s.bring(v, in, "/office/list/"+list, func(status int, wrong officefile.Problems, refused error) error {
		return s.renderForm(v, status, f, wrong, refused)
	})
}

// bring hands a form in, and goes back to the list or shows the form again.
func (s *Room) bring(v *visit, in office.Brought, to string, again func(int, officefile.Problems, error) error) error {
	got, err := s.counter.BringOffice(v.Ctx, v.Who, in, false)
	switch {
	case casework.CodeOf(err) == casework.Stale:
		return again(http.StatusConflict, nil, kernel.Told{Text: v.T("office.stale"), Cause: err})
	case err != nil:
		return err
	case len(got.Wrong) > 0:
		return again(http.StatusUnprocessableEntity, got.Wrong, nil)
	case got.Waits > 0:
		s.Flash(v.Visit, "office.asked", "")
		return v.Redirect("/office")
	}
	s.Flash(v.Visit, "office.kept", "")
	return v.Redirect(to)
}

// table sets cells out below their names.
func table(list string, rows ...map[string]string) officefile.Table {
	var head []string
	for _, c := range officefile.Columns(list) {
		if _, has := rows[0][c.Name]; has {
			head = append(head, c.Name)
		}
	}
	out := officefile.Table{Name: list, Rows: [][]string{head}}
	for _, cells := range rows {
		row := make([]string, len(head))
		for i, name := range head {
			row[i] = cells[name]
		}
		out.Rows = append(out.Rows, row)
	}
	return out
}

// below is the level of a unit under another.
func below(f officefile.File, parent string) int {
	for _, u := range f.Units {
		if u.ID == parent {
			return u.Level + 1
		}
	}
	return 1
}

// free is an id nobody has: u2, p7.
func free(f officefile.File, list string) string {
	taken := f.Rows(list, time.UTC)
	at := slices.Index(taken[0], "id")
	for n := len(taken); ; n++ {
		id := list[:1] + strconv.Itoa(n)
		if !slices.ContainsFunc(taken[1:], func(row []string) bool { return row[at] == id }) {
			return id
		}
	}
}

// placed are the assignments a form changes: who stood there until now, and who does from now
// on; on a post where nobody stood, from the morning.
func (v *visit) placed(f officefile.File, post string) (rows []map[string]string) {
	held := now(f, post, v.Now)
	for n := range ranks {
		person := v.typed("holder" + strconv.Itoa(n))
		if _, sent := v.C.Request.PostForm["holder"+strconv.Itoa(n)]; !sent {
			continue
		}
		from := v.sinceToday()
		if i := slices.IndexFunc(held, func(h duty.Assignment) bool { return h.Rank == n }); i >= 0 {
			if held[i].Person == person {
				continue
			}
			from = v.Now.Truncate(time.Second)
			rows = append(rows, assignment(post, held[i].Person, n, held[i].From, from))
		}
		if person != "" {
			rows = append(rows, assignment(post, person, n, from, time.Time{}))
		}
	}
	return rows
}

func assignment(post, person string, rank int, from, to time.Time) map[string]string {
	until := ""
	if !to.IsZero() {
		until = to.Format(time.RFC3339Nano)
	}
	return map[string]string{"post": post, "person": person, "rank": strconv.Itoa(rank), "from": from.Format(time.RFC3339Nano), "to": until}
}
