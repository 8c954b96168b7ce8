package cases

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/reference"
)

// till is a counter that is asked only what it tells from the kinds it knows.
var till = New(core.New(nil, kind.Office(), core.Rules{}, nil, nil), Parts{})

func catalogued(t *testing.T, id string) policy.Item {
	t.Helper()
	ref, err := reference.Load(kind.Office())
	require.NoError(t, err)
	i := slices.IndexFunc(ref.Items, func(it policy.Item) bool { return it.ID == id })
	require.GreaterOrEqual(t, i, 0, id)
	return ref.Items[i]
}

// demoOffice is the office the embedded reference data describe.
func demoOffice(t *testing.T) *core.Office {
	t.Helper()
	ref, err := reference.Load(kind.Office())
	require.NoError(t, err)
	return &core.Office{Units: ref.Office.Units, Persons: ref.Office.Persons, Posts: ref.Office.Posts, Items: ref.Items}
}

// Codes go to the case in the clear; who complained and in which words is sealed,
// with the office that registered it to begin with.
func TestFactsPartFromWhatIsSealed(t *testing.T) {
	t.Parallel()
	item := catalogued(t, "efficiency-complaint")
	in := core.Registration{Item: item.ID, Fields: map[string]string{
		"applicant": "张三", "against_unit": "permits", "against": "某科", "statement": "推诿", "channel": "phone", "anonymous": "true", "matter": "TS2026-000007", "phone": " ",
	}}
	require.NoError(t, till.checkRegistration(item, demoOffice(t), in, noon))
	kept, err := keep(casework.Principal{Person: "clerk"}, in, item, "key", noon)
	require.NoError(t, err)
	require.Equal(t, map[string]string{"against_unit": "permits", "channel": "phone", "anonymous": "true", "matter": "TS2026-000007"}, kept.Facts)
	require.Equal(t, map[string]string{"applicant": "张三", "against": "某科", "statement": "推诿"}, kept.Fields)
	require.Equal(t, "efficiency-office", kept.Post)
	require.Equal(t, kept.Facts, firstState("TS2026-000008", kept).Facts)
}

// What is kept in the clear takes no word: not in a choice, a tick or a number.
func TestFactsAreRefusedByField(t *testing.T) {
	t.Parallel()
	item := catalogued(t, "efficiency-complaint")
	for name, tt := range map[string]struct{ field, value string }{
		"a channel nobody offered":   {"channel", "张三"},
		"a tick that says something": {"anonymous", "张三"},
		"a name for a number":        {"matter", "张三"},
		"another kind's number":      {"matter", "BJ2026-000001"},
		"a number and more":          {"matter", "TS2026-000001 张三"},
		"a number written otherwise": {"matter", "TS2026-00000001"},
		"a unit there is not":        {"against_unit", "张三"},
		"a post there is not":        {"against_post", "张三"},
		"a person there is not":      {"against_person", "张三"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			in := core.Registration{Fields: map[string]string{"against_unit": "permits", "statement": "推诿", "channel": "phone"}}
			in.Fields[tt.field] = tt.value
			refused := core.RefusalsOf(till.checkRegistration(item, demoOffice(t), in, noon))
			require.Len(t, refused, 1)
			require.Equal(t, casework.Invalid, refused[0].Code)
			require.Equal(t, "fields."+tt.field, refused[0].Field)
		})
	}
	// A complaint without the unit complained of (R065).
	refused := core.RefusalsOf(till.checkRegistration(item, demoOffice(t), core.Registration{Fields: map[string]string{"statement": "推诿", "channel": "phone"}}, noon))
	require.Len(t, refused, 1)
	require.Equal(t, "fields.against_unit", refused[0].Field)
	require.Equal(t, "R065", refused[0].Rule)
}

func TestStatedLimits(t *testing.T) {
	t.Parallel()
	form, ok := kind.Office().Form(casework.Document, casework.Assign)
	require.True(t, ok)
	args, _, err := ParseArgs(kind.Office(), form, map[string]any{"post": "food-desk", "limit": " 7wd "})
	require.NoError(t, err)
	require.Equal(t, "7wd", args.Limit)
	for _, limit := range []any{"soon", "7", "-7wd", "7.5wd", "100000wd", 7, "七个工作日"} {
		_, _, err := ParseArgs(kind.Office(), form, map[string]any{"post": "food-desk", "limit": limit})
		refused := core.RefusalsOf(err)
		require.Len(t, refused, 1, "%v", limit)
		require.Equal(t, casework.BadLimit, refused[0].Code)
		require.Equal(t, "limit", refused[0].Field)
		require.Equal(t, "R052", refused[0].Rule)
	}
}

// A limit of a minute would be late before anybody could begin, and one of 4000 hours end at
// night: what may be stated is declared, and so is an instant stated in its place (R052).
func TestStatedLimitsHaveAFloorAndACeiling(t *testing.T) {
	t.Parallel()
	form, ok := kind.Office().Form(casework.Document, casework.Assign)
	require.True(t, ok)
	for limit, want := range map[string]casework.Code{
		"1m": casework.BelowFloor, "59wm": casework.BelowFloor, "1h": "", "72wh": "", "73h": casework.AboveCeiling, "400h": casework.AboveCeiling,
		"0wd": casework.SameDay, "0d": casework.SameDay, "1wd": "", "12mo": "", "13mo": casework.AboveCeiling, "372d": "", "373d": casework.AboveCeiling,
	} {
		_, _, err := ParseArgs(kind.Office(), form, map[string]any{"post": "food-desk", "limit": limit})
		if want == "" {
			require.NoError(t, err, limit)
			continue
		}
		require.Equal(t, []*casework.Error{casework.FieldError(want, "limit", "R052")}, core.RefusalsOf(err), limit)
	}
	days, ok := kind.Office().Form(kind.Rectification, casework.Issue) // days alone: no hours to point to
	require.True(t, ok)
	_, _, err := ParseArgs(kind.Office(), days, map[string]any{"post": "food-desk", "limit": "0wd", "reason": "属实"})
	require.Equal(t, []*casework.Error{casework.FieldError(casework.BelowFloor, "limit", "R119")}, core.RefusalsOf(err))
	at := time.Date(2026, 3, 2, 10, 0, 0, 0, core.Zone)
	for until, want := range map[string]casework.Code{
		"2026-03-02T10:59": casework.BelowFloor, "2026-03-02T11:00": "", "2027-03-08T10:00": "", "2027-03-10T10:00": casework.AboveCeiling,
	} {
		args, _, err := ParseArgs(kind.Office(), form, map[string]any{"post": "food-desk", "until": until})
		require.NoError(t, err)
		err = checkUntil(form, args, at)
		require.Equal(t, want, casework.CodeOf(err), until)
	}
	both, _, err := ParseArgs(kind.Office(), form, map[string]any{"post": "food-desk", "until": "2026-03-06T17:30", "limit": "10wd"})
	require.NoError(t, err)
	require.Equal(t, casework.FieldError(casework.Invalid, "until", "limit or until"), checkUntil(form, both, at), "neither takes the place of the other unsaid")
	before, _ := kind.Office().At(casework.Document, 3) // what began under the revision before keeps to it
	old, _ := before.Form(casework.Assign)
	_, _, err = ParseArgs(kind.Office(), old, map[string]any{"post": "food-desk", "limit": "1m"})
	require.NoError(t, err)
}

// What is handed on names a post: a notice to nobody is refused before it is kept
// (R103), and so is a return without its reason (R055).
func TestNothingGoesToNobody(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		kind                 casework.Kind
		command, field, rule string
	}{
		{casework.Supervision, casework.Issue, "post", "R103"}, {casework.Document, casework.Assign, "post", "R051"},
		{casework.Complaint, casework.Forward, "post", "R068"}, {casework.Document, casework.Return, "reason", "required"},
	} {
		form, ok := kind.Office().Form(tt.kind, tt.command)
		require.True(t, ok)
		raw := map[string]any{"reason": "见附件"}
		if tt.field == "reason" {
			raw = nil
		}
		_, _, err := ParseArgs(kind.Office(), form, raw)
		refused := core.RefusalsOf(err)
		require.Len(t, refused, 1, tt.command)
		require.Equal(t, tt.field, refused[0].Field)
		require.Equal(t, tt.rule, refused[0].Rule)
	}
}

// Who put a matter back on the table may be told that it is his all the same
// (R055, R072); while he has it, it is not given to him again.
func TestGivenBackToWhoGaveItBack(t *testing.T) {
	t.Parallel()
	desk := casework.Post{ID: "food-desk", Role: casework.Handler}
	for stage, want := range map[casework.Stage]bool{casework.StageScreen: true, casework.StageAssign: true, casework.StageHandle: false} {
		for _, command := range []string{casework.Forward, casework.Assign} {
			require.Equal(t, want, offered(command, desk, &casework.State{Stage: stage, Post: desk.ID}), "%s at %s", command, stage)
		}
	}
	against := &casework.State{Stage: casework.StageScreen, Post: desk.ID, Facts: map[string]string{casework.FactAgainstPost: desk.ID}}
	require.False(t, offered(casework.Forward, desk, against), "never the post complained of (R073)")
}

// A button stands where the case takes the act.
func TestAvailableForTheOffice(t *testing.T) {
	t.Parallel()
	running := func(name string) casework.Clock {
		return casework.Clock{Name: name, Round: 1, Status: casework.Running, Due: noon.Add(time.Hour), Outcome: casework.Breach}
	}
	round := running("monday_list")
	round.Outcome = casework.Recur
	for name, tt := range map[string]struct {
		kind  casework.Kind
		state casework.State
		want  []string
	}{
		"to be proposed": {casework.Document, casework.State{Stage: casework.StagePropose}, []string{casework.Propose, casework.Assign, casework.Convert}},
		"with the unit": {casework.Document, casework.State{Stage: casework.StageHandle}, []string{
			casework.Assign, casework.Return, casework.ConfirmReceipt, casework.Complete,
		}},
		"funds, by the register": {casework.Document, casework.State{Stage: casework.StageHandle, Facts: map[string]string{"involves": "funds"}, Clocks: []casework.Clock{running("handle")}}, []string{
			casework.Assign, casework.Return, casework.NoticeSpecial, casework.ConfirmReceipt, casework.Complete, casework.Merge,
		}},
		"without a name": {casework.Complaint, casework.State{Stage: casework.StageScreen, Facts: map[string]string{casework.FactAnonymous: "true"}}, []string{
			casework.Screen, casework.Convert,
		}},
		"a dispute decided": {casework.Complaint, casework.State{Stage: casework.StageHandle, Facts: map[string]string{"final": "true"}}, []string{
			casework.Forward, casework.Reply,
		}},
		"consent to be confirmed": {casework.Document, casework.State{Stage: casework.StageConsent}, []string{casework.ConfirmConsent}},
		"to be forwarded":         {casework.Complaint, casework.State{Stage: casework.StageScreen}, []string{casework.Screen, casework.Forward, casework.Convert}},
		"with the unit complained of": {casework.Complaint, casework.State{Stage: casework.StageHandle}, []string{
			casework.Forward, casework.Disclaim, casework.Reply,
		}},
		"replied": {casework.Complaint, casework.State{Stage: casework.StageConfirm}, []string{casework.Confirm, casework.Rate}},
		"a report owed": {casework.Complaint, casework.State{Stage: casework.StageConfirm, Clocks: []casework.Clock{running("self_report")}}, []string{
			casework.Confirm, casework.Rate, casework.SelfReport,
		}},
		"its origin to be confirmed": {casework.Supervision, casework.State{Stage: casework.StageIssue}, []string{casework.Propose}},
		"to be issued":               {casework.Supervision, casework.State{Stage: casework.StageIssue, Facts: map[string]string{kind.FactConfirmed: kind.Ordinary}}, []string{casework.Issue}},
		"followed up": {casework.Supervision, casework.State{Stage: casework.StageFollow}, []string{
			casework.AssignStep, casework.Report, casework.Recheck, casework.SpecialReport, casework.SignOff,
		}},
		"a co-unit's part runs": {casework.Supervision, casework.State{Stage: casework.StageFollow, Clocks: []casework.Clock{running("step:food-desk")}}, []string{
			casework.AssignStep, casework.CompleteStep, kind.DeclineStep, casework.Report, casework.Recheck, casework.SpecialReport, casework.SignOff,
		}},
		"returned late, to be consented to": {casework.Document, casework.State{Stage: casework.StageHandle, Facts: map[string]string{"late_return": "asked"}}, []string{
			casework.Assign, casework.DecideReturn, casework.ConfirmReceipt, casework.Complete,
		}},
		"signed off": {casework.Supervision, casework.State{Stage: casework.StageObject, Clocks: []casework.Clock{running("objection")}}, []string{casework.SpecialReport, casework.Object}},
		"objected to": {casework.Supervision, casework.State{Stage: casework.StageObject, Clocks: []casework.Clock{running("recheck")}}, []string{
			casework.SpecialReport, casework.DecideObjection,
		}},
		"a round of a duty": {casework.Duties, casework.State{Stage: casework.StageStanding, Clocks: []casework.Clock{round}}, []string{casework.FileDuty}},
		"points proposed":   {casework.Duties, casework.State{Stage: casework.StageStanding, Proposed: []casework.Proposed{{Clock: "self_check"}}}, []string{casework.DecidePoints}},
		"closed":            {casework.Document, casework.State{Stage: casework.StageClosed}, []string{casework.File}},
		"in its volume":     {casework.Document, casework.State{Stage: casework.StageClosed, Facts: map[string]string{"volume": "2026-03-10"}}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			always := []string{casework.Chase, casework.Withdraw, casework.Transfer, casework.Close, casework.Relay, casework.Disclose, casework.Link, casework.Advise, casework.Attach, casework.AskUrgent, casework.VoidCase}
			tt.state.Kind = tt.kind
			var got []string
			for _, form := range kind.Office().Of(tt.kind).Forms() {
				if kind.Office().Of(tt.kind).Offers(&tt.state, form.Command, noon) && !slices.Contains(always, form.Command) {
					got = append(got, form.Command)
				}
			}
			require.ElementsMatch(t, tt.want, got)
		})
	}
	twice := &casework.State{Clocks: []casework.Clock{round}, Proposed: []casework.Proposed{{Clock: "self_check", Round: 1}, {Clock: "self_check", Round: 2}}}
	require.Equal(t, []string{"self_check"}, clockChoices(casework.DecidePoints, twice, noon))
	require.Equal(t, []string{"monday_list"}, clockChoices(casework.FileDuty, &casework.State{Clocks: []casework.Clock{running("explain"), round}}, noon))
}

// What goes on in the demo office is taken in as its forms are filled in, by who may.
func TestTheDemoCasesAreTakenIn(t *testing.T) {
	t.Parallel()
	ref, err := reference.Load(kind.Office())
	require.NoError(t, err)
	office := demoOffice(t)
	for _, in := range ref.Cases {
		item := catalogued(t, in.Item)
		fields := map[string]string{}
		for name, value := range in.Fields {
			if value == reference.Now {
				value = noon.Format(time.RFC3339)
			}
			fields[name] = value
		}
		require.NoError(t, till.checkRegistration(item, office, core.Registration{Item: item.ID, Fields: fields}, noon), in.Item)
		require.True(t, slices.ContainsFunc(ref.Office.Persons, func(p casework.Person) bool { return p.ID == in.By }), in.By)
	}
}

// The public form of what is disclosed is that of a suggestion, and not of what a section reports;
// what he suggests is his to say, by which way it came the office's (R207).
func TestThePublicSuggests(t *testing.T) {
	t.Parallel()
	office := demoOffice(t)
	slices.Reverse(office.Items)
	item, err := PublicForm(kind.Office(), office, kind.Disclosure)
	require.NoError(t, err)
	require.Equal(t, "suggestion", item.ID)
	var names []string
	for _, f := range item.Fields {
		names = append(names, f.Name)
	}
	require.Equal(t, []string{"applicant", "phone", "anonymous", "about", "matter"}, names)
	for _, of := range []casework.Kind{casework.Complaint, kind.Petition} {
		item, err := PublicForm(kind.Office(), office, of)
		require.NoError(t, err)
		require.False(t, slices.ContainsFunc(item.Fields, func(f policy.FormField) bool { return f.Name == casework.FactMatter }), "the number of the first is the office's to say")
	}
	for name, tt := range map[string]struct {
		fields map[string]string
		want   []string
	}{
		"named":          {map[string]string{"matter": "中午没有人", "applicant": "孙小小", "phone": "0000-5550178"}, nil},
		"without a name": {map[string]string{"matter": "中午没有人", "anonymous": "true"}, nil},
		"neither":        {map[string]string{"matter": "中午没有人"}, []string{"fields.applicant R207", "fields.phone R207"}},
		"nothing said":   {map[string]string{"anonymous": "true"}, []string{"fields.matter R207"}},
	} {
		refused := core.Refusals(core.RefusalsOf(till.checkRegistration(item, office, core.Registration{Item: item.ID, Fields: tt.fields}, noon)))
		var got []string
		for _, r := range append(refused, checkNamed(tt.fields, kind.Office().Of(kind.Disclosure).Named)...) {
			got = append(got, r.Field+" "+r.Rule)
		}
		require.ElementsMatch(t, tt.want, got, name)
	}
}
