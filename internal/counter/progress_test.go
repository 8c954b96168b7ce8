package counter_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/cases"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/countertest"
	"github.com/shixian/shixian/internal/kind"
)

// closedAs ends the complaint with a result.
func (b *bench) closedAs(number, result string) {
	v := b.store.Cases[number]
	v.Closed, v.Stage, v.Result = new(b.now), casework.StageClosed, result
	b.store.Cases[number] = v
}

// What is no complaint tells who sent it why, and under which article; that the
// words were opened is on record (R067, R075).
func TestProgressSaysWhyItIsNoComplaint(t *testing.T) {
	t.Parallel()
	for _, outcome := range []string{"not_taken", "referred", "suggestion"} {
		b := setup(t)
		b.complaint(nil)
		b.store.Codes[complained] = []byte("hash of code")
		b.closedAs(complained, outcome)
		b.store.Texts["why"] = "已经由法院受理，请按诉讼程序处理"
		b.store.Events[complained] = []casework.TimelineRow{{Name: casework.Screened, Level: outcome, Rule: "R075", Basis: "第十一条", TextID: "why"}}
		got, err := b.Progress(t.Context(), complained, "code")
		require.NoError(t, err)
		require.Equal(t, cases.Progress{
			Number: complained, Kind: casework.Complaint, Stage: casework.StageClosed, Result: outcome, Reason: "已经由法院受理，请按诉讼程序处理", Basis: "第十一条",
		}, got)
		require.Equal(t, []string{" public.progress " + complained + " texts"}, b.store.Audits)
	}
	b := setup(t)
	b.complaint(nil)
	b.store.Codes[complained] = []byte("hash of code")
	got, err := b.Progress(t.Context(), complained, "code")
	require.NoError(t, err)
	require.Empty(t, got.Reason+got.Basis, "what the office wrote for itself is no answer")
	require.Empty(t, b.store.Audits)
}

// Proven, who complained reads what came of it, and of nobody; the unit, its leaders
// and the auditor read neither in its state nor in its timeline (R064).
func TestProgressTellsWhatItCameTo(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.complaint(map[string]string{casework.FactAccounted: "final"})
	b.store.Codes[complained] = []byte("hash of code")
	v := b.store.Cases[complained]
	v.Stage = casework.StageAccount
	b.store.Cases[complained] = v
	b.store.Texts["reply"] = "经查属实，已道歉"
	b.store.Events[complained] = append(b.store.Events[complained],
		casework.TimelineRow{Name: casework.Replied, Level: "proven", TextID: "reply"}, casework.TimelineRow{Name: casework.AccountabilityEnded, Level: "final"})
	got, err := b.Progress(t.Context(), complained, "code")
	require.NoError(t, err)
	require.Equal(t, cases.Progress{
		Number: complained, Kind: casework.Complaint, Stage: casework.StageAccount, Outcome: "proven", Reply: "经查属实，已道歉", Acts: []string{casework.Rate}, Accounted: "final",
	}, got)

	for who, told := range map[string]bool{countertest.Efficiency: true, countertest.Handler: false, countertest.Head: false, countertest.Leader: false, countertest.Chief: false} {
		p := countertest.Principal(who)
		rows, err := b.Timeline(t.Context(), p, complained)
		require.NoError(t, err)
		ended := 0
		for _, row := range rows {
			if row.Name == casework.AccountabilityEnded {
				ended++
			}
		}
		require.Equal(t, map[bool]int{true: 1}[told], ended, who)
		view, err := b.Case(t.Context(), p, complained)
		require.NoError(t, err)
		require.Equal(t, told, jsonHolds(t, view.State, casework.FactAccounted), who)
	}
}

// Each of them complained, each is told: a merged complaint answers with its leading
// case's reply, once that stands.
func TestProgressOfAMergedComplaint(t *testing.T) {
	t.Parallel()
	b := sorted(t)
	b.store.Codes[duplicate] = []byte("hash of code")
	b.store.Ties = map[string][]casework.Tie{duplicate: {{Number: grievance, Kind: casework.Complaint, Relation: casework.MergedInto}}}
	b.store.Texts["reply"] = "一并答复"
	b.store.Events[grievance] = []casework.TimelineRow{{Name: casework.Replied, Level: "partly", TextID: "reply"}}
	b.closedAs(duplicate, "merged")
	got, err := b.Progress(t.Context(), duplicate, "code")
	require.NoError(t, err)
	require.Empty(t, got.Reply, "sent back, it is no reply")
	b.closedAs(grievance, "confirmed")
	got, err = b.Progress(t.Context(), duplicate, "code")
	require.NoError(t, err)
	require.Equal(t, "一并答复", got.Reply)
	require.Equal(t, "partly", got.Outcome)
	require.NotContains(t, got.Acts, casework.Rate, "the reply is rated where it was given")
	require.NotContains(t, got.Number+got.Reply, grievance)
}

// However many units work on it, whoever applied is told one date: the promise of the lead
// (R044).
func TestAJointMatterHasOneDate(t *testing.T) {
	t.Parallel()
	b := setup(t)
	number := kind.Office().Number(casework.Service, 2026, 77)
	b.store.Codes[number] = []byte("hash of code")
	b.store.Cases[number] = casework.CaseView{
		Number: number, Kind: casework.Service, Unit: "permits", Post: "food-desk", Stage: casework.StageHandle, Turn: casework.Handler,
		State: []byte(`{"number":"` + number + `","kind":"service","declared":2}`),
		Clocks: []casework.ClockView{
			{Name: "step:road-desk", Date: "2026-03-05", Light: casework.Red}, {Name: "handle", Date: "2026-03-16", Light: casework.Green},
			{Name: "statutory", Date: "2026-03-30", Light: casework.Green}, {Name: "step:card-desk", Date: "2026-03-12", Light: casework.Green},
		},
	}
	got, err := b.Progress(t.Context(), number, "code")
	require.NoError(t, err)
	require.Equal(t, "2026-03-16", got.Due)
	require.Equal(t, casework.Green, got.Light)
}

// Whoever was refused may ask, by his code and once, that another office looks at it (R234);
// nothing but what is his to say is taken by a code.
func TestASecondLookIsAskedByCode(t *testing.T) {
	t.Parallel()
	number := kind.Office().Number(casework.Service, 2026, 78)
	stand := func(stage casework.Stage, result, facts string) *bench {
		b := setup(t)
		b.store.Codes[number] = []byte("hash of code")
		v := casework.CaseView{
			Number: number, Kind: casework.Service, Unit: "permits", Post: "food-desk", Stage: stage, Result: result, Revision: 4, Turn: casework.Handler,
			State: []byte(`{"number":"` + number + `","kind":"service","declared":2,"stage":"` + string(stage) + `","result":"` + result + `","facts":{` + facts + `}}`),
		}
		if stage == casework.StageClosed {
			v.Closed = new(time.Now())
		}
		b.store.Cases[number] = v
		return b
	}
	for name, tt := range map[string]struct {
		b    *bench
		want bool
	}{
		"denied and closed":   {stand(casework.StageClosed, "denied", ``), true},
		"not taken":           {stand(casework.StageClosed, "declined", ``), true},
		"granted":             {stand(casework.StageClosed, "completed", ``), false},
		"still in hand":       {stand(casework.StageHandle, "", ``), false},
		"looked at once":      {stand(casework.StageClosed, "denied", `"look":"look_upheld"`), false},
		"asked for, and open": {stand(casework.StageClosed, "denied", `"look":"asked"`), false},
	} {
		got, err := tt.b.Progress(t.Context(), number, "code")
		require.NoError(t, err, name)
		require.Equal(t, tt.want, slices.Contains(got.Acts, kind.AskLook), name)
	}
	b := stand(casework.StageClosed, "denied", ``)
	_, err := b.ByCode(t.Context(), number, "code", kind.AskLook, map[string]any{"reason": "现场已经整改，请再看一次"}, formKey)
	require.NoError(t, err)
	require.Equal(t, kind.AskLook, b.store.Commands[0].Command.Name)
	require.Equal(t, []casework.Role{casework.Applicant}, b.store.Commands[0].Command.Roles)
	_, err = b.ByCode(t.Context(), number, "code", kind.AskLook, map[string]any{}, strings.Repeat("e", 32))
	require.Equal(t, "reason", core.RefusalsOf(err)[0].Field, "he says what it is about")
	for _, other := range []string{casework.Reopen, casework.Withdraw, kind.LookAgain, "no-such-act"} {
		_, err := b.ByCode(t.Context(), number, "code", other, map[string]any{"reason": "x"}, strings.Repeat("d", 32))
		require.Equal(t, casework.UnknownCommand, casework.CodeOf(err), other)
	}
	require.Len(t, b.store.Commands, 1)
}

// Who handles a complaint gives who complained a code; the one before is good no
// longer, and nobody else gives one.
func TestACodeIsIssued(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.complaint(nil)
	first, err := b.IssueCode(t.Context(), efficiency(), complained)
	require.NoError(t, err)
	require.Equal(t, core.Receipt{Number: complained, Code: "AAAA-0001"}, first)
	second, err := b.IssueCode(t.Context(), efficiency(), complained)
	require.NoError(t, err)
	_, err = b.Progress(t.Context(), complained, first.Code)
	require.Equal(t, casework.WrongCode, casework.CodeOf(err))
	_, err = b.Progress(t.Context(), complained, second.Code)
	require.NoError(t, err)
	issued := "p-efficiency case.issue_code " + complained + " query code"
	require.Equal(t, []string{issued, issued}, b.store.Audits)
	for want, people := range map[casework.Code][]casework.Principal{
		casework.Forbidden: {handler(), head(), leader(), chief(), clerk()}, casework.NotFound: {discipline},
	} {
		for _, p := range people {
			_, err := b.IssueCode(t.Context(), p, complained)
			require.Equal(t, want, casework.CodeOf(err), p.Person)
		}
	}
	b.handling()
	_, err = b.IssueCode(t.Context(), efficiency(), number)
	require.Equal(t, casework.Forbidden, casework.CodeOf(err), "of a complaint only")
	b.complaint(map[string]string{"office": "discipline_office", "office_post": "discipline"})
	_, err = b.IssueCode(t.Context(), efficiency(), complained)
	require.Equal(t, casework.NotFound, casework.CodeOf(err), "what went upward is not his")
	_, err = b.IssueCode(t.Context(), discipline, complained)
	require.NoError(t, err)
}

// What the law decided and nobody has confirmed yet is provisional, from its instant on and
// till the word is given (ADR 38).
func TestProgressSaysWhatIsStillToBeConfirmed(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		clock casework.ClockView
		want  bool
	}{
		"to be confirmed":               {casework.ClockView{Name: "confirm_deemed:intake"}, true},
		"armed, its instant is to come": {casework.ClockView{Name: "confirm_deemed:intake", Start: time.Now().Add(24 * 365 * time.Hour)}, false},
		"confirmed":                     {casework.ClockView{Name: "confirm_deemed:intake", Ended: new(time.Now())}, false},
		"another's":                     {casework.ClockView{Name: "handle"}, false},
	} {
		b := setup(t)
		b.handling(func(*casework.State) {})
		b.store.Codes[number] = []byte("hash of code")
		v := b.store.Cases[number]
		v.Clocks = []casework.ClockView{tt.clock}
		b.store.Cases[number] = v
		got, err := b.Progress(t.Context(), number, "code")
		require.NoError(t, err, name)
		require.Equal(t, tt.want, got.Provisional, name)
	}
}
