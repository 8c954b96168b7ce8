package policy_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/reference"
)

func load(t *testing.T) reference.Reference {
	t.Helper()
	ref, err := reference.Load(kind.Office())
	require.NoError(t, err)
	return ref
}

func articles(t *testing.T) policy.Articles {
	t.Helper()
	b, err := reference.Articles()
	require.NoError(t, err)
	return b
}

// permit is the embedded permit policy, to be spoilt.
func permit(t *testing.T, ref reference.Reference) policy.Policy {
	t.Helper()
	for _, p := range ref.Policies {
		if p.ID == "service-permit" && newest(ref, p) {
			return p
		}
	}
	require.Fail(t, "no permit policy")
	return policy.Policy{}
}

// ladder is a clock's own to spoil.
func ladder(p *policy.Policy, name string) []policy.Rung {
	c := clock(p, name)
	c.Ladder = slices.Clone(c.Ladder)
	return c.Ladder
}

func clock(p *policy.Policy, name string) *policy.Rule {
	for i := range p.Rules {
		if p.Rules[i].Clock == name {
			return &p.Rules[i]
		}
	}
	panic(name) // a clock a test named
}

// newest tells whether a version is the last of its policy that the binary carries.
func newest(ref reference.Reference, p policy.Policy) bool {
	return !slices.ContainsFunc(ref.Policies, func(o policy.Policy) bool { return o.ID == p.ID && o.Version > p.Version })
}

// TestEmbeddedPoliciesArePublishable: an office may publish what it is given. What stands
// published from before ladders had an end, and citations were read, stays as it is.
func TestEmbeddedPoliciesArePublishable(t *testing.T) {
	t.Parallel()
	ref := load(t)
	for _, p := range ref.Policies {
		if !newest(ref, p) {
			continue
		}
		require.NoError(t, policy.Publishable(kind.Office(), p, ref.Items, ref.Presets, articles(t)), p.Ref())
	}
}

// The law binds the clocks of accountability as well: what is owed takes no longer,
// a right lasts no shorter (公务员法 95, 96; 处分条例 44).
func TestAccountabilityUnderTheLaw(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		clock, limit string
		code         casework.Code
		law          string
	}{
		"seven months to decide":       {"handle", "7mo", casework.OverCeiling, "行政机关公务员处分条例第四十四条"},
		"31 days for a review":         {"review", "31d", casework.OverCeiling, "公务员法第九十六条"},
		"61 days for an appeal":        {"appealed", "61d", casework.OverCeiling, "公务员法第九十六条"},
		"29 days to ask for a review":  {"ask_review", "29d", casework.RightCut, "公务员法第九十五条"},
		"15 days to appeal directly":   {"direct_appeal", "15d", casework.RightCut, "公务员法第九十五条"},
		"14 days to appeal afterwards": {"appeal", "14d", casework.RightCut, "公务员法第九十五条"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ref := load(t)
			i := slices.IndexFunc(ref.Policies, func(p policy.Policy) bool { return p.ID == "accountability" && newest(ref, p) })
			p := ref.Policies[i]
			clock(&p, tt.clock).Limit = tt.limit
			err := policy.Publishable(kind.Office(), p, ref.Items, ref.Presets, articles(t))
			var refusal *casework.Error
			require.ErrorAs(t, err, &refusal)
			require.Equal(t, tt.code, refusal.Code)
			require.Equal(t, tt.law, refusal.Rule)
		})
	}
	ref := load(t)
	i := slices.IndexFunc(ref.Policies, func(p policy.Policy) bool { return p.ID == "accountability" && newest(ref, p) })
	clock(&ref.Policies[i], "appealed").Extension.Cap = 31
	require.Equal(t, casework.OverCeiling, casework.CodeOf(policy.Publishable(kind.Office(), ref.Policies[i], ref.Items, ref.Presets, articles(t))), "90 days in all")
}

// A law of one matter binds what names it, and no other of its class; whom its article names
// lends the time, and nobody else (政府信息公开条例 30, 33).
func TestTheLawOfOneMatter(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		change func(p *policy.Policy)
		code   casework.Code
		field  string
	}{
		"as it is given":       {func(*policy.Policy) {}, "", ""},
		"eight days to ask":    {func(p *policy.Policy) { clock(p, "intake").Limit = "8wd" }, casework.OverCeiling, "rules[0].limit"},
		"21 days more":         {func(p *policy.Policy) { clock(p, "handle").Extension.Stretch = 21 }, casework.OverCeiling, "rules[1].extension.stretch"},
		"lent by a leader":     {func(p *policy.Policy) { clock(p, "handle").Extension.Deciders[0] = casework.LeaderInCharge }, casework.ApproverRank, "rules[1].extension.deciders"},
		"stopped by nothing":   {func(p *policy.Policy) { clock(p, "statutory").Stops = []string{"lunch"} }, casework.Invalid, "rules[2].stops"},
		"stops, and is not to": {func(p *policy.Policy) { clock(p, "intake").Stops = []string{"third_party"} }, casework.Invalid, "rules[0].stops"},
		"not named, not bound": {func(p *policy.Policy) {
			c := clock(p, "intake")
			c.Limit, c.Ceiling, c.Basis = "8wd", "", "政府信息公开条例第三十条：期限为本单位预设"
		}, "", ""},
		"the head of the bureau": {func(p *policy.Policy) { clock(p, "statutory").Ceiling = "" }, casework.ApproverRank, "rules[1].extension.deciders"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ref := load(t)
			i := slices.IndexFunc(ref.Policies, func(p policy.Policy) bool { return p.ID == "service-disclosure" && newest(ref, p) })
			p := ref.Policies[i]
			tt.change(&p)
			err := policy.Publishable(kind.Office(), p, ref.Items, ref.Presets, articles(t))
			require.Equal(t, tt.code, casework.CodeOf(err), "%v", err)
			var refusal *casework.Error
			if errors.As(err, &refusal) {
				require.Equal(t, tt.field, refusal.Field)
			}
		})
	}
}

func TestPublishable(t *testing.T) {
	t.Parallel()
	step := func(unit, limit string) policy.Rule {
		return policy.Rule{
			Clock: "step:" + unit, Rule: "R044", Basis: "限时办结制第三项：期限为本单位预设", Limit: limit,
			Owner: casework.Handler, Outcome: casework.Breach,
			Ladder: []policy.Rung{{Level: "2", After: "5wd", To: []casework.Role{casework.LeaderInCharge}, Every: "5wd"}},
		}
	}
	for name, tt := range map[string]struct {
		spoil func(*policy.Policy, []policy.Item)
		want  []casework.Error // code, field, rule
	}{
		"nothing wrong": {func(*policy.Policy, []policy.Item) {}, nil},
		"no basis and no rule": {func(p *policy.Policy, _ []policy.Item) { p.Rules[1].Basis, p.Rules[2].Rule = "", "" }, []casework.Error{
			{Code: casework.Invalid, Field: "rules[1].basis", Rule: "required"},
			{Code: casework.Invalid, Field: "rules[2].rule", Rule: "required"},
		}},
		"a basis that opens nothing": {func(p *policy.Policy, _ []policy.Item) { clock(p, "deliver").Basis = "收文办理制度第三条" }, []casework.Error{
			{Code: casework.BasisUnknown, Field: "rules[3].basis", Rule: "R005"},
		}},
		"a number that is not the article's": {func(p *policy.Policy, _ []policy.Item) { clock(p, "deliver").Limit = "9wd" }, []casework.Error{
			{Code: casework.NumberUnsaid, Field: "rules[3].limit", Rule: "R005"},
		}},
		"a number of the office's own": {func(p *policy.Policy, _ []policy.Item) {
			clock(p, "deliver").Limit, clock(p, "deliver").Basis = "9wd", "行政许可法第四十四条：期限为本单位预设"
		}, nil},
		"a ladder that ends in silence": {func(p *policy.Policy, _ []policy.Item) { ladder(p, "explain")[1].Every = "" }, []casework.Error{
			{Code: casework.LadderSilent, Field: "rules[4].ladder", Rule: "R059"},
		}},
		"no ladder at all": {func(p *policy.Policy, _ []policy.Item) { clock(p, "explain").Ladder = nil }, []casework.Error{
			{Code: casework.LadderSilent, Field: "rules[4].ladder", Rule: "R059"},
		}},
		"a case over the head of the house": {func(p *policy.Policy, _ []policy.Item) { ladder(p, "deliver")[2].OverHead = "" }, []casework.Error{
			{Code: casework.LadderSilent, Field: "rules[3].ladder", Rule: "R005"},
		}},
		"a rung that opens a case, and is to come round whoever's turn it is": {func(p *policy.Policy, _ []policy.Item) { ladder(p, "deliver")[2].Every = "5wd" }, []casework.Error{
			{Code: casework.Invalid, Field: "rules[3].ladder[2].every", Rule: "choice"},
		}},
		"a round over the head that opens no case": {func(p *policy.Policy, _ []policy.Item) { ladder(p, "explain")[1].OverHead = "5wd" }, []casework.Error{
			{Code: casework.Invalid, Field: "rules[4].ladder[1].over_head", Rule: "choice"},
		}},
		"rounds over the head that roll to one instant": {func(p *policy.Policy, _ []policy.Item) { ladder(p, "deliver")[2].OverHead = "7d" }, []casework.Error{
			{Code: casework.BadLimit, Field: "rules[3].ladder[2].over_head", Rule: "wd wh wm ws h m s"},
		}},
		"rounds that roll to one instant": {func(p *policy.Policy, _ []policy.Item) { ladder(p, "explain")[1].Every = "7d" }, []casework.Error{
			{Code: casework.BadLimit, Field: "rules[4].ladder[1].every", Rule: "wd wh wm ws h m s"},
		}},
		"rounds without end at one instant": {func(p *policy.Policy, _ []policy.Item) { ladder(p, "explain")[1].Every = "0wd" }, []casework.Error{
			{Code: casework.BadLimit, Field: "rules[4].ladder[1].every", Rule: "wd wh wm ws h m s"},
		}},
		"a round before the last rung": {func(p *policy.Policy, _ []policy.Item) { ladder(p, "deliver")[1].Every = "5wd" }, []casework.Error{
			{Code: casework.PolicyOrder, Field: "rules[3].ladder[1].every", Rule: "order"},
		}},
		"a rule nobody can look up": {func(p *policy.Policy, _ []policy.Item) { p.Rules[0].Rule = "house rule" }, []casework.Error{
			{Code: casework.Invalid, Field: "rules[0].rule", Rule: "R000"},
		}},
		"a limit that cannot be read": {func(p *policy.Policy, _ []policy.Item) { p.Rules[0].Limit = "10x" }, []casework.Error{
			{Code: casework.BadLimit, Field: "rules[0].limit", Rule: "wd d mo wh wm ws h m s"},
		}},
		"a promise equal to the statute": {func(_ *policy.Policy, items []policy.Item) { items[0].Promised = "20wd" }, []casework.Error{
			{Code: casework.PromiseTooLong, Field: "items[food-permit].promised", Rule: "R037"},
		}},
		"an equal promise, where the office chose so": {func(p *policy.Policy, items []policy.Item) {
			items[0].Promised, p.Choices = "20wd", map[string]string{policy.Promise: policy.PromiseEqual}
		}, nil},
		"a longer promise, whatever the office chose": {func(p *policy.Policy, items []policy.Item) {
			items[0].Promised, p.Choices = "21wd", map[string]string{policy.Promise: policy.PromiseEqual}
		}, []casework.Error{{Code: casework.PromiseTooLong, Field: "items[food-permit].promised", Rule: "R037"}}},
		"a promise in another unit that may outlast the law": {func(_ *policy.Policy, items []policy.Item) { items[0].Promised = "19d"; items[0].Statutory = "15wd" },
			[]casework.Error{{Code: casework.PromiseTooLong, Field: "items[food-permit].promised", Rule: "R037"}}},
		"a choice that is none": {func(p *policy.Policy, _ []policy.Item) { p.Choices = map[string]string{"promise": "longer"} }, []casework.Error{
			{Code: casework.Invalid, Field: "choices.promise", Rule: "choice"},
		}},
		"a notice later than the law": {func(p *policy.Policy, _ []policy.Item) { clock(p, "intake").Limit = "6wd" }, []casework.Error{
			{Code: casework.OverCeiling, Field: "rules[0].limit", Rule: "行政许可法（2019）第三十二条第一款第四项"},
			{Code: casework.NumberUnsaid, Field: "rules[0].limit", Rule: "R024"},
		}},
		"an item with a statute the law does not know": {func(_ *policy.Policy, items []policy.Item) { items[0].Statutory = "45wd" }, []casework.Error{
			{Code: casework.OverCeiling, Field: "rules[1].extension.stretch", Rule: "行政许可法（2019）第四十二条第一款"},
			{Code: casework.OverCeiling, Field: "rules[2].limit", Rule: "行政许可法（2019）第四十二条第一款"},
		}},
		"joint handling, named": {func(p *policy.Policy, items []policy.Item) {
			items[0].Statutory, clock(p, "statutory").Ceiling = "45wd", "licensing-42-2"
		}, nil},
		"a ceiling of another clock": {func(p *policy.Policy, _ []policy.Item) { clock(p, "statutory").Ceiling = "petition-34" }, []casework.Error{
			{Code: casework.Invalid, Field: "rules[2].ceiling", Rule: "choice"},
		}},
		"the law stretched too far": {func(p *policy.Policy, _ []policy.Item) { clock(p, "handle").Extension.Stretch = 11 }, []casework.Error{
			{Code: casework.OverCeiling, Field: "rules[1].extension.stretch", Rule: "行政许可法（2019）第四十二条第一款"},
		}},
		"an extension that forgets the law": {func(p *policy.Policy, _ []policy.Item) { clock(p, "handle").Extension.Within = "" }, []casework.Error{
			{Code: casework.OverCeiling, Field: "rules[1].extension.within", Rule: "R043"},
		}},
		"a section head who gives more time": {func(p *policy.Policy, _ []policy.Item) {
			clock(p, "handle").Extension.Deciders = []casework.Role{casework.SectionHead}
		}, []casework.Error{{Code: casework.ApproverRank, Field: "rules[1].extension.deciders", Rule: "R043"}}},
		"a leader in charge without delegation": {func(p *policy.Policy, _ []policy.Item) { clock(p, "handle").Extension.Delegated = "" }, []casework.Error{
			{Code: casework.ApproverRank, Field: "rules[1].extension.deciders", Rule: "R043"},
		}},
		"a power delegated upward": {func(p *policy.Policy, _ []policy.Item) {
			clock(p, "handle").Extension.Delegated = casework.LeaderInCharge
		}, []casework.Error{{Code: casework.ApproverRank, Field: "rules[1].extension.deciders", Rule: "R043"}}},
		"a warning before the start": {func(p *policy.Policy, _ []policy.Item) { clock(p, "intake").Warn[0].Before = "5wd" }, []casework.Error{
			{Code: casework.WarningOutside, Field: "rules[0].warn[0].before", Rule: "R024"},
		}},
		"a warning before the start for one item of many": {func(p *policy.Policy, _ []policy.Item) { clock(p, "handle").Warn[1].Before = "5wd" }, []casework.Error{
			{Code: casework.WarningOutside, Field: "rules[1].warn[1].before", Rule: "R005"},
		}},
		"a warning nobody hears": {func(p *policy.Policy, _ []policy.Item) { clock(p, "intake").Warn[0].To = []casework.Role{"mayor"} }, []casework.Error{
			{Code: casework.Invalid, Field: "rules[0].warn[0].to", Rule: "choice"},
		}},
		"a rung before the one before": {func(p *policy.Policy, _ []policy.Item) { clock(p, "handle").Ladder[2].After = "1wd" }, []casework.Error{
			{Code: casework.PolicyOrder, Field: "rules[1].ladder[2].after", Rule: "order"},
		}},
		"what a rung asks for on no clock": {func(p *policy.Policy, _ []policy.Item) { p.Rules = p.Rules[:4] }, []casework.Error{
			{Code: casework.NoSuchClock, Field: "rules[1].ladder[0].explain", Rule: "R059"},
			{Code: casework.NoSuchClock, Field: "rules[1].ladder[0].owes", Rule: "R240"},
			{Code: casework.NoSuchClock, Field: "rules[2].ladder[0].explain", Rule: "R059"},
			{Code: casework.NoSuchClock, Field: "rules[2].ladder[0].owes", Rule: "R240"},
			{Code: casework.NoSuchClock, Field: "rules[3].ladder[0].explain", Rule: "R059"},
		}},
		"steps within the shortest promise": {func(p *policy.Policy, _ []policy.Item) {
			p.Rules = append(p.Rules, step("fire", "2wd"), step("land", "3wd"))
		}, nil},
		"steps longer than the whole": {func(p *policy.Policy, _ []policy.Item) {
			p.Rules = append(p.Rules, step("fire", "2wd"), step("land", "4wd"))
		}, []casework.Error{{Code: casework.StepsTooLong, Field: "rules[9].limit", Rule: "R044"}}},
		"steps in units that do not add up": {func(p *policy.Policy, _ []policy.Item) {
			p.Rules = append(p.Rules, step("fire", "1wd"), step("land", "1d"))
		}, []casework.Error{{Code: casework.StepsTooLong, Field: "rules[9].limit", Rule: "R044"}}},
		"a step before the whole": {func(p *policy.Policy, _ []policy.Item) {
			p.Rules = append([]policy.Rule{step("fire", "1wd")}, p.Rules...)
		}, []casework.Error{{Code: casework.PolicyOrder, Field: "rules[0].clock", Rule: "R044"}}},
		"an item of another class": {func(p *policy.Policy, _ []policy.Item) { p.Class = "service" }, []casework.Error{
			{Code: casework.Invalid, Field: "items[food-permit].class", Rule: "choice"},
			{Code: casework.Invalid, Field: "items[food-renewal].class", Rule: "choice"},
			{Code: casework.Invalid, Field: "items[hygiene-permit].class", Rule: "choice"},
			{Code: casework.Invalid, Field: "items[signboard-permit].class", Rule: "choice"},
			{Code: casework.Invalid, Field: "items[road-permit].class", Rule: "choice"},
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ref := load(t)
			p := permit(t, ref)
			tt.spoil(&p, ref.Items)
			err := policy.Publishable(kind.Office(), p, ref.Items, ref.Presets, articles(t))
			var problems policy.Problems
			if err != nil {
				require.ErrorAs(t, err, &problems)
			}
			var got []casework.Error
			for _, e := range problems {
				got = append(got, casework.Error{Code: e.Code, Field: e.Field, Rule: e.Rule})
			}
			require.Equal(t, tt.want, got)
		})
	}
}

// TestTwoPersonsPublish: a draft becomes a rule by its author's request and
// somebody else's consent to the very same words.
func TestTwoPersonsPublish(t *testing.T) {
	t.Parallel()
	ref := load(t)
	at := instant(t, "2026-09-24T09:30")
	p := permit(t, ref)
	draft := func() *policy.Version {
		v := &policy.Version{Policy: policy.Policy{ID: p.ID, Version: 2, Kind: p.Kind}, Drafted: policy.Drafted{State: policy.Draft}}
		require.NoError(t, v.Edit("li", 0, p, at))
		return v
	}
	v := draft()
	require.Equal(t, "service-permit@2", v.Ref(), "the office numbers, not the author")
	require.Equal(t, casework.NotRequested, casework.CodeOf(v.Consent("wang", 1, at)), "nobody asked")
	require.Equal(t, casework.NotRequested, casework.CodeOf(v.Request("wang", 1, at)), "not his to ask for")
	require.Equal(t, casework.Stale, casework.CodeOf(v.Request("li", 2, at)))
	require.NoError(t, v.Request("li", 1, at))
	require.Equal(t, casework.SecondPerson, casework.CodeOf(v.Consent("li", 1, at)))
	require.Equal(t, policy.Draft, v.State)

	require.NoError(t, v.Edit("li", 1, p, at))
	require.Nil(t, v.RequestedAt, "other words, another request")
	require.NoError(t, v.Request("li", 2, at))
	require.Equal(t, casework.Stale, casework.CodeOf(v.Consent("wang", 1, at)), "he read the old words")
	require.NoError(t, v.Consent("wang", 2, at))
	require.Equal(t, policy.Published, v.State)
	require.Equal(t, "li", v.PublishedBy)
	require.Equal(t, "wang", v.ConsentBy)
	for _, err := range []error{v.Edit("li", 2, p, at), v.Request("li", 2, at), v.Consent("zhao", 2, at)} {
		require.Equal(t, casework.PolicyPublished, casework.CodeOf(err))
	}

	other := p
	other.Kind = casework.Accountability
	require.Equal(t, casework.Invalid, casework.CodeOf(draft().Edit("li", 1, other, at)), "a policy keeps its kind")
}

func TestCompare(t *testing.T) {
	t.Parallel()
	ref := load(t)
	a, b := permit(t, ref), permit(t, load(t))
	require.Empty(t, policy.Compare(a, b))
	b.Version, b.Title = 2, "行政许可时限"
	b.Choices = map[string]string{policy.Promise: policy.PromiseEqual}
	clock(&b, "intake").Limit = "3wd"
	clock(&b, "handle").Extension.Cap = 5
	clock(&b, "handle").PauseCap = 40
	clock(&b, "handle").Ladder[1].To = []casework.Role{casework.LeaderInCharge, casework.EfficiencyOffice}
	b.Rules = append(b.Rules[:4:4], policy.Rule{
		Clock: "step:fire", Rule: "R044", Basis: "限时办结制", Limit: "2wd", Owner: casework.Handler, Outcome: casework.Breach,
	})
	got := policy.Compare(a, b)
	require.Equal(t, []policy.Change{
		{Field: "choices.promise", New: "equal"},
		{Field: "title", Old: "行政许可办件时限", New: "行政许可时限"},
		{Clock: "intake", Field: "limit", Old: "5wd", New: "3wd"},
		{Clock: "handle", Field: "extension.cap", Old: "10", New: "5"},
		{Clock: "handle", Field: "ladder[1].to", Old: "leader_in_charge", New: "leader_in_charge, efficiency_office"},
		{Clock: "handle", Field: "pause_cap", Old: "30", New: "40"},
		{Clock: "step:fire", Field: "basis", New: "限时办结制"},
		{Clock: "step:fire", Field: "clock", New: "step:fire"},
		{Clock: "step:fire", Field: "limit", New: "2wd"},
		{Clock: "step:fire", Field: "outcome", New: "breach"},
		{Clock: "step:fire", Field: "owner", New: "handler"},
		{Clock: "step:fire", Field: "rule", New: "R044"},
	}, got[:12])
	for _, c := range got[12:] {
		require.Contains(t, []string{"explain", "publish_reason", "lacking", "follow_up"}, c.Clock)
		require.Empty(t, c.New)
	}
	require.NotEmpty(t, got[12:])
}
