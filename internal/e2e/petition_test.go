package e2e

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
)

// petitionForm is a petition as the counter takes it in.
func petitionForm(more map[string]string) registration {
	r := registration{Item: "petition-matter", Fields: map[string]string{
		"applicant": "青岚居民", "phone": "0000-5550301", "address": "青岚县人民路 3 号", "request": "补发拆迁补偿款", "statement": "去年签了协议，至今没有到账。",
		"channel": "visit", "referral": "direct",
	}}
	for k, v := range more {
		r.Fields[k] = v
	}
	return r
}

// acts fills in the form of an act on the page of a case, and sends it.
func (w *tab) acts(number, command string, chosen, typed map[string]string) {
	w.t.Helper()
	w.open("/cases/" + number + "?do=" + command)
	w.see("#" + command + " form button")
	w.answer(command+"-", chosen)
	w.answer(command+"-", typed)
	w.submit(command)
	w.see(".case-head")
}

// TestPetitionInChromium takes petitions from the form to each of their ends by hand: the
// public form, the counter, the office that keeps petitions, a desk, the leader.
func TestPetitionInChromium(t *testing.T) {
	t.Parallel()
	h := open(t)
	b := openBrowser(t, h)

	citizen := b.window("citizen", 390)
	citizen.open("/public/petition")
	require.True(t, citizen.fits(), "the form is wider than the phone")
	for field, value := range map[string]string{"applicant": "青岚居民", "phone": "0000-5550301", "request": "补发拆迁补偿款", "statement": "至今没有到账。"} {
		citizen.fill("#f-"+field, value)
	}
	citizen.press("button.primary")
	said := strings.Fields(citizen.text(".answer"))
	number, code := said[1], said[3]
	require.True(t, strings.HasPrefix(number, "XF"), number)
	keeper := h.as("efficiency_office")
	eventually(t, answeredWithin, "the petition has begun", func() bool { return keeper.view(number).Revision > 0 })

	office, desk := b.enter("efficiency_office", 1280), b.enter("handler", 1280)
	office.acts(number, casework.Screen, map[string]string{"outcome": "claim", "post": "food-desk"}, map[string]string{"reason": "属于本单位职权"})
	require.Contains(t, desk.deskOf(), number, "the days run on the handler's desk")
	desk.acts(number, casework.Hear, map[string]string{"manner": "statement"}, map[string]string{"reason": "当面听取陈述"})
	desk.acts(number, casework.Reply, map[string]string{"outcome": "explained"}, map[string]string{"reason": "款项已在拨付程序中"})
	zone, err := time.LoadLocation("Asia/Shanghai")
	require.NoError(t, err)
	now := func() string { return time.Now().In(zone).Format("2006-01-02T15:04") }
	desk.acts(number, casework.Serve, map[string]string{"received": now()}, nil)
	citizen.open("/public/progress")
	citizen.fill("#number", number)
	citizen.fill("#code", code)
	citizen.press("button.primary")
	require.Contains(t, citizen.text("main"), "款项已在拨付程序中")
	office.open("/cases/" + number + "?do=" + casework.AskReview)
	require.NotContains(t, office.text("#"+casework.AskReview), "本单位复查", "no organ of this house stands above the bureau")
	office.acts(number, casework.AskReview, map[string]string{"organ": "outside"}, map[string]string{"basis": "青岚县人民政府"})
	head := b.enter("principal_leader", 1280)
	office.acts(number, casework.DecideReview, map[string]string{"outcome": "upheld"}, map[string]string{"reason": "事实清楚"})
	office.acts(number, casework.Serve, map[string]string{"received": now()}, nil)
	office.acts(number, casework.AskReview, map[string]string{"organ": "outside"}, map[string]string{"basis": "某市人民政府"})
	office.acts(number, casework.DecideReview, map[string]string{"outcome": "upheld"}, map[string]string{"reason": "维持复查意见"})
	require.Equal(t, "final", keeper.view(number).Result)
	citizen.open("/public/progress")
	citizen.fill("#number", number)
	citizen.fill("#code", code)
	citizen.press("button.primary")
	for _, told := range []string{"事实清楚", "维持复查意见"} {
		require.Contains(t, citizen.text("main"), told, "what came of each review")
	}
	require.True(t, citizen.fits(), "the answer is wider than the phone")
	require.Contains(t, office.text(".case-head"), "办结")
	require.Equal(t, casework.Met, keeper.clock(number, "final_outside").Status)

	ends := map[string]registration{"sent_back": petitionForm(map[string]string{"referral": "sent", "sender": "某局"})}
	for _, sort := range []string{"suggestion", "accusation", "procedure", "passed_on", "elsewhere", "not_taken", "no_longer", "withdrawn", "answered"} {
		ends[sort] = petitionForm(nil)
	}
	ends["answered"] = petitionForm(map[string]string{"anonymous": "true"})
	for end, form := range ends {
		one := keeper.register(form)
		switch end {
		case "sent_back":
			office.acts(one, casework.Object, nil, map[string]string{"reason": "不属本单位职权"})
			head.acts(one, casework.DecideObjection, map[string]string{"approve": "true"}, map[string]string{"reason": "对方同意"})
		case "withdrawn":
			office.acts(one, casework.Withdraw, nil, map[string]string{"reason": "电话核实，本人撤回"})
			head.sign(one) // the office would end what it owes itself (R048)
		case "answered":
			office.acts(one, casework.Screen, map[string]string{"outcome": "claim", "post": "food-desk"}, map[string]string{"reason": "受理"})
			desk.acts(one, casework.Reply, map[string]string{"outcome": "supported"}, map[string]string{"reason": "已整改"})
		default:
			office.acts(one, casework.Screen, map[string]string{"outcome": end, "way": "arbitration"}, map[string]string{"reason": "理由", "basis": "某机关", "matter": number})
		}
		require.Equal(t, end, keeper.view(one).Result)
	}

	lead, follower := keeper.register(petitionForm(nil)), keeper.register(petitionForm(nil))
	for _, one := range []string{lead, follower} {
		office.acts(one, casework.Screen, map[string]string{"outcome": "claim", "post": "food-desk"}, map[string]string{"reason": "受理"})
	}
	office.acts(follower, casework.Merge, nil, map[string]string{"case": lead, "reason": "同一事项"})
	desk.acts(lead, casework.Hear, map[string]string{"manner": "statement"}, map[string]string{"reason": "当面听取陈述"})
	desk.acts(lead, casework.Reply, map[string]string{"outcome": "supported"}, map[string]string{"reason": "一并答复"})
	eventually(t, answeredWithin, "the follower is answered", func() bool { return keeper.view(follower).Result == "merged" })

	inspector := b.enter("inspector", 390) // the same house, for other business of the same office
	checkedCovertly(t, h, office, inspector)
	putRight(t, h, office, desk, inspector)
	yearPlanned(t, office)
}

// deskOf is what lies on somebody's desk.
func (w *tab) deskOf() string {
	w.t.Helper()
	w.open("/")
	return w.text("main")
}
