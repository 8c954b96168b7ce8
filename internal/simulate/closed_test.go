package simulate_test

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// What a script does to a case that has ended is refused in a line of its own; what a
// closed case takes, it takes, and what comes after that finds it open again.
func TestActsAfterTheEnd(t *testing.T) {
	t.Parallel()
	lines, err := run(t, "food-permit", "2026-03-02T09:30", "2026-03-20", `
		{"at":"2026-03-03T10:00","command":"withdraw","args":{"proof":"letter"}}
		{"at":"2026-03-04T10:00","command":"complete"}
		{"at":"2026-03-05T10:00","command":"accept"}
		{"at":"2026-03-06T10:00","command":"reopen","by":"section_head"}
		{"at":"2026-03-09T09:00","command":"complete"}
		{"at":"2026-03-09T10:00","command":"accept"}
		{"at":"2026-03-09T10:00","command":"complete"}
		{"at":"2026-03-10T10:00","command":"deliver","by":"clerk"}
		{"at":"2026-03-11T10:00","command":"chase","by":"section_head"}`)
	require.NoError(t, err)
	var got []string
	for _, l := range lines {
		switch l.Event {
		case "command_refused":
			got = append(got, minute(l)+" "+l.Detail["command"]+" "+l.Detail["code"])
		case "case_closed", "case_reopened":
			got = append(got, minute(l)+" "+string(l.Event))
		}
	}
	require.Equal(t, []string{
		"2026-03-03 10:00 case_closed",
		"2026-03-04 10:00 complete case_closed",
		"2026-03-05 10:00 accept case_closed",
		"2026-03-06 10:00 case_reopened",
		"2026-03-09 09:00 complete wrong_stage",
		"2026-03-10 10:00 case_closed",
		"2026-03-11 10:00 chase case_closed",
	}, got)
}
