package kernel

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/words"
)

// A co-unit's part bears its post's name, never the code of it; the lead's clock
// bears none (R044).
func TestAPartBearsItsPostsName(t *testing.T) {
	t.Parallel()
	part := casework.ClockView{Kind: casework.Supervision, Name: "step:food-desk", PostName: "食品许可岗"}
	lead := casework.ClockView{Kind: casework.Supervision, Name: "reply", PostName: "城管岗"}
	zh := Voice{Lang: words.Chinese, Kinds: kind.Office()}
	require.Equal(t, "协办环节（食品许可岗）", zh.ClockName(part))
	require.Equal(t, "回复", zh.ClockName(lead))
	require.Equal(t, "应完成协办环节", zh.Owed(casework.Supervision, "step:food-desk"))
}
