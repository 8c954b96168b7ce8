package worker_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
)

// deed is one act of a person.
type deed struct {
	by, command string
	args        map[string]any
}

// lives registers a case of an item and lets persons act on it, each through what
// the counter offers him, and answers with the case as it stands then.
func (h *house) lives(by, item string, fields map[string]string, deeds ...deed) casework.CaseView {
	h.Helper()
	got, err := h.Register(h.Context(), h.person(by), core.Registration{Item: item, Fields: fields}, "register-"+item)
	require.NoError(h, err)
	h.settled(time.Minute, "registered", func() bool {
		view, err := h.store.Case(h.Context(), got.Number)
		return err == nil && view.Revision > 0
	})
	for i, d := range deeds {
		who := h.person(d.by)
		view, err := h.Case(h.Context(), who, got.Number)
		require.NoError(h, err, d.command)
		forms, err := h.Actions(h.Context(), who, view)
		require.NoError(h, err)
		var offered []string
		for _, f := range forms {
			offered = append(offered, f.Command)
		}
		require.Contains(h, offered, d.command, "%s of %s at %s", d.by, got.Number, view.Stage)
		answer, err := h.Do(h.Context(), who, got.Number, d.command, d.args, fmt.Sprint(item, "-", i))
		require.NoError(h, err, d.command)
		h.settled(time.Minute, d.command, func() bool {
			v, err := h.store.VerdictOf(h.Context(), answer.ID)
			return err == nil && v != nil && v.Accepted
		})
	}
	view, err := h.store.Case(h.Context(), got.Number)
	require.NoError(h, err)
	view.Clocks, err = h.store.Clocks(h.Context(), got.Number)
	require.NoError(h, err)
	return view
}

// says is a text every command of the office takes.
func says(more ...any) map[string]any {
	out := map[string]any{"reason": "见办理笺"}
	for i := 0; i < len(more); i += 2 {
		out[more[i].(string)] = more[i+1]
	}
	return out
}

// TestTheOfficeDoesItsWork brings a document, a supervision item and the standing
// duties through their acts on real servers.
// Houses share one engine and its queue, so none of them runs beside another.
func TestTheOfficeDoesItsWork(t *testing.T) {
	h := openHouse(t)
	stop := h.start()
	defer stop()

	letter := h.lives("general_office", "incoming-document", map[string]string{"sender": "市审改办", "title": "关于报送材料的函", "urgent": "true"},
		deed{"general_office", casework.Propose, says()},
		deed{"leader_in_charge", casework.Instruct, says()},
		deed{"general_office", casework.Assign, says("post", "road-desk", "limit", "7wd")},
		deed{"backup", casework.ConfirmReceipt, nil},
		deed{"backup", casework.RequestExtension, says("clock", "handle", "days", 2)},
		deed{"general_office", casework.DecideExtension, says("clock", "handle", "approve", true)},
		deed{"backup", casework.Complete, says()})
	require.Equal(t, "completed", letter.Result)
	require.Equal(t, "permits", letter.Unit, "with the section of the post it was given to")
	require.Equal(t, "road-desk", letter.Post)
	handle := clockOf(t, letter, "handle")
	require.Equal(t, "7wd", handle.Limit)
	require.Equal(t, 2, handle.Granted)
	require.Equal(t, casework.Met, handle.Status)

	item := h.lives("general_office", "supervision-item", map[string]string{"source": "局务会", "matter": "窗口延时服务", "origin": "department", "government": "true"},
		deed{"supervision_office", casework.Propose, says("category", "department", "basis", "批示件")},
		deed{"general_office", casework.Issue, says("post", "food-desk")},
		deed{"handler", casework.ConfirmReceipt, nil},
		deed{"handler", casework.Report, says()},
		deed{"handler", casework.Reply, says()},
		deed{"supervision_office", casework.Recheck, says("outcome", "done")},
		deed{"supervision_office", casework.SignOff, says()},
		deed{"handler", casework.ConfirmReceipt, nil},
		deed{"handler", casework.Object, says()},
		deed{"principal_leader", casework.DecideObjection, says("approve", false)})
	require.Equal(t, "signed_off", item.Result)
	require.Equal(t, casework.Dropped, clockOf(t, item, "follow_up").Status)

	duties := h.lives("supervision_office", "standing-duties", nil,
		deed{"supervision_office", casework.FileDuty, says("clock", "monday_list")})
	require.Equal(t, casework.StageStanding, duties.Stage)
	require.GreaterOrEqual(t, len(duties.Clocks), 5)

	_, err := h.Do(t.Context(), h.person("handler"), letter.Number, casework.Propose, says(), "not-his")
	require.Equal(t, casework.Forbidden, casework.CodeOf(err))
}

func clockOf(t *testing.T, view casework.CaseView, name string) casework.ClockView {
	t.Helper()
	for _, c := range view.Clocks {
		if c.Name == name {
			return c
		}
	}
	t.Fatalf("%s has no clock %s", view.Number, name)
	return casework.ClockView{}
}
