package casework

import (
	"errors"
	"fmt"
	"time"
)

// Code names why something was refused. Codes are part of the API: none is
// renamed, more may be added.
type Code string

// General refusals.
const (
	Invalid         Code = "invalid"         // a field is missing or malformed
	UnknownField    Code = "unknown_field"   // a field this form does not have
	NotFound        Code = "not_found"       //
	Unauthenticated Code = "unauthenticated" // no session
	WrongLogin      Code = "wrong_login"
	WeakPassword    Code = "weak_password"
	Forbidden       Code = "forbidden"       // role, action or scope does not fit
	KeyReused       Code = "key_reused"      // one Idempotency-Key, another body
	TooLarge        Code = "too_large"       //
	NotJSON         Code = "not_json"        //
	TooMany         Code = "too_many"        // rate limit
	Diverged        Code = "diverged"        // another step stands under this revision
	Unwritable      Code = "unwritable"      // the database refuses to keep it, now and always
	NotParked       Code = "not_parked"      // the case does not stand still
	OldRun          Code = "old_run"         // the case goes on in a later run
	NumberTaken     Code = "number_taken"    // the engine runs another case under this number
	Unavailable     Code = "unavailable"     // a part is away; nothing was lost
	UnknownItem     Code = "unknown_item"    //
	UnknownCommand  Code = "unknown_command" // not a command of this kind
	WrongMethod     Code = "wrong_method"    // HTTP: the path is there, not for this method
	FutureDate      Code = "future_date"
	PastNoReason    Code = "past_without_reason"
	MissingPaper    Code = "missing_material"
	BadLimit        Code = "bad_limit"
	Classified      Code = "classified"       // this system holds no classified text (R219)
	NoConsent       Code = "never_deemed"     // silence is never consent in such a matter (R061)
	PromiseTooLong  Code = "promise_too_long" // R037
)

// Refusals of a policy or of its publication.
const (
	OverCeiling     Code = "over_ceiling"     // longer than the law allows
	RightCut        Code = "right_cut"        // a right shorter than the law gives it
	ApproverRank    Code = "approver_rank"    // not high enough, and not delegated
	WarningOutside  Code = "warning_outside"  // before the start or after the end
	PolicyOrder     Code = "policy_order"     // steps and rungs out of order
	StepsTooLong    Code = "steps_too_long"   // R044
	PolicyPublished Code = "policy_published" // a published version never changes
	NotRequested    Code = "not_requested"    // its author has not asked for publication
	SecondPerson    Code = "second_person"    // who drafted it cannot consent to it
	Stale           Code = "stale"            // changed since it was read
)

// Refusals of calendars and recounts.
const (
	BadList        Code = "bad_list"           // a line, entry or event that cannot be read
	EmptyList      Code = "empty_list"         //
	WrongYear      Code = "wrong_year"         // a day the list may not speak of
	DayClash       Code = "day_clash"          // both off and worked
	NotNewest      Code = "not_newest"         // a later version stands
	LegalMissing   Code = "legal_days_missing" // a day off by law is not in the list
	LegalWorked    Code = "legal_day_worked"   // it is listed as worked
	LawUnknown     Code = "law_unknown"        // the law of that year is not at hand
	MakeUpWeekday  Code = "make_up_on_weekday" // a make-up day that is none
	TooManyOff     Code = "too_many_days_off"
	SummaryUnknown Code = "summary_unknown" // an event that says neither off nor worked
	ListLoaded     Code = "list_loaded"     // part of a list for a year that has its whole one
	DraftOutdated  Code = "draft_outdated"  // made upon a version that is in force no longer
	DraftDiscarded Code = "draft_discarded" //
	NoDraft        Code = "no_draft"        // it is published
	DraftWaiting   Code = "draft_waiting"   // the calendar for everybody has a draft
	NotEffective   Code = "not_effective"
	RecountApplied Code = "recount_applied"
	RecountRunning Code = "recount_running" // the one before has not reached every case
	PreviewStale   Code = "preview_stale"   // what it showed is not what would happen now
)

// Refusals of papers and registers.
const (
	UnknownForm      Code = "unknown_form"      // no paper of that name, or not of this kind
	NotReady         Code = "not_ready"         // the case has not come so far
	PaperIncomplete  Code = "paper_incomplete"  // a line the rule asks for would be empty
	NamesComplainant Code = "names_complainant" // on its way to the unit complained of (R082)
	PaperVoided      Code = "paper_voided"
	EntryMade        Code = "entry_made" // a register's entry is written once
)

// Refusals of a file.
const (
	FileEmpty     Code = "file_empty"
	FileType      Code = "file_type"
	FileOld       Code = "file_old"     // DOC, XLS, PPT, WPS, RTF
	FileMacro     Code = "file_macro"   //
	FileLocked    Code = "file_locked"  // behind a password
	FileDamaged   Code = "file_damaged" // or unpacks to more than is looked at
	FilePicture   Code = "file_picture" // HEIC, TIF, BMP, WEBP, GIF
	FileFilm      Code = "file_film"    // MOV, AVI
	FileSound     Code = "file_sound"   // AMR
	FileArchive   Code = "file_archive" // ZIP, RAR, 7Z
	FileSlides    Code = "file_slides"  // PPTX
	FileGBK       Code = "file_gbk"     // a text that is no UTF-8
	FileTooLarge  Code = "file_too_large"
	FilesTooMany  Code = "files_too_many"
	FilesTooLarge Code = "files_too_large" // of one case, together
)

// Refusals by the state of a case.
const (
	CaseIsClosed     Code = "case_closed"
	CaseNotClosed    Code = "case_not_closed"
	WrongStage       Code = "wrong_stage"
	NoSuchClock      Code = "no_such_clock"
	ClockNotRunning  Code = "clock_not_running"
	ClockBreachedErr Code = "clock_breached"    // a breached clock cannot be paused or extended
	AfterExpiry      Code = "after_expiry"      // asked after the limit had passed
	OverCap          Code = "over_cap"          // more than the policy or the law allows
	NotExtendable    Code = "not_extendable"    //
	ExtensionPending Code = "extension_pending" // one at a time
	NoExtension      Code = "no_extension"      // none pending, or decided already
	MoreThanAsked    Code = "more_than_asked"
	NotDecider       Code = "not_decider"
	AlreadyPaused    Code = "already_paused"
	NotPaused        Code = "not_paused"
	PauseCategory    Code = "pause_category" // a permit stops only for 行政许可法 45
	PauseUntil       Code = "pause_until"    // the announced end must lie ahead
	NothingOwed      Code = "nothing_owed"
	AlreadyDone      Code = "already_done"
	StepStands       Code = "step_stands" // the co-unit has a part that still runs
	NoOutcome        Code = "no_outcome"  // proven, and nobody answers (R064)
	NotCompetent     Code = "not_competent"
	OwnCase          Code = "own_case"  // nobody acts on his own case
	NotHeard         Code = "not_heard" // a decision before the person was heard, or could no longer be
	NotOnLadder      Code = "not_on_ladder"
	NoQuorum         Code = "no_quorum"
	NotConcerned     Code = "not_concerned"   // only the person concerned may ask
	HeavierThanAsked Code = "heavier"         // a review makes nothing heavier (公务员法 96)
	AboveAuthority   Code = "above_authority" // not this office's to impose: referred with an opinion (R142)
	DecidedBefore    Code = "decided_before"  // who decided the first time does not decide the appeal
	NobodySpeaks     Code = "nobody_speaks"   // nobody stands on the post of the unit's head
	SplitAlready     Code = "already_split"   // he has a case of his own over this matter
	SplitElsewhere   Code = "split_elsewhere" // a matter is split where it was verified
	LinkedAlready    Code = "already_linked"
	NotLinked        Code = "not_linked"
	LinkSealed       Code = "link_sealed"   // a complaint is linked from its own page only (R082)
	NotMergeable     Code = "not_mergeable" // another kind, unit or stage, or a follower itself
	NotMerged        Code = "not_merged"
	NotConvertible   Code = "not_convertible"
	NoUrgent         Code = "no_urgent"         // no act waits for consent
	UrgentPending    Code = "urgent_pending"    // one at a time
	StandinAway      Code = "standin_away"      // who is to stand on a post is away himself (R169, R211)
	CoverRing        Code = "cover_ring"        // away, and each named to cover the other (R169)
	LimitedCover     Code = "limited_cover"     // a short cover answers, takes in, chases (R166)
	TooEarly         Code = "too_early"         // the command's instant precedes an act already recorded
	AlreadyDisclosed Code = "already_disclosed" // to one investigator, not two (R082)
	AlreadyRated     Code = "already_rated"
	MatterUnderWay   Code = "same_matter" // in progress already, and within its limit (R075)
	WrongCode        Code = "wrong_code"  // no such number, or another's code: nobody is told which
	NoProposal       Code = "no_proposal" // no points are proposed, or they were decided
	PointsUndecided  Code = "points_undecided"
	DutiesStand      Code = "duties_stand" // a bureau has its standing duties once (R100)
	ListMissing      Code = "list_missing" // next year's list of days off is not in yet
)

// Error is a refusal: what, where, and under which rule.
type Error struct {
	Code  Code
	Field string
	Rule  string
	// Note is an operator's detail in English. It is never shown to the public
	// and never holds what a person typed.
	Note string
	// Wait is when to come again, of TooMany.
	Wait time.Duration
	// About names what is refused where the code alone does not say it, in Chinese
	// and English: 国庆节 2027-10-01. It holds nothing that a person typed.
	About [2]string
}

// Errorf builds a refusal without a field.
func Errorf(code Code, format string, args ...any) *Error {
	return &Error{Code: code, Note: fmt.Sprintf(format, args...)}
}

// Later refuses what was asked too often, until wait has passed.
func Later(field, rule string, wait time.Duration) *Error {
	return &Error{Code: TooMany, Field: field, Rule: rule, Wait: wait}
}

// FieldError builds a refusal that names a field and, where one applies, a rule.
func FieldError(code Code, field, rule string) *Error {
	return &Error{Code: code, Field: field, Rule: rule}
}

func (e *Error) Error() string {
	s := string(e.Code)
	if e.Field != "" {
		s += " " + e.Field
	}
	if e.Note != "" {
		s += ": " + e.Note
	}
	return s
}

// Text says the refusal in words, "zh" or "en", without field and rule.
func (e *Error) Text(lang string) string {
	text := e.Code.Text(lang)
	switch {
	case e.About[0] == "":
		return text
	case lang == "en":
		return text + ": " + e.About[1]
	}
	return text + "：" + e.About[0]
}

// CodeOf finds the refusal's code, or "" for other errors.
func CodeOf(err error) Code {
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return ""
}

// Text says a code in words, "zh" or "en".
func (c Code) Text(lang string) string {
	t, ok := codeTexts[c]
	switch {
	case !ok:
		return string(c)
	case lang == "en":
		return t.en
	default:
		return t.zh
	}
}

var codeTexts = map[Code]struct{ zh, en string }{
	Invalid:          {"此项没有填写或格式不对", "this field is missing or malformed"},
	UnknownField:     {"没有这一项", "there is no such field"},
	NotFound:         {"没有找到", "not found"},
	Unauthenticated:  {"请先登录", "please sign in"},
	WrongLogin:       {"账号或密码不对", "wrong name or password"},
	WeakPassword:     {"密码太简单：至少 10 位，含大写字母、小写字母、数字、符号中的三种，或者至少 16 位；不含账号名，不与现用密码相同", "too simple: at least 10 characters of three kinds (capitals, small letters, digits, signs), or at least 16; not the account's name, not the present one"},
	Forbidden:        {"您的岗位不能做这件事", "your post may not do this"},
	KeyReused:        {"同一个幂等键已用于另一份内容", "this Idempotency-Key was used for another body"},
	TooLarge:         {"内容太大", "the body is too large"},
	NotJSON:          {"内容不是有效的 JSON", "the body is not valid JSON"},
	TooMany:          {"请求太频繁，请稍后再试", "too many requests, try again shortly"},
	OldRun:           {"此件已由引擎的另一次运行办理", "the case goes on in a later run of the engine"},
	Diverged:         {"此件的记录与引擎不一致，正在核对", "the engine and the record of this case disagree; being reconciled"},
	Unwritable:       {"此操作无法写入记录，没有生效；系统管理员可以看到原因", "this act cannot be written down and has no effect; the operator can see why"},
	NumberTaken:      {"引擎里这个编号是另一件事项（应用数据库比引擎旧），此件没有并入它，请先处置那一件再放行", "the engine runs another case under this number (the database is older than the engine); this one was not joined to it: settle the other first, then release"},
	NotParked:        {"此件没有停住，不需要放行", "the case does not stand still"},
	Unavailable:      {"系统暂时不可用，已提交的不会丢失", "temporarily unavailable; nothing submitted is lost"},
	UnknownItem:      {"没有这个办理事项", "there is no such item"},
	UnknownCommand:   {"这类事项没有这个操作", "this kind of case has no such command"},
	WrongMethod:      {"这个地址不支持这种请求方法", "this address does not take this method"},
	FutureDate:       {"时间不能晚于现在", "the time cannot lie in the future"},
	PastNoReason:     {"补录过去的收件时间必须说明原因", "a receipt entered for the past needs a reason"},
	MissingPaper:     {"材料清单与事项不符", "the materials do not match the item"},
	BadLimit:         {"时限写法不对，例如 10wd、30d、4wh", "the limit cannot be read; write 10wd, 30d, 4wh"},
	PromiseTooLong:   {"承诺时限必须短于法定时限", "the promise must be shorter than the statutory limit"},
	BadList:          {"名单有读不懂的内容", "the list holds something that cannot be read"},
	EmptyList:        {"名单里没有日期", "the list holds no day"},
	WrongYear:        {"名单里有不属于该年度的日期", "the list holds a day that is not of its year"},
	DayClash:         {"同一天既放假又上班", "a day is both off and worked"},
	NotNewest:        {"已有更新的版本", "a later version stands"},
	DraftWaiting:     {"全局日历还有未发布的草稿，请先发布或者作废", "the calendar for everybody has a draft; publish or discard it first"},
	LegalMissing:     {"名单缺少法定放假日，请补齐；只有一部分时，请注明是部分名单", "the list leaves out days off by law; add them, or say that it is part of a list"},
	LegalWorked:      {"法定放假日不能列为上班", "a day off by law cannot be listed as worked"},
	LawUnknown:       {"没有这一年的法定放假日可供核对，请注明是部分名单", "the days off by law of that year are not at hand to check the list; say that it is part of a list"},
	MakeUpWeekday:    {"补班日应当是星期六或者星期日，请改正这一行", "a make-up working day is a Saturday or a Sunday; correct this line"},
	TooManyOff:       {"全年放假超过 40 天，请核对名单", "over 40 days off in one year; check the list"},
	SummaryUnknown:   {"看不出是放假还是补班，请写成“春节 休”“国庆节 班”，或者改用 CSV", "it says neither off nor worked; write 春节 休 or 国庆节 班, or use CSV"},
	ListLoaded:       {"这一年已有完整名单，请用“个别日期”调整", "that year has its whole list; change single days instead"},
	DraftOutdated:    {"草稿作成之后又发布了新版本，请作废后重新导入", "another version was published since the draft was made; discard it and import again"},
	DraftDiscarded:   {"草稿已经作废", "the draft was discarded"},
	NoDraft:          {"已发布的版本不能作废", "a published version cannot be discarded"},
	NotEffective:     {"这个版本还没有到生效日期", "this version is not in force yet"},
	RecountApplied:   {"这次重算已经执行过", "this recount was applied already"},
	RecountRunning:   {"上一次重算还没有做完，请稍后", "the recount before is still under way"},
	PreviewStale:     {"预览之后数据有变化，请重新预览", "the data changed since the preview; preview again"},
	OverCeiling:      {"超过法律允许的最长期限", "longer than the law allows"},
	RightCut:         {"权利的期限不得短于法律规定", "a right lasts no shorter than the law says"},
	ApproverRank:     {"批准人的层级不够，或没有写明授权", "the approver's rank is too low, or no delegation is named"},
	WarningOutside:   {"提醒的时间不在时限之内", "the warning lies outside its limit"},
	PolicyOrder:      {"顺序不对：环节排在总时限之后，升级一级晚于一级", "out of order: steps follow the main clock, each rung comes after the one before"},
	StepsTooLong:     {"各环节时限之和超过总时限", "the steps together are longer than the whole"},
	PolicyPublished:  {"已发布的版本不能修改，请起草新的版本", "a published version never changes; draft a new one"},
	NotRequested:     {"起草人还没有申请发布", "its author has not asked for publication"},
	SecondPerson:     {"必须由起草人以外的人同意后才能发布", "it takes the consent of a second person"},
	Stale:            {"内容已被修改，请重新查看后再操作", "it was changed since you read it"},
	UnknownForm:      {"没有这种文书，或者不适用于此件", "there is no such paper, or not for this case"},
	NotReady:         {"此件还没有办到可以出具这份文书的环节", "the case has not come to where this paper is issued"},
	PaperIncomplete:  {"文书的必填内容还没有", "a line this paper must have would be empty"},
	NamesComplainant: {"内容中出现了投诉人的姓名、电话或者住址，不能发往被投诉单位", "the complainant's name, telephone or address stands on it, and it goes to the unit complained of"},
	PaperVoided:      {"这份文书已经作废", "the paper is void already"},
	EntryMade:        {"这一栏已经登记，不能修改", "this entry is written already and does not change"},
	FileEmpty:        {"文件是空的", "the file is empty"},
	FileType:         {"这种文件不能作为附件；可以上传 PDF、JPG、PNG、DOCX、XLSX、OFD、TXT（UTF-8）、MP3、M4A、WAV、MP4", "files of this type are not taken; PDF, JPG, PNG, DOCX, XLSX, OFD, TXT (UTF-8), MP3, M4A, WAV and MP4 are"},
	FileOld:          {"DOC、XLS、PPT、WPS、RTF 等旧格式不能作为附件，请另存为 DOCX、XLSX 或 PDF 再上传", "DOC, XLS, PPT, WPS and RTF are not taken; save it as DOCX, XLSX or PDF"},
	FileMacro:        {"文件里有宏、脚本或者启动程序的动作，不能作为附件，请另存为不带这些的 DOCX、XLSX 或 PDF", "the file holds macros, scripts or an action that starts a program; save it as DOCX, XLSX or PDF without them"},
	FileLocked:       {"文件设有密码或者权限限制，请去掉后再上传", "the file is locked with a password or by permissions; take that off and send it again"},
	FileDamaged:      {"文件已损坏、不完整或者解压后过大，请核对原件", "the file is damaged, incomplete, or unpacks to too much; look at the original"},
	FilePicture:      {"HEIC、TIF、BMP、WEBP、GIF 图片不能作为附件，请在手机或者看图软件里另存为 JPG 或 PNG 再上传", "HEIC, TIF, BMP, WEBP and GIF pictures are not taken; save it as JPG or PNG on the telephone or in a viewer"},
	FileFilm:         {"MOV、AVI 视频不能作为附件，请导出为 MP4 再上传", "MOV and AVI films are not taken; export it as MP4"},
	FileSound:        {"AMR 录音不能作为附件，请转换为 MP3 或 M4A 再上传", "AMR recordings are not taken; convert it to MP3 or M4A"},
	FileArchive:      {"ZIP、RAR、7Z 压缩包不能作为附件，请解压后逐个上传里面的文件", "archives are not taken; unpack it and send the files one by one"},
	FileSlides:       {"PPTX 演示文稿不能作为附件，请另存为 PDF 再上传", "PPTX slides are not taken; save them as PDF"},
	FileGBK:          {"这个文本文件不是 UTF-8 编码（可能是 GBK），请用记事本另存为 UTF-8，或者另存为 PDF 再上传", "this text is no UTF-8 (GBK, it seems); save it as UTF-8 or as PDF"},
	FileTooLarge:     {"单个文件不能超过 20 MB", "a file may have 20 MB at most"},
	FilesTooMany:     {"一个案件最多 30 个附件", "a case may have 30 files at most"},
	FilesTooLarge:    {"一个案件的附件合计不能超过 200 MB", "the files of a case may have 200 MB together at most"},
	CaseIsClosed:     {"此件已办结，不能再操作", "the case is closed"},
	CaseNotClosed:    {"此件还没有办结", "the case is not closed"},
	WrongStage:       {"此件现在的环节不能做这个操作", "the case is not at a stage where this can be done"},
	NoSuchClock:      {"此件没有这个时限", "the case has no such clock"},
	ClockNotRunning:  {"这个时限现在没有在计时", "the clock is not running"},
	ClockBreachedErr: {"时限已超期，不能暂停或延期", "a breached clock cannot be paused or extended"},
	AfterExpiry:      {"期限届满后不能再申请延期，此次申请计为超时", "asked after expiry; the asking itself counts as overdue"},
	OverCap:          {"超过可以延长的最长期限", "more than the longest extension allowed"},
	NotExtendable:    {"这个时限不能延期", "this clock cannot be extended"},
	ExtensionPending: {"已有一份延期申请等待决定", "one extension is already waiting for a decision"},
	NoExtension:      {"没有等待决定的延期申请", "no extension is waiting for a decision"},
	MoreThanAsked:    {"批准的天数不能多于申请的天数", "more days than were asked for"},
	NotDecider:       {"您无权决定这份延期申请", "this extension is not yours to decide"},
	AlreadyPaused:    {"时限已经暂停", "the clock is already paused"},
	NotPaused:        {"时限没有暂停", "the clock is not paused"},
	PauseCategory:    {"许可件只能因听证、招标、拍卖、检验、检测、检疫、鉴定和专家评审停止计时", "a permit's clock stops only for the eight procedures of 行政许可法 45"},
	PauseUntil:       {"预计结束时间必须晚于现在", "the announced end must lie ahead"},
	NothingOwed:      {"现在没有需要说明的超期", "no explanation is owed"},
	AlreadyDone:      {"已经办过，不能重复", "this has been done already"},
	StepStands:       {"该岗位的协办环节还没有办完", "this post still has a part under way"},
	Classified:       {"涉密内容不得录入本系统，只登记来文机关、字号和密级", "classified text may not be entered here: only sender, reference and degree are registered"},
	NoConsent:        {"行政许可和资金、编制、土地、人事、案件类请示不适用超时默认", "a request about permits, funds, posts, land, personnel or cases is never consented to by silence"},
	NoOutcome:        {"投诉属实的，必须有责任处理结论，包括说明理由的“无个人责任”", "a proven complaint ends with an outcome, which may be a reasoned \"no personal fault\""},
	NotCompetent:     {"应由有权的人审批", "another has to approve this"},
	OwnCase:          {"不能办理与自己有关的事", "nobody acts on his own case"},
	NotHeard:         {"当事人尚未陈述申辩，陈述期限也没有届满", "the person concerned has not been heard, and his time to be heard has not run out"},
	NotOnLadder:      {"没有这种处理方式", "there is no such measure"},
	NoQuorum:         {"到会人数或同意人数不足半数", "fewer than half were present, or in favour"},
	NotConcerned:     {"只有当事人可以提出", "only the person concerned may ask"},
	HeavierThanAsked: {"复核、申诉不得加重处理", "a review or an appeal makes nothing heavier"},
	AboveAuthority:   {"超出本机关的处理权限，应当提出意见移送有权机关", "beyond this office's authority; it is referred with an opinion"},
	DecidedBefore:    {"申诉由上级机关处理，原来作出决定的机关和人员不得处理", "the organ above decides the appeal, not who decided before"},
	NobodySpeaks:     {"该单位没有负责人岗位，或者岗位上现在没有人，无人代表它陈述和签收", "this unit has no head, or nobody stands on the head's post now: nobody could be heard and served for it"},
	SplitAlready:     {"已经就同一事项为此人另立追究案件，请在该案中办理", "this person has a case of his own over the same matter; act on him there"},
	SplitElsewhere:   {"本案由首案分出，只追究本案当事人；其他人的责任请在首案中划分", "this case was split from another and asks its own person alone; split further where the matter was verified"},
	LinkedAlready:    {"两件已经关联", "the two are linked already"},
	NotLinked:        {"两件没有这样的关联", "there is no such link"},
	LinkSealed:       {"与投诉件的关联只能在投诉件上建立", "a link with a complaint is made on the complaint"},
	NotMergeable:     {"两件不能并案：须同类、同单位、都在办理中，且主件没有并入他件", "the two cannot be merged: they must be of one kind and unit, both in hand, and the leading one not merged itself"},
	NotMerged:        {"此件没有并入他件", "the case is not merged into another"},
	NotConvertible:   {"此件现在不能转为这一类", "the case cannot become one of that kind now"},
	AlreadyDisclosed: {"已向一名办案人披露；请先收回，再向另一人披露", "disclosed to one investigator already; take that back first"},
	AlreadyRated:     {"这次答复已经评价过", "this reply was rated already"},
	MatterUnderWay:   {"同一事项已在办理，并且没有超过时限，不再受理", "the same matter is under way and within its limit; it is not taken again"},
	WrongCode:        {"编号或查询码不对", "the number or the query code is wrong"},
	NoProposal:       {"没有等待决定的扣分建议", "no points are proposed that wait for a decision"},
	PointsUndecided:  {"还有扣分建议没有决定，决定以后才能办结", "points are proposed and undecided; decide them before the case is closed"},
	DutiesStand:      {"本单位的例行职责已经登记，每个单位只有一件", "the bureau's standing duties are kept already; there is one case of them"},
	ListMissing:      {"下一年的放假安排还没有录入并发布；发布后本期自动记为完成", "next year's list of days off is not published yet; once it is, this round counts as done by itself"},
	NoUrgent:         {"没有等待同意的紧急事项", "no urgent act waits for consent"},
	UrgentPending:    {"已有一项紧急请示等待答复", "one urgent request is already waiting for an answer"},
	StandinAway:      {"这个人在这段时间里自己也离岗，请指定在岗的人", "this person is away himself in that time; name somebody who is there"},
	CoverRing:        {"离岗的人不能互相顶岗：这样一来岗位就没有人在岗，请先由分管领导另行指定顶岗人", "those away cannot cover each other, or nobody would stand on the post; have the leader in charge name somebody else first"},
	LimitedCover:     {"短时顶岗只答复、收件、催办；其他紧急事项须先请分管领导同意", "a short cover answers, takes in and chases; any other urgent act needs the consent of the leader in charge"},
	TooEarly:         {"时间早于已经记录的操作", "the time precedes an act already recorded"},
}
