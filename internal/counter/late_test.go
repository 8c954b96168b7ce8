package counter_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/countertest"
	"github.com/shixian/shixian/internal/counter/papers"
	"github.com/shixian/shixian/internal/kind"
)

var circular = papers.PaperRequest{Form: kind.OverdueCircular, Asked: map[string]string{"opinion": "请抓紧办结"}}

// lated is a bench with one late case of each kind that is circulated, an item that is not
// late, a complaint that went upward, and the standing duties, of which the circular is owed.
func lated(t *testing.T) *bench {
	t.Helper()
	b := dutied(t)
	put := func(k casework.Kind, serial int, facts map[string]string, status casework.ClockStatus) string {
		number := kind.Office().Number(k, 2026, serial)
		b.store.Put(casework.State{Number: number, Kind: k, Unit: "permits", Post: "permit-1", Stage: casework.StageHandle, Run: 1, Facts: facts})
		v := b.store.Cases[number]
		v.UnitName, v.ItemName = "审批科", "事项"+string(k)
		v.Clocks = []casework.ClockView{{Number: number, Name: "handle", Round: 1, Outcome: casework.Breach, Status: status, Due: b.now.Add(-48 * time.Hour)}}
		b.store.Cases[number] = v
		b.store.Sealed[number] = map[string]string{"title": "来文标题", "matter": "督办内容", "applicant": planted, "statement": "推诿，本人" + planted, "phone": "13987654321"}
		b.store.Events[number] = []casework.TimelineRow{{Name: casework.Explained, Clock: "explain", At: b.now, TextID: "said"}}
		return number
	}
	b.store.Texts["said"] = "现场核查改期"
	for _, k := range []casework.Kind{casework.Document, casework.Service, casework.Supervision, casework.Complaint, kind.Petition} {
		put(k, 7, nil, casework.Breached)
	}
	put(casework.Supervision, 8, nil, casework.Running)
	put(casework.Complaint, 9, map[string]string{casework.FactOffice: "discipline_office", casework.FactOfficePost: "discipline"}, casework.Breached)
	owed := casework.Clock{Name: "overdue_circular", Round: 3, Owner: casework.GeneralOffice, Outcome: casework.Recur, Status: casework.Running, Due: b.now.Add(time.Hour)}
	b.store.Put(casework.State{Number: kept, Kind: casework.Duties, Unit: "bureau", Post: "chief", Stage: casework.StageStanding, Run: 1, Revision: 1, Declared: kind.Office().Of(casework.Duties).Revision, Clocks: []casework.Clock{owed}})
	return b
}

// The circular is of whatever was not finished in time, 「公文或事项」, with what the head of
// the section said; of what is sealed it has number, section and limit, and not a word
// more; what went upward is not on it (R222, R081, R082).
func TestTheCircularIsOfEveryKind(t *testing.T) {
	t.Parallel()
	b := lated(t)
	draft, err := b.DraftPaper(t.Context(), general(), circular)
	require.NoError(t, err)
	rows := map[string][]string{}
	for _, row := range draft.Content.Table.Rows {
		rows[row[1]] = row
	}
	require.Len(t, rows, 5)
	require.Equal(t, []string{"公文", "来文标题", "审批科"}, rows["GW2026-000007"][2:5])
	require.Equal(t, "督办内容", rows["DB2026-000007"][3])
	require.Equal(t, "事项service", rows["BJ2026-000007"][3], "whose it is, the circular does not tell")
	require.Contains(t, rows["GW2026-000007"][9], "现场核查改期")
	for _, sealed := range []string{"TS2026-000007", "XF2026-000007"} {
		require.Contains(t, rows[sealed][9], "已向分管领导说明", sealed)
		require.NotContains(t, rows[sealed][9], "现场核查改期", "no word of a sealed case")
		require.NotContains(t, strings.Join(b.store.Audits, "\n"), sealed, "nor is it opened")
	}
	text, err := json.Marshal(draft.Content)
	require.NoError(t, err)
	require.NotContains(t, string(text), planted)
	require.NotContains(t, string(text), "推诿")

	_, err = b.DraftPaper(t.Context(), efficiency(), circular)
	require.Equal(t, casework.Forbidden, casework.CodeOf(err), "the general office puts it together")
	_, err = b.DraftPaper(t.Context(), countertest.Principal(countertest.Handler), circular)
	require.Equal(t, casework.Forbidden, casework.CodeOf(err))
}

// Issuing the circular meets the month's duty, once, whatever was late; where nothing was,
// it says so. Nobody says so without the paper (R222).
func TestIssuingTheCircularMeetsTheDuty(t *testing.T) {
	t.Parallel()
	b := lated(t)
	_, err := b.Do(t.Context(), general(), kept, casework.Circulate, map[string]any{"outcome": kind.NothingOverdue}, "k")
	require.Equal(t, casework.UnknownCommand, casework.CodeOf(err), "not without the paper")
	row := b.issued(t, general(), circular)
	require.Equal(t, "限通报〔2026〕1号", row.Serial)
	require.Len(t, b.store.Commands, 1)
	sent := b.store.Commands[0]
	require.Equal(t, []string{kept, casework.Circulate, "circulated"}, []string{sent.Number, sent.Command.Name, sent.Command.Args.Outcome})
	require.Equal(t, []casework.Role{casework.GeneralOffice}, sent.Command.Roles)

	for number := range b.store.Cases {
		if number != kept {
			delete(b.store.Cases, number)
		}
	}
	row = b.issued(t, general(), circular)
	require.Empty(t, row.Content.Table.Rows)
	require.Contains(t, row.Content.Table.None, "没有未按时办结的公文和事项")
	require.Equal(t, kind.NothingOverdue, b.store.Commands[1].Command.Args.Outcome)

	s := core.StateOf(b.store.Cases[kept])
	s.Clocks[0].Filed = b.now
	b.store.Put(*s)
	b.issued(t, general(), circular)
	require.Len(t, b.store.Commands, 2, "a second one of the month is only a paper")
}

// What was done late since the last circular stands on the next one, whoever hurried before
// it; what was told is told once. A circular that is voided told nobody anything, and its
// month is owed one again (「对未按时办结的公文或事项」, R058, R222).
func TestTheCircularTellsWhatWasDoneLate(t *testing.T) {
	t.Parallel()
	b := lated(t)
	done := func(number string, days int, status casework.ClockStatus) {
		v := b.store.Cases[number]
		ended := v.Clocks[0].Due.Add(time.Duration(days) * 24 * time.Hour)
		v.Clocks[0].Status, v.Clocks[0].Ended, v.Closed = status, &ended, &ended
		b.store.Cases[number] = v
	}
	on := func() (rows map[string][]string) {
		draft, err := b.DraftPaper(t.Context(), general(), circular)
		require.NoError(t, err)
		rows = map[string][]string{}
		for _, row := range draft.Content.Table.Rows {
			rows[row[1]] = row
		}
		return rows
	}
	done("GW2026-000007", 1, casework.Met)
	done("BJ2026-000007", 1, casework.Dropped) // its applicant took it back
	done("DB2026-000008", -1, casework.Met)    // in time
	rows := on()
	require.Len(t, rows, 4)
	require.Contains(t, rows["GW2026-000007"][8], "完成")
	require.NotContains(t, rows["DB2026-000007"][8], "完成")

	first := b.issued(t, general(), circular)
	require.ElementsMatch(t, []string{"permits"}, b.store.Commands[0].Command.Args.Units, "whose head is told")
	b.now = b.now.Add(time.Hour)
	require.NotContains(t, on(), "GW2026-000007", "told already")
	require.Contains(t, on(), "DB2026-000007", "late still")

	s := core.StateOf(b.store.Cases[kept])
	s.Clocks[0].Filed = first.Issued
	b.store.Put(*s)
	second := b.issued(t, general(), circular)
	_, err := b.VoidPaper(t.Context(), general(), first.ID, "漏列")
	require.NoError(t, err)
	require.Len(t, b.store.Commands, 1, "a later one stands")
	_, err = b.VoidPaper(t.Context(), general(), second.ID, "漏列")
	require.NoError(t, err)
	require.Len(t, b.store.Commands, 1, "it met nothing")

	third := b.issued(t, general(), circular)
	s.Clocks[0].Filed = third.Issued
	b.store.Put(*s)
	_, err = b.VoidPaper(t.Context(), general(), third.ID, "漏列")
	require.NoError(t, err)
	require.Len(t, b.store.Commands, 2)
	sent := b.store.Commands[1].Command
	require.Equal(t, []any{kind.VoidCircular, true}, []any{sent.Name, sent.Args.Received.Equal(third.Issued)})
	require.Contains(t, on(), "GW2026-000007", "nobody was told")
}

// Duties that began when a circular named no sections are met by one all the same.
func TestACircularMeetsDutiesThatBeganBefore(t *testing.T) {
	t.Parallel()
	b := lated(t)
	s := core.StateOf(b.store.Cases[kept])
	s.Declared = 1
	b.store.Put(*s)
	b.issued(t, general(), circular)
	require.Len(t, b.store.Commands, 1)
	require.Equal(t, []any{"circulated", 0}, []any{b.store.Commands[0].Command.Args.Outcome, len(b.store.Commands[0].Command.Args.Units)})
}

// A round that was missed stands on the monthly list until the duty is met (R222).
func TestAMissedDutyStandsOnTheMonthlyList(t *testing.T) {
	t.Parallel()
	told := []casework.Role{casework.GeneralOffice, casework.PrincipalLeader}
	round := func(n int, status casework.ClockStatus, due string) casework.Clock {
		return casework.Clock{Name: "overdue_circular", Round: n, Outcome: casework.Recur, Status: status, Due: officeTime(due), Alarms: []casework.Alarm{{Kind: casework.AlarmDue, At: officeTime(due), To: told}}}
	}
	now := officeTime("2026-04-20 09:00")
	s := &casework.State{Clocks: []casework.Clock{round(1, casework.Recurred, "2026-04-08 17:30"), round(2, casework.Running, "2026-05-11 17:30")}}
	got := core.MissedIn(s, now)
	require.Len(t, got, 1)
	require.Equal(t, []any{told, officeTime("2026-04-08 17:30"), officeTime("2026-05-11 17:30")}, []any{got[0].To, got[0].Clock.Due, got[0].Next})
	require.Empty(t, core.MissedIn(s, officeTime("2026-04-08 17:20")), "armed ahead, it is not missed yet")
	s.Clocks[1].Filed = now
	require.Empty(t, core.MissedIn(s, now), "met since")
	s.Clocks[1].Filed, s.Clocks[0].Filed = time.Time{}, officeTime("2026-04-03 10:00")
	require.Empty(t, core.MissedIn(s, now), "nothing was missed")

	b := dutied(t)
	s.Number, s.Kind, s.Unit, s.Stage, s.Run = kept, casework.Duties, "bureau", casework.StageStanding, 1
	s.Clocks[0].Filed = time.Time{}
	b.store.Put(*s)
	list, err := b.Monthly(t.Context(), general())
	require.NoError(t, err)
	require.Len(t, list.Leaders, 1)
	require.Equal(t, kept, list.Leaders[0].Owed[0].Number)
}

// The report a unit made of itself is read by those it goes up to for study, and no other
// word of the complaint is, nor a complaint in which there is none; whoever else is no party to it reads neither (R239, R082).
func TestTheReportGoesUpForStudy(t *testing.T) {
	t.Parallel()
	b := papered(t)
	b.store.Events[passedOn] = append(b.store.Events[passedOn],
		casework.TimelineRow{Name: casework.SelfReportOwed, At: b.now}, casework.TimelineRow{Name: casework.Reported, Clock: casework.ClockSelfReport, At: b.now, TextID: "own"},
		casework.TimelineRow{Name: casework.Reported, Clock: "", At: b.now, TextID: "other"})
	b.store.Texts["own"], b.store.Texts["other"] = "自查整改", "另一份报告"
	reads := func(p casework.Principal) (out []string) {
		rows, err := b.Timeline(t.Context(), p, passedOn)
		require.NoError(t, err)
		for _, row := range rows {
			if row.Text != "" {
				out = append(out, row.Text)
			}
		}
		return out
	}
	party := casework.Principal{Person: "p-party", Holdings: []casework.Holding{{Post: "party", Role: casework.PartyGroup, Unit: "bureau"}}}
	_, err := b.Case(t.Context(), party, passedOn)
	require.Equal(t, casework.NotFound, casework.CodeOf(err), "nothing to study yet")
	s := core.StateOf(b.store.Cases[passedOn])
	s.Clocks = append(s.Clocks, casework.Clock{Name: casework.ClockSelfReport, Round: 1, Status: casework.Met})
	b.store.Put(*s)
	require.Equal(t, []string{"自查整改"}, reads(party))
	require.Equal(t, []string{"自查整改"}, reads(countertest.Principal(countertest.Chief)))
	require.Empty(t, reads(countertest.Principal(countertest.Head)))
	fields, err := b.Fields(t.Context(), party, passedOn)
	require.Empty(t, fields)
	require.Error(t, err)
}
