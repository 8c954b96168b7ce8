package counter_test

import (
	"encoding/json"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/cases"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/countertest"
	"github.com/shixian/shixian/internal/counter/papers"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/policy"
)

func jsonHolds(t *testing.T, raw json.RawMessage, name string) bool {
	t.Helper()
	var state casework.State
	require.NoError(t, json.Unmarshal(raw, &state))
	return state.Facts[name] != ""
}

// A signal is held against what a form is held against: who took part in a final
// decision (R072), who is complained of (R073), whom it may be disclosed to (R082),
// which matter is under way (R075).
func TestASignalGoesRoundNothing(t *testing.T) {
	t.Parallel()
	yes, consent := true, time.Date(2026, 9, 1, 9, 0, 0, 0, time.UTC)
	for name, tt := range map[string]struct {
		facts   map[string]string
		command string
		args    casework.Args
		code    casework.Code
		rule    string
	}{
		"decided finally by nobody":      {nil, casework.Forward, casework.Args{Post: "other-1", Approve: &yes}, casework.Invalid, "R072"},
		"decided finally, by whom":       {nil, casework.Forward, casework.Args{Post: "other-1", Approve: &yes, BasisID: "t1"}, "", ""},
		"given on, not finally":          {nil, casework.Forward, casework.Args{Post: "other-1"}, "", ""},
		"given to whom it is about":      {map[string]string{"against_person": countertest.Handler}, casework.Forward, casework.Args{Post: "permit-1"}, casework.OwnCase, "R073"},
		"disclosed to whom it is about":  {map[string]string{"against_post": "head"}, casework.Disclose, casework.Args{Person: countertest.Head, Approve: &yes, Received: consent}, casework.OwnCase, "R082"},
		"disclosed to a stranger to it":  {nil, casework.Disclose, casework.Args{Person: countertest.Stranger, Approve: &yes, Received: consent}, casework.NotCompetent, "R082"},
		"the same matter, under way":     {nil, casework.Screen, casework.Args{Outcome: "complaint", Case: "TS2026-000003"}, casework.MatterUnderWay, "R075"},
		"a refusal, with the matter":     {nil, casework.Screen, casework.Args{Outcome: "not_taken", Case: "TS2026-000003"}, "", ""},
		"the outcome, told by a person":  {nil, casework.Accounted, casework.Args{Outcome: "no_fault"}, casework.UnknownCommand, ""},
		"a post that nobody has here at": {nil, casework.Forward, casework.Args{Post: "nowhere"}, casework.Invalid, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := setup(t)
			b.complaint(tt.facts)
			b.store.Put(casework.State{Number: "TS2026-000003", Kind: casework.Complaint, Unit: "permits", Post: "permit-1", Run: 1, Stage: casework.StageHandle})
			b.store.Texts["t1"] = "说明"
			tt.args.ReasonID = "t1"
			got, err := b.Authorize(t.Context(), casework.AuthorizeRequest{
				Number: complained, Command: tt.command, Actor: countertest.Efficiency, To: tt.args.Post, Case: tt.args.Case, Args: tt.args,
			})
			require.NoError(t, err)
			require.Equal(t, tt.code, got.Code)
			require.Equal(t, tt.rule, got.Rule)
			require.Equal(t, tt.code == "", got.Allowed)
		})
	}
}

// Lots are drawn for no unit that nobody knows (R113), and nobody goes who is no inspector
// (R114), however he is named.
func TestASignalDrawsNobodyUnknown(t *testing.T) {
	t.Parallel()
	yes, digest := true, strings.Repeat("a", 64)
	for name, tt := range map[string]struct {
		command string
		args    casework.Args
		code    casework.Code
		rule    string
	}{
		"lots for nobody":      {kind.CommitDraw, casework.Args{Units: []string{"permits", "nowhere"}, Members: 1, Digest: digest}, casework.Invalid, "R113"},
		"lots":                 {kind.CommitDraw, casework.Args{Units: []string{"permits", "other"}, Members: 1, Digest: digest}, "", ""},
		"a group of a handler": {kind.SendGroup, casework.Args{Units: []string{"other"}, Person: countertest.Handler, Outcome: "stakeout", Approve: &yes}, casework.NotCompetent, "R114"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := setup(t)
			b.store.Put(casework.State{Number: "MC2026-000001", Kind: kind.Inspection, Unit: "bureau", Post: "efficiency", Run: 1, Stage: kind.StagePlan})
			got, err := b.Authorize(t.Context(), casework.AuthorizeRequest{Number: "MC2026-000001", Command: tt.command, Actor: countertest.Efficiency, Args: tt.args})
			require.NoError(t, err)
			require.Equal(t, tt.code, got.Code)
			require.Equal(t, tt.rule, got.Rule)
			require.Equal(t, tt.code == "", got.Allowed)
		})
	}
}

// Answered and waiting for who answers for it, an earlier complaint is no bar to
// another on the matter (R075).
func TestAMatterThatIsAnsweredIsNotUnderWay(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.complaint(map[string]string{"matter": "TS2026-000003"})
	b.store.Put(casework.State{Number: "TS2026-000003", Kind: casework.Complaint, Unit: "permits", Post: "permit-1", Run: 1, Stage: casework.StageAccount})
	_, err := b.Do(t.Context(), efficiency(), complained, casework.Screen, map[string]any{"outcome": "complaint", "category": "other", "reason": "x"}, "k")
	require.NoError(t, err)
}

// What becomes a complaint is about a unit at least, and about nobody the office has
// not got; where nobody may judge it, it does not become one (R065, R073).
func TestWhomALetterComplainsOf(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		raw   map[string]any
		by    func(*core.Office)
		code  casework.Code
		field string
		args  casework.Args
	}{
		"nobody":               {map[string]any{}, nil, casework.Invalid, "unit", casework.Args{}},
		"a unit there is not":  {map[string]any{"unit": "nowhere"}, nil, casework.Invalid, "unit", casework.Args{}},
		"somebody who is gone": {map[string]any{"unit": "permits", "person": countertest.Gone}, nil, casework.Invalid, "person", casework.Args{}},
		"a section":            {map[string]any{"unit": "permits"}, nil, "", "", casework.Args{Kind: casework.Complaint, Unit: "permits"}},
		"a post, with its unit": {
			map[string]any{"unit": "permits", "post": "chief"}, nil, "", "",
			casework.Args{Kind: casework.Complaint, Unit: "bureau", Post: "chief"},
		},
		"where nobody may judge it": {map[string]any{"unit": "bureau", "post": "efficiency"}, func(o *core.Office) {
			for i := range o.Posts {
				if o.Posts[i].Role == casework.DisciplineOffice {
					o.Posts[i].Role = casework.Handler
				}
			}
		}, casework.NotCompetent, "unit", casework.Args{}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := sorted(t)
			office, err := b.store.Office(t.Context())
			require.NoError(t, err)
			office.Items = append(office.Items, policy.Item{ID: "letter", Kind: casework.Document, Unit: "bureau"})
			if tt.by != nil {
				tt.by(office)
			}
			b.store.Put(casework.State{Number: letter, Kind: casework.Document, Item: "letter", Unit: "permits", Post: "permit-1", Run: 1, Stage: casework.StageAssign})
			b.engine.Run(letter, true)
			tt.raw["kind"], tt.raw["reason"] = "complaint", "反映窗口态度"
			_, err = b.Do(t.Context(), general(), letter, casework.Convert, tt.raw, "k")
			if tt.code != "" {
				require.Equal(t, tt.code, casework.CodeOf(err))
				require.Equal(t, tt.field, core.RefusalsOf(err)[0].Field)
				require.Empty(t, b.store.Commands)
				return
			}
			require.NoError(t, err)
			require.Equal(t, tt.args, b.engine.Updates[0].Args)
		})
	}
}

// In lists a merged case names the case it follows, whose turn it is; to who may not
// see that one it names nothing.
func TestAFollowerNamesItsLeader(t *testing.T) {
	t.Parallel()
	b := sorted(t)
	b.store.Put(casework.State{
		Number: duplicate, Kind: casework.Complaint, Unit: "permits", Post: "permit-1", Run: 1, Stage: casework.StageMerged, Follows: grievance, Received: b.now,
		Clocks: []casework.Clock{{Name: "handle", Round: 1, Status: casework.Running, Due: b.now}},
	})
	leader := b.store.Cases[grievance]
	leader.Turn = casework.EfficiencyOffice
	b.store.Cases[grievance] = leader
	found := func(p casework.Principal) (row casework.CaseView) {
		list, err := b.Cases(t.Context(), p, cases.CasesFilter{Kind: casework.Complaint})
		require.NoError(t, err)
		for _, r := range list.Rows {
			if r.Number == duplicate {
				row = r
			}
		}
		return row
	}
	for _, p := range []casework.Principal{efficiency(), handler()} {
		require.Equal(t, grievance, found(p).Follows)
		require.Equal(t, casework.EfficiencyOffice, found(p).Turn, "it is worked on there")
		view, err := b.Case(t.Context(), p, duplicate)
		require.NoError(t, err)
		require.Equal(t, grievance, view.Follows)
		require.Equal(t, casework.EfficiencyOffice, view.Turn)
		desk, err := b.Desk(t.Context(), p, cases.DeskFilter{All: true})
		require.NoError(t, err)
		for _, r := range desk.Rows {
			require.Equal(t, r.Number == duplicate, r.Follows == grievance, r.Number)
		}
	}
	state := casework.State{
		Number: grievance, Kind: casework.Complaint, Unit: "permits", Post: "permit-1", Run: 1, Stage: casework.StageHandle,
		Facts: map[string]string{casework.FactAgainstPerson: countertest.Handler},
	}
	b.store.Put(state)
	require.Empty(t, found(handler()).Follows, "who is complained of there learns nothing of it here")
	require.Equal(t, grievance, found(efficiency()).Follows)
}

// Of a classified matter no paper is drawn up, and no file is asked for (R219).
func TestNoPaperOfAClassifiedMatter(t *testing.T) {
	t.Parallel()
	b := papered(t)
	for _, degree := range []string{"secret", "none"} {
		b.store.Put(casework.State{
			Number: supervised, Kind: casework.Supervision, Unit: "permits", Post: "permit-1", Stage: casework.StageHandle, Run: 1,
			Facts: map[string]string{"origin": "ordinary", "secrecy": degree},
		})
		b.clocked(supervised, "reply")
		view, err := b.Case(t.Context(), general(), supervised)
		require.NoError(t, err)
		forms, err := b.Actions(t.Context(), general(), view)
		require.NoError(t, err)
		attach := false
		for _, f := range forms {
			attach = attach || f.Command == casework.Attach
		}
		papers, err := b.Papers(t.Context(), general(), supervised)
		require.NoError(t, err)
		_, drafted := b.DraftPaper(t.Context(), general(), noticeAsked)
		_, formed := b.PaperForm(t.Context(), general(), noticeAsked)
		if degree == "none" {
			require.True(t, attach)
			require.NotEmpty(t, papers.Forms)
			require.NoError(t, drafted)
			require.NoError(t, formed)
			continue
		}
		require.False(t, attach)
		require.Empty(t, papers.Forms)
		for _, err := range []error{drafted, formed} {
			require.Equal(t, casework.FieldError(casework.Classified, "form", "R219"), err)
		}
		require.Empty(t, b.store.Audits, "nothing was opened")
	}
}

// The record of a complaint lists what was attached, each file with its name and its
// digest, beside what else the office writes (R065).
func TestTheRecordListsTheEvidence(t *testing.T) {
	t.Parallel()
	b := papered(t)
	b.store.Put(casework.State{
		Number: passedOn, Kind: casework.Complaint, Unit: "permits", Post: "permit-1", Stage: casework.StageAccount, Run: 1,
		Facts: map[string]string{casework.FactAccounted: casework.AccountPending},
	})
	b.clocked(passedOn, "handle")
	b.engine.Run(passedOn, true)
	for i, name := range []string{"录音.txt", "照片.txt"} {
		_, err := b.Attach(t.Context(), efficiency(), passedOn, plain(t, "k"+strconv.Itoa(i), name, strings.Repeat("证", i+1)))
		require.NoError(t, err)
	}
	draft, err := b.DraftPaper(t.Context(), efficiency(), papers.PaperRequest{
		Form: "complaint_record", Number: passedOn, Asked: map[string]string{"proposal": "转办", "evidence": "另有纸质材料两页"},
	})
	require.NoError(t, err)
	text, err := json.Marshal(draft.Content)
	require.NoError(t, err)
	for _, words := range []string{"1. 录音.txt", "2. 照片.txt", "摘要 " + "646967657374206f", "另有纸质材料两页", "责任追究"} {
		require.Contains(t, string(text), words)
	}
	require.Contains(t, b.store.Audits, "p-efficiency case.view_personal "+passedOn+" attachments")
}

// So does a register: what stands under another number is answered there (R056).
func TestTheRegisterNamesTheLeader(t *testing.T) {
	t.Parallel()
	b := papered(t)
	for number, follows := range map[string]string{"GW2026-000001": "", "GW2026-000002": "GW2026-000001"} {
		stage := casework.StageHandle
		if follows != "" {
			stage = casework.StageMerged
		}
		b.store.Put(casework.State{Number: number, Kind: casework.Document, Unit: "permits", Post: "permit-1", Stage: stage, Run: 1, Follows: follows})
		b.clocked(number, "handle")
	}
	book, err := b.ReadRegister(t.Context(), general(), "incoming_register", b.now.AddDate(0, 0, -1), b.now.AddDate(0, 0, 1))
	require.NoError(t, err)
	named := map[string]bool{}
	for i, row := range book.Content.Table.Rows {
		named[book.Subjects[i]] = strings.Contains(strings.Join(row, "|"), "（并入GW2026-000001）")
	}
	require.True(t, named["GW2026-000002"])
	delete(named, "GW2026-000002")
	require.NotContains(t, named, "", "rows of their own")
	for number, says := range named {
		require.False(t, says, number)
	}
}
