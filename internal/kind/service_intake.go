package kind

import (
	"slices"

	"github.com/shixian/shixian/internal/casework"
)

// Acts that only a service case has while it is taken in (R021 to R035).
const (
	// MendOnTheSpot is what an applicant put right on the spot (R035; 行政许可法 32 I 3).
	MendOnTheSpot = "mend-on-the-spot"
	// TurnAway says at once and in writing that no permit is needed, or that another organ
	// is asked (R034; 行政许可法 32 I 1, 2).
	TurnAway = "turn-away"
)

// Events of taking in.
const (
	Mended      casework.EventName = "mended"
	NoticeAdded casework.EventName = "notice_added" // a later notice asks for what the first could have (R025)
	PapersIn    casework.EventName = "papers_in"    // what was to follow is there (容缺受理)
	Abandoned   casework.EventName = "abandoned"
)

// Clocks of what the applicant still has to bring.
const (
	ClockSupplement = "supplement" // what a notice asked for
	ClockLacking    = "lacking"    // what may follow on a signed promise
)

// ResultAbandoned: nothing came in the time the notice gave (政府信息公开条例 30).
const ResultAbandoned = "abandoned"

// promiseRule: the five regulations do not know of it; each office says for which matters.
const promiseRule = houseRule

// Added are the papers a notice asks for that no notice before it did, though they could be
// known to be missing at the first (R025).
func Added(s *casework.State, a casework.Args) (codes []string) {
	if s.Rounds == 0 {
		return nil
	}
	for _, code := range append(slices.Clone(a.Materials), a.Defective...) {
		if !slices.Contains(s.Asked, code) {
			codes = append(codes, code)
		}
	}
	return codes
}

// addsWhatWasKnowable: whoever handles it does not send an applicant home twice on his own
// word.
var addsWhatWasKnowable = Second{
	Says: "a later notice asks for what the first could have",
	When: func(s *casework.State, c casework.Command) bool { return len(Added(s, c.Args)) > 0 },
	By:   head,
}

// allIn: what may follow has come, and only then is a result given.
var allIn = when("no paper is lacking that was to follow", func(s *casework.State) bool { return len(s.Lacking) == 0 },
	is(casework.PaperOwed, "", promiseRule))

// lacking: something is to follow, or a notice waits for its answer.
var waitsForPapers = when("papers are waited for", func(s *casework.State) bool {
	return s.Stage != casework.StageHandle || len(s.Lacking) > 0
}, is(casework.WrongStage, "", ""))

var intakeActs = []Act{
	{
		Name: casework.OneTimeNotice, Rule: "R024", At: at(casework.StageIntake), Who: handler, Daily: true,
		Second: &addsWhatWasKnowable,
		Fields: fields(
			casework.Field{Name: "materials", Type: casework.FieldMaterials, Rule: "R024"},
			casework.Field{Name: "defective", Type: casework.FieldMaterials, Rule: "R024"},
			casework.Field{Name: "means", Type: casework.FieldChoice, Choices: []string{"oral", "written"}, Rule: "R030"}, remark),
		Tells: roles(casework.Applicant),
		Paper: forms("supplement_notice", proofOfService),
		Do:    Words{"一次性告知", "One-time notice"}, Hint: Words{"一次列全所缺的和不符合法定形式的材料；当场可以更正的，让申请人当场更正", "All that is missing and all that is not in legal form, at once; what can be mended on the spot is mended, not noticed"},
	},
	{
		Name: casework.Supplement, Meets: clocks(ClockSupplement, ClockLacking), Rule: "R025", At: at(casework.StageSupplement, casework.StageHandle), When: []Condition{waitsForPapers}, Who: counter, Daily: true,
		Fields: fields(casework.Field{Name: "materials", Type: casework.FieldPapers, Rule: "R022"}, remark),
		Tells:  roles(casework.ActingHolder),
		Paper:  forms("acceptance_notice", proofOfService), // where all is there
		Do:     Words{"收到补正材料", "Materials supplemented"}, Hint: Words{"逐件勾选收到的材料，补齐的当场受理；不勾选的，视为所缺的都已收到，回到收件审查", "Tick each paper that came: once all are there it is accepted; none ticked, all that was asked for came and is to be examined"},
	},
	{
		Name: casework.Accept, Meets: clocks("intake"), Rule: "R023", At: at(casework.StageIntake), Who: handler, Daily: true,
		Fields: fields(casework.Field{Name: "materials", Type: casework.FieldMaterials, Rule: promiseRule}, proof(casework.PurposePromise), remark),
		Tells:  roles(casework.Applicant),
		Paper:  forms("acceptance_notice", proofOfService),
		Do:     Words{"受理", "Accept"}, Hint: Words{"自受理之日起计算承诺时限；容缺受理的，勾选容缺的材料，并选择申请人签字的承诺书", "The promised limit counts from acceptance; where papers may follow, tick them and choose the signed promise"},
	},
	{
		Name: MendOnTheSpot, Rule: "R035", At: at(casework.StageIntake, casework.StageSupplement), Who: counter, Daily: true,
		Fields: fields(casework.Field{Name: "materials", Type: casework.FieldMaterials, Rule: "R035"}, remark),
		Do:     Words{"当场更正", "Mended on the spot"}, Hint: Words{"材料可以当场更正的错误，允许申请人当场更正", "What can be mended on the spot, the applicant may mend"},
	},
	{
		Name: TurnAway, Rule: "R034", At: at(casework.StageIntake, casework.StageSupplement), Who: counter, Daily: true,
		Fields: fields(casework.Field{Name: "category", Type: casework.FieldChoice, Required: true, Choices: []string{"not_required", "not_competent"}, Rule: "R034"}, reason, basis),
		Tells:  roles(casework.Applicant),
		Paper:  forms("refusal_notice", proofOfService),
		Do:     Words{"不需要许可或者不属本机关", "No permit needed, or another's matter"}, Hint: Words{"即时书面告知不受理；不属本机关的，写明应当向哪个机关申请", "In writing and at once; of another's matter, say which organ to go to"},
	},
}

// intakeWords say what only a service case knows while it is taken in.
var intakeWords = map[string]Words{
	"clock.supplement": {"补正", "Supplement"}, "owed.supplement": {"等申请人补正材料，期满未补正的按规定处理", "wait for what the applicant is to bring; once his time is over, what follows is the rule's"},
	"desk.supplement": {"等待补正", "Awaiting papers"}, "lapsed.supplement": {"申请人逾期没有补正，视为放弃申请", "The applicant did not bring what was missing: he is taken to have given it up"},
	"clock.lacking": {"容缺材料", "Papers to follow"}, "owed.lacking": {"等申请人在承诺的期限内补交容缺材料", "wait for the papers the applicant promised to bring"},
	"desk.lacking": {"等待容缺材料", "Awaiting papers that follow"}, "lapsed.lacking": {"申请人没有按承诺补交材料，不能办结，请作出不予许可或者不予办理的决定，或者催其补交", "The applicant did not keep his promise: it cannot be completed; deny it, or have the papers brought"},

	"event.mended": {"已当场更正", "Mended on the spot"}, "told.mended": {"申请人已当场更正错误{basis}。", "The applicant mended the mistake on the spot{basis}."},
	"event.notice_added": {"再次告知新增材料", "A later notice asks for more"}, "told.notice_added": {"再次告知要求了第一次告知时就可以知道的材料{basis}，经科室负责人签署，已计入统计。", "A later notice asks for papers that could be known to be missing at the first{basis}; signed by the section head, and counted."},
	"event.papers_in": {"容缺材料已补齐", "What was to follow is in"}, "told.papers_in": {"容缺材料已经补齐，可以办结{basis}。", "What was to follow is there; it may be completed{basis}."},
	"event.abandoned": {"视为放弃申请", "Taken to be given up"}, "told.abandoned": {"申请人逾期没有补正，视为放弃申请{basis}。", "Nothing came in time: the application is taken to be given up{basis}."},
	"result.abandoned": {"逾期未补正，视为放弃", "Given up: nothing came in time"},

	"choice.oral": {"口头告知", "By word of mouth"}, "choice.written": {"书面告知", "In writing"},
	"choice.not_required": {"依法不需要取得行政许可", "The law asks for no permit"}, "choice.not_competent": {"不属于本机关职权范围", "Not for this organ to decide"},

	"field.one-time-notice.materials": {"没有收到、需要补正的材料", "Papers that did not come"}, "field.one-time-notice.defective": {"已收到但不符合法定形式的材料（须说明怎样改）", "Papers that came and are not in legal form (say how they are to be)"},
	"field.one-time-notice.means": {"告知方式（申请人要求书面的，须书面）", "Told how (in writing where the applicant asks for it)"},
	"field.supplement.materials":  {"收到的材料", "Papers that came"},
	"field.accept.materials":      {"容缺的材料（申请人承诺后补）", "Papers that may follow, on a promise"}, "field.accept.proof": {"申请人签字的承诺书", "The signed promise"},
	"field.mend-on-the-spot.materials": {"更正的材料", "Papers that were mended"}, "field.turn-away.category": {"不受理的情形", "Why it is not taken"},
}
