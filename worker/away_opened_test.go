package worker_test

import "github.com/shixian/shixian/internal/casework"

// verifiedAway are cases that a ladder opens at 5: the facts are to be stated by 17. Whom one
// is about may state his case for 8 s, and it is to be decided in 18.
var verifiedAway = map[string][]played{
	"verified by nobody": {},
	"verified in time":   {{12, "efficiency_office", casework.StateFacts, says("outcome", "no_fault"), false}},
	"verified late":      {{22, "efficiency_office", casework.StateFacts, says("outcome", "reminder"), false}},
	"opened and heard": {
		{11, "efficiency_office", casework.StateFacts, inquiry, false}, {11.5, "principal_leader", casework.Approve, yes, false},
		{12, "efficiency_office", casework.StateFacts, formal, false}, {12.5, "principal_leader", casework.Approve, yes, false},
		{16, "handler", casework.Hear, says(), false},
		{18, "efficiency_office", casework.RequestExtension, says("clock", "handle", "days", 6), false},
		{20, "principal_leader", casework.DecideExtension, moreTime, false},
	},
	"opened, and not heard": {
		{6.5, "efficiency_office", casework.StateFacts, inquiry, false}, {7, "principal_leader", casework.Approve, yes, false},
		{7.5, "efficiency_office", casework.StateFacts, formal, false}, {8, "principal_leader", casework.Approve, yes, false},
		{14, "efficiency_office", casework.Recommend, says("measure", "admonition"), false}, // before the right to be heard is gone
		{17, "efficiency_office", casework.Recommend, says("measure", "admonition"), false},
	},
}

// The head agrees to either (处分条例 39); two look into it (41).
var (
	inquiry = says("outcome", "inquiry", "person", "handler", "investigators", []any{"inspector", "auditor"})
	formal  = says("outcome", "formal", "ground", "time_limit")
)

// dutiesAway come round every 13, 15, 17, 19 and 14 s, one bureau's all in one case: in time
// twice, late for the first round, never, filed before the outage and once too often,
// and missed at the price of points.
var dutiesAway = []played{
	filed(11, "monday_list"), filed(20, "monday_list"),
	filed(18, "circular"),
	filed(5, "target_check"), filed(12, "target_check"),
	{21, "efficiency_office", casework.DecidePoints, says("clock", "self_check", "approve", true), false},
}

func filed(at float64, clock string) played {
	return played{at, "supervision_office", casework.FileDuty, says("clock", clock), false}
}

// signalledAfter are untouched until the engine is back, and hear a signal then: of
// one who is there, and of one who has left meanwhile.
var signalledAfter = map[string]played{
	"chased by signal after the outage": {by: "section_head", command: casework.Chase, signal: true},
	"answered by one who has left":      {by: "handler", command: casework.Complete, signal: true},
}
