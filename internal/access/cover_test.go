package access_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

// short is somebody who covers a post for some hours, since nine in the morning.
func (o office) short(t *testing.T, person, post, absent string) casework.Principal {
	t.Helper()
	p := o.covering(t, person, post, absent)
	for i := range p.Holdings {
		if p.Holdings[i].Post == post {
			since := nine
			p.Holdings[i].Limited, p.Holdings[i].Since = true, &since
		}
	}
	return p
}

var nine = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

// A short cover answers, takes in and chases; what decides a matter waits for A or
// for the leader in charge (R166). A cover of a day or more has A's powers (R165).
func TestAShortCover(t *testing.T) {
	t.Parallel()
	o := demoOffice(t)
	tree := o.tree()
	consented := func(act, by string, at time.Time, granted bool) access.Subject {
		s := food
		s.Urgent = &casework.Urgent{Act: act, By: by, At: at, Granted: granted}
		return s
	}
	b, full := o.short(t, "backup", "food-desk", "handler"), o.covering(t, "backup", "food-desk", "handler")
	for name, tt := range map[string]struct {
		p      casework.Principal
		action string
		s      access.Subject
		code   casework.Code // "" = allowed
	}{
		"reads":                              {b, access.CaseView, food, ""},
		"opens what is sealed":               {b, access.CasePersonal, food, ""},
		"takes in":                           {b, casework.Accept, food, ""},
		"tells what is missing":              {b, casework.OneTimeNotice, food, ""},
		"asks for more time":                 {b, casework.RequestExtension, food, ""},
		"does not decide":                    {b, casework.Complete, food, casework.LimitedCover},
		"does not refuse":                    {b, casework.Deny, food, casework.LimitedCover},
		"does not stop the clock":            {b, casework.Pause, food, casework.LimitedCover},
		"does not hand it on":                {b, casework.Transfer, food, casework.LimitedCover},
		"asks the leader":                    {b, casework.AskUrgent, food, ""},
		"and may, once he consents":          {b, casework.Complete, consented(casework.Complete, "backup", nine.Add(time.Hour), true), ""},
		"not before":                         {b, casework.Complete, consented(casework.Complete, "backup", nine.Add(time.Hour), false), casework.LimitedCover},
		"not another act":                    {b, casework.Deny, consented(casework.Complete, "backup", nine.Add(time.Hour), true), casework.LimitedCover},
		"not by another's consent":           {b, casework.Complete, consented(casework.Complete, "inspector", nine.Add(time.Hour), true), casework.LimitedCover},
		"not by a consent of an older cover": {b, casework.Complete, consented(casework.Complete, "backup", nine.Add(-time.Hour), true), casework.LimitedCover},
		"a full cover decides":               {full, casework.Complete, food, ""},
		"and asks nobody":                    {full, casework.AskUrgent, food, casework.Forbidden},
		"nor does A":                         {o.sign(t, "handler"), casework.AskUrgent, food, casework.Forbidden},
		"a head's short cover grants leave":  {o.short(t, "backup", "permits-head", "section_head"), casework.Approve, access.Subject{Kind: casework.Absence, Unit: "permits", Concerned: "handler"}, ""},
		"the leader consents":                {o.sign(t, "leader_in_charge"), casework.DecideUrgent, food, ""},
		"his cover does not":                 {o.covering(t, "section_head", "approval-leader", "leader_in_charge"), casework.DecideUrgent, food, casework.Forbidden},
		"nor does the one who asks":          {b, casework.DecideUrgent, food, casework.Forbidden},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := table.Decide(tt.p, tt.action, tt.s, tree)
			require.Equal(t, tt.code, casework.CodeOf(err), "%v", err)
		})
	}
}

// What is not for every day can be asked for, and nothing else can: the two halves
// of R166 fit.
func TestWhatAShortCoverAsksFor(t *testing.T) {
	t.Parallel()
	asks := map[casework.Kind]bool{}
	for _, row := range table.Rows() {
		if row.Action == casework.AskUrgent {
			asks[row.Kind] = true
		}
	}
	for _, row := range table.Rows() {
		if !asks[row.Kind] || !slices.Contains(kind.Office().Commands(), row.Action) || row.Signature {
			continue
		}
		ask, _ := kind.Office().Form(row.Kind, casework.AskUrgent)
		require.Equal(t, !row.Daily(), slices.Contains(ask.Fields[0].Choices, row.Action), "%s of kind %s", row.Action, row.Kind)
	}
}
