package proof

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/cases"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/law/examples"
	"github.com/shixian/shixian/internal/policy"
)

// form fills in the form of an act, or of a registration, and leaves out or alters one
// field after the other.
func (s *stage) form(a examples.Ask) []string {
	switch {
	case a.Matter != "":
		return s.matter(a)
	case a.Paper != "":
		return s.paper(a)
	case len(a.Needs)+len(a.Takes)+len(a.Choices)+len(a.Among)+len(a.States)+len(a.NeverStates) == 0:
		return nil
	case a.Item != "":
		return s.registration(a)
	}
	form, known := s.kinds.Form(casework.Kind(s.Case.Kind), a.Act)
	if !known {
		return []string{"there is no such act"}
	}
	full := map[string]string{}
	for _, f := range form.Fields {
		if f.Type != casework.FieldFile {
			full[f.Name] = filled(f, a.Choices[f.Name])
		}
	}
	declared := map[string][]string{}
	for _, f := range form.Fields {
		declared[f.Name] = f.Choices
	}
	return asked(a, full, declared, func(given map[string]string) []error {
		raw := map[string]any{}
		for k, v := range given {
			raw[k] = v
		}
		_, _, err := cases.ParseArgs(s.kinds, form, raw)
		return refusals(err)
	})
}

// registration fills in the form of an item.
func (s *stage) registration(a examples.Ask) []string {
	item, known := s.book.Item(a.Item)
	if !known {
		return []string{"there is no such item"}
	}
	full, declared := map[string]string{}, map[string][]string{}
	for _, f := range item.Fields {
		full[f.Name], declared[f.Name] = written(f, a.Choices[f.Name]), f.Options
	}
	return asked(a, full, declared, func(given map[string]string) []error { return refusals(core.CheckFields(item.Fields, given).Err()) })
}

// asked leaves out one field after the other, and chooses one thing after the other.
func asked(a examples.Ask, full map[string]string, declared map[string][]string, try func(given map[string]string) []error) (red []string) {
	refuses := func(given map[string]string, field string) bool {
		return slices.ContainsFunc(try(given), func(err error) bool { return strings.TrimPrefix(fieldOf(err), "fields.") == field })
	}
	left := func(field string) map[string]string {
		given := maps.Clone(full)
		delete(given, field)
		return given
	}
	for _, f := range slices.Concat(a.Needs, a.Takes) {
		if _, there := full[f]; !there {
			red = append(red, fmt.Sprintf("%s is not asked for", f))
		}
	}
	for _, f := range a.Needs {
		if !refuses(left(f), f) {
			red = append(red, fmt.Sprintf("%s may be left out", f))
		}
	}
	for _, f := range a.Takes {
		if refuses(left(f), f) {
			red = append(red, fmt.Sprintf("%s may not be left out", f))
		}
	}
	for _, f := range slices.Sorted(maps.Keys(a.Among)) {
		for _, choice := range a.Among[f] {
			if !slices.Contains(declared[f], choice) {
				red = append(red, fmt.Sprintf("%s does not leave the choice of %s", f, choice))
			}
		}
	}
	red = append(red, stated(a, full, refuses)...)
	for _, f := range slices.Sorted(maps.Keys(a.Choices)) {
		if !sameWords(a.Choices[f], declared[f]) {
			red = append(red, fmt.Sprintf("%s leaves the choice of %v", f, declared[f]))
		}
		chosen := maps.Clone(full)
		for _, choice := range a.Choices[f] {
			if chosen[f] = choice; refuses(chosen, f) {
				red = append(red, fmt.Sprintf("%s may not be %s", f, choice))
			}
		}
		if chosen[f] = stranger; !refuses(chosen, f) {
			red = append(red, fmt.Sprintf("%s may be %s", f, stranger))
		}
	}
	return red
}

// stated writes one limit after the other, such as may be stated and such as may not.
func stated(a examples.Ask, full map[string]string, refuses func(given map[string]string, field string) bool) (red []string) {
	for may, limits := range map[bool]map[string][]string{true: a.States, false: a.NeverStates} {
		for _, f := range slices.Sorted(maps.Keys(limits)) {
			given := maps.Clone(full)
			for _, limit := range limits[f] {
				if given[f] = limit; refuses(given, f) == may {
					red = append(red, fmt.Sprintf("%s: %s may be stated: %v, not %v", f, limit, !may, may))
				}
			}
		}
	}
	return red
}

// filled is a value a field of an act takes.
func filled(f casework.Field, choices []string) string {
	switch f.Type {
	case casework.FieldInt:
		return "2"
	case casework.FieldBool:
		return "true"
	case casework.FieldTime:
		return "2026-03-02T10:00"
	case casework.FieldLimit:
		return "6wd"
	case casework.FieldCase:
		return "TS2026-000001"
	case casework.FieldChoice, casework.FieldPaper:
		return append(slices.Clone(choices), append(f.Choices, "none")...)[0]
	}
	return "words"
}

// written is a value a field of a registration takes.
func written(f policy.FormField, choices []string) string {
	switch f.Type {
	case policy.FieldSelect:
		return append(slices.Clone(choices), append(f.Options, "none")...)[0]
	case policy.FieldCheckbox:
		return "true"
	case policy.FieldMoment:
		return "2026-03-02T10:00"
	case "tel":
		return "13800000000"
	case policy.FieldNumber:
		return "TS2026-000001"
	}
	return "words"
}

func refusals(err error) []error {
	if err == nil {
		return nil
	}
	if several, ok := err.(interface{ Unwrap() []error }); ok {
		return several.Unwrap()
	}
	return []error{err}
}

func fieldOf(err error) string {
	refusal, ok := err.(*casework.Error) //nolint:errorlint // the checks of a form return them bare
	if !ok {
		return ""
	}
	return refusal.Field
}
