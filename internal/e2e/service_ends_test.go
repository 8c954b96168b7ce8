package e2e

import (
	"maps"
	"slices"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/reference"
	"github.com/shixian/shixian/internal/store"
)

// window is who stands there.
const window = "clerk"

// serviceEnd is one end of a service case, as people reach it on pages: taken in at the window,
// led there by buttons, and read by whoever applied under his code.
type serviceEnd struct {
	item  string
	box   string // of the form: all papers are there, some lack, or the desk looks at them first
	moves []move
	// How it then stands, at the head of its page and on /public/progress.
	result, says, public string
}

// holder has the desk of its item.
func (e serviceEnd) holder() string {
	switch e.item {
	case "elder-allowance":
		return allowances
	case "quick-information-request":
		return archives
	}
	return desk
}

// requestInSeconds is the request for information whose missing papers are waited for two seconds.
func requestInSeconds(t *testing.T) store.Reference {
	t.Helper()
	all, err := reference.Load(kind.Office())
	require.NoError(t, err)
	it := all.Items[slices.IndexFunc(all.Items, func(it policy.Item) bool { return it.ID == "information-request" })]
	it.ID, it.Name, it.NameEn, it.Supplement = "quick-information-request", it.Name+"（演示）", it.NameEn+" (practice)", "2s"
	return store.Reference{Items: []policy.Item{it}}
}

// singleEnds are those of a case that one unit has alone; jointEnds of one in which another unit has
// a part, which it still owes where the result does not wait for it.
func singleEnds() map[string]serviceEnd {
	const whole, looked = "whole", "examine"
	notice := func(who string) move {
		return does(who, casework.OneTimeNotice, "materials", "id-card", "means", "written", "reason", "请补交身份证明")
	}
	return map[string]serviceEnd{
		"completed":        {box: whole, moves: []move{does(desk, casework.Complete), handsOver(window)}, result: "completed", says: "办结", public: "办结"},
		"denied":           {box: whole, moves: []move{does(desk, casework.Deny, "reason", "布局不符合要求", "basis", "食品安全法第三十五条"), handsOver(desk)}, result: "denied", says: "不予", public: "不予"},
		"declined":         {box: looked, moves: []move{does(desk, casework.Decline, "reason", "不属于受理范围", "basis", "食品安全法第三十五条")}, result: "declined", says: "不予受理", public: "不予受理"},
		"turned away":      {box: looked, moves: []move{does(window, kind.TurnAway, "category", "not_competent", "reason", "请向县市场监督管理局申请", "basis", "行政许可法第三十二条")}, result: "declined", says: "不予受理", public: "不予受理"},
		"withdrawn":        {box: whole, moves: []move{showing(does(window, casework.Withdraw), casework.PurposeWithdrawal)}, result: "withdrawn", says: "撤回", public: "撤回"},
		"abandoned":        {item: "quick-information-request", box: looked, moves: []move{notice(archives), reaches(casework.StageClosed)}, result: kind.ResultAbandoned, says: "视为放弃", public: "视为放弃"},
		"not supplemented": {box: looked, moves: []move{notice(desk), showing(closes("not_supplemented"), casework.PurposeReceipt)}, result: "not_supplemented", says: "未补正", public: "未补正"},
		"void":             {box: looked, moves: []move{does(window, casework.VoidCase, "reason", "重复录入")}, result: "void", says: "作废", public: "作废"},
		"death":            {item: "elder-allowance", box: whole, moves: []move{showing(closesBy(allowances, "death"), casework.PurposeDeath)}, result: "death", says: "死亡", public: "死亡"},
		"dissolution":      {box: whole, moves: []move{showing(closes("dissolution"), casework.PurposeDissolution)}, result: "dissolution", says: "申请单位终止", public: "申请单位终止"},
		"duplicate":        {box: whole, moves: []move{closes("duplicate", "case", "$earlier")}, result: "duplicate", says: "重复申请", public: "重复申请"},
		"closed by hand":   {box: whole, moves: []move{closes(""), signs(leader)}, result: "closed_by_hand", says: "结案", public: "结案"},
	}
}

func jointEnds() map[string]serviceEnd {
	out := map[string]serviceEnd{}
	part := func(end serviceEnd) []move {
		return []move{does(leader, kind.NameLead), does(end.holder(), casework.AssignStep, "post", "road-desk", "limit", "3wd", "reason", "请就占道提出意见")}
	}
	for name, end := range singleEnds() {
		if _, before := beforeParts[end.result]; before {
			continue
		}
		end.box, end.moves = "whole", slices.Concat(part(end), end.moves)
		out[name] = end
	}
	whole := out["completed"]
	whole.moves = slices.Concat(part(whole), []move{does(roads, casework.CompleteStep, "reason", "无不同意见")}, singleEnds()["completed"].moves)
	out["completed"] = whole
	whole.moves = slices.Concat(part(whole), []move{
		does(roads, kind.DeclineStep, "reason", "不属本岗职责"), does(desk, kind.DeemStep, "post", "road-desk", "reason", "协办岗位拒绝协办"),
	}, singleEnds()["completed"].moves)
	out["completed without whoever stays away"] = whole
	return out
}

// beforeParts are the ends of what was not accepted, each with why: no unit has a part before.
var beforeParts = map[string]string{
	"declined": "in place of accepting it", kind.ResultAbandoned: "papers are waited for", "not_supplemented": "papers are waited for", "void": "nobody acted on it",
}

// closes is the end by one person, on a ground and what shows it.
func closes(ground string, more ...string) move { return closesBy(desk, ground, more...) }

func closesBy(who, ground string, more ...string) move {
	m := does(who, casework.Close, append(more, "reason", "按规定终止")...)
	if ground != "" {
		m.with["ground"] = ground
	}
	return m
}

// showing rests an act on a paper.
func showing(m move, purpose string) move { m.with["proof"] = "$" + purpose; return m }

// handsOver is the result handed over, as the paper that tells it.
func handsOver(who string) move { return does(who, casework.Deliver) }

// TestEveryEndHasItsPages: an end that is declared and that nobody reaches on pages is seen here.
func TestEveryEndHasItsPages(t *testing.T) {
	t.Parallel()
	declared := kind.Office().Of(casework.Service)
	reached := func(ends map[string]serviceEnd) []string {
		return slices.Sorted(maps.Keys(maps.Collect(func(yield func(string, bool) bool) {
			for _, end := range ends {
				if !yield(end.result, true) {
					return
				}
			}
		})))
	}
	require.Equal(t, slices.Sorted(slices.Values(declared.Ends)), reached(singleEnds()))
	require.Equal(t, slices.Sorted(slices.Values(slices.DeleteFunc(slices.Clone(declared.Ends), func(end string) bool { return beforeParts[end] != "" }))), reached(jointEnds()))
	part, _ := declared.Act(casework.AssignStep)
	require.Equal(t, []casework.Stage{casework.StageHandle}, part.At, "a part is given once it was accepted: else beforeParts says too much")
}

// serviceEndsInChromium: each in turn, to its end, and what whoever applied reads of it.
func serviceEndsInChromium(t *testing.T, w officeWindows, citizen *tab) {
	t.Helper()
	earlier, _ := w.of(window).bringInWith(serviceEnd{})
	numbers := map[string]string{"earlier": earlier} // what is brought twice names one that is open
	for _, ends := range []map[string]serviceEnd{singleEnds(), jointEnds()} {
		for _, name := range slices.Sorted(maps.Keys(ends)) {
			end := ends[name]
			number, code := w.of(window).bringInWith(end)
			at := w.of(window)
			for _, m := range end.moves {
				at = w.moves(t, numbers, number, m)
			}
			view := w.as(window).view(number)
			require.Equal(t, casework.StageClosed, view.Stage, name)
			require.Equal(t, end.result, view.Result, name)
			if at == nil { // nobody acted last: a clock did
				at = w.of(end.holder())
				at.open("/cases/" + number)
			}
			require.Contains(t, at.text(".case-head"), end.says, name)
			citizen.follow(number, code)
			told := citizen.text("#found ~ dl")
			require.Contains(t, told, end.public, name)
			require.NotContains(t, citizen.text("main"), "开始计时", "%s: that a clock runs tells him nothing", name)
			if end.result == "denied" {
				require.Contains(t, citizen.text("ol.told"), "申请行政复议：至 ", "until when he may turn to others")
				require.Contains(t, citizen.text("ol.told"), "提起行政诉讼：至 ")
			}
			require.Empty(t, codesIn(citizen.text("main")), "a code stands where a word should: %s", name)
			require.True(t, citizen.fits(), "%s is wider than the telephone", name)
		}
	}
}

// moves makes one and says in whose window; nil where it was a clock.
func (w officeWindows) moves(t *testing.T, numbers map[string]string, number string, m move) *tab {
	t.Helper()
	if m.until != "" {
		w.step(t, numbers, number, m)
		return nil
	}
	with := maps.Clone(m.with)
	if purpose, shown := with["proof"]; shown {
		with["proof"] = w.as(m.who).attach(number, "证明.txt", "证明 "+number, purpose[1:])
	}
	if other, named := with["case"]; named {
		with["case"] = numbers[other[1:]]
	}
	if m.act == casework.Deliver {
		with = handedOver(w.as(m.who), number)
	}
	at := w.of(m.who)
	if here := at.path() == "/cases/"+number && at.has("#"+m.act+":not([open]) form"); here && with["proof"] == "" {
		at.unfold(m.act)
	} else { // the paper that shows it came after the page
		at.openForm(number, m.act)
	}
	at.answer(m.act+"-", with)
	at.submit(m.act)
	if at.has("#summary") {
		require.FailNow(t, m.act+" was refused", "%s, %v: %s", m.who, with, at.text("#summary"))
	}
	return at
}

// bringInWith takes a matter in at the window, and reads the code its applicant gets.
func (w *tab) bringInWith(end serviceEnd) (number, code string) {
	w.t.Helper()
	item := end.item
	if item == "" {
		item = "food-permit"
	}
	w.open("/register/" + item)
	fields := foodPermit().Fields
	fields["form"] = "纸质"
	maps.DeleteFunc(fields, func(name, _ string) bool { return !w.has("#f-" + name) })
	w.answer("f-", fields)
	if end.box != "whole" {
		w.put("f-materials", "application")
		w.do(chromedp.Click(chromedp.CSS("#f-incomplete")))
	} else {
		w.do(chromedp.Click(chromedp.CSS("#f-whole")))
	}
	w.press(".register-grid button.primary")
	number = w.landed(casework.Service)
	shown := shownCode.FindStringSubmatch(w.text(".flash"))
	require.Len(w.t, shown, 2, w.text(".flash"))
	return number, shown[1]
}
