package simulate_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/reference"
	"github.com/shixian/shixian/internal/simulate"
)

// chose is the book of an office that answers a choice in the newest version of a policy.
func chose(t *testing.T, ref reference.Reference, id, key, value string) *policy.Book {
	t.Helper()
	book, err := ref.Book()
	require.NoError(t, err)
	var newest policy.Policy
	for _, p := range ref.Policies {
		if p.ID == id && p.Version > newest.Version {
			newest = p
		}
	}
	newest.Version++
	newest.Choices = map[string]string{key: value}
	book, err = book.With(newest)
	require.NoError(t, err)
	return book
}

// livedBy plays a case by a book and says which events of it came.
func livedBy(t *testing.T, book *policy.Book, in simulate.Input, script string, events ...casework.EventName) (out string) {
	t.Helper()
	zone := time.FixedZone("CST", 8*3600)
	in.Received, in.Until = time.Date(2026, 3, 2, 9, 0, 0, 0, zone), time.Date(2026, 7, 31, 0, 0, 0, 0, zone)
	for line := range strings.Lines(script) {
		var act simulate.Act
		require.NoError(t, json.Unmarshal([]byte(line), &act))
		in.Acts = append(in.Acts, act)
	}
	lines, err := simulate.Run(book, in)
	require.NoError(t, err)
	for _, l := range lines {
		for _, e := range events {
			if l.Event == e {
				out += fmt.Sprintln(l.At, l.Event, l.Clock, l.Detail["code"])
			}
		}
	}
	require.NotEmpty(t, out)
	return out
}

// settings say what an office's answer leads to, choice by choice.
var settings = map[string]func(t *testing.T, ref reference.Reference, value string) string{
	// A promise of twenty working days, where the statute has twenty (R037).
	policy.Promise: func(t *testing.T, ref reference.Reference, value string) string {
		item := ref.Items[0]
		item.Promised = item.Statutory
		p := policy.Policy{ID: item.Policy, Version: 9, Kind: casework.Service, Class: item.Class, Choices: map[string]string{policy.Promise: value}}
		return fmt.Sprint(policy.CheckItem(kind.Office(), item, []policy.Policy{p}, ref.Presets))
	},
	// Accepted on 3-03 and never decided (R084).
	"petition-handle": func(t *testing.T, ref reference.Reference, value string) string {
		book := chose(t, ref, "petition", "petition-handle", value)
		plan, err := book.Plan(casework.PlanRequest{Kind: kind.Petition, Clocks: []casework.PlanClock{{Name: "handle", Start: time.Date(2026, 3, 3, 1, 0, 0, 0, time.UTC)}}})
		require.NoError(t, err)
		return plan.Clocks[0].Clock.Date
	},
	// Forty working days more (R085).
	"petition-extension": func(t *testing.T, ref reference.Reference, value string) string {
		book := chose(t, ref, "petition", "petition-extension", value)
		plan, err := book.Plan(casework.PlanRequest{Kind: kind.Petition, Clocks: []casework.PlanClock{{Name: "handle", Start: time.Date(2026, 3, 3, 1, 0, 0, 0, time.UTC), Granted: 23}}})
		require.NoError(t, err)
		return string(plan.Clocks[0].Refused)
	},
	// Twenty-five minutes away (R153, R182), and on a post nobody covers (R188).
	policy.OffPost: func(_ *testing.T, ref reference.Reference, value string) string {
		return fmt.Sprint(25*time.Minute > ref.Leave.Least(map[string]string{policy.OffPost: value}, true))
	},
	policy.OffPostGap: func(t *testing.T, ref reference.Reference, value string) string {
		choices := map[string]string{policy.OffPostGap: value}
		require.Equal(t, 30*time.Minute, ref.Leave.Least(choices, true), "covered, it is none")
		return fmt.Sprint(25*time.Minute > ref.Leave.Least(choices, false))
	},
	// The second complaint of the month (R080).
	casework.RepeatedComplaints: func(t *testing.T, ref reference.Reference, value string) string {
		book := chose(t, ref, "complaint", casework.RepeatedComplaints, value)
		several, err := book.Choice("complaint@3", casework.RepeatedComplaints)
		require.NoError(t, err)
		return several
	},
	// A notice that the matter is about funds, on a request that silence may consent to.
	policy.DeemedConsent: func(t *testing.T, ref reference.Reference, value string) string {
		in := simulate.Input{Kind: casework.Document, Item: "request-from-below", Facts: map[string]string{"request": "true", "involves": "funds"}}
		return livedBy(t, chose(t, ref, "document", policy.DeemedConsent, value), in, `{"at":"2026-03-02T10:00","command":"assign","by":"general_office","args":{"post":"road-desk"}}
			{"at":"2026-03-10T10:00","command":"special-notice","args":{"category":"funds","received":"2026-03-10T09:00","means":"exchange","proof":"f1"}}`, casework.ConsentCondition, casework.SpecialNotice)
	},
	// Three days granted, and two more asked for: five in all (R070).
	policy.ComplaintExtension: func(t *testing.T, ref reference.Reference, value string) string {
		return livedBy(t, chose(t, ref, "complaint", policy.ComplaintExtension, value), simulate.Input{Kind: casework.Complaint}, `{"at":"2026-03-04T10:00","command":"request-extension","args":{"clock":"handle","days":3}}
			{"at":"2026-03-05T10:00","command":"decide-extension","by":"efficiency_office","args":{"clock":"handle","approve":true}}
			{"at":"2026-03-06T10:00","command":"request-extension","args":{"clock":"handle","days":2}}`, casework.ExtensionRequested, casework.CommandRefused)
	},
	// Answered on the spot: whether that ends it, or he is called back (R234).
	"first-contact": func(t *testing.T, ref reference.Reference, value string) string {
		return livedBy(t, chose(t, ref, "contact", "first-contact", value), simulate.Input{Kind: kind.Contact, Item: "first-contact"}, `{"at":"2026-03-02T10:00","command":"reply"}`, casework.ClockStarted, casework.CaseClosed)
	},
	// Half a day away, which needs a notice (R164).
	policy.Handover: func(t *testing.T, ref reference.Reference, value string) string {
		choices := map[string]string{policy.Handover: value}
		require.True(t, ref.Leave.HandsOver(choices, policy.Length{Days: 1}), "a day always is")
		return fmt.Sprint(ref.Leave.HandsOver(choices, policy.Length{Days: 0.5}))
	},
	// Half an hour, half a day, a day and a week of a member of staff, on leave and on an
	// outing (R154, R176, R184, R189, R194, R195).
	"leave": func(t *testing.T, ref reference.Reference, value string) (out string) {
		for _, l := range []policy.Length{{Seconds: 2400, Days: 0.1}, {Seconds: 3 * 3600, Days: 0.4}, {Seconds: 7 * 3600, Days: 1}, {Seconds: 40 * 3600, Days: 5}} {
			for _, form := range []string{"leave", policy.FormOuting} {
				roles, rule, err := ref.Leave.Signers(value, policy.RankStaff, form, l)
				require.NoError(t, err)
				out += fmt.Sprint(roles, rule, ", ")
			}
		}
		return out
	},
}

// TestEveryChoiceIsRead: what an office may choose changes what happens; a setting that
// nothing reads is none.
func TestEveryChoiceIsRead(t *testing.T) {
	t.Parallel()
	ref, err := reference.Load(kind.Office())
	require.NoError(t, err)
	for _, c := range ref.Presets.Choices {
		t.Run(c.Key, func(t *testing.T) {
			t.Parallel()
			leads, known := settings[c.Key]
			require.True(t, known, "nothing tells what it leads to")
			to := map[string]string{}
			for _, o := range c.Options {
				got := leads(t, ref, o.Value)
				require.Empty(t, to[got], "%s and %s lead to the same: %s", to[got], o.Value, strings.TrimSpace(got))
				to[got] = o.Value
			}
		})
	}
	require.Len(t, settings, len(ref.Presets.Choices))
}
