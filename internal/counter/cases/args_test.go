package cases

import (
	"encoding/json"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/policy"
)

func permitItem() policy.Item {
	return policy.Item{ID: "permit", Kind: casework.Service, Class: "permit", Materials: []policy.Material{{Code: "form", Required: true}}}
}

// every holds one field of each type.
var every = casework.Form{Command: "every", Fields: []casework.Field{
	{Name: "clock", Type: casework.FieldClock, Required: true},
	{Name: "days", Type: casework.FieldInt, Rule: "R043"},
	{Name: "approve", Type: casework.FieldBool},
	{Name: "category", Type: casework.FieldChoice, Choices: []string{"test", "hearing"}, Rule: "R028"},
	{Name: "until", Type: casework.FieldTime},
	{Name: "received", Type: casework.FieldTime},
	{Name: "post", Type: casework.FieldPost},
	{Name: "materials", Type: casework.FieldMaterials, Rule: "R024"},
	{Name: "reason", Type: casework.FieldText},
}}

func TestParseArgsAccepts(t *testing.T) {
	t.Parallel()
	ten := time.Date(2026, 10, 9, 10, 0, 0, 0, core.Zone)
	for name, tt := range map[string]struct {
		raw   map[string]any
		want  casework.Args
		texts map[string]string
	}{
		"JSON": {
			map[string]any{"clock": "handle", "days": json.Number("2"), "approve": false, "category": "test", "until": "2026-10-09T02:00:00Z",
				"post": "permit-2", "materials": []any{"form", "plan"}, "reason": "等检验\n结果"},
			casework.Args{Clock: "handle", Days: 2, Approve: new(false), Category: "test", Until: ten, Post: "permit-2", Materials: []string{"form", "plan"}},
			map[string]string{"reason": "等检验\n结果"},
		},
		"a page's form": {
			map[string]any{"clock": "handle", "days": "2", "approve": "true", "until": "2026-10-09T10:00", "materials": []string{"form"}, "reason": ""},
			casework.Args{Clock: "handle", Days: 2, Approve: new(true), Until: ten, Materials: []string{"form"}},
			map[string]string{},
		},
		"one box ticked": {
			map[string]any{"clock": "handle", "materials": "form"},
			casework.Args{Clock: "handle", Materials: []string{"form"}}, map[string]string{},
		},
		"a space instead of T": {
			map[string]any{"clock": "handle", "received": "2026-10-09 10:00:00"},
			casework.Args{Clock: "handle", Received: ten}, map[string]string{},
		},
		"a float without fraction": {
			map[string]any{"clock": "handle", "days": 3.0}, casework.Args{Clock: "handle", Days: 3}, map[string]string{},
		},
		"the longest text": {
			map[string]any{"clock": "handle", "reason": strings.Repeat("字", core.MaxText)},
			casework.Args{Clock: "handle"}, map[string]string{"reason": strings.Repeat("字", core.MaxText)},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			args, texts, err := ParseArgs(kind.Office(), every, tt.raw)
			require.NoError(t, err)
			require.Equal(t, tt.want, args)
			require.Equal(t, tt.texts, texts)
		})
	}
}

func TestParseArgsRefuses(t *testing.T) {
	t.Parallel()
	type refusal struct {
		code        casework.Code
		field, rule string
	}
	for name, tt := range map[string]struct {
		raw  map[string]any
		want refusal
	}{
		"a required field left out": {map[string]any{}, refusal{casework.Invalid, "clock", "required"}},
		"a required field blank":    {map[string]any{"clock": "  "}, refusal{casework.Invalid, "clock", "required"}},
		"null":                      {map[string]any{"clock": nil}, refusal{casework.Invalid, "clock", "required"}},
		"an unknown field":          {map[string]any{"clock": "handle", "dayz": 1}, refusal{casework.UnknownField, "dayz", ""}},
		"an unknown field that is a sentence": {
			map[string]any{"clock": "handle", "张三的电话": 1}, refusal{casework.UnknownField, "body", ""},
		},
		"no clock's name":         {map[string]any{"clock": "hand le"}, refusal{casework.Invalid, "clock", "clock"}},
		"a clock that is a list":  {map[string]any{"clock": []any{"x"}}, refusal{casework.Invalid, "clock", "clock"}},
		"days as words":           {map[string]any{"clock": "handle", "days": "two"}, refusal{casework.Invalid, "days", "R043"}},
		"no days":                 {map[string]any{"clock": "handle", "days": json.Number("0")}, refusal{casework.Invalid, "days", "R043"}},
		"days back":               {map[string]any{"clock": "handle", "days": -2.0}, refusal{casework.Invalid, "days", "R043"}},
		"half a day":              {map[string]any{"clock": "handle", "days": json.Number("1.5")}, refusal{casework.Invalid, "days", "R043"}},
		"more than a year":        {map[string]any{"clock": "handle", "days": 401.0}, refusal{casework.Invalid, "days", "R043"}},
		"days beyond any integer": {map[string]any{"clock": "handle", "days": 1e300}, refusal{casework.Invalid, "days", "R043"}},
		"perhaps":                 {map[string]any{"clock": "handle", "approve": "perhaps"}, refusal{casework.Invalid, "approve", "true or false"}},
		"one for true":            {map[string]any{"clock": "handle", "approve": 1.0}, refusal{casework.Invalid, "approve", "true or false"}},
		"a choice not offered":    {map[string]any{"clock": "handle", "category": "holiday"}, refusal{casework.Invalid, "category", "R028"}},
		"no time":                 {map[string]any{"clock": "handle", "until": "tomorrow"}, refusal{casework.Invalid, "until", "date-time"}},
		"the year 9999":           {map[string]any{"clock": "handle", "until": "9999-01-01T00:00:00Z"}, refusal{casework.Invalid, "until", "date-time"}},
		"the year 1":              {map[string]any{"clock": "handle", "until": "0001-01-01T00:00:00Z"}, refusal{casework.Invalid, "until", "date-time"}},
		"a time as a number":      {map[string]any{"clock": "handle", "until": 1.0}, refusal{casework.Invalid, "until", "date-time"}},
		"a paper twice":           {map[string]any{"clock": "handle", "materials": []any{"form", "form"}}, refusal{casework.MissingPaper, "materials", "R024"}},
		"papers by number":        {map[string]any{"clock": "handle", "materials": []any{1.0}}, refusal{casework.Invalid, "materials", "R024"}},
		"a text too long": {
			map[string]any{"clock": "handle", "reason": strings.Repeat("字", core.MaxText+1)}, refusal{casework.TooLarge, "reason", "max:5000"},
		},
		"a text with a NUL":        {map[string]any{"clock": "handle", "reason": "a\x00b"}, refusal{casework.Invalid, "reason", "text"}},
		"a text that is no UTF-8":  {map[string]any{"clock": "handle", "reason": "\xff"}, refusal{casework.Invalid, "reason", "text"}},
		"a text that is an object": {map[string]any{"clock": "handle", "reason": map[string]any{}}, refusal{casework.Invalid, "reason", "text"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, _, err := ParseArgs(kind.Office(), every, tt.raw)
			refused := core.RefusalsOf(err)
			require.Len(t, refused, 1)
			require.Equal(t, tt.want, refusal{refused[0].Code, refused[0].Field, refused[0].Rule})
		})
	}
}

func TestParseArgsNamesEveryField(t *testing.T) {
	t.Parallel()
	_, _, err := ParseArgs(kind.Office(), every, map[string]any{"days": "x", "until": "y", "zzz": "z"})
	var fields []string
	for _, e := range core.RefusalsOf(err) {
		fields = append(fields, e.Field)
	}
	require.Equal(t, []string{"zzz", "clock", "days", "until"}, fields)
	require.Equal(t, casework.UnknownField, casework.CodeOf(err))
}

// FuzzParseArgs feeds any JSON object: it must not panic, and what it lets
// through must fit in the engine's payload and the database.
func FuzzParseArgs(f *testing.F) {
	for _, seed := range []string{
		`{}`, `{"clock":"handle","days":2,"reason":"x"}`, `{"clock":["handle"],"approve":true,"materials":["a","b"]}`,
		`{"until":"2026-10-09T10:00","received":"2026-10-09T10:00:00+08:00","post":"p"}`, `{"days":1e99,"category":null}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		var raw map[string]any
		if json.Unmarshal(text, &raw) != nil {
			return
		}
		args, texts, err := ParseArgs(kind.Office(), every, raw)
		if err != nil {
			require.NotEmpty(t, core.RefusalsOf(err))
			return
		}
		require.NotEmpty(t, args.Clock)
		require.LessOrEqual(t, args.Days, MaxDays)
		for _, s := range texts {
			require.True(t, utf8.ValidString(s) && utf8.RuneCountInString(s) <= core.MaxText && !strings.Contains(s, "\x00"))
		}
		sent, err := json.Marshal(args)
		require.NoError(t, err)
		var back casework.Args
		require.NoError(t, json.Unmarshal(sent, &back))
		require.True(t, back.Until.Equal(args.Until) && back.Received.Equal(args.Received))
	})
}
