package examples

import (
	"bytes"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/shixian/shixian/internal/law"
)

// carried are the examples, one a file, named by rule and what happens in it.
//
//go:embed *.json
var carried embed.FS

// All are the examples this binary carries, by name.
func All() ([]Example, error) { return Read(carried) }

// Read reads the examples in the root of a file system.
func Read(files fs.FS) ([]Example, error) {
	names, err := fs.Glob(files, "*.json")
	if err != nil {
		return nil, err
	}
	out := make([]Example, 0, len(names))
	for _, name := range names {
		text, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, err
		}
		e := Example{Name: strings.TrimSuffix(name, ".json")}
		strict := json.NewDecoder(bytes.NewReader(text))
		strict.DisallowUnknownFields()
		if err := strict.Decode(&e); err != nil {
			return nil, fmt.Errorf("example %s: %w", e.Name, err)
		}
		out = append(out, e)
	}
	return out, nil
}

// Of are the examples of a rule.
func Of(all []Example, rule string) []Example {
	return slices.DeleteFunc(slices.Clone(all), func(e Example) bool { return e.Rule != rule })
}

// Check tells what is wrong with an example as it is written, all of it at once: an
// article its rule does not rest on, words that do not stand there, nothing to look at.
func (e Example) Check(book *law.Book) error {
	var wrong []error
	say := func(is bool, format string, args ...any) {
		if is {
			wrong = append(wrong, fmt.Errorf(format, args...))
		}
	}
	rule, known := book.Rule(e.Rule)
	say(!known, "%q is no rule", e.Rule)
	say(!strings.HasPrefix(e.Name, e.Rule+"-"), "its file is not named by its rule")
	say(e.Title.ZH == "" || e.Title.EN == "" || e.Why == "", "a title in Chinese and English, and why, are needed")
	place, err := book.Ref(e.Article)
	switch {
	case err != nil:
		wrong = append(wrong, err)
	default:
		say(e.Words == "" || !strings.Contains(strings.Join(place.Text(), ""), e.Words), "its words do not stand in %s", e.Article)
		say(known && !slices.ContainsFunc(rule.On, func(p law.Place) bool { return p.Within(place) || place.Within(p) }), "%s does not rest on %s", e.Rule, e.Article)
	}
	say(e.Case.Kind == "", "it is of no kind")
	say(e.Must != Happens && e.Must != Never, "must is happens or never")
	say(len(e.Want)+len(e.Not)+len(e.Asks) == 0, "it looks at nothing")
	say(e.Must == Never && len(e.Not)+len(e.Asks) == 0, "what must never come is not named")
	say(e.Case.Received != "" && e.Until == "", "it has no end")
	say(e.Case.Received == "" && len(e.Want)+len(e.Not)+len(e.Acts) > 0, "it takes no case in, and something happens to it")
	for i, w := range e.Want {
		say(w.At == "" || w.Event == "" || i > 0 && w.At < e.Want[i-1].At, "want[%d]: an event at its instant, in order", i)
	}
	for i, a := range e.Asks {
		say(a.Says.ZH == "" || a.Says.EN == "", "asks[%d]: what is asked, in Chinese and English", i)
	}
	if err := errors.Join(wrong...); err != nil {
		return fmt.Errorf("example %s: %w", e.Name, err)
	}
	return nil
}
