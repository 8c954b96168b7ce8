package kind

// A finding is one of the items that the regulations list, and nothing else: the twenty items
// of deduction (R124), the ten prohibitions (R126), alcohol (R127, R128), gifts (R235).

// Findings are the items, rule by rule, as the regulations list them.
var Findings = []struct {
	Rule  string
	Items []string
}{
	{"R124", []string{
		"no_leading_group", "no_office", "no_liaison", "no_meeting", "no_training",
		"no_sign", "no_complaint_notice", "no_internal_checks", "no_system_review", "staff_breach",
		"no_fewer_papers", "no_fewer_checks", "no_fewer_traces", "passing_on", "cold_and_hard",
		"slogans", "party_duty", "party_staff", "party_life", "branch_work",
	}},
	{"R126", []string{
		"off_post", "idle_online", "favours", "drinking", "unreachable",
		"finance", "rude_to_public", "dragging", "unity", "politics",
	}},
	{"R127", []string{
		"lunch_alcohol", "hosted_alcohol", "overtime_alcohol",
	}},
	{"R235", []string{
		"gifts",
	}},
}

// FindingRule is the rule that lists an item; empty where none does.
func FindingRule(item string) string {
	for _, list := range Findings {
		for _, one := range list.Items {
			if one == item {
				return list.Rule
			}
		}
	}
	return ""
}

// FindingItems are all of them, for forms.
func FindingItems() (out []string) {
	for _, list := range Findings {
		out = append(out, list.Items...)
	}
	return out
}

// findingWords say them in the form of a registration and in that of an act.
var findingWords = func() map[string]Words {
	out := map[string]Words{"fact.open": {"明查", "Open check"}, "fact.covert": {"暗访", "Covert check"}}
	for item, said := range itemWords {
		out["fact."+item], out["choice."+item] = said, said
	}
	return out
}()

var itemWords = map[string]Words{
	"no_leading_group":    {"未成立效能考评工作领导小组", "No leading group"},
	"no_office":           {"未明确办事机构", "No office in charge"},
	"no_liaison":          {"未报送分管领导和联络员", "No leader in charge and liaison filed"},
	"no_meeting":          {"未召开党组（党委）会议研究", "Never studied by the party group"},
	"no_training":         {"未组织传达学习并作部署", "Not taught to the staff, nothing arranged"},
	"no_sign":             {"未在显眼位置设置效能提示牌", "No efficiency sign in sight"},
	"no_complaint_notice": {"未宣传效能投诉方式", "Nobody told how to complain"},
	"no_internal_checks":  {"未建立内部定期检查考评机制", "No regular checks of its own"},
	"no_system_review":    {"未梳理完善效能工作制度", "Its rules not gone through"},
	"staff_breach":        {"工作人员执行效能工作制度有问题", "Staff who do not keep the efficiency rules"},
	"no_fewer_papers":     {"未有效精文减会", "Papers and meetings not cut"},
	"no_fewer_checks":     {"未有效整治检查多、考核多", "Checks and appraisals not cut"},
	"no_fewer_traces":     {"未有效整治留痕多、材料多", "Traces and paperwork not cut"},
	"passing_on":          {"推诿扯皮、不愿担责", "Passing the buck"},
	"cold_and_hard":       {"服务企业、群众“冷硬横推”", "Cold, hard, overbearing, pushing away"},
	"slogans":             {"表态多、调门高、行动少、落实差", "Big words, few deeds"},
	"party_duty":          {"机关党建工作责任不到位", "Party-work duty not met"},
	"party_staff":         {"专职党务干部应配未配", "Party staff not appointed"},
	"party_life":          {"党员领导干部组织生活制度不落实", "Leaders absent from party life"},
	"branch_work":         {"支部工作不规范", "Branch work not in order"},
	"off_post":            {"迟到早退、离岗、脱岗、串岗", "Late, early, away from the post"},
	"idle_online":         {"工作时间上网聊天、游戏、炒股等", "Chat, games, shares at work"},
	"favours":             {"吃拿卡要，以权谋私", "Favours asked for"},
	"drinking":            {"工作时间饮酒", "Drinking at work"},
	"unreachable":         {"无故关闭通讯工具、缺席或者指派他人参会、中途退场", "Unreachable, absent from or leaving a meeting"},
	"finance":             {"违反财经纪律", "Against financial discipline"},
	"rude_to_public":      {"对办事群众冷漠、蛮横、刁难、怠慢", "Rude to the public"},
	"dragging":            {"敷衍塞责、推诿扯皮、办事拖拉", "Dragging its feet"},
	"unity":               {"不利于民族团结的言行", "Against the unity of nationalities"},
	"politics":            {"违反政治纪律", "Against political discipline"},
	"lunch_alcohol":       {"工作日中午饮酒", "Alcohol at lunch on a working day"},
	"hosted_alcohol":      {"市内接待、被接待用餐饮酒", "Alcohol when hosting or hosted in the city"},
	"overtime_alcohol":    {"会议、加班期间饮酒", "Alcohol at evening meetings or overtime"},
	"gifts":               {"接受服务对象的宴请、礼品、礼金", "Banquets, gifts or money from those served"},
}
