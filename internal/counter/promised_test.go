package counter_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/countertest"
	"github.com/shixian/shixian/internal/kind"
)

// A promise of a matter nobody offers, or longer than the statute of its matter, is refused at
// its field, and nothing is kept (R037, R199). So is one by which no case of the matter is counted:
// the catalogue says ten days, and eight of which ten are kept are no promise that was kept (R227).
func TestAPromiseIsNeverLongerThanTheStatute(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		item, limit string
		refused     error
	}{
		"as counted":   {countertest.Permit, "10wd", nil},
		"shorter":      {countertest.Permit, "8wd", casework.FieldError(casework.Invalid, "limit", "R227")},
		"as long":      {countertest.Permit, "20wd", casework.FieldError(casework.Invalid, "limit", "R227")},
		"longer":       {countertest.Permit, "21wd", casework.FieldError(casework.PromiseTooLong, "limit", "R037")},
		"months":       {countertest.Permit, "3mo", casework.FieldError(casework.PromiseTooLong, "limit", "R037")},
		"of no matter": {"nothing", "8wd", casework.FieldError(casework.UnknownItem, "item", "R032")},
		"in words":     {"", "", nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := setup(t)
			b.handling(func(s *casework.State) {
				s.Kind, s.Item, s.Unit, s.Post, s.Stage, s.Declared = kind.Promise, "service-promise", "permits", "permit-1", kind.StageFix, kind.Office().Of(kind.Promise).Revision
				s.Clocks = []casework.Clock{{Name: kind.ClockFix, Round: 1, Status: casework.Running, Owner: casework.PartyGroup}}
			})
			args := map[string]any{"approve": true, "reason": "可行"}
			if tt.item != "" {
				args["item"], args["limit"] = tt.item, tt.limit
			}
			_, err := b.Do(t.Context(), countertest.Principal(countertest.Chief), number, kind.Fix, args, "key")
			if tt.refused == nil {
				require.NoError(t, err)
				return
			}
			require.Equal(t, tt.refused, err)
			require.Empty(t, b.store.Commands, "nothing was kept")
			require.Empty(t, b.engine.Updates, "and nothing sent")
		})
	}
}
