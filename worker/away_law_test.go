package worker_test

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/reference"
)

// hurriedReference counts in seconds.
func hurriedReference(t *testing.T) reference.Reference {
	ref, err := reference.Load(kind.Office())
	require.NoError(t, err)
	limits := map[string]string{
		"service intake": "11s", "service deliver": "20s", "service explain": "30s",
		"complaint forward": "4s", "complaint handle": "9s", "complaint jurisdiction": "6s", "complaint confirm": "12s", "complaint explain": "30s",
		"supervision issue": "10s", "supervision reply": "8s", "supervision follow_up": "11s", "supervision explain": "30s",
		"accountability verify": "12s", "accountability statement": "8s", "accountability handle": "18s",
		"duties monday_list": "13s", "duties circular": "15s", "duties summary": "17s", "duties target_check": "19s", "duties self_check": "14s",
		"petition screen": "11s", "petition handle": "9s", "petition serve": "20s", "petition explain": "30s",
		"document propose": "10s", "document instruct": "9s", "document assign": "9s", "document handle": "9s", "document return": "6s", "document explain": "30s",
	}
	for _, p := range ref.Policies {
		for i, r := range p.Rules {
			if short, ok := limits[string(p.Kind)+" "+r.Clock]; ok {
				p.Rules[i].Limit, p.Rules[i].Since = short, ""
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
	slow, hasty := ref.Items[i], ref.Items[i]
	slow.ID, slow.Promised, slow.Statutory = "slow-practice", "24s", "66s"
	hasty.ID, hasty.Promised, hasty.Statutory, hasty.Policy = "hasty-practice", "1s", "66s", "hasty"
	ref.Items = append(ref.Items, slow, hasty)
	ref.Policies = append(ref.Policies, hastened(t, ref.Policies, slow.Policy))
	return ref
}

// hastened is a policy whose ladder is climbed at once.
func hastened(t *testing.T, all []policy.Policy, id string) policy.Policy {
	i := slices.IndexFunc(all, func(p policy.Policy) bool { return p.ID == id })
	text, err := json.Marshal(all[i])
	require.NoError(t, err)
	var p policy.Policy
	require.NoError(t, json.Unmarshal(text, &p))
	p.ID = "hasty"
	for _, r := range p.Rules {
		for j, after := range []string{"", "1s", "2s"} {
			if j < len(r.Ladder) {
				r.Ladder[j].After = after
			}
		}
	}
	return p
}
