package e2e

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/client"

	"github.com/shixian/shixian/internal/casework"
)

// answeredWithin is how long an outside system waits to see its signal obeyed.
const answeredWithin = 20 * time.Second

// TestSignalDecidesExtension: an outside program moves the due date by a signal,
// once, however often it sends it.
func TestSignalDecidesExtension(t *testing.T) {
	t.Parallel()
	h := open(t)
	number, accepted := asked(h, 3)
	leader := h.as("leader_in_charge")
	text := leader.text(number, "同意，另有两项须补测")

	engine := h.dial()
	signal := casework.Signal{ID: "oa-4711", Actor: "leader_in_charge", Args: casework.Args{
		Clock: "handle", Approve: new(true), Days: 2, ReasonID: text,
	}}
	sendSignal(t, engine, number, casework.DecideExtension, signal)
	sendSignal(t, engine, number, casework.DecideExtension, signal)
	eventually(t, answeredWithin, "the due date moves", func() bool {
		return leader.clock(number, "handle").Due.UTC().Equal(dueOf(t, accepted, "12wd"))
	})
	sendSignal(t, engine, number, casework.DecideExtension, signal)
	// A last signal, refused, tells that those before it have been read.
	sendSignal(t, engine, number, casework.DecideExtension, casework.Signal{ID: "oa-4712", Actor: "handler", Args: signal.Args})
	awaitRefusals(t, leader, number, 1)

	rows := leader.timeline(number)
	require.Equal(t, 1, count(rows, named(casework.ExtensionApproved)))
	require.Equal(t, 1, count(rows, named(casework.ClockMoved)))
	for _, r := range rows {
		if r.Name == casework.ExtensionApproved {
			require.Equal(t, "leader_in_charge", r.Actor)
			require.Equal(t, "同意，另有两项须补测", r.Text)
		}
	}
}

// TestSignalsThatMayNot: each stands in the timeline as refused, with its reason,
// and moves nothing.
func TestSignalsThatMayNot(t *testing.T) {
	t.Parallel()
	h := open(t)
	leader := h.as("leader_in_charge")
	pending, _ := asked(h, 3)
	quiet := h.as("clerk").register(foodPermit())
	h.as("handler").do(quiet, casework.Accept, args{})
	longAgo := time.Now().Add(-9 * time.Minute) // every clock has run out by now
	late := practice()
	late.Received = &longAgo
	expired := h.as("clerk").register(late)
	eventually(t, answeredWithin, "the practice promise is broken", func() bool {
		return count(leader.timeline(expired), named(casework.ClockBreached)) > 0
	})
	yes := func(days int) casework.Args { return casework.Args{Clock: "handle", Approve: new(true), Days: days} }
	for _, c := range []struct {
		name, number, command, actor string
		args                         casework.Args
		code                         casework.Code
	}{
		{"a handler decides", pending, casework.DecideExtension, "handler", yes(2), casework.Forbidden},
		{"nobody we know", pending, casework.DecideExtension, "nobody", yes(2), casework.Forbidden},
		{"more than was asked for", pending, casework.DecideExtension, "leader_in_charge", yes(4), casework.MoreThanAsked},
		{"asked over the cap", quiet, casework.RequestExtension, "handler", casework.Args{Clock: "handle", Days: 50}, casework.OverCap},
		{"nothing was asked", quiet, casework.DecideExtension, "leader_in_charge", yes(1), casework.NoExtension},
		{"asked after expiry", expired, casework.RequestExtension, "handler", casework.Args{Clock: "handle", Days: 5}, casework.AfterExpiry},
		{"decided after expiry", expired, casework.DecideExtension, "leader_in_charge", yes(5), casework.AfterExpiry},
	} {
		t.Run(c.name, func(t *testing.T) {
			before, ledger := refusals(leader, c.number), leader.ledger(c.number)
			due := leader.clock(c.number, "handle").Due
			if c.actor != "nobody" {
				c.args.ReasonID = h.as(c.actor).text(c.number, "见办理笺")
			}
			sendSignal(t, h.dial(), c.number, c.command, casework.Signal{ID: c.name, Actor: c.actor, Args: c.args})
			rows := awaitRefusals(t, leader, c.number, len(before)+1)
			last := rows[len(rows)-1]
			require.Equal(t, string(c.code), last.Detail["code"])
			require.Equal(t, c.command, last.Detail["command"])
			require.Equal(t, c.actor, last.Actor)
			require.Equal(t, "signal", last.Detail["door"])
			require.Equal(t, due, leader.clock(c.number, "handle").Due)
			require.Equal(t, ledger, leader.ledger(c.number))
		})
	}
}

// text keeps words for a signal to name.
func (p *person) text(number, words string) string {
	p.t.Helper()
	got := p.send(http.MethodPost, "/texts", args{"number": number, "text": words}, "")
	require.Equal(p.t, http.StatusCreated, got.status, "%s", got.body)
	return decode[struct{ ID string }](p.t, got).ID
}

// asked is a permit whose handler waits for more days, and when it was accepted.
func asked(h *house, days int) (number string, accepted time.Time) {
	h.t.Helper()
	handler := h.as("handler")
	number = h.as("clerk").register(foodPermit())
	accepted = handler.do(number, casework.Accept, args{}).At
	handler.do(number, casework.RequestExtension, args{"clock": "handle", "days": days, "reason": "检测机构排期"})
	return number, accepted
}

func sendSignal(t *testing.T, engine client.Client, number, name string, s casework.Signal) {
	t.Helper()
	require.NoError(t, engine.SignalWorkflow(t.Context(), number, "", name, s))
}

func refusals(p *person, number string) (out []casework.TimelineRow) {
	for _, r := range p.timeline(number) {
		if r.Name == casework.CommandRefused {
			out = append(out, r)
		}
	}
	return out
}

func awaitRefusals(t *testing.T, p *person, number string, n int) (rows []casework.TimelineRow) {
	t.Helper()
	eventually(t, answeredWithin, "the refusal stands in the timeline", func() bool {
		rows = refusals(p, number)
		return len(rows) >= n
	})
	require.Len(t, rows, n)
	return rows
}

// named keeps rows of one event.
func named(name casework.EventName) func(casework.TimelineRow) bool {
	return func(r casework.TimelineRow) bool { return r.Name == name }
}
