package label

import "github.com/shixian/shixian/internal/words"

// paperLabels are those of papers and registers. What stands on a paper is
// Chinese in both languages and comes from its form.
var paperLabels = map[string]words.Text{
	"nav.registers": {"文书簿册", "Papers"}, "paper.title": {"文书", "Papers"}, "paper.can": {"现在可以出具", "Can be issued now"}, "paper.then": {"办后可以出具%s。", "May be issued then: %s."}, "paper.issued": {"已经出具", "Issued"}, "paper.voided": {"已作废", "void"},
	"paper.unnumbered": {"（签发时编号）", "（签发时编号）"}, "paper.undated": {"（签发日期）", "（签发日期）"}, "paper.void.mark": {"本文书已于 %s 作废。原因：%s", "本文书已于 %s 作废。原因：%s"},
	"paper.waits": {"现在还不能出具：", "It cannot be issued yet:"},
	"paper.ask":   {"由您填写", "For you to write"}, "paper.lead": {"其余内容从案件自动取得。请先预览，核对无误再签发；签发后不能修改，错了只能作废重出。", "Everything else comes from the case. Preview it first; once issued it never changes, a mistake is voided and issued anew."},
	"paper.preview": {"预览", "Preview"}, "paper.issue": {"签发", "Issue"}, "paper.shown": {"预览（尚未签发）", "Preview, not issued yet"}, "paper.print.hint": {"按 Ctrl+P 打印，A4 纸。", "Print with Ctrl+P, on A4."},
	"paper.void": {"作废", "Void it"}, "paper.void.lead": {"作废后仍可查阅，编号不再使用，可以重新出具一份。", "It can still be read, its number is not used again, and another may be issued."},
	"paper.incomplete": {"“%s”一栏还没有内容，不能出具", "the line \"%s\" would be empty"}, "paper.unit.hint": {"留空为您所在的单位", "Empty: your own unit"}, "paper.back": {"返回", "Back"},
	"paper.to": {"%s：", "%s："}, "paper.basis": {"依据：%s", "依据：%s"}, "paper.check": {"校验码 %s", "校验码 %s"}, "paper.check.where": {"扫码或者到下列网址核验真伪 %s", "扫码或者到下列网址核验真伪 %s"}, "paper.seal": {"（印章）", "（印章）"}, "paper.enclosed": {"附件：%s", "附件：%s"}, "paper.copies": {"份数 %s　密级 %s", "份数 %s　密级 %s"},

	"check.title": {"文书核验", "Is this paper genuine?"}, "check.code": {"校验码", "Check code"}, "check.hint": {"印在文书右下角，十二位，例如 7K3F-9QXM-2D4P", "Printed at the foot of the paper: twelve characters, such as 7K3F-9QXM-2D4P"}, "check.ask": {"核验", "Check"}, "check.none": {"没有这个校验码的文书，请核对后再输", "No paper bears this code; please compare it once more"},
	"check.valid": {"本单位出具的真实文书，现在有效。", "A genuine paper of this office, and in force."}, "check.void": {"本单位出具过这份文书，但已经作废。", "A genuine paper of this office, but void."}, "check.only": {"为保护当事人，这里不显示文书内容。", "What stands on it is not shown here, to protect those concerned."},
	"check.form": {"文书", "Paper"}, "check.serial": {"字号", "Number"}, "check.unit": {"出具单位", "Issued by"}, "check.date": {"日期", "Date"}, "public.paper": {"手里的文书是不是本单位出具、现在是否有效", "Whether a paper you hold comes from this office and still stands"}, "nav.papercheck": {"文书核验", "Check a paper"},

	"registers.title": {"登记簿和通报", "Registers and circulars"}, "registers.lead": {"登记簿由办件自动形成，只有人才知道的栏目（签收人、归卷、卷号）登记一次，不能修改。通报和配备表签发后不再变。", "Registers fill themselves from cases; what only people know (who signed, filing, volume) is entered once. Circulars and lists are frozen when issued."},
	"registers.books": {"登记簿", "Registers"}, "registers.books.none": {"您没有保管的登记簿", "You keep no register"}, "registers.issue": {"可以签发的通报和配备表", "Circulars and lists to issue"}, "registers.issued": {"已签发", "Issued"}, "registers.issued.none": {"还没有签发过通报", "No circular was issued yet"},
	"book.from": {"自", "From"}, "book.until": {"至", "Until"}, "book.show": {"查阅", "Show"}, "book.period": {"%s 至 %s", "%s 至 %s"}, "book.cut": {"本期共 %d 条，只列出 %d 条，请缩短期间。", "%d {row|rows} in this period, %d of them listed; please choose a shorter one."}, "book.enter": {"登记", "Enter"}, "book.year": {"全年", "The whole year"}, "book.sums": {"%d 件", "%d"}, "book.sums.all": {"合计", "All"}, "book.sum": {"%s %d 件", "%s %d"}, "book.sum.none": {"未填", "left empty"},

	"posts.paper": {"出具配备表", "Issue it as a paper"},
}
