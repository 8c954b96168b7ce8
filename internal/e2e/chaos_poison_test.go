package e2e

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
	commonpb "go.temporal.io/api/common/v1"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/converter"
	"golang.org/x/sync/errgroup"

	"github.com/shixian/shixian/internal/casework"
)

// poison is a body that no honest program sends, as it stands in the engine; ID
// stands for one that no other body has.
type poison struct {
	name, encoding, body string
	kept                 bool // it has an id that can be kept: its refusal is, under that
}

func poisons() []poison {
	long := strings.Repeat("长", 100_000)
	const text = "json/plain"
	return []poison{
		{"NUL in the id", text, `{"id":"ID\u0000b","actor":"section_head"}`, false},
		{"NUL in the actor", text, `{"id":"ID","actor":"section\u0000head"}`, false},
		{"NUL in an argument", text, `{"id":"ID","actor":"section_head","args":{"reason_id":"a\u0000"}}`, false},
		{"bytes that are no text", text, "{\"id\":\"ID\xff\xfe\",\"actor\":\"auditor\"}", true}, // read as U+FFFD
		{"an actor of such bytes", text, "{\"id\":\"ID\",\"actor\":\"\xc3\x28\"}", true},
		{"half a surrogate", text, `{"id":"ID\ud800","actor":"auditor"}`, true},
		{"an actor nobody knows", text, `{"id":"ID","actor":"mallory"}`, true},
		{"an actor who may not", text, `{"id":"ID","actor":"auditor"}`, true},
		{"no actor", text, `{"id":"ID"}`, false},
		{"no id", text, `{"actor":"section_head"}`, false},
		{"a field nobody knows", text, `{"id":"ID","actor":"section_head","args":{"colour":"red"}}`, true},
		{"a field of another type", text, `{"id":"ID","actor":"section_head","args":{"days":"many"}}`, false},
		{"a number past all bounds", text, `{"id":"ID","actor":"section_head","args":{"days":9223372036854775807}}`, true},
		{"an instant of the year one", text, `{"id":"ID","actor":"section_head","at":"0001-01-01T00:00:01Z"}`, true},
		{"300,000 bytes", text, `{"id":"ID` + long + `","actor":"section_head"}`, false},
		{"a list", text, `[1,2,3]`, false},
		{"half an object", text, `{"id":`, false},
		{"nothing", text, ``, false},
		{"null", text, `null`, false},
		{"bytes", "binary/plain", "\x00\x01\x02", false},
		{"an encoding nobody knows", "binary/martian", "\x00", false},
	}
}

// Names under which poison is sent: of an act, of an act of another kind, of what only
// the machine itself sends, and of nothing. A signal of no name is heard by nobody.
var (
	signalled = []string{casework.Chase, casework.SignOff, casework.Recount, casework.Accounted, casework.Manned}
	updated   = []string{casework.Chase, casework.Recount}
)

const noSuchAct = "no-such-act"

// TestChaosPoison: what no honest program sends comes straight to the engine, while
// honest acts come to the counter, for cases of every kind and for practice cases on
// their way to a breach. Each life goes on as an untouched twin's, in the same run;
// every act stands once; every poison that was heard is refused in writing, once, and
// under its id where it has one; and no case ever stood still.
func TestChaosPoison(t *testing.T) {
	h := open(t)
	watchStanding(t, h)
	engine := h.dial()
	practised := registerMany(t, h, 4)
	lives := takeInMatters(t, h, []string{"poisoned"})
	acts := playAct(t, h, lives, 0)

	poisoned, clean := slices.Clone(practised), []string{}
	for _, l := range lives {
		if l.fate != "" {
			poisoned = append(poisoned, l.number)
		} else {
			clean = append(clean, l.number)
		}
	}
	meanwhile := actsOf(h, lives, 1)
	var honest sync.WaitGroup
	honest.Go(func() { handAll(meanwhile) })
	answered := poisonAll(t, engine, poisoned)
	honest.Wait()
	keepAll(t, meanwhile)
	acts = slices.Concat(acts, meanwhile, playAct(t, h, lives, 2))

	checkLivesAlike(t, h, lives)
	checkActs(t, h, acts)
	checkRefusals(t, h, answered, clean)
	awaitLevelThree(t, h, practised)
	checkEveryLife(t, h, practised)
	checkEveryMessage(t, h, len(practised))
	checkRefusals(t, h, answered, clean)
	var again []string
	require.NoError(t, h.db.SelectContext(t.Context(), &again, "SELECT number FROM cases WHERE run > 1"))
	require.Empty(t, again, "workflows that had to be begun again")
	nothingLost(t, h)
}

// poisonAll sends every body to every case, as a Signal and as an Update, and those
// with an id of their own twice. It answers how many Updates of each case got a
// verdict: the others were turned back at the door, and left no history.
func poisonAll(t *testing.T, engine client.Client, numbers []string) (answered map[string]int) {
	t.Helper()
	counts := make([]int, len(numbers))
	work, ctx := errgroup.WithContext(t.Context()) // the first that is not answered ends the rest
	work.SetLimit(hands)
	for i, number := range numbers {
		work.Go(func() error {
			for _, p := range poisons() {
				n, err := p.send(ctx, engine, number)
				if err != nil {
					return fmt.Errorf("%s for %s: %w", p.name, number, err)
				}
				counts[i] += n
			}
			return nil
		})
	}
	require.NoError(t, work.Wait())
	answered = map[string]int{}
	for i, number := range numbers {
		answered[number] = counts[i]
	}
	return answered
}

var (
	errObeyed     = errors.New("poison was obeyed")
	errUnanswered = errors.New("no answer")
)

func (p poison) send(ctx context.Context, engine client.Client, number string) (answered int, err error) {
	for _, name := range append([]string{noSuchAct}, signalled...) {
		times := 1
		if p.kept {
			times = 2
		}
		for range times {
			if err := engine.SignalWorkflow(ctx, number, "", name, p.payload(p.id("signal", name, number))); err != nil {
				return 0, fmt.Errorf("signal %s: %w", name, err)
			}
		}
	}
	for _, name := range append([]string{noSuchAct}, updated...) {
		id := p.id("update", name, number)
		v, err := forge(ctx, engine, number, id, name, p.payload(id))
		switch {
		case errors.Is(err, errUnanswered):
			return 0, fmt.Errorf("update %s: %w", name, err)
		case err == nil && v.Accepted:
			return 0, fmt.Errorf("update %s: %w", name, errObeyed)
		case err == nil:
			answered++
		}
	}
	return answered, nil
}

// id is one that no other body has, of any case: ids are the installation's.
func (p poison) id(door, name, number string) string {
	at := slices.IndexFunc(poisons(), func(o poison) bool { return o.name == p.name })
	return fmt.Sprintf("%s-%s-%d-%s-", door, name, at, number)
}

func (p poison) payload(id string) converter.RawValue {
	return converter.NewRawValue(&commonpb.Payload{
		Metadata: map[string][]byte{converter.MetadataEncoding: []byte(p.encoding)}, Data: []byte(strings.ReplaceAll(p.body, "ID", id)),
	})
}

// forge sends an Update straight to the engine.
func forge(ctx context.Context, engine client.Client, number, id, name string, body any) (v casework.Verdict, err error) {
	ctx, cancel := context.WithTimeout(ctx, recoveredWithin)
	defer cancel()
	handle, err := engine.UpdateWorkflow(ctx, client.UpdateWorkflowOptions{
		WorkflowID: number, UpdateID: id, UpdateName: name, Args: []any{body}, WaitForStage: client.WorkflowUpdateStageCompleted,
	})
	if err == nil {
		err = handle.Get(ctx, &v)
	}
	if ctx.Err() != nil { // the client has its own name for that
		err = errUnanswered
	}
	return v, err
}

// checkRefusals: each signal that was heard, and each Update that got a verdict, is
// refused in the record once; what has an id has its verdict there, and no other; and
// an untouched case knows of none.
func checkRefusals(t *testing.T, h *house, answered map[string]int, clean []string) {
	t.Helper()
	for number, updates := range answered {
		want := map[string]int{"update": updates}
		for _, name := range signalled {
			want["signal "+name] = len(poisons())
		}
		have := map[string]int{}
		eventually(t, recoveredWithin, "every signal to "+number+" is refused in writing", func() bool {
			var rows []struct {
				What string
				N    int
			}
			require.NoError(t, h.db.SelectContext(t.Context(), &rows, `
SELECT CASE detail ->> 'door' WHEN 'signal' THEN 'signal ' || (detail ->> 'command') ELSE detail ->> 'door' END AS what, count(*) AS n
FROM timeline_now WHERE number = $1 AND name = 'command_refused' GROUP BY 1`, number))
			clear(have)
			sum := 0
			for _, r := range rows {
				have[r.What] = r.N
				sum += r.N
			}
			return sum >= updates+len(signalled)*len(poisons())
		})
		require.Equal(t, want, have, number)
		checkVerdicts(t, h, number)
	}
	for _, number := range clean {
		var n int
		require.NoError(t, h.db.GetContext(t.Context(), &n, "SELECT count(*) FROM timeline WHERE number = $1 AND name = 'command_refused'", number))
		require.Zero(t, n, number)
	}
}

// checkVerdicts: what came by a door of the engine and can be kept is kept once,
// refused.
func checkVerdicts(t *testing.T, h *house, number string) {
	t.Helper()
	var want, have, obeyed []string
	for _, p := range poisons() {
		for _, name := range signalled {
			if p.kept {
				want = append(want, p.id("signal", name, number))
			}
		}
	}
	slices.Sort(want)
	require.NoError(t, h.db.SelectContext(t.Context(), &have, `
SELECT rtrim(id, chr(65533)) FROM commands WHERE number = $1 AND id LIKE 'signal-%' ORDER BY 1`, number))
	slices.Sort(have)
	require.Equal(t, want, have, number)
	require.NoError(t, h.db.SelectContext(t.Context(), &obeyed, `
SELECT id FROM commands WHERE digest IS NULL AND verdict ->> 'accepted' IS DISTINCT FROM 'false' AND number = $1`, number))
	require.Empty(t, obeyed, number)
}
