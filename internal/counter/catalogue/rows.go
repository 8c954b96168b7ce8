package catalogue

import (
	"cmp"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/policy"
)

// How a column is written.
const (
	Text   = "text"
	Number = "number"
	Flag   = "flag"
	Words  = "words"  // several, parted by |
	Review = "review" // check section_head | approve leader_in_charge,principal_leader
)

// Column is one thing that is said of a matter, under the name its JSON has. What is said of
// its materials and of the questions of its form stands in as many rows as there are: a
// matter takes the first row of them, and those below it say no more of the matter itself.
type Column struct {
	Name string // basis, materials.code
	Type string

	list, index int // field of policy.Item; within the list, of its element
}

// Of is the list a column is of: materials, fields, or none.
func (c Column) Of() string {
	of, _, nested := strings.Cut(c.Name, ".")
	if !nested {
		return ""
	}
	return of
}

// Place names a column in the n-th row, as refusals do: materials[2].code.
func (c Column) Place(n int) string {
	of, name, nested := strings.Cut(c.Name, ".")
	if !nested {
		return c.Name
	}
	return fmt.Sprintf("%s[%d].%s", of, n, name)
}

// columns are read off the item itself, so that nothing it says can be left out of a list, a
// form or a comparison.
var columns = columnsOf(reflect.TypeFor[policy.Item]())

// Columns are all that is said of a matter, its materials and its form, in this order.
func Columns() []Column { return slices.Clone(columns) }

func columnsOf(of reflect.Type) (out []Column) {
	var nested []Column
	for i := range of.NumField() {
		f := of.Field(i)
		name := jsonName(f)
		if f.Type.Kind() != reflect.Slice || typeOf(f.Type) == Review {
			out = append(out, Column{Name: name, Type: typeOf(f.Type), list: -1, index: i})
			continue
		}
		for j := range f.Type.Elem().NumField() {
			inner := f.Type.Elem().Field(j)
			nested = append(nested, Column{Name: name + "." + jsonName(inner), Type: typeOf(inner.Type), list: i, index: j})
		}
	}
	return append(out, nested...)
}

func jsonName(f reflect.StructField) string {
	name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
	return name
}

func typeOf(t reflect.Type) string {
	switch {
	case t == reflect.TypeFor[[]casework.ReviewStep]():
		return Review
	case t == reflect.TypeFor[[]string]():
		return Words
	case t.Kind() == reflect.Bool:
		return Flag
	case t.Kind() == reflect.Int:
		return Number
	}
	return Text
}

// Rows writes a matter as rows of cells by the names of columns.
func Rows(it policy.Item) []map[string]string {
	v := reflect.ValueOf(it)
	rows := []map[string]string{{}}
	for _, c := range columns {
		if c.list < 0 {
			rows[0][c.Name] = written(v.Field(c.index))
			continue
		}
		for i := range v.Field(c.list).Len() {
			if i == len(rows) {
				rows = append(rows, map[string]string{})
			}
			rows[i][c.Name] = written(v.Field(c.list).Index(i).Field(c.index))
		}
	}
	return rows
}

const yes = "是"

func written(v reflect.Value) string {
	switch x := v.Interface().(type) {
	case bool:
		if x {
			return yes
		}
		return ""
	case int:
		if x == 0 {
			return ""
		}
		return strconv.Itoa(x)
	case []string:
		return strings.Join(x, "|")
	case []casework.ReviewStep:
		steps := make([]string, len(x))
		for i, s := range x {
			roles := make([]string, len(s.Roles))
			for j, r := range s.Roles {
				roles[j] = string(r)
			}
			steps[i] = s.Step + " " + strings.Join(roles, ",")
		}
		return strings.Join(steps, "|")
	}
	return v.String()
}

// Item reads a matter from its rows. What cannot be read is refused at its place.
func Item(rows []map[string]string) (policy.Item, core.Refusals) {
	var it policy.Item
	var refused core.Refusals
	v := reflect.ValueOf(&it).Elem()
	at := map[int]int{} // rows that say something of a list, so far
	for n, row := range rows {
		for _, list := range lists(v.Type()) {
			if says(row, list) {
				f := v.Field(list)
				f.Set(reflect.Append(f, reflect.Zero(f.Type().Elem())))
				at[list] = f.Len()
			}
		}
		for _, c := range columns {
			cell := strings.TrimSpace(row[c.Name])
			var to reflect.Value
			switch {
			case cell == "":
				continue
			case c.list >= 0:
				to = v.Field(c.list).Index(at[c.list] - 1).Field(c.index)
			case n == 0:
				to = v.Field(c.index)
			case cell == strings.TrimSpace(rows[0][c.Name]): // said once more
				continue
			default:
				refused = append(refused, &casework.Error{Code: casework.Invalid, Field: c.Name, Rule: "first row"})
				continue
			}
			if rule := read(to, cell); rule != "" {
				refused = append(refused, casework.FieldError(casework.Invalid, c.Place(at[max(c.list, 0)]-1), rule))
			}
		}
	}
	return it, refused
}

// lists are the fields of an item that take rows.
func lists(of reflect.Type) (out []int) {
	for i := range of.NumField() {
		if f := of.Field(i).Type; f.Kind() == reflect.Slice && typeOf(f) != Review {
			out = append(out, i)
		}
	}
	return out
}

func says(row map[string]string, list int) bool {
	return slices.ContainsFunc(columns, func(c Column) bool { return c.list == list && strings.TrimSpace(row[c.Name]) != "" })
}

var flags = map[string]bool{
	yes: true, "true": true, "yes": true, "y": true, "1": true, "√": true, "否": false, "false": false, "no": false, "n": false, "0": false,
}

// several parts words, and steps.
var several = regexp.MustCompile(`\s*[|｜\n]\s*`)

// read puts a cell where it belongs; the rule it breaks where it cannot be read.
func read(to reflect.Value, cell string) (rule string) {
	switch to.Interface().(type) {
	case bool:
		is, known := flags[strings.ToLower(cell)]
		if !known {
			return "true or false"
		}
		to.SetBool(is)
	case int:
		n, err := strconv.Atoi(cell)
		if err != nil || n < 0 || n > 100_000 {
			return "whole number"
		}
		to.SetInt(int64(n))
	case []string:
		to.Set(reflect.ValueOf(several.Split(cell, -1)))
	case []casework.ReviewStep:
		var steps []casework.ReviewStep
		for _, one := range several.Split(cell, -1) {
			step, roles, _ := strings.Cut(strings.NewReplacer("：", " ", ":", " ").Replace(one), " ")
			s := casework.ReviewStep{Step: strings.TrimSpace(step)}
			for _, r := range strings.FieldsFunc(roles, func(r rune) bool { return r == ',' || r == '，' || r == '、' || r == ' ' }) {
				s.Roles = append(s.Roles, casework.Role(r))
			}
			steps = append(steps, s)
		}
		to.Set(reflect.ValueOf(steps))
	default:
		to.SetString(cell)
	}
	return ""
}

// Change is what one version of a matter says otherwise than another, cell by cell.
type Change struct {
	Column   Column
	Row      int
	Old, New string
}

// Compare lists what b says otherwise than a.
func Compare(a, b policy.Item) (out []Change) {
	was, is := Rows(a), Rows(b)
	for i := range max(len(was), len(is)) {
		for _, c := range columns {
			var before, now string
			if i < len(was) {
				before = was[i][c.Name]
			}
			if i < len(is) {
				now = is[i][c.Name]
			}
			if before != now {
				out = append(out, Change{Column: c, Row: i, Old: before, New: now})
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Change) int { return cmp.Compare(a.Column.list, b.Column.list) })
	return out
}

// within finds what a refusal names within a matter: its column, and the row of the list.
var within = regexp.MustCompile(`^(\w+)\[(\d+)\](?:\.(\w+))?$`)

// Find is the column a refusal of a matter belongs to, and the row below its first.
func Find(field string) (Column, int) {
	m := within.FindStringSubmatch(field)
	named := func(name string) (Column, bool) {
		i := slices.IndexFunc(columns, func(c Column) bool { return c.Name == name })
		if i < 0 {
			return Column{Name: name, list: -1}, false
		}
		return columns[i], true
	}
	if m == nil { // fields.phone: a question that is not asked
		if c, known := named(field); known {
			return c, 0
		}
		name, _, _ := strings.Cut(field, ".")
		if c, known := named(name); known {
			return c, 0
		}
		if c, known := named(name + ".name"); known {
			return c, 0
		}
		return Column{Name: field, list: -1}, 0
	}
	n, _ := strconv.Atoi(m[2])
	for _, name := range []string{m[1] + "." + m[3], m[1] + ".code", m[1] + ".name"} {
		if c, known := named(name); known {
			return c, n
		}
	}
	c, _ := named(m[1]) // review[0].roles
	return c, 0
}
