package rulebook

import (
	"encoding/json"
	"fmt"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/schema"
)

// published are the policies of the house, every version.
func published(t *testing.T) (out []policy.Policy) {
	t.Helper()
	files, err := schema.Reference.ReadDir("reference/policies")
	require.NoError(t, err)
	for _, f := range files {
		raw, err := schema.Reference.ReadFile("reference/policies/" + f.Name())
		require.NoError(t, err)
		var p policy.Policy
		require.NoError(t, json.Unmarshal(raw, &p))
		out = append(out, p)
	}
	require.NotEmpty(t, out)
	return out
}

// TestAFormSaysAllOfAPolicy: to the form and back is the identity for every published policy,
// read from nothing but what the form holds.
func TestAFormSaysAllOfAPolicy(t *testing.T) {
	t.Parallel()
	for _, p := range published(t) {
		h := headOf(p)
		back, wrong := filledHead(headCells(h))
		require.Empty(t, wrong)
		got := back.of(policy.Policy{ID: p.ID, Version: p.Version, Kind: p.Kind})
		for i, r := range p.Rules {
			form := ruleCells(i, r)
			require.True(t, sayable(form, r, func(form url.Values) (policy.Rule, core.Refusals) { return filledRule(i, form) }), "%s %s", p.Ref(), r.Clock)
			one, wrong := filledRule(i, form)
			require.Empty(t, wrong)
			got.Rules = append(got.Rules, one)
		}
		was, err := json.Marshal(p)
		require.NoError(t, err)
		is, err := json.Marshal(got)
		require.NoError(t, err)
		require.JSONEq(t, string(was), string(is), p.Ref())
	}
}

// TestEveryFieldOfAPolicyIsAsked: a policy that says everything it can comes back whole, and each
// of its fields is a question of the form.
func TestEveryFieldOfAPolicyIsAsked(t *testing.T) {
	t.Parallel()
	var r policy.Rule
	told := say(reflect.ValueOf(&r).Elem(), 0)
	require.Greater(t, told, 35)
	form := ruleCells(0, r)
	back, wrong := filledRule(0, form)
	require.Empty(t, wrong)
	require.Equal(t, r, back)

	var h head
	say(reflect.ValueOf(&h).Elem(), 0)
	again, wrong := filledHead(headCells(h))
	require.Empty(t, wrong)
	require.Equal(t, h, again)
	require.Equal(t, reflect.TypeFor[policy.Policy]().NumField(), reflect.TypeFor[head]().NumField()+4, "the rest are id, version, kind and the clocks")

	asked := map[string]bool{"rules[0].warn": true, "rules[0].ladder": true}
	for at, questions := range map[string][]question{"rules[0].": ruleQuestions, "rules[0].warn[0].": warnQuestions, "rules[0].ladder[0].": rungQuestions} {
		for _, q := range questions {
			asked[at+q.name] = true
		}
	}
	for name := range form {
		require.True(t, asked[name] || strings.Contains(name, "[1]"), "%s is not asked for", name)
	}
	r.Basis = "第一行\n第二行"
	require.False(t, sayable(ruleCells(0, r), r, func(form url.Values) (policy.Rule, core.Refusals) { return filledRule(0, form) }), "a line has no line break: shown, and not asked")
}

// say fills every field with something of its own, and counts them.
func say(v reflect.Value, n int) int {
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		return say(v.Elem(), n)
	case reflect.Struct:
		for i := range v.NumField() {
			n = say(v.Field(i), n)
		}
		return n
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		return say(v.Index(1), say(v.Index(0), n))
	case reflect.Map:
		one := reflect.New(v.Type().Elem()).Elem()
		n = say(one, n)
		v.Set(reflect.MakeMap(v.Type()))
		v.SetMapIndex(reflect.ValueOf(fmt.Sprintf("key-%d", n)), one)
		return n
	case reflect.Int:
		v.SetInt(int64(n + 1))
	case reflect.Bool:
		v.SetBool(true)
	default:
		v.SetString(fmt.Sprintf("said-%d", n+1))
	}
	return n + 1
}

// TestRowsComeAndGo: a clock, a warning, a rung more and less; a place that is none changes nothing.
func TestRowsComeAndGo(t *testing.T) {
	t.Parallel()
	p := published(t)[0]
	clocks := len(p.Rules)
	more, at := grown(p, "rules")
	require.Len(t, more.Rules, clocks+1)
	require.Equal(t, fmt.Sprint(clocks), at)
	for _, list := range []string{"warn", "ladder"} {
		grownBy, row := grown(p, "rules[0]."+list)
		back, _ := shrunk(grownBy, row)
		require.Len(t, back.Rules[0].Warn, len(p.Rules[0].Warn))
		require.Len(t, back.Rules[0].Ladder, len(p.Rules[0].Ladder))
		require.NotEqual(t, p.Rules[0], grownBy.Rules[0], list)
	}
	for _, none := range []string{"", "rules[7000].warn", "rules[999]", "rules[0].ladder[99]", "title", "rules[-1]"} {
		was := slices.Clone(p.Rules)
		got, _ := shrunk(p, none)
		require.Equal(t, was, got.Rules, none)
		if got, _ = grown(p, none); strings.Contains(none, "[0]") {
			continue // the list stands there
		}
		require.Equal(t, was, got.Rules, none)
	}
}

// TestWhereADocumentBreaks: what cannot be read is told by line and column.
func TestWhereADocumentBreaks(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][2]int{
		"{\"choices\": {\"rule\": \"x\"},\n \"rules\": [{\"rule\": \"R1\"}],\n  \"rule\": 3}": {3, 3},
		"{\"title\": \"limt\",\n\"rules\": [{\"clock\": \"a\", \"limt\": 3}]}":                {2, 26},
		"{\"rules\": [{\"extension\": {\"cap\": 3, \"caps\": 4}}]}":                           {1, 37},
	} {
		at, name := unknownField([]byte(text))
		line, column := position([]byte(text), int(at))
		require.Equal(t, want, [2]int{line, column}, "%s: %s", text, name)
	}
}
