package drawer

import (
	"context"
	"net/url"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
)

// one keeps one draft.
type one struct {
	Store
	kept Kept
}

func (o *one) KeepDraft(_ context.Context, _, form, text string, _ int, _ time.Time) error {
	o.kept = Kept{Form: form, Text: text}
	return nil
}

func (o *one) FormDrafts(context.Context, string, string, time.Time) ([]Kept, error) {
	return []Kept{o.kept}, nil
}

// A draft shares the fate of what was sent in under its key: an answer that comes after it, and a draft
// that comes after its answer.
func TestADraftSharesTheFateOfItsKey(t *testing.T) {
	t.Parallel()
	const key = "0123456789abcdef"
	none := casework.FieldError(casework.NotFound, "id", "")
	who := casework.Principal{Person: "handler"}
	for name, tt := range map[string]struct {
		verdict *casework.Verdict
		err     error
		drafts  int
		waits   bool
	}{
		"never sent":   {err: none, drafts: 1},
		"not answered": {drafts: 1, waits: true},
		"refused":      {verdict: &casework.Verdict{Code: casework.WrongStage}, drafts: 1},
		"done":         {verdict: &casework.Verdict{Accepted: true}},
	} {
		room := New(&core.Core{Now: time.Now}, &one{}, func(_ context.Context, person, id string) (*casework.Verdict, error) {
			require.Equal(t, core.KeyID(who.Person, key), id, name)
			return tt.verdict, tt.err
		})
		require.NoError(t, room.KeepDraft(t.Context(), who, OfAct("BJ2026-000001", "complete"), url.Values{"key": {key}, "do": {"auto"}, "reason": {"还差一份"}}))
		drafts, err := room.FormDrafts(t.Context(), who, OfAct("BJ2026-000001", ""))
		require.NoError(t, err)
		require.Len(t, drafts, tt.drafts, name)
		for _, d := range drafts {
			require.Equal(t, tt.waits, d.Waits, name)
			require.Equal(t, "还差一份", d.Sent.Get("reason"))
		}
	}
}
