package counter_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/countertest"
	"github.com/shixian/shixian/internal/kind"
)

// A case ends by the paper of its very ground, and as a duplicate of what the same applicant
// brought before, on the same item, and is open (R048).
func TestAGroundHasAProofOfItsOwn(t *testing.T) {
	t.Parallel()
	const earlier = "BJ2026-000003"
	for name, tt := range map[string]struct {
		ground, paper string
		applicant     string // of the earlier case
		change        func(*casework.State)
		want          casework.Code
		field         string
	}{
		"the certificate":        {ground: "death", paper: casework.PurposeDeath},
		"another paper":          {ground: "death", paper: casework.PurposeWithdrawal, want: casework.ProofUnfit, field: "proof"},
		"that of another ground": {ground: "death", paper: casework.PurposeDissolution, want: casework.ProofUnfit, field: "proof"},
		"his own earlier case":   {ground: "duplicate", applicant: "张三"},
		"somebody else's":        {ground: "duplicate", applicant: "李四", want: casework.Invalid, field: "case"},
		"one that is over":       {ground: "duplicate", applicant: "张三", change: func(s *casework.State) { s.Stage = casework.StageClosed }, want: casework.Invalid, field: "case"},
		"one that came after":    {ground: "duplicate", applicant: "张三", change: func(s *casework.State) { s.Registered = s.Registered.Add(48 * time.Hour) }, want: casework.Invalid, field: "case"},
		"one of another item":    {ground: "duplicate", applicant: "张三", change: func(s *casework.State) { s.Item = "other" }, want: casework.Invalid, field: "case"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := setup(t)
			registered := b.now
			b.handling(func(s *casework.State) {
				s.Registered, s.Declared = registered, kind.Office().Of(casework.Service).Revision
			})
			before := casework.State{
				Number: earlier, Kind: casework.Service, Item: countertest.Permit, Unit: "permits", Post: "permit-1",
				Run: 1, Revision: 1, Stage: casework.StageHandle, Received: b.now, Registered: registered.Add(-24 * time.Hour),
			}
			if tt.change != nil {
				tt.change(&before)
			}
			b.store.Put(before)
			b.store.Sealed[number] = map[string]string{"applicant": "张三"}
			b.store.Sealed[earlier] = map[string]string{"applicant": tt.applicant}
			said := map[string]any{"reason": "终止", "ground": tt.ground}
			if tt.ground == "duplicate" {
				said["case"] = earlier
			} else {
				said["proof"] = b.paper(t, "证明", tt.paper)
			}
			_, err := b.Do(t.Context(), handler(), number, casework.Close, said, "key-1")
			require.Equal(t, tt.want, casework.CodeOf(err), "%v", err)
			if tt.want != "" {
				var why *casework.Error
				require.ErrorAs(t, err, &why)
				require.Equal(t, []string{tt.field, "R048"}, []string{why.Field, why.Rule})
			}
		})
	}
}
