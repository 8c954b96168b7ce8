package rulebook

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/policy"
)

// mostRows bounds a list of one clock: warnings, rungs.
const mostRows = 20

// cells writes a part of a policy as the fields of a form, each under the path that its
// refusals name: rules[2].ladder[0].to. Whatever a policy can say is a field, by its JSON.
func cells(at string, v reflect.Value, into url.Values) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			into.Set(at, "1")
			cells(at, v.Elem(), into)
		}
	case reflect.Struct:
		for i, name := range names(v.Type()) {
			cells(at+"."+name, v.Field(i), into)
		}
	case reflect.Slice:
		for i := range v.Len() {
			if v.Index(i).Kind() == reflect.String {
				into.Add(at, v.Index(i).String())
				continue
			}
			into.Set(at, strconv.Itoa(v.Len()))
			cells(fmt.Sprintf("%s[%d]", at, i), v.Index(i), into)
		}
	case reflect.Map:
		for _, key := range v.MapKeys() {
			cells(at+"."+key.String(), v.MapIndex(key), into)
		}
	case reflect.Bool:
		if v.Bool() {
			into.Set(at, "1")
		}
	default:
		if !v.IsZero() {
			into.Set(at, fmt.Sprint(v.Interface()))
		}
	}
}

// fill is the way back: the fields of a form as what they say.
func fill(at string, v reflect.Value, form url.Values) (wrong core.Refusals) {
	switch v.Kind() {
	case reflect.Pointer:
		if form.Get(at) != "" {
			v.Set(reflect.New(v.Type().Elem()))
			wrong = fill(at, v.Elem(), form)
		}
	case reflect.Struct:
		for i, name := range names(v.Type()) {
			wrong = append(wrong, fill(at+"."+name, v.Field(i), form)...)
		}
	case reflect.Slice:
		wrong = fillList(at, v, form)
	case reflect.Map:
		wrong = fillMap(at, v, form)
	case reflect.Int:
		typed := strings.TrimSpace(form.Get(at))
		n, err := strconv.Atoi(typed)
		if typed != "" && err != nil {
			wrong = core.Refusals{{Code: casework.Invalid, Field: at, Rule: "whole number"}}
		}
		v.SetInt(int64(n))
	case reflect.Bool:
		v.SetBool(form.Get(at) != "")
	default:
		v.SetString(strings.TrimSpace(form.Get(at)))
	}
	return wrong
}

func fillList(at string, v reflect.Value, form url.Values) (wrong core.Refusals) {
	of := v.Type().Elem()
	if of.Kind() == reflect.String {
		for _, one := range form[at] {
			if one != "" {
				v.Set(reflect.Append(v, reflect.ValueOf(one).Convert(of)))
			}
		}
		return nil
	}
	n, _ := strconv.Atoi(form.Get(at))
	for i := range min(max(n, 0), mostRows) {
		one := reflect.New(of).Elem()
		wrong = append(wrong, fill(fmt.Sprintf("%s[%d]", at, i), one, form)...)
		v.Set(reflect.Append(v, one))
	}
	return wrong
}

func fillMap(at string, v reflect.Value, form url.Values) (wrong core.Refusals) {
	of := v.Type().Elem()
	for _, name := range slices.Sorted(maps.Keys(form)) {
		key, ok := strings.CutPrefix(name, at+".")
		if of.Kind() == reflect.Map {
			key, _, _ = strings.Cut(key, ".")
		}
		if !ok || v.MapIndex(reflect.ValueOf(key)).IsValid() {
			continue
		}
		one := reflect.New(of).Elem()
		wrong = append(wrong, fill(at+"."+key, one, form)...)
		if one.IsZero() {
			continue
		}
		if v.IsNil() {
			v.Set(reflect.MakeMap(v.Type()))
		}
		v.SetMapIndex(reflect.ValueOf(key), one)
	}
	return wrong
}

// names are the fields of a type as its JSON calls them, in their order.
func names(t reflect.Type) []string {
	out := make([]string, t.NumField())
	for i := range out {
		out[i], _, _ = strings.Cut(t.Field(i).Tag.Get("json"), ",")
	}
	return out
}

// rulePath is where a clock stands in its policy.
func rulePath(i int) string { return fmt.Sprintf("rules[%d]", i) }

func ruleCells(i int, r policy.Rule) url.Values {
	out := url.Values{}
	cells(rulePath(i), reflect.ValueOf(r), out)
	return out
}

func filledRule(i int, form url.Values) (r policy.Rule, wrong core.Refusals) {
	wrong = fill(rulePath(i), reflect.ValueOf(&r).Elem(), form)
	return r, wrong
}

// head is what a policy says beside its clocks, and may be changed.
type head struct {
	Class    string                       `json:"class,omitempty"`
	Title    string                       `json:"title"`
	TitleEn  string                       `json:"title_en"`
	Choices  map[string]string            `json:"choices,omitempty"`
	ByChoice map[string]map[string]string `json:"by_choice,omitempty"`
}

func headOf(p policy.Policy) head { return head{p.Class, p.Title, p.TitleEn, p.Choices, p.ByChoice} }

func (h head) of(p policy.Policy) policy.Policy {
	p.Class, p.Title, p.TitleEn, p.Choices, p.ByChoice = h.Class, h.Title, h.TitleEn, h.Choices, h.ByChoice
	return p
}

func headCells(h head) url.Values {
	out, v := url.Values{}, reflect.ValueOf(h)
	for i, name := range names(v.Type()) {
		cells(name, v.Field(i), out)
	}
	return out
}

func filledHead(form url.Values) (h head, wrong core.Refusals) {
	v := reflect.ValueOf(&h).Elem()
	for i, name := range names(v.Type()) {
		wrong = append(wrong, fill(name, v.Field(i), form)...)
	}
	return h, wrong
}

// sayable tells whether a form can say all of it: a browser lets no line break into a line,
// and blanks at its ends are taken off. What it cannot say is shown, and edited as JSON alone.
func sayable[T any](written url.Values, it T, read func(url.Values) (T, core.Refusals)) bool {
	sent := url.Values{}
	for name, values := range written {
		for _, one := range values {
			sent.Add(name, strings.NewReplacer("\r", "", "\n", "").Replace(one))
		}
	}
	back, wrong := read(sent)
	was, err1 := json.Marshal(it)
	is, err2 := json.Marshal(back)
	return len(wrong) == 0 && err1 == nil && err2 == nil && bytes.Equal(was, is)
}
