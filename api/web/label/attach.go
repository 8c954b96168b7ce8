package label

import "github.com/shixian/shixian/internal/words"

// attachLabels are those of files.
var attachLabels = map[string]words.Text{
	"field.proof": {"所附文件（没有的，须第二人签署）", "File on record (without one, a second person signs)"}, "field.request": {"待签署", "To be signed"},
	"field.proof.hint":   {"须已附在本案，并且注明是：%s", "A file attached to this case as: %s"},
	"field.purpose":      {"作为什么文书", "What it is"},
	"field.purpose.hint": {"凭它才能办某一步（撤回、暂停、认定请假等）的才选；其他材料不选", "Only where something is done by it: a matter withdrawn or paused, a leave decided; leave it empty otherwise"},
	"field.file":         {"文件", "File"},
	"field.file.hint":    {"单个不超过 20 MB，一案最多 30 个。PDF、JPG、PNG、DOCX、XLSX、OFD、TXT（UTF-8）、MP3、M4A、WAV、MP4；不收带宏或者密码的。改正其他各处之后，请重新选择文件", "20 MB at most, 30 a case. PDF, JPG, PNG, DOCX, XLSX, OFD, TXT (UTF-8), MP3, M4A, WAV, MP4; none with macros or a password. After a correction, choose the file again"},
	"field.audience":     {"谁可以看", "Who may read it"}, "field.audience.hint": {"不选的只有效能办可以看，不让被投诉单位知道", "Left empty: the efficiency office alone; the unit complained of does not learn of it"},
	"attach.same": {"这份文件已经在案卷里，没有重复保存", "This file is on record already; it was not kept twice"},
	"files.title": {"附件", "Files"}, "files.name": {"名称", "Name"}, "files.type": {"类型", "Type"}, "files.size": {"大小", "Size"},
	"files.who": {"谁附的", "Attached by"}, "files.at": {"时间", "When"}, "files.for": {"谁可以看", "For"},
	"files.read": {"每次查看都记录在案。", "Every reading is recorded."},
	"files.held": {"不能修改或者删除；此件和由它引起的案件办结后至少保存两年（R116、R117）。", "Nobody changes or deletes a file; it is kept until two years after the end of this case and of any it led to (R116, R117)."},
	"files.kept": {"不能修改或者删除，至少保存到%s（R116、R117）。", "Nobody changes or deletes a file; it is kept until %s at least (R116, R117)."},
}
