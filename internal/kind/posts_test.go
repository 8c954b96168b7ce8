package kind_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

// A plan takes its steps in their order, each once, the exception only where a B is of
// another section, and neither that nor the approval from whoever proposed it (R162, R163).
func TestPlanSteps(t *testing.T) {
	t.Parallel()
	taken := func(steps ...string) map[string]string {
		out := map[string]string{}
		for _, s := range steps {
			out[s] = "by " + s
		}
		return out
	}
	for name, tt := range map[string]struct {
		taken        map[string]string
		outside      bool
		step, person string
		code         casework.Code
		field, rule  string
	}{
		"approved":                        {taken: taken("propose"), step: "approve"},
		"excepted":                        {taken: taken("propose"), outside: true, step: "except"},
		"approved after it":               {taken: taken("propose", "except"), outside: true, step: "approve"},
		"filed":                           {taken: taken("propose", "approve"), step: "file"},
		"filed by whoever proposed it":    {taken: taken("propose", "approve"), step: "file", person: "by propose"},
		"approved without it":             {taken("propose"), true, "approve", "", casework.WrongStage, "outside", "R163"},
		"nothing to except":               {taken("propose"), false, "except", "", casework.WrongStage, "step", "R163"},
		"excepted after the approval":     {taken("propose", "approve"), true, "except", "", casework.WrongStage, "step", "R163"},
		"approved twice":                  {taken("propose", "approve"), false, "approve", "", casework.WrongStage, "step", "R162"},
		"filed first":                     {taken("propose"), false, "file", "", casework.WrongStage, "step", "R162"},
		"approved by whoever proposed it": {taken("propose"), false, "approve", "by propose", casework.OwnCase, "principal", "R162"},
		"excepted by whoever proposed it": {taken("propose"), true, "except", "by propose", casework.OwnCase, "principal", "R163"},
		"no step":                         {taken("propose"), false, "burn", "", casework.UnknownCommand, "step", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := kind.Office().Posts().Admits(tt.taken, tt.outside, tt.step, tt.person)
			if tt.code == "" {
				require.Nil(t, got)
				return
			}
			require.NotNil(t, got)
			require.Equal(t, []any{tt.code, tt.field, tt.rule}, []any{got.Code, got.Field, got.Rule})
		})
	}
}
