package officefile

import (
	"bytes"
	"encoding/json"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/duty"
	"github.com/shixian/shixian/internal/policy"
)

// Table is one list of an office as a spreadsheet has it: a head, and a row for each.
type Table struct {
	Name            string // of the sheet; a file of one table has none
	Rows            [][]string
	Counted, Merged []string // cells that hold a formula, and cells that were joined
}

// Lists are the lists of an office, in the order in which one needs the other.
func Lists() []string { return []string{"units", "persons", "posts", "holders", "items"} }

// sheetNames are what the sheets are called beside the names of the lists.
var sheetNames = map[string]string{"单位": "units", "人员": "persons", "岗位": "posts", "任职": "holders", "事项": "items"}

// SheetName is what a list's sheet is called.
func SheetName(list string) string {
	for zh, name := range sheetNames {
		if name == list {
			return zh + " " + list
		}
	}
	return list
}

// Kinds of column.
const (
	Word = "word"
	Flag = "flag"
	Rank = "number"
	Day  = "day"
)

// Column is one thing that is said of an element of a list, by the name its JSON has.
type Column struct {
	Name string // sheet.content: within
	Type string
}

// Columns are those of a list, read off its elements so that none is left out. Matters have
// a table of their own (Rules.Items), and none here.
func Columns(list string) []Column {
	switch list {
	case "units":
		return columnsOf(reflect.TypeFor[casework.Unit](), "")
	case "persons":
		return columnsOf(reflect.TypeFor[casework.Person](), "")
	case "posts":
		return columnsOf(reflect.TypeFor[casework.Post](), "")
	case "holders":
		return columnsOf(reflect.TypeFor[duty.Assignment](), "")
	}
	return nil
}

func columnsOf(t reflect.Type, within string) (out []Column) {
	for i := range t.NumField() {
		name, _, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
		of, name := t.Field(i).Type, within+name
		switch {
		case of == reflect.TypeFor[time.Time]():
			out = append(out, Column{name, Day})
		case of.Kind() == reflect.Struct:
			out = append(out, columnsOf(of, name+".")...)
		case of.Kind() == reflect.Bool:
			out = append(out, Column{name, Flag})
		case of.Kind() == reflect.Int:
			out = append(out, Column{name, Rank})
		default:
			out = append(out, Column{name, Word})
		}
	}
	return out
}

// Items reads a table of matters beside those that stand: all of them with the row of each
// (0: it only stands), and what is wrong, by row and column. It is handed in: the catalogue
// reads its own tables.
type Items func(rows [][]string, stand []policy.Item) (all []policy.Item, row []int, wrong []ItemFault)

// ItemFault is one of a table of matters.
type ItemFault struct {
	Row    int
	Column string // as the head has it; empty: the whole row
	Rule   string
	Zh, En string
	Cause  *casework.Error
}

// Bring lays tables over the office that stands: a row whose key stands there changes the
// columns the table has, another is new, and nothing is taken out by being left out. The
// error is Problems, each at its cell.
func Bring(stands File, tables []Table, zone *time.Location, rules Rules, now time.Time) (Examined, error) {
	b := &bringer{zone: zone, lists: map[string][]node{}, heads: map[string]head{}}
	if err := b.stand(stands); err != nil {
		return Examined{}, err
	}
	var matters *Table
	for i, t := range tables {
		if list := b.begin(t); list == "items" {
			matters = &tables[i]
		} else if list != "" {
			b.lay(list, t)
		}
	}
	if len(b.heads) == 0 && len(b.wrong) == 0 {
		b.refuse("", "", 0, noTable)
	}
	f, places, wrong := b.file()
	f.Items = stands.Items
	if matters != nil && rules.Items != nil {
		wrong = append(wrong, b.items(&f, places, *matters, rules.Items)...)
	}
	e, err := examine(f, places, append(b.wrong, wrong...), rules, now)
	e.Notes = append(b.notes, e.Notes...)
	e.heads = b.heads
	return e, b.named(b.located(err), places)
}

// element is how a problem names another element of a list.
var element = regexp.MustCompile(`\b(units|persons|posts|holders|items)\[\d+\]`)

// named puts the row of the table in place of an element that came in one.
func (b *bringer) named(err error, places Places) error {
	wrong, _ := err.(Problems) //nolint:errorlint // the room returns them bare
	row := func(name string) string {
		list, _, _ := strings.Cut(name, "[")
		if line := places.line(name); line > 0 {
			return b.heads[list].cell("", line)
		}
		return list
	}
	for i := range wrong {
		wrong[i].Zh, wrong[i].En = element.ReplaceAllStringFunc(wrong[i].Zh, row), element.ReplaceAllStringFunc(wrong[i].En, row)
	}
	return err
}

// head is where the columns of a list stand in its table.
type head struct {
	sheet   string
	columns []string // by their place; empty: nothing is read there
}

// cell names a place as spreadsheets do: 人员!C7.
func (h head) cell(column string, row int) string {
	at := strconv.Itoa(row)
	if i := slices.Index(h.columns, column); i >= 0 && column != "" {
		at = Letters(i) + at
	}
	if h.sheet != "" {
		at = h.sheet + "!" + at
	}
	return at
}

// Letters is what spreadsheets call the n-th column, from 0.
func Letters(n int) string {
	name := ""
	for n++; n > 0; n = (n - 1) / 26 {
		name = string(rune('A'+(n-1)%26)) + name
	}
	return name
}

type bringer struct {
	zone  *time.Location
	lists map[string][]node
	heads map[string]head
	wrong Problems
	notes Problems
}

func (b *bringer) refuse(field, cell string, line int, s said) {
	b.wrong = append(b.wrong, Problem{Field: field, Cell: cell, Line: line, Zh: s.zh, En: s.en})
}

// stand takes apart what stands, without its lines: nothing of it came in a cell.
func (b *bringer) stand(f File) error {
	f.Items = nil
	raw, err := f.Write(b.zone)
	if err != nil {
		return err
	}
	r := &reader{raw: raw, d: json.NewDecoder(bytes.NewReader(raw)), line: 1}
	r.d.UseNumber()
	root, err := r.value(0)
	if err != nil {
		return err
	}
	for _, m := range root.value.([]member) {
		if elements, ok := m.value.value.([]node); ok {
			for i := range elements {
				elements[i] = lineless(elements[i])
			}
			b.lists[m.name] = elements
		}
	}
	return nil
}

func lineless(n node) node {
	n.line = 0
	if members, ok := n.value.([]member); ok {
		for i := range members {
			members[i].line, members[i].value = 0, lineless(members[i].value)
		}
	}
	return n
}

// begin tells of which list a table is, and reads its head.
func (b *bringer) begin(t Table) (list string) {
	first := slices.IndexFunc(t.Rows, func(row []string) bool { return strings.Join(row, "") != "" })
	if first < 0 {
		return "" // an empty sheet is none
	}
	h := head{sheet: t.Name, columns: make([]string, len(t.Rows[first]))}
	for i, cell := range t.Rows[first] {
		if words := strings.FieldsFunc(cell, unicode.IsSpace); len(words) > 0 {
			h.columns[i] = words[len(words)-1]
		}
	}
	list = listOf(t.Name, h.columns)
	switch _, before := b.heads[list]; {
	case list == "":
		b.refuse("", head{sheet: t.Name}.cell("", first+1), first+1, whichList.with(strings.Join(Lists(), ", ")))
		return ""
	case before:
		b.refuse(list, head{sheet: t.Name}.cell("", first+1), first+1, twice)
		return ""
	}
	b.heads[list] = h
	for _, cell := range t.Counted {
		b.refuse(list, inSheet(t.Name, cell), 0, formulaCell)
	}
	for _, cell := range t.Merged {
		b.refuse(list, inSheet(t.Name, cell), 0, mergedCell)
	}
	return list
}

func inSheet(sheet, cell string) string {
	if sheet == "" {
		return cell
	}
	return sheet + "!" + cell
}

// listOf finds the list by the name of the sheet, else by what only its head has.
func listOf(sheet string, columns []string) string {
	for _, word := range strings.FieldsFunc(sheet, unicode.IsSpace) {
		if list, known := sheetNames[word]; known {
			return list
		}
		if slices.Contains(Lists(), word) {
			return word
		}
	}
	for _, own := range []struct{ list, column string }{
		{"holders", "rank"}, {"items", "promised"}, {"posts", "role"}, {"persons", "active"}, {"persons", "employment"}, {"units", "level"}, {"units", "parent"},
	} {
		if slices.Contains(columns, own.column) {
			return own.list
		}
	}
	return ""
}

// lay puts the rows of a table over a list.
func (b *bringer) lay(list string, t Table) {
	h, first := b.heads[list], slices.IndexFunc(t.Rows, func(row []string) bool { return strings.Join(row, "") != "" })
	known := Columns(list)
	types := map[string]string{}
	for _, c := range known {
		types[c.Name] = c.Type
	}
	seen := map[string]bool{}
	for i, name := range h.columns {
		at := inSheet(t.Name, Letters(i)+strconv.Itoa(first+1))
		switch {
		case name == "":
		case types[name] == "":
			b.refuse(list, at, first+1, unknown.with(listedColumns(known)))
			h.columns[i] = ""
		case seen[name]:
			b.refuse(list, at, first+1, twice)
			h.columns[i] = ""
		}
		seen[name] = true
	}
	stood := map[string]int{}
	for i, e := range b.lists[list] {
		stood[b.key(list, e)] = i
	}
	for n, row := range t.Rows[first+1:] {
		line := first + n + 2
		if strings.Join(row, "") == "" {
			continue
		}
		e := b.element(list, h, row, line, types)
		key := b.key(list, e)
		i, stands := stood[key]
		if !stands {
			b.lists[list] = append(b.lists[list], e)
			continue
		}
		delete(stood, key) // a second row of the same key is a second element, and told so
		b.lists[list][i] = over(b.lists[list][i], e, seen)
	}
}

func listedColumns(known []Column) string {
	names := make([]string, len(known))
	for i, c := range known {
		names[i] = c.Name
	}
	return strings.Join(names, ", ")
}

// element reads one row.
func (b *bringer) element(list string, h head, row []string, line int, types map[string]string) node {
	var members []member
	within := map[string][]member{}
	var outer []string
	for i, cell := range row {
		if cell == "" {
			continue
		}
		if i >= len(h.columns) || h.columns[i] == "" {
			if i >= len(h.columns) {
				b.refuse(list, inSheet(h.sheet, Letters(i)+strconv.Itoa(line)), line, noHead)
			}
			continue
		}
		name := h.columns[i]
		v := node{line, b.value(types[name], cell, list, inSheet(h.sheet, Letters(i)+strconv.Itoa(line)), line)}
		if of, inner, nested := strings.Cut(name, "."); nested {
			if len(within[of]) == 0 {
				outer = append(outer, of)
			}
			within[of] = append(within[of], member{inner, line, v})
			continue
		}
		members = append(members, member{name, line, v})
	}
	for _, of := range outer {
		members = append(members, member{of, line, node{line, within[of]}})
	}
	return node{line, members}
}

// value reads one cell by what its column holds; what cannot be read stays a text, which the
// list refuses.
func (b *bringer) value(kind, cell, list, at string, line int) any {
	switch kind {
	case Flag:
		switch strings.ToLower(cell) {
		case "是", "true", "yes", "1", "√":
			return true
		case "否", "false", "no", "0", "×":
			return false
		}
	case Rank:
		if n, err := strconv.Atoi(cell); err == nil {
			return json.Number(strconv.Itoa(n))
		}
	case Day:
		day, counted, ok := DayIn(cell, b.zone)
		if counted {
			says := dayNumber.with(cell, day.Format(time.DateOnly))
			b.notes = append(b.notes, Problem{Field: list, Cell: at, Line: line, Zh: says.zh, En: says.en})
		}
		if ok {
			return day.Format(time.RFC3339Nano)
		}
	}
	return cell
}

// DayIn reads a day, or an instant, as people and spreadsheets write one; counted tells that
// it stood there as a spreadsheet keeps it, a number of days.
func DayIn(cell string, zone *time.Location) (t time.Time, counted, ok bool) {
	for _, layout := range []string{
		time.RFC3339Nano, time.DateOnly, "2006-1-2", "2006/1/2", "2006.1.2", "2006年1月2日", "2006-01-02 15:04", "2006-1-2 15:04:05", "2006/1/2 15:04", "2006-01-02T15:04",
	} {
		if t, err := time.ParseInLocation(layout, cell, zone); err == nil {
			return t.In(zone), false, true
		}
	}
	n, err := strconv.ParseFloat(cell, 64)
	if err != nil || n < 18_000 || n > 110_000 { // 1949 to 2201
		return t, false, false
	}
	minutes := int(n*24*60 + 0.5)
	return time.Date(1899, 12, 30, 0, minutes, 0, 0, zone), true, true
}

// over lays what a row says over what stands: the columns of its table, and no other.
func over(stands, row node, columns map[string]bool) node {
	next, _ := row.value.([]member)
	was, _ := stands.value.([]member)
	for _, m := range was {
		i := slices.IndexFunc(next, func(n member) bool { return n.name == m.name })
		switch inner, nested := m.value.value.([]member); {
		case i >= 0 && nested:
			within := map[string]bool{}
			for c := range columns {
				if of, name, _ := strings.Cut(c, "."); of == m.name {
					within[name] = true
				}
			}
			next[i].value = over(node{m.value.line, inner}, next[i].value, within)
		case i < 0 && !columns[m.name] && !(nested && anyWithin(columns, m.name)):
			next = append(next, m)
		}
	}
	row.value = next
	return row
}

func anyWithin(columns map[string]bool, of string) bool {
	for c := range columns {
		if strings.HasPrefix(c, of+".") {
			return true
		}
	}
	return false
}

// key is what an element is known by.
func (b *bringer) key(list string, e node) string {
	if list != "holders" {
		return e.text("id")
	}
	from, err := time.Parse(time.RFC3339Nano, e.text("from"))
	if err != nil {
		return ""
	}
	return keyOf(duty.Assignment{Post: e.text("post"), Rank: e.number("rank"), From: from}, b.zone)
}

func (n node) field(name string) any {
	members, _ := n.value.([]member)
	for _, m := range members {
		if m.name == name {
			return m.value.value
		}
	}
	return nil
}

func (n node) text(name string) string {
	text, _ := n.field(name).(string)
	return text
}

func (n node) number(name string) int {
	number, _ := n.field(name).(json.Number)
	i, err := strconv.Atoi(number.String())
	if err != nil {
		return -1
	}
	return i
}
