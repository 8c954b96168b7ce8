package counter_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/countertest"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/reference"
	"github.com/shixian/shixian/internal/words"
)

const (
	grievance = "TS2026-000001" // with the permit section, its promise running
	duplicate = "TS2026-000002"
	elsewhere = "TS2026-000003" // with another section
	fresh     = "TS2026-000004" // not sorted yet
	letter    = "GW2026-000001" // turned out to be a complaint
)

// sorted is a bench with the case in hand and complaints in every state of theirs.
func sorted(t *testing.T) *bench {
	t.Helper()
	b := setup(t)
	b.handling()
	for n, change := range map[string]func(*casework.State){
		grievance: nil, duplicate: nil,
		elsewhere: func(s *casework.State) { s.Unit, s.Post = "other", "other-1" },
		fresh: func(s *casework.State) {
			s.Stage, s.Clocks, s.Unit, s.Post = casework.StageScreen, nil, "bureau", "efficiency"
		},
		letter: func(s *casework.State) {
			s.Kind, s.Stage, s.ClosedAt, s.Result = casework.Document, casework.StageClosed, b.now, "converted"
		},
	} {
		s := casework.State{
			Number: n, Kind: casework.Complaint, Unit: "permits", Post: "permit-1", Run: 1, Revision: 3, Stage: casework.StageHandle, Received: b.now,
			Clocks: []casework.Clock{{Name: "handle", Round: 1, Status: casework.Running, Due: b.now.Add(48 * time.Hour)}},
		}
		if change != nil {
			change(&s)
		}
		b.store.Put(s)
		b.engine.Run(n, !s.Closed())
	}
	return b
}

func chief() casework.Principal { return countertest.Principal(countertest.Chief) }

// A case that is not there and one he may not see get the same answer; what does
// not fit is refused by field; nothing is kept.
func TestJoinRefusesBeforeItKeeps(t *testing.T) {
	t.Parallel()
	with := func(other string) map[string]any { return map[string]any{"case": other, "reason": "同一事项"} }
	linked := func(other string) map[string]any { return map[string]any{"case": other, "relation": "related"} }
	for name, tt := range map[string]struct {
		who     casework.Principal
		number  string
		command string
		raw     map[string]any
		code    casework.Code
		field   string
	}{
		"a case that is not there":             {efficiency(), grievance, casework.Link, linked("BJ2026-000999"), casework.NotFound, "case"},
		"a case he may not see":                {handler(), number, casework.Link, linked("ZZ2026-000001"), casework.NotFound, "case"},
		"no number at all":                     {efficiency(), grievance, casework.Link, linked("张三"), casework.Invalid, "case"},
		"no relation":                          {efficiency(), grievance, casework.Link, with(number), casework.Invalid, "relation"},
		"a relation nobody states":             {efficiency(), grievance, casework.Link, map[string]any{"case": number, "relation": "merged_into"}, casework.Invalid, "relation"},
		"itself":                               {efficiency(), grievance, casework.Link, linked(grievance), casework.Invalid, "case"},
		"a complaint, from the case it is on":  {handler(), number, casework.Link, linked(grievance), casework.LinkSealed, "case"},
		"twice, from whichever side":           {efficiency(), duplicate, casework.Link, linked(grievance), casework.LinkedAlready, "case"},
		"the unit links no complaint":          {handler(), grievance, casework.Link, linked(number), casework.Forbidden, ""},
		"a merge into another kind":            {efficiency(), grievance, casework.Merge, with(number), casework.NotMergeable, "case"},
		"a merge into another unit's":          {efficiency(), grievance, casework.Merge, with(elsewhere), casework.NotMergeable, "case"},
		"a merge into one not in hand":         {efficiency(), grievance, casework.Merge, with(fresh), casework.NotMergeable, "case"},
		"a merge into nothing":                 {efficiency(), grievance, casework.Merge, with("TS2026-000999"), casework.NotFound, "case"},
		"a merge without a reason":             {efficiency(), grievance, casework.Merge, map[string]any{"case": duplicate}, casework.Invalid, "reason"},
		"a merge by the unit":                  {handler(), grievance, casework.Merge, with(duplicate), casework.Forbidden, ""},
		"an application is never merged":       {handler(), number, casework.Merge, with(grievance), casework.UnknownCommand, "command"},
		"converted to where no item takes it":  {efficiency(), fresh, casework.Convert, map[string]any{"kind": "supervision", "reason": "督办"}, casework.NotConvertible, "kind"},
		"converted to what it may not become":  {efficiency(), fresh, casework.Convert, map[string]any{"kind": "service", "reason": "办件"}, casework.Invalid, "kind"},
		"what the machine alone says (follow)": {efficiency(), grievance, casework.Follow, nil, casework.UnknownCommand, "command"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := sorted(t)
			b.store.Put(casework.State{Number: "ZZ2026-000001", Kind: casework.Accountability, Unit: "permits", Post: "efficiency", Stage: casework.StageVerify})
			b.store.Ties = map[string][]casework.Tie{duplicate: {{Number: grievance, Kind: casework.Complaint, Relation: casework.Related, Back: true}}}
			_, err := b.Do(t.Context(), tt.who, tt.number, tt.command, tt.raw, "k")
			refused := core.RefusalsOf(err)
			require.NotEmpty(t, refused, "%v", err)
			require.Equal(t, tt.code, refused[0].Code)
			require.Equal(t, tt.field, refused[0].Field)
			for _, lang := range []string{"zh", "en"} {
				require.NotEqual(t, string(tt.code), words.Refusal(lang, refused[0]))
			}
			require.Zero(t, b.store.Kept())
			require.Empty(t, b.engine.Updates)
		})
	}
}

// A leader that follows another itself leads nobody; and a merge sent twice gets
// its answer again, though the case could not be merged a second time.
func TestMergeOnceAndIntoNoFollower(t *testing.T) {
	t.Parallel()
	b := sorted(t)
	merge := map[string]any{"case": grievance, "reason": "同一事项"}
	answer, err := b.Do(t.Context(), efficiency(), duplicate, casework.Merge, merge, "k")
	require.NoError(t, err)
	require.Equal(t, casework.Args{Case: grievance}, b.engine.Updates[0].Args, "a merge names its leader and nothing personal")
	b.store.Put(casework.State{Number: grievance, Kind: casework.Complaint, Unit: "permits", Post: "permit-1", Stage: casework.StageMerged, Follows: elsewhere})
	again, err := b.Do(t.Context(), efficiency(), duplicate, casework.Merge, merge, "k")
	require.NoError(t, err)
	require.Equal(t, answer, again)
	_, err = b.Do(t.Context(), efficiency(), duplicate, casework.Merge, merge, "another")
	require.Equal(t, casework.NotMergeable, casework.CodeOf(err))
}

// A signal is held against the same as a form.
func TestSignalsJoinNothingUnseen(t *testing.T) {
	t.Parallel()
	b := sorted(t)
	b.store.Texts["t1"] = "说明"
	for other, want := range map[string]casework.Code{"TS2026-000999": casework.NotFound, elsewhere: casework.NotMergeable, duplicate: ""} {
		got, err := b.Authorize(t.Context(), casework.AuthorizeRequest{
			Number: grievance, Command: casework.Merge, Actor: countertest.Efficiency, Case: other,
			Args: casework.Args{Case: other, ReasonID: "t1"},
		})
		require.NoError(t, err)
		require.Equal(t, want, got.Code, other)
		require.Equal(t, want == "", got.Allowed)
	}
}

// Links never betray the complainant: the unit, its head, the head of the bureau and
// the auditor read neither end of it, and not that there is one (R082).
func TestLinksNeverBetrayTheComplainant(t *testing.T) {
	t.Parallel()
	b := sorted(t)
	b.store.Ties = map[string][]casework.Tie{
		grievance: {
			{Number: number, Kind: casework.Service, Relation: casework.ArisesFrom},
			{Number: duplicate, Kind: casework.Complaint, Relation: casework.SameMatter},
			{Number: duplicate, Kind: casework.Complaint, Relation: casework.MergedInto, Back: true},
		},
		number: {{Number: grievance, Kind: casework.Complaint, Relation: casework.ArisesFrom, Back: true}},
	}
	b.store.Events = map[string][]casework.TimelineRow{grievance: {
		{Number: grievance, Name: casework.Forwarded}, {Number: grievance, Name: casework.Linked, Level: "arises_from"},
		{Number: grievance, Name: casework.CommandRefused, Detail: map[string]string{"command": casework.Link}},
		{Number: grievance, Name: casework.Unlinked}, {Number: grievance, Name: casework.Merged},
	}}
	for who, knows := range map[string]bool{
		countertest.Efficiency: true, countertest.Handler: false, countertest.Head: false, countertest.Leader: false, countertest.Chief: false,
	} {
		p := countertest.Principal(who)
		complaint, err := b.Case(t.Context(), p, grievance)
		require.NoError(t, err, who)
		on, err := b.Case(t.Context(), p, number)
		require.NoError(t, err, who)
		rows, err := b.Timeline(t.Context(), p, grievance)
		require.NoError(t, err, who)
		if knows {
			require.Len(t, complaint.Links, 3)
			require.Len(t, on.Links, 1)
			require.Len(t, rows, 5)
			continue
		}
		require.Equal(t, []casework.Tie{{Number: duplicate, Kind: casework.Complaint, Relation: casework.MergedInto, Back: true}}, complaint.Links,
			"%s: that the unit answers both at once it must know", who)
		require.Empty(t, on.Links, who)
		require.Len(t, rows, 2, who)
		seen, err := json.Marshal([]any{complaint, on, rows})
		require.NoError(t, err)
		require.NotContains(t, string(seen), casework.ArisesFrom, who)
	}
}

// A letter that became a complaint is sealed as one from then on, also where it
// came in; who may not see the other end reads its kind and no number.
func TestWhatBecameAComplaintIsSealedAsOne(t *testing.T) {
	t.Parallel()
	b := sorted(t)
	b.store.Ties = map[string][]casework.Tie{
		letter: {{Number: fresh, Kind: casework.Complaint, Relation: casework.ConvertedTo}},
		fresh:  {{Number: letter, Kind: casework.Document, Relation: casework.ConvertedTo, Back: true}},
	}
	b.store.Sealed[letter] = map[string]string{"sender": "张三"}
	b.store.Events = map[string][]casework.TimelineRow{letter: {{Number: letter, Name: casework.Instructed, TextID: "t0"}}}
	b.store.Texts["t0"] = "张三来信"
	view := b.store.Cases[letter]
	view.Result = "converted"
	b.store.Cases[letter] = view

	_, err := b.Fields(t.Context(), chief(), letter)
	require.Equal(t, casework.Forbidden, casework.CodeOf(err))
	_, err = b.Text(t.Context(), chief(), letter, "t0")
	require.Equal(t, casework.Forbidden, casework.CodeOf(err))
	rows, err := b.Timeline(t.Context(), chief(), letter)
	require.NoError(t, err)
	require.Empty(t, rows[0].Text)
	require.Empty(t, b.store.Audits, "nothing was read")

	seen, err := b.Case(t.Context(), handler(), letter)
	require.NoError(t, err)
	require.Equal(t, []casework.Tie{{Kind: casework.Complaint, Relation: casework.ConvertedTo}}, seen.Links)
	seen, err = b.Case(t.Context(), efficiency(), fresh)
	require.NoError(t, err)
	require.Equal(t, letter, seen.Links[0].Number)

	view.Result = "completed"
	b.store.Cases[letter] = view
	_, err = b.Fields(t.Context(), chief(), letter)
	require.NoError(t, err, "a letter like others is read by its readers")
}

// Before anybody acts on a merged case it is told what its leader came to: what was
// answered is not acted on any more.
func TestAMergedCaseIsToldFirst(t *testing.T) {
	t.Parallel()
	b := sorted(t)
	b.store.Put(casework.State{
		Number: duplicate, Kind: casework.Complaint, Unit: "permits", Post: "permit-1", Stage: casework.StageMerged, Follows: grievance, Received: b.now,
	})
	told := casework.Command{ID: "f", Name: casework.Follow, At: b.now.Add(-time.Second), Args: casework.Args{Case: grievance, Outcome: casework.Answered}}
	b.store.Told = map[string][]core.Waiting{duplicate: {{Number: duplicate, Command: told}}}
	_, err := b.Do(t.Context(), efficiency(), duplicate, casework.Chase, nil, "k")
	require.NoError(t, err)
	require.Len(t, b.engine.Updates, 2)
	require.Equal(t, told, b.engine.Updates[0])
	require.Equal(t, casework.Chase, b.engine.Updates[1].Name)
}

// A conversion finds the item of the case's own bureau.
func TestConvertGoesToTheOwnBureau(t *testing.T) {
	t.Parallel()
	b := sorted(t)
	office, err := b.store.Office(t.Context())
	require.NoError(t, err)
	office.Items = append(office.Items, policy.Item{ID: "item", Kind: casework.Supervision, Unit: "other"})
	_, err = b.Do(t.Context(), efficiency(), fresh, casework.Convert, map[string]any{"kind": "supervision", "reason": "转述"}, "k")
	require.NoError(t, err)
	require.Equal(t, casework.Args{Kind: casework.Supervision}, b.engine.Updates[0].Args)
}

// What a conversion reads and writes are fields and facts of the forms we carry, and
// nothing sealed goes out of a complaint.
func TestConversionsFitTheForms(t *testing.T) {
	t.Parallel()
	ref, err := reference.Load(kind.Office())
	require.NoError(t, err)
	fact := map[casework.Kind]map[string]bool{}
	for _, item := range policy.Asking(kind.Office(), ref.Items) {
		for _, f := range item.Fields {
			if fact[item.Kind] == nil {
				fact[item.Kind] = map[string]bool{}
			}
			fact[item.Kind][f.Name] = f.Fact
		}
	}
	seen := 0
	for _, from := range kind.Office().Kinds() {
		for _, to := range kind.Office().Of(from).Targets() {
			how, ok := kind.Office().Of(from).Conversion(casework.Kind(to))
			require.True(t, ok)
			seen++
			if from == casework.Complaint {
				require.Empty(t, how.Fields)
				require.NotEmpty(t, how.Told)
				require.Equal(t, []casework.Stage{casework.StageScreen}, how.Stages, "no unit has it yet")
			}
			require.False(t, fact[how.To][how.Told])
			for field, parts := range how.Fields {
				require.Contains(t, fact[how.To], field)
				require.False(t, fact[how.To][field], "%s is sealed", field)
				for _, part := range parts {
					require.Contains(t, fact[from], part)
				}
			}
			for name := range how.Facts {
				require.True(t, fact[how.To][name], name)
			}
			for _, name := range how.Keeps {
				require.True(t, fact[how.To][name] && fact[from][name], name)
			}
		}
	}
	require.Equal(t, 8, seen)
}
