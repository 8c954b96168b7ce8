package kind

import "github.com/shixian/shixian/internal/casework"

// Promise is the kind (服务承诺).
const Promise casework.Kind = "promise"

// Stages, acts, clocks and events that only a promise has. Pledge is to make it public.
const (
	StageFix    casework.Stage = "fix"    // proposed (提诺), to be fixed by the party group (定诺)
	StagePledge casework.Stage = "pledge" // fixed, to be made public (许诺)
	StageKeep   casework.Stage = "keep"   // public, and to be kept (践诺)

	Fix          = "fix-promise"
	Pledge       = "pledge"
	CheckPromise = "check-promise"
	EndPromise   = "end-promise"

	ClockFix = "fix"

	Fixed          casework.EventName = "promise_fixed"
	Pledged        casework.EventName = "promise_pledged"
	PromiseChecked casework.EventName = "promise_checked"
	PromiseEnded   casework.EventName = "promise_ended"
)

// FactPromised is the matter of the catalogue that a promise is of, as the party group fixed
// it; FactPromisedLimit by when it is to be done.
const (
	FactPromised      = "promised_item"
	FactPromisedLimit = "promised_limit"
)

// promise is what a unit, or one person, promises the public (提诺), the party group fixes
// (定诺), the office makes public (许诺) and whoever promised keeps (践诺; R199). Twice a
// year it is held against what the clocks say, and circulated (R200, R227).
func promise() *Declaration { return revised(promiseNow, unbounded, patched, believed) }

// patched: each half-year was held against all clocks since the one in which the promise was made, and a
// single late case denied every later one.
func patched(*Declaration) {}

// believed: a promise was kept where whoever checked said so, whatever its clocks said.
func believed(d *Declaration) {
	for i := range d.Acts {
		if a := &d.Acts[i]; a.Name == CheckPromise {
			a.Hint = Words{"每半年一次；公开率、实现率由时限记录算出，一并通报", "Twice a year; the rates are counted from the clocks and told along"}
		}
	}
}

func promiseNow() *Declaration {
	return &Declaration{
		Kind: Promise, Prefix: "CN", Title: Words{"服务承诺", "promise"},
		Opens: StageFix, Turn: casework.PartyGroup, Stages: at(StageFix, StagePledge, StageKeep),
		Ends:  []string{"not_fixed", "promise_over", "closed_by_hand"},
		Entry: ByForm, Taken: true, Told: kept, Names: "matter", Found: []Finding{{Field: "matter"}},
		Shown: &Showing{
			At: StageKeep, Event: Pledged, Checked: PromiseChecked, Rule: "R199", Title: "matter", Text: "content",
			Promised: FactPromised, Limit: FactPromisedLimit,
		},

		Clocks:   []string{ClockFix, "handle", ClockCheck, ClockAmend},
		Outlives: clocks(ClockAmend), // what was not kept is mended, whoever ends the promise
		Says:     promiseWords,

		Rights: []Right{
			{Action: CaseRegister, Rule: "R199", Who: Scopes{casework.Clerk: Bureau, casework.Handler: Bureau, casework.SectionHead: Bureau, casework.GeneralOffice: Bureau}, Daily: true},
			{Action: CaseList, Who: disclosing, View: true},
			{Action: CaseView, Who: disclosing, View: true},
			{Action: CaseTimeline, Who: disclosing, View: true},
			{Action: CaseLedger, Who: disclosing, View: true},
			{Action: CasePersonal, Who: wordsOfDisclosures, Daily: true},
			{Action: TextCreate, Who: wordsOfDisclosures, Daily: true},
		},

		Acts: []Act{
			{
				Name: Fix, Meets: clocks(ClockFix), Rule: "R199", At: at(StageFix), Who: Scopes{casework.PartyGroup: Bureau, casework.PrincipalLeader: Bureau}, Signature: true,
				Fields: fields(casework.Field{Name: "approve", Type: casework.FieldBool, Required: true, Rule: "R199"},
					casework.Field{Name: "item", Type: casework.FieldItem, Rule: "R199"}, stated("R199", casework.Between{Least: "5m", Most: "72h"}, casework.Between{Least: "0wd", Most: "12mo"}), reason),
				Tells: roles(casework.ActingHolder, casework.GeneralOffice),
				Do:    Words{"定诺", "Fix the promise"}, Hint: Words{"党组把关：有针对性、可操作；承诺时限不得长于法定时限", "The party group: to the point, and practicable; never longer than the statute"},
			},
			{
				Name: Pledge, Meets: clocks("handle"), Rule: "R199", At: at(StagePledge), Who: general, Daily: true,
				Fields: fields(casework.Field{Name: "means", Type: casework.FieldChoice, Required: true, Choices: []string{"posted", Announced}, Rule: "R198"}, remark),
				Tells:  roles(casework.ActingHolder, casework.EfficiencyOffice),
				Do:     Words{"许诺", "Make the promise public"}, Hint: Words{"在窗口、公告牌、电子屏和网站公布", "At the window, on board, screen and pages"},
			},
			{
				Name: CheckPromise, Meets: clocks(ClockCheck), Rule: "R200", At: at(StageKeep), Who: efficient,
				Fields: fields(casework.Field{Name: "outcome", Type: casework.FieldChoice, Required: true, Choices: []string{Kept, Broken}, Rule: "R200"}, reason),
				Tells:  roles(casework.ActingHolder, casework.SectionHead, casework.PrincipalLeader),
				Do:     Words{"检查践诺情况", "Check whether it is kept"}, Hint: Words{"每半年一次；公开率、实现率由时限记录算出，自上次检查算起，一并通报；有没有按承诺时限办结的，不能登记为已实现，经核查认定无责、免责的除外", "Twice a year; the rates are counted from the clocks since the last check and told along, and where one was not in time it is not kept, unless it was found to be nobody's fault"},
			},
			{
				Name: Amend, Meets: clocks(ClockAmend), Rule: "R200", AfterClose: true, When: []Condition{owes(ClockAmend, is(casework.NothingOwed, "", "R200"))}, Who: firstAsked, Daily: true,
				Fields: fields(reason),
				Tells:  roles(casework.EfficiencyOffice),
				Do:     Words{"报告整改", "Report it mended"}, Hint: Words{"没有践诺的原因和整改", "Why it was not kept, and what was done"},
			},
			{
				Name: EndPromise, Rule: "R199", At: at(StageKeep), Who: Scopes{casework.PartyGroup: Bureau, casework.PrincipalLeader: Bureau}, Signature: true,
				Fields: fields(reason),
				Tells:  roles(casework.ActingHolder, casework.GeneralOffice, casework.EfficiencyOffice),
				Do:     Words{"承诺终止", "End the promise"}, Hint: Words{"由定诺的党组决定；被新的承诺代替，或者事项取消", "By whoever fixed it: replaced by another, or its matter is no more"},
			},
			under(houseRule, transfer(firstTransfers, heads)),
			under(houseRule, closeByHand(firstAsked, desk)),
			{
				Name: casework.Attach, Basis: houseRule, Who: firstAsked, Daily: true,
				Fields: fields(casework.Field{Name: "file", Type: casework.FieldFile, Required: true}),
				Do:     Words{"附文件", "Attach a file"}, Hint: Words{"证据、材料和照片，加密保存", "Evidence, papers, photographs; kept encrypted"},
			},
			recount(),
		},
	}
}

// Kept is a promise that was kept, Broken one that was not.
const (
	Kept   = "kept"
	Broken = "broken"
)

// ClocksDeny refuses to have a promise kept of which a clock of this half-year says the contrary
// (R227).
const ClocksDeny casework.Code = "clocks_deny"

var promiseWords = map[string]Words{
	"stage.fix":    {"已提诺，待定诺，未公开", "Proposed; to be fixed, not public"},
	"stage.pledge": {"已定诺，待许诺", "Fixed; to be made public"},
	"stage.keep":   {"已许诺，践诺中", "Public, and to be kept"},

	"result.not_fixed":    {"未定诺，未公开", "Not fixed, never public"},
	"result.promise_over": {"承诺终止", "The promise is over"},

	"clock.fix": {"定诺", "Fixing it"}, "owed.fix": {"对提出的承诺把关", "decide on the promise that was proposed"}, "desk.fix": {"应定诺", "Fix the promise"},
	"clock.handle": {"许诺", "Making it public"}, "owed.handle": {"公布承诺", "make the promise public"}, "desk.handle": {"应公布承诺", "Make it public"},
	"clock.check": {"半年检查", "Half-yearly check"}, "owed.check": {"检查承诺是否实现", "check whether the promise is kept"}, "desk.check": {"应检查践诺情况", "Check the promise"},
	"clock.amend": {"整改", "Mending"}, "owed.amend": {"整改没有实现的承诺", "mend the promise that was not kept"}, "desk.amend": {"应整改", "Mend it"},

	"refused.clocks_deny": {"时限记录显示自上次检查以来有没有按承诺时限办结的，不能登记为已实现；收件时间有误的，先在该件更正；经核查认定无责、免责的，不在此列", "the clocks say that some since the last check were not done within the promised time: it was not kept; a wrong time of receipt is put right in its case first, and what was looked into and found nobody's fault does not count"},
	"choice.kept":         {"已实现", "Kept"},
	"choice.broken":       {"没有实现，整改", "Not kept: to be mended"},
	"choice.posted":       {"网站、公告牌、电子屏和窗口", "Pages, board, screen and window"},
	"choice.announced":    {"并发布公告或者开新闻发布会", "And announced, or told the press"},

	"field.fix-promise.item": {"承诺的事项", "Which matter"}, "field.fix-promise.limit": {"承诺时限", "By when"}, "field.pledge.means": {"公布方式", "How it is made public"}, "field.check-promise.outcome": {"践诺情况", "Whether it is kept"},

	"event.promise_fixed": {"定诺", "Fixed"}, "told.promise_fixed": {"党组已对承诺作出决定{basis}，没有定诺的不得公布。", "The party group decided on the promise{basis}; what it did not fix is not made public."},
	"event.promise_pledged": {"许诺", "Made public"}, "told.promise_pledged": {"承诺已经公布{basis}，请践诺。", "The promise is public{basis}; keep it."},
	"event.promise_checked": {"已检查践诺", "Checked"}, "told.promise_checked": {"承诺的实现情况检查过了{basis}。", "It was checked whether the promise is kept{basis}."},
	"event.promise_ended": {"承诺终止", "Promise over"}, "told.promise_ended": {"承诺已经终止{basis}。", "The promise is over{basis}."},
	"event.public_amended": {"已整改", "Mended"}, "told.public_amended": {"没有实现的承诺已经整改{basis}。", "What was not kept was mended{basis}."},
}
