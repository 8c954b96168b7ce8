package guards

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"regexp"
	"strings"
)

// rows is where the registry lies, from the root of the module.
const rows = "internal/guards/rows"

// Row is one mend and the test that holds it.
type Row struct {
	ID      string `json:"id"`      // the row of the list of faults, and a number of its own: A8.1
	Says    string `json:"says"`    // what the mend does, one sentence
	File    string `json:"file"`    // where it stands, from the root of the module
	Without string `json:"without"` // the text to be taken out: it stands there exactly once
	With    string `json:"with"`    // what stands there without the mend
	Package string `json:"package"` // as go test is told: ./workflows
	Test    string `json:"test"`    // TestX, or TestX/one_of_its_parts

	Of string `json:"-"` // the file of the registry, without its ending
}

// Read answers every row of the registry under root, in the order of its files.
func Read(root fs.FS) ([]Row, error) {
	files, err := fs.Glob(root, rows+"/*.json")
	if err != nil {
		return nil, err
	}
	var all []Row
	for _, file := range files {
		text, err := fs.ReadFile(root, file)
		if err != nil {
			return nil, err
		}
		var some []Row
		strict := json.NewDecoder(bytes.NewReader(text))
		strict.DisallowUnknownFields()
		if err := strict.Decode(&some); err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		for _, r := range some {
			r.Of = strings.TrimSuffix(path.Base(file), ".json")
			all = append(all, r)
		}
	}
	return all, nil
}

// Check says what is wrong with a row as the tree stands, all of it at once: a
// registry that no longer finds its mends proves nothing.
func (r Row) Check(root fs.FS) error {
	var wrong []error
	if r.ID == "" || !strings.HasSuffix(r.Says, ".") {
		wrong = append(wrong, errors.New("a row has an id and says what its mend does, in a sentence"))
	}
	if _, err := r.Mutant(root); err != nil {
		wrong = append(wrong, err)
	}
	if err := r.named(root); err != nil {
		wrong = append(wrong, err)
	}
	return errors.Join(wrong...)
}

// Mutant is the row's file with the mend taken out.
func (r Row) Mutant(root fs.FS) ([]byte, error) {
	if strings.HasSuffix(r.File, "_test.go") {
		return nil, fmt.Errorf("%s: a mend stands in the product", r.File)
	}
	text, err := fs.ReadFile(root, r.File)
	if err != nil {
		return nil, err
	}
	if n := strings.Count(string(text), r.Without); r.Without == "" || n != 1 {
		return nil, fmt.Errorf("%s: the text of the mend stands there %d times, not once", r.File, n)
	}
	if r.With == r.Without {
		return nil, fmt.Errorf("%s: nothing is taken out", r.File)
	}
	mutant := []byte(strings.Replace(string(text), r.Without, r.With, 1))
	if path.Ext(r.File) == ".go" {
		if _, err := parser.ParseFile(token.NewFileSet(), r.File, mutant, parser.SkipObjectResolution); err != nil {
			return nil, fmt.Errorf("without the mend: %w", err)
		}
		if name := r.stranger(string(text)); name != "" {
			return nil, fmt.Errorf("without the mend: undefined: %s", name)
		}
	}
	return mutant, nil
}

var qualified = regexp.MustCompile(`(?:^|[^\w./"])([a-z]\w*)\.[A-Z]`)

// stranger is a name that what stands in the mend's place asks for something, and that its file
// does not know: the package has moved since, and a mutant that does not compile proves nothing.
func (r Row) stranger(text string) string {
	for _, m := range qualified.FindAllStringSubmatch(r.With, -1) {
		name := regexp.QuoteMeta(m[1])
		known := regexp.MustCompile(`(?m)(?:^|[^\w./"])` + name + `\b|[/"]` + name + `"$`)
		made := regexp.MustCompile(`\b` + name + `(?:, \w+)* :?= |var ` + name + `\b|func\([^)]*\b` + name + ` `)
		if !known.MatchString(text) && !made.MatchString(r.With) {
			return m[1]
		}
	}
	return ""
}

// named finds the row's test in its package.
func (r Row) named(root fs.FS) error {
	name, _, _ := strings.Cut(r.Test, "/")
	if !strings.HasPrefix(r.Package, "./") || !strings.HasPrefix(name, "Test") {
		return fmt.Errorf("%q of %q is no test of a package of ours", r.Test, r.Package)
	}
	files, err := fs.Glob(root, path.Clean(r.Package)+"/*_test.go")
	if err != nil {
		return err
	}
	declared := regexp.MustCompile(`(?m)^func ` + regexp.QuoteMeta(name) + `\(`)
	for _, file := range files {
		text, err := fs.ReadFile(root, file)
		if err != nil {
			return err
		}
		if declared.Match(text) {
			return nil
		}
	}
	return fmt.Errorf("%s has no %s", r.Package, name)
}
