package counter_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/cases"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/countertest"
	"github.com/shixian/shixian/internal/counter/rulebook"
	"github.com/shixian/shixian/internal/kind"
)

func TestActionsAreThoseOfThePerson(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.handling(asked)
	commands := func(who string) []string {
		view, err := b.Case(t.Context(), countertest.Principal(who), number)
		require.NoError(t, err)
		forms, err := b.Actions(t.Context(), countertest.Principal(who), view)
		require.NoError(t, err)
		var out []string
		for _, f := range forms {
			out = append(out, f.Command)
		}
		return out
	}
	require.Equal(t, []string{
		casework.Complete, casework.Deny, casework.Pause, casework.WithdrawExtension,
		casework.Transfer, casework.Withdraw, casework.Correct, casework.Close, casework.Link, casework.Attach,
	}, commands(countertest.Handler))
	require.Contains(t, commands(countertest.Leader), casework.DecideExtension)
	require.NotContains(t, commands(countertest.Head), casework.DecideExtension)
	_, err := b.Case(t.Context(), countertest.Principal(countertest.Stranger), number)
	require.Equal(t, casework.NotFound, casework.CodeOf(err))
}

func TestApprovals(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.handling(asked)
	b.handling(asked, func(s *casework.State) {
		s.Number, s.Clocks[0].Deciders = "BJ2026-000009", []casework.Role{casework.PrincipalLeader}
	})
	rows, err := b.Approvals(t.Context(), leader())
	require.NoError(t, err)
	require.Len(t, rows, 1)
	require.Equal(t, number, rows[0].Number)
	require.Equal(t, 2, rows[0].Extension.Days)
	require.True(t, b.store.LastCases.Pending)
	rows, err = b.Approvals(t.Context(), handler())
	require.NoError(t, err)
	require.Empty(t, rows, "he signs beside others, and nothing waits for that")
}

// TestApprovalsBeyondOnePage: three hundred requests wait for others, and the one
// behind them all is still his to see.
func TestApprovalsBeyondOnePage(t *testing.T) {
	t.Parallel()
	b := setup(t)
	for i := range 300 {
		b.handling(asked, func(s *casework.State) {
			s.Number, s.Clocks[0].Deciders = fmt.Sprintf("BJ2026-%06d", 1000+i), []casework.Role{casework.PrincipalLeader}
		})
	}
	const last = "BJ2026-999999"
	b.handling(asked, func(s *casework.State) { s.Number = last })
	rows, err := b.Approvals(t.Context(), leader())
	require.NoError(t, err)
	require.Len(t, rows, 1)
	require.Equal(t, last, rows[0].Number)
}

// Whoever may sign under another's act is given all it would be done with, by the names of the fields, and
// so is who asked, who may take it back: in his approvals and with the case. Everybody else reads only that it waits (R048).
func TestWhoMaySignIsGivenWhatIsSigned(t *testing.T) {
	t.Parallel()
	b := setup(t)
	until := b.now.Add(48 * time.Hour)
	b.handling(func(s *casework.State) {
		s.Second = &casework.Second{Asked: casework.LeaderInCharge, At: b.now, Command: casework.Command{
			ID: "r", Name: casework.Pause, Actor: countertest.Handler, Args: casework.Args{Clock: "handle", Category: "test", Until: until, ReasonID: "t"},
		}}
	})
	rows, err := b.Approvals(t.Context(), leader())
	require.NoError(t, err)
	require.Len(t, rows, 1)
	written, err := until.MarshalText()
	require.NoError(t, err)
	require.Equal(t, map[string][]string{"clock": {"handle"}, "category": {"test"}, "until": {string(written)}, "reason_id": {"t"}}, rows[0].Second.Args)
	for _, who := range []casework.Principal{leader(), handler()} {
		seen, err := b.Case(t.Context(), who, number)
		require.NoError(t, err)
		require.Equal(t, rows[0].Second.Args, seen.Second.Args)
	}
	seen, err := b.Case(t.Context(), countertest.Principal(countertest.Clerk), number)
	require.NoError(t, err)
	require.NotNil(t, seen.Second)
	require.Nil(t, seen.Second.Args)
	rows, err = b.Approvals(t.Context(), handler())
	require.NoError(t, err)
	require.Len(t, rows, 1)
	_, err = b.Approvals(t.Context(), countertest.Principal(countertest.Clerk))
	require.Equal(t, casework.Forbidden, casework.CodeOf(err))
}

// An urgent act waits for the leader beside more time; what he has consented to, and
// what he asked for himself, waits no longer (R166).
func TestApprovalsOfUrgentActs(t *testing.T) {
	t.Parallel()
	b := setup(t)
	act := casework.Urgent{Act: casework.Complete, By: "backup"}
	granted, own := act, act
	granted.Granted, own.By = true, countertest.Leader
	for n, u := range map[string]*casework.Urgent{number: &act, "BJ2026-000009": &granted, "BJ2026-000010": &own} {
		b.handling(func(s *casework.State) { s.Number, s.Urgent = n, u })
	}
	rows, err := b.Approvals(t.Context(), leader())
	require.NoError(t, err)
	require.Len(t, rows, 1)
	require.Equal(t, number, rows[0].Number)
	require.Equal(t, &act, rows[0].Consent)
	require.Nil(t, rows[0].Extension)
	require.NotEmpty(t, rows[0].Clocks)
	seen, err := b.Case(t.Context(), leader(), number)
	require.NoError(t, err)
	require.Equal(t, &act, seen.Consent)

	b.handling(asked, func(s *casework.State) { s.Urgent = &act })
	rows, err = b.Approvals(t.Context(), leader())
	require.NoError(t, err)
	require.NotNil(t, rows[0].Consent)
	require.NotNil(t, rows[0].Extension, "both wait")
}

func TestListsReachNoFurtherThanTheTable(t *testing.T) {
	t.Parallel()
	b := setup(t)
	_, err := b.Cases(t.Context(), handler(), cases.CasesFilter{})
	require.NoError(t, err)
	own := []string{"permit-1"}
	require.Equal(t, []core.Scope{
		{Kind: casework.Service, Posts: own, Joint: true}, {Kind: casework.Document, Posts: own}, {Kind: casework.Complaint, Posts: own, Against: own, Accused: countertest.Handler, Upward: true},
		{Kind: kind.Petition, Posts: own, Against: own, Accused: countertest.Handler, Upward: true},
		{Kind: casework.Supervision, Posts: own, Joint: true, Upward: true}, {Kind: kind.Contact, Posts: own, Joint: true}, {Kind: casework.Absence, Concerned: countertest.Handler},
		{Kind: casework.Accountability, Concerned: countertest.Handler, Against: own, Beside: countertest.Handler, Upward: true},
		{Kind: kind.Attendance, Concerned: countertest.Handler}, {Kind: kind.Disclosure, Posts: own}, {Kind: kind.Rectification, Posts: own},
		{Kind: kind.Proposal, Posts: own, Joint: true}, {Kind: kind.Report, Posts: own}, {Kind: kind.Promise, Posts: own},
	}, b.store.LastCases.Scope, "a handler's own, of every kind")
	require.Equal(t, 50, b.store.LastCases.Limit)

	_, err = b.Cases(t.Context(), countertest.Principal(countertest.Efficiency), cases.CasesFilter{Page: core.Page{Limit: 10_000, Offset: -1}})
	require.NoError(t, err)
	require.Len(t, b.store.LastCases.Scope, len(kind.Office().Kinds()), "every kind")
	require.Equal(t, 200, b.store.LastCases.Limit)
	require.Zero(t, b.store.LastCases.Offset)

	_, err = b.Cases(t.Context(), handler(), cases.CasesFilter{Kind: casework.Duties})
	require.Equal(t, casework.Forbidden, casework.CodeOf(err))
	_, err = b.Cases(t.Context(), handler(), cases.CasesFilter{Kind: "dance"})
	require.Equal(t, casework.Invalid, casework.CodeOf(err))

	_, err = b.Desk(t.Context(), handler(), cases.DeskFilter{})
	require.NoError(t, err)
	require.Equal(t, countertest.Handler, b.store.LastClocks.Holder)
	_, err = b.Desk(t.Context(), handler(), cases.DeskFilter{All: true})
	require.NoError(t, err)
	require.Empty(t, b.store.LastClocks.Holder)
	require.Equal(t, []string{"permit-1"}, b.store.LastClocks.Scope[0].Posts)
}

func TestSealedWordsAreAuditedAndForFew(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.handling()
	b.store.Sealed[number] = map[string]string{"applicant": "张三"}
	b.store.Texts["t1"] = "理由"
	b.store.Events[number] = []casework.TimelineRow{{Name: casework.ExtensionRequested, TextID: "t1"}, {Name: casework.Chased}}

	fields, err := b.Fields(t.Context(), handler(), number)
	require.NoError(t, err)
	require.Equal(t, "张三", fields["applicant"])
	rows, err := b.Timeline(t.Context(), handler(), number)
	require.NoError(t, err)
	require.Equal(t, "理由", rows[0].Text)
	require.Equal(t, []string{
		"p-handler case.view_personal BJ2026-000007 fields", "p-handler case.view_personal BJ2026-000007 texts",
	}, b.store.Audits)

	efficiency := countertest.Principal(countertest.Efficiency)
	_, err = b.Fields(t.Context(), efficiency, number)
	require.Equal(t, casework.Forbidden, casework.CodeOf(err))
	rows, err = b.Timeline(t.Context(), efficiency, number)
	require.NoError(t, err, "he may know what happened")
	require.Empty(t, rows[0].Text, "but not in whose words")
	_, err = b.Text(t.Context(), efficiency, number, "t1")
	require.Equal(t, casework.Forbidden, casework.CodeOf(err))
	require.Len(t, b.store.Audits, 2)
}

func TestPrincipal(t *testing.T) {
	t.Parallel()
	b := setup(t)
	p, err := b.Principal(t.Context(), countertest.Handler)
	require.NoError(t, err)
	require.Equal(t, "permit-1", p.Holdings[0].Post)
	for _, person := range []string{countertest.Gone, "nobody"} {
		_, err := b.Principal(t.Context(), person)
		require.Equal(t, casework.Unauthenticated, casework.CodeOf(err), person)
	}
}

// TestTouchedIsOfWhoAsks: the number on the page of a rule is of the cases whose timeline
// the reader may read, of this year, and of what is kept from him only by its clocks (R082).
func TestTouchedIsOfWhoAsks(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.handling()
	got, err := b.TouchedBy(t.Context(), countertest.Principal(countertest.Head), "R005")
	require.NoError(t, err)
	require.Equal(t, rulebook.Touched{Rule: "R005", Year: 2026, Cases: 1}, got)
	f := b.store.LastTouched
	require.Equal(t, "2026-01-01T00:00:00+08:00", f.Since.Format(time.RFC3339))
	require.Equal(t, countertest.Head, f.Reader)
	require.Equal(t, []casework.Kind{casework.Accountability}, f.Parted)
	require.Contains(t, f.Sealed, casework.Complaint, "the head of a section complained of")
	for _, s := range f.Scope {
		require.False(t, s.All, "%s", s.Kind)
		if s.Kind == casework.Duties { // the one of the bureau, to which a circular leads him (R058)
			continue
		}
		require.NotContains(t, s.Units, "other", "%s", s.Kind)
	}

	_, err = b.TouchedBy(t.Context(), countertest.Principal(countertest.Efficiency), "R005")
	require.NoError(t, err)
	require.NotContains(t, b.store.LastTouched.Sealed, casework.Complaint)

	_, err = b.TouchedBy(t.Context(), countertest.Principal(countertest.Admin), "R005")
	require.NoError(t, err)
	for _, s := range b.store.LastTouched.Scope {
		require.Equal(t, core.Scope{
			Kind: s.Kind, Concerned: countertest.Admin, Against: s.Against, Accused: s.Accused, Beside: s.Beside, Joint: s.Joint, Upward: s.Upward,
		}, s, "who reads no case counts those about himself")
	}
	_, err = b.TouchedBy(t.Context(), casework.Principal{}, "R005")
	require.Equal(t, casework.Unauthenticated, casework.CodeOf(err))
}
