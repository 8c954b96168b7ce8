package e2e

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
)

// TestServiceCaseByAPI is the main job, told by the JSON API alone.
func TestServiceCaseByAPI(t *testing.T) {
	t.Parallel()
	h := open(t)
	clerk, handler, leader := h.as("clerk"), h.as("handler"), h.as("leader_in_charge")
	got := clerk.send(http.MethodPost, "/cases", foodPermit(), "k")
	t.Log(got.status, string(got.body))
	number := clerk.register(foodPermit())
	handler.do(number, casework.Accept, args{})
	handler.do(number, casework.RequestExtension, args{"clock": "handle", "days": 2, "reason": "现场核查遇暴雨"})
	leader.do(number, casework.DecideExtension, args{"clock": "handle", "approve": true, "days": 2, "reason": "同意"})
	handler.do(number, casework.Complete, args{})
	handler.do(number, casework.Deliver, args{})
	for _, r := range handler.timeline(number) {
		t.Logf("%+v", r)
	}
	for _, r := range handler.ledger(number) {
		t.Logf("%+v", r)
	}
	for _, p := range []*person{clerk, handler, leader} {
		t.Log("inbox")
		for _, r := range p.inbox(number) {
			t.Logf("%+v", r)
		}
	}
	require.Fail(t, "x")
}
