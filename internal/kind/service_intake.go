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

// What the law decided in the office's silence, where it is not certain that the time was
// over (ADR 38).
const (
	ConfirmDeemed = "confirm-deemed"
	// ClockConfirm is by when; each clock that ran out has its own.
	ClockConfirm = "confirm_deemed"

	DeemedConfirmed = casework.EventName("deemed_confirmed")

	DeemedUnconfirmed = "unconfirmed" // level of what is told meanwhile
	DeemedStands      = "confirmed"
	DeemedSetAside    = "set_aside"
)

// Renewals (行政许可法 50): silence until what somebody holds expires prolongs it, where he
// asked early enough.
const (
	ClockRenew                      = "renew"
	Renewed      casework.EventName = "renewed"
	RenewalLate  casework.EventName = "renewal_late"
	RenewalBasis                    = "行政许可法第五十条第二款"
)

// Unconfirmed is the confirmation that is owed, the first of them; nil where none is.
func Unconfirmed(s *casework.State) *casework.Clock {
	for i := range s.Clocks {
		if c := &s.Clocks[i]; c.Open() && casework.Ruling(c.Name) == ClockConfirm {
			return c
		}
	}
	return nil
}

// Reversible tells whether nothing was built on what the law decided, so that it may still be set aside.
func Reversible(s *casework.State) bool {
	return s.Stage == casework.StageHandle && s.Proposal == nil && s.Pause == nil && len(Waited(s)) == 0
}

// confirmDeemed: whoever the policy names has a look, and alone he only confirms. What the
// law gave the applicant is not taken from him by one person (R048).
func confirmDeemed() Act {
	return Act{
		Name: ConfirmDeemed, Meets: clocks(ClockConfirm), Rule: "R024", Paper: forms("deemed_acceptance", "deemed_renewal", "grant_decision", "result_notice", proofOfService), AfterClose: true, When: []Condition{deemedOwed}, Never: unlessNamed,
		Who:    Scopes{casework.GeneralOffice: Bureau, casework.EfficiencyOffice: Bureau},
		Second: &Second{Says: "it takes away what the law gave", When: takesAway, By: deciders},
		Fields: fields(casework.Field{Name: "approve", Type: casework.FieldBool, Required: true, Rule: "R024"}, reason),
		Tells:  roles(casework.Applicant, casework.ActingHolder, casework.SectionHead),
		Do:     Words{"确认期限届满的结果", "Confirm what the law decided"}, Hint: Words{"属实的予以确认，结果自期限届满之时起算，并生成期限届满告知书；不属实的撤销，须写明理由，并经第二人签署", "Confirmed, it stands as of its own instant and its certificate is issued; set aside only with the reason, and a second signature"},
	}
}

var deemedOwed = when("what the law decided awaits confirmation", func(s *casework.State) bool { return Unconfirmed(s) != nil }, is(casework.NothingOwed, "", "R024"))

// takesAway: he who is asked whether silence counts says that it does not.
func takesAway(_ *casework.State, c casework.Command) bool {
	return c.Args.Approve != nil && !*c.Args.Approve
}

// unlessNamed: the office that the policy names for it (ADR 38).
func unlessNamed(s *casework.State, _ string, roles []casework.Role) *casework.Error {
	owed := Unconfirmed(s)
	return unless(owed == nil || slices.Contains(roles, owed.Owner), casework.NotDecider, "R024")
}

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

	"clock.renew": {"准予延续的决定", "Deciding the renewal"}, "owed.renew": {"在许可有效期届满前作出是否准予延续的决定，逾期未作决定的视为准予延续", "decide the renewal before the permit expires; undecided, it is deemed renewed"}, "desk.renew": {"应在有效期届满前决定是否准予延续", "Decide before the permit expires"},
	"event.renewed": {"视为准予延续", "Deemed renewed"}, "told.renewed": {"许可有效期届满前没有作出是否准予延续的决定，视为准予延续{basis}。", "Nobody decided before the permit expired: it is deemed renewed{basis}."},
	"event.renewed/unconfirmed": {"视为准予延续（暂定，待确认）", "Deemed renewed (provisional, to be confirmed)"}, "told.renewed/unconfirmed": {"许可有效期届满前没有作出是否准予延续的决定，视为准予延续{basis}；有待确认，在确认以前是暂定的。", "Nobody decided before the permit expired: it is deemed renewed{basis}. Till that is confirmed it is provisional."},
	"event.renewal_late": {"提出延续申请不足三十日", "Asked less than thirty days before it expires"}, "told.renewal_late": {"在许可有效期届满前不足三十日提出延续申请，逾期未作决定的不视为准予延续，请尽快办理{basis}。", "The renewal was asked for less than thirty days before the permit expires: undecided, it is not deemed renewed. Please see to it soon{basis}."},
	"clock.confirm_deemed": {"确认期限届满的结果", "Confirming what the law decided"}, "owed.confirm_deemed": {"确认期限是否确已届满，依法视为的结果是否成立", "confirm that the time was over and what the law made of it stands"},
	"desk.confirm_deemed":        {"应确认期限届满的结果", "Confirm what the law decided"},
	"event.accepted/unconfirmed": {"视为受理（暂定，待确认）", "Deemed accepted (provisional, to be confirmed)"}, "told.accepted/unconfirmed": {"期限届满没有告知补正，视为自收到材料之日起受理{basis}；期限是否确已届满有待确认，在确认以前是暂定的，确认后生成期限届满告知书。", "Nothing was asked for in time: it counts as accepted from the day of receipt{basis}. Whether the time was over is still to be confirmed; till then this is provisional, and its certificate follows the confirmation."},
	"event.deemed_confirmed": {"期限届满的结果已确认", "What the law decided: looked into"}, "told.deemed_confirmed": {"期限届满的结果已经有关机构确认{basis}。", "What the law decided has been looked into{basis}."},
	"event.deemed_confirmed/confirmed": {"期限届满的结果成立", "What the law decided stands"}, "told.deemed_confirmed/confirmed": {"经确认，期限确已届满，依法视为的结果自届满之时起成立，期限届满告知书已经生成{basis}。", "The time was over, and what the law decided stands as of that instant; its certificate is issued{basis}."},
	"event.deemed_confirmed/set_aside": {"期限届满的结果不成立，已撤销", "What the law decided is set aside"}, "told.deemed_confirmed/set_aside": {"经核实并经第二人签署，期限没有届满，暂定的视为受理不成立，本件回到收件审查{basis}。", "Looked into and signed by a second person: the time was not over, the provisional acceptance does not stand, and the matter is at intake again{basis}."},

	"choice.oral": {"口头告知", "By word of mouth"}, "choice.written": {"书面告知", "In writing"},
	"choice.not_required": {"依法不需要取得行政许可", "The law asks for no permit"}, "choice.not_competent": {"不属于本机关职权范围", "Not for this organ to decide"},

	"field.one-time-notice.materials": {"没有收到、需要补正的材料", "Papers that did not come"}, "field.one-time-notice.defective": {"已收到但不符合法定形式的材料（须说明怎样改）", "Papers that came and are not in legal form (say how they are to be)"},
	"field.one-time-notice.means": {"告知方式（申请人要求书面的，须书面）", "Told how (in writing where the applicant asks for it)"},
	"field.supplement.materials":  {"收到的材料", "Papers that came"},
	"field.accept.materials":      {"容缺的材料（申请人承诺后补）", "Papers that may follow, on a promise"}, "field.accept.proof": {"申请人签字的承诺书", "The signed promise"},
	"field.mend-on-the-spot.materials": {"更正的材料", "Papers that were mended"}, "field.turn-away.category": {"不受理的情形", "Why it is not taken"},
}
