package officefile

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/shixian/shixian/internal/casework"
)

// Problem is one thing that is wrong, or that is said, about a file.
type Problem struct {
	Field  string // persons[3].email
	Line   int    // 0: of the file as a whole
	Cell   string // 人员!C7, where it came in a table
	Rule   string // R161, where a rule says so
	Zh, En string
	Cause  *casework.Error // of a matter: what the catalogue says of it
}

func (p Problem) String() string {
	var out strings.Builder
	switch {
	case p.Cell != "":
		fmt.Fprintf(&out, "%s: ", p.Cell)
	case p.Line > 0:
		fmt.Fprintf(&out, "%d: ", p.Line)
	}
	if p.Field != "" {
		out.WriteString(p.Field + ": ")
	}
	out.WriteString(p.Zh + " / " + p.En)
	if p.Rule != "" {
		out.WriteString(" (" + p.Rule + ")")
	}
	return out.String()
}

// Problems are all of them, in the order of the file.
type Problems []Problem

func (ps Problems) Error() string {
	lines := make([]string, len(ps))
	for i, p := range ps {
		lines[i] = p.String()
	}
	return strings.Join(lines, "\n")
}

// err is nil where nothing is wrong.
func (ps Problems) err() error {
	if len(ps) == 0 {
		return nil
	}
	slices.SortStableFunc(ps, func(a, b Problem) int { return cmp.Compare(a.Line, b.Line) })
	return ps
}

// said is a problem in both languages.
type said struct{ zh, en string }

func (s said) with(args ...any) said {
	return said{fmt.Sprintf(s.zh, args...), fmt.Sprintf(s.en, args...)}
}

// What is said of the text itself.
var (
	tooLarge  = said{"文件超过 8 MB", "the file is larger than 8 MB"}
	notUTF8   = said{"文件不是 UTF-8 编码，请另存为 UTF-8", "the file is not UTF-8; save it as UTF-8"}
	notJSON   = said{"JSON 写法有误：%v", "this is not JSON: %v"}
	more      = said{"文件结束以后还有内容", "something follows the end"}
	tooDeep   = said{"层次太多", "nested too deeply"}
	unknown   = said{"没有这一项；这里可以写：%s", "there is no such field; known here: %s"}
	twice     = said{"写了两遍", "stands twice"}
	wantList  = said{"应是列表 [ ]", "a list [ ] is wanted"}
	wantThing = said{"应是对象 { }", "an object { } is wanted"}
	wantText  = said{"应是文字 \" \"", "a text \" \" is wanted"}
	control   = said{"含有控制字符", "holds control characters"}
	wantOther = said{"写法不对：应是 %s", "cannot be read: %s is wanted"}
)

// What is said of tables.
var (
	noTable     = said{"没有内容", "there is nothing in it"}
	whichList   = said{"看不出是哪一张表；请给工作表起名，或者保留模板的表头：%s", "it cannot be told which list this is; name the sheet, or keep the head of the template: %s"}
	formulaCell = said{"这一格是公式，算出来的是什么只有表格软件知道；请改成它的值", "this cell holds a formula, and only the spreadsheet knows what it came to; put its value"}
	mergedCell  = said{"合并的单元格看不出属于哪一行；请取消合并，每行写全", "joined cells do not tell whose row they are; part them and fill in every row"}
	noHead      = said{"这一列没有表头", "this column has no head"}
	badDay      = said{"“%s”不是日期；请写成 2026-01-02", "%q is no day; write it as 2026-01-02"}
	yesOrNo     = said{"请写“是”或者“否”", "write yes or no"}
	dayNumber   = said{"%s 是表格软件的日期数字，读作 %s", "%s is a day as spreadsheets count them, taken for %s"}
)

// What is said of an office.
var (
	tooLong     = said{"超过 %d 个字", "longer than %d letters"}
	required    = said{"没有填写", "is missing"}
	badID       = said{"只用字母、数字、下划线、连字符和点，以字母或者数字开头，不超过 64 个字", "letters, digits, _ - and . only, a letter or digit first, at most 64"}
	sameID      = said{"与 %s 的编号相同", "bears the same id as %s"}
	likeID      = said{"与 %s 的编号只差大小写，登录时分不清", "differs from %s by capitals only: nobody could tell them apart when signing in"}
	noSuch      = said{"没有“%s”", "there is no %q"}
	ring        = said{"上级单位绕成了圈：%s", "the units above go round: %s"}
	level       = said{"级别须大于上级单位的级别 %d", "the level must be greater than %d, that of the unit above"}
	noUnit      = said{"一个单位也没有", "there is no unit"}
	badMail     = said{"邮箱写法不对", "this is no e-mail address"}
	badChoice   = said{"没有“%s”；可以写：%s", "%q is none of: %s"}
	noLine      = said{"%q岗位不分口", "posts of role %q have no line"}
	sameLine    = said{"“%s”已由岗位%q分管", "%q is the line of post %q already"}
	noA         = said{"岗位没有A岗", "the post has no A"}
	backupIsA   = said{"A岗不能是自己的B岗", "A cannot be his own B"}
	heldTwice   = said{"同一时间在同一岗位上写了两次", "stands twice on one post at one time"}
	rankTwice   = said{"同一时间两个人在同一顺位", "two people on one rank at one time"}
	badRank     = said{"A岗写 0，B岗依次写 1、2……，不超过 99", "0 is A; 1, 2, … are the B's in their order, up to 99"}
	badYear     = said{"年份不对", "no such year"}
	badSpan     = said{"结束须晚于开始", "the end must come after the start"}
	leftHolds   = said{"“%s”已不在岗（active 为 false），任职须写明结束时间 to", "%q is inactive: his assignment needs its end, to"}
	staysOn     = said{"“%s”于 %s 离任（until），任职须在此前结束", "%q leaves on %s (until): his assignment must end by then"}
	nobodyPlays = said{"“%s”没有人担任 %s，到时无人可提醒、可追责", "nobody plays %[2]s for %[1]q: nobody could be told or asked when time runs out"}

	noPost       = said{"没有岗位", "stands on no post"}
	notEmployed  = said{"%d 人没有填写用工性质（employment）；处理和救济途径因此而异", "%d people have no kind of employment; measures and remedies depend on it"}
	noSheet      = said{"%d 个岗位没有岗位责任书（sheet），无从公示", "%d posts have no duty sheet to be shown to the public"}
	aloneDecides = said{"%d 个许可事项没有写审核、决定的环节（review），由承办人一人决定", "%d permits name nobody who reviews or decides (review): their desk decides alone"}
	vacant       = said{"岗位现在没有A岗", "the post has no A now"}
	gone         = said{"“%s”已在系统里，文件里没有；人员改为 active false，任职写明 to，其他不能删除", "%q stands in the office and not in the file: make people inactive, give assignments an end; nothing else is ever taken out"}
	otherHolder  = said{"同一任职原为“%s”，不能改成别人；请结束原任职，另写一条", "this assignment is %q's and stays his: end it and write another"}
	otherEnd     = said{"任职已于 %s 结束，不能改动", "this assignment ended on %s and is not changed"}
	reachesBack  = said{"改动从 %s 起，追溯以前谁在岗", "reaches back to %s: who was answerable before changes"}
)

// Place is the list and the column a problem is about, as far as it has them.
func (p Problem) Place() (list, column string) {
	list, rest, _ := strings.Cut(p.Field, "[")
	_, column, _ = strings.Cut(rest, "].")
	return list, column
}
