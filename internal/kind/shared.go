package kind

import (
	"slices"
	"time"

	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
)

func requestExtension(who Scopes) Act {
	return Act{
		Name: casework.RequestExtension, Who: who, Rule: "R043", When: []Condition{notAsked, extendable}, Daily: true,
		Fields: fields(clock, casework.Field{Name: "days", Type: casework.FieldInt, Required: true, Rule: "R043"}, reason),
		Do:     Words{"申请延期", "Ask for more time"}, Hint: Words{"须在到期前提出，并告知申请人", "Before expiry; the applicant is told"},
	}
}

func decideExtension(who Scopes) Act {
	return Act{
		Name: casework.DecideExtension, Never: unlessDecider, Who: who, Rule: "R043", When: []Condition{asked}, Daily: true,
		Fields: fields(clock, casework.Field{Name: "approve", Type: casework.FieldBool, Required: true}, casework.Field{Name: "days", Type: casework.FieldInt}, reason),
		Tells:  roles(casework.ActingHolder),
		Do:     Words{"决定延期", "Decide extension"}, Hint: Words{"同意或不同意，都须说明理由", "Either way, give a reason"},
	}
}

func withdrawExtension(who Scopes) Act {
	return Act{
		Name: casework.WithdrawExtension, Never: unlessAsker, Who: who, Rule: "R043", When: []Condition{asked}, Daily: true,
		Fields: fields(clock, remark),
		Do:     Words{"撤回延期申请", "Withdraw extension request"}, Hint: Words{"按原期限办理", "The old date stands"},
	}
}

func transfer(who, by Scopes) Act {
	return Act{
		Name: casework.Transfer, HandsOn: true, Who: who, Rule: "R016",
		Second: &Second{Says: "the time of what is owed is used up, or nearly", When: usedUp, Desk: who[casework.Handler] > None, By: by},
		Fields: fields(casework.Field{Name: "post", Type: casework.FieldPost, Required: true, Rule: "R016"}, reason),
		Tells:  roles(casework.ActingHolder),
		Do:     Words{"移交", "Transfer"}, Hint: Words{"移交另一岗位承办", "Another post handles it"},
	}
}

func chase(who Scopes) Act {
	return Act{
		Name: casework.Chase, Who: who, Rule: "R057", Daily: true,
		Fields: fields(remark),
		Tells:  roles(casework.ActingHolder),
		Do:     Words{"催办", "Chase"}, Hint: Words{"提醒承办人", "Remind whoever handles it"},
	}
}

func explain(who Scopes) Act {
	return Act{
		Name: casework.Explain, Meets: clocks("explain"), Who: who, Rule: "R059", AfterClose: true, Answers: "explain", When: []Condition{anyOwes("explain", is(casework.NothingOwed, "", "R059"))},
		Fields: fields(reason),
		Tells:  roles(casework.LeaderInCharge),
		Do:     Words{"说明情况", "Explain"}, Hint: Words{"说明超期原因和下一步", "Cause of the delay and next step"},
	}
}

func closeByHand(who, by Scopes) Act {
	return Act{
		Name: casework.Close, Who: who, Rule: "R018", Second: &Second{Says: "something is still owed", When: stillOwed, By: by},
		Fields: fields(reason),
		Do:     Words{"结案", "Close"}, Hint: Words{"不能撤销；须写明理由", "Cannot be undone; give the reason"},
	}
}

// void takes a registration back while nothing has come of it: alone, because nobody could
// rely on it yet. Its number is kept, and the efficiency office reads of it (R048).
func void(who Scopes) Act {
	return Act{
		Name: casework.VoidCase, Never: unlessRegistrar, Who: who, Rule: "R048", When: []Condition{untouched}, Unpapered: true, Daily: true,
		Fields: fields(reason),
		Do:     Words{"登记作废", "Void the registration"}, Hint: Words{"只限登记人在登记当日、任何人办理之前；编号保留，须写明理由", "By whoever registered it, the same working day, before any act; the number is kept, and the reason"},
	}
}

// unvoided is how a declaration stood while a registration, once made, was there to stay.
func unvoided(d *Declaration) {
	d.Acts = slices.DeleteFunc(d.Acts, func(a Act) bool { return a.Unpapered })
	d.Ends = slices.DeleteFunc(d.Ends, func(end string) bool { return end == "void" })
}

func link(who Scopes) Act {
	return Act{
		Name: casework.Link, Who: who, Basis: houseRule, Daily: true,
		Fields: fields(other, casework.Field{Name: "relation", Type: casework.FieldChoice, Required: true, Choices: casework.Stated}, remark),
		Do:     Words{"关联", "Link"}, Hint: Words{"与另一件关联；只有两件都能看的人才看得到", "Seen only by whoever may see both"},
	}
}

func unlink(who Scopes) Act {
	return Act{
		Name: casework.Unlink, Who: who, Basis: houseRule, When: []Condition{linked}, Daily: true,
		Fields: fields(other, reason),
		Do:     Words{"解除关联", "Unlink"}, Hint: Words{"关联有误时解除，记录保留", "Taken back; the record stays"},
	}
}

func recount() Act {
	return Act{
		Name: casework.Recount, Basis: houseRule, Internal: true,
		Do: Words{"按新规则重算", "Recount"}, Hint: Words{"规则或日历变更后重算期限", "Count anew after a change of rule or calendar"},
	}
}

// askUrgent offers what every kind may need, and further acts of its own.
func askUrgent(who Scopes, own ...string) Act {
	return Act{
		Name: casework.AskUrgent, Never: whileAsked, Who: who, Rule: "R166", Daily: true,
		Fields: fields(casework.Field{Name: "act", Type: casework.FieldChoice, Required: true, Choices: append(slices.Clone(casework.UrgentActs), own...), Rule: "R166"}, reason),
		Do:     Words{"请示紧急事项", "Ask for an urgent act"}, Hint: Words{"短时顶岗，需要分管领导同意才能办", "A short cover needs the leader's consent"},
	}
}

func decideUrgent(who Scopes) Act {
	return Act{
		Name: casework.DecideUrgent, Who: who, Rule: "R166", When: []Condition{urgentAsked},
		Fields: fields(casework.Field{Name: "approve", Type: casework.FieldBool, Required: true, Rule: "R166"}, remark),
		Tells:  roles(casework.ActingHolder),
		Do:     Words{"答复紧急请示", "Answer the urgent request"}, Hint: Words{"同意的，顶岗人可以办这一次", "Consent allows the cover this one act"},
	}
}

func merge(who Scopes) Act {
	return Act{
		Name: casework.Merge, Who: who, Rule: "R075", When: []Condition{mergeable},
		Fields: fields(other, reason),
		Tells:  roles(casework.ActingHolder, casework.SectionHead),
		Do:     Words{"并案", "Merge"}, Hint: Words{"同一事项并入主件，主件答复时一并办结；本件时限照常计算", "A duplicate ends with the leading case's answer; its own clocks go on"},
	}
}

func unmerge(who Scopes) Act {
	return Act{
		Name: casework.Unmerge, Who: who, Basis: houseRule, When: []Condition{stands(casework.StageMerged)},
		Fields: fields(reason),
		Tells:  roles(casework.ActingHolder, casework.SectionHead),
		Do:     Words{"取消并案", "Undo the merge"}, Hint: Words{"恢复单独办理，时限不变", "On its own again; the limits stand"},
	}
}

func follow() Act {
	return Act{
		Name: casework.Follow, Basis: houseRule, Internal: true,
		Tells: roles(casework.ActingHolder),
		Do:    Words{"随主件办理", "Follow the leading case"}, Hint: Words{"主件已经答复，或者另作处理", "The leading case was answered, or went another way"},
	}
}

// houseRule is what an act rests on that no regulation speaks of: the house's own order.
const houseRule = "本单位规定"

// Fields that many acts ask for.
var (
	reason = casework.Field{Name: "reason", Type: casework.FieldText, Required: true}
	remark = casework.Field{Name: "reason", Type: casework.FieldText}
	basis  = casework.Field{Name: "basis", Type: casework.FieldText, Required: true, Rule: "R026"}
	clock  = casework.Field{Name: "clock", Type: casework.FieldClock, Required: true}
	other  = casework.Field{Name: "case", Type: casework.FieldCase, Required: true}
)

func fields(f ...casework.Field) []casework.Field { return f }

func clocks(names ...string) []string { return names }

func forms(codes ...string) []string { return codes }

func roles(r ...casework.Role) []casework.Role { return r }

func at(stages ...casework.Stage) []casework.Stage { return stages }

// without drops a field of a form.
func without(of []casework.Field, name string) []casework.Field {
	return slices.DeleteFunc(slices.Clone(of), func(f casework.Field) bool { return f.Name == name })
}

// signed makes an act a leader's own signature.
func signed(a Act) Act {
	a.Signature = true
	return a
}

// making adds the papers a common act leads to.
func making(a Act, forms ...string) Act {
	a.Paper = forms
	return a
}

// proven lets an act rest on a paper.
func proven(a Act, paper casework.Field) Act {
	a.Fields = append(slices.Clone(a.Fields), paper)
	return a
}

// under names the rule of this kind for an act that several kinds share: more time for a
// complaint is R070's, and not what services have it by.
func under(rule string, a Act) Act {
	a.Under = rule
	return a
}

// admitted narrows a common act to some stages.
func admitted(a Act, stages ...casework.Stage) Act {
	a.At = stages
	return a
}

// targets lists what a case may become, as a choice.
func targets(becomes []Conversion) (out []string) {
	for _, c := range becomes {
		out = append(out, string(c.To))
	}
	return out
}

// mergeable: a duplicate whose promise runs; one that was never counted would be lost.
var mergeable = when("its promise is owed", func(s *casework.State) bool {
	handle := s.Clock("handle")
	return s.Stage == casework.StageHandle && handle != nil && handle.Open()
}, nil)

// untouched: nobody has done anything to it, and nothing of it is late.
var untouched = when("nobody acted on it, and nothing is late", func(s *casework.State) bool {
	acted := slices.ContainsFunc(s.Seen, func(v casework.Verdict) bool { return v.Accepted })
	return !acted && !slices.ContainsFunc(s.Clocks, func(c casework.Clock) bool { return c.Status == casework.Breached })
}, is(casework.VoidOver, "", "R048"))

// convertible: it is still being sorted.
func convertible(becomes []Conversion) Condition {
	return when("it is still being sorted", func(s *casework.State) bool {
		return slices.ContainsFunc(becomes, func(c Conversion) bool { return slices.Contains(c.Stages, s.Stage) })
	}, nil)
}

// withinHours is what may be stated in hours: nobody is late before he could begin, and what lasts
// longer than three days is stated in days, that it end at closing and not at night.
var withinHours = casework.Between{Least: "1h", Most: "72h"}

// stated is a limit that somebody states in a form, under the rule that lets him, and within what
// he may state.
func stated(rule string, within ...casework.Between) casework.Field {
	return casework.Field{Name: "limit", Type: casework.FieldLimit, Rule: rule, Within: within}
}

func required(f casework.Field) casework.Field {
	f.Required = true
	return f
}

// unbounded is how every kind stood before a stated limit had a floor and a ceiling.
func unbounded(d *Declaration) {
	for i := range d.Acts {
		for j := range d.Acts[i].Fields {
			d.Acts[i].Fields[j].Within = nil
		}
	}
}

// Outside tells why a field does not take a limit: it is shorter or longer than may be stated, or
// counted in hours where days are asked for. Empty: it takes it. Whoever means the same day is told
// to say so in hours, where those may be stated: taken in at four it would leave one.
func Outside(f casework.Field, l calendar.Limit) casework.Code {
	code, short := casework.Code(""), casework.BelowFloor
	if l.Dated() && l.N == 0 && slices.ContainsFunc(f.Within, inHours) {
		short = casework.SameDay
	}
	for _, b := range f.Within {
		least, most, ok := bounds(b)
		switch {
		case !ok || l.Dated() != least.Dated():
			if code == "" {
				code = short
			}
		case length(l) < length(least):
			code = short
		case length(l) > length(most):
			code = casework.AboveCeiling
		default:
			return ""
		}
	}
	return code
}

func inHours(b casework.Between) bool {
	least, _, ok := bounds(b)
	return ok && !least.Dated()
}

// OutsideUntil is Outside for an instant stated outright in place of a limit, seen from another:
// it is held against the shortest and the longest that may be stated.
func OutsideUntil(f casework.Field, from, until time.Time) casework.Code {
	var soonest, latest time.Time
	for _, b := range f.Within {
		least, most, ok := bounds(b)
		if !ok {
			continue
		}
		begins := from.Add(length(least))
		if least.Dated() { // on a later day, at whatever hour
			begins = time.Date(begins.Year(), begins.Month(), begins.Day(), 0, 0, 0, 0, from.Location())
		}
		if soonest.IsZero() || begins.Before(soonest) {
			soonest = begins
		}
		if last := from.Add(length(most)); last.After(latest) {
			latest = last
		}
	}
	switch {
	case until.Before(soonest):
		return casework.BelowFloor
	case !latest.IsZero() && until.After(latest):
		return casework.AboveCeiling
	}
	return ""
}

func bounds(b casework.Between) (least, most calendar.Limit, ok bool) {
	least, short := calendar.ParseLimit(b.Least)
	most, long := calendar.ParseLimit(b.Most)
	return least, most, short == nil && long == nil
}

// length is how long a limit is, for comparing: a working day stands for seven fifths of a day, a
// working hour for an hour, a month for its longest.
func length(l calendar.Limit) time.Duration {
	const day = 24 * time.Hour
	return time.Duration(l.N) * map[calendar.Unit]time.Duration{
		calendar.WorkingDays: day * 7 / 5, calendar.Days: day, calendar.Months: 31 * day,
		calendar.WorkingHours: time.Hour, calendar.WorkingMinutes: time.Minute, calendar.WorkingSeconds: time.Second,
		calendar.Hours: time.Hour, calendar.Minutes: time.Minute, calendar.Seconds: time.Second,
	}[l.Unit]
}
