package kind

import (
	"maps"
	"slices"

	"github.com/shixian/shixian/internal/casework"
)

// What came of a matter is rated by whoever brought it, in five levels and once (好差评). A bad
// rating by name is called back by somebody else than who handled it; what is found founded the
// unit mends within its days and reports to him, and he rates anew. None is ever deleted: what
// was said by mistake or in malice is set aside by two persons, with the reason (本单位规定).
const (
	CallBack = "call-back"
	Redo     = "redo"

	ClockContent  = "content"   // asked whether he is content, where the office chose so (R234)
	ClockCallBack = "call_back" // after a bad rating
	ClockRedo     = "redo"      // what was found founded is mended

	CalledBack     casework.EventName = "called_back"
	RatingSetAside casework.EventName = "rating_set_aside"
	Redone         casework.EventName = "redone"

	RatingAnonymous = "anonymous"
)

// FactHandled is the person who handled it: he neither enters what is thought of his work nor
// calls back about it.
const FactHandled = "handled_by"

// What a call-back may come to. The last two are the reviewer's, too.
const (
	Founded   = "founded"
	Unreached = "unreached" // nobody answered: it is mended by what was written
	Accounted = "accounted_for"
	Mistaken  = "mistaken"
	Malicious = "malicious"
)

// rating is what two kinds have of it: when there is something to rate, how far the window sees
// what it enters, and who mends.
type rating struct {
	Has    Condition // the answer, or the result
	Window Scope
	Desk   Scopes
}

// callers call back, and enter beside the window what was said on the telephone: never the
// person who handled it.
var (
	callers = Scopes{casework.SectionHead: Unit, casework.LeaderInCharge: Unit, casework.EfficiencyOffice: Bureau}
	// reviewers sign that a rating is set aside.
	reviewers = Scopes{casework.EfficiencyOffice: Bureau, casework.PrincipalLeader: Bureau}
)

var unratedYet = fact("it was not rated yet", casework.FactRated, "", is(casework.AlreadyRated, "outcome", "R234"))

func (r rating) acts() []Act {
	raters := maps.Clone(callers)
	raters[casework.Clerk] = r.Window
	return []Act{
		{
			Name: casework.Rate, Meets: clocks(ClockContent), Rule: "R234", AfterClose: true, When: []Condition{r.Has, unratedYet}, Never: unlessHandled, Who: raters,
			Fields: fields(
				casework.Field{Name: "outcome", Type: casework.FieldChoice, Required: true, Choices: casework.Levels, Rule: "R234"},
				casework.Field{Name: "category", Type: casework.FieldChoice, Choices: []string{"named", RatingAnonymous}, Rule: "R234"}, remark),
			Tells: roles(casework.ActingHolder, casework.SectionHead),
			Do:    Words{"评价", "Rate it"}, Hint: Words{"服务对象在窗口或者电话里的评价，一件一次；承办人本人不能登记", "What he said at the window or on the telephone, once; not entered by whoever handled it"},
		},
		{
			Name: CallBack, Meets: clocks(ClockCallBack), Rule: "R234", AfterClose: true, When: []Condition{owes(ClockCallBack, is(casework.NothingOwed, "", "R234"))}, Never: unlessHandled, Who: callers,
			Second: &Second{Says: "a rating is to be set aside", When: setsAside, By: reviewers},
			Fields: fields(casework.Field{Name: "outcome", Type: casework.FieldChoice, Required: true, Choices: []string{Founded, Unreached, Accounted, Mistaken, Malicious}, Rule: "R234"}, reason),
			Tells:  roles(casework.ActingHolder, casework.Applicant),
			Do:     Words{"差评回访", "Call back"}, Hint: Words{"由承办人以外的人回访；属实的限期整改，误评、恶意差评须第二人复核，评价不删除", "By another than who handled it; founded, it is mended; mistaken or malicious, a second person reviews it, and nothing is deleted"},
		},
		{
			Name: Redo, Meets: clocks(ClockRedo), Rule: "R234", AfterClose: true, When: []Condition{owes(ClockRedo, is(casework.NothingOwed, "", "R234"))}, Who: r.Desk,
			Fields: fields(reason),
			Tells:  roles(casework.Applicant, casework.SectionHead),
			Do:     Words{"反馈整改结果", "Report what was mended"}, Hint: Words{"评价人凭查询码看得到，请他再次评价；不要写别人的个人信息", "He reads it under his query code, and is asked to rate anew; nothing of other persons"},
		},
	}
}

// setsAside: the rating would count no more.
func setsAside(_ *casework.State, c casework.Command) bool {
	return slices.Contains([]string{Mistaken, Malicious}, c.Args.Outcome)
}

// unlessHandled: whoever handled it is not whom its rating is told to.
func unlessHandled(s *casework.State, person string, _ []casework.Role) *casework.Error {
	return unless(person == "" || s.Facts[FactHandled] != person, casework.OwnCase, "R234")
}

// ratingWords are what is said of it.
var ratingWords = map[string]Words{
	"clock.content": {"满意回访", "Asking whether he is content"}, "owed.content": {"询问服务对象是否满意", "ask whether he is content"}, "desk.content": {"应询问是否满意", "Ask whether he is content"},
	"clock.call_back": {"差评回访", "Call-back"}, "owed.call_back": {"回访作出差评的人", "call back whoever rated it badly"}, "desk.call_back": {"应回访差评", "Call back a bad rating"},
	"clock.redo": {"差评整改", "Mending"}, "owed.redo": {"整改并向评价人反馈结果", "mend it and report to whoever rated it"}, "desk.redo": {"应整改并反馈", "Mend it and report"},

	"event.rated": {"已评价", "Rated"}, "told.rated": {"服务对象已作出评价{basis}。", "It has been rated{basis}."},
	"event.rated/unsatisfied": {"差评：不满意", "Rated badly: not satisfied"}, "told.rated/unsatisfied": {"服务对象评价为不满意{basis}。", "It was rated as not satisfying{basis}."},
	"event.rated/very_unsatisfied": {"差评：非常不满意", "Rated badly: very dissatisfied"}, "told.rated/very_unsatisfied": {"服务对象评价为非常不满意{basis}。", "It was rated as not satisfying at all{basis}."},
	"event.called_back": {"已回访", "Called back"}, "told.called_back": {"差评已经回访{basis}。", "The bad rating was called back about{basis}."},
	"event.rating_set_aside": {"评价不予采纳", "Rating set aside"}, "told.rating_set_aside": {"这次评价经两人复核，不计入统计，记录保留{basis}。", "The rating was set aside by two persons: it does not count, and stays on record{basis}."},
	"event.redone": {"已反馈整改结果", "Mended, and reported"}, "told.redone": {"已按评价整改，请再次评价{basis}。", "What was rated has been mended; please rate it anew{basis}."},

	"page.progress.rate":      {"您对这次服务满意吗", "Are you satisfied with how you were served"},
	"page.progress.rate.lead": {"一件评价一次。不满意、非常不满意而留名的，由承办人以外的人回访；属实的限期整改，结果写在这里，再请您评价。匿名的只计入统计，不回访。误评或者恶意的，两人复核后不计入，记录保留（本单位规定）。", "Once a matter. If you are not satisfied and leave your name, somebody else than who handled it calls you back; what is founded is mended by a date, the outcome stands here, and you may rate anew. Without a name it is only counted. What two persons find said by mistake or in malice does not count, and stays on record (the house's own rule)."},

	"choice.very_satisfied": {"非常满意", "Very satisfied"}, "choice.very_unsatisfied": {"非常不满意", "Very dissatisfied"},
	"choice.named": {"实名，愿意接受回访", "By name: you may call me"}, "choice.anonymous": {"匿名，只计入统计，不回访", "Without a name: only counted, nobody calls"},
	"choice.founded": {"情况属实，限期整改", "Founded: to be mended"}, "choice.unreached": {"联系不上，按评价内容整改", "Not reached: mended by what was written"},
	"choice.accounted_for": {"已解释说明，不需整改", "Explained: nothing to mend"}, "choice.mistaken": {"误评", "Rated by mistake"}, "choice.malicious": {"恶意差评", "Rated in malice"},

	"field.rate.outcome": {"评价", "Rating"}, "field.rate.category": {"怎样评价", "By name or not"}, "field.rate.reason": {"具体情况", "What it was"},
	"field.call-back.outcome": {"回访结果", "What came of it"}, "field.call-back.reason": {"回访情况和理由", "What was said, and why"}, "field.redo.reason": {"整改结果", "What was mended"},
}
