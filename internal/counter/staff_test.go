package counter_test

import (
	"context"
	"encoding/json"
	"log/slog"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter"
	"github.com/shixian/shixian/internal/counter/appraisal"
	"github.com/shixian/shixian/internal/counter/cases"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/countertest"
	"github.com/shixian/shixian/internal/counter/roster"
	"github.com/shixian/shixian/internal/duty"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/reference"
)

// staffed is a bench that counts by the embedded reference data.
func staffed(t *testing.T) *bench {
	t.Helper()
	ref, err := reference.Load(kind.Office())
	require.NoError(t, err)
	book, err := ref.Book()
	require.NoError(t, err)
	b := setup(t)
	b.Counter = counter.New(counter.Config{
		Kinds:  kind.Office(),
		Stores: b.store.Stores(), Engine: b.engine, Now: func() time.Time { return b.now }, Logger: slog.New(slog.DiscardHandler),
		Rules: core.Rules{
			Book:  func(context.Context) (*policy.Book, error) { return book, nil },
			Leave: ref.Leave, Scoring: ref.Scoring, Attendance: ref.Attendance, Pieces: ref.Pieces,
		},
	})
	return b
}

func head() casework.Principal { return countertest.Principal(countertest.Head) }

// absence is asked for by the handler on Thursday 2026-09-24 at 17:30 for the
// next morning.
func absence(change func(*core.Registration)) core.Registration {
	at := func(s string) time.Time { got, _ := cases.ParseTime(s); return got }
	in := core.Registration{
		Kind: casework.Absence, Fields: map[string]string{"reason": "开会", "place": "县政府", "contact": "0591-87654321"},
		Absence: &core.AbsenceRequest{Form: core.FormOuting, From: at("2026-09-28T08:30"), Until: at("2026-09-28T12:00")},
	}
	if change != nil {
		change(&in)
	}
	return in
}

func TestRegisterAbsence(t *testing.T) {
	t.Parallel()
	b := staffed(t)
	receipt, err := b.Register(t.Context(), handler(), absence(nil), "leave-1")
	require.NoError(t, err)
	require.Equal(t, "LG2026-000001", receipt.Number)
	kept := b.store.Registered[0]
	require.Equal(t, "permit-1", kept.Post)
	require.Equal(t, "permits", kept.Unit)
	require.Equal(t, map[string]string{
		"person": countertest.Handler, "form": "outing", "approver": string(casework.LeaderInCharge), "rule": "R176",
		"longer": "=" + string(casework.LeaderInCharge), // who signs the whole of it, where it grows (R232)
	}, kept.Facts)
	state := b.engine.Starts[0].State
	require.Equal(t, kept.Facts, state.Facts)
	require.Equal(t, kept.Term, state.Term)
	require.NotContains(t, state.Facts, "reason", "words stay with us")

	again, err := b.Register(t.Context(), handler(), absence(nil), "leave-1")
	require.NoError(t, err)
	require.True(t, again.Repeated)

	long := absence(func(r *core.Registration) {
		r.Absence.Form, r.Absence.Until = core.FormLeave, r.Absence.From.AddDate(0, 0, 3)
	})
	_, err = b.Register(t.Context(), head(), long, "leave-2")
	require.NoError(t, err)
	require.Equal(t, string(casework.PrincipalLeader), b.store.Registered[1].Facts["approver"], "three days of a head (R155)")
	require.Empty(t, b.store.Registered[1].Facts[kind.FactHandover], "nobody covers him")
}

// TestWhatIsHandedOver: before a day away, or however short where the office chose so, what
// is under way goes to the backup; a post without one has nobody to take it (R164).
func TestWhatIsHandedOver(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		until   string
		choices map[string]string
		covered bool
		want    string
	}{
		"a morning":                 {"2026-09-28T12:00", nil, true, ""},
		"a morning, by choice":      {"2026-09-28T12:00", map[string]string{policy.Handover: policy.HandoverEvery}, true, kind.HandoverOwed},
		"a day":                     {"2026-09-28T17:30", nil, true, kind.HandoverOwed},
		"a day, and nobody follows": {"2026-09-28T17:30", nil, false, ""},
	} {
		b := staffed(t)
		b.store.Rules = []policy.Policy{{ID: "absence", Version: 2, Kind: casework.Absence, Choices: tt.choices}}
		if tt.covered {
			b.store.Beside = []duty.Assignment{{Post: "permit-1", Person: countertest.Head, Rank: 1}}
		}
		_, err := b.Register(t.Context(), handler(), absence(func(r *core.Registration) { r.Absence.Until, _ = cases.ParseTime(tt.until) }), "leave-1")
		require.NoError(t, err, name)
		require.Equal(t, tt.want, b.store.Registered[0].Facts[kind.FactHandover], name)
	}
}

// TestOutingNeedsAPlan: where the office goes by the postal rules, a head states what his
// outing is to bring about, and owes a report (R237); nobody else does.
func TestOutingNeedsAPlan(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		by     func() casework.Principal
		order  string
		plan   string
		code   casework.Code
		report string
	}{
		"without a plan": {head, "post", " ", casework.Invalid, ""},
		"with a plan":    {head, "post", "协调两项事项", "", kind.ReportOwed},
		"of staff":       {handler, "post", "", "", ""},
		"by 在岗明示制":       {head, "office", "", "", ""},
	} {
		b := staffed(t)
		b.store.Rules = []policy.Policy{{ID: "absence", Version: 2, Kind: casework.Absence, Choices: map[string]string{"leave": tt.order}}}
		_, err := b.Register(t.Context(), tt.by(), absence(func(r *core.Registration) {
			if tt.plan != "" {
				r.Fields["plan"] = tt.plan
			}
		}), "leave-1")
		require.Equal(t, tt.code, casework.CodeOf(err), name)
		if err == nil {
			require.Equal(t, tt.report, b.store.Registered[0].Facts[kind.FactReport], name)
		}
	}
}

// TestOffThePostAsTheOfficeChose: twenty-five minutes away need a notice where the office
// counts from twenty (R182), or only on a post nobody covers (R188).
func TestOffThePostAsTheOfficeChose(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		by      func() casework.Principal
		choices map[string]string
		code    casework.Code
	}{
		"half an hour, where nothing is chosen": {handler, nil, casework.Invalid},
		"from twenty minutes":                   {handler, map[string]string{policy.OffPost: "20m"}, ""},
		"a gap that is covered":                 {handler, map[string]string{policy.OffPostGap: policy.OffPostUncovered}, casework.Invalid},
		"a gap that nobody covers":              {head, map[string]string{policy.OffPostGap: policy.OffPostUncovered}, ""},
		"a gap told by mouth":                   {head, map[string]string{policy.OffPostGap: "notice"}, casework.Invalid},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := staffed(t)
			b.store.Beside = []duty.Assignment{{Post: "permit-1", Person: "p-backup", Rank: 1, From: b.now.AddDate(-1, 0, 0)}}
			b.store.Rules = []policy.Policy{{ID: "absence", Version: 9, Kind: casework.Absence, Choices: tt.choices}}
			short := absence(func(r *core.Registration) { r.Absence.Until = r.Absence.From.Add(25 * time.Minute) })
			_, err := b.Register(t.Context(), tt.by(), short, "short")
			require.Equal(t, tt.code, casework.CodeOf(err), "%v", err)
		})
	}
}

func TestRegisterAbsenceRefuses(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		by     func() casework.Principal
		change func(*core.Registration)
		code   casework.Code
		field  string
		rule   string
	}{
		"half an hour needs no notice": {handler, func(r *core.Registration) { r.Absence.Until = r.Absence.From.Add(30 * time.Minute) }, casework.Invalid, "until", "R153"},
		"back before he left":          {handler, func(r *core.Registration) { r.Absence.Until = r.Absence.From }, casework.Invalid, "until", "R156"},
		"in the past":                  {handler, func(r *core.Registration) { r.Absence.From = r.Absence.From.AddDate(0, 0, -7) }, casework.Invalid, "from", "R154"},
		"no such form":                 {handler, func(r *core.Registration) { r.Absence.Form = "nap" }, casework.Invalid, "form", "R153"},
		"no reason":                    {handler, func(r *core.Registration) { delete(r.Fields, "reason") }, casework.Invalid, "fields.reason", "R002"},
		"an item":                      {handler, func(r *core.Registration) { r.Item = countertest.Permit }, casework.UnknownField, "item", ""},
		"an emergency next week":       {handler, func(r *core.Registration) { r.Absence.Form = core.FormEmergency }, casework.Invalid, "from", "R183"},
		"for a colleague":              {handler, func(r *core.Registration) { r.Absence.Person = countertest.Clerk }, casework.Forbidden, "", ""},
		"for another, not by phone":    {head, func(r *core.Registration) { r.Absence.Person = countertest.Handler }, casework.Invalid, "form", "R183"},
		"nobody we know":               {handler, func(r *core.Registration) { r.Absence.Person = "moon" }, casework.Invalid, "person", "R153"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := staffed(t)
			_, err := b.Register(t.Context(), tt.by(), absence(tt.change), "leave")
			found := core.RefusalsOf(err)
			require.NotEmpty(t, found)
			require.Equal(t, tt.code, found[0].Code)
			require.Equal(t, tt.field, found[0].Field)
			require.Equal(t, tt.rule, found[0].Rule)
			require.Empty(t, b.store.Registered)
		})
	}
}

// His head takes down an emergency told by telephone; it began a while ago.
func TestRegisterEmergencyForAnother(t *testing.T) {
	t.Parallel()
	b := staffed(t)
	_, err := b.Register(t.Context(), head(), absence(func(r *core.Registration) {
		*r.Absence = core.AbsenceRequest{
			Person: countertest.Handler, Form: core.FormEmergency, From: b.now.Add(-time.Hour), Until: b.now.Add(2 * time.Hour),
		}
	}), "call")
	require.NoError(t, err)
	require.Equal(t, countertest.Handler, b.store.Registered[0].Facts["person"])
	require.Equal(t, countertest.Head, b.store.Registered[0].By)
}

func TestHandover(t *testing.T) {
	t.Parallel()
	b := staffed(t)
	receipt, err := b.Register(t.Context(), handler(), absence(func(r *core.Registration) { r.Absence.Form = core.FormLeave }), "leave")
	require.NoError(t, err)
	b.store.Put(casework.State{Number: "BJ2026-000007", Kind: casework.Service, Unit: "permits", Post: "permit-1", Stage: casework.StageHandle})
	b.store.Put(casework.State{Number: "BJ2026-000008", Kind: casework.Service, Unit: "other", Post: "other-1", Stage: casework.StageHandle})
	backup := casework.Principal{Person: "b", Holdings: []casework.Holding{{Post: "permit-1", Role: casework.Handler, Unit: "permits", Standby: true}}}
	for _, p := range []casework.Principal{handler(), head(), backup} {
		rows, err := b.Handover(t.Context(), p, receipt.Number)
		require.NoError(t, err, p.Person)
		require.Len(t, rows, 1, p.Person)
		require.Equal(t, "BJ2026-000007", rows[0].Number)
	}
	_, err = b.Handover(t.Context(), countertest.Principal(countertest.Stranger), receipt.Number)
	require.Equal(t, casework.NotFound, casework.CodeOf(err))
	asked, err := b.Asked(t.Context(), head())
	require.NoError(t, err)
	require.Len(t, asked, 1, "it is his to grant")
	asked, err = b.Asked(t.Context(), leader())
	require.NoError(t, err)
	require.Empty(t, asked, "and not his leader's")
}

func TestBoard(t *testing.T) {
	t.Parallel()
	b := staffed(t)
	b.now = b.now.Add(-time.Hour) // Thursday, 16:30
	back := b.now.Add(2 * time.Hour)
	b.store.Roster.Rows = []roster.BoardRow{
		{Post: "permit-1", PostName: "许可岗", Role: casework.Handler, Holder: "a", HolderName: "甲", Acting: "b", ActingName: "乙", Backups: []string{"乙", "丙"}, Absence: "LG2026-000001", Form: "leave", Back: &back},
		{Post: "permit-2", PostName: "许可二岗", Role: casework.Handler, Holder: "a", Absence: "LG2026-000001", Back: &back},
		{Post: "head", PostName: "科长", Role: casework.SectionHead, Holder: "h", Acting: "h", ActingName: "丁"},
	}
	b.store.Sealed["LG2026-000001"] = map[string]string{"reason": "病假", "place": "医院", "contact": "0591-1"}
	inside, err := b.Board(t.Context(), handler())
	require.NoError(t, err)
	require.Equal(t, "病假", inside[0].Reason)
	require.Equal(t, "医院", inside[1].Place)
	require.Len(t, b.store.Audits, 1, "each absence is opened once, and that is written down")

	outside, err := b.PublicBoard(t.Context())
	require.NoError(t, err)
	require.Equal(t, []roster.PublicRow{
		{Post: "permit-1", PostName: "许可岗", State: roster.BoardCovered, Holder: "甲", Backups: []string{"乙", "丙"}, CoveredBy: "乙", Back: &back},
		{Post: "permit-2", PostName: "许可二岗", State: roster.BoardEmpty, Back: &back},
	}, outside, "posts that serve the public, and no more than that")
	text, err := json.Marshal(outside)
	require.NoError(t, err)
	for _, word := range []string{"病假", "医院", "leave", "LG2026", "0591-1"} {
		require.NotContains(t, string(text), word)
	}
	_, err = b.Board(t.Context(), casework.Principal{})
	require.Equal(t, casework.Unauthenticated, casework.CodeOf(err))
	empty, err := b.Empty(t.Context(), handler())
	require.NoError(t, err)
	require.Len(t, empty, 1)
}

// 工作人员应严格遵守作息时间: outside it nobody is on post, nor missed there (R175, R178).
func TestBoardOutsideOfficeHours(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		at, state string
	}{
		{"2026-09-24T12:00", roster.BoardClosed}, // the morning ends at twelve
		{"2026-09-24T11:59", roster.BoardOn},
		{"2026-09-24T14:00", roster.BoardOn},
		{"2026-09-24T17:30", roster.BoardClosed},
		{"2026-09-26T18:22", roster.BoardClosed}, // a Saturday
	} {
		b := staffed(t)
		b.now, _ = cases.ParseTime(tt.at)
		b.store.Roster.Rows = []roster.BoardRow{
			{Post: "permit-1", Role: casework.Handler, Holder: "a", Acting: "a", ActingName: "甲"}, {Post: "permit-2", Role: casework.Handler, Holder: "a"},
		}
		rows, err := b.PublicBoard(t.Context())
		require.NoError(t, err)
		require.Equal(t, tt.state, rows[0].State, tt.at)
		require.Equal(t, tt.state == roster.BoardOn, rows[0].OnDuty == "甲", tt.at)
		empty, err := b.Empty(t.Context(), handler())
		require.NoError(t, err)
		require.Equal(t, tt.state == roster.BoardOn, len(empty) == 1, "a post is empty in office hours only (R171): %s", tt.at)
	}
}

func TestSheet(t *testing.T) {
	t.Parallel()
	b := staffed(t)
	b.store.Sheets.Booked = []appraisal.PointRow{
		{ID: 1, Person: countertest.Handler, Year: 2026, Points: -10}, {ID: 2, Person: countertest.Handler, Year: 2026, Points: 10, Reverses: 1},
		{ID: 3, Person: countertest.Handler, Year: 2026, Points: -3}, {ID: 4, Person: countertest.Handler, Year: 2025, Points: -7},
	}
	at := func(s string) time.Time { got, _ := cases.ParseTime(s); return got }
	b.store.Sheets.Covers = []casework.DutySpan{ // two posts of one absent colleague: he stood in once
		{Post: "permit-2", From: at("2026-09-21T08:30"), To: at("2026-09-21T12:00")},
		{Post: "window", From: at("2026-09-21T10:00"), To: at("2026-09-21T15:00")},
	}
	own, err := b.Sheet(t.Context(), handler(), appraisal.PointFilter{})
	require.NoError(t, err)
	require.Equal(t, -3, own.Total)
	require.Len(t, own.Rows, 3)
	require.Equal(t, int64(4.5*3600), own.Covered)
	_, err = b.Sheet(t.Context(), head(), appraisal.PointFilter{Person: countertest.Handler, Year: 2026})
	require.NoError(t, err)
	for _, p := range []casework.Principal{clerk(), countertest.Principal(countertest.Stranger)} {
		_, err = b.Sheet(t.Context(), p, appraisal.PointFilter{Person: countertest.Handler})
		require.Equal(t, casework.Forbidden, casework.CodeOf(err))
	}
	_, err = b.Sheet(t.Context(), handler(), appraisal.PointFilter{Unit: "permits"})
	require.Equal(t, casework.Forbidden, casework.CodeOf(err))
	_, err = b.Sheet(t.Context(), head(), appraisal.PointFilter{Unit: "permits", Person: countertest.Handler})
	require.Equal(t, casework.Invalid, casework.CodeOf(err))
}
