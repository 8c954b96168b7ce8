package e2e

import (
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

const partyGroup = "party_group"

// Titles of what the scenes report, told apart on the public page.
const (
	shownTitle   = "食品经营许可收费依据"
	insideTitle  = "三季度车辆费用"
	backTitle    = "已废止的收费标准"
	pledgedTitle = "食品经营许可十个工作日办结"
	echo         = "窗口已增加午间值班"
)

// disclosureScenes: every end of a disclosure, and of what somebody said (R196 to R209, R228).
func disclosureScenes() []scene {
	about := func(title, category, audience string) scene {
		return scene{name: title, by: general, item: "disclosure-item", kind: kind.Disclosure, fields: map[string]string{
			"matter": title, "content": "一、依据；二、标准", "category": category, "audience": audience,
		}}
	}
	sound := does(discipline, kind.Vet, "outcome", "sound", "reason", "属实")
	approved := does(principal, casework.Approve, "approve", "true", "reason", "同意公开")

	shown := about(shownTitle, "fee", "everybody")
	shown.moves = []move{sound, approved, does(general, kind.MakePublic).isRefused(), does(general, kind.MakePublic, "means", "posted")}
	shown.stage, shown.says = kind.StageShown, "已公开"

	inside := about(insideTitle, "hospitality", "house")
	inside.moves = []move{sound, approved, does(general, kind.MakePublic, "means", kind.Announced).isRefused(), does(general, kind.MakePublic, "means", "posted")}
	inside.stage, inside.says = kind.StageShown, "已公开"

	back := about(backTitle, "fee", "everybody")
	back.moves = []move{does(discipline, kind.Vet, "outcome", "unsound", "reason", "标准已废止")}
	back.result, back.says = "sent_back", "退回"

	refused := about("暂不公开的事项", "decision", "everybody")
	refused.moves = []move{sound, does(principal, casework.Approve, "approve", "false", "reason", "暂不公开")}
	refused.result, refused.says = "not_approved", "未获批准"

	down := about("旧的办事电话", "hotline", "everybody")
	down.moves = []move{
		sound, approved, does(general, kind.MakePublic, "means", "posted"), does(general, kind.CheckShown, "outcome", kind.Faulty, "reason", "电话已变更"),
		does(general, kind.Amend, "reason", "已更正"), does(general, kind.TakeDown, "reason", "被新的代替"),
	}
	down.result, down.says = "taken_down", "已撤下"

	voice := scene{name: "suggestion", by: general, item: "suggestion", kind: kind.Disclosure, fields: map[string]string{
		"channel": "letter", "matter": "中午窗口没有人", "applicant": "孙小小", "phone": "0000-5550178",
	}}
	voice.moves = []move{
		does(general, casework.Reply, "reason", "已采纳", "basis", "孙小小的建议已经采纳").isRefused(),
		does(general, casework.Reply, "reason", "已采纳", "basis", echo),
	}
	voice.result, voice.says = "answered", "已答复"
	return []scene{shown, inside, back, refused, down, voice}
}

// promiseScenes: a promise that is not fixed, and one from proposed to fixed, public, checked
// (R199, R200); one longer than the statute, or another than the catalogue counts by, is refused at its field, and
// nothing has changed (R037, R227).
func promiseScenes() []scene {
	propose := func(title string) scene {
		return scene{name: title, by: general, item: "service-promise", kind: kind.Promise, fields: map[string]string{"matter": title, "content": "材料齐全的，十个工作日内办结"}}
	}
	refused := propose("当日办结一切事项")
	refused.moves = []move{does(partyGroup, kind.Fix, "approve", "false", "reason", "没有可操作性")}
	refused.result, refused.says = "not_fixed", "未定诺"

	kept := propose(pledgedTitle)
	kept.moves = []move{
		does(partyGroup, kind.Fix, "approve", "true", "item", "food-permit", "limit", "60wd", "reason", "可行").isRefused(),
		does(partyGroup, kind.Fix, "approve", "true", "item", "food-permit", "limit", "8wd", "reason", "可行").isRefused(), // the catalogue counts ten
		does(partyGroup, kind.Fix, "approve", "true", "item", "food-permit", "limit", "10wd", "reason", "可行"),
		does(general, kind.Pledge, "means", "posted"), does(efficiency, kind.CheckPromise, "outcome", "kept", "reason", "全部按期"),
	}
	kept.stage, kept.says = kind.StageKeep, "践诺"

	over := propose("周六延时服务")
	over.moves = []move{
		does(partyGroup, kind.Fix, "approve", "true", "reason", "可行"), does(general, kind.Pledge, "means", kind.Announced),
		does(partyGroup, kind.EndPromise, "reason", "事项取消"),
	}
	over.result, over.says = "promise_over", "承诺终止"
	return []scene{refused, kept, over}
}

// disclosedInChromium: what anybody reads of it on his telephone, and what the house reads.
func disclosedInChromium(t *testing.T, w officeWindows) {
	t.Helper()
	citizen := w.b.window("reader", 390)
	citizen.open("/public")
	citizen.press(".doors a[href='/public/disclosures']")
	page := citizen.text("main")
	for _, title := range []string{shownTitle, pledgedTitle} {
		require.Contains(t, page, title)
	}
	for _, title := range []string{insideTitle, backTitle, "暂不公开的事项", "旧的办事电话", "当日办结一切事项", "周六延时服务"} {
		require.NotContains(t, page, title, "never approved, taken down, or for the house alone")
	}
	require.True(t, citizen.fits(), "on a phone")
	citizen.open("/public/disclosures?of=fee")
	citizen.press(".item-list h3 a")
	require.Contains(t, citizen.text(".shown-text"), "二、标准")
	require.True(t, citizen.fits(), "on a phone")
	citizen.open("/public/disclosures")
	citizen.put("q", "十个工作日 许可")
	citizen.press("form[role='search'] button")
	require.Contains(t, citizen.text("#shown ~ ul"), pledgedTitle)
	require.NotContains(t, citizen.text("#shown ~ ul"), shownTitle)
	require.True(t, citizen.fits(), "on a phone")
	suggestedInChromium(t, w, citizen)
	citizen.open("/public/answers")
	require.Contains(t, citizen.text("main"), echo)
	require.NotContains(t, citizen.text("main"), "孙小小")

	w.of(desk).open("/disclosures")
	page = w.of(desk).text("main")
	for _, says := range []string{shownTitle, insideTitle, pledgedTitle, "尚未公开", "公开率", "3 / 3 件（100.0%）"} {
		require.Contains(t, page, says)
	}
	require.True(t, w.of(desk).fits())
}

// suggestedInChromium: anybody says what he thinks of what is disclosed, without signing in, and
// reads his answer by number and code (R207).
func suggestedInChromium(t *testing.T, w officeWindows, citizen *tab) {
	t.Helper()
	citizen.open("/public/disclosures?of=fee")
	citizen.press(".item-list h3 a")
	citizen.press("a[href^='/public/disclosure?about=']")
	citizen.put("f-matter", "收费依据里请写明免收的情形")
	citizen.press("form[action='/public/disclosure'] button.primary")
	require.NotEmpty(t, citizen.text("#summary"), "no name, and not said that there is none")
	require.True(t, citizen.fits(), "the form is wider than the telephone")
	citizen.put("f-applicant", "田小禾")
	citizen.put("f-phone", "0000-5550144")
	citizen.press("form[action='/public/disclosure'] button.primary")
	require.True(t, citizen.has(".answer .figure"), "%s", citizen.text("main"))
	number, code := citizen.text(".answer .figure"), ask(citizen, chromedp.Text(chromedp.CSS(".answer .figure ~ .figure")))
	eventually(t, answeredWithin, "it has begun", func() bool { return w.as(general).view(number).Revision > 0 })
	w.of(general).open("/cases/" + number)
	require.Contains(t, w.of(general).text("main"), "请写明免收的情形")
	w.of(general).act(number, casework.Reply, map[string]string{"reason": "已采纳，收费依据已补充免收的情形", "basis": "收费依据已补充免收的情形"})
	citizen.follow(number, code)
	require.Contains(t, citizen.text("main"), "已采纳，收费依据已补充免收的情形")
	require.False(t, citizen.has("form[action='/public/progress/rate']"), "nothing is rated that no rule rates")
}
