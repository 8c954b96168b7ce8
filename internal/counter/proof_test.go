package counter_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/cases"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/countertest"
	"github.com/shixian/shixian/internal/kind"
)

// paper attaches a file for what it is to show and tells its id.
func (b *bench) paper(t *testing.T, text, purpose string) string {
	t.Helper()
	raw := map[string]any{}
	if purpose != "" {
		raw["purpose"] = purpose
	}
	answer, err := b.Attach(t.Context(), handler(), number, func() (cases.Sent, error) {
		return cases.Sent{Key: core.KeyID(text, purpose), File: &core.File{Name: text + ".txt", Content: content(t, text)}, Raw: raw}, nil
	})
	require.NoError(t, err)
	return answer.ID
}

func (b *bench) pauses(t *testing.T, key, proof string) error {
	t.Helper()
	_, err := b.Do(t.Context(), handler(), number, casework.Pause, map[string]any{
		"category": "inspection", "until": "2026-10-12T09:00", "reason": "检验", "proof": proof,
	}, key)
	return err
}

// What one person does alone by a paper, he does by the very paper that shows it (R048).
func TestAPaperShowsWhatItWasAttachedFor(t *testing.T) {
	t.Parallel()
	b := setup(t)
	registered := b.now
	b.handling(func(s *casework.State) {
		s.Registered, s.Declared = registered, kind.Office().Of(casework.Service).Revision
	})
	refused := func(code casework.Code, err error) {
		t.Helper()
		require.Equal(t, code, casework.CodeOf(err))
		why := core.RefusalsOf(err)[0]
		require.Equal(t, []string{"proof", "R048"}, []string{why.Field, why.Rule})
	}

	refused(casework.ProofUnfit, b.pauses(t, "k1", "nothing-of-that-name"))
	refused(casework.ProofUnfit, b.pauses(t, "k2", b.paper(t, "现场照片", "")))
	refused(casework.ProofUnfit, b.pauses(t, "k3", b.paper(t, "撤回申请", casework.PurposeWithdrawal)))

	b.now = registered.Add(-time.Hour)
	before := b.paper(t, "上一件的通知", casework.PurposePauseNotice)
	b.now = registered.Add(time.Hour)
	refused(casework.ProofUnfit, b.pauses(t, "k4", before))

	notice := b.paper(t, "检验通知", casework.PurposePauseNotice)
	form := func() casework.Field {
		forms, err := b.Actions(t.Context(), handler(), b.store.Cases[number])
		require.NoError(t, err)
		for _, f := range forms {
			if f.Command == casework.Pause {
				return f.Fields[2]
			}
		}
		return casework.Field{}
	}
	require.Equal(t, []string{notice}, form().Choices, "the forms offer what will be taken")
	require.NoError(t, b.pauses(t, "k5", notice))
	require.NoError(t, b.pauses(t, "k5", notice), "sent again it is the same act")

	refused(casework.ProofUsed, b.pauses(t, "k6", notice))
	refused(casework.ProofUnfit, b.pauses(t, "k7", b.paper(t, "检验通知", "")))
	require.Empty(t, form().Choices)
	same := b.paper(t, "检验通知", casework.PurposeWithdrawal)
	require.NotEqual(t, notice, same, "for another purpose it is kept again")
	_, err := b.Do(t.Context(), handler(), number, casework.Withdraw, map[string]any{"proof": same}, "k8")
	refused(casework.ProofUsed, err)
}

// A signal rests on a paper as a form does.
func TestASignalRestsOnAPaper(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.handling(func(s *casework.State) { s.Declared = kind.Office().Of(casework.Service).Revision })
	asked := func(proof string) casework.Authority {
		a, err := b.Authorize(t.Context(), casework.AuthorizeRequest{
			ID: "signal", Number: number, Command: casework.Withdraw, Actor: countertest.Handler, At: b.now, Args: casework.Args{Proof: proof},
		})
		require.NoError(t, err)
		return a
	}
	photo, letter := b.paper(t, "照片", ""), b.paper(t, "撤回申请", casework.PurposeWithdrawal)
	require.Equal(t, casework.Authority{Code: casework.ProofUnfit, Field: "proof", Rule: "R048"}, asked(photo))
	require.True(t, asked(letter).Allowed)
}
