package label

import "github.com/shixian/shixian/internal/words"

// operatorLabels are those of the operator's page, and of how an act came.
var operatorLabels = map[string]words.Text{
	"nav.operator": {"运行", "Operation"}, "operator.title": {"系统运行", "Operation"},
	"operator.lead":     {"这里只有系统本身的状态，看不到事项的内容。", "The state of the machine itself. Nothing a matter holds is shown here."},
	"operator.checks":   {"需要处理的问题", "What is not right"},
	"operator.well":     {"最近一次检查没有发现问题。完整检查：shixian doctor", "Nothing was wrong when last looked at. All checks: shixian doctor"},
	"operator.looks":    {"检查内容", "Looks at"},
	"operator.says":     {"结果", "Found"},
	"operator.mend":     {"处理命令", "Mend"},
	"operator.at":       {"检查时间", "Looked at"},
	"operator.parked":   {"停住的件", "Cases that stand still"},
	"operator.how":      {"数据库永久拒绝了这些件的下一步。请按所列错误码和约束排除原因，再放行；放行后按原来的法定时刻继续，停住期间提交的操作照常办理。", "The database refuses their next step for good. Remove what the code and constraint name, then release. A released case goes on with its legal instants, and what was submitted meanwhile is obeyed."},
	"operator.doing":    {"停在哪一步", "Step"},
	"operator.since":    {"停住时间", "Since"},
	"operator.reason":   {"原因", "Reason"},
	"operator.why":      {"数据库拒绝写入", "Refused by the database"},
	"operator.release":  {"放行", "Release"},
	"operator.released": {"%s 已于 %s 放行，仍未继续", "Released by %s at %s; it has not gone on yet"},
	"operator.shell":    {"命令行", "the command line"},
	"operator.none":     {"没有停住的件", "No case stands still"},
	"operator.none.how": {"每个件的下一步都能写入记录。", "The next step of every case can be written."},
	"operator.done":     {"已放行 %s，将重试停住的那一步", "%s is released and tries its step again"},
	"operator.gone":     {"%s 已经继续，不需要放行", "%s goes on already"},
}
