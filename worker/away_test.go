package worker_test

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/lib/pq"
	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter"
	"github.com/shixian/shixian/internal/counter/cases"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/dispatch"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/local"
	"github.com/shixian/shixian/internal/testkit"
)

// One script, played at the same instants in two houses: one whose engine is never
// away, and one whose engine is killed before the due instants of 41 cases and comes
// back after them. What they leave on record is the same.
const (
	engineGoes  = 9 * time.Second // from the opening of the play
	leaves      = 33 * time.Second
	engineComes = 34 * time.Second
	curtain     = 38 * time.Second // what happened by then is compared
	laddersOpen = 5 * time.Second  // the cases of verifiedAway
	patience    = 2 * time.Minute  // for what a busy machine writes later
	apart       = 50 * time.Millisecond
)

// counterAt is the counter at an instant of the play: what is handed in counts from
// it exactly, so that both houses tell the same instants.
func (h *house) counterAt(at time.Time) *counter.Counter {
	return counter.New(counter.Config{
		Kinds:  kind.Office(),
		Stores: h.store.Stores(), Engine: dispatch.New(h.engine), Logger: slog.New(slog.DiscardHandler), Now: func() time.Time { return at },
		Rules: core.Rules{Book: h.Book, Leave: h.ref.Leave},
	})
}

// when waits for an instant of the play.
func when(ctx context.Context, at time.Time) {
	timer := time.NewTimer(time.Until(at))
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}

// until waits for what another process does.
func until(ctx context.Context, end time.Time, pause time.Duration, is func() bool) bool {
	for !is() {
		if time.Now().After(end) || ctx.Err() != nil {
			return false
		}
		when(ctx, time.Now().Add(pause))
	}
	return true
}

// play plays one case and returns its number. heard is called once its signal, if it
// has one, was obeyed. What a ladder opens counts from when that was written, which a busy
// machine does late: whoever acts on it comes as much later, and late says by how much.
func (h *house) play(opens time.Time, name string, r role, nth int, heard func()) (number string, late time.Duration) {
	h.Helper()
	key := strings.NewReplacer(" ", "-", ",", "").Replace(name)
	at := opens.Add(time.Duration(nth) * apart)
	when(h.Context(), at)
	got, err := h.counterAt(at).Register(h.Context(), h.person(r.by), r.in, key)
	if err != nil {
		h.Errorf("%s: %v", name, err)
	}
	h.carry(opens, got.Number, key, r.acts, heard)
	if r.opens == nil {
		return got.Number, 0
	}
	var opened struct {
		Number string
		At     time.Time `db:"received_at"`
	}
	const selectOpened = `SELECT number, received_at FROM cases WHERE parent = $1 AND voided_at IS NULL`
	is := func() bool { return h.raw.GetContext(h.Context(), &opened, selectOpened, got.Number) == nil }
	if !until(h.Context(), opens.Add(patience), 100*time.Millisecond, is) {
		h.Errorf("%s: no case was opened", name)
		return "", 0
	}
	late = opened.At.Sub(opens.Add(laddersOpen))
	h.carry(opens.Add(late), opened.Number, key+"-opened", r.opens, heard)
	return opened.Number, late
}

// carry does what is done to a case, each act at its instant.
func (h *house) carry(opens time.Time, number, key string, played []played, heard func()) {
	var acts sync.WaitGroup
	defer acts.Wait()
	for n, a := range played {
		acts.Go(func() {
			at := opens.Add(time.Duration(a.at * float64(time.Second)))
			when(h.Context(), at)
			// A busy machine may not have decided yet what stands before; nobody waits for an engine that is away.
			until(h.Context(), opens.Add(engineGoes), 50*time.Millisecond, h.decided(number, n))
			act := h.hand
			if a.signal {
				act = h.send
				defer heard()
			}
			if err := act(at, number, key, n, a); err != nil {
				h.Errorf("%s %s: %v", key, a.command, err)
			}
		})
	}
}

// hand carries an act to the counter. Who is given a case on the way sees it once it
// was given to him; who may grant a leave asks again until he is answered, and so may
// be heard before others that the sweep brings.
func (h *house) hand(at time.Time, number, key string, before int, a played) (err error) {
	answered := a.by != ""
	if !answered {
		if err := h.raw.GetContext(h.Context(), &a.by, `SELECT state->'facts'->>'approver' FROM cases WHERE number = $1`, number); err != nil {
			return err
		}
	}
	until(h.Context(), at.Add(patience), 250*time.Millisecond, func() bool {
		var answer cases.Answer
		answer, err = h.handIn(at, number, fmt.Sprint(key, before), a)
		if answer.Verdict != nil {
			answered, err = true, nil // the case has decided: what it says is compared
		}
		return answered && casework.CodeOf(err) != casework.NotFound
	})
	return err
}

// handIn gives one act to the counter, and what goes with it: a file, or the id of the one on record.
func (h *house) handIn(at time.Time, number, key string, a played) (cases.Answer, error) {
	counter, who, with := h.counterAt(at), h.person(a.by), maps.Clone(a.args)
	if a.command == casework.Attach {
		shows, said := a.args["purpose"]
		if !said {
			shows = casework.PurposeWithdrawal
		}
		return counter.Attach(h.Context(), who, number, func() (cases.Sent, error) {
			content, err := core.ReadContent(strings.NewReader("申请人书面撤回"))
			return cases.Sent{Key: key, File: &core.File{Name: "撤回申请.txt", Content: content}, Raw: map[string]any{"purpose": shows}}, err
		})
	}
	if with["proof"] == onRecord {
		var id string
		const accepted = `SELECT id FROM commands WHERE number = $1 AND name = 'attach' AND verdict->>'accepted' = 'true'`
		if err := h.raw.GetContext(h.Context(), &id, accepted, number); err != nil {
			return cases.Answer{}, casework.FieldError(casework.NotFound, "proof", "") // not yet
		}
		with["proof"] = id
	}
	return counter.Do(h.Context(), who, number, a.command, with, key)
}

// send gives an act to the engine itself, once what was handed in before it has been
// decided, and waits until it is obeyed.
func (h *house) send(at time.Time, number, key string, before int, a played) (err error) {
	end := at.Add(patience)
	until(h.Context(), end, 100*time.Millisecond, h.decided(number, before))
	sig := casework.Signal{ID: key, Actor: a.by}
	if a.command == casework.DecideExtension {
		text, err := h.SaveText(h.Context(), h.person(a.by), number, "同意")
		if err != nil {
			return err
		}
		sig.Args = casework.Args{Clock: "handle", Approve: new(true), ReasonID: text}
	}
	until(h.Context(), end, 100*time.Millisecond, func() bool {
		err = h.engine.SignalWorkflow(h.Context(), number, "", a.command, sig)
		return err == nil
	})
	until(h.Context(), end, 100*time.Millisecond, h.decided(number, before+1))
	return err
}

// decided asks whether that many acts of a case have their verdict.
func (h *house) decided(number string, acts int) func() bool {
	return func() bool {
		return acts == 0 || h.number(`SELECT count(*) FROM commands WHERE number = $1 AND verdict IS NOT NULL`, number) >= acts
	}
}

// awayHouse is a house whose engine, its own, may be killed and started again.
func awayHouse(t *testing.T) (h *house, kill, restart func()) {
	postgres, err := local.StartPostgres(t.Context(), local.Config{Dir: t.TempDir(), Fast: true, Logger: slog.New(slog.DiscardHandler)})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, postgres.Stop(context.Background())) })
	config := local.EngineConfig{Binary: testkit.EngineBinary(t), DatabaseURL: postgres.URL("postgres"), Log: io.Discard}
	engine, err := local.StartEngine(t.Context(), config)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, engine.Stop(context.Background())) })
	config.Listen = engine.Address()
	return openHouseOf(t, hurriedReference(t), testkit.Dial(t, engine.Address())),
		func() { require.NoError(t, engine.Kill()) },
		func() {
			engine, err = local.StartEngine(t.Context(), config)
			require.NoError(t, err)
		}
}

// both is a case as two houses play it.
type both struct {
	opens   time.Time
	curtain time.Time
	numbers [2]string
	late    [2]time.Duration
}

// TestTheRecordIsThatOfAnEngineNeverAway (issue 10, done when 2).
func TestTheRecordIsThatOfAnEngineNeverAway(t *testing.T) {
	away, kill, restart := awayHouse(t)
	never := openHouseOf(t, hurriedReference(t), testkit.Temporal(t))
	defer never.start()()
	defer away.start()()

	cases := map[string]*both{}
	var plays, signals sync.WaitGroup
	soon := func() time.Time { return time.Now().Truncate(time.Second).Add(2 * time.Second) }
	begin := func(opens time.Time, roles map[string]role) {
		for n, name := range slices.Sorted(maps.Keys(roles)) {
			c := &both{opens: opens, curtain: opens.Add(curtain)}
			cases[name] = c
			for i, h := range []*house{never, away} {
				plays.Go(func() { c.numbers[i], c.late[i] = h.play(opens, name, roles[name], n, signals.Done) })
			}
		}
	}
	signals.Add(2 * len(signalled))
	prologue := map[string]role{}
	for name, acts := range signalled {
		prologue[name] = applied("slow-practice", acts)
	}
	begin(soon(), prologue)
	signals.Wait()
	opens := soon()
	begin(opens, cast(opens))
	require.Len(t, cases, 41)

	when(t.Context(), opens.Add(engineGoes))
	kill()
	when(t.Context(), opens.Add(engineComes))
	waits := away.number(`SELECT count(*) FROM commands WHERE verdict IS NULL`)
	restart()
	plays.Wait()
	now := time.Now()
	for name, a := range signalledAfter {
		cases[name].curtain = now.Add(time.Minute)
		for i, h := range []*house{never, away} {
			plays.Go(func() {
				h.carry(now, cases[name].numbers[i], strings.ReplaceAll(name, " ", "-"), []played{a}, func() {})
			})
		}
	}
	plays.Wait()
	require.False(t, t.Failed(), "not everything was played")
	when(t.Context(), opens.Add(curtain))
	var numbers pq.StringArray
	for _, c := range cases {
		numbers = append(numbers, c.numbers[0])
	}

	differing := map[string][]string{}
	until(t.Context(), time.Now().Add(patience), time.Second, func() bool {
		for name, c := range cases {
			want := never.record(c.numbers[0], c.opens, c.curtain.Add(c.late[0]))
			got := away.record(c.numbers[1], c.opens, c.curtain.Add(c.late[1]))
			later := away.received(c.numbers[1]).Sub(never.received(c.numbers[0])) + c.late[1] - c.late[0]
			if differing[name] = differ(want, got, later); len(differing[name]) == 0 {
				delete(differing, name)
				delete(cases, name) // how two houses stand now is compared once
			}
		}
		return len(cases) == 0
	})
	for _, name := range slices.Sorted(maps.Keys(differing)) {
		t.Errorf("%s\n%s", name, strings.Join(differing[name], "\n"))
	}
	for _, h := range []*house{never, away} {
		require.Zero(t, h.number(`SELECT count(*) FROM inbox b JOIN duty_segments d ON d.post = b.post AND d.from_at <= b.told_at AND b.told_at < d.to_at
WHERE superseded_at IS NULL AND d.person IS NOT NULL AND reader IS DISTINCT FROM inbox_reader(b)`), "each message stands with who was on its post as it was told (ADR 47)")
	}
	require.Greater(t, waits, 15, "the engine was away from many acts")
	require.Equal(t, len(numbers), never.number(`SELECT count(DISTINCT number) FROM ledger_now WHERE new_at BETWEEN $1 AND $2 AND number = ANY($3)`,
		opens.Add(engineGoes), opens.Add(engineComes), numbers), "and from a due instant of every case")
	require.Equal(t, 8, never.number(`SELECT count(DISTINCT kind) FROM cases WHERE number = ANY($1)`, numbers), "kinds that are played")
	t.Logf("%d acts waited; all was compared %s after the opening", waits, time.Since(opens))
}
