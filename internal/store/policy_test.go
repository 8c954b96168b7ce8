package store_test

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/rulebook"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/store"
)

func house(version int, limit string) policy.Policy {
	return policy.Policy{ID: "house", Version: version, Kind: casework.Service, Rules: []policy.Rule{{
		Clock: "handle", Rule: "R005", Basis: "限时办结制", Limit: limit, Owner: casework.Handler, Outcome: casework.Breach,
	}}}
}

func edit(by string, revision int, p policy.Policy) func(*policy.Version) error {
	return func(v *policy.Version) error { return v.Edit(by, revision, p, now()) }
}

func TestADraftBecomesARule(t *testing.T) {
	t.Parallel()
	b := setup(t)
	ctx := t.Context()
	require.NoError(t, b.Seed(ctx, store.Reference{Policies: []policy.Policy{house(1, "10wd")}}))

	v, err := b.ChangeDraft(ctx, "house", edit("li", 0, house(0, "7wd")))
	require.NoError(t, err)
	require.Equal(t, "house@2", v.Ref())
	v, err = b.ChangeDraft(ctx, "house", edit("li", 1, house(0, "5wd")))
	require.NoError(t, err)
	require.Equal(t, 2, v.Revision)

	published, err := b.Policies(ctx)
	require.NoError(t, err)
	require.Len(t, published, 1, "a draft binds nobody")

	boom := errors.New("boom")
	_, err = b.ChangeDraft(ctx, "house", func(v *policy.Version) error { v.Rules = nil; return boom })
	require.ErrorIs(t, err, boom)
	_, err = b.ChangeDraft(ctx, "house", func(v *policy.Version) error { return v.Consent("wang", 2, now()) })
	require.Equal(t, casework.NotRequested, casework.CodeOf(err))
	_, err = b.ChangeDraft(ctx, "house", func(v *policy.Version) error { return v.Request("li", 2, now()) })
	require.NoError(t, err)
	_, err = b.ChangeDraft(ctx, "house", func(v *policy.Version) error { return v.Consent("li", 2, now()) })
	require.Equal(t, casework.SecondPerson, casework.CodeOf(err))
	_, err = b.ChangeDraft(ctx, "house", func(v *policy.Version) error { return v.Consent("wang", 2, now()) })
	require.NoError(t, err)

	versions, err := b.PolicyVersions(ctx)
	require.NoError(t, err)
	require.Len(t, versions, 2)
	second := versions[1]
	require.Equal(t, policy.Published, second.State)
	require.Equal(t, []string{"li", "li", "wang"}, []string{second.DraftedBy, second.PublishedBy, second.ConsentBy})
	require.NotNil(t, second.PublishedAt)
	require.Equal(t, "5wd", second.Rules[0].Limit)
	published, err = b.Policies(ctx)
	require.NoError(t, err)
	require.Equal(t, []policy.Policy{versions[0].Policy, second.Policy}, published)

	v, err = b.ChangeDraft(ctx, "house", edit("wang", 0, second.Policy))
	require.NoError(t, err)
	require.Equal(t, "house@3", v.Ref(), "the next draft starts from the published words")
	v, err = b.ChangeDraft(ctx, "new-one", edit("wang", 0, house(0, "1wd")))
	require.Equal(t, casework.Invalid, casework.CodeOf(err), "a draft keeps its name")
	require.Equal(t, 1, v.Version)
}

// TestAPublishedPolicyIsKeptByTheDatabase: not only by the code before it.
func TestAPublishedPolicyIsKeptByTheDatabase(t *testing.T) {
	t.Parallel()
	b := setup(t)
	require.NoError(t, b.Seed(t.Context(), store.Reference{Policies: []policy.Policy{house(1, "10wd")}}))
	for _, query := range []string{
		`UPDATE policies SET doc = '{}' WHERE id = 'house'`,
		`UPDATE policies SET state = 'draft', published_at = NULL WHERE id = 'house'`,
		`DELETE FROM policies WHERE id = 'house'`,
	} {
		_, err := b.raw.ExecContext(t.Context(), query)
		require.ErrorContains(t, err, "a published policy never changes", query)
	}
	_, err := b.ChangeDraft(t.Context(), "house", edit("li", 0, house(0, "7wd")))
	require.NoError(t, err)
	_, err = b.raw.ExecContext(t.Context(),
		`UPDATE policies SET state = 'published', published_by = 'li', consent_by = 'li', published_at = now() WHERE id = 'house' AND version = 2`)
	require.ErrorContains(t, err, "policies_second_person")
}

func TestPolicyUseCountsOpenCases(t *testing.T) {
	t.Parallel()
	b := setup(t)
	for range 3 {
		n := b.register(t)
		b.commit(t, step(n, 1, started(now())))
	}
	closed := b.register(t)
	s := step(closed, 1, started(now()))
	s.State.Stage, s.State.ClosedAt, s.State.Policy = casework.StageClosed, now(), "service-permit@2"
	b.commit(t, s)
	other := b.register(t)
	s = step(other, 1, started(now()))
	s.State.Policy = "service-permit@2"
	b.commit(t, s)

	use, err := b.PolicyUse(t.Context())
	require.NoError(t, err)
	require.Equal(t, []rulebook.PolicyUse{
		{Policy: "service-permit@1", Calendar: "cn@1", Open: 3}, {Policy: "service-permit@2", Calendar: "cn@1", Open: 1},
	}, use)
	rows, total, err := b.ListCases(t.Context(), core.CaseFilter{Scope: []core.Scope{{All: true}}, Policy: "service-permit@2", Open: new(true)})
	require.NoError(t, err)
	require.Equal(t, 1, total)
	require.Equal(t, other, rows[0].Number)
}
