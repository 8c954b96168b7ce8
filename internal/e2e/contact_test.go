package e2e

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

// TestFirstContactInChromium: whoever is asked first, at the window on a phone, has it to
// its end (R001 to R020): each way it may go, from the short form on.
func TestFirstContactInChromium(t *testing.T) {
	t.Parallel()
	h := open(t, with(quickened(t, quick{"quick", "deputy-proposal", []string{kind.ClockOpinion}})))
	b := openBrowser(t, h)
	window, desk, head := b.enter("clerk", 390), b.enter("handler", 1280), b.enter("principal_leader", 1280)
	w := officeWindows{b: b, signed: map[string]*person{}, open: map[string]*tab{"handler": desk, "principal_leader": head, inspecting: b.enter(inspecting, 390)}}
	clerk := h.as("clerk")
	question := func(more map[string]string) string {
		fields := map[string]string{"applicant": "青岚居民", "phone": "0000-5550301", "channel": "visit", "matter": "开小餐馆要办什么证？"}
		for k, v := range more {
			fields[k] = v
		}
		return window.takeIn(kind.Contact, "first-contact", fields)
	}
	ended := func(number, result string) {
		t.Helper()
		require.Equal(t, result, clerk.view(number).Result)
	}

	onTheSpot := question(nil) // R004
	require.True(t, window.fits(), "the case is wider than the phone")
	window.act(onTheSpot, casework.Reply, map[string]string{"reason": "食品经营许可，材料当面说明。"})
	ended(onTheSpot, "answered")

	inside := question(map[string]string{"helped": "true"}) // R008, R010, R020
	require.NotEmpty(t, window.refusedHere(inside, casework.AssignStep, map[string]string{"post": "food-desk", "means": "pointed"}))
	window.act(inside, casework.AssignStep, map[string]string{"post": "food-desk", "means": kind.Accompanied})
	require.Contains(t, desk.deskOf(), inside, "it lies on the desk that was led to")
	desk.act(inside, casework.ConfirmReceipt, nil)
	desk.act(inside, casework.CompleteStep, map[string]string{"reason": "已接待、答复"})
	window.act(inside, casework.Reply, map[string]string{"reason": "已办妥"})
	ended(inside, "answered")

	outside := question(nil) // R011
	window.act(outside, kind.GuideOut, map[string]string{"outcome": "contacted", "basis": "县税务局纳税服务科，李某，人民路 5 号，0000-5550399", "reason": "已电话联系"})
	ended(outside, "referred")

	up := question(nil) // R012
	window.act(up, kind.FileUp, map[string]string{"received": h.now().In(zoneOf(t)).Format("2006-01-02T15:04"), "basis": "报市局许可处"})
	require.Equal(t, kind.StageFiled, clerk.view(up).Stage)
	window.act(up, kind.Urge, nil)
	window.act(up, casework.Reply, map[string]string{"reason": "市局已批复"})
	ended(up, "answered")

	urgent := question(map[string]string{"urgent": "true"}) // R015
	head.open("/inbox")
	require.Contains(t, head.text("main"), urgent, "the head hears the moment it is written down")

	window.act(urgent, casework.Transfer, map[string]string{"post": "food-desk", "reason": "另有任务"}) // R016
	require.Equal(t, "window-clerk", clerk.view(urgent).Post, "nothing is handed on alone")
	head.sign(urgent)
	eventually(t, answeredWithin, "it is handed on", func() bool { return h.as("principal_leader").view(urgent).Post == "food-desk" })
	desk.act(urgent, casework.Reply, map[string]string{"reason": "已处理"})

	refused := question(nil) // R017, R018
	window.act(refused, casework.Decline, map[string]string{"reason": "住宅内不得经营，已解释", "basis": "食品安全法第三十三条"})
	ended(refused, "explained")
	window.act(refused, casework.Object, map[string]string{"reason": "认为可以办"})
	w.of(leader).openInbox(refused)

	asked := question(nil) // R004, R009: one choice and one click, nothing typed twice
	window.act(asked, casework.Convert, map[string]string{"item": "food-permit"})
	ended(asked, "converted")
	var service string
	eventually(t, answeredWithin, "it is a case by now", func() bool {
		for _, tie := range clerk.view(asked).Links {
			service = tie.Number
		}
		return service != "" && h.as("handler").view(service).Revision > 0
	})
	require.Contains(t, desk.deskOf(), service)
	desk.open("/cases/" + service + "?show=applicant")
	require.Contains(t, desk.text("#applicant"), "开小餐馆要办什么证？", "what was written down went along")
	window.act(service, kind.Urge, nil) // whoever was asked first follows it
	desk.act(service, casework.Accept, nil)
	desk.act(service, casework.Complete, nil)
	window.open("/inbox")
	require.Contains(t, window.text("main"), service, "and hears of the result")

	attendanceInChromium(t, w) // in the same house
	reportInChromium(t, w)
	proposalInChromium(t, w)
	w.end(t, businessEnds(t))
}

func zoneOf(t *testing.T) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation("Asia/Shanghai")
	require.NoError(t, err)
	return zone
}

// openInbox sees a case among the messages.
func (w *tab) openInbox(number string) {
	w.t.Helper()
	w.open("/inbox")
	require.Contains(w.t, w.text("main"), number)
}
