package kernel

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/words"
)

// A part bears the name of its post, or of what it is of, never the code of it; the lead's clock
// bears none (R044).
func TestAPartBearsItsPostsName(t *testing.T) {
	t.Parallel()
	office := &core.Office{Posts: []casework.Post{{ID: "food-desk", Name: "食品许可岗", NameEn: "Food permits"}}}
	zh, en := Voice{Lang: words.Chinese, Kinds: kind.Office()}, Voice{Lang: words.English, Kinds: kind.Office()}
	for _, x := range []struct {
		of         casework.Kind
		clock      string
		says, said string
	}{
		{casework.Supervision, "step:food-desk", "协办环节（食品许可岗）", "Joint step (Food permits)"},
		{casework.Supervision, "reply", "回复", "Reply"},
		{kind.Report, "word:leader_in_charge", "补签（分管领导）", "Signing for a word (leader in charge)"},
		{casework.Service, "confirm_deemed:intake", "确认期限届满的结果（受理）", "Confirming what the law decided (Intake)"},
		{casework.Service, "public_notice:extension_notice", "公告送达", "Public notice"},
	} {
		require.Equal(t, x.says, zh.ClockOf(office, x.of, x.clock))
		require.Equal(t, x.said, en.ClockOf(office, x.of, x.clock))
	}
	require.Equal(t, "应完成协办环节", zh.Owed(casework.Supervision, "step:food-desk"))
}
