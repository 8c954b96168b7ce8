package workflows_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

// What it cannot count for is refused, and changes nothing (R180, R191 to R193).
func TestWhatAttendanceCannotCountFor(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		matter string
		args   casework.Args
		field  string
		rule   string
	}{
		"one missing is no absence":   {kind.MissingOne, casework.Args{Outcome: kind.Absented}, "outcome", "R180"},
		"two missing are not late":    {kind.MissingTwo, casework.Args{Outcome: kind.CameLate}, "outcome", "R180"},
		"training without its notice": {kind.Trained, casework.Args{Outcome: kind.Excused}, "proof", "R191"},
		"no record, and nobody saw":   {kind.NoRecord, casework.Args{Outcome: kind.Absented}, "means", "R192"},
		"asked after the meeting":     {kind.NotAtMeeting, casework.Args{Outcome: kind.Excused}, "outcome", "R193"},
	} {
		t.Run(name, func(t *testing.T) {
			o := newMatter(t, kind.Attendance, "2026-03-02T09:00:00", map[string]string{
				casework.FactPersonConcerned: "handler", kind.FactMatter: tt.matter, kind.FactHappened: "2026-03-02T09:30:00+08:00",
			})
			tt.args.ReasonID = "t1"
			o.update("2026-03-02T10:00:00", "", kind.Settle, casework.SupervisionOffice, tt.args)
			o.run("2026-03-02T11:00:00")
			o.turnedAway(kind.Settle, "2026-03-02T10:00:00", casework.Invalid, tt.field, tt.rule)
			require.Empty(t, o.find(kind.AttendanceFound, ""))
			require.Equal(t, kind.StageLook, o.last().Stage)
		})
	}
}

// A word that is to come, or from before anything happened, lets nothing leave; what is classified
// leaves by the secure channel alone (R219, R220).
func TestWhatAReportDoesNotLeaveBy(t *testing.T) {
	t.Parallel()
	o := newMatter(t, kind.Report, "2026-03-02T09:00:00", map[string]string{kind.FactEvent: "trend", "secrecy": "secret"})
	word := func(at, said string) {
		o.update(at, "", kind.TakeWord, casework.Handler, casework.Args{Category: string(casework.LeaderInCharge), Means: "phone", Received: shanghai(t, said)})
	}
	word("2026-03-02T10:00:00", "2026-03-02T10:30:00")
	word("2026-03-02T10:10:00", "2026-03-02T08:30:00")
	word("2026-03-02T10:20:00", "2026-03-02T10:15:00")
	o.update("2026-03-02T10:30:00", "", kind.SendReport, casework.Handler, casework.Args{Category: "government", Means: "fax"})
	o.update("2026-03-02T10:40:00", "", kind.SendReport, casework.Handler, casework.Args{Category: "government", Means: kind.SecureChannel})
	o.run("2026-03-02T11:00:00")
	o.turnedAway(kind.TakeWord, "2026-03-02T10:00:00", casework.FutureDate, "received", "R220")
	o.turnedAway(kind.TakeWord, "2026-03-02T10:10:00", casework.Invalid, "received", "R220")
	o.turnedAway(kind.SendReport, "2026-03-02T10:30:00", casework.Invalid, "means", "R219")
	require.Len(t, o.find(kind.WordTaken, ""), 1)
	require.Len(t, o.find(kind.ReportSent, ""), 1)
}

// A check that is entered afterwards counts from the check: back within its time he never was
// away, back after it he was off the post, and so is whoever did not come (R182).
func TestACheckEnteredAfterwards(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct{ back, result, found string }{
		"back in time":    {"2026-02-27T16:29:00+08:00", kind.Attended, ""},
		"back too late":   {"2026-02-27T16:31:00+08:00", "", kind.OffPost},
		"not back at all": {"", "", kind.OffPost},
	} {
		t.Run(name, func(t *testing.T) {
			facts := map[string]string{casework.FactPersonConcerned: "handler", kind.FactMatter: kind.CheckedEmpty}
			if tt.back != "" {
				facts[kind.FactBack] = tt.back
			}
			o := newMatter(t, kind.Attendance, "2026-03-02T11:00:00", facts)
			o.start.Received = shanghai(t, "2026-02-27T16:00:00")
			o.run("2026-03-02T12:00:00")
			require.Equal(t, tt.result, o.last().Result)
			require.Equal(t, tt.found, o.last().Facts[kind.FactFound])
			if tt.found != "" {
				require.Equal(t, "2026-03-05", o.last().Clock(kind.ClockObject).Date, "three working days from Monday, when he was told")
			}
		})
	}
}

// What another takes in counts from its receipt, also where he enters it later; what somebody
// enters about himself from when he did: his own word wins him no minute (R181, R193).
func TestWhatIsEnteredAfterwardsCountsFromItsReceipt(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		matter, received, by string
		found                string
	}{
		"came fifteen minutes early":         {kind.AtMeeting, "2026-03-02T14:45:00", "inspector", ""},
		"came nine minutes early":            {kind.AtMeeting, "2026-03-02T14:51:00", "inspector", kind.CameLate},
		"asked an hour before":               {kind.NotAtMeeting, "2026-03-02T14:00:00", "inspector", ""},
		"asked after that":                   {kind.NotAtMeeting, "2026-03-02T14:01:00", "inspector", "ahead"},
		"says that he asked an hour before":  {kind.NotAtMeeting, "2026-03-02T14:00:00", "handler", "ahead"},
		"told of the clock at once":          {kind.ClockFailed, "2026-03-02T15:29:00", "inspector", ""},
		"told of it as the time was over":    {kind.ClockFailed, "2026-03-02T15:30:00", "inspector", kind.Absented},
		"says himself that he told at once":  {kind.ClockFailed, "2026-03-02T15:01:00", "handler", kind.Absented},
		"an hour before, of a leader's word": {kind.NotAtMeeting, "2026-03-02T13:30:00", "head", ""},
	} {
		t.Run(name, func(t *testing.T) {
			o := newMatter(t, kind.Attendance, "2026-03-02T16:00:00", map[string]string{
				casework.FactPersonConcerned: "handler", casework.FactRegistrar: tt.by, kind.FactMatter: tt.matter, kind.FactHappened: "2026-03-02T15:00:00+08:00",
			})
			o.start.Received = shanghai(t, tt.received)
			o.update("2026-03-02T16:10:00", "", kind.Settle, casework.SupervisionOffice, casework.Args{Outcome: kind.Excused, ReasonID: "t1"})
			o.run("2026-03-02T17:00:00")
			switch tt.found {
			case "":
				require.Contains(t, []string{kind.Attended, kind.Excused}, o.last().Result)
			case "ahead":
				o.turnedAway(kind.Settle, "2026-03-02T16:10:00", casework.Invalid, "outcome", "R193")
			default:
				require.Equal(t, tt.found, o.last().Facts[kind.FactFound])
			}
		})
	}
}
