package store_test

import (
	"crypto/rand"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/appraisal"
	"github.com/shixian/shixian/internal/counter/core"
)

// decided keeps an act and what became of it.
func (b *bundle) decided(t testing.TB, number, act, by string, args casework.Args, v casework.Verdict) string {
	t.Helper()
	id := rand.Text()
	cmd, _, err := b.SaveCommand(t.Context(), core.NewCommand{Number: number, Digest: []byte(id), Command: casework.Command{
		ID: id, Name: act, Actor: by, At: now(), Args: args,
	}})
	require.NoError(t, err)
	v.ID, v.Command, v.At = id, act, cmd.At
	require.NoError(t, b.SaveVerdict(t.Context(), number, v))
	return id
}

// yes and waits are verdicts.
func yes() casework.Verdict   { return casework.Verdict{Accepted: true} }
func waits() casework.Verdict { return casework.Verdict{Accepted: true, Waits: true} }

// What one person asked a second to sign, what came of it, and what he did alone: one
// message a morning for the efficiency office, and none where there was nothing.
func TestTheEfficiencyOfficeHearsOfADayOnce(t *testing.T) {
	t.Parallel()
	b := setup(t)
	duties, _, err := b.RegisterCase(t.Context(), standing("duties"))
	require.NoError(t, err)
	digests, err := b.Digests(t.Context())
	require.NoError(t, err)
	require.Equal(t, []appraisal.Digest{{Number: duties, Unit: "bureau", Post: "eff"}}, digests)
	from, until := now().Add(-time.Hour), now().Add(time.Hour)
	tell := func(from, until time.Time) (inbox int) {
		require.NoError(t, b.TellDigest(t.Context(), digests[0], from, until))
		return count(t, b, `SELECT count(*) FROM inbox b JOIN outbox o ON o.inbox_id = b.id WHERE b.event = 'alone_digest' AND b.post = 'eff'`)
	}
	number := b.register(t)
	b.decided(t, number, casework.Pause, "li", casework.Args{}, yes())                             // by an earlier revision
	b.decided(t, number, casework.Close, "li", casework.Args{}, casework.Verdict{Accepted: false}) // refused at once
	b.decided(t, number, casework.Complete, "li", casework.Args{}, yes())
	require.Zero(t, tell(from, until), "nothing of the kind, no message")

	b.decided(t, number, casework.Pause, "li", casework.Args{Proof: "notice"}, yes())
	b.decided(t, number, casework.Correct, "li", casework.Args{}, yes())
	b.decided(t, number, casework.VoidCase, "li", casework.Args{}, yes())
	asked := b.decided(t, number, casework.Close, "li", casework.Args{}, waits())
	b.decided(t, number, casework.Countersign, "wang", casework.Args{Request: asked, Approve: new(false)}, yes())
	again := b.decided(t, number, casework.Close, "li", casework.Args{}, waits())
	b.decided(t, number, casework.Countersign, "wang", casework.Args{Request: again, Approve: new(true)}, yes())
	b.commit(t, step(number, 1, casework.Event{
		At: now().Add(-time.Minute), Name: casework.SecondLapsed, Detail: map[string]string{"act": casework.Withdraw, "asked_by": "li"},
	}))

	rows, err := b.AloneActs(t.Context(), appraisal.AloneFilter{Scope: []core.Scope{{All: true}}, From: from, Until: until})
	require.NoError(t, err)
	var told []string
	for _, r := range rows {
		told = append(told, r.What+" "+r.Act+" "+r.ActorName+" "+r.AskedName)
		require.Equal(t, []string{number, "施工许可", "permits"}, []string{r.Number, r.ItemName, r.Unit})
	}
	require.Equal(t, []string{
		"lapsed withdraw  姓li", "alone pause 姓li ", "alone correct 姓li ", "alone void 姓li ", "asked close 姓li ", "refused close 姓wang 姓li",
		"asked close 姓li ", "given close 姓wang 姓li",
	}, told)
	rows, err = b.AloneActs(t.Context(), appraisal.AloneFilter{From: from, Until: until})
	require.NoError(t, err)
	require.Empty(t, rows, "none sees nothing")

	require.Zero(t, tell(from, from.Add(time.Minute)), "of another day")
	require.Equal(t, 1, tell(from, until))
	require.Equal(t, 1, tell(from, until), "once")
}

// What goes past the efficiency office, or stands against it, is not told to it.
func TestADigestTellsNobodyOfHisOwnCase(t *testing.T) {
	t.Parallel()
	for name, facts := range map[string]map[string]string{
		"it went upward":                 {casework.FactOffice: string(casework.PrincipalLeader), casework.FactOfficePost: "chief"},
		"it is against the office":       {casework.FactAgainstPost: "eff"},
		"it is against who stands there": {casework.FactAgainstPerson: "sun"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := setup(t)
			_, _, err := b.RegisterCase(t.Context(), standing("duties"))
			require.NoError(t, err)
			digests, err := b.Digests(t.Context())
			require.NoError(t, err)
			in := newCase()
			in.Kind, in.Item, in.Facts = casework.Complaint, "", facts
			number, _, err := b.RegisterCase(t.Context(), in)
			require.NoError(t, err)
			b.decided(t, number, casework.Close, "qian", casework.Args{}, waits())
			require.Equal(t, 1, count(t, b, `SELECT count(*) FROM alone_acts`))
			require.NoError(t, b.TellDigest(t.Context(), digests[0], now().Add(-time.Hour), now().Add(time.Hour)))
			require.Zero(t, count(t, b, `SELECT count(*) FROM inbox WHERE event = 'alone_digest'`))
		})
	}
}

// Which act rests on a file: none that waits for a second person, before he has signed; and
// on the same file whatever it was attached as.
func TestActsRestOnFiles(t *testing.T) {
	t.Parallel()
	b := setup(t)
	number := b.register(t)
	notice, letter := b.attached(t, number, "a.txt", "通知").ID, b.attached(t, number, "b.txt", "申请").ID
	rests := func() map[string]string {
		rows, err := b.Attachments(t.Context(), number)
		require.NoError(t, err)
		out := map[string]string{}
		for _, a := range rows {
			out[a.ID] = a.Rests
		}
		return out
	}
	b.decided(t, number, casework.Pause, "li", casework.Args{Proof: notice}, casework.Verdict{})
	asked := b.decided(t, number, casework.Pause, "li", casework.Args{Proof: notice}, waits())
	b.decided(t, number, casework.Countersign, "wang", casework.Args{Request: asked, Approve: new(false)}, yes())
	signed := b.decided(t, number, casework.Withdraw, "li", casework.Args{Proof: letter}, waits())
	require.Equal(t, map[string]string{notice: "", letter: ""}, rests())
	b.decided(t, number, casework.Countersign, "wang", casework.Args{Request: signed, Approve: new(true)}, yes())
	done := b.decided(t, number, casework.Pause, "li", casework.Args{Proof: notice}, yes())
	require.Equal(t, map[string]string{notice: done, letter: signed}, rests())

	same := attach(number, file(t, "c.txt", "通知"))
	same.File.Purpose = casework.PurposeWithdrawal
	cmd, _, err := b.SaveCommand(t.Context(), same)
	require.NoError(t, err)
	require.NoError(t, b.SaveVerdict(t.Context(), number, casework.Verdict{ID: cmd.ID, Command: cmd.Name, Accepted: true, At: cmd.At}))
	require.Equal(t, done, rests()[cmd.ID])
}

// The same file as another paper is kept beside the first, and tells what it is.
func TestAFileSaysWhatItShows(t *testing.T) {
	t.Parallel()
	b := setup(t)
	number := b.register(t)
	b.attached(t, number, "a.txt", "通知")
	notice := attach(number, file(t, "a.txt", "通知"))
	notice.File.Purpose = casework.PurposePauseNotice
	cmd, _, err := b.SaveCommand(t.Context(), notice)
	require.NoError(t, err)
	require.Equal(t, notice.Command.ID, cmd.ID)
	require.NoError(t, b.SaveVerdict(t.Context(), number, casework.Verdict{ID: cmd.ID, Command: cmd.Name, Accepted: true, At: cmd.At}))
	rows, err := b.Attachments(t.Context(), number)
	require.NoError(t, err)
	require.Len(t, rows, 2)
	require.Equal(t, casework.PurposePauseNotice, rows[1].Purpose)
	require.Equal(t, rows[0].Digest, rows[1].Digest, "it is the same paper")
	again := attach(number, file(t, "b.txt", "通知"))
	again.File.Purpose = casework.PurposePauseNotice
	first, _, err := b.SaveCommand(t.Context(), again)
	require.NoError(t, err)
	require.Equal(t, cmd.ID, first.ID)
}
