package web

import (
	"io"
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/papers"
	"github.com/shixian/shixian/internal/paper"
	"github.com/shixian/shixian/internal/sheet"
	"github.com/shixian/shixian/internal/words"
)

// fields are what rules.md section 4 asks of each form, as printed.
var fields = map[string][]string{
	"acceptance_notice":       {"申请人（单位）", "联系方式", "申请办理的事项", "受理日期", "承诺办结日期", "接收材料的名称和份数", "首问负责人", "首问负责人联系电话", "承办人", "承办人联系电话", "告知内容", "受理人（签名）", "签收人", "签收时间"},
	"supplement_notice":       {"申请办理的事项", "需要补正的材料", "补正的要求", "告知日期", "签收人", "签收时间"},
	"extension_notice":        {"申请办理的事项", "不能按期办结的原因", "办理进展情况", "新的承诺办结日期", "批准人", "签收人", "签收时间"},
	"deemed_renewal":          {"申请人（单位）", "申请办理的事项", "许可证件编号", "收到申请之日", "有效期届满之时", "依法产生的结果", "咨询电话"},
	"deemed_consent":          {"收文日期", "办理时限", "期限届满之时", "确认之时", "依法产生的结果"},
	"deemed_no_objection":     {"牵头单位", "协办岗位", "环节的时限", "环节到期之时", "确认缺席之时"},
	"deemed_acceptance":       {"申请人（单位）", "申请办理的事项", "收到申请材料之日", "期限届满之时", "依法产生的结果", "咨询电话"},
	"handover_receipt":        {"接收时间", "项目内容", "材料名称和数量", "接收人", "移交的原因"},
	"service_notice":          {"服务对象姓名（单位）", "联系方式", "申请办理的事项", "接收材料的名称和份数", "承诺时限", "首问负责人", "首问负责人联系电话", "承办人", "承办人联系电话", "告知内容", "签收人", "签收时间"},
	"guidance_notice":         {"办理依据", "办理条件", "办理程序", "承诺时限", "收费", "办理地点", "联系电话", "告知人", "材料名称", "格式", "份数", "出具单位", "签收时间"},
	"refusal_notice":          {"申请办理的事项", "不予受理的日期", "理由", "法律依据", "应当向何处提出", "行政复议机关", "有管辖权的人民法院", "签收人", "签收时间"},
	"procedure_notice":        {"申请办理的事项", "程序", "所需时间", "步骤", "需要准备的事项", "签收人", "签收时间"},
	"grant_decision":          {"申请人（单位）", "申请办理的事项", "受理日期", "决定日期", "法律依据", "许可内容", "许可证件名称、编号", "有效期限"},
	"denial_decision":         {"申请人（单位）", "申请办理的事项", "受理日期", "决定日期", "理由", "法律依据", "行政复议机关", "有管辖权的人民法院"},
	"result_notice":           {"申请人（单位）", "申请办理的事项", "受理日期", "办结日期", "办理结果"},
	"denial_notice":           {"申请人（单位）", "申请办理的事项", "受理日期", "决定日期", "理由", "依据", "行政复议机关", "有管辖权的人民法院"},
	"termination_notice":      {"申请办理的事项", "终止的日期", "终止的情形", "理由", "材料的退还", "行政复议机关", "有管辖权的人民法院", "签收人", "签收时间"},
	"service_proof":           {"受送达人", "案由", "送达的文书和文号", "送达地点", "送达方式", "送达人", "受送达人（代收人）签名", "收到日期", "见证人签名", "送达人签名"},
	"return_letter":           {"退回理由", "退回日期", "签收人", "签收时间"},
	"delay_note":              {"收文号", "承办单位", "办理期限", "申请延长", "不能按期办结的原因", "办公室签收"},
	"inspection_plan":         {"编号", "性质", "检查内容", "检查组"},
	"inspection_result":       {"编号", "性质", "检查内容", "签字情况"},
	"inspection_report":       {"编号", "性质", "检查内容", "检查情况、意见和建议"},
	"rectification_notice":    {"编号", "被查单位", "检查方式", "时间、地点", "事实", "依据", "整改要求", "整改时限", "异议期限"},
	"rectification_recall":    {"认定的事实", "复核决定及理由"},
	"rectification_report":    {"编号", "被查单位", "问题", "整改时限", "报送日期", "整改情况"},
	"interview_notice":        {"被约谈单位", "约谈时间", "问题", "约谈事项"},
	"inspection_circular":     {"序号", "编号", "单位", "问题", "整改时限", "进度"},
	"proposal_register":       {"登记号", "交办日期", "届次", "编号", "代表、委员", "标题", "交办单位", "主办单位", "办理时限", "联系日期", "答复日期", "代表、委员评价"},
	"proposal_return":         {"退回理由", "提出日期", "建议交办"},
	"proposal_delay":          {"登记号", "主办单位", "办理期限", "申请延长", "不能如期办结的理由", "已做的工作和下一步安排"},
	"proposal_reply":          {"答复", "听取意见的日期", "签发日期"},
	"proposal_opinion":        {"标题", "主办单位", "答复日期", "对办理结果"},
	"report_register":         {"登记号", "报送单位", "事情发生", "标题", "签字", "口头同意", "报出", "采用", "采用日期"},
	"report_sheet":            {"标题", "发生时间", "发生地点", "情况"},
	"disclosure_report":       {"编号", "申报单位", "申报日期", "标题", "公开内容", "公开范围", "拟公开的全文", "核查意见", "领导小组意见"},
	"disclosure_check":        {"编号", "责任单位", "标题", "公开日期", "检查日期", "检查情况", "问题和要求"},
	"disclosure_register":     {"编号", "申报日期", "申报单位", "标题", "公开内容", "核查", "审批", "公开日期", "公开方式", "最近抽查"},
	"overdue_circular":        {"统一编号", "类别", "公文或者事项", "承办科室", "承办人", "时限", "应办结", "超期", "科室负责人说明"},
	"complaint_record":        {"收到时间", "渠道", "投诉人", "联系方式", "被投诉单位、人员", "投诉内容", "证据", "拟办意见", "领导批示", "办结时限", "办理结果", "反馈时间"},
	"complaint_transfer":      {"投诉编号", "被投诉单位、人员", "投诉类别", "投诉事项", "办结时限", "签收人", "签收时间"},
	"complaint_reply":         {"投诉事项", "核查结果", "情况说明", "答复日期"},
	"complaint_refusal":       {"处理方式", "理由", "应当走的渠道"},
	"petition_record":         {"收到时间", "渠道", "来源", "信访人", "联系方式", "代表", "信访诉求", "事实和理由", "甄别意见", "承办单位", "办结时限", "处理意见"},
	"petition_notice":         {"信访诉求", "处理方式", "去向", "理由", "处理途径和程序"},
	"petition_accepted":       {"信访诉求", "受理日期", "办理单位", "办结时限", "处理途径和程序"},
	"petition_not_taken":      {"信访诉求", "理由"},
	"petition_no_longer":      {"信访诉求", "先前的信访事项", "理由"},
	"petition_procedure":      {"应当通过的途径", "向何处提出", "理由"},
	"petition_transfer":       {"信访人", "信访诉求", "转送理由", "签收人", "签收时间"},
	"petition_assign":         {"信访诉求", "办结期限", "办理要求", "签收人", "签收时间"},
	"petition_result":         {"交办期限", "信访诉求", "办理情况", "报告意见"},
	"petition_extension":      {"受理日期", "延长后的办结时限", "延期理由"},
	"petition_reply":          {"信访诉求", "事实和理由", "处理意见", "意见和法律法规依据", "答复日期"},
	"petition_review":         {"请求日期", "原处理意见", "意见", "理由和依据"},
	"petition_final_review":   {"请求日期", "原处理意见", "意见", "理由和依据"},
	"petition_hearing":        {"时间", "地点", "主持人", "参加人", "听证内容", "听证意见", "信访人（核对无误）", "记录人"},
	"petition_mediation":      {"时间", "地点", "双方当事人", "调解过程", "达成的协议", "当事人（核对无误）", "调解人"},
	"petition_service":        {"受送达人", "送达的文书", "送达地点", "送达方式", "收到时间", "受送达人签名", "送达人"},
	"self_inspection":         {"事由", "报告时限", "自查要求"},
	"supervision_notice":      {"统一编号", "任务来源", "领导批示", "督办内容", "主办单位", "协办单位", "责任人", "完成时限", "办复要求", "发出日期", "签收人", "签收时间"},
	"chase_notice":            {"督办内容", "完成时限", "催办日期", "催办意见", "签收人"},
	"second_look":             {"反映人", "反映的事项", "结果", "查明的情况和理由", "答复人", "答复日期", "签收人", "签收时间"},
	"joint_notice":            {"牵头单位", "协办单位", "本环节时限", "整件承诺办结日期", "需要办理的事项"},
	"supervision_report":      {"统一编号", "事项", "承办单位", "现在进度", "办理情况", "督办意见"},
	"supervision_result":      {"事项", "承办单位", "办复时间", "办理结果", "督办部门意见", "领导批示"},
	"supervision_circular":    {"统一编号", "事项", "承办单位", "责任人", "完成时限", "进度", "超期"},
	"self_check_report":       {"单位", "收件", "办结", "期末在办", "期末超期", "应办已办", "其中逾期", "按时率", "超期", "延期", "暂停"},
	"supervision_summary":     {"承办单位", "收件", "办结", "期末在办", "期末超期", "应办已办", "其中逾期", "按时率", "超期", "延期"},
	"complaint_statistics":    {"单位", "收件", "办结", "期末在办", "期末超期", "按时率", "查实", "不实", "满意率"},
	"department_sheet":        {"事项", "收件", "办结", "期末在办", "期末超期", "按时率", "法定按时率", "延期", "满意率"},
	"monday_list":             {"例会日期", "通报期间", "上周情况", "统一编号", "事项", "承办单位", "上周到期", "办理情况", "回查", "催办", "差距", "下一步", "主持人"},
	"leave_form":              {"外出时间", "地点（去向）", "事由", "返岗时间", "应由谁批准", "环节", "何人", "意见"},
	"handover_list":           {"移交人", "离岗时间", "移交时间", "确认接手", "编号", "事项", "环节", "应办", "到期"},
	"absence_sign":            {"姓名", "离岗时间", "事由", "到岗时间", "联系方式"},
	"ab_list":                 {"岗位（职责）名称", "A岗", "B岗（按顺序）", "审定", "备案日期"},
	"reminder_letter":         {"核查事实", "情形", "提醒内容"},
	"verification_conclusion": {"案号", "起因", "核查事实", "结论", "时间用在的环节"},
	"statement_record":        {"案号", "当事人", "起因", "告知的事实", "时间", "地点", "听取人", "记录人", "提交的证据", "陈述和申辩的内容", "当事人（核对无误后签名）"},
	"defence_notice":          {"当事人", "起因", "认定的事实", "涉及的情形", "陈述申辩期限", "向谁提出"},
	"decision":                {"责任人（单位）", "认定的事实", "责任（全部、主要、次要）", "追究方式", "决定的理由和依据", "陈述申辩"},
	"service_receipt":         {"受送达人", "送达的文书", "送达地点", "送达方式", "受送达人签名", "收到时间", "送达人（二人）"},
	"appeal_decision":         {"申请人", "申请日期", "受理申诉的机关", "决定", "决定后的追究方式", "理由"},
	"review_decision":         {"申请人", "申请日期", "决定", "决定后的追究方式", "理由"},
	"incoming_register":       {"收文号", "收文日期", "来文机关", "来文字号", "标题", "附件", "份数", "密级", "承办单位", "签收人", "复文号", "归卷日期", "归入卷号", "领导批示日期", "办理时限"},
	"head_report":             {"统一编号", "事项", "时限", "依据", "应于", "超期", "已报党组"},
	"dispatch_register":       {"顺序号", "发文日期", "字号", "标题", "附件", "密级", "份数", "发往机关", "签收人", "归卷日期", "卷号"},
	"supervision_register":    {"统一编号", "内容", "来源", "收文时间", "承办单位", "办复要求"},
}

// code is a word of the machine, which no paper shows.
var code = regexp.MustCompile(`[a-z]+_[a-z]+|\{|\}|【|event\.`)

// drafted is the page on which a form is previewed, filled at length.
func drafted(t *testing.T, f paper.Form) *goquery.Document {
	t.Helper()
	v := newVisitor(t, watcher)
	v.counter.matter = matterFor(f.Kind)
	if f.Table != nil && f.Table.Of == paper.Figures {
		maps.Copy(v.counter.matter.Extra, figured("青岚县行政审批服务局", 450))
	}
	if f.Scope == paper.OfUnit || f.Table != nil && f.Table.Of == paper.Cases {
		v.counter.matter.Rows = rowsFor(f)
	}
	path := "/registers/issue/" + f.Code
	if f.Scope == paper.OfCase {
		path = "/cases/BJ2026-000412/papers/" + f.Code
	}
	typed := url.Values{"do": {"preview"}, "key": {"k"}}
	for name, value := range askedOf(f) {
		typed.Set("asked."+name, value)
	}
	res := v.post(path, typed)
	doc := v.read(res)
	require.Equal(t, http.StatusOK, res.StatusCode, textOf(doc.Find(".summary")))
	return doc
}

func rowsFor(f paper.Form) []paper.Matter {
	if f.Table.Of == paper.Posts {
		return []paper.Matter{{Names: spelling{}, Extra: map[string]string{"post": "食品经营许可岗", "unit": "行政许可科", "a": "王强", "b": "李敏、赵国华", "approved": "沈玉兰 2026-01-05", "filed": "2026-01-06"}}}
	}
	rows := []paper.Matter{matterFor(f.Kind), matterFor(f.Kind)}
	if f.Table.Of == paper.Late {
		rows[0].Extra = map[string]string{"kind": "办件", "matter": "食品经营许可", "clock": "承诺时限", "due": "2026年10月13日 17:30", "late": "3个工作日", "explained": "2026年10月15日已向分管领导说明：现场核查改期"}
	}
	if f.Table.Of == paper.Figures {
		rows[0].Extra, rows[1].Extra = figured("食品经营许可科", 412), figured("公共场所卫生许可科", 38)
	}
	if f.Table.Of == paper.Week {
		rows[0].Extra = map[string]string{
			"owed": "10-14 回复", "done": "10-15 已答复；10-16 已报告", "rechecked": "10-13 在办", "chased": "10-12 催办（回查）", "gap": "回复逾期1个工作日，10-15完成；通知尚未签收", "next": "督办部门：回查，10-21前",
		}
	}
	return rows
}

// figured are the figures of a report's row.
func figured(of string, n int) map[string]string {
	out := map[string]string{"of": of, "from": "2026年7月1日", "until": "2026年9月30日", "as_of": "2026年9月30日", "in_time": "97.1%", "in_law": "100.0%", "content": "98.2%"}
	for _, name := range core.Reported {
		out[name] = strconv.Itoa(n % 97)
	}
	return out
}

func TestEveryPaperHasItsFields(t *testing.T) {
	t.Parallel()
	ref, err := carried()
	require.NoError(t, err)
	for _, f := range ref.Papers {
		t.Run(f.Code, func(t *testing.T) {
			t.Parallel()
			require.Contains(t, fields, f.Code)
			if f.Scope == paper.Register {
				for i, want := range fields[f.Code] {
					require.Contains(t, labelsOf(f), want, "%d", i)
				}
				return
			}
			sheet := drafted(t, f).Find("article.paper")
			var printed []string
			sheet.Find("th, dt").Each(func(_ int, s *goquery.Selection) { printed = append(printed, textOf(s)) })
			for _, want := range fields[f.Code] {
				require.Contains(t, printed, want)
			}
			require.NotRegexp(t, code, textOf(sheet), "a code stands where a word should")
			require.Contains(t, textOf(sheet.Find(".paper-basis")), "依据：")
			require.Contains(t, textOf(sheet.Find(".paper-serial")), "签发时编号", "a preview has no number")
			require.Zero(t, sheet.Find(".qr").Length(), "nor a check code")
			require.NotEmpty(t, textOf(sheet.Find(".paper-title")))
			require.Equal(t, f.Red, sheet.Find(".paper-head").Length() == 1)
		})
	}
}

func labelsOf(f paper.Form) (out []string) {
	for _, c := range f.Table.Columns {
		out = append(out, c.Label)
	}
	return out
}

// The complainant stands in the efficiency office's record and in what he gets
// himself, and on nothing that goes to the unit complained of (R082).
func TestTheComplainantIsOnNoPaperForTheUnit(t *testing.T) {
	t.Parallel()
	ref, err := carried()
	require.NoError(t, err)
	blind := 0
	for _, f := range ref.Papers {
		if f.Kind != casework.Complaint || f.Scope != paper.OfCase {
			continue
		}
		doc := drafted(t, f)
		text := doc.Find("article.paper").Text()
		if !f.Blind {
			require.Contains(t, text, planted, f.Code)
			continue
		}
		blind++
		for _, word := range []string{planted, plantedPhone, plantedHome, "欧阳", "来访", "2026年10月8日"} {
			require.NotContains(t, text, word, f.Code)
		}
	}
	require.Equal(t, 2, blind)
}

// Whoever is refused is told where he may turn and by when (行政许可法 38): to either, or,
// where the law sends him to the organ first, there and to the court after (行政复议法 23).
func TestARefusalTellsOfRemedies(t *testing.T) {
	t.Parallel()
	for _, form := range []string{"refusal_notice", "denial_decision", "denial_notice", "termination_notice"} {
		f := formOf(t, form)
		m := matterFor(f.Kind)
		m.Asked = askedOf(f)
		either, empty := paper.Fill(f, m)
		require.Empty(t, empty, form)
		m.Extra["first"], m.Extra["direct"] = "行政复议法第二十三条第一款第四项", ""
		first, _ := paper.Fill(f, m)
		require.Contains(t, either.Close[len(either.Close)-1], "六十日内向青岚县人民政府申请行政复议，也可以自收到之日起六个月内直接向青岚县人民法院提起行政诉讼", form)
		require.Contains(t, first.Close[len(first.Close)-1], "六十日内先向青岚县人民政府申请行政复议（行政复议法第二十三条第一款第四项）", form)
		require.Contains(t, first.Close[len(first.Close)-1], "十五日内向青岚县人民法院提起行政诉讼", form)
		require.Len(t, first.Close, len(either.Close), "one of them, never both")

		delete(m.Extra, "organ")
		_, empty = paper.Fill(f, m)
		require.Equal(t, []string{"行政复议机关"}, empty, "a right is told with its organ or not at all")
	}
}

// A permit and another service are refused by papers of different names.
func TestADecisionIsNamedByItsClass(t *testing.T) {
	t.Parallel()
	for class, want := range map[string][]string{"permit": {"grant_decision", "denial_decision"}, "service": {"result_notice", "denial_notice"}} {
		for i, level := range []string{"completed", "denied"} {
			m := matterFor(casework.Service)
			m.Extra["class"], m.Events = class, []casework.TimelineRow{{Name: casework.Decided, Level: level}}
			var ready []string
			for _, code := range []string{"grant_decision", "denial_decision", "result_notice", "denial_notice"} {
				if formOf(t, code).Ready(m) {
					ready = append(ready, code)
				}
			}
			require.Equal(t, want[i:i+1], ready)
		}
	}
}

func TestADecisionTellsOfAppeal(t *testing.T) {
	t.Parallel()
	text := textOf(drafted(t, formOf(t, "decision")).Find("article.paper"))
	require.Contains(t, text, "本决定自作出之日起生效，是否送达不影响效力") // 处分条例 46
	require.Contains(t, text, "受理申诉的机关：签发人填写的内容", "the organ is named")
	require.Contains(t, text, "李敏主要责任")
	require.Contains(t, text, "王强（行政许可科）", "where he belongs, not who investigates")
	require.Contains(t, text, "BJ2026-000398办理（承诺），应于2026年10月14日（星期三）17:30前完成")
	require.Contains(t, text, "党组2026年10月10日研究，应到会9人，到会7人，同意6人")
}

func TestPaperIsPreviewedThenIssued(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, watcher)
	v.counter.matter = matterFor(casework.Supervision)
	page, status := v.get("/cases/BJ2026-000412/papers/supervision_report")
	require.Equal(t, http.StatusOK, status)
	require.Zero(t, page.Find("article.paper").Length(), "an opinion is owed first")
	require.Zero(t, page.Find("button[value=issue]").Length())
	require.Empty(t, v.counter.requests)

	typed := url.Values{"do": {"preview"}, "key": {"k1"}, "asked.reader": {"局长"}, "asked.opinion": {"进展正常。"}, "asked.copies": {"2"}, "asked.secrecy": {"内部"}}
	page = v.read(v.post("/cases/BJ2026-000412/papers/supervision_report", typed))
	require.Equal(t, "局长：", textOf(page.Find(".paper-to")))
	require.Contains(t, textOf(page.Find(".paper-foot")), "份数 2 密级 内部")
	require.Equal(t, "d1", page.Find("[name=digest]").AttrOr("value", ""))
	require.Equal(t, "进展正常。", page.Find("[name='asked.opinion']").Text(), "nothing typed is lost")

	typed.Set("do", "issue")
	typed.Set("digest", "d1")
	res := v.post("/cases/BJ2026-000412/papers/supervision_report", typed)
	require.Equal(t, http.StatusSeeOther, res.StatusCode)
	require.Equal(t, "/papers/P1", res.Header.Get("Location"))
	require.Equal(t, []string{"d1"}, v.counter.digests)
	require.Equal(t, map[string]string{"reader": "局长", "opinion": "进展正常。", "copies": "2", "secrecy": "内部"}, v.counter.requests[1].Asked)

	v.counter.paperErr = casework.FieldError(casework.Stale, "digest", "")
	res = v.post("/cases/BJ2026-000412/papers/supervision_report", typed)
	require.Equal(t, http.StatusUnprocessableEntity, res.StatusCode)
	require.Contains(t, textOf(v.read(res).Find(".summary")), "内容已被修改")

	v.counter.paperErr = nil
	v.counter.matter.Fields = nil
	typed.Set("do", "preview")
	res = v.post("/cases/BJ2026-000412/papers/supervision_report", typed)
	require.Equal(t, http.StatusUnprocessableEntity, res.StatusCode)
	require.Contains(t, textOf(v.read(res).Find(".summary")), "“事项”一栏还没有内容")
}

// desk.md 21: a page that is only opened has nothing wrong on it: it says what there is to wait for.
func TestAPaperDoesNotOpenOnAnError(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, watcher)
	v.counter.matter = matterFor(casework.Complaint)
	v.counter.paperErr = casework.FieldError(casework.WrongStage, "", "R048")
	const path = "/cases/TS2026-000009/papers/complaint_record"
	page, status := v.get(path)
	require.Equal(t, http.StatusOK, status)
	require.Zero(t, page.Find(".summary, .error").Length())
	require.Contains(t, textOf(page.Find("main .notice")), "现在还不能出具")
	require.Zero(t, page.Find("button[value=issue]").Length())
	require.NotEmpty(t, textOf(v.read(v.post(path, url.Values{"do": {"preview"}, "key": {"k1"}})).Find(".summary")))

	v = newVisitor(t, generalOffice) // of one that is kept until it is issued
	v.counter.paperErr = casework.FieldError(casework.WrongStage, "", "R048")
	page, _ = v.get("/registers/issue/monday_list")
	require.Zero(t, page.Find(".summary, .error").Length())
	require.Contains(t, textOf(page.Find("main .notice")), "现在还不能出具")
}

// onPaper is an issued notice.
func onPaper(t *testing.T, form string) *papers.Paper {
	t.Helper()
	f := formOf(t, form)
	m := matterFor(f.Kind)
	m.Asked = askedOf(f)
	if f.Table != nil && f.Table.Of == paper.Figures {
		maps.Copy(m.Extra, figured("青岚县行政审批服务局", 450))
	}
	if f.Scope == paper.OfUnit {
		m.Rows = rowsFor(f)
	}
	content, empty := paper.Fill(f, m)
	require.Empty(t, empty)
	return &papers.Paper{
		ID: "P1", Number: "BJ2026-000412", Kind: casework.Service, Form: f.Code, Name: f.Name, NameEn: f.NameEn, Serial: "督办〔2026〕3号", Unit: "bureau", UnitName: "局",
		Issued: at("2026-10-16 15:00"), ByName: "冯雪梅", Code: "7K3F-9QXM-2D4P", Content: &content,
	}
}

func TestPaperPage(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, watcher)
	v.counter.issued = onPaper(t, "supervision_notice")
	doc, status := v.get("/papers/P1")
	require.Equal(t, http.StatusOK, status)
	sheet := doc.Find("article.paper")
	require.Equal(t, "督办〔2026〕3号", textOf(sheet.Find(".paper-serial")))
	require.Contains(t, textOf(sheet.Find(".paper-by")), "2026年10月16日")
	require.Contains(t, textOf(sheet.Find(".paper-foot")), "校验码 7K3F-9QXM-2D4P")
	require.Equal(t, 1, sheet.Find("svg.qr path.qr-ink").Length())
	require.Zero(t, doc.Find("article.paper form, article.paper .acts").Length(), "nothing to click lies on the paper")

	v.counter.issued.Voided, v.counter.issued.Why = near("2026-10-16 16:00"), "时限写错"
	doc, _ = v.get("/papers/P1")
	require.Contains(t, textOf(doc.Find(".paper-void")), "作废。原因：时限写错")
	require.Zero(t, doc.Find("form[action='/papers/P1/void']").Length(), "nobody voids it twice")
}

// What stands in the table of a paper is had as it was frozen.
func TestATableOfAPaperIsHadAsASheet(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, watcher)
	v.counter.issued = onPaper(t, "self_check_report")
	doc, _ := v.get("/papers/P1")
	href := doc.Find("a[href$='format=xlsx']").AttrOr("href", "")
	require.Equal(t, "/papers/P1?format=xlsx", href)
	raw, err := io.ReadAll(v.send(get(href)).Body)
	require.NoError(t, err)
	rows, err := sheet.Read(raw)
	require.NoError(t, err)
	require.Equal(t, append([]string{"单位", "收件"}, doc.Find(".paper-table tbody td").Eq(0).Text()), []string{rows[0][0], rows[0][1], rows[1][0]})
	v.counter.issued = onPaper(t, "supervision_notice")
	doc, _ = v.get("/papers/P1")
	require.Zero(t, doc.Find("a[href$='format=xlsx']").Length(), "without a table there is none")
}

// A field that is empty says so, one that is wrong says that, whatever rule asks for it; and a
// question of a paper is named by its words (desk.md 19, 20).
func TestAnEmptyFieldIsNotAWrongOne(t *testing.T) {
	t.Parallel()
	fields := func() []kernel.FieldView {
		return []kernel.FieldView{
			{ID: "a", Name: "outcome", Type: "select", Label: "结论", Required: true, Options: []kernel.OptionView{{Value: "complaint"}}},
			{ID: "b", Name: "asked.copies", Type: "text", Label: "份数", Value: "一二三四五"},
			{ID: "c", Name: "reason", Type: "textarea", Label: "理由", Required: true},
			{ID: "d", Name: "means", Type: "select", Label: "方式", Value: "x", Required: true, Options: []kernel.OptionView{{Value: "x", On: true}}},
		}
	}
	v := &kernel.Visit{}
	v.Voice = kernel.Voice{Lang: words.Chinese}
	var texts []string
	for _, p := range v.Attach(fields(), core.Refusals{
		casework.FieldError(casework.Invalid, "outcome", "R067"), casework.FieldError(casework.TooLarge, "asked.copies", "max:4"),
		casework.FieldError(casework.Invalid, "reason", "R064"), casework.FieldError(casework.Invalid, "means", "R073"),
	}) {
		texts = append(texts, p.Text)
	}
	require.Equal(t, []string{"结论：请选择（依据 R067）", "份数：最多 4 字", "理由：请填写（依据 R064）", "方式：填写的内容不对，请改正（依据 R073）"}, texts)
	chosen := fields()
	chosen[0].Value = "complaint"
	require.Contains(t, v.Attach(chosen, casework.FieldError(casework.Invalid, "outcome", "R067"))[0].Text, "匿名投诉不作为投诉受理")
}

func TestPaperCheckTellsNothingElse(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, casework.Principal{})
	v.counter.checked = papers.Checked{Unit: "bureau", Name: "督办通知单", Serial: "督办〔2026〕3号", UnitName: "青岚县行政审批服务局", Issued: at("2026-10-16 15:00"), Valid: true}
	doc, status := v.get("/public/paper?code=7k3f9qxm2d4p")
	require.Equal(t, http.StatusOK, status)
	require.Contains(t, textOf(doc.Find(".notice")), "现在有效")
	require.Equal(t, "文书督办通知单 字号督办〔2026〕3号 出具单位青岚县行政审批服务局 日期2026年10月16日 星期五", textOf(doc.Find(".facts")))

	v.counter.checked.Valid = false
	doc, _ = v.get("/public/paper?code=7k3f9qxm2d4p")
	require.Contains(t, textOf(doc.Find(".notice")), "已经作废")

	v.counter.paperErr = casework.FieldError(casework.NotFound, "paper", "")
	doc, status = v.get("/public/paper?code=7k3f9qxm2d4q")
	require.Equal(t, http.StatusNotFound, status)
	require.Contains(t, textOf(doc.Find("#check-code-error")), "没有这个校验码的文书")
	require.Zero(t, doc.Find(".facts").Length())
}

// TestAPaperExplainsItsQuestionsInEnglish: what a question of a paper means is said in both languages.
func TestAPaperExplainsItsQuestionsInEnglish(t *testing.T) {
	t.Parallel()
	ref, err := carried()
	require.NoError(t, err)
	explained := 0
	for _, f := range ref.Papers {
		for _, q := range f.Questions() {
			require.Equal(t, q.Hint == "", q.HintEn == "", "%s asks %s", f.Code, q.Name)
			require.NotRegexp(t, `\p{Han}`, q.LabelEn+q.HintEn, "%s asks %s", f.Code, q.Name)
			if q.Hint != "" {
				explained++
			}
		}
	}
	require.Greater(t, explained, 30)
}

func TestCasePageLeadsToItsPapers(t *testing.T) {
	t.Parallel()
	doc := story(t, "case-papers").Find("#papers")
	require.Equal(t, "/cases/BJ2026-000412/papers/supervision_notice", doc.Find("a").Eq(1).AttrOr("href", ""))
	require.Equal(t, "/papers/P1", doc.Find("a").Eq(0).AttrOr("href", ""))
	acts := story(t, "case-papers").Find("#actions details")
	require.Equal(t, "办后可以出具《督办专报》《督办结果呈报单》。", textOf(acts.Filter("#complete").Find(".hint").Last()))
	require.Zero(t, acts.Filter("#deny").Find("p.hint").Length())
}
