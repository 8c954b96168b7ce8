package simulate_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/reference"
	"github.com/shixian/shixian/internal/simulate"
)

// Scripts that take A and B away from a food permit received on Monday 2026-03-02
// at 9:30 and accepted at 10:00; worked out by hand.
var absences = map[string]struct {
	script string
	want   []string
	acting map[string]string // who answered for the case, by minute and event
}{
	// A is away on Tuesday and Wednesday, two working days, so B has all his powers
	// (R165); B is away from Tuesday 14:00 to Wednesday 10:00. Nobody is there in
	// that time: told at 14:00, and as the leader is silent, climbing after 30
	// minutes of office time, 14:30 (R169, R171). B's return ends it. What A orders
	// from outside is refused (R160), what B does on Wednesday holds.
	"permit-both-away": {
		script: `{"at":"2026-03-02T10:00","command":"accept"}
			{"at":"2026-03-03T08:30","absent":"handler","until":"2026-03-05T08:30"}
			{"at":"2026-03-03T14:00","absent":"backup","until":"2026-03-04T10:00"}
			{"at":"2026-03-03T15:00","command":"complete","by":"handler"}
			{"at":"2026-03-04T11:00","command":"complete","by":"backup"}`,
		want: []string{
			"2026-03-03 14:00 post_empty", "2026-03-03 14:00 designation_asked", "2026-03-03 14:30 designate clock_breached",
			"2026-03-04 10:00 post_manned", "2026-03-03 15:00 command_refused", "2026-03-04 11:00 decided completed",
		},
		acting: map[string]string{
			"2026-03-02 10:00 accepted": "handler", "2026-03-03 08:30 acting_holder_changed": "backup",
			"2026-03-03 14:00 acting_holder_changed": "nobody", "2026-03-03 15:00 command_refused": "nobody",
			"2026-03-04 10:00 acting_holder_changed": "backup", "2026-03-04 11:00 decided": "backup", "2026-03-05 08:30 acting_holder_changed": "handler",
		},
	},
	// The same, and the leader names the inspector at 14:10 until B is back: nothing
	// breaches, he answers from then on, and what he does holds.
	"permit-standin": {
		script: `{"at":"2026-03-02T10:00","command":"accept"}
			{"at":"2026-03-03T08:30","absent":"handler","until":"2026-03-05T08:30"}
			{"at":"2026-03-03T14:00","absent":"backup","until":"2026-03-04T10:00"}
			{"at":"2026-03-03T14:10","case":"LG2026-000001","command":"designate","by":"leader_in_charge","args":{"post":"food-desk","person":"inspector","until":"2026-03-04T10:00"}}
			{"at":"2026-03-03T15:00","command":"complete"}`,
		want: []string{
			"2026-03-03 14:00 designation_asked", "2026-03-03 14:10 standin_designated", "2026-03-03 14:10 post_manned", "2026-03-03 15:00 decided completed",
		},
		acting: map[string]string{"2026-03-03 14:00 acting_holder_changed": "nobody", "2026-03-03 15:00 decided": "inspector"},
	},
	// Away for two hours: B answers and takes in, and is refused what decides the
	// matter (R166), until the leader in charge consents to it.
	"permit-short-cover": {
		script: `{"at":"2026-03-03T09:00","absent":"handler","until":"2026-03-03T11:00"}
			{"at":"2026-03-03T09:10","command":"accept"}
			{"at":"2026-03-03T09:20","command":"complete","by":"backup"}
			{"at":"2026-03-03T09:30","command":"ask-urgent","by":"backup","args":{"act":"complete"}}
			{"at":"2026-03-03T09:40","command":"decide-urgent","by":"leader_in_charge","args":{"approve":true}}
			{"at":"2026-03-03T09:50","command":"complete","by":"backup"}
			{"at":"2026-03-03T11:30","command":"deliver","by":"backup"}
			{"at":"2026-03-03T11:40","command":"deliver","by":"handler"}`,
		want: []string{
			"2026-03-03 09:10 accepted", "2026-03-03 09:20 command_refused", "2026-03-03 11:30 command_refused",
			"2026-03-03 09:40 urgent_granted", "2026-03-03 09:50 decided completed", "2026-03-03 11:40 delivered",
		},
		acting: map[string]string{"2026-03-03 09:10 accepted": "backup", "2026-03-03 11:40 delivered": "handler"},
	},
	// Empty overnight only: both are away from 17:30 on, B is back at the opening.
	"permit-empty-at-night": {
		script: `{"at":"2026-03-02T10:00","command":"accept"}
			{"at":"2026-03-02T17:30","absent":"handler","until":"2026-03-04T08:30"}
			{"at":"2026-03-02T17:30","absent":"backup","until":"2026-03-03T08:30"}`,
		want: []string{
			"2026-03-02 17:30 acting_holder_changed", "2026-03-02 17:30 acting_holder_changed",
			"2026-03-03 08:30 acting_holder_changed", "2026-03-04 08:30 acting_holder_changed",
		},
		acting: map[string]string{"2026-03-03 08:30 acting_holder_changed": "backup"},
	},
}

func TestGoldenTimelinesOfAbsences(t *testing.T) {
	t.Parallel()
	ref, err := reference.Load(kind.Office())
	require.NoError(t, err)
	for name, tt := range absences {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			lines, err := runKind(t, simulate.Input{Kind: casework.Service, Item: "food-permit", Leave: ref.Leave}, "2026-03-02T09:30", "2026-03-07", tt.script)
			require.NoError(t, err)
			held(t, name, lines, tt.want)
			answered := map[string]string{}
			for _, l := range lines {
				if l.Case == "BJ2026-000001" {
					require.NotEmpty(t, l.Detail["acting"], "%s %s", l.At, l.Event)
					answered[minute(l)+" "+string(l.Event)] = l.Detail["acting"]
				}
			}
			for event, who := range tt.acting {
				require.Equal(t, who, answered[event], event)
			}
		})
	}
}

// Somebody cannot leave twice at once (R153).
func TestAbsencesThatOverlapAreRefused(t *testing.T) {
	t.Parallel()
	_, err := run(t, "food-permit", "2026-03-02T09:30", "2026-03-07", `{"at":"2026-03-03T08:30","absent":"handler","until":"2026-03-05T08:30"}
		{"at":"2026-03-04T08:30","absent":"handler","until":"2026-03-06T08:30"}`)
	require.Equal(t, casework.Invalid, casework.CodeOf(err))
}
