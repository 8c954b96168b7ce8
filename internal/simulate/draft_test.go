package simulate_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/reference"
	"github.com/shixian/shixian/internal/simulate"
)

// play runs the food permit, received on 24 September 2026 and accepted at once,
// by the permit policy as a draft changed it.
func play(t *testing.T, change func(*policy.Rule), acts ...string) []simulate.Line {
	t.Helper()
	ref, err := reference.Load(kind.Office())
	require.NoError(t, err)
	book, err := ref.Book()
	require.NoError(t, err)
	for _, p := range ref.Policies {
		if p.ID != "service-permit" {
			continue
		}
		p.Version = 2
		for i := range p.Rules {
			change(&p.Rules[i])
		}
		book, err = book.With(p)
		require.NoError(t, err)
	}
	in := simulate.Input{Kind: casework.Service, Item: "food-permit"}
	zone := time.FixedZone("CST", 8*3600)
	in.Received = time.Date(2026, 9, 24, 9, 30, 0, 0, zone)
	in.Until = time.Date(2026, 10, 14, 0, 0, 0, 0, zone)
	for _, text := range append([]string{`{"at":"2026-09-24T10:00","command":"accept"}`}, acts...) {
		var act simulate.Act
		require.NoError(t, json.Unmarshal([]byte(text), &act))
		in.Acts = append(in.Acts, act)
	}
	lines, err := simulate.Run(book, in)
	require.NoError(t, err)
	return lines
}

func only(lines []simulate.Line, name casework.EventName) []map[string]string {
	var out []map[string]string
	for _, l := range lines {
		if l.Event == name {
			out = append(out, l.Detail)
		}
	}
	return out
}

// TestDelegationStandsInTheRecord: the leader in charge decides by the power of
// the unit's head, and the record says so; the head decides by his own (R043).
func TestDelegationStandsInTheRecord(t *testing.T) {
	t.Parallel()
	same := func(*policy.Rule) {}
	ask := `{"at":"2026-09-28T10:00","command":"request-extension","args":{"clock":"handle","days":2}}`
	for name, tt := range map[string]struct {
		by      casework.Role
		approve string
		event   casework.EventName
		want    string
	}{
		"the delegate grants":  {casework.LeaderInCharge, "true", casework.ExtensionApproved, "principal_leader"},
		"the delegate refuses": {casework.LeaderInCharge, "false", casework.ExtensionRefused, "principal_leader"},
		"the head grants":      {casework.PrincipalLeader, "true", casework.ExtensionApproved, ""},
		"the head refuses":     {casework.PrincipalLeader, "false", casework.ExtensionRefused, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			lines := play(t, same, ask, `{"at":"2026-09-29T10:00","command":"decide-extension","by":"`+string(tt.by)+
				`","args":{"clock":"handle","approve":`+tt.approve+`}}`)
			got := only(lines, tt.event)
			require.Len(t, got, 1)
			require.Equal(t, tt.want, got[0]["delegated"])
		})
	}
}

// TestAPauseOverItsCap is refused whole; one within it is announced to the
// applicant in writing (R028).
func TestAPauseOverItsCap(t *testing.T) {
	t.Parallel()
	capped := func(r *policy.Rule) {
		if r.Clock == "handle" {
			r.PauseCap = 3
		}
	}
	pause := func(until string) string {
		return `{"at":"2026-09-28T10:00","command":"pause","args":{"category":"test","proof":"notice","until":"` + until + `"}}`
	}
	// 29, 30, 8, 9, 10: five working days. That is not one person's to give: it waits, and
	// every clock runs on; what the leader signs is longer (R028, R048).
	lines := play(t, capped, pause("2026-10-10T10:00:00+08:00"))
	require.Len(t, only(lines, casework.SecondAsked), 1)
	require.Len(t, only(lines, casework.SecondLapsed), 1)
	require.Empty(t, only(lines, casework.ClockPaused))

	lines = play(t, capped, pause("2026-10-10T10:00:00+08:00"),
		`{"at":"2026-09-28T16:00","command":"countersign","by":"leader_in_charge","args":{"approve":true}}`)
	require.Len(t, only(lines, casework.SecondGiven), 1)
	require.Len(t, only(lines, casework.ClockPaused), 2, "promise and law")

	lines = play(t, capped, pause("2026-10-08T10:00:00+08:00")) // 29, 30, 8: three
	require.Empty(t, only(lines, casework.SecondAsked))
	require.Len(t, only(lines, casework.ClockPaused), 2, "promise and law")
	require.Len(t, only(lines, casework.ClockResumed), 2, "by itself, at the announced end")
	told := only(lines, casework.NoticeIssued)
	require.Len(t, told, 1)
	require.Equal(t, "special_procedure", told[0]["notice"])
	require.Equal(t, "2026-10-08T10:00:00+08:00", told[0]["until"])
}
