package words

import "strings"

// Subject is what a code is one of. Forms of papers name it before a full stop: |stage.
type Subject string

// Subjects, each with words for all its codes.
const (
	Stage        Subject = "stage"
	Result       Subject = "result"
	Status       Subject = "status" // of a clock
	Outcome      Subject = "outcome"
	Cause        Subject = "cause"
	Decision     Subject = "decided"
	Light        Subject = "light"
	Card         Subject = "card"
	Warning      Subject = "warn"
	Door         Subject = "door"
	Relation     Subject = "relation"
	BackRelation Subject = "relation.back"
	Role         Subject = "role"
	AbsenceForm  Subject = "form"
	LeaveSort    Subject = "sort"
	Measure      Subject = "measure"
	Employment   Subject = "employment"
	Remedy       Subject = "remedy"
	Ground       Subject = "ground"
	Share        Subject = "share"
	Account      Subject = "accounted"
	Figure       Subject = "figure"
	Choice       Subject = "choice"
	Fact         Subject = "fact"
	Pause        Subject = "pause"
	Class        Subject = "class"
	Notice       Subject = "notice" // which of the notices notice_issued stands for
	Way          Subject = "way"
	Hearing      Subject = "hearing"
	Events       Subject = "event"
	Clocks       Subject = "clock"
)

var subjects = map[Subject]map[string]Text{
	Stage: stages, Result: results, Status: statuses, Outcome: outcomes, Cause: causes, Decision: decisions, Light: lights, Card: cards,
	Warning: warnings, Door: doors, Relation: relations, BackRelation: backRelations, Role: roles, AbsenceForm: absences, LeaveSort: sorts,
	Measure: measures, Employment: employments, Remedy: remedies, Ground: grounds, Share: shares, Account: accounts, Figure: figures, Choice: choices, Fact: facts,
	Pause: pauses, Class: classes, Notice: notices, Way: ways, Hearing: hearings,
}

// Find looks a code up.
func Find(s Subject, code string) (Text, bool) {
	if s == Events {
		e, ok := Happened(nil, code, "")
		return e.Label, ok
	}
	if s == Clocks {
		c, ok := clockOf(code)
		return c.label, ok
	}
	if s == Measure && strings.Contains(code, ",") {
		return decidedTogether(code), true
	}
	t, ok := subjects[s][code]
	return t, ok
}

// decidedTogether says measures that one decision holds (R135).
func decidedTogether(codes string) Text {
	var zh, en []string
	for code := range strings.SplitSeq(codes, ",") {
		zh, en = append(zh, Say("zh", Measure, code)), append(en, Say("en", Measure, code))
	}
	return Text{strings.Join(zh, "、"), strings.Join(en, ", ")}
}

// Say says a code; one without words names itself.
func Say[C ~string](lang string, s Subject, code C) string {
	if t, ok := Find(s, string(code)); ok {
		return t.In(lang)
	}
	return string(code)
}
