package worker_test

import (
	"slices"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
)

// played is what somebody does to a case, in seconds from the opening of the play.
type played struct {
	at      float64
	by      string // empty: whoever may grant this leave
	command string
	args    map[string]any
	signal  bool
}

// role is one case of the play: how it is registered and what is done with it. Where
// it opens another, that one is what is played and compared.
type role struct {
	by    string
	in    core.Registration
	acts  []played
	opens []played
}

var (
	accepted = played{2, "handler", casework.Accept, nil, false}
	longer   = played{7, "handler", casework.RequestExtension, says("clock", "handle", "days", 8), false}
	yes, no  = says("approve", true), says("approve", false)
	moreTime = says("clock", "handle", "approve", true)
	noMore   = says("clock", "handle", "approve", false)
	receipt  = func(at float64) played {
		return played{at, "handler", casework.Attach, map[string]any{"purpose": casework.PurposeServed}, false}
	}
	handed    = says("means", casework.WayDirect, "receiver", "self", "signer", "张三丰", "proof", onRecord)
	completed = func(at float64) played { return played{at, "handler", casework.Complete, says(), false} }
)

// onRecord stands for the file that was attached to the case before: its id no script
// knows.
const onRecord = "the file on record"

// practiceAway: intake is deemed at 11, the promise is 12 s from acceptance, rungs
// follow 4 and 8 s after a breach: a case nobody touches is due at 23.
var practiceAway = map[string][]played{
	"untouched":                    nil,
	"answered in time":             {accepted, receipt(4), completed(7), {12, "clerk", casework.Deliver, handed, false}},
	"accepted before it is deemed": {{10, "handler", casework.Accept, nil, false}, completed(15)},
	"a moment before the promise":  {accepted, completed(13.9)},
	"at the promise":               {accepted, completed(14)},
	"late":                         {accepted, completed(16)},
	"late after the second rung":   {{22.5, "section_head", casework.Chase, says(), false}, completed(29)},
	"deemed and answered":          {completed(17)},
	"extended in time":             {accepted, longer, {10, "leader_in_charge", casework.DecideExtension, moreTime, false}, completed(20)},
	"extended too late":            {accepted, longer, {15, "leader_in_charge", casework.DecideExtension, moreTime, false}},
	"asked for too late":           {accepted, {15, "handler", casework.RequestExtension, longer.args, false}},
	"extension refused":            {accepted, longer, {9, "leader_in_charge", casework.DecideExtension, noMore, false}},
	"chased":                       {accepted, {9, "section_head", casework.Chase, says(), false}, {21, "section_head", casework.Explain, says(), false}},
	"withdrawn":                    {accepted, {4, "handler", casework.Attach, nil, false}, {11, "handler", casework.Withdraw, says("proof", onRecord), false}},
	"closed, then chased":          {accepted, receipt(4), completed(9), {11, "clerk", casework.Deliver, handed, false}, {13, "section_head", casework.Chase, says(), false}},
	"transferred":                  {accepted, {8, "section_head", casework.Transfer, says("post", "food-desk"), false}},
}

// signalled open the play: a signal counts from its receipt, which the engine measures,
// so it is heard in both houses before the machine is busy with the rest. Their promise
// is 24 s.
var signalled = map[string][]played{
	"accepted by signal": {{.5, "handler", casework.Accept, nil, true}, completed(18)},
	"extended by signal": {
		{.3, "handler", casework.Accept, nil, false}, {.5, "handler", casework.RequestExtension, longer.args, false},
		{.6, "leader_in_charge", casework.DecideExtension, nil, true}, completed(28),
	},
}

// leavesAway all begin before the engine is back, a second before or half a second. The
// handler and his backup cover for one another (R169).
var leavesAway = map[string]struct {
	by    string
	acts  []played
	later time.Duration
}{
	"leave untouched":                  {by: "clerk"},
	"leave granted":                    {by: "handler", acts: []played{{10, "section_head", casework.Approve, yes, false}}},
	"leave granted at the last moment": {by: "backup", acts: []played{{leaves.Seconds() - .1, "", casework.Approve, yes, false}}, later: time.Second / 2},
	"leave granted before the outage":  {by: "supervision_office", acts: []played{{7, "", casework.Approve, yes, false}}},
	"leave refused":                    {by: "inspector", acts: []played{{10, "", casework.Approve, no, false}}},
	"leave withdrawn":                  {by: "general_office", acts: []played{{12, "general_office", casework.Withdraw, says(), false}}},
}

// applied is an application for a matter.
func applied(item string, acts []played) role {
	return role{by: "clerk", acts: acts, in: core.Registration{Item: item, Incomplete: true, Fields: map[string]string{
		"applicant": "演示", "phone": "13800000000", "matter": "演示",
	}}}
}

// cast is the rest of the play: every case by its name.
func cast(opens time.Time) map[string]role {
	roles := map[string]role{}
	for name, acts := range practiceAway {
		roles[name] = applied("practice", acts)
	}
	for name, l := range leavesAway {
		roles[name] = role{by: l.by, acts: l.acts, in: core.Registration{
			Kind: casework.Absence, Fields: map[string]string{"reason": "事", "place": "县", "contact": "13800000000"},
			Absence: &core.AbsenceRequest{Form: core.FormOuting, From: opens.Add(leaves + l.later), Until: opens.Add(leaves + time.Hour)},
		}}
	}
	for name, acts := range verifiedAway {
		r := applied("hasty-practice", []played{accepted})
		r.opens = acts
		roles[name] = r
	}
	for name := range signalledAfter {
		roles[name] = applied("practice", nil)
	}
	roles["duties"] = role{by: "supervision_office", in: core.Registration{Item: "standing-duties"}, acts: dutiesAway}
	letter := core.Registration{Item: "incoming-document", Fields: map[string]string{"sender": "市审改办", "title": "函"}}
	roles["letter untouched"] = role{by: "general_office", in: letter}
	roles["letter answered"] = role{by: "general_office", in: letter, acts: []played{
		{2, "general_office", casework.Propose, says(), false}, {3.5, "leader_in_charge", casework.Instruct, says(), false},
		{5, "general_office", casework.Assign, says("post", "hygiene-desk"), false}, completed(11),
	}}
	item := core.Registration{Item: "supervision-item", Fields: map[string]string{"source": "局务会", "matter": "延时", "origin": "department"}}
	roles["item untouched"] = role{by: "supervision_office", in: item}
	roles["item replied"] = role{by: "general_office", in: item, acts: []played{
		{1, "supervision_office", casework.Propose, says("category", "department", "basis", "批示件"), false}, {2, "general_office", casework.Issue, says("post", "food-desk"), false}, {9.5, "handler", casework.Reply, says(), false},
		{13, "supervision_office", casework.SignOff, says(), false},
	}}
	told := core.Registration{Item: "efficiency-complaint", Fields: map[string]string{
		"applicant": complainant, "statement": telling, "against_unit": "permits", "against": "行政许可科", "channel": "visit",
	}}
	sorted := []played{{1.5, "efficiency_office", casework.Screen, says("outcome", "complaint", "category", "no_notice"), false}, {3, "efficiency_office", casework.Forward, says("post", "food-desk"), false}}
	roles["complaint untouched"] = role{by: "clerk", in: told, acts: sorted}
	roles["complaint answered"] = role{by: "clerk", in: told, acts: append(slices.Clone(sorted), played{10.5, "handler", casework.Reply, says("outcome", "unproven"), false})}
	brought := core.Registration{Item: "petition-matter", Fields: map[string]string{
		"applicant": complainant, "request": "请求答复", "statement": telling, "channel": "visit", "referral": "direct",
	}}
	claim := played{3, "efficiency_office", casework.Screen, says("outcome", "claim", "post", "food-desk"), false}
	roles["petition untouched"] = role{by: "clerk", in: brought}
	roles["petition given to a desk"] = role{by: "clerk", in: brought, acts: []played{claim}}
	roles["petition answered"] = role{by: "clerk", in: brought, acts: []played{
		claim, {10, "handler", casework.Hear, says("manner", "statement"), false}, {11.5, "handler", casework.Reply, says("outcome", "explained"), false},
	}}
	return roles
}
