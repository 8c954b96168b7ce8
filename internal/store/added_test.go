package store_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/store"
)

// TestAddedPolicies: in an office at work the release before may still take tasks, and
// reads what is published: a policy of a kind it never had is kept from it, and binds
// all the same. A kind that was there is published as ever.
func TestAddedPolicies(t *testing.T) {
	t.Parallel()
	b := setup(t)
	ctx := t.Context()
	require.NoError(t, b.Seed(ctx, store.Reference{Policies: []policy.Policy{house(1, "10wd")}}))
	b.register(t)
	petition := house(1, "30wd")
	petition.ID, petition.Kind = "petition", kind.Petition
	require.NoError(t, b.Seed(ctx, store.Reference{Policies: []policy.Policy{petition, house(2, "9wd")}}))

	var before []string
	require.NoError(t, b.raw.SelectContext(ctx, &before, `SELECT id || '@' || version FROM policies WHERE state = 'published' ORDER BY 1`))
	require.Equal(t, []string{"house@1", "house@2"}, before, "what the release before reads")
	now, err := b.Policies(ctx)
	require.NoError(t, err)
	require.Equal(t, []policy.Policy{house(1, "10wd"), house(2, "9wd"), petition}, now)
	versions, err := b.PolicyVersions(ctx)
	require.NoError(t, err)
	require.Equal(t, policy.Published, versions[2].State)
	v, err := b.ChangeDraft(ctx, "petition", edit("li", 0, petition))
	require.NoError(t, err)
	require.Equal(t, "petition@2", v.Ref())
}
