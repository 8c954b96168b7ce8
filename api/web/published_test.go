package web

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/cases"
)

// Whoever looks a matter up, and whoever follows his case by its code, reads why it is over
// its limit (优化营商环境条例 36; R240).
func TestWhyItIsLateIsReadInPublic(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, casework.Principal{})
	doc, _ := v.get("/public/items/food-permit")
	require.NotContains(t, textOf(doc.Find("main")), "超过办理时间的理由")
	v.counter.desk.answered = cases.Progress{Number: "BJ2026-000412", Kind: casework.Service, Stage: casework.StageHandle, Published: []cases.Published{{Number: "BJ2026-000412", On: "2026-03-17", Reason: "检验设备检修"}}}
	doc, _ = v.get("/public/items/food-permit")
	require.Contains(t, textOf(doc.Find("main")), "超过办理时间的理由")
	require.Contains(t, textOf(doc.Find("main .reply")), "2026-03-17 · BJ2026-000412检验设备检修")
}
