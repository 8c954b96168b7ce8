package e2e

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/reference"
	"github.com/shixian/shixian/internal/store"
)

// Who acts in the scenes.
const (
	general     = "general_office"
	efficiency  = "efficiency_office"
	supervising = "supervision_office"
	leader      = "leader_in_charge"
	principal   = "principal_leader"
	head        = "section_head"
	desk        = "handler"
	roads       = "backup"    // has the road desk
	allowances  = "dai_wei"   // has the desks of allowances and cards
	archives    = "cui_liang" // has the desks of archives and information
	discipline  = "discipline_office"
)

// quick is an item some clocks of which are over in seconds.
type quick struct {
	name, item string
	lapses     []string
}

// inSeconds are those of the matters inside the office.
func inSeconds(t *testing.T) store.Reference {
	t.Helper()
	return quickened(t,
		quick{"quick", "incoming-document", []string{"return"}}, quick{"quick", "supervision-item", []string{"objection"}},
		quick{"swift", "incoming-document", []string{"handle"}}, quick{"swift", "request-from-below", []string{"handle", "consent"}},
	)
}

// quickened are items whose rights lapse in seconds, under the rules of the house otherwise.
func quickened(t *testing.T, items ...quick) store.Reference {
	t.Helper()
	all, err := reference.Load(kind.Office())
	require.NoError(t, err)
	var out store.Reference
	for _, q := range items {
		item := q.item
		it := all.Items[slices.IndexFunc(all.Items, func(it policy.Item) bool { return it.ID == item })]
		var p policy.Policy
		for _, known := range all.Policies { // the newest version
			if known.ID == it.Policy {
				p = known
			}
		}
		it.ID, it.Policy, it.Name, it.NameEn = q.name+"-"+item, p.ID+"-"+q.name+"-"+item, it.Name+"（演示）", it.NameEn+" (practice)"
		p.ID, p.Version, p.Rules = it.Policy, 1, slices.Clone(p.Rules)
		for i := range p.Rules {
			if slices.Contains(q.lapses, p.Rules[i].Clock) {
				p.Rules[i].Limit, p.Rules[i].Warn = "2s", nil
			}
		}
		out.Items, out.Policies = append(out.Items, it), append(out.Policies, p)
	}
	return out
}

// longAgo is a receipt some days back, as a form is filled in with it.
func longAgo(t *testing.T, days int) string {
	t.Helper()
	return beijing(t, time.Now().AddDate(0, 0, -days)).Format(datetimeLocal)
}

// documentScenes: every end of a document, and what it can go through before.
func documentScenes(t *testing.T) []scene {
	t.Helper()
	in := func(name string) scene {
		return scene{name: name, by: general, item: "incoming-document", kind: casework.Document, fields: map[string]string{
			"sender": "县水务局", "reference": "青水函〔2026〕18 号", "title": "关于河道整治的函", "secrecy": "none",
		}}
	}
	request := func(name, subject string) scene {
		s := in(name)
		s.item, s.fields = "request-from-below", map[string]string{
			"sender": "城关镇人民政府", "title": "关于占道施工的请示", "matter": "拟占用人民路东段施工三日，请批复", "request": "true", "subject": subject,
		}
		return s
	}
	given := does(general, casework.Assign, "post", "food-desk")
	done := does(desk, casework.Complete, "reason", "已答复来文单位", "basis", "青审函〔2026〕7 号")

	returned := in("document returned and given to another")
	returned.moves = []move{
		given, does(desk, casework.Return).isRefused(), does(desk, casework.Return, "reason", "不属本岗职责"),
		does(general, casework.Assign, "post", "hygiene-desk", "limit", "5wd"), done,
		does(general, casework.File, "reason", "2026 年第 3 卷第 12 号"),
	}
	returned.result, returned.says = "completed", "办结"

	late := in("document returned late, refused, then with consent")
	late.item = "quick-incoming-document"
	late.moves = []move{
		given, lapsed("return"), does(desk, casework.Return, "reason", "经研究不属本岗职责"),
		does(general, casework.DecideReturn, "approve", "false", "reason", "属于你岗职责"),
		does(general, casework.Chase, "reason", "请按期办理"),
		does(desk, casework.Return, "reason", "三定方案另有规定"), does(general, casework.DecideReturn, "approve", "true", "reason", "同意退回"),
		does(general, casework.Close, "reason", "来文单位撤回"), signs(leader),
	}
	late.result, late.says = "closed_by_hand", "结案"

	extended := in("document with more time")
	extended.fields["important"] = "true"
	extended.moves = []move{
		does(general, casework.Propose, "reason", "拟请许可科阅办"), does(leader, casework.Instruct, "reason", "同意拟办意见"), given,
		does(desk, casework.ConfirmReceipt), does(desk, casework.RequestExtension, "clock", "handle", "days", "3", "reason", "需会同水务局现场核查"),
		does(general, casework.DecideExtension, "approve", "true", "reason", "同意延期"), done,
	}
	extended.result, extended.says = "completed", "办结"

	explained := in("document answered late and explained")
	explained.fields["received"], explained.fields["reason"] = longAgo(t, 9), "节后补登"
	explained.item = "swift-incoming-document"
	explained.moves = []move{
		given, lapsed("handle"), done,
		does(head, casework.Explain, "reason", "承办人外出，未及时移交"),
	}
	explained.result, explained.says = "completed", "办结"

	deemed := request("request left without an answer", "other")
	deemed.item = "swift-request-from-below"
	deemed.moves = []move{
		given, reaches(casework.StageConsent),
		does(general, casework.ConfirmConsent, "approve", "true", "reason", "逾期未答复，视为同意"),
	}
	deemed.result, deemed.says = "deemed_consent", "超时默认"

	denied := request("request whose silence was no consent", "other")
	denied.item = "swift-request-from-below"
	denied.moves = []move{
		given, reaches(casework.StageConsent),
		does(general, casework.ConfirmConsent, "approve", "false", "reason", "期内已口头答复，不视为同意"), signs(leader), done,
	}
	denied.result, denied.says = "completed", "办结"

	special := request("request with a special notice", "other")
	special.fields["involves"] = "funds"
	served := func(category string) move {
		return does(desk, casework.NoticeSpecial, "category", category, "basis", "专项资金管理办法", "reason", "报财政局审核后答复", "received", "$now", "means", "handed", "proof", "$file")
	}
	special.moves = []move{given, served("land").isRefused(), served("funds"), done}
	special.result, special.says = "completed", "办结"

	leading, duplicate := in("leading"), in("document merged into another")
	leading.moves = []move{given}
	leading.stage, leading.says = casework.StageHandle, "办理"
	duplicate.moves = []move{
		given, does(general, casework.Merge, "case", "$leading", "reason", "重复来文"), does(general, casework.Unmerge, "reason", "附件不同"),
		does(general, casework.Merge, "case", "$leading", "reason", "确系重复来文"), done.onCase("leading"), reaches(casework.StageClosed),
	}
	duplicate.result, duplicate.says = "merged", "随主件办结"

	letter, order := in("document that is a complaint"), in("document that is to be followed up")
	letter.moves = []move{does(general, casework.Convert, "kind", "complaint", "unit", "permits", "reason", "反映窗口态度")}
	order.moves = []move{
		does(general, casework.Propose, "reason", "拟列入督办"), does(leader, casework.Instruct, "reason", "列入督办"),
		does(general, casework.Link, "case", "$leading", "relation", "related", "reason", "同一河道"),
		does(general, casework.Unlink, "case", "$leading", "reason", "并非同一河道"),
		does(general, casework.Convert, "kind", "supervision", "reason", "按批示列入督办"),
	}
	letter.result, letter.says = "converted", "转办"
	order.result, order.says = "converted", "转办"
	return []scene{returned, late, extended, explained, deemed, denied, special, leading, duplicate, letter, order}
}

// signs is the word of the second person under what the first has just asked for.
func signs(who string) move { return does(who, casework.Countersign, "approve", "true") }

// lapsed waits until a clock has run out.
func lapsed(clock string) move { return move{ranOut: clock} }

// complaintScenes: every end of a complaint.
func complaintScenes() []scene {
	named := func(name string) scene {
		return scene{name: name, by: efficiency, item: "efficiency-complaint", kind: casework.Complaint, fields: map[string]string{
			"applicant": "孙小小", "phone": "0000-5550178", "against_unit": "permits", "against": "许可科窗口", "statement": "态度生硬，未说明理由", "channel": "letter",
		}}
	}
	taken := does(efficiency, casework.Screen, "outcome", "complaint", "category", "rudeness", "reason", "属于受理范围")
	given := does(efficiency, casework.Forward, "post", "food-desk")
	answered := func(outcome string) move {
		return does(desk, casework.Reply, "outcome", outcome, "reason", "已核实并当面说明")
	}
	end := func(s scene, result, says string, moves ...move) scene {
		s.moves, s.result, s.says = moves, result, says
		return s
	}
	nameless := named("complaint without a name")
	nameless.fields = map[string]string{"against_unit": "permits", "against": "许可科", "statement": "建议延长窗口时间", "channel": "letter", "anonymous": "true"}
	leading := named("leading")
	leading.moves, leading.stage, leading.says = []move{taken, given}, casework.StageHandle, "办理"

	upward := named("complaint about the efficiency office")
	upward.by, upward.fields["against_unit"] = discipline, "efficiency"
	return []scene{
		end(nameless, "suggestion", "作为建议",
			does(efficiency, casework.Screen, "outcome", "complaint", "category", "rudeness", "reason", "受理").isRefused(),
			does(efficiency, casework.Screen, "outcome", "suggestion", "reason", "按工作建议处理")),
		end(named("complaint not taken"), "not_taken", "不予受理", does(efficiency, casework.Screen, "outcome", "not_taken", "reason", "已进入诉讼程序")),
		end(named("complaint referred"), "referred", "移送", does(efficiency, casework.Screen, "outcome", "referred", "reason", "涉嫌违纪，移送纪检监察组")),
		end(named("complaint taken back"), "withdrawn", "撤回", taken, does(efficiency, casework.Withdraw, "reason", "投诉人撤回"), signs(principal)),
		end(named("complaint disputed, decided finally, unproven"), "confirmed", "审核通过",
			taken, given, does(desk, casework.Disclaim, "reason", "非本岗职责"),
			does(efficiency, casework.Forward, "post", "food-desk", "approve", "true").isRefused(),
			does(efficiency, casework.Forward, "post", "food-desk", "approve", "true", "basis", "效能办会同编委办裁定"),
			answered("unproven"), does(efficiency, casework.Confirm, "approve", "true", "reason", "同意办结"),
			does(efficiency, casework.Rate, "outcome", "basically", "reason", "电话回访")),
		end(named("complaint in part proven, nobody at fault"), "confirmed", "审核通过",
			taken, given, does(efficiency, casework.Relay, "reason", "请说明为何没有一次性告知"),
			does(efficiency, casework.Disclose, "person", head, "received", "$now", "approve", "true", "reason", "投诉人书面同意"),
			does(efficiency, casework.WithdrawDisclosure, "reason", "投诉人收回同意"),
			does(efficiency, casework.Chase, "reason", "请抓紧"),
			does(desk, casework.RequestExtension, "clock", "handle", "days", "5", "reason", "情况复杂"), does(desk, casework.WithdrawExtension, "reason", "不再需要"),
			answered("partly"), does(efficiency, casework.Advise, "category", "rectify", "limit", "10wd", "reason", "完善一次性告知单"),
			does(efficiency, casework.Confirm, "approve", "true", "reason", "同意办结").isRefused(),
			does(efficiency, casework.Confirm, "approve", "true", "outcome", "no_personal_fault", "reason", "系统故障所致"),
			does(desk, casework.Report, "reason", "告知单已更换")),
		leading,
		end(named("complaint merged into another"), "merged", "随主件办结",
			taken, given, does(efficiency, casework.Merge, "case", "$leading", "reason", "同一事由"), answered("unproven").onCase("leading"), reaches(casework.StageClosed)),
		end(named("complaint that is a document"), "converted", "转办", does(efficiency, casework.Convert, "kind", "document", "reason", "来信反映窗口时间安排")),
		end(named("complaint to be followed up"), "converted", "转办", does(efficiency, casework.Convert, "kind", "supervision", "reason", "窗口服务需督办")),
		end(upward, "confirmed", "审核通过",
			does(discipline, casework.Screen, "outcome", "complaint", "category", "over_limit", "reason", "受理"),
			does(discipline, casework.Forward, "post", "discipline-office"),
			does(discipline, casework.Reply, "outcome", "unproven", "reason", "经查不属实"),
			does(discipline, casework.Confirm, "approve", "true", "reason", "同意办结")),
	}
}

// selfReported: the third complaint of one unit within the month makes its head owe a
// report on it, which is on his desk and outlives the answer (R080).
func selfReported(t *testing.T, w officeWindows) {
	t.Helper()
	for _, c := range w.as(head).desk(nil).Rows {
		if c.Name == "self_report" {
			w.of(head).open("/")
			require.Contains(t, w.of(head).text("main"), c.Number)
			w.of(head).act(c.Number, casework.SelfReport, map[string]string{"reason": "已自查，三项整改均已完成"})
			require.Equal(t, casework.Met, w.as(head).clock(c.Number, "self_report").Status)
			return
		}
	}
	require.Fail(t, "several complaints in a month, and no report is owed")
}

// supervisionScenes: every end of an item under supervision, by every door (R099).
func supervisionScenes() []scene {
	item := func(name, origin string) scene {
		return scene{name: name, by: general, item: "supervision-item", kind: casework.Supervision, fields: map[string]string{
			"source": "局长办公会", "matter": "人民路占道经营整治", "origin": origin,
		}}
	}
	issued := func(who, origin string) []move { // its origin read by another than registered it (R099)
		read := []string{"category", origin, "reason", "拟请食品许可岗办理"}
		if origin != kind.Ordinary {
			read = append(read, "basis", "批示件")
		}
		return []move{does(supervising, casework.Propose, read...), does(who, casework.Issue, "post", "food-desk", "reason", "请按期办理并反馈")}
	}
	done := []move{
		does(desk, casework.Reply, "reason", "整治完成"), does(supervising, casework.SignOff, "reason", "同意销号"),
	}
	lapse := item("the bureau's own item, re-checked and signed off", "ordinary")
	lapse.item = "quick-supervision-item"
	lapse.moves = slices.Concat(issued(supervising, kind.Ordinary), []move{does(supervising, casework.Recheck, "outcome", "in_progress", "reason", "正在整治")}, done)
	lapse.result, lapse.says = "signed_off", "销号"

	joint := item("item with a co-unit, objection rejected", "provincial_leader")
	joint.fields[kind.FactGovernment] = "true"
	joint.moves = slices.Concat(issued(principal, "provincial_leader"), []move{
		does(desk, casework.ConfirmReceipt), does(supervising, casework.AssignStep, "post", "card-desk", "limit", "3wd", "reason", "请配合宣传"),
		does(allowances, casework.CompleteStep, "reason", "已张贴公告"),
		does(desk, casework.Report, "reason", "已现场踏勘"), does(supervising, casework.SpecialReport, "outcome", "progress", "reason", "已完成踏勘"),
		does(supervising, casework.Chase, "reason", "请抓紧"),
		does(desk, casework.RequestExtension, "clock", "reply", "days", "2", "reason", "雨天顺延"), does(principal, casework.DecideExtension, "approve", "true", "days", "1", "reason", "同意一天"),
	}, done, []move{
		does(desk, casework.ConfirmReceipt), does(desk, casework.Object, "reason", "结论遗漏一处"), does(principal, casework.DecideObjection, "approve", "false", "reason", "维持原结论"),
	})
	joint.result, joint.says = "signed_off", "销号"

	again := item("item opened again by an objection", "provincial_office")
	again.fields[kind.FactGovernment] = "true"
	again.moves = slices.Concat(issued(leader, "provincial_office"), done, []move{
		does(desk, casework.ConfirmReceipt), does(desk, casework.Object, "reason", "尚有一处未整改"), does(principal, casework.DecideObjection, "approve", "true", "reason", "采纳"),
		does(supervising, casework.Close, "reason", "并入专项行动"), signs(leader),
	})
	again.result, again.says = "closed_by_hand", "结案"

	moved := item("item given to another and ended by hand", "department")
	moved.moves = append(issued(general, "department"),
		does(supervising, casework.Transfer, "post", "road-desk", "reason", "职责调整"), does(supervising, casework.Close, "reason", "任务取消"), signs(principal))
	moved.result, moved.says = "closed_by_hand", "结案"
	return []scene{lapse, joint, again, moved}
}

// dutiesScenes: standing duties taken over late, whose missed rounds are told, and the end of them.
func dutiesScenes(t *testing.T) []scene {
	t.Helper()
	s := scene{name: "duties of a bureau", by: supervising, item: "standing-duties", kind: casework.Duties, fields: map[string]string{
		"received": longAgo(t, 20), "reason": "补建台账",
	}}
	s.moves = []move{
		does(supervising, casework.FileDuty, "clock", "monday_list", "outcome", kind.ThisRound, "reason", "本周清单已印发"), // rounds before it were missed: it says of which it is (R110)
		does(general, casework.FileDuty, "clock", "self_check", "reason", "季度自查已报"),
		does(efficiency, casework.FileDuty, "clock", "target_check", "reason", "季度考核已完成"),
		does(supervising, casework.Close, "reason", "机构撤并"), signs(principal),
	}
	s.result, s.says = "closed_by_hand", "职责终止"
	return []scene{s}
}
