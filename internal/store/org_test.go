package store_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/duty"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/store"
	"github.com/shixian/shixian/internal/store/doors"
	"github.com/shixian/shixian/internal/store/people"
	"github.com/shixian/shixian/internal/store/rules"
)

func TestSeedMayBeRepeated(t *testing.T) {
	t.Parallel()
	b := setup(t)
	r := office()
	r.Policies = []policy.Policy{{ID: "service-permit", Version: 1, Kind: casework.Service, Title: "许可"}}
	r.Calendars = []rules.Calendar{{ID: "cn", Version: 1, Spec: []byte(`{"zone":"Asia/Shanghai"}`), Source: "国办"}}
	require.NoError(t, b.Seed(t.Context(), r))
	r.Policies[0].Title = "改名"
	r.Posts[0].Name = "综合窗口"
	require.NoError(t, b.Seed(t.Context(), r))

	policies, err := b.Policies(t.Context())
	require.NoError(t, err)
	require.Len(t, policies, 1)
	require.Equal(t, "许可", policies[0].Title, "a published version is never edited")
	calendars, err := b.CalendarVersions(t.Context())
	require.NoError(t, err)
	require.Len(t, calendars, 1)
	require.Equal(t, "cn@1", calendars[0].Ref())
	require.Equal(t, "Asia/Shanghai", calendars[0].Spec.Zone)
	require.NotNil(t, calendars[0].Published, "what seeding writes is in force")
	o, err := b.Office(t.Context())
	require.NoError(t, err)
	require.Len(t, o.Units, 3)
	require.Len(t, o.Persons, 6)
	require.Len(t, o.Posts, 5)
	require.Equal(t, "综合窗口", o.Posts[4].Name)
	require.Equal(t, policy.Asking(kind.Office(), r.Items), o.Items)
	require.Equal(t, 6, count(t, b, `SELECT count(*) FROM post_holders`))

	r.Assignments = append(r.Assignments, duty.Assignment{Post: "window", Person: "sun", From: founded.AddDate(1, 0, 0)})
	require.Equal(t, casework.Invalid, casework.CodeOf(b.Seed(t.Context(), r)), "two holders of one post")
	require.Equal(t, 6, count(t, b, `SELECT count(*) FROM post_holders`))
}

func TestRolesOfAUnit(t *testing.T) {
	t.Parallel()
	b := setup(t)
	for role, want := range map[casework.Role]string{
		casework.SectionHead: "head", casework.LeaderInCharge: "vice", casework.PrincipalLeader: "chief", casework.EfficiencyOffice: "eff",
	} {
		var post string
		require.NoError(t, b.raw.GetContext(t.Context(), &post, `SELECT post FROM unit_roles WHERE unit = 'permits' AND role = $1`, role))
		require.Equal(t, want, post)
	}
	require.Zero(t, count(t, b, `SELECT count(*) FROM unit_roles WHERE unit = 'efficiency' AND role IN ('section_head', 'handler')`),
		"the head of another section is not theirs")
}

// A post in charge of units is asked for them in place of its fellows, and for no other; one
// in charge of a subject alone for none (R229, R243).
func TestRolesOfALine(t *testing.T) {
	t.Parallel()
	b := setup(t)
	post := func(id, unit string, line casework.Line) casework.Post {
		return casework.Post{ID: id, Unit: unit, Name: id, Role: casework.GeneralOffice, Line: line}
	}
	require.NoError(t, b.Seed(t.Context(), store.Reference{
		Units: office().Units,
		Posts: []casework.Post{post("a-secretary", "bureau", "permits"), post("general", "efficiency", ""), post("a-legal", "bureau", "law")},
	}))
	for unit, want := range map[string]string{"permits": "a-secretary", "efficiency": "general", "bureau": "general"} {
		var got string
		require.NoError(t, b.raw.GetContext(t.Context(), &got, `SELECT post FROM unit_roles WHERE unit = $1 AND role = 'general_office'`, unit))
		require.Equal(t, want, got, unit)
	}
	o, err := b.Office(t.Context())
	require.NoError(t, err)
	require.Contains(t, o.Posts, post("a-secretary", "bureau", "permits"), "kept as it was given")
}

func TestHoldings(t *testing.T) {
	t.Parallel()
	b := setup(t)
	holding := func(person string, at time.Time) casework.Holding {
		t.Helper()
		all, err := b.Holdings(t.Context(), person, at)
		require.NoError(t, err)
		require.Len(t, all, 1)
		require.Equal(t, "window", all[0].Post)
		return all[0]
	}
	at := now()
	require.False(t, holding("li", at).Standby)
	require.True(t, holding("zhou", at).Standby)
	id, err := b.AddAbsence(t.Context(), people.Absence{
		Absence: duty.Absence{Person: "li", From: at, Until: at.Add(time.Hour)}, Kind: "leave", By: "wang",
	})
	require.NoError(t, err)
	require.True(t, holding("li", at).Standby)
	cover := holding("zhou", at)
	cover.Since, cover.Until = nil, nil
	require.Equal(t, casework.Holding{
		Post: "window", Name: "审批窗口", Role: casework.Handler, Unit: "permits", Covers: "li",
	}, cover)
	require.False(t, holding("li", at.Add(-time.Second)).Standby)

	_, err = b.AddAbsence(t.Context(), people.Absence{
		Absence: duty.Absence{Person: "li", From: at.Add(time.Minute), Until: at.Add(2 * time.Hour)}, Kind: "leave", By: "wang",
	})
	require.Equal(t, casework.Invalid, casework.CodeOf(err), "away twice at once")
	_, err = b.AddAbsence(t.Context(), people.Absence{Absence: duty.Absence{Person: "nobody", From: at, Until: at.Add(time.Hour)}})
	require.Equal(t, casework.Invalid, casework.CodeOf(err))
	err = b.EndAbsence(t.Context(), id, at.Add(-time.Hour))
	require.Equal(t, casework.Invalid, casework.CodeOf(err), "back before he left")
	none, err := b.Holdings(t.Context(), "li", founded.Add(-time.Hour))
	require.NoError(t, err)
	require.Empty(t, none)
}

func TestLogin(t *testing.T) {
	t.Parallel()
	b := setup(t)
	_, err := b.PersonForLogin(t.Context(), "li")
	require.Equal(t, casework.NotFound, casework.CodeOf(err), "no password yet")
	first, err := b.SetPassword(t.Context(), "cli", "li", "hash", true)
	require.NoError(t, err)
	require.NoError(t, b.SetLanguage(t.Context(), "li", "en"))
	got, err := b.PersonForLogin(t.Context(), "li")
	require.NoError(t, err)
	require.Equal(t, doors.Login{ID: "li", Hash: "hash", Temporary: true, Epoch: first}, got)
	require.NoError(t, b.Seed(t.Context(), office()))
	again, err := b.PersonForLogin(t.Context(), "li")
	require.NoError(t, err)
	require.Equal(t, got, again, "seeding again changes no account")
	_, err = b.SetPassword(t.Context(), "cli", "nobody", "hash", false)
	require.Equal(t, casework.NotFound, casework.CodeOf(err))
}

// TestAccounts: every act on an account stands in the audit trail, moves its
// sessions' epoch on, and shows in the list.
func TestAccounts(t *testing.T) {
	t.Parallel()
	b := setup(t)
	before, err := b.SessionEpoch(t.Context(), "li")
	require.NoError(t, err)
	require.Zero(t, before, "sessions from before there were epochs go on")
	given, err := b.SetPassword(t.Context(), "cli", "li", "hash", true)
	require.NoError(t, err)
	own, err := b.SetPassword(t.Context(), "li", "li", "other", false)
	require.NoError(t, err)
	locked, err := b.SetPassword(t.Context(), "cli", "li", "", false)
	require.NoError(t, err)
	require.Less(t, before, given)
	require.Less(t, given, own)
	require.Less(t, own, locked)
	now, err := b.SessionEpoch(t.Context(), "li")
	require.NoError(t, err)
	require.Equal(t, locked, now)
	_, err = b.PersonForLogin(t.Context(), "li")
	require.Equal(t, casework.NotFound, casework.CodeOf(err), "the door is locked")

	var rows []string
	require.NoError(t, b.raw.Select(&rows, `SELECT concat_ws(' ', actor, action, object, detail) FROM audit WHERE action LIKE 'account.%' ORDER BY id`))
	require.Equal(t, []string{"cli account.password li temporary", "li account.password li ", "cli account.disable li "}, rows)

	require.NoError(t, b.Audit(t.Context(), "li", "session.begin", "", ""))
	accounts, err := b.Accounts(t.Context(), "session.begin")
	require.NoError(t, err)
	i := slices.IndexFunc(accounts, func(a doors.Account) bool { return a.ID == "li" })
	require.GreaterOrEqual(t, i, 0)
	require.False(t, accounts[i].Open)
	require.Equal(t, locked, accounts[i].Epoch)
	require.NotNil(t, accounts[i].LastSeen)

	gone := office()
	for i := range gone.Persons {
		gone.Persons[i].Active = false
	}
	require.NoError(t, b.Seed(t.Context(), gone))
	_, err = b.SessionEpoch(t.Context(), "li")
	require.Equal(t, casework.NotFound, casework.CodeOf(err), "whoever left has no session")
}
