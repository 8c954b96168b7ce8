package cases

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/kind"
)

var noon = time.Date(2026, 10, 13, 12, 0, 0, 0, core.Zone)

// clock is a running, pausable, extendable clock due tomorrow.
func clock(status casework.ClockStatus) casework.Clock {
	return casework.Clock{
		Name: "handle", Round: 1, Status: status, Due: noon.Add(24 * time.Hour), Pausable: true,
		Deciders: []casework.Role{casework.LeaderInCharge},
	}
}

func TestAvailable(t *testing.T) {
	t.Parallel()
	always := []string{casework.Transfer, casework.Chase, casework.Withdraw, casework.Correct, casework.Close, casework.Link, casework.Attach, casework.Serve, kind.ChangeService}
	handling := append([]string{casework.Complete, casework.Deny, kind.NameLead, kind.Consult}, always...)
	asked := &casework.Extension{Clock: "handle", Round: 1, Days: 2}
	past := clock(casework.Running)
	past.Due = noon
	owed := casework.Clock{Name: "explain", Round: 1, Status: casework.Running, Due: noon.Add(time.Hour)}
	for name, tt := range map[string]struct {
		state casework.State
		want  []string
	}{
		"intake": {
			casework.State{Stage: casework.StageIntake, Clocks: []casework.Clock{{Name: "intake", Status: casework.Running, Due: noon.Add(time.Hour)}}},
			append([]string{casework.OneTimeNotice, casework.Accept, kind.MendOnTheSpot, kind.TurnAway, casework.Decline, kind.Consult}, always...),
		},
		"supplement": {
			casework.State{Stage: casework.StageSupplement},
			append([]string{casework.Supplement, kind.MendOnTheSpot, kind.TurnAway, casework.Decline}, always...),
		},
		"handling": {
			casework.State{Stage: casework.StageHandle, Clocks: []casework.Clock{clock(casework.Running)}},
			append([]string{casework.Pause, casework.RequestExtension}, handling...),
		},
		"paused": {
			casework.State{Stage: casework.StageHandle, Clocks: []casework.Clock{clock(casework.Paused)}, Pause: &casework.PauseState{}},
			append([]string{casework.Resume}, handling...),
		},
		"extension asked for": {
			casework.State{Stage: casework.StageHandle, Clocks: []casework.Clock{clock(casework.Running)}, Extension: asked},
			append([]string{casework.Pause, casework.DecideExtension, casework.WithdrawExtension}, handling...),
		},
		"at the due instant nothing is paused or extended": {
			casework.State{Stage: casework.StageHandle, Clocks: []casework.Clock{past}}, handling,
		},
		"breached": {
			casework.State{Stage: casework.StageHandle, Clocks: []casework.Clock{clock(casework.Breached), owed}},
			append([]string{casework.Explain}, handling...),
		},
		"one clock breached stops no other": {
			casework.State{Stage: casework.StageHandle, Clocks: []casework.Clock{clock(casework.Breached), clock(casework.Running)}},
			append([]string{casework.RequestExtension}, handling...),
		},
		"delivery": {
			casework.State{Stage: casework.StageDeliver}, append([]string{casework.Deliver, casework.Rate}, always...),
		},
		"closed":                          {casework.State{Stage: casework.StageClosed}, []string{casework.Reopen, casework.Correct, casework.Serve, kind.ChangeService}},
		"closed with an explanation owed": {casework.State{Stage: casework.StageClosed, Clocks: []casework.Clock{owed}}, []string{casework.Reopen, casework.Correct, casework.Explain, casework.Serve, kind.ChangeService}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var got []string
			for _, form := range kind.Office().Of(casework.Service).Forms() {
				if kind.Office().Of(casework.Service).Offers(&tt.state, form.Command, noon) && form.Command != casework.AskUrgent && form.Command != casework.VoidCase { // of any open case, and of one untouched
					got = append(got, form.Command)
				}
			}
			require.ElementsMatch(t, tt.want, got)
		})
	}
}

func TestChoicesAreThoseOfTheCase(t *testing.T) {
	t.Parallel()
	office := &core.Office{Posts: []casework.Post{
		{ID: "a", Role: casework.Handler}, {ID: "b", Role: casework.Handler}, {ID: "c", Role: casework.Clerk},
	}}
	office.Items = append(office.Items, permitItem())
	state := &casework.State{
		Item: "permit", Post: "a", Clocks: []casework.Clock{clock(casework.Running), {Name: "statutory", Status: casework.Running, Due: noon.Add(time.Hour)}},
	}
	for command, want := range map[string]map[string][]string{
		casework.RequestExtension: {"clock": {"handle"}},
		casework.Transfer:         {"post": {"b"}},
		casework.OneTimeNotice:    {"materials": {"form"}, "defective": {"form"}, "means": {"oral", "written"}},
		casework.Pause:            {"category": casework.PermitPauses},
	} {
		form, ok := kind.Office().Form(casework.Service, command)
		require.True(t, ok)
		got := map[string][]string{}
		for _, f := range narrowed(form, state, office, noon, func(string) bool { return true }).Fields {
			if f.Choices != nil {
				got[f.Name] = f.Choices
			}
		}
		require.Equal(t, want, got, command)
	}
	shared, _ := kind.Office().Form(casework.Service, casework.Pause)
	require.Equal(t, casework.PauseCategories, shared.Fields[0].Choices, "the table itself must not change")
}

// TestNoChoiceIsOfAnotherForm: a permit narrows what its clock is stopped for, and no other question
// that happens to bear the same name; whatever a case leaves of a list was on it.
func TestNoChoiceIsOfAnotherForm(t *testing.T) {
	t.Parallel()
	office := &core.Office{}
	office.Items = append(office.Items, permitItem())
	state := &casework.State{Item: "permit", Clocks: []casework.Clock{clock(casework.Running)}, Extension: &casework.Extension{Clock: "handle"}, Second: &casework.Second{}}
	asked := 0
	for _, declared := range kind.Office().All() {
		for _, form := range declared.Forms() {
			listed := map[string][]string{}
			for _, f := range form.Fields {
				if f.Type == casework.FieldChoice || f.Type == casework.FieldChoices {
					listed[f.Name] = f.Choices
				}
			}
			for _, f := range narrowed(form, state, office, noon, func(string) bool { return true }).Fields {
				if f.Type != casework.FieldChoice && f.Type != casework.FieldChoices {
					continue
				}
				asked++
				of := fmt.Sprintf("%s %s: %s", declared.Kind, form.Command, f.Name)
				switch {
				case form.Command == casework.Pause && declared.Kind == casework.Service:
					require.Equal(t, casework.PermitPauses, f.Choices, of)
				case form.Command == casework.Pause: // of an item that is no permit
				case f.Name == "category" && form.Command != casework.AskReview:
					require.Equal(t, listed[f.Name], f.Choices, of)
				default:
					require.Subset(t, listed[f.Name], f.Choices, of)
				}
			}
		}
	}
	require.Greater(t, asked, 40)
}
