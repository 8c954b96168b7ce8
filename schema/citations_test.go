package schema_test

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/law"
	"github.com/shixian/shixian/internal/reference"
	"github.com/shixian/shixian/schema"
)

func lawBook(t *testing.T) *law.Book {
	t.Helper()
	b, err := law.Load(schema.Law)
	require.NoError(t, err)
	return b
}

// TestEveryBasisOpens: whatever says on what it rests, in the policies, the presets,
// the catalogue, the papers and the declarations of kinds, names an article that stands
// in schema/law. Published policies never change: their wrong citations stand in
// law/wrong.csv with the right one beside, and nowhere else.
func TestEveryBasisOpens(t *testing.T) {
	t.Parallel()
	b := lawBook(t)
	met := map[string]bool{}
	read := 0
	eachBasis(t, func(where, basis string) {
		read++
		version := versionOf(where)
		if _, wrong := b.Right(version, basis); wrong {
			met[version+" "+basis] = true
			return
		}
		if err := b.Check(basis); err != nil {
			t.Errorf("%s cites %q: %v", where, basis, err)
		}
	})
	require.Greater(t, read, 150)
	for _, w := range b.Wrong {
		require.NoError(t, b.Check(w.Right), "the right one of %s", w.Cited)
		require.NotEmpty(t, w.Why, w.Cited)
		for _, version := range w.Versions {
			require.True(t, met[version+" "+w.Cited], "%s does not cite %q: take it out of law/wrong.csv", version, w.Cited)
		}
	}
}

// versionOf names the version of a policy a file holds; nothing else is published.
func versionOf(where string) string {
	name, ok := strings.CutPrefix(where, "reference/policies/")
	if !ok {
		return "none"
	}
	return strings.TrimSuffix(name, ".json")
}

// named are the fields that say on what something rests.
var named = []string{"basis", "fee_basis", "reconsider_first", "source"}

// eachBasis finds every basis in the reference data and in the declarations.
func eachBasis(t *testing.T, check func(where, basis string)) {
	t.Helper()
	require.NoError(t, fs.WalkDir(schema.Reference, "reference", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Ext(name) != ".json" || strings.HasPrefix(name, "reference/calendars/") || name == "reference/demo/cases.json" || name == "reference/demo/year.json" { // what people filled in rests on nothing
			return err
		}
		raw, err := fs.ReadFile(schema.Reference, name)
		require.NoError(t, err)
		var doc any
		require.NoError(t, json.Unmarshal(raw, &doc))
		eachNamed(doc, func(_, value string) { check(name, value) })
		return nil
	}))
	ref, err := reference.Load(kind.Office())
	require.NoError(t, err)
	for _, c := range ref.Presets.Ceilings {
		check("reference/presets/ceilings.json", withoutYear.ReplaceAllString(c.Law, "")+c.Article)
	}
	for _, k := range kind.Office().Kinds() {
		for _, act := range kind.Office().Of(k).Acts {
			if act.Basis != "" {
				check(fmt.Sprintf("internal/kind %s %s", k, act.Name), act.Basis)
			}
		}
	}
}

var withoutYear = regexp.MustCompile(`（\d{4}）`)

func eachNamed(doc any, f func(field, value string)) {
	switch v := doc.(type) {
	case []any:
		for _, x := range v {
			eachNamed(x, f)
		}
	case map[string]any:
		for field, x := range v {
			if s, ok := x.(string); ok && slices.Contains(named, field) && s != "" {
				f(field, s)
			}
			eachNamed(x, f)
		}
	}
}

// TestEveryArticleNamedInTheCodeOpens: so do the articles in messages, refusals,
// labels and templates.
func TestEveryArticleNamedInTheCodeOpens(t *testing.T) {
	t.Parallel()
	b := lawBook(t)
	cites := regexp.MustCompile(`第[一二三四五六七八九十百]+[条款项]|(?:条例|办法|制度)[一二三四五六七八九十]|R\d{3}`)
	read := 0
	check := func(where, text string) {
		if !cites.MatchString(text) || strings.Contains(text, "（?:") || strings.ContainsAny(text, "\n|^") {
			return
		}
		read++
		for _, p := range b.Read(text) {
			_, one := p.One()
			switch {
			case p.Cites && !one && len(p.Opens) != 1:
				t.Errorf("%s: %s opens no single article", where, p.Words)
			case p.Rule != "" && p.Rule != "R000": // of a rule that has no form
				if _, known := b.Rule(p.Rule); !known {
					t.Errorf("%s: %s is no rule", where, p.Rule)
				}
			case !p.Cites && cites.MatchString(p.Words) && han.MatchString(p.Words):
				t.Errorf("%s: %q cites what is not in schema/law", where, p.Words)
			}
		}
	}
	require.NoError(t, filepath.WalkDir("..", func(name string, d fs.DirEntry, err error) error {
		slashed := filepath.ToSlash(name)
		switch {
		case err != nil:
			return err
		case d.IsDir() && (slices.Contains([]string{"testdata", "engine", "bin", "law"}, d.Name()) || d.Name() != ".." && strings.HasPrefix(d.Name(), ".")):
			return fs.SkipDir
		case strings.HasSuffix(slashed, ".go") && !strings.HasSuffix(slashed, "_test.go"):
			return eachLiteral(name, check)
		case strings.HasSuffix(slashed, ".html"):
			return eachLine(name, check)
		}
		return nil
	}))
	require.Greater(t, read, 50)
}

// TestEveryNumberIsTheArticles: a limit that a policy states as a number stands in the
// article it cites, or the basis says that the number is the office's own.
func TestEveryNumberIsTheArticles(t *testing.T) {
	t.Parallel()
	b := lawBook(t)
	ref, err := reference.Load(kind.Office())
	require.NoError(t, err)
	met := map[string]bool{}
	for _, p := range ref.Policies {
		for _, r := range p.Rules {
			key := p.Ref() + " " + r.Clock
			basis, _ := b.Right(p.Ref(), r.Basis)
			if b.Says(basis, r.Limit) {
				continue
			}
			met[key] = true
			if !slices.Contains(ownNumbers, key) {
				t.Errorf("%s of %s is not in %s: cite what says so, or 本单位预设", r.Limit, key, r.Basis)
			}
		}
	}
	for _, key := range ownNumbers {
		require.True(t, met[key], "%s needs no exception any more", key)
	}
}

// ownNumbers are numbers of published policies that are the office's own and do not
// say so. The list may only become shorter: a new version says so.
var ownNumbers = []string{
	"accountability@1 statement", "accountability@1 appealed", "accountability@2 statement",
	"complaint@1 forward", "complaint@1 self_report",
	"document@1 handle", "document@1 consent", "document@1 confirm_consent", "document@2 handle", "document@2 consent", "document@2 confirm_consent",
	"duties@1 circular", "duties@2 circular", "duties@3 circular",
	"service-general@1 intake", "service-general@1 deliver", "service-general@1 explain",
	"service-permit@1 explain",
	"supervision@1 issue", "supervision@2 issue", "supervision@2 receipt", "supervision@3 issue", "supervision@3 receipt",
}
