package counter_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/cases"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/countertest"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/policy"
)

const question = "SW2026-000001"

// askedHere is an office with a first contact in its catalogue, and one in its hands.
func askedHere(t *testing.T) *bench {
	t.Helper()
	b := setup(t)
	office, err := b.store.Office(t.Context())
	require.NoError(t, err)
	office.Items = append(office.Items, policy.Item{ID: "contact", Kind: kind.Contact, Name: "首问", Unit: "permits", Post: "window", Fields: []policy.FormField{
		{Name: "applicant", Label: "姓名", Type: "text", Required: true, Max: 20}, {Name: "for_post", Label: "代收", Type: policy.FieldPost, Fact: true},
	}})
	b.store.Put(casework.State{Number: question, Kind: kind.Contact, Item: "contact", Unit: "permits", Post: "permit-1", Stage: casework.StageHandle})
	b.engine.Run(question, true)
	return b
}

// It lies with the post that was asked, whatever desk the catalogue names (R001), and what
// is taken in for a colleague names his unit, too (R014).
func TestWhoIsAskedFirstHasIt(t *testing.T) {
	t.Parallel()
	b := askedHere(t)
	_, err := b.Register(t.Context(), handler(), core.Registration{Item: "contact", Fields: map[string]string{"applicant": "张三", "for_post": "other-1"}}, "k")
	require.NoError(t, err)
	kept := b.store.Registered[0]
	require.Equal(t, "permit-1", kept.Post)
	require.Equal(t, map[string]string{kind.FactFor: "other-1", kind.FactForUnit: "other"}, kept.Facts)
	_, err = b.Register(t.Context(), countertest.Principal(countertest.Leader), core.Registration{Item: "contact", Fields: map[string]string{"applicant": "张三"}}, "k")
	require.Equal(t, casework.Forbidden, casework.CodeOf(err))
}

// One choice makes it a case: the matter says of which kind; one that is not offered here,
// or of another kind, is refused at its field (R004, R032).
func TestAQuestionBecomesACase(t *testing.T) {
	t.Parallel()
	b := askedHere(t)
	view, err := b.Case(t.Context(), handler(), question)
	require.NoError(t, err)
	forms, err := b.Actions(t.Context(), handler(), view)
	require.NoError(t, err)
	for _, form := range forms {
		if form.Command == casework.Convert {
			require.Equal(t, "item", form.Fields[0].Name)
			require.Equal(t, []string{countertest.Permit, countertest.Complaint}, form.Fields[0].Choices, "what it may become, and nothing else")
			for _, f := range form.Fields {
				require.NotEqual(t, "kind", f.Name, "the matter says it")
			}
		}
	}
	for name, raw := range map[string]map[string]any{
		"none": {"kind": "service"}, "nowhere": {"kind": "service", "item": "moon"}, "another": {"kind": "service", "item": "contact"},
	} {
		_, err := b.Do(t.Context(), handler(), question, casework.Convert, raw, name)
		require.Equal(t, casework.UnknownItem, casework.CodeOf(err), name)
		require.Equal(t, "item", core.RefusalsOf(err)[0].Field, name)
	}
	_, err = b.Do(t.Context(), handler(), question, casework.Convert, map[string]any{"item": countertest.Permit}, "k")
	require.NoError(t, err)
	require.Equal(t, casework.Service, b.engine.Updates[0].Args.Kind)
}

// What was asked goes on as something else, and the page by its code says as what and under which
// number; of what is sealed no number is said, for who issued the code may know it (R009, R081).
func TestProgressSaysWhereItWentOn(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		to   casework.Tie
		code string
		want cases.Onward
	}{
		"a permit, by the same code":     {casework.Tie{Number: "BJ2026-000009", Kind: casework.Service, Relation: casework.ConvertedTo}, "hash of code", cases.Onward{Kind: casework.Service, Number: "BJ2026-000009", Same: true}},
		"a permit, by a code of its own": {casework.Tie{Number: "BJ2026-000009", Kind: casework.Service, Relation: casework.ConvertedTo}, "hash of another", cases.Onward{Kind: casework.Service, Number: "BJ2026-000009"}},
		"a complaint":                    {casework.Tie{Number: "TS2026-000009", Kind: casework.Complaint, Relation: casework.ConvertedTo}, "hash of code", cases.Onward{Kind: casework.Complaint}},
	} {
		b := askedHere(t)
		b.store.Codes[question], b.store.Codes[tt.to.Number] = []byte("hash of code"), []byte(tt.code)
		b.store.Ties = map[string][]casework.Tie{question: {{Number: "GW2026-000001", Kind: casework.Document, Relation: casework.Related}, tt.to}}
		got, err := b.Progress(t.Context(), question, "code")
		require.NoError(t, err)
		require.Nil(t, got.Onward, "not while it goes on here")
		b.closedAs(question, "converted")
		got, err = b.Progress(t.Context(), question, "code")
		require.NoError(t, err)
		require.Equal(t, &tt.want, got.Onward, name)
	}
}
