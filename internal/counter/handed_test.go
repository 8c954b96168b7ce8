package counter_test

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/countertest"
	"github.com/shixian/shixian/internal/counter/papers"
	"github.com/shixian/shixian/internal/kind"
)

// decided is a bench with a permit that is granted and owed to the applicant, under a revision of
// what service cases are held to.
func decided(t *testing.T, revision int) *bench {
	t.Helper()
	b := papered(t)
	b.handling(func(s *casework.State) {
		s.Registered, s.Declared, s.Stage, s.Decision, s.Class = b.now.Add(-time.Hour), revision, casework.StageDeliver, "completed", "permit"
		s.Clocks = []casework.Clock{{Name: "deliver", Round: 1, Status: casework.Running, Start: b.now, Due: b.now.AddDate(0, 0, 14)}}
	})
	v := b.store.Cases[number]
	v.ItemName = "食品经营许可"
	b.store.Cases[number] = v
	b.store.Events[number] = []casework.TimelineRow{{Name: casework.Decided, At: b.now, Level: "completed"}}
	b.store.Sealed[number] = map[string]string{"applicant": "欧阳慕云", "phone": "13987654321"}
	return b
}

// delivers hands the result over on a receipt of its own.
func (b *bench) delivers(t *testing.T, key string, more map[string]any) error {
	t.Helper()
	raw := map[string]any{"means": casework.WayDirect, "receiver": "self", "signer": "欧阳慕云", "proof": b.paper(t, key, casework.PurposeServed)}
	for k, v := range more {
		raw[k] = v
	}
	_, err := b.Do(t.Context(), handler(), number, casework.Deliver, raw, key)
	return err
}

var grant = papers.PaperRequest{Form: "grant_decision", Number: number, Asked: map[string]string{"grant": "热食类食品制售", "law": "食品安全法第三十五条"}}

// What is handed over is a paper that stands, with its number, its day and its seal: none issued,
// one voided, one of an earlier decision, or a receipt from before it is none (R005; 行政许可法 38, 39).
func TestAResultIsHandedOverAsAPaper(t *testing.T) {
	t.Parallel()
	newest := kind.Office().Of(casework.Service).Revision
	b := decided(t, newest)
	offered := func() bool {
		forms, err := b.Actions(t.Context(), handler(), b.store.Cases[number])
		require.NoError(t, err)
		return slices.ContainsFunc(forms, func(f casework.Form) bool { return f.Command == casework.Deliver })
	}
	refused := func(code casework.Code, field string, err error) {
		t.Helper()
		require.Equal(t, code, casework.CodeOf(err))
		why := core.RefusalsOf(err)[0]
		require.Equal(t, []string{field, "R005"}, []string{why.Field, why.Rule})
	}
	require.False(t, offered(), "nothing to hand over")
	refused(casework.NotServable, "means", b.delivers(t, "nothing-issued", nil))
	row := b.issued(t, handler(), grant)
	require.True(t, offered())
	before := b.now.Add(-time.Hour).Format(time.RFC3339)
	refused(casework.TooEarly, "received", b.delivers(t, "before-it", map[string]any{"received": before}))
	_, err := b.VoidPaper(t.Context(), head(), row.ID, "许可内容写错")
	require.NoError(t, err)
	require.False(t, offered())
	refused(casework.NotServable, "means", b.delivers(t, "voided", nil))

	anew := b.issued(t, handler(), grant)
	require.NotEqual(t, row.Serial, anew.Serial)
	again := core.StateOf(b.store.Cases[number])
	b.now = b.now.Add(time.Hour)
	again.Clocks[0].Start = b.now // reopened, and decided once more
	b.store.Put(*again)
	refused(casework.NotServable, "means", b.delivers(t, "of-an-earlier-decision", nil))
	b.issued(t, handler(), grant)
	require.NoError(t, b.delivers(t, "as-it-stands", nil))

	old := decided(t, 2)
	require.NoError(t, old.delivers(t, "begun-before", nil), "a case keeps to what it began under")
}

// A paper counts from the first time it is served: what is open to whom it refuses something neither
// runs anew nor ends sooner because somebody enters it once more (行政复议法 20; 民事诉讼法 87). Issued
// anew it is another paper.
func TestAPaperIsServedOnce(t *testing.T) {
	t.Parallel()
	b := decided(t, kind.Office().Of(casework.Service).Revision)
	const notice = "acceptance_notice"
	b.sent(t, notice, b.now)
	s := core.StateOf(b.store.Cases[number])
	b.now = b.now.Add(time.Hour)
	serves := func(key string, raw map[string]any) error {
		sent := map[string]any{"paper": notice, "means": casework.WayDirect, "receiver": "self", "signer": "欧阳慕云"}
		maps.Copy(sent, raw)
		_, err := b.Do(t.Context(), handler(), number, casework.Serve, sent, key)
		return err
	}
	offered := func() bool {
		forms, err := b.Actions(t.Context(), handler(), b.store.Cases[number])
		require.NoError(t, err)
		return slices.ContainsFunc(forms, func(f casework.Form) bool { return f.Command == casework.Serve })
	}
	require.True(t, offered())
	proof := b.paper(t, "回证", casework.PurposeServed)
	require.NoError(t, serves("first", map[string]any{"proof": proof}))
	s.Served = append(s.Served, casework.Served{Paper: notice, Way: casework.WayDirect, Proof: proof, From: b.now, At: b.now})
	b.store.Put(*s)
	b.now = b.now.Add(time.Hour)
	require.False(t, offered(), "there is nothing left to serve")
	for name, raw := range map[string]map[string]any{
		"once-more": {"proof": b.paper(t, "又一张", casework.PurposeServed)},
		"earlier":   {"proof": proof, "received": b.now.Add(-90 * time.Minute).Format(time.RFC3339)},
	} {
		why := core.RefusalsOf(serves(name, raw))
		require.NotEmpty(t, why, name)
		require.Equal(t, []any{casework.AlreadyDone, "paper", "R005"}, []any{why[0].Code, why[0].Field, why[0].Rule}, name)
	}
	b.sent(t, notice, b.now) // once the other was void
	require.True(t, offered())
	require.NoError(t, serves("anew", map[string]any{"proof": b.paper(t, "再一张", casework.PurposeServed)}))
	require.Equal(t, b.now, b.engine.Updates[len(b.engine.Updates)-1].Args.Issued, "the case is told when it was issued, and refuses what is on its way twice")
}

// By the engine's own door it is no other.
func TestASignalHandsOverAPaper(t *testing.T) {
	t.Parallel()
	b := decided(t, kind.Office().Of(casework.Service).Revision)
	text, err := b.SaveText(t.Context(), handler(), number, "下落不明")
	require.NoError(t, err)
	proof := b.paper(t, "公告", casework.PurposePublic)
	asked := func() casework.Authority {
		a, err := b.Authorize(t.Context(), casework.AuthorizeRequest{
			ID: "signal", Number: number, Command: casework.Deliver, Actor: countertest.Handler, At: b.now,
			Args: casework.Args{Means: casework.WayAnnounce, Proof: proof, ReasonID: text},
		})
		require.NoError(t, err)
		return a
	}
	require.Equal(t, casework.Authority{Code: casework.NotServable, Field: "means", Rule: "R005"}, asked())
	b.issued(t, handler(), grant)
	require.True(t, asked().Allowed)
}

// He says otherwise where he is told: by his own signed paper, and to a mailbox there is (R005;
// 民事诉讼法 90).
func TestAWayOfServiceLeadsSomewhere(t *testing.T) {
	t.Parallel()
	b := decided(t, kind.Office().Of(casework.Service).Revision)
	proof := b.paper(t, "送达地址确认书", casework.PurposeAddress)
	changes := func(key string, raw map[string]any) error {
		_, err := b.Do(t.Context(), handler(), number, kind.ChangeService, raw, key)
		return err
	}
	for name, tt := range map[string]struct {
		raw   map[string]any
		code  casework.Code
		field string
	}{
		"nothing he signed":         {map[string]any{"means": "paper"}, casework.Invalid, "proof"},
		"another paper":             {map[string]any{"means": "paper", "proof": b.paper(t, "照片", casework.PurposeServed)}, casework.ProofUnfit, "proof"},
		"no way":                    {map[string]any{"proof": proof}, casework.Invalid, "means"},
		"mail to nowhere":           {map[string]any{"means": "mail", "proof": proof}, casework.Invalid, "email"},
		"electronically to nowhere": {map[string]any{"means": "paper", "approve": true, "proof": proof}, casework.Invalid, "email"},
		"no mailbox":                {map[string]any{"means": "mail", "email": "他家", "proof": proof}, casework.BadEmail, "email"},
	} {
		err := changes(strings.ReplaceAll(name, " ", "-"), tt.raw)
		require.NotEmpty(t, core.RefusalsOf(err), name)
		require.Equal(t, tt.code, core.RefusalsOf(err)[0].Code, name)
		require.Equal(t, tt.field, core.RefusalsOf(err)[0].Field, name)
	}
	require.NoError(t, changes("moved", map[string]any{"means": "mail", "email": "new@shop.example", "address": "桂花巷19号", "approve": true, "proof": proof}))
}
