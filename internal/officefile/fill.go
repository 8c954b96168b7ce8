package officefile

import (
	"encoding"
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"time"
	"unicode"
)

// Places are the lines on which the fields of a file stand.
type Places map[string]int

// line is that of a field, or of what it would stand in.
func (p Places) line(field string) int {
	for field != "" {
		if line, ok := p[field]; ok {
			return line
		}
		field = field[:max(strings.LastIndexAny(field, ".["), 0)]
	}
	return 0
}

// Read takes a file apart. The error is Problems: everything in it that has no
// place in an office file, or another form than it should.
func Read(raw []byte) (File, Places, error) {
	var f File
	root, fault := parse(raw)
	if fault != nil {
		return f, nil, Problems{*fault}
	}
	r := &filler{places: Places{}}
	r.fill(reflect.ValueOf(&f).Elem(), root, "")
	return f, r.places, r.problems.err()
}

// filler puts nodes into Go values as encoding/json does, but for two things: it
// goes on after a fault, and it takes names as they are written.
type filler struct {
	places   Places
	problems Problems
	cells    bool // what is read came in cells, and is asked for as one writes it there
}

func (r *filler) refuse(field string, line int, s said) {
	r.problems = append(r.problems, Problem{Field: field, Line: line, Zh: s.zh, En: s.en})
}

func (r *filler) fill(into reflect.Value, n node, field string) {
	_, own := into.Addr().Interface().(encoding.TextUnmarshaler)
	switch {
	case own:
		r.leaf(into, n, field)
	case into.Kind() == reflect.Struct:
		r.object(into, n, field)
	case into.Kind() == reflect.Slice:
		r.list(into, n, field)
	case into.Kind() == reflect.String:
		r.text(into, n, field)
	default:
		r.leaf(into, n, field)
	}
}

func (r *filler) object(into reflect.Value, n node, field string) {
	members, ok := n.value.([]member)
	if !ok {
		r.refuse(field, n.line, wantThing)
		return
	}
	known := fieldsOf(into.Type())
	seen := map[string]bool{}
	for _, m := range members {
		name := strings.TrimPrefix(field+"."+m.name, ".")
		i, ok := known.index[m.name]
		switch {
		case !ok:
			r.refuse(name, m.line, unknown.with(strings.Join(known.names, ", ")))
		case seen[m.name]:
			r.refuse(name, m.line, twice)
		default:
			seen[m.name] = true
			r.places[name] = m.line
			r.fill(into.Field(i), m.value, name)
		}
	}
}

func (r *filler) list(into reflect.Value, n node, field string) {
	elements, ok := n.value.([]node)
	if !ok {
		r.refuse(field, n.line, wantList)
		return
	}
	into.Set(reflect.MakeSlice(into.Type(), len(elements), len(elements)))
	for i, e := range elements {
		name := at(field, i)
		r.places[name] = e.line
		r.fill(into.Index(i), e, name)
	}
}

func (r *filler) text(into reflect.Value, n node, field string) {
	text, ok := n.value.(string)
	switch {
	case !ok:
		r.refuse(field, n.line, wantText)
	case strings.ContainsFunc(text, func(c rune) bool { return unicode.IsControl(c) && c != '\n' && c != '\t' }):
		r.refuse(field, n.line, control)
	default:
		into.SetString(text)
	}
}

// leaf reads what knows itself how it is written.
func (r *filler) leaf(into reflect.Value, n node, field string) {
	raw, err := json.Marshal(n.plain())
	if n.value == nil {
		err = json.Unmarshal([]byte(`{}`), new(string)) // null is nothing anywhere here
	}
	if err == nil {
		err = json.Unmarshal(raw, into.Addr().Interface())
	}
	if err != nil {
		r.refuse(field, n.line, r.wants(into.Type(), n.value))
	}
}

// wants asks for a form.
func (r *filler) wants(t reflect.Type, is any) said {
	switch {
	case r.cells && t == reflect.TypeFor[time.Time]():
		return badDay.with(is)
	case r.cells && t.Kind() == reflect.Bool:
		return yesOrNo
	}
	return wantOther.with(wanted(t))
}

// wanted names a form by its example.
func wanted(t reflect.Type) string {
	switch {
	case t == reflect.TypeFor[time.Time]():
		return `"2026-01-01T00:00:00+08:00"`
	case t.Kind() == reflect.Bool:
		return "true, false"
	case t.Kind() == reflect.Int:
		return "0, 1, 2"
	}
	return t.String()
}

// fields are those of a struct by the names JSON has for them.
type fields struct {
	index map[string]int
	names []string
}

func fieldsOf(t reflect.Type) fields {
	f := fields{index: map[string]int{}}
	for i := range t.NumField() {
		name, _, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
		if name == "" || name == "-" {
			continue
		}
		f.index[name] = i
		f.names = append(f.names, name)
	}
	slices.Sort(f.names)
	return f
}
