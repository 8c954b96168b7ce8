package counter_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/countertest"
	"github.com/shixian/shixian/internal/kind"
)

func petitionOf(more map[string]string) core.Registration {
	in := core.Registration{Item: petitionItem.ID, Fields: map[string]string{"applicant": "张三", "statement": "请求答复", "channel": "visit"}}
	for k, v := range more {
		in.Fields[k] = v
	}
	return in
}

// A petition against the office that would judge it, or the head of the bureau, goes
// upward (design section 1, 条例 30); at most five speak for those who brought it together.
func TestWhoHandlesAPetition(t *testing.T) {
	t.Parallel()
	for against, want := range map[string]string{"": "efficiency", "permit-1": "efficiency", "efficiency": "discipline", "chief": "discipline"} {
		b := withPetitions(t)
		_, err := b.Register(t.Context(), clerk(), petitionOf(map[string]string{casework.FactAgainstPost: against}), "k")
		require.NoError(t, err)
		require.Equal(t, want, b.store.Registered[0].Post, against)
	}
	b := withPetitions(t)
	_, err := b.Register(t.Context(), clerk(), petitionOf(map[string]string{"in_common": "true", "representatives": "甲\n乙\n丙\n丁\n戊\n己"}), "k")
	require.Equal(t, []any{"fields.representatives", "信访工作条例第二十条"}, []any{core.RefusalsOf(err)[0].Field, core.RefusalsOf(err)[0].Rule})
	_, err = b.Register(t.Context(), clerk(), petitionOf(map[string]string{"in_common": "true", "representatives": "甲\n乙\n丙\n丁\n戊\n\n"}), "k")
	require.NoError(t, err)
}

// Who writes without a name, and does not say that he gives none, is asked for it by the
// rule of petitions (R084), not by that of complaints.
func TestANamelessPetitionIsRefusedByItsOwnRule(t *testing.T) {
	t.Parallel()
	b := withPetitions(t)
	_, err := b.Complain(t.Context(), kind.Petition, map[string]string{"statement": "请求答复"}, formKey)
	refused := map[string]string{}
	for _, r := range core.RefusalsOf(err) {
		refused[r.Field] = r.Rule
	}
	require.Equal(t, []string{"R084", "R084"}, []string{refused["fields.applicant"], refused["fields.phone"]}, "%v", err)
}

// The number in another system is taken once: the same form again is the same case, and
// another under that number is refused at its field.
func TestKnownElsewhere(t *testing.T) {
	t.Parallel()
	b := withPetitions(t)
	numbered := petitionOf(map[string]string{"outside_number": "WX-9"})
	first, err := b.Register(t.Context(), clerk(), numbered, "k")
	require.NoError(t, err)
	again, err := b.Register(t.Context(), clerk(), numbered, "k")
	require.NoError(t, err)
	require.Equal(t, first.Number, again.Number)
	_, err = b.Register(t.Context(), efficiency(), petitionOf(map[string]string{"outside_number": "WX-9", "statement": "别的"}), "other")
	require.Equal(t, []any{casework.KnownElsewhere, "fields.outside_number"}, []any{core.RefusalsOf(err)[0].Code, core.RefusalsOf(err)[0].Field})
}

// sortedPetition lies with the office that keeps petitions, and names a post.
func (b *bench) sortedPetition(number string, facts map[string]string) {
	b.store.Put(casework.State{
		Number: number, Kind: kind.Petition, Unit: "bureau", Post: "efficiency", Stage: kind.StageSort, Turn: casework.EfficiencyOffice, Run: 1, Revision: 1,
		Received: b.now.Add(-time.Hour), Facts: facts,
		Clocks: []casework.Clock{{Name: "screen", Round: 1, Status: casework.Running, Owner: casework.EfficiencyOffice, Start: b.now.Add(-time.Hour), Due: b.now.Add(time.Hour)}},
	})
}

// Nobody is given a petition against himself, by whichever act (条例 30); whom it names
// does not learn that it is there.
func TestNobodyHandlesAPetitionAgainstHimself(t *testing.T) {
	t.Parallel()
	b := withPetitions(t)
	b.sortedPetition("XF2026-000001", map[string]string{casework.FactAgainstPerson: countertest.Handler})
	claim := map[string]any{"outcome": "claim", "post": "permit-1", "reason": "受理"}
	_, err := b.Do(t.Context(), efficiency(), "XF2026-000001", casework.Screen, claim, "k1")
	require.Equal(t, []any{casework.OwnCase, "post"}, []any{core.RefusalsOf(err)[0].Code, core.RefusalsOf(err)[0].Field})
	claim["post"] = "other-1"
	_, err = b.Do(t.Context(), efficiency(), "XF2026-000001", casework.Screen, claim, "k2")
	require.NoError(t, err)
	_, err = b.Case(t.Context(), handler(), "XF2026-000001")
	require.Equal(t, casework.NotFound, casework.CodeOf(err))
}

// Letters and visits are items of supervision (R088): the item is linked from the page of
// the petition, and not from its own, whose timeline would tell.
func TestAPetitionLeadsToAnItemOfSupervision(t *testing.T) {
	t.Parallel()
	b := withPetitions(t)
	b.sortedPetition("XF2026-000001", nil)
	b.store.Put(casework.State{
		Number: "DB2026-000001", Kind: casework.Supervision, Unit: "bureau", Post: "permit-1", Stage: casework.StageHandle, Run: 1, Revision: 1,
		Received: b.now, Facts: map[string]string{"scope": "letters"},
	})
	_, err := b.Do(t.Context(), efficiency(), "XF2026-000001", casework.Link, map[string]any{"case": "DB2026-000001", "relation": "related"}, "k1")
	require.NoError(t, err)
	require.Equal(t, "DB2026-000001", b.store.Commands[0].Command.Args.Case)
	_, err = b.Do(t.Context(), handler(), "DB2026-000001", casework.Link, map[string]any{"case": "XF2026-000001", "relation": "related"}, "k2")
	require.Equal(t, casework.LinkSealed, casework.CodeOf(err))
}

// Who brought it, and when to the second, the head of the bureau does not learn while it
// lies with the office that keeps petitions: it may be an accusation (条例 30).
func TestAPetitionIsSealedUntilItIsGivenToADesk(t *testing.T) {
	t.Parallel()
	b := withPetitions(t)
	b.sortedPetition("XF2026-000001", nil)
	whole, err := b.Case(t.Context(), efficiency(), "XF2026-000001")
	require.NoError(t, err)
	seen, err := b.Case(t.Context(), chief(), "XF2026-000001")
	require.NoError(t, err)
	require.True(t, seen.Veiled)
	require.NotEqual(t, core.StateOf(whole).Clock("screen").Start, core.StateOf(seen).Clock("screen").Start)
	require.Zero(t, core.StateOf(seen).Clock("screen").Start.In(core.Zone).Hour(), "the day alone")
	_, err = b.Fields(t.Context(), chief(), "XF2026-000001")
	require.Equal(t, casework.Forbidden, casework.CodeOf(err))
}
