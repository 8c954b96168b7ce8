package policy_test

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/policy"
)

func oneCalendar(name string, cal *calendar.Calendar) map[string]*calendar.Calendar {
	return map[string]*calendar.Calendar{name: cal}
}

func recurs(r *policy.Rule) *policy.Rule {
	r.Outcome = casework.Recur
	return r
}

// Each refusal names its field. The first rule of the permit policy is intake,
// the second handle.
func TestValidate(t *testing.T) {
	t.Parallel()
	require.NoError(t, policy.Validate(kind.Office(), permit(t, load(t))))
	for name, tt := range map[string]struct {
		spoil func(p *policy.Policy)
		code  casework.Code
		field string
	}{
		"no id":      {func(p *policy.Policy) { p.ID = "" }, casework.Invalid, "id"},
		"no version": {func(p *policy.Policy) { p.Version = 0 }, casework.Invalid, "version"},
		"no kind":    {func(p *policy.Policy) { p.Kind = "nonsense" }, casework.Invalid, "kind"},
		"a clock twice": {
			func(p *policy.Policy) { p.Rules[1].Clock = p.Rules[0].Clock }, casework.Invalid, "rules[1].clock",
		},
		"a clock without a name": {func(p *policy.Policy) { p.Rules[0].Clock = "" }, casework.Invalid, "rules[0].clock"},
		"a clock without a rule": {func(p *policy.Policy) { p.Rules[0].Rule = "" }, casework.Invalid, "rules[0].rule"},
		"a clock without a law":  {func(p *policy.Policy) { p.Rules[0].Basis = "" }, casework.Invalid, "rules[0].basis"},
		"a limit nobody reads":   {func(p *policy.Policy) { p.Rules[0].Limit = "five days" }, casework.BadLimit, "rules[0].limit"},
		"a limit of no item's":   {func(p *policy.Policy) { p.Rules[0].Limit = "$promise" }, casework.BadLimit, "rules[0].limit"},
		"an unknown outcome":     {func(p *policy.Policy) { p.Rules[0].Outcome = "shrug" }, casework.Invalid, "rules[0].outcome"},
		"an unknown owner":       {func(p *policy.Policy) { p.Rules[0].Owner = casework.Applicant }, casework.Invalid, "rules[0].owner"},
		"an unknown warning":     {func(p *policy.Policy) { p.Rules[0].Warn[0].At = "soon" }, casework.Invalid, "rules[0].warn[0].at"},
		"an extension without a rule": {
			func(p *policy.Policy) { p.Rules[1].Extension.Rule = "" }, casework.Invalid, "rules[1].extension.rule",
		},
		"an extension without a cap": {
			func(p *policy.Policy) { p.Rules[1].Extension.Cap = 0 }, casework.Invalid, "rules[1].extension.cap",
		},
		"an extension nobody decides": {
			func(p *policy.Policy) { p.Rules[1].Extension.Deciders = nil }, casework.Invalid, "rules[1].extension.deciders",
		},
		"an extension within no clock": {
			func(p *policy.Policy) { p.Rules[1].Extension.Within = "law" }, casework.NoSuchClock, "rules[1].extension.within",
		},
		"asked for on its own": {func(p *policy.Policy) { p.Rules[0].AsksFor = policy.AsksList }, casework.Invalid, "rules[0].asks_for"},
		"a list nobody knows":  {func(p *policy.Policy) { recurs(&p.Rules[0]).AsksFor = "points" }, casework.Invalid, "rules[0].asks_for"},
		"asked for since a month": {func(p *policy.Policy) {
			recurs(&p.Rules[0]).Since = policy.SinceMonth
			p.Rules[0].AsksFor = policy.AsksList
		}, casework.Invalid, "rules[0].asks_for"},
		"a rung without a level": {func(p *policy.Policy) { p.Rules[1].Ladder[1].Level = "" }, casework.Invalid, "rules[1].ladder[1].level"},
		"points for no round":    {func(p *policy.Policy) { p.Rules[1].Ladder[0].Proposes = casework.NotFiled }, casework.Invalid, "rules[1].ladder[0].proposes"},
		"a rung nobody hears":    {func(p *policy.Policy) { p.Rules[1].Ladder[1].To = nil }, casework.Invalid, "rules[1].ladder[1].to"},
		"two rungs at the breach": {
			func(p *policy.Policy) { p.Rules[1].Ladder[1].After = "" }, casework.PolicyOrder, "rules[1].ladder[1].after",
		},
		"a rung nobody can count": {
			func(p *policy.Policy) { p.Rules[1].Ladder[1].After = "later" }, casework.BadLimit, "rules[1].ladder[1].after",
		},
		"rungs out of order": {
			func(p *policy.Policy) { p.Rules[1].Ladder[2].After = "1wd" }, casework.PolicyOrder, "rules[1].ladder[2].after",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := permit(t, load(t))
			tt.spoil(&p)
			err := policy.Validate(kind.Office(), p)
			var problems policy.Problems
			require.True(t, errors.As(err, &problems), "%v", err)
			var fields []string
			for _, e := range problems {
				fields = append(fields, string(e.Code)+" "+e.Field)
			}
			require.Contains(t, fields, string(tt.code)+" "+tt.field)
		})
	}
}

func TestBookRefuses(t *testing.T) {
	t.Parallel()
	ref := load(t)
	cal, err := calendar.New(ref.National)
	require.NoError(t, err)
	calendars := oneCalendar("cn@1", cal)
	_, err = policy.NewBook(kind.Office(), ref.Policies, ref.Items, calendars, "cn@2", policy.DefaultSpread)
	require.ErrorContains(t, err, "cn@2")
	spoilt := permit(t, load(t))
	spoilt.Rules[0].Basis = ""
	_, err = policy.NewBook(kind.Office(), []policy.Policy{spoilt}, nil, calendars, "cn@1", policy.DefaultSpread)
	require.ErrorContains(t, err, "service-permit@3")
	orphan := ref.Items[0]
	orphan.Policy = "nonsense"
	_, err = policy.NewBook(kind.Office(), ref.Policies, []policy.Item{orphan}, calendars, "cn@1", policy.DefaultSpread)
	require.ErrorContains(t, err, orphan.ID)
}

// New cases pin the highest version, whatever the order it was published in.
func TestTheLatestVersionIsPinned(t *testing.T) {
	t.Parallel()
	ref := load(t)
	cal, err := calendar.New(ref.National)
	require.NoError(t, err)
	second := permit(t, ref)
	second.Version = 4
	for _, policies := range [][]policy.Policy{append([]policy.Policy{second}, ref.Policies...), append(ref.Policies, second)} {
		book, err := policy.NewBook(kind.Office(), policies, ref.Items, oneCalendar("cn@1", cal), "cn@1", policy.DefaultSpread)
		require.NoError(t, err)
		plan, err := book.Plan(casework.PlanRequest{Number: "BJ2026-000001", Kind: casework.Service, Item: "food-permit"})
		require.NoError(t, err)
		require.Equal(t, "service-permit@4", plan.Policy)
	}
}
