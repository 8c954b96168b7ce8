package officefile

import (
	"reflect"
	"strconv"
	"strings"
	"time"
)

// Rows writes a list as a table: its columns, then a row for each element. Laid over the same
// office it changes nothing.
func (f File) Rows(list string, zone *time.Location) [][]string {
	f = f.Canonical(zone)
	columns := Columns(list)
	rows := [][]string{make([]string, len(columns))}
	for i, c := range columns {
		rows[0][i] = c.Name
	}
	add := func(v any) {
		row := make([]string, len(columns))
		for i, c := range columns {
			row[i] = written(reflect.ValueOf(v), c.Name)
		}
		rows = append(rows, row)
	}
	switch list {
	case "units":
		each(f.Units, add)
	case "persons":
		each(f.Persons, add)
	case "posts":
		each(f.Posts, add)
	case "holders":
		each(f.Holders, add)
	}
	return rows
}

func each[T any](all []T, add func(any)) {
	for _, v := range all {
		add(v)
	}
}

// written is one cell of an element.
func written(v reflect.Value, column string) string {
	name, inner, nested := strings.Cut(column, ".")
	v = v.Field(fieldsOf(v.Type()).index[name])
	if nested {
		return written(v, inner)
	}
	switch x := v.Interface().(type) {
	case time.Time:
		switch {
		case x.IsZero():
			return ""
		case x.Equal(time.Date(x.Year(), x.Month(), x.Day(), 0, 0, 0, 0, x.Location())):
			return x.Format(time.DateOnly)
		}
		return x.Format(time.RFC3339Nano)
	case bool:
		if x {
			return "是"
		}
		return "否"
	case int:
		return strconv.Itoa(x)
	}
	return v.String()
}
