package simulate_test

import (
	"testing"

	"github.com/shixian/shixian/internal/kind"
)

// Attendance, untouched and scripted (issue 15, done when 2). March 2026 has no day off but
// weekends: 3-02 is a Monday. His right to object ends with its third working day, at 24:00.
var attendedEnds = map[string]ending{
	// A punch is missing and nobody decides it. Three working days from 3-02 are 3-05: told the
	// opening before, late at its close, a rung the next day, and again after five: 3-13.
	"attendance-untouched": {
		of: kind.Attendance, item: "attendance-matter", received: "2026-03-02T09:00", until: "2026-03-14", facts: about(kind.MissingOne),
		want: []string{
			"2026-03-04 08:30 settle clock_warned near", "2026-03-05 17:30 settle clock_breached", "2026-03-05 17:30 settle escalated 1",
			"2026-03-06 17:30 settle escalated 2", "2026-03-13 17:30 settle escalated 2",
		},
	},
	// Corrected on the next day, with what shows that he was there.
	"attendance-corrected": {
		of: kind.Attendance, item: "attendance-matter", received: "2026-03-02T09:00", until: "2026-03-14", facts: about(kind.MissingOne), result: kind.Attended,
		script: `{"at":"2026-03-03T10:00","command":"settle","by":"supervision_office","args":{"outcome":"attended","proof":"f1","reason":"有办件记录"}}`,
		want:   []string{"2026-03-03 10:00 settle clock_met", "2026-03-03 10:00 attendance_found attended", "2026-03-03 10:00 case_closed"},
	},
	// Both punches missing on a Friday, absent, and he lets it stand: 3-09, 10 and 11 are three.
	"attendance-absent": {
		of: kind.Attendance, item: "attendance-matter", received: "2026-03-06T10:00", until: "2026-03-14", facts: about(kind.MissingTwo), result: kind.Absented,
		script: `{"at":"2026-03-06T11:00","command":"settle","by":"supervision_office","args":{"outcome":"absent","reason":"没有请假"}}`,
		want:   []string{"2026-03-06 11:00 settle clock_met", "2026-03-06 11:00 attendance_found absent", "2026-03-12 00:00 object clock_lapsed", "2026-03-12 00:00 case_closed"},
	},
	// A check finds the desk empty at ten; thirty minutes (R153), told when 24 of them are gone.
	// Nobody comes, nobody objects: 3-03, 04 and 05.
	"attendance-off-post": {
		of: kind.Attendance, item: "attendance-matter", received: "2026-03-02T10:00", until: "2026-03-14", facts: about(kind.CheckedEmpty), result: kind.OffPost,
		want: []string{
			"2026-03-02 10:24 away clock_warned near", "2026-03-02 10:30 away clock_deemed", "2026-03-02 10:30 attendance_found off_post",
			"2026-03-06 00:00 object clock_lapsed", "2026-03-06 00:00 case_closed",
		},
	},
	// He objects on 3-04, and another office has five working days, till 3-11; upheld on 3-06.
	"attendance-objected": {
		of: kind.Attendance, item: "attendance-matter", received: "2026-03-02T10:00", until: "2026-03-14", facts: about(kind.CheckedEmpty), result: kind.Attended,
		script: `{"at":"2026-03-04T09:00","command":"object","by":"person_concerned","args":{"reason":"到二楼送件"}}
			{"at":"2026-03-06T10:00","command":"decide-objection","by":"efficiency_office","args":{"approve":true,"reason":"属实"}}`,
		want: []string{"2026-03-04 09:00 object clock_met", "2026-03-06 10:00 review clock_met", "2026-03-06 10:00 objection_decided consented", "2026-03-06 10:00 case_closed"},
	},
	// A single window, covered in the thirtieth minute: nothing is found.
	"attendance-covered": {
		of: kind.Attendance, item: "attendance-matter", received: "2026-03-02T10:00", until: "2026-03-14", facts: about(kind.CheckedAlone), result: kind.Attended,
		script: `{"at":"2026-03-02T10:29","command":"back","by":"inspector","args":{"outcome":"covered"}}`,
		want:   []string{"2026-03-02 10:24 alone clock_warned near", "2026-03-02 10:29 alone clock_met", "2026-03-02 10:29 case_closed"},
	},
	// The clock failed at 8:20 and he said so at 9:00, ten minutes after it was over (R181).
	"attendance-not-at-once": {
		of: kind.Attendance, item: "attendance-matter", received: "2026-03-02T09:00", until: "2026-03-14", facts: happening(kind.ClockFailed, "2026-03-02T08:20:00+08:00"), result: kind.Absented,
		want: []string{"2026-03-02 09:00 at_once clock_lapsed", "2026-03-02 09:00 attendance_found absent", "2026-03-06 00:00 case_closed"},
	},
	// Leave of a meeting at 15:00 asked for an hour before it (R193).
	"attendance-meeting": {
		of: kind.Attendance, item: "attendance-matter", received: "2026-03-02T14:00", until: "2026-03-14", facts: happening(kind.NotAtMeeting, "2026-03-02T15:00:00+08:00"), result: kind.Excused,
		script: `{"at":"2026-03-02T14:30","command":"settle","by":"supervision_office","args":{"outcome":"excused","reason":"值班"}}`,
		want:   []string{"2026-03-02 14:00 ahead clock_met", "2026-03-02 14:30 settle clock_met", "2026-03-02 14:30 case_closed"},
	},
	// There nine minutes before it: late (R193).
	"attendance-arrival": {
		of: kind.Attendance, item: "attendance-matter", received: "2026-03-02T14:51", until: "2026-03-14", facts: happening(kind.AtMeeting, "2026-03-02T15:00:00+08:00"), result: kind.CameLate,
		want: []string{"2026-03-02 14:51 attendance_found late", "2026-03-06 00:00 object clock_lapsed", "2026-03-06 00:00 case_closed"},
	},
}

func about(matter string) map[string]string {
	return map[string]string{"person": "person_concerned", kind.FactMatter: matter}
}

func happening(matter, at string) map[string]string {
	facts := about(matter)
	facts[kind.FactHappened] = at
	return facts
}

func TestEndsOfAttendance(t *testing.T) {
	t.Parallel()
	playEndings(t, attendedEnds)
}
