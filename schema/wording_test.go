package schema_test

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

var (
	han = regexp.MustCompile(`\p{Han}`)
	// english is a sentence that quotes a Chinese term: decide the review (复查).
	english = regexp.MustCompile(`[a-z]{3,} [a-z]+`)
	// spoken leaves out what is no prose: places to fill in, 17:30, 1,000, addresses,
	// tags and actions of templates.
	spoken = regexp.MustCompile(`\{\{[^}]*\}\}|<[^>]*>|\{[a-z_.,|]+\}|%[a-z]|\d[,:]\d|https?://\S+`)
	half   = regexp.MustCompile(`[(),:;?!]`)
)

// formats are no prose: what a file looks like, and how a typed date is read.
var formats = []string{"CSV（日期,休或班,名称）", `日?(?:[T ]+`, `^第([`, `]+)条 `, `(条|款|`, `(?:条|款|`, `(?:[：:；;`}

// released are policies that may be pinned by open cases: never edited.
var released = []string{"document@1.json", "accountability@1.json", "supervision@1.json"}

// halfWidth tells whether Chinese is punctuated with the marks of English.
func halfWidth(text string) bool {
	if !han.MatchString(text) || english.MatchString(text) {
		return false
	}
	if slices.ContainsFunc(formats, func(f string) bool { return strings.Contains(text, f) }) {
		return false
	}
	return half.MatchString(spoken.ReplaceAllString(text, ""))
}

func TestHalfWidthIsFound(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"请在 {due} 前{owed}（依据：%s）。": false, "请在 10月20日（星期二）17:30 前答复，共 1,000 件": false,
		"decide the review (复查)": false, "plain": false, "{{t `x`}}（暂定）": false,
		"(依据：%s)": true, "责任岗位:": true, "到期,立即办理": true, "{basis},请阅": true, "已办;": true,
	} {
		require.Equal(t, want, halfWidth(text), text)
	}
}

// TestChineseIsPunctuatedInFullWidth holds every Chinese string of the code, the
// pages and the reference data to the marks of Chinese: （ ） ： ， ；.
func TestChineseIsPunctuatedInFullWidth(t *testing.T) {
	t.Parallel()
	read := 0
	check := func(where, text string) {
		read++
		if halfWidth(text) {
			t.Errorf("%s: half-width marks in Chinese: %s", where, text)
		}
	}
	require.NoError(t, filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		switch name := d.Name(); {
		case d.IsDir():
			if name == "testdata" || name == "engine" || name == "bin" || name != ".." && strings.HasPrefix(name, ".") {
				return fs.SkipDir
			}
			return nil
		case strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go"):
			return eachLiteral(path, check)
		case strings.HasSuffix(name, ".html"):
			return eachLine(path, check)
		case strings.HasSuffix(name, ".json") && strings.Contains(filepath.ToSlash(path), "reference/") && !slices.Contains(released, name):
			return eachValue(path, check)
		}
		return nil
	}))
	require.Greater(t, read, 1000)
}

func eachLiteral(path string, check func(where, text string)) error {
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, path, nil, parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	ast.Inspect(file, func(n ast.Node) bool {
		if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			text, _ := strconv.Unquote(lit.Value)
			check(set.Position(lit.Pos()).String(), text)
		}
		return true
	})
	return nil
}

func eachLine(path string, check func(where, text string)) error {
	raw, err := os.ReadFile(path)
	for n, line := range strings.Split(string(raw), "\n") {
		check(path+":"+strconv.Itoa(n+1), line)
	}
	return err
}

func eachValue(path string, check func(where, text string)) error {
	raw, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	var value any
	if err := json.Unmarshal(raw, &value); err != nil {
		return err
	}
	var walk func(any)
	walk = func(v any) {
		switch v := v.(type) {
		case string:
			check(path, v)
		case []any:
			for _, inner := range v {
				walk(inner)
			}
		case map[string]any:
			for _, inner := range v {
				walk(inner)
			}
		}
	}
	walk(value)
	return nil
}

// unsaid are words that pass a judgement before there is a decision, or name what there
// is no more: 责任人 is nobody's offender, 处分 or 政务处分 took the place of 政纪处分. 督查 is
// a government's (政府督查工作条例 2, 7): a bureau's own supervision is 督办.
var unsaid = regexp.MustCompile(`(?i)\boffenders?\b|责任追究对象|过错责任人|违纪人员|政纪处分|诫勉谈话|督查`)

// inspected says 督查 with reason.
var inspected = map[string]string{
	"政府督查":     "a government's, and the name of the regulation on it",
	"督查结论":     "what a government's supervision ends with (17)",
	"督查工作制度":   "a house regulation, as it was published",
	"督办督查制度":   "the same, as it is miscited to see that caught",
	"《督查通知》":   "quoted from that regulation (4)",
	"《督查专报》":   "quoted from that regulation (4)",
	"《督查情况报告》": "quoted from 作风效能督查制度 (3.5)",
	"作风效能督查制度": "a house regulation, as it was published",
	"督查科":      "the unit that regulation speaks of, and that of the demo office",
	"效能督查办":    "the unit of an office that is set up as an example",
}

// ours is a line without what it quotes of an article or says by name.
func ours(line string) string {
	if strings.Contains(line, `"words": "`) {
		return ""
	}
	for name := range inspected {
		line = strings.ReplaceAll(line, name, "")
	}
	return line
}

// TestWordsOfTheHouse holds code, pages, papers, examples and reference data to it; an
// article says what it says.
func TestWordsOfTheHouse(t *testing.T) {
	t.Parallel()
	met := map[string]bool{}
	require.NoError(t, filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := d.Name()
		if d.IsDir() {
			if name == "testdata" || name == "bin" || path == filepath.Join("..", "schema", "law") || name != ".." && strings.HasPrefix(name, ".") {
				return fs.SkipDir
			}
			return nil
		}
		said := strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go") || slices.Contains([]string{".html", ".json"}, filepath.Ext(name))
		if !said {
			return nil
		}
		return eachLine(path, func(where, line string) {
			for name := range inspected {
				met[name] = met[name] || strings.Contains(line, name)
			}
			if unsaid.MatchString(ours(line)) {
				t.Errorf("%s: %s", where, strings.TrimSpace(line))
			}
		})
	}))
	for name, why := range inspected {
		require.True(t, met[name], "nobody says %s any more: %s", name, why)
	}
}
