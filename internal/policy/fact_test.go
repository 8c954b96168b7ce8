package policy_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/reference"
)

// What is remembered in the clear can hold nobody's name (R082).
func TestFactsHoldNoFreeText(t *testing.T) {
	t.Parallel()
	ref, err := reference.Load(kind.Office())
	require.NoError(t, err)
	cal, err := calendar.New(ref.National)
	require.NoError(t, err)
	for name, tt := range map[string]struct {
		field policy.FormField
		ok    bool
	}{
		"chosen among codes":   {policy.FormField{Name: "origin", Type: "select", Options: []string{"department", "ordinary"}, Fact: true}, true},
		"ticked":               {policy.FormField{Name: "urgent", Type: "checkbox", Fact: true}, true},
		"number of a case":     {policy.FormField{Name: "matter", Type: "number", Fact: true}, true},
		"sealed text":          {policy.FormField{Name: "applicant", Type: "text"}, true},
		"text":                 {policy.FormField{Name: "matter", Type: "text", Fact: true}, false},
		"long text":            {policy.FormField{Name: "matter", Type: "textarea", Fact: true}, false},
		"a telephone":          {policy.FormField{Name: "phone", Type: "tel", Fact: true}, false},
		"chosen among words":   {policy.FormField{Name: "origin", Type: "select", Options: []string{"张三"}, Fact: true}, false},
		"nothing to choose":    {policy.FormField{Name: "origin", Type: "select", Fact: true}, false},
		"named by a word":      {policy.FormField{Name: "来源", Type: "checkbox", Fact: true}, false},
		"ticked, yet no fact":  {policy.FormField{Name: "urgent", Type: "checkbox"}, false},
		"a number, yet sealed": {policy.FormField{Name: "matter", Type: "number"}, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			it := policy.Item{ID: "item", Kind: casework.Document, Policy: "document", Promised: "10wd", Fields: []policy.FormField{tt.field}}
			_, err := policy.NewBook(kind.Office(), ref.Policies, []policy.Item{it}, map[string]*calendar.Calendar{"cn@1": cal}, "cn@1", policy.DefaultSpread)
			if tt.ok {
				require.NoError(t, err)
				return
			}
			require.Equal(t, casework.Invalid, casework.CodeOf(err), "%v", err)
		})
	}
}
