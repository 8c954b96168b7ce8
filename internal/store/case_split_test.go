package store_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/appraisal"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/desk"
	"github.com/shixian/shixian/internal/store/messages"
)

// splitOff opens the cases of further persons out of li's, and returns the step
// maker of the first with the numbers of all three.
func (b *bundle) splitOff(t *testing.T, persons ...string) (build func(int, ...casework.Event) casework.Step, numbers []string) {
	t.Helper()
	build = b.judged(t)
	first := build(1).State.Number
	var events []casework.Event
	for _, person := range persons {
		text, err := b.SaveText(t.Context(), "sun", first, person+"同意延期时没有核实")
		require.NoError(t, err)
		events = append(events, casework.Event{
			Name: casework.AccountabilityOpened, Level: casework.LevelSplit, Actor: "sun", TextID: text,
			Detail: map[string]string{"person": person, "share": casework.ShareMain},
		})
	}
	b.commit(t, build(1, events...))
	ties, err := b.Links(t.Context(), first)
	require.NoError(t, err)
	numbers = []string{first}
	for _, tie := range ties {
		require.Equal(t, casework.SplitInto, tie.Relation)
		require.False(t, tie.Back)
		numbers = append(numbers, tie.Number)
	}
	require.Len(t, numbers, len(persons)+1)
	return build, numbers
}

// Each further person has a case that begins with what was written about him and
// nothing else, waits for the sweep, and is linked with the first.
func TestACaseForEachFurtherPerson(t *testing.T) {
	t.Parallel()
	b := setup(t)
	_, numbers := b.splitOff(t, "zhao", "qian")
	first, err := b.Case(t.Context(), numbers[0])
	require.NoError(t, err)
	require.Empty(t, first.Opened, "what was split stands among the links, where each reader's sight is checked")
	require.Equal(t, []string{"qian", "zhao"}, first.Beside)

	second, err := b.Case(t.Context(), numbers[1])
	require.NoError(t, err)
	require.Equal(t, casework.StageApprove, second.Stage, "whether it is opened against him too is the head's word (处分条例 39)")
	require.Equal(t, first.Parent, second.Parent, "the breach is the same")
	require.Equal(t, []string{"li", "qian", "zhao"}, second.Beside, "and he himself, until it is opened")
	states, err := b.Unstarted(t.Context(), now().Add(time.Second), 10)
	require.NoError(t, err)
	var begun []string
	for _, s := range states {
		if s.Facts[casework.FactSplitFrom] == "" {
			continue
		}
		begun = append(begun, s.Facts[casework.FactInquired])
		require.Equal(t, numbers[0], s.Facts[casework.FactSplitFrom])
		require.Equal(t, "window", s.Cause.Post)
		texts, err := b.OpenTexts(t.Context(), s.Number, []string{s.Facts[casework.FactStatedIn]})
		require.NoError(t, err)
		require.Equal(t, s.Facts[casework.FactInquired]+"同意延期时没有核实", texts[s.Facts[casework.FactStatedIn]])
		texts, err = b.OpenTexts(t.Context(), numbers[0], []string{s.Facts[casework.FactStatedIn]})
		require.NoError(t, err)
		require.Empty(t, texts, "sealed under his own case")
	}
	require.Equal(t, []string{"zhao", "qian"}, begun)
}

// Whom one of the cases is about has no list, desk, message or mail of the others,
// whatever post he stands on.
func TestWhoAnswersBesideSeesNothing(t *testing.T) {
	t.Parallel()
	b := setup(t)
	build, numbers := b.splitOff(t, "qian")
	b.commit(t, build(2, casework.Event{Name: casework.Escalated, Level: "1", To: []casework.Role{casework.PrincipalLeader}}))
	require.NotContains(t, b.inbox(t, "qian"), casework.Escalated)
	mail, err := b.ClaimOutbox(t.Context(), 50, 0, messages.AnyChannel)
	require.NoError(t, err)
	for _, m := range mail {
		require.False(t, m.Number == numbers[0] && m.Person == "qian", m.Event)
	}

	for person, want := range map[string][]string{"qian": nil, "sun": {numbers[1], numbers[0]}} { // whom an inquiry is about sees it no more than those of the others
		rows, _, err := b.ListCases(t.Context(), core.CaseFilter{Scope: []core.Scope{{Kind: casework.Accountability, All: true, Concerned: person, Beside: person}}})
		require.NoError(t, err)
		var got []string
		for _, r := range rows {
			got = append(got, r.Number)
		}
		require.ElementsMatch(t, want, got, person)
	}

	own := build(3)
	own.State.Number, own.State.Revision = numbers[1], 1
	own.State.Facts = map[string]string{"person": "qian", casework.FactSplitFrom: numbers[0]}
	right := handle(now().AddDate(0, 0, 30))
	right.Name, right.Owner, right.Outcome = "statement", casework.PersonConcerned, casework.Lapse
	own.State.Clocks = []casework.Clock{right}
	b.commit(t, own)
	theirs := build(3)
	theirs.State.Facts["person"] = "li"
	late := handle(now().AddDate(0, 0, 30))
	late.Name, late.Owner = "review", casework.PrincipalLeader
	theirs.State.Clocks = []casework.Clock{late}
	b.commit(t, theirs)

	deskOf := func(person string) (out []string) {
		f := core.ClockFilter{Holder: person, Scope: everything}
		rows, total, err := b.ListClocks(t.Context(), f)
		require.NoError(t, err)
		matters, err := b.OpenMatters(t.Context(), desk.Filter{Holder: person, Scope: everything})
		require.NoError(t, err)
		lying := 0
		for _, m := range matters.Rows {
			lying += len(m.Clocks)
		}
		require.Equal(t, total, lying, "a row of matters holds the clocks of the list, and no other's")
		require.Equal(t, len(matters.Rows), matters.Sum().Lights.Green)
		for _, r := range rows {
			if r.Kind == casework.Accountability {
				out = append(out, r.Number+" "+r.Name)
			}
		}
		return out
	}
	require.Equal(t, []string{numbers[1] + " statement"}, deskOf("qian"), "his own right, and not the review of the other's case")
	require.Empty(t, deskOf("li"))

	for person, want := range map[string][]string{"qian": {numbers[1]}, "li": {numbers[0]}, "sun": {numbers[1], numbers[0]}} {
		rows, _, err := b.ListCases(t.Context(), core.CaseFilter{Scope: []core.Scope{{
			Kind: casework.Accountability, All: true, Concerned: person, Beside: person,
		}}})
		require.NoError(t, err)
		var got []string
		for _, r := range rows {
			got = append(got, r.Number)
		}
		require.ElementsMatch(t, want, got, person)
	}
}

// A matter for which several answer was proven once of the unit (R145).
func TestAMatterIsProvenOnceOfItsUnit(t *testing.T) {
	t.Parallel()
	b := setup(t)
	build, numbers := b.splitOff(t, "zhao")
	b.commit(t, build(2, decided("admonition")))
	other := build(3, decided("admonition"))
	other.State.Number, other.State.Revision = numbers[1], 1
	other.State.Facts = map[string]string{"person": "zhao", casework.FactSplitFrom: numbers[0], casework.FactMeasure: "admonition"}
	b.commit(t, other)
	proven := func(f appraisal.ProvenFilter) int {
		f.From, f.To = now().AddDate(-1, 0, 0), now().AddDate(1, 0, 0)
		n, err := b.Proven(t.Context(), f)
		require.NoError(t, err)
		return n
	}
	require.Equal(t, 1, proven(appraisal.ProvenFilter{Unit: "permits"}))
	require.Equal(t, 0, proven(appraisal.ProvenFilter{Unit: "permits", Except: numbers[0]}))
	require.Equal(t, 0, proven(appraisal.ProvenFilter{Unit: "permits", Except: numbers[1]}))
	require.Equal(t, 1, proven(appraisal.ProvenFilter{Person: "zhao"}))
}
