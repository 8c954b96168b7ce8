package rulebook

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"reflect"
	"strings"
	"unicode/utf8"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/policy"
)

// document reads the posted policy strictly: a misspelt field would count wrong. What cannot be
// read is told with its line and column.
func (v *visit) document() (policy.Policy, error) {
	var p policy.Policy
	raw := []byte(v.Form("doc"))
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	err := d.Decode(&p)
	var wrong *json.UnmarshalTypeError
	var syntax *json.SyntaxError
	at, field, key := d.InputOffset(), "", "draft.unreadable"
	switch {
	case err == nil:
		rest := bytes.TrimLeft(raw[at:], " \t\r\n")
		if len(rest) == 0 {
			return p, nil
		}
		at, key = int64(len(raw)-len(rest)), "draft.beyond"
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		at, key = int64(len(bytes.TrimRight(raw, " \t\r\n"))), "draft.cut_off"
	case errors.As(err, &syntax):
		at = syntax.Offset - 1
	case errors.As(err, &wrong):
		at, field = wrong.Offset-1, wrong.Field
	default:
		at, field = unknownField(raw)
	}
	line, column := position(raw, int(at))
	refusal := kernel.Told{Text: v.T(key, line, column), Cause: casework.FieldError(casework.Invalid, "doc", "")}
	if field != "" {
		refusal.Text = v.T("draft.unreadable_field", line, column, field)
	}
	return p, refusal
}

// position is where a byte of a text stands: line and column, both from 1, in characters.
func position(raw []byte, at int) (line, column int) {
	before := raw[:min(max(at, 0), len(raw))]
	return 1 + bytes.Count(before, []byte("\n")), 1 + utf8.RuneCount(before[bytes.LastIndexByte(before, '\n')+1:])
}

// unknownField finds the first field that a policy does not have: the decoder names it, and not
// where it stands. The text is known to be JSON.
func unknownField(raw []byte) (at int64, name string) {
	d := json.NewDecoder(bytes.NewReader(raw))
	var value func(t reflect.Type) bool
	value = func(t reflect.Type) bool {
		for t != nil && t.Kind() == reflect.Pointer {
			t = t.Elem()
		}
		token, err := d.Token()
		if err != nil {
			return true
		}
		open, nested := token.(json.Delim)
		for nested && d.More() {
			of := elem(t)
			if open == '{' {
				key, _ := d.Token()
				field, _ := key.(string)
				var known bool
				if of, known = fieldOf(t, field); !known {
					at, name = d.InputOffset()-int64(len(field)+2), field
					return true
				}
			}
			if value(of) {
				return true
			}
		}
		if nested {
			_, err = d.Token()
		}
		return err != nil
	}
	value(reflect.TypeFor[policy.Policy]())
	return at, name
}

func elem(t reflect.Type) reflect.Type {
	if t != nil && (t.Kind() == reflect.Slice || t.Kind() == reflect.Map) {
		return t.Elem()
	}
	return nil
}

// fieldOf is the type of a field, found as encoding/json finds it; of what is no object of ours
// every field is known.
func fieldOf(t reflect.Type, field string) (reflect.Type, bool) {
	if t == nil || t.Kind() != reflect.Struct {
		return elem(t), true
	}
	for i, name := range names(t) {
		if strings.EqualFold(name, field) {
			return t.Field(i).Type, true
		}
	}
	return nil, false
}
