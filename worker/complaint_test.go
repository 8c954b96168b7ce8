package worker_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/cases"
	"github.com/shixian/shixian/internal/counter/core"
)

// Marks nobody else would write; every one of them could betray who complained.
const (
	complainant = "标记甲：投诉人赵某某"
	telephone   = "0000-7391846"
	telling     = "标记乙：五月三日下午我去窗口时"
	innerNote   = "标记丙：效能办内部说明"
	passedOn    = "转达：请说明未一次性告知的原因"
)

// TestTheComplainantIsSealed lets a complaint live through its acts on real servers
// and reads it as everybody who may know of it: only the efficiency office finds
// who complained, and the unit reads no more than what was passed on to it (R082).
// Houses share one engine and its queue, so none of them runs beside another.
func TestTheComplainantIsSealed(t *testing.T) {
	h := openHouse(t)
	stop := h.start()
	defer stop()
	number := h.complaint()

	efficiency := h.person("efficiency_office")
	fields, err := h.Fields(t.Context(), efficiency, number)
	require.NoError(t, err)
	require.Equal(t, complainant, fields["applicant"], "kept, and read by who may")
	require.Equal(t, telling, fields["statement"])
	require.NotContains(t, fields, "channel", "a fact is not sealed")
	seen := h.everything(efficiency, number)
	require.Contains(t, seen, innerNote)

	for _, id := range []string{"handler", "backup", "section_head", "leader_in_charge", "principal_leader", "auditor", "clerk"} {
		p := h.person(id)
		_, err := h.Fields(t.Context(), p, number)
		require.Equal(t, casework.Forbidden, casework.CodeOf(err), id)
		seen := h.everything(p, number)
		for _, mark := range []string{complainant, telephone, telling, innerNote} {
			require.NotContains(t, seen, mark, id)
		}
		told := id == "handler" || id == "section_head"
		require.Equal(t, told, strings.Contains(seen, passedOn), "%s reads what was passed on to the unit", id)
	}
	_, err = h.Case(t.Context(), h.person("admin"), number)
	require.Equal(t, casework.NotFound, casework.CodeOf(err)) // as good as none (R082)
}

// complaint registers one at the window and brings it to its reply.
func (h *house) complaint() string {
	h.Helper()
	clerk, efficiency, handler := h.person("clerk"), h.person("efficiency_office"), h.person("handler")
	got, err := h.Register(h.Context(), clerk, core.Registration{Item: "efficiency-complaint", Fields: map[string]string{
		"applicant": complainant, "phone": telephone, "address": telling, "statement": telling, "against_unit": "permits", "against": "行政许可科", "channel": "visit",
	}}, "complain")
	require.NoError(h, err)
	h.settled(time.Minute, "registered", func() bool {
		view, err := h.store.Case(h.Context(), got.Number)
		return err == nil && view.Revision > 0
	})
	for i, act := range []struct {
		by      casework.Principal
		command string
		args    map[string]any
	}{
		{efficiency, casework.Screen, map[string]any{"outcome": "complaint", "category": "no_notice", "reason": innerNote}},
		{efficiency, casework.Forward, map[string]any{"post": "food-desk", "reason": innerNote}},
		{efficiency, casework.Relay, map[string]any{"reason": passedOn}},
		{handler, casework.RequestExtension, map[string]any{"clock": "handle", "days": 2, "reason": "需要调查"}},
		{efficiency, casework.DecideExtension, map[string]any{"clock": "handle", "approve": true, "reason": innerNote}},
		{handler, casework.Reply, map[string]any{"outcome": "unproven", "reason": "经查不属实"}},
		{efficiency, casework.Confirm, map[string]any{"approve": true, "reason": innerNote}},
	} {
		answer, err := h.Do(h.Context(), act.by, got.Number, act.command, act.args, fmt.Sprint("act", i))
		require.NoError(h, err, act.command)
		h.settled(time.Minute, act.command, func() bool {
			v, err := h.store.VerdictOf(h.Context(), answer.ID)
			return err == nil && v != nil && v.Accepted
		})
	}
	view, err := h.store.Case(h.Context(), got.Number)
	require.NoError(h, err)
	require.Equal(h, "permits", view.Unit, "given with its section")
	return got.Number
}

// everything is whatever the counter shows a person of a case, as JSON.
func (h *house) everything(p casework.Principal, number string) string {
	h.Helper()
	var seen []any
	keep := func(v any, err error) {
		h.Helper()
		require.NoError(h, err, p.Person)
		seen = append(seen, v)
	}
	view, err := h.Case(h.Context(), p, number)
	keep(view, err)
	rows, err := h.Timeline(h.Context(), p, number)
	keep(rows, err)
	ledger, err := h.Ledger(h.Context(), p, number)
	keep(ledger, err)
	mail, err := h.Inbox(h.Context(), p, core.InboxFilter{})
	keep(mail, err)
	list, err := h.Cases(h.Context(), p, cases.CasesFilter{Kind: casework.Complaint})
	keep(list, err)
	desk, err := h.Desk(h.Context(), p, cases.DeskFilter{})
	keep(desk, err)
	actions, err := h.Actions(h.Context(), p, view)
	keep(actions, err)
	for _, row := range rows {
		if row.TextID == "" {
			continue
		}
		if text, err := h.Text(h.Context(), p, number, row.TextID); err == nil {
			seen = append(seen, text)
		} else {
			require.Equal(h, casework.Forbidden, casework.CodeOf(err), p.Person)
		}
	}
	raw, err := json.Marshal(seen)
	require.NoError(h, err)
	return string(raw)
}
