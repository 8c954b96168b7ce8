package proof

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/shixian/shixian/internal/law/examples"
	"github.com/shixian/shixian/internal/policy"
)

// matter holds a matter of the catalogue against what it must say, and tells to whoever
// comes for it.
func (s *stage) matter(a examples.Ask) (red []string) {
	item, known := s.book.Item(a.Matter)
	if !known {
		return []string{"there is no such matter"}
	}
	for _, name := range a.Needs {
		if !s.wrong(silent(item, name), name) {
			red = append(red, fmt.Sprintf("%s may be left out", name))
		}
	}
	for _, name := range a.Takes {
		if s.wrong(silent(item, name), name) {
			red = append(red, fmt.Sprintf("%s may not be left out", name))
		}
	}
	var tells []string
	for _, t := range item.Says(s.kinds.Of(item.Kind)) {
		tells = append(tells, t.Name)
	}
	if len(a.Tells) > 0 && !slices.Equal(a.Tells, tells) {
		red = append(red, fmt.Sprintf("it tells %v", tells))
	}
	return red
}

// wrong tells whether the catalogue refuses a matter for one thing it says, or does not.
func (s *stage) wrong(it policy.Item, name string) bool {
	var problems policy.Problems
	errors.As(policy.CheckItem(s.kinds, it, s.house.Policies, policy.Presets{Choices: s.house.Choices}), &problems)
	return slices.ContainsFunc(problems.Unwrap(), func(err error) bool { return fieldOf(err) == name })
}

// silent is a matter that does not say one thing, or does not ask it.
func silent(it policy.Item, name string) policy.Item {
	if field, asked := strings.CutPrefix(name, "fields."); asked {
		it.Fields = slices.DeleteFunc(slices.Clone(it.Fields), func(f policy.FormField) bool { return f.Name == field })
		return it
	}
	said := as[map[string]any](it)
	delete(said, name)
	return as[policy.Item](said)
}
