package workflows_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

// By a declared ground and what shows it one person closes a case, late or not; without it
// he does not (R048). Accepted on Monday 2026-03-02.
func TestACaseEndsByWhatShowsIt(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		args   casework.Args
		before bool // it is still at intake, and incomplete
		want   casework.Code
		field  string
		waits  bool
	}{
		"with the certificate":          {args: casework.Args{Ground: "death", Proof: "a1"}},
		"without it":                    {args: casework.Args{Ground: "death"}, want: casework.Invalid, field: "proof"},
		"a body that is no more":        {args: casework.Args{Ground: "dissolution", Proof: "a1"}},
		"brought twice":                 {args: casework.Args{Ground: "duplicate", Case: "BJ2026-000000"}},
		"brought twice, a file alone":   {args: casework.Args{Ground: "duplicate", Proof: "a1"}, want: casework.Invalid, field: "case"},
		"as its own duplicate":          {args: casework.Args{Ground: "duplicate", Case: "BJ2026-000001"}, want: casework.Invalid, field: "case"},
		"not supplemented":              {args: casework.Args{Ground: "not_supplemented", Proof: "a1"}, before: true},
		"not supplemented, nothing due": {args: casework.Args{Ground: "not_supplemented", Proof: "a1"}, want: casework.Invalid, field: "ground"},
		"of no declared ground":         {args: casework.Args{Ground: "tired", Proof: "a1"}, want: casework.Invalid, field: "ground"},
		"a file, and no ground":         {args: casework.Args{Proof: "a1"}, waits: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := newOffice(t, "food-permit", "2026-03-02T09:30:00")
			o.start.Declared = kind.Office().Of(casework.Service).Revision
			if tt.before {
				o.update("2026-03-02T10:00:00", "", casework.OneTimeNotice, casework.Handler, casework.Args{Materials: []string{"form"}})
			} else {
				o.update("2026-03-02T10:00:00", "", casework.Accept, casework.Handler, casework.Args{})
			}
			tt.args.ReasonID = "t1"
			c := casework.Command{ID: "end", Name: casework.Close, Actor: "handler", Roles: []casework.Role{casework.Handler}, At: shanghai(t, "2026-03-03T10:00:00"), Args: tt.args}
			o.deliver(c.At, c)
			o.run("2026-03-03T11:00:00")
			v := o.verdicts["end"]
			require.Equal(t, []any{tt.want, tt.field, tt.waits}, []any{v.Code, v.Field, v.Waits})
			ended := ""
			if tt.want == "" && !tt.waits {
				ended = tt.args.Ground
			}
			require.Equal(t, ended, o.last().Result)
			consistent(o)
		})
	}
}

// The heirs go on with what the one who died had applied for: on the days that were left,
// and no others: ten working days from 3-02 end on 3-16, and 3-04, 3-05, 3-06 it was closed.
func TestHeirsGoOnInTheTimeThatWasLeft(t *testing.T) {
	t.Parallel()
	o := newOffice(t, "food-permit", "2026-03-02T09:30:00")
	o.start.Declared = kind.Office().Of(casework.Service).Revision
	o.update("2026-03-02T10:00:00", "", casework.Accept, casework.Handler, casework.Args{})
	o.update("2026-03-03T10:00:00", "", casework.Close, casework.Handler, casework.Args{ReasonID: "t1", Ground: "death", Proof: "a1"})
	o.run("2026-03-03T10:30:00")
	was := o.last()
	require.Equal(t, "death", was.Result)
	n := o.reopened("2026-03-06T10:00:00")
	n.run("2026-03-06T11:00:00")
	require.Equal(t, casework.StageHandle, n.last().Stage)
	require.Equal(t, "2026-03-19", n.last().Clock("handle").Date)
}
