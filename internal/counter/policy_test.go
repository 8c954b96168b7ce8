package counter_test

import (
	"context"
	"encoding/json"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/countertest"
	"github.com/shixian/shixian/internal/counter/rulebook"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/reference"
)

// player answers what it was asked to play.
type player struct {
	book   *policy.Book
	sample core.Sample
}

func (p *player) Play(_ context.Context, book *policy.Book, s core.Sample) ([]core.Played, error) {
	p.book, p.sample = book, s
	return []core.Played{{Event: casework.CaseRegistered}}, nil
}

// drafting is a counter over the embedded policies.
type drafting struct {
	*counter.Counter
	store  *countertest.Store
	player *player
	permit policy.Policy
}

func newDrafting(t *testing.T) *drafting {
	t.Helper()
	ref, err := reference.Load(kind.Office())
	require.NoError(t, err)
	d := &drafting{store: countertest.NewStore(), player: &player{}}
	for _, p := range ref.Policies {
		d.store.Drafts.Versions = append(d.store.Drafts.Versions, policy.Version{Policy: p, Drafted: policy.Drafted{State: policy.Published, Revision: 1}})
		if p.ID == "service-permit" {
			d.permit = p
			d.permit.Rules = slices.Clone(p.Rules) // to be changed
		}
	}
	articles, err := reference.Articles()
	require.NoError(t, err)
	office, err := d.store.Office(t.Context())
	require.NoError(t, err)
	office.Items[0].Policy = "service-permit"
	d.Counter = counter.New(counter.Config{Kinds: kind.Office(), Stores: d.store.Stores(), Rules: core.Rules{
		Presets: ref.Presets, Articles: articles, Holidays: ref.Holidays, Simulator: d.player,
		Book: func(context.Context) (*policy.Book, error) { return ref.Book() },
	}})
	return d
}

func as(person string) casework.Principal { return countertest.Principal(person) }

func TestAPolicyIsPublishedByTwo(t *testing.T) {
	t.Parallel()
	d := newDrafting(t)
	ctx := t.Context()
	words := d.permit
	words.Rules[0].Limit = "6wd"
	drafted, err := d.PutDraft(ctx, as(countertest.Efficiency), "service-permit", 0, words)
	require.NoError(t, err, "a draft may be wrong")
	require.Equal(t, "service-permit@4", drafted.Ref())
	require.Len(t, drafted.Problems, 2)
	require.Equal(t, casework.OverCeiling, drafted.Problems[0].Code)
	require.Equal(t, casework.NumberUnsaid, drafted.Problems[1].Code, "and the article it cites says 5")

	_, err = d.RequestPolicy(ctx, as(countertest.Efficiency), "service-permit", 1)
	require.Equal(t, casework.OverCeiling, casework.CodeOf(err), "but is not published so")
	require.Equal(t, "rules[0].limit", core.RefusalsOf(err)[0].Field)

	words.Rules[0].Limit, words.Rules[0].Basis = "3wd", "行政许可法第三十二条第一款第四项：期限为本单位预设"
	drafted, err = d.PutDraft(ctx, as(countertest.Efficiency), "service-permit", 1, words)
	require.NoError(t, err)
	require.Empty(t, drafted.Problems)
	_, err = d.ConsentPolicy(ctx, as(countertest.Chief), "service-permit", 2)
	require.Equal(t, casework.NotRequested, casework.CodeOf(err))
	_, err = d.RequestPolicy(ctx, as(countertest.Efficiency), "service-permit", 2)
	require.NoError(t, err)
	_, err = d.ConsentPolicy(ctx, as(countertest.Efficiency), "service-permit", 2)
	require.Equal(t, casework.SecondPerson, casework.CodeOf(err))
	_, err = d.ConsentPolicy(ctx, as(countertest.Leader), "service-permit", 2)
	require.Equal(t, casework.Forbidden, casework.CodeOf(err))

	office, err := d.store.Office(ctx)
	require.NoError(t, err)
	office.Items[0].Promised = "20wd"
	_, err = d.ConsentPolicy(ctx, as(countertest.Chief), "service-permit", 2)
	require.Equal(t, casework.PromiseTooLong, casework.CodeOf(err), "the catalogue changed meanwhile")
	office.Items[0].Promised = "10wd"

	v, err := d.ConsentPolicy(ctx, as(countertest.Chief), "service-permit", 2)
	require.NoError(t, err)
	require.Equal(t, policy.Published, v.State)
	require.Contains(t, d.store.Audits, "p-chief admin.policy service-permit consent ")

	changes, err := d.ComparePolicies(ctx, as(countertest.Handler), "service-permit@3", "service-permit@4")
	require.NoError(t, err)
	require.Equal(t, []policy.Change{
		{Clock: "intake", Field: "basis", Old: "行政许可法第三十二条第一款第四项", New: words.Rules[0].Basis},
		{Clock: "intake", Field: "limit", Old: "5wd", New: "3wd"},
	}, changes)
}

func TestDraftsAreForThoseWhoMayEditThem(t *testing.T) {
	t.Parallel()
	d := newDrafting(t)
	ctx := t.Context()
	_, err := d.PutDraft(ctx, as(countertest.Chief), "service-permit", 0, d.permit)
	require.NoError(t, err)
	mine, err := d.PolicyList(ctx, as(countertest.Chief))
	require.NoError(t, err)
	theirs, err := d.PolicyList(ctx, as(countertest.Handler))
	require.NoError(t, err)
	require.Len(t, theirs, len(mine)-1)
	_, err = d.Policy(ctx, as(countertest.Handler), "service-permit@4")
	require.Equal(t, casework.NotFound, casework.CodeOf(err))
	_, err = d.PolicyList(ctx, casework.Principal{})
	require.Equal(t, casework.Unauthenticated, casework.CodeOf(err))
	for name, call := range map[string]func(casework.Principal) error{
		"put":     func(p casework.Principal) error { _, err := d.PutDraft(ctx, p, "x", 0, d.permit); return err },
		"request": func(p casework.Principal) error { _, err := d.RequestPolicy(ctx, p, "service-permit", 1); return err },
		"consent": func(p casework.Principal) error { _, err := d.ConsentPolicy(ctx, p, "service-permit", 1); return err },
		"simulate": func(p casework.Principal) error {
			_, err := d.SimulateDraft(ctx, p, "service-permit", core.Sample{})
			return err
		},
	} {
		require.Equal(t, casework.Forbidden, casework.CodeOf(call(as(countertest.Handler))), name)
	}
}

func TestDraftsNobodyCanKeep(t *testing.T) {
	t.Parallel()
	d := newDrafting(t)
	ctx := t.Context()
	chief := as(countertest.Chief)
	put := func(id string, revision int, change func(*policy.Policy)) error {
		words := d.permit
		change(&words)
		_, err := d.PutDraft(ctx, chief, id, revision, words)
		return err
	}
	same := func(*policy.Policy) {}
	for name, tt := range map[string]struct {
		err   error
		code  casework.Code
		field string
	}{
		"another name inside": {put("other", 0, same), casework.Invalid, "id"},
		"no name at all":      {put("A B", 0, same), casework.Invalid, "id"},
		"no such kind":        {put("service-permit", 0, func(p *policy.Policy) { p.Kind = "moon" }), casework.Invalid, "kind"},
		"another kind":        {put("service-permit", 0, func(p *policy.Policy) { p.Kind = casework.Accountability }), casework.Invalid, "kind"},
		"no such revision":    {put("service-permit", 3, same), casework.Stale, "revision"},
		"too many clocks":     {put("service-permit", 0, func(p *policy.Policy) { p.Rules = make([]policy.Rule, 101) }), casework.Invalid, "rules"},
	} {
		require.Equal(t, tt.code, casework.CodeOf(tt.err), name)
		require.Equal(t, tt.field, core.RefusalsOf(tt.err)[0].Field, name)
	}
	_, err := d.RequestPolicy(ctx, chief, "service-permit", 0)
	require.Equal(t, casework.NotFound, casework.CodeOf(err), "there is no draft")
}

func TestSimulateDraft(t *testing.T) {
	t.Parallel()
	d := newDrafting(t)
	ctx := t.Context()
	chief := as(countertest.Chief)
	_, err := d.SimulateDraft(ctx, chief, "service-permit", core.Sample{})
	require.Equal(t, casework.NotFound, casework.CodeOf(err), "nothing drafted")
	words := d.permit
	words.Rules[0].Limit, words.Rules[0].Basis = "3wd", "行政许可法第三十二条第一款第四项：期限为本单位预设"
	_, err = d.PutDraft(ctx, chief, "service-permit", 0, words)
	require.NoError(t, err)

	at := time.Date(2026, 9, 24, 9, 30, 0, 0, time.FixedZone("CST", 8*3600))
	lines, err := d.SimulateDraft(ctx, chief, "service-permit", core.Sample{Received: at})
	require.NoError(t, err)
	require.Len(t, lines, 1)
	require.Equal(t, countertest.Permit, d.player.sample.Item)
	plan, err := d.player.book.Plan(casework.PlanRequest{
		Kind: casework.Service, Item: countertest.Permit, Clocks: []casework.PlanClock{{Name: "intake", Start: at}},
	})
	require.NoError(t, err)
	require.Equal(t, "service-permit@4", plan.Policy)
	require.Equal(t, "2026-09-30", plan.Clocks[0].Clock.Date)

	for name, s := range map[string]core.Sample{
		"an item of another policy": {Item: "senior-card"},
		"an end before its start":   {Received: at, Until: at.Add(-time.Hour)},
		"a thousand years":          {Received: at, Until: at.AddDate(1000, 0, 0)},
		"endless acts":              {Received: at, Acts: make([]json.RawMessage, 201)},
	} {
		_, err := d.SimulateDraft(ctx, chief, "service-permit", s)
		require.NotEmpty(t, casework.CodeOf(err), name)
	}
}

// A draft is held against closed cases: same start, pauses and day of doing, its own limit. Of two
// cases served on working days 3 and 8 (from Monday 2026-03-02: 3-05 and 3-12) of ten, seven would
// have made the second late (3-11).
func TestBacktestOfADraft(t *testing.T) {
	t.Parallel()
	d := newDrafting(t)
	ctx := t.Context()
	chief := as(countertest.Chief)
	from, until := officeTime("2026-01-01 00:00"), officeTime("2027-01-01 00:00")
	_, err := d.BacktestDraft(ctx, chief, "service-permit", from, until)
	require.Equal(t, casework.NotFound, casework.CodeOf(err), "nothing drafted")
	words := d.permit
	i := slices.IndexFunc(words.Rules, func(r policy.Rule) bool { return r.Clock == "deliver" })
	words.Rules[i].Limit = "7wd"
	_, err = d.PutDraft(ctx, chief, "service-permit", 0, words)
	require.NoError(t, err)
	closed := func(n int, unit, done, closes string) {
		number := kind.Office().Number(casework.Service, 2026, n)
		d.store.Put(casework.State{
			Number: number, Kind: casework.Service, Item: countertest.Permit, Unit: unit, Policy: "service-permit@3", Received: officeTime("2026-02-26 09:00"),
			Clocks: []casework.Clock{
				{Name: "deliver", Round: 1, Outcome: casework.Breach, Status: casework.Met, Start: officeTime("2026-03-02 09:00"), Due: officeTime("2026-03-16 17:30"), Ended: officeTime(done)},
				{Name: "intake", Round: 1, Outcome: casework.Deem, Status: casework.Met, Start: officeTime("2026-02-26 09:00"), Due: officeTime("2026-03-05 17:30"), Ended: officeTime("2026-02-27 09:00")},
			},
		})
		v := d.store.Cases[number]
		at := officeTime(closes)
		v.Closed = &at
		d.store.Cases[number] = v
	}
	closed(801, "permits", "2026-03-05 10:00", "2026-03-05 10:00")
	closed(802, "permits", "2026-03-12 10:00", "2026-03-12 10:00")
	closed(803, "permits", "2026-03-12 10:00", "2025-12-31 10:00") // of another year
	got, err := d.BacktestDraft(ctx, chief, "service-permit", from, until)
	require.NoError(t, err)
	require.Equal(t, 2, got.Cases)
	require.Zero(t, got.Skipped)
	sum := rulebook.BacktestSum{Done: 2, Would: 1, New: 1}
	require.Equal(t, sum, got.BacktestSum, "what the law decides in silence is no lateness")
	require.Equal(t, []rulebook.BacktestPart{{Of: "deliver", BacktestSum: sum}}, got.Clocks)
	require.Equal(t, []rulebook.BacktestPart{{Of: "permits", BacktestSum: sum}}, got.Units)
	_, err = d.BacktestDraft(ctx, chief, "service-permit", until, from)
	require.Equal(t, casework.Invalid, casework.CodeOf(err))
	_, err = d.BacktestDraft(ctx, as(countertest.Handler), "service-permit", from, until)
	require.Equal(t, casework.Forbidden, casework.CodeOf(err))
}
