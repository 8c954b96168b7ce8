package e2e

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/reference"
)

// registration is the body of POST /cases.
type registration struct {
	Item      string            `json:"item"`
	Received  *time.Time        `json:"received,omitempty"`
	Reason    string            `json:"reason,omitempty"` // why receipt is entered late
	Fields    map[string]string `json:"fields"`
	Materials []string          `json:"materials"`
	Examine   bool              `json:"examine"` // whoever handles it looks at the papers and accepts
}

// foodPermit is a complete application for the permit of ten working days.
func foodPermit() registration {
	return registration{
		Item: "food-permit",
		Fields: map[string]string{
			"applicant": "青岚小吃店", "id_number": "91000000MA0000000N", "phone": "0000-5550101", "address": "青岚县人民路 1 号",
			"business": "餐饮服务经营者", "matter": "热食类食品制售",
		},
		Materials: []string{"application", "licence", "id-card", "layout", "rules"}, Examine: true,
	}
}

// practice is the matter whose every clock is seconds.
func practice() registration {
	return registration{
		Item:      "practice",
		Fields:    map[string]string{"applicant": "演示申请人", "phone": "0000-5550102"},
		Materials: []string{"sheet"}, Examine: true,
	}
}

// sameDay is the matter promised for the day it is accepted; its desk is that of who has the allowances.
func sameDay() registration {
	return registration{
		Item:      "senior-card",
		Fields:    map[string]string{"applicant": "青岚老人", "id_number": "000000194001010007", "phone": "0000-5550103"},
		Materials: []string{"id-card", "photo"}, Examine: true,
	}
}

// onDesk is a matter of the demo office that this office has given to another desk.
func onDesk(t *testing.T, item, unit, post string) policy.Item {
	t.Helper()
	ref, err := reference.Load(kind.Office())
	require.NoError(t, err)
	it := ref.Items[slices.IndexFunc(ref.Items, func(i policy.Item) bool { return i.ID == item })]
	it.Unit, it.Post = unit, post
	return it
}
