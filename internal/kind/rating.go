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

// Second look (办不成事): whoever was refused, or sent away, may have another office look at it
// once. Its clock answers him, nobody who refused him does, and it takes nothing from the days
// that the law gives him (本单位规定).
const (
	AskLook   = "ask-look"
	LookAgain = "look-again"

	ClockLook = "look"

	LookAsked   casework.EventName = "look_asked"
	LookStands  casework.EventName = "look_stands"
	LookRighted casework.EventName = "look_righted"

	LookUpheld = "look_upheld" // the refusal stands, with the reason
	PutRight   = "put_right"   // taken up again or registered anew, and reported to him
)

// ByCode are the acts of whoever was served that he may do himself, by his query code.
var ByCode = []string{casework.Rate, AskLook}

// FactLook is what became of it: asked, or how it was answered. It is asked once.
const (
	FactLook = "look"
	LookOpen = "asked"
)

// secondLook is what two kinds have of it: who was refused, how far the window enters it, and
// by which paper it is answered.
type secondLook struct {
	Refused Condition
	Window  Scope
	Paper   []string
}

var (
	unlooked = fact("no other office has looked at it", FactLook, "", is(casework.AlreadyDone, "", "R234"))
	// lookers answer it: an office that has no part in the matter.
	lookers = Scopes{casework.EfficiencyOffice: Bureau}
)

func (l secondLook) acts() []Act {
	return []Act{
		{
			Name: AskLook, Rule: "R234", AfterClose: true, When: []Condition{l.Refused, unlooked}, Who: Scopes{casework.Clerk: l.Window, casework.SectionHead: Unit, casework.EfficiencyOffice: Bureau}, Daily: true,
			Fields: fields(reason),
			Tells:  roles(casework.EfficiencyOffice),
			Do:     Words{"登记“办不成事”反映", "Ask for a second look"}, Hint: Words{"没有受理、没有办成或者没有找对地方的，服务对象可以请效能办再看一次；不影响申请行政复议、提起行政诉讼的期限", "Refused or sent away, he may have the efficiency office look at it once more; his days to ask for reconsideration or to sue run on"},
		},
		{
			Name: LookAgain, Meets: clocks(ClockLook), Rule: "R234", AfterClose: true, When: []Condition{owes(ClockLook, is(casework.NothingOwed, "", "R234"))}, Never: unlessHandled, Who: lookers,
			Fields: fields(casework.Field{Name: "outcome", Type: casework.FieldChoice, Required: true, Choices: []string{LookUpheld, PutRight}, Rule: "R234"}, reason),
			Tells:  roles(casework.Applicant, casework.ActingHolder, casework.SectionHead), Paper: l.Paper,
			Do: Words{"答复“办不成事”反映", "Answer the second look"}, Hint: Words{"作出决定的人不能答复；应当纠正的，由承办单位重新办理或者重新登记，限期反馈", "Not by whoever refused; what is to be put right is taken up again or registered anew, and reported in time"},
		},
	}
}

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
			Do:     Words{"差评回访", "Call back"}, Hint: Words{"由承办人以外的人回访；属实的限期整改，误评、恶意差评须第二人复核，评价不删除", "By somebody other than whoever handled it; founded, it is mended; mistaken or malicious, a second person reviews it, and nothing is deleted"},
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

// Rated is the first kind that is rated in five levels: its words name them.
func (s *Set) Rated() *Declaration {
	i := slices.IndexFunc(s.all, func(d *Declaration) bool {
		act, rated := d.Act(casework.Rate)
		return rated && slices.ContainsFunc(act.Fields, func(f casework.Field) bool { return slices.Equal(f.Choices, casework.Levels) })
	})
	if i < 0 {
		return &Declaration{}
	}
	return s.all[i]
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
	"page.progress.rate.lead": {"一件评价一次。不满意、非常不满意而留名的，由承办人以外的人回访；属实的限期整改，结果写在这里，再请您评价。匿名的只计入统计，不回访。误评或者恶意的，两人复核后不计入，记录保留（本单位规定）。", "Once a matter. If you are not satisfied and leave your name, somebody other than whoever handled it calls you back; what is founded is mended by a date, the outcome stands here, and you may rate anew. Without a name it is only counted. What two persons find said by mistake or in malice does not count, and stays on record (the house's own rule)."},

	"choice.very_satisfied": {"非常满意", "Very satisfied"}, "choice.very_unsatisfied": {"非常不满意", "Very dissatisfied"},
	"choice.named": {"实名，愿意接受回访", "By name: you may call me"}, "choice.anonymous": {"匿名，只计入统计，不回访", "Without a name: only counted, nobody calls"},
	"choice.founded": {"情况属实，限期整改", "Founded: to be mended"}, "choice.unreached": {"联系不上，按评价内容整改", "Not reached: mended by what was written"},
	"choice.accounted_for": {"已解释说明，不需整改", "Explained: nothing to mend"}, "choice.mistaken": {"误评", "Rated by mistake"}, "choice.malicious": {"恶意差评", "Rated in malice"},

	"clock.look": {"办不成事反映", "Second look"}, "owed.look": {"答复“办不成事”反映", "answer who asked for a second look"}, "desk.look": {"应答复“办不成事”反映", "Answer a second look"},
	"event.look_asked": {"反映办不成事", "Second look asked for"}, "told.look_asked": {"服务对象反映办不成事，请再看一次并答复{basis}。", "Whoever was refused asks for a second look: look at it and answer{basis}."},
	"event.look_stands": {"“办不成事”反映：维持", "Second look: it stands"}, "told.look_stands": {"再看一次的结果：原来的处理正确，理由已经说明；申请行政复议、提起行政诉讼的期限不受影响{basis}。", "The second look: it stands, and the reason was given; the days to ask for reconsideration or to sue run on{basis}."},
	"event.look_righted": {"“办不成事”反映：应当纠正", "Second look: to be put right"}, "told.look_righted": {"再看一次的结果：应当纠正，由承办单位重新办理或者重新登记，限期反馈{basis}。", "The second look: to be put right; the unit takes it up again or registers it anew, and reports in time{basis}."},
	"choice.look_upheld": {"原来的处理正确，说明理由", "It stands: the reason is given"}, "choice.put_right": {"应当纠正：重新办理或者重新登记", "To be put right: taken up again or registered anew"},
	"field.ask-look.reason": {"反映的情况", "What he says"}, "field.look-again.outcome": {"再看一次的结果", "What came of it"}, "field.look-again.reason": {"查明的情况和理由", "What was found, and why"},

	"field.rate.outcome": {"评价", "Rating"}, "field.rate.category": {"怎样评价", "By name or not"}, "field.rate.reason": {"具体情况", "What it was"},
	"field.call-back.outcome": {"回访结果", "What came of it"}, "field.call-back.reason": {"回访情况和理由", "What was said, and why"}, "field.redo.reason": {"整改结果", "What was mended"},
}
