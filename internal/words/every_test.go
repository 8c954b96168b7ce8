package words_test

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/roster"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/reference"
	"github.com/shixian/shixian/internal/words"
	"github.com/shixian/shixian/schema"
)

// correction is the courier's own event: it takes an earlier message back.
const correction = "correction"

// TestEveryConstantHasWords: whatever casework names is said, and what it does not name
// stands in no table.
func TestEveryConstantHasWords(t *testing.T) {
	t.Parallel()
	named := constants(t)
	require.Greater(t, len(named["EventName"]), 80)
	require.Greater(t, len(named["Stage"]), 25)
	require.Greater(t, len(named["Code"]), 100)
	same := func(said []string, codes []string, what string) {
		require.ElementsMatch(t, slices.Compact(slices.Sorted(slices.Values(codes))), slices.Compact(slices.Sorted(slices.Values(said))), what)
	}
	var events, refused []string
	for _, key := range words.Happenings() {
		name, _, _ := strings.Cut(key, "/")
		if name != correction {
			events = append(events, name)
		}
	}
	for code := range words.Refusals {
		refused = append(refused, string(code))
	}
	for _, d := range kind.Office().All() { // a level of an event that all know may be the kind's own
		for code := range d.Says {
			of, key, _ := strings.Cut(code, ".")
			event, level, leveled := strings.Cut(key, "/")
			_, own := d.Says[of+"."+event]
			require.True(t, of != string(words.Events) || !leveled || own || slices.Contains(named["EventName"], event), "%s %s of nothing", event, level)
		}
	}
	same(events, named["EventName"], "events")
	same(refused, named["Code"], "words.Refusals")
	for s, codes := range map[words.Subject][]string{
		words.Stage: named["Stage"], words.Status: append(named["ClockStatus"], "late"), words.Light: append(named["Light"], string(core.DueToday)),
		words.Door: named["Door"], words.Relation: named["Relation"], words.BackRelation: named["Relation"],
		words.Role: append(named["Role"], string(casework.Investigator), string(casework.PersonConcerned)),
	} {
		same(slices.Collect(maps.Keys(words.Tables[s])), codes, string(s))
	}
}

// TestAKindSaysItsOwnRefusals: a code that one kind alone has is said by its declaration, stands
// in no table, and is no word too many.
func TestAKindSaysItsOwnRefusals(t *testing.T) {
	t.Parallel()
	var said, named []string
	for _, d := range kind.Office().All() {
		for code := range d.Says {
			if own, ok := strings.CutPrefix(code, string(words.Refused)+"."); ok {
				said = append(said, own)
				require.NotContains(t, words.Refusals, casework.Code(own))
				why := d.Refuses(casework.Error{Code: casework.Code(own), Rule: "R220"})
				require.Equal(t, d.Says[code].Zh, words.Refusal("zh", why))
				require.Equal(t, d.Says[code].En, words.Title("en", why))
				require.Equal(t, d.Says[code].En, words.CodeOf("en", kind.Office(), why.Code))
			}
		}
	}
	files, err := filepath.Glob("../kind/*.go")
	require.NoError(t, err)
	for _, name := range files {
		text, err := os.ReadFile(name)
		require.NoError(t, err)
		for _, m := range regexp.MustCompile(`\bcasework\.Code += "(\w+)"`).FindAllSubmatch(text, -1) {
			named = append(named, string(m[1]))
		}
	}
	require.Subset(t, named, []string{"unsigned", "must_visit", "not_visited"})
	require.ElementsMatch(t, named, said)
}

// constants are the typed constants of casework, by type.
func constants(t *testing.T) map[string][]string {
	t.Helper()
	out := map[string][]string{}
	files, err := filepath.Glob("../casework/*.go")
	require.NoError(t, err)
	for _, name := range files {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		require.NoError(t, err)
		ast.Inspect(file, func(n ast.Node) bool {
			v, ok := n.(*ast.ValueSpec)
			if !ok {
				return true
			}
			of, ok := v.Type.(*ast.Ident)
			if !ok {
				return true
			}
			for _, value := range v.Values {
				if lit, ok := value.(*ast.BasicLit); ok && lit.Kind == token.STRING {
					code, err := strconv.Unquote(lit.Value)
					require.NoError(t, err)
					out[of.Name] = append(out[of.Name], code)
				}
			}
			return true
		})
	}
	return out
}

// TestEveryDeclaredCodeHasWords: so has whatever a declaration, a policy, an item or a
// list of casework lets people choose or see, and no table holds more.
func TestEveryDeclaredCodeHasWords(t *testing.T) {
	t.Parallel()
	ref, err := reference.Load(kind.Office())
	require.NoError(t, err)
	declared := map[words.Subject][]string{
		words.Pause: append(slices.Clone(casework.PauseCategories), casework.SpanClosed, kind.ClockObject), words.Measure: append(append(casework.MeasureCodes(), "none"), casework.Deductions...),
		words.Employment: employed(), words.Remedy: {casework.RemedyAppeal, casework.RemedyReview, casework.RemedyInstitution, casework.RemedyContract, casework.RemedySeconded, casework.RemedyUnit},
		words.Ground: casework.GroundCodes(), words.Share: {casework.ShareFull, casework.ShareMain, casework.ShareSecondary},
		words.AbsenceForm: append(slices.Clone(roster.AbsenceForms), core.FormVacancy), words.Card: {casework.LevelYellow, casework.LevelRed},
		words.Warning: {casework.LevelHalf, casework.LevelNear}, words.Class: {"permit", "service"},
		words.Cause:    {"started", "paused", "resumed", "extended", "corrected", "reopened", "recounted", "recurred"},
		words.Decision: {"confirmed", "denied", "upheld", "rejected", "refused", "consented", "late"},
		words.Account:  {casework.AccountPending, casework.NoPersonalFault},
		words.Outcome: {
			string(casework.Breach), string(casework.Deem), string(casework.Lapse), string(casework.Recur),
			"formal", "no_fault", "exempt", "reminder", "upheld", "reversed", "lighter", casework.Impose, casework.Refer,
		},
		words.Choice: {casework.RoundReview, casework.RoundAppeal},
		words.Notice: {"one_time", "extension", "special_procedure"}, words.Way: {casework.WayPaper, casework.WayMail},
		words.Hearing: {string(casework.HearingSent), string(casework.HearingWaiting), string(casework.HearingUnsent)},
	}
	for _, s := range ref.Leave.Sorts {
		declared[words.LeaveSort] = append(declared[words.LeaveSort], s.ID)
	}
	for _, f := range casework.Figures {
		declared[words.Figure] = append(declared[words.Figure], f.Code)
	}
	for _, item := range policy.Asking(kind.Office(), ref.Items) {
		for _, f := range item.Fields {
			if f.Fact {
				declared[words.Fact] = append(declared[words.Fact], slices.DeleteFunc(slices.Clone(f.Options), saidBy(kind.Office().Of(item.Kind), words.Fact))...)
			}
		}
	}
	declared[words.Fact] = append(declared[words.Fact], "true", "false")
	for _, d := range kind.Office().All() {
		declared[words.Result] = append(declared[words.Result], slices.DeleteFunc(slices.Clone(d.Ends), saidBy(d, words.Result))...)
		if d.Kind == kind.Office().Opened() {
			declared[words.Account] = append(declared[words.Account], d.Ends...)
		}
		for _, form := range d.Forms() {
			for _, f := range form.Fields {
				declared[words.Choice] = append(declared[words.Choice], f.Takes...)        // the hint of the form names them, whatever the kind
				if f.Type == casework.FieldChoice && f.Name != "act" && f.Name != "kind" { // said as acts and kinds are
					shared := slices.DeleteFunc(slices.Clone(f.Choices), saidBy(d, words.Choice))
					declared[saidAs(f)] = append(declared[saidAs(f)], shared...)
				}
			}
		}
	}
	for s, codes := range declared {
		for _, code := range codes {
			_, ok := words.Find(s, code)
			require.True(t, ok, "no words for %s %s", s, code)
		}
		for code := range words.Tables[s] {
			if _, of, special := strings.Cut(code, "/"); special {
				code = of
			}
			require.Contains(t, codes, code, "nobody says this %s", s)
		}
	}
	for s := range words.Tables {
		_, byConstant := map[words.Subject]bool{words.Stage: true, words.Status: true, words.Light: true, words.Door: true, words.Relation: true, words.BackRelation: true, words.Role: true}[s]
		require.True(t, byConstant || declared[s] != nil, "nothing is held against %s", s)
	}
}

// saidBy tells what a kind says itself.
func saidBy(d *kind.Declaration, s words.Subject) func(code string) bool {
	return func(code string) bool {
		_, ok := words.Own(d, s, code)
		return ok
	}
}

// saidAs is the subject that has the words of a field: its own, else that of what is
// chosen.
func saidAs(f casework.Field) words.Subject {
	s := words.Subject(f.Name)
	if f.Name == "category" && slices.Contains(casework.PauseCategories, f.Choices[0]) {
		return words.Pause
	}
	if _, ok := words.Tables[s]; ok && f.Name != "relation" {
		if _, ok := words.Find(s, f.Choices[0]); ok {
			return s
		}
	}
	return words.Choice
}

// TestEveryClockHasWords: every clock of a published policy or a declaration has a name
// and a duty, and no row is read by none of them.
func TestEveryClockHasWords(t *testing.T) {
	t.Parallel()
	read := map[string]bool{}
	look := func(k casework.Kind, name string) {
		key, d := string(k)+"/"+name, kind.Office().Of(k)
		read[key], read[name] = true, true // where two policies are compared, no kind is asked
		if saidBy(d, words.Clocks)(name) && saidBy(d, words.Duty)(name) {
			return
		}
		require.True(t, words.ClockRow(key), "no words for %s", key)
	}
	files, err := schema.Reference.ReadDir("reference/policies")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, f := range files {
		raw, err := schema.Reference.ReadFile("reference/policies/" + f.Name())
		require.NoError(t, err)
		var p struct {
			Kind  casework.Kind
			Rules []struct{ Clock string }
		}
		require.NoError(t, json.Unmarshal(raw, &p))
		for _, r := range p.Rules {
			look(p.Kind, r.Clock)
		}
	}
	for _, d := range kind.Office().All() {
		for _, name := range append(slices.Clone(d.Clocks), casework.ClockUrgent) {
			look(d.Kind, name)
		}
		if d.Joint {
			look(d.Kind, casework.ClockStep)
		}
	}
	var idle []string
	for _, key := range words.ClockKeys() {
		if !read[key] {
			idle = append(idle, key)
		}
	}
	require.Empty(t, idle, "nobody has these clocks")
}

// TestEveryKindAndActIsNamed: both come from the declarations and from nowhere else.
func TestEveryKindAndActIsNamed(t *testing.T) {
	t.Parallel()
	office := kind.Office()
	for _, d := range office.All() {
		require.Equal(t, words.Text{d.Title.Zh, d.Title.En}, words.Kind(office, d.Kind))
		for _, a := range d.Acts {
			do, hint, ok := words.Act(office, d.Kind, a.Name)
			require.True(t, ok)
			require.Equal(t, []words.Text{{a.Do.Zh, a.Do.En}, {a.Hint.Zh, a.Hint.En}}, []words.Text{do, hint}, fmt.Sprint(d.Kind, a.Name))
		}
	}
}

// TestEverySubjectIsRead: a table that no room looks into goes.
func TestEverySubjectIsRead(t *testing.T) {
	t.Parallel()
	var all strings.Builder
	for _, room := range []string{"../../api", "../../cmd", "../../worker", "..", "../../schema/reference"} {
		require.NoError(t, filepath.WalkDir(room, func(path string, d os.DirEntry, err error) error {
			if err != nil || d.IsDir() || strings.Contains(path, "../words/") || strings.HasSuffix(path, "_test.go") || !strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, ".json") {
				return err
			}
			text, err := os.ReadFile(path)
			all.Write(text)
			return err
		}))
	}
	file, err := parser.ParseFile(token.NewFileSet(), "code.go", nil, 0)
	require.NoError(t, err)
	for _, d := range file.Decls {
		group, ok := d.(*ast.GenDecl)
		if !ok || group.Tok != token.CONST {
			continue
		}
		for _, spec := range group.Specs {
			v := spec.(*ast.ValueSpec)
			code, _ := strconv.Unquote(v.Values[0].(*ast.BasicLit).Value)
			require.True(t, strings.Contains(all.String(), "words."+v.Names[0].Name) || strings.Contains(all.String(), "|"+code+".}"), "nobody looks into %s", code)
		}
	}
}

// employed are the kinds of employment, and none stated (R223).
func employed() []string {
	out := []string{""}
	for _, e := range casework.Employments() {
		out = append(out, string(e))
	}
	return out
}
