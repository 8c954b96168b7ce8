package store_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/duty"
	"github.com/shixian/shixian/internal/store"
	"github.com/shixian/shixian/internal/store/messages"
)

// withDiscipline adds a discipline office to the office.
func withDiscipline(t *testing.T) *bundle {
	t.Helper()
	b := setup(t)
	require.NoError(t, b.Seed(t.Context(), store.Reference{
		Units:       office().Units,
		Persons:     []casework.Person{{ID: "ji", Name: "纪", Unit: "bureau", Email: "ji@example.test", Active: true}},
		Posts:       []casework.Post{{ID: "discipline", Unit: "bureau", Name: "派驻纪检", Role: casework.DisciplineOffice}},
		Assignments: []duty.Assignment{{Post: "discipline", Person: "ji", From: founded}},
	}))
	return b
}

// What went upward is owed by, told to and listed for the office it went to, and
// what it opens stays there; the efficiency office and the head of the bureau have
// no row of it.
func TestWhatWentUpwardStaysThere(t *testing.T) {
	t.Parallel()
	b := withDiscipline(t)
	facts := map[string]string{"office": "discipline_office", "office_post": "discipline"}
	number := complainOf(t, b, facts, now().Add(-time.Minute), "")
	s := step(number, 2, casework.Event{At: now(), Name: casework.Escalated, Level: "1", To: []casework.Role{casework.DisciplineOffice, casework.ActingHolder}},
		casework.Event{At: now(), Name: casework.AccountabilityOpened, Detail: map[string]string{"post": "window"}})
	s.State.Kind, s.State.Facts = casework.Complaint, facts
	s.State.Clocks[0].Owner, s.State.Clocks[0].Alarms = casework.DisciplineOffice, nil
	b.commit(t, s)

	require.Equal(t, []casework.EventName{casework.Escalated}, b.inbox(t, "ji"))
	require.Empty(t, b.inbox(t, "sun"))
	clocks, err := b.Clocks(t.Context(), number)
	require.NoError(t, err)
	require.Equal(t, "discipline", clocks[0].Post)
	view, err := b.Case(t.Context(), number)
	require.NoError(t, err)
	require.Len(t, view.Opened, 1)
	opened, err := b.Case(t.Context(), view.Opened[0])
	require.NoError(t, err)
	require.Equal(t, "discipline", opened.Post, "who answers for it is not asked by whom it is about")

	every := []string{"bureau", "permits", "efficiency"}
	for name, tt := range map[string]struct {
		scope core.Scope
		want  []string
	}{
		"the efficiency office": {core.Scope{Aside: every, Posts: []string{"eff"}}, nil},
		"the auditor":           {core.Scope{Units: every, Posts: []string{"audit"}}, []string{number, opened.Number}},
		"the discipline office": {core.Scope{Posts: []string{"discipline"}}, []string{number, opened.Number}},
		"who has it":            {core.Scope{Posts: []string{"window"}}, []string{number}},
		"a superior's units":    {core.Scope{Units: []string{"permits"}}, []string{number}},
	} {
		var scopes []core.Scope
		for _, kind := range []casework.Kind{casework.Complaint, casework.Accountability} {
			tt.scope.Kind, tt.scope.Upward = kind, true
			scopes = append(scopes, tt.scope)
		}
		rows, total, err := b.ListCases(t.Context(), core.CaseFilter{Scope: scopes})
		require.NoError(t, err)
		var got []string
		for _, r := range rows {
			got = append(got, r.Number)
		}
		slices.Sort(got)
		require.ElementsMatch(t, tt.want, got, name)
		require.Equal(t, len(tt.want), total, name)
	}
}

// Whom a complaint names has no list, desk, message or mail of it, whatever post
// he stands on; nor has the post it names.
func TestTheAccusedHearsNothing(t *testing.T) {
	t.Parallel()
	b := setup(t)
	facts := map[string]string{"against_person": "li", "against_post": "head"}
	number := complainOf(t, b, facts, now().Add(-time.Minute), "")
	s := step(number, 2, casework.Event{At: now(), Name: casework.Chased, To: []casework.Role{casework.ActingHolder, casework.SectionHead, casework.LeaderInCharge}})
	s.State.Kind, s.State.Facts = casework.Complaint, facts
	b.commit(t, s)

	require.Empty(t, b.inbox(t, "li"), "he stands on the post that has it")
	require.Empty(t, b.inbox(t, "wang"), "it is against his post")
	require.Equal(t, []casework.EventName{casework.Chased}, b.inbox(t, "zhao"))
	claimed, err := b.ClaimOutbox(t.Context(), 100, time.Minute, messages.AnyChannel)
	require.NoError(t, err)
	for _, row := range claimed {
		require.NotContains(t, []string{"li", "wang"}, row.Person)
	}
	_, total, err := b.ListClocks(t.Context(), core.ClockFilter{Holder: "li", Scope: everything})
	require.NoError(t, err)
	require.Zero(t, total)
	for name, scope := range map[string]core.Scope{
		"by name": {Kind: casework.Complaint, Posts: []string{"window"}, Accused: "li"},
		"by post": {Kind: casework.Complaint, Units: []string{"permits"}, Against: []string{"head"}},
	} {
		_, total, err := b.ListCases(t.Context(), core.CaseFilter{Scope: []core.Scope{scope}})
		require.NoError(t, err)
		require.Zero(t, total, name)
	}
}

// The one investigator is told himself (R082).
func TestTheInvestigatorIsTold(t *testing.T) {
	t.Parallel()
	b := setup(t)
	facts := map[string]string{"disclosed_to": "zhao"}
	number := complainOf(t, b, facts, now().Add(-time.Minute), "")
	s := step(number, 2, casework.Event{At: now(), Name: casework.Disclosed, To: []casework.Role{casework.Investigator}})
	s.State.Kind, s.State.Facts = casework.Complaint, facts
	b.commit(t, s)
	require.Equal(t, []casework.EventName{casework.Disclosed}, b.inbox(t, "zhao"))
	require.Empty(t, b.inbox(t, "li"))
}

func TestQueryCodes(t *testing.T) {
	t.Parallel()
	b := setup(t)
	in := newCase()
	in.CodeHash = []byte("first")
	number, _, err := b.RegisterCase(t.Context(), in)
	require.NoError(t, err)
	hash, err := b.CodeHash(t.Context(), number)
	require.NoError(t, err)
	require.Equal(t, []byte("first"), hash)
	require.NoError(t, b.SaveCode(t.Context(), number, []byte("second")))
	hash, err = b.CodeHash(t.Context(), number)
	require.NoError(t, err)
	require.Equal(t, []byte("second"), hash, "a code issued again replaces the one before")
	_, err = b.CodeHash(t.Context(), b.register(t))
	require.Equal(t, casework.NotFound, casework.CodeOf(err))
}

// An item on the law lies with the post in charge of it: it is told what the supervision
// section would be, and what such an item opens is looked into by the efficiency office (R229).
func TestAnItemOfAnotherLine(t *testing.T) {
	t.Parallel()
	b := setup(t)
	require.NoError(t, b.Seed(t.Context(), store.Reference{
		Units:   office().Units,
		Persons: []casework.Person{{ID: "fa", Name: "法", Unit: "bureau", Email: "fa@example.test", Active: true}, {ID: "du", Name: "督", Unit: "bureau", Email: "du@example.test", Active: true}},
		Posts: []casework.Post{
			{ID: "legal", Unit: "bureau", Name: "法制科", Role: casework.SupervisionOffice, Line: "law"}, {ID: "section", Unit: "bureau", Name: "督查科", Role: casework.SupervisionOffice},
		},
		Assignments: []duty.Assignment{{Post: "legal", Person: "fa", From: founded}, {Post: "section", Person: "du", From: founded}},
	}))
	facts := map[string]string{"subject": "law", "office": "supervision_office", "office_post": "legal"}
	number := complainOf(t, b, facts, now().Add(-time.Minute), "")
	s := step(number, 2, casework.Event{At: now(), Name: casework.Replied, To: []casework.Role{casework.SupervisionOffice}},
		casework.Event{At: now(), Name: casework.AccountabilityOpened, Detail: map[string]string{"post": "window"}})
	s.State.Kind, s.State.Facts, s.State.Clocks = casework.Complaint, facts, nil
	b.commit(t, s)
	require.Equal(t, []casework.EventName{casework.Replied}, b.inbox(t, "fa"))
	require.Empty(t, b.inbox(t, "du"))
	view, err := b.Case(t.Context(), number)
	require.NoError(t, err)
	opened, err := b.Case(t.Context(), view.Opened[0])
	require.NoError(t, err)
	require.Equal(t, "eff", opened.Post)
}
