package notify

import "maps"

// events are those every case knows, and those of the office's own kinds.
var events = func() map[string]event {
	all := maps.Clone(caseEvents)
	maps.Copy(all, officeEvents)
	maps.Copy(all, joinEvents)
	return all
}()

// clocks are those every case knows, and those of the office's own kinds.
var clocks = func() map[string]clock {
	all := maps.Clone(caseClocks)
	maps.Copy(all, officeClocks)
	return all
}()

// officeEvents are those of documents, complaints, supervision and standing duties.
// None of them tells who complained.
var officeEvents = map[string]event{
	"opinion_proposed": {soon, words{"已提出拟办意见", "Opinion proposed"}, words{"拟办意见已提出，请批示{basis}。", "An opinion has been proposed and waits for your note{basis}."}},
	"instructed":       {soon, words{"已批示", "Instructed"}, words{"领导已批示。请按批示交办{basis}。", "The leader has put his note on it. Please assign it accordingly{basis}."}},
	"assigned":         {soon, words{"已交办", "Assigned"}, words{"本件已交由{who}承办。请{by}{owed}{basis}。", "This document has been assigned; now answerable: {who}. Please {owed} {by}{basis}."}},
	"returned":         {soon, words{"已退回", "Returned"}, words{"承办单位认为不属其职责，予以退回{basis}。请重新交办。", "The unit returns this as not its own{basis}. Please assign it anew."}},
	"special_notice":   {other, words{"已告知不适用默认", "Special notice"}, words{"已在期满前告知来文单位，不适用超时默认{basis}。", "The sender was told before expiry; silence does not count as consent{basis}."}},
	"consent_condition_met": {late, words{"达到超时默认条件", "Condition of deemed consent met"},
		words{"期限届满未办结也未答复，已达到视为默认或者同意的条件{basis}。请办公室确认。", "The limit passed without a result or an answer: the condition of deemed consent is met{basis}. The general office is asked to confirm it."}},
	"consent_confirmed":        {other, words{"超时默认已确认", "Deemed consent decided"}, words{"办公室已就超时默认作出确认{basis}。", "The general office has decided whether the condition of deemed consent was met{basis}."}},
	"filed":                    {other, words{"办理完毕", "Answered"}, words{"本件已办结，请归档{basis}。", "This document has been answered and is to be filed{basis}."}},
	"reply_sent":               {other, words{"复文号", "Number of the reply"}, words{"本件已复文{basis}。", "This document has been answered in writing{basis}."}},
	"archived":                 {other, words{"已归卷", "Put into its volume"}, words{"本件已归卷{basis}。", "This document has been put into its volume{basis}."}},
	"return_decided":           {soon, words{"逾期退回已答复", "Late return decided"}, words{"交办单位已就逾期退回作出答复{basis}。", "Whoever assigned the document has decided on its late return{basis}."}},
	"return_decided/refused":   {soon, words{"不同意退回", "Return not consented to"}, words{"交办单位不同意退回，原时限不变{basis}。请{by}{owed}。", "The return is not consented to and the limit stands{basis}. Please {owed} {by}."}},
	"return_decided/consented": {soon, words{"同意退回", "Return consented to"}, words{"交办单位同意退回，请办公室重新交办{basis}。", "The return is consented to; the general office assigns the document anew{basis}."}},
	"special_reported":         {soon, words{"督查专报", "Special report"}, words{"督查专报已报送，请阅示{basis}。", "A special report waits for your reading{basis}."}},
	"round_missed":             {late, words{"本期未报送", "Round not filed"}, words{"“{clock}”应于 {due} 前完成，本期没有报送{basis}。", "“{clock}” was due by {due} and nothing was filed for this round{basis}."}},
	"points_proposed":          {late, words{"建议扣分", "Points proposed"}, words{"“{clock}”本期没有报送，按规定建议扣分{basis}。请决定是否扣分。", "“{clock}” was not filed for this round and points are proposed for it{basis}. Please decide whether they count."}},
	"points_decided":           {other, words{"扣分建议已决定", "Proposed points decided"}, words{"对“{clock}”未报送的扣分建议已作出决定{basis}。", "Whether points count for “{clock}” not being filed has been decided{basis}."}},
	"points_decided/consented": {soon, words{"决定扣分", "Points counted"}, words{"“{clock}”没有报送，已决定扣分，记入本单位考评{basis}。", "“{clock}” was not filed; the points count and stand on the unit's sheet{basis}."}},
	"points_decided/refused":   {other, words{"决定不扣分", "Points not counted"}, words{"对“{clock}”没有报送一事，已决定不扣分{basis}。", "No points count for “{clock}” not being filed{basis}."}},
	"screened":                 {other, words{"已甄别", "Screened"}, words{"本件已登记甄别{basis}。", "This has been registered and sorted{basis}."}},
	"forwarded":                {soon, words{"已转办", "Forwarded"}, words{"效能投诉已转交你单位。请{by}{owed}{basis}。", "An efficiency complaint has been forwarded to your unit. Please {owed} {by}{basis}."}},
	"disclaimed":               {soon, words{"提出管辖异议", "Disclaimed"}, words{"承办单位认为不属其职责{basis}。请效能办决定。", "The unit says the matter is not its own{basis}. The efficiency office (效能办) is asked to decide."}},
	"replied":                  {soon, words{"已答复", "Replied"}, words{"承办单位已答复{basis}。请审核或者回查。", "The unit has replied{basis}. Please look at it."}},
	"relayed":                  {soon, words{"有转达内容", "Words passed on"}, words{"效能办转达了与本件有关的内容，请登录查看{basis}。", "The efficiency office (效能办) has passed on words in this matter; please sign in to read them{basis}."}},
	"disclosed":                {other, words{"已依书面同意披露", "Disclosed on consent"}, words{"经书面同意，已向一名办案人披露{basis}。", "On written consent, one investigator has been told{basis}."}},
	"disclosure_withdrawn":     {other, words{"披露已收回", "Disclosure taken back"}, words{"此前的披露已收回{basis}。", "What was disclosed is taken back{basis}."}},
	"rated":                    {other, words{"已评价答复", "Reply rated"}, words{"本件的答复已有评价{basis}。", "The reply in this matter has been rated{basis}."}},
	"rated/unsatisfied":        {soon, words{"对答复不满意", "Not satisfied with the reply"}, words{"本件的答复被评为不满意{basis}。审核时请一并考虑。", "The reply in this matter did not satisfy{basis}. Please weigh it before you pass the reply."}},
	"advised":                  {soon, words{"有整改或者问责意见", "Advice given"}, words{"对本件的办理结果有意见建议{basis}，请登录查看并报告结果。", "There is advice on the result of this matter{basis}; please sign in, act on it and report back."}},
	"advised/lead":             {soon, words{"有跟踪督查线索", "A lead to track"}, words{"本件列为需要跟踪督查的线索{basis}。", "This matter is listed as a lead to track{basis}."}},
	"self_report_owed":         {late, words{"须报送自查整改报告", "Self-examination report owed"}, words{"同一事项或者一个月内多次被投诉。请{by}{owed}{basis}。", "There were several complaints on one matter or within a month. Please {owed} {by}{basis}."}},
	"issued":                   {soon, words{"督办通知", "Supervision notice"}, words{"督办通知已发出，由{who}承办。请{by}{owed}{basis}。", "A supervision notice has been issued; answerable: {who}. Please {owed} {by}{basis}."}},
	"receipt_signed":           {other, words{"已签收", "Receipt signed"}, words{"通知已签收{basis}。", "Receipt has been signed for{basis}."}},
	"reported":                 {other, words{"已报告", "Reported"}, words{"本事项已有报告{basis}。", "There is a report in this matter{basis}."}},
	"signed_off":               {other, words{"已销号", "Signed off"}, words{"督办事项已销号{basis}。对结论有异议的，可以在期限内提出。", "The item has been signed off{basis}. The conclusion may be objected to in time."}},
	"objected":                 {soon, words{"提出异议", "Objected"}, words{"承办单位对督查结论提出异议{basis}。请在期限内决定。", "The unit objects to the conclusion{basis}. Please decide in time."}},
	"objection_decided":        {other, words{"异议已决定", "Objection decided"}, words{"对督查结论的异议已作出决定{basis}。", "The objection to the conclusion has been decided{basis}."}},
	"duty_done":                {other, words{"例行职责已完成", "Duty done"}, words{"“{clock}”本期已完成{basis}。", "“{clock}” has been done for this round{basis}."}},
}

// officeClocks are the clocks only the office's own kinds have.
var officeClocks = map[string]clock{
	"act_on_advice":   {words{"落实意见", "Acting on advice"}, words{"落实意见并报告结果", "act on the advice and report back"}},
	"account":         {words{"等待责任追究结果", "Outcome of the accountability case"}, words{"督促责任追究件办结", "see the accountability case to its outcome"}},
	"consent":         {words{"超时默认", "Deemed consent"}, words{"办结或者答复请示单位", "finish the request or answer who asked"}},
	"confirm_consent": {words{"确认超时默认", "Confirming deemed consent"}, words{"确认是否达到超时默认条件", "confirm whether the condition of deemed consent is met"}},
	"issue":           {words{"签发督办通知", "Issuing the notice"}, words{"审批并发出督办通知", "approve the item and issue its notice"}},
	"objection":       {words{"对结论的异议", "Objection to the conclusion"}, words{"对结论提出异议", "object to the conclusion, if you wish to"}},
	"recheck":         {words{"异议复查", "Re-examination"}, words{"复查并决定异议", "re-examine the matter and decide the objection"}},
	"chase":           {words{"跟踪催办", "Continuous chasing"}, words{"抓紧办理并报告进展", "press on and report how it stands"}},
	"receipt":         {words{"签收", "Receipt"}, words{"签收通知", "sign for the notice"}},
	"self_check":      {words{"季度自查报告", "Quarterly self-check"}, words{"形成自查报告并报送效能办", "check yourselves and report to the efficiency office (效能办)"}},
	"monday_list":     {words{"每周列单", "Monday list"}, words{"列出上周完成、差距和下一步", "list what was done, what is missing and what comes next"}},
	"circular":        {words{"每月通报", "Monthly circular"}, words{"通报督查情况", "circulate how matters stand"}},
	"target_check":    {words{"季度目标检查", "Quarterly check of targets"}, words{"检查各科室目标完成情况并通报", "check how the targets stand and circulate it"}},
	"vote":            {words{"年度民主评议", "Yearly vote"}, words{"组织民主评议并报党组", "hold the vote and report it to the party group"}},
	"next_list":       {words{"下一年放假安排", "Next year's list of days off"}, words{"录入并发布下一年的放假安排", "bring in and publish next year's list of days off"}},
	"summary":         {words{"半年小结", "Half-yearly summary"}, words{"报送半年小结", "file the half-yearly summary"}},
}
