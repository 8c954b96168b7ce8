package worker_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/reference"
)

// played is what somebody does to a case, in seconds from the opening of the play.
type played struct {
	at      float64
	by      string // empty: whoever may grant this leave
	command string
	args    map[string]any
	signal  bool
}

// role is one case of the play: how it is registered and what is done with it.
type role struct {
	by   string
	in   counter.Registration
	acts []played
}

var (
	accepted  = played{2, "handler", casework.Accept, nil, false}
	longer    = played{7, "handler", casework.RequestExtension, says("clock", "handle", "days", 8), false}
	yes, no   = says("approve", true), says("approve", false)
	moreTime  = says("clock", "handle", "approve", true)
	noMore    = says("clock", "handle", "approve", false)
	completed = func(at float64) played { return played{at, "handler", casework.Complete, says(), false} }
)

// practiceAway: intake is deemed at 11, the promise is 12 s from acceptance, rungs
// follow 4 and 8 s after a breach: a case nobody touches is due at 23.
var practiceAway = map[string][]played{
	"untouched":                    nil,
	"answered in time":             {accepted, completed(7), {12, "clerk", casework.Deliver, says(), false}},
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
	"withdrawn":                    {accepted, {11, "handler", casework.Withdraw, says(), false}},
	"closed, then chased":          {accepted, completed(9), {11, "clerk", casework.Deliver, says(), false}, {13, "section_head", casework.Chase, says(), false}},
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

// leavesAway all begin at one instant, a second before the engine is back.
var leavesAway = map[string]struct {
	by   string
	acts []played
}{
	"leave untouched":                  {"clerk", nil},
	"leave granted":                    {"handler", []played{{10, "", casework.Approve, yes, false}}},
	"leave granted at the last moment": {"auditor", []played{{leaves.Seconds() - .1, "", casework.Approve, yes, false}}},
	"leave granted before the outage":  {"supervision_office", []played{{7, "", casework.Approve, yes, false}}},
	"leave refused":                    {"inspector", []played{{10, "", casework.Approve, no, false}}},
	"leave withdrawn":                  {"general_office", []played{{12, "general_office", casework.Withdraw, says(), false}}},
}

// applied is an application for a matter.
func applied(item string, acts []played) role {
	return role{"clerk", counter.Registration{Item: item, Incomplete: true, Fields: map[string]string{
		"applicant": "演示", "phone": "1380000", "matter": "演示",
	}}, acts}
}

// cast is the rest of the play: every case by its name.
func cast(opens time.Time) map[string]role {
	roles := map[string]role{}
	for name, acts := range practiceAway {
		roles[name] = applied("practice", acts)
	}
	for name, l := range leavesAway {
		roles[name] = role{l.by, counter.Registration{
			Kind: casework.Absence, Fields: map[string]string{"reason": "事", "place": "县", "contact": "13800000000"},
			Absence: &counter.AbsenceRequest{Form: counter.FormOuting, From: opens.Add(leaves), Until: opens.Add(leaves + time.Hour)},
		}, l.acts}
	}
	letter := counter.Registration{Item: "incoming-document", Fields: map[string]string{"sender": "市审改办", "title": "函"}}
	roles["letter untouched"] = role{"general_office", letter, nil}
	roles["letter answered"] = role{"general_office", letter, []played{
		{2, "general_office", casework.Propose, says(), false}, {3.5, "leader_in_charge", casework.Instruct, says(), false},
		{5, "general_office", casework.Assign, says("post", "road-desk"), false}, completed(11),
	}}
	item := counter.Registration{Item: "supervision-item", Fields: map[string]string{"source": "局务会", "matter": "延时", "origin": "department"}}
	roles["item untouched"] = role{"supervision_office", item, nil}
	roles["item replied"] = role{"supervision_office", item, []played{
		{2, "general_office", casework.Issue, says("post", "food-desk"), false}, {9.5, "handler", casework.Reply, says(), false},
		{13, "supervision_office", casework.SignOff, says(), false},
	}}
	told := counter.Registration{Item: "efficiency-complaint", Fields: map[string]string{
		"applicant": complainant, "statement": telling, "against_unit": "permits", "against": "行政许可科", "channel": "visit",
	}}
	sorted := []played{{1.5, "efficiency_office", casework.Screen, says("outcome", "complaint", "category", "no_notice"), false}, {3, "efficiency_office", casework.Forward, says("post", "food-desk"), false}}
	roles["complaint untouched"] = role{"clerk", told, sorted}
	roles["complaint answered"] = role{"clerk", told, append(slices.Clone(sorted), played{10.5, "handler", casework.Reply, says("outcome", "unproven"), false})}
	return roles
}

// hurriedReference counts in seconds.
func hurriedReference(t *testing.T) reference.Reference {
	ref, err := reference.Load(kind.Office())
	require.NoError(t, err)
	limits := map[string]string{
		"service intake": "11s", "service deliver": "20s", "service explain": "30s",
		"complaint forward": "4s", "complaint handle": "9s", "complaint jurisdiction": "6s", "complaint confirm": "12s", "complaint explain": "30s",
		"supervision issue": "10s", "supervision reply": "8s", "supervision follow_up": "11s", "supervision explain": "30s",
		"document propose": "10s", "document instruct": "9s", "document assign": "9s", "document handle": "9s", "document return": "6s", "document explain": "30s",
	}
	for _, p := range ref.Policies {
		for i, r := range p.Rules {
			if short, ok := limits[string(p.Kind)+" "+r.Clock]; ok {
				p.Rules[i].Limit = short
			}
			for j, rung := range r.Ladder {
				if after, ok := map[string]string{"1wd": "4s", "3wd": "8s", "40s": "4s", "80s": "8s"}[rung.After]; ok {
					p.Rules[i].Ladder[j].After = after
				}
			}
		}
	}
	i := slices.IndexFunc(ref.Items, func(m policy.Item) bool { return m.ID == "practice" })
	ref.Items[i].Promised, ref.Items[i].Statutory = "12s", "33s"
	slow := ref.Items[i]
	slow.ID, slow.Promised, slow.Statutory = "slow-practice", "24s", "66s"
	ref.Items = append(ref.Items, slow)
	return ref
}
