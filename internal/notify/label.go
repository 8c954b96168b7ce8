package notify

import "strings"

// words is one text in the two languages of the house.
type words struct{ zh, en string }

func (w words) in(lang string) string {
	if english(lang) {
		return w.en
	}
	return w.zh
}

// english tells the languages apart: "en", "en-GB" and so on; all else is Chinese.
func english(lang string) bool { return strings.HasPrefix(strings.ToLower(lang), "en") }

// kinds names the kinds of case.
var kinds = map[string]words{
	"service":        {"办件", "service case"},
	"document":       {"公文", "document"},
	"complaint":      {"效能投诉", "complaint"},
	"petition":       {"信访", "petition"},
	"proposal":       {"建议提案", "proposal"},
	"supervision":    {"督办", "supervision item"},
	"rectification":  {"整改", "rectification"},
	"report":         {"信息报送", "report"},
	"accountability": {"责任追究", "accountability case"},
	"absence":        {"离岗", "absence"},
	"duties":         {"例行职责", "standing duty"},
}

// clock says what a clock is called and what its owner owes.
type clock struct{ label, owed words }

// caseClocks is keyed by clock, or by kind and clock where the kind changes the duty.
var caseClocks = map[string]clock{
	"intake":                    {words{"受理", "Intake"}, words{"决定是否受理，材料不全的一次性告知", "accept the application, or give one notice of everything missing"}},
	"handle":                    {words{"办理（承诺）", "Handling (promised)"}, words{"办结", "finish the matter"}},
	"service/handle":            {words{"办理（承诺）", "Handling (promised)"}, words{"作出决定", "decide the application"}},
	"document/handle":           {words{"办理", "Handling"}, words{"办结公文并答复来文单位", "finish the document and answer its sender"}},
	"complaint/handle":          {words{"办理", "Handling"}, words{"答复投诉人并报效能办", "answer the complainant and report to the efficiency office (效能办)"}},
	"petition/handle":           {words{"办理", "Handling"}, words{"办结并书面答复信访人", "finish the petition and answer the petitioner in writing"}},
	"proposal/handle":           {words{"办理", "Handling"}, words{"答复代表或委员", "answer the deputy or member"}},
	"accountability/handle":     {words{"办理", "Handling"}, words{"作出处理决定", "decide the accountability case"}},
	"statutory":                 {words{"法定时限", "Statutory limit"}, words{"依法作出决定", "decide as the law requires"}},
	"deliver":                   {words{"送达", "Delivery"}, words{"送达决定或者证件", "deliver the decision or licence"}},
	"step":                      {words{"协办环节", "Joint step"}, words{"完成本单位的协办环节", "complete your unit's step"}},
	"renew":                     {words{"延续", "Renewal"}, words{"作出是否准予延续的决定", "decide the renewal"}},
	"instruct":                  {words{"领导批示", "Leader's note"}, words{"作出批示", "write how it is to be handled"}},
	"assign":                    {words{"交办", "Assignment"}, words{"交承办处室", "give it to a unit"}},
	"propose":                   {words{"拟办", "Proposal for handling"}, words{"提出拟办意见", "propose how to handle the document"}},
	"return":                    {words{"退回", "Return"}, words{"退回不属本单位职责的事项", "return the matter if it is not your unit's"}},
	"absence/return":            {words{"返岗", "Return to post"}, words{"返岗并报告", "be back at your post and report it"}},
	"forward":                   {words{"转办", "Forwarding"}, words{"转交被投诉单位", "forward the complaint to the unit concerned"}},
	"jurisdiction":              {words{"管辖异议", "Jurisdiction"}, words{"告知效能办不属本单位职责的事项", "tell the efficiency office (效能办) if the matter is not your unit's"}},
	"confirm":                   {words{"审核", "Confirmation"}, words{"审核办理结果", "confirm the result or send it back"}},
	"screen":                    {words{"登记甄别", "Screening"}, words{"登记甄别并告知去向", "register and sort the petition, and tell the petitioner"}},
	"object":                    {words{"异议", "Objection"}, words{"提出异议", "object, if you wish to"}},
	"review":                    {words{"复查", "Review"}, words{"作出复查意见", "decide the review (复查)"}},
	"final_review":              {words{"复核", "Final review"}, words{"作出复核意见", "decide the final review (复核)"}},
	"ask_review":                {words{"申请复查复核", "Asking for review"}, words{"申请复查或者复核", "ask for a review, if you wish to"}},
	"appeal":                    {words{"申诉", "Appeal"}, words{"提出申诉", "appeal, if you wish to"}},
	"redo":                      {words{"重新办理", "Redoing"}, words{"重新办理并答复", "handle the matter again and answer"}},
	"reply":                     {words{"回复", "Reply"}, words{"按要求回复", "reply as required"}},
	"follow_up":                 {words{"回查", "Follow-up"}, words{"回查办理情况", "check how the matter stands"}},
	"rectify":                   {words{"整改", "Rectification"}, words{"完成整改并报告结果", "put it right and report the result"}},
	"urgent":                    {words{"紧急信息报送", "Urgent report"}, words{"报送紧急信息", "send the urgent report"}},
	"urgent_act":                {words{"紧急请示", "Urgent request"}, words{"答复紧急请示", "answer the urgent request"}},
	"verify":                    {words{"核查", "Verification"}, words{"核查事实、原因和所在环节", "verify the facts, the causes and whose turn it was"}},
	"explain":                   {words{"说明情况", "Explanation"}, words{"向分管领导说明情况", "explain to the leader in charge"}},
	"designate":                 {words{"指定顶岗", "Naming a cover"}, words{"指定顶岗人员", "name who covers the post"}},
	"absence/approve":           {words{"批准离岗", "Grant of the absence"}, words{"决定是否批准离岗", "grant or refuse the absence"}},
	"leave":                     {words{"离岗", "Leaving"}, words{"办好交接，按时离岗", "hand over and leave at the stated time"}},
	"papers":                    {words{"补办手续", "Papers"}, words{"补办离岗手续", "file the papers of the absence"}},
	"statement":                 {words{"陈述申辩", "Statement"}, words{"陈述和申辩", "state your case, if you wish to"}},
	"accountability/ask_review": {words{"申请复核", "Asking for review"}, words{"申请复核", "ask for a review, if you wish to"}},
	"accountability/review":     {words{"复核", "Review"}, words{"作出复核决定", "decide the review"}},
	"direct_appeal":             {words{"直接申诉", "Appealing at once"}, words{"不经复核直接提出申诉", "appeal without a review, if you wish to"}},
	"serve":                     {words{"送达决定", "Service"}, words{"把决定书送达当事人", "serve the decision on the person concerned"}},
	"mend":                      {words{"限期改正", "Term to mend"}, words{"改正并报告结果", "put it right and report it"}},
	"appealed":                  {words{"申诉处理", "Deciding the appeal"}, words{"作出申诉处理决定", "decide the appeal"}},
	"approve":                   {words{"批准", "Grant"}, words{"决定是否批准", "grant or refuse it"}},
	"self_report":               {words{"自查整改报告", "Self-examination report"}, words{"报送专题自查整改报告", "file the self-examination report"}},
}

// KindLabel names a kind of case; an unknown kind names itself.
func KindLabel(lang, kind string) string {
	if w, ok := kinds[kind]; ok {
		return w.in(lang)
	}
	return kind
}

// ClockLabel names a clock: "handle", "complaint/handle", "step:planning" (the
// unit is shown). An unknown clock names itself.
func ClockLabel(lang, name string) string {
	base, unit, _ := strings.Cut(name, ":")
	c, ok := clocks[base]
	if !ok {
		c, ok = clocks[base[strings.LastIndexByte(base, '/')+1:]]
	}
	switch {
	case !ok:
		return name
	case unit != "":
		return c.label.in(lang) + words{"（", " ("}.in(lang) + unit + words{"）", ")"}.in(lang)
	}
	return c.label.in(lang)
}

// owed says what the owner of a clock has to do.
func owed(lang, kind, name string) string {
	base, _, _ := strings.Cut(name, ":")
	for _, key := range []string{kind + "/" + base, base} {
		if c, ok := clocks[key]; ok {
			return c.owed.in(lang)
		}
	}
	return words{"办理", "act on it"}.in(lang)
}

// EventLabel names an event in a few words. Level tells the warnings (half,
// near), rungs (1, 2, 3) and cards (yellow, red) apart and is otherwise not
// looked at. An unknown event names itself.
func EventLabel(lang, event, level string) string {
	if e, ok := lookUp(event, level); ok {
		return e.label.in(lang)
	}
	return event
}

func lookUp(name, level string) (event, bool) {
	if e, ok := events[name+"/"+level]; ok {
		return e, true
	}
	e, ok := events[name]
	return e, ok
}
