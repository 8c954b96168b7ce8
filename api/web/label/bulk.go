package label

import "github.com/shixian/shixian/internal/words"

// bulkLabels are those of what is done to several matters of a list at once.
var bulkLabels = map[string]words.Text{
	"bulk.title": {"对选中的事项", "With those ticked"}, "bulk.lead": {"在列表里打勾，再选要做的事；一件一个答复", "Tick rows of the list, then choose; each has its own answer"},
	"bulk.tick": {"选中 %s", "Tick %s"}, "bulk.reason": {"说明（移交时必填）", "Remark (needed to transfer)"},
	"bulk.chase": {"催办", "Chase"}, "bulk.transfer": {"移交", "Transfer"}, "bulk.print": {"打印清单", "Print the list"}, "bulk.read": {"消息标为已读", "Mark messages read"}, "bulk.were_read": {"这些事项的消息已标为已读", "What you were told of these is marked read"},
	"bulk.none": {"没有选中任何事项：请在列表里打勾", "nothing is ticked: tick rows of the list first"}, "bulk.most": {"一次最多 %d 件，请分几次", "at most %d at a time; do it in parts"},
	"bulk.done": {"%s：%d 件的答复", "%s: answers for %d"}, "bulk.answer": {"答复", "Answer"}, "bulk.did": {"已办", "done"}, "bulk.pending": {"已收到，正在处理", "received, being processed"},
	"bulk.refused": {"没有办：%s", "not done: %s"}, "bulk.failed": {"没有办成，请稍后在该件页面上再试", "it failed; try again on its own page shortly"},
	"bulk.rest": {"还有 %d 件没有送出，继续", "%d {was|were} not sent yet: go on"}, "bulk.back": {"回到列表", "Back to the list"}, "bulk.printed": {"事项清单（%d 件）", "List of %d {matter|matters}"},
	"help.bulk":      {"每一件单独办理，单独答复：办了、正在处理，或者没有办和为什么。\n没有办的，点编号到该件页面上处理；已办的不会再办一次。", "Each was tried by itself and has its own answer: done, being processed, or not done and why.\nFor those not done, open the case; what is done is not done twice."},
	"help.bulkprint": {"这是选中事项现在的情况，用浏览器的打印印在 A4 纸上。\n您看不到的事项不在清单里。", "How those ticked stand now; print it from the browser on A4.\nMatters you may not see are not on it."},
}
