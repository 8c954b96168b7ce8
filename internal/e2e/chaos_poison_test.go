package e2e

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	commonpb "go.temporal.io/api/common/v1"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/converter"

	"github.com/shixian/shixian/internal/casework"
)

// poison is a body that no honest program sends, as it stands in the engine.
type poison struct {
	name, encoding, body string
}

func poisons() []poison {
	long := strings.Repeat("长", 100_000)
	return []poison{
		{"NUL in the id", "json/plain", `{"id":"a\u0000b","actor":"section_head"}`},
		{"NUL in the actor", "json/plain", `{"id":"p1","actor":"section\u0000head"}`},
		{"NUL in an argument", "json/plain", `{"id":"p2","actor":"section_head","args":{"reason_id":"a\u0000"}}`},
		{"bytes that are no text", "json/plain", "{\"id\":\"\xff\xfe\",\"actor\":\"section_head\"}"},
		{"an actor of such bytes", "json/plain", "{\"id\":\"p3\",\"actor\":\"\xc3\x28\"}"},
		{"half a surrogate", "json/plain", `{"id":"\ud800","actor":"section_head"}`},
		{"an actor nobody knows", "json/plain", `{"id":"p4","actor":"mallory"}`},
		{"an actor who may not", "json/plain", `{"id":"p5","actor":"auditor"}`},
		{"no actor", "json/plain", `{"id":"p6"}`},
		{"no id", "json/plain", `{"actor":"section_head"}`},
		{"a field nobody knows", "json/plain", `{"id":"p7","actor":"section_head","args":{"colour":"red"}}`},
		{"a field of another type", "json/plain", `{"id":"p8","actor":"section_head","args":{"days":"many"}}`},
		{"a number past all bounds", "json/plain", `{"id":"p9","actor":"section_head","args":{"days":9223372036854775807}}`},
		{"an instant of the year one", "json/plain", `{"id":"p10","actor":"section_head","at":"0001-01-01T00:00:01Z"}`},
		{"300,000 bytes", "json/plain", `{"id":"` + long + `","actor":"section_head"}`},
		{"a list", "json/plain", `[1,2,3]`},
		{"half an object", "json/plain", `{"id":`},
		{"nothing", "json/plain", ``},
		{"null", "json/plain", `null`},
		{"bytes", "binary/plain", "\x00\x01\x02"},
		{"an encoding nobody knows", "binary/martian", "\x00"},
	}
}

// TestChaosPoison: what no honest program sends comes straight to the engine, for
// cases of every kind and for practice cases on their way to a breach; each life goes
// on as an untouched twin's, and what was refused is written down once.
func TestChaosPoison(t *testing.T) {
	h := open(t)
	engine := h.dial()
	practised := registerMany(t, h, 4)
	lives := takeInMatters(t, h, []string{"poisoned"})
	playAct(t, h, lives, 0)
	for _, number := range practised {
		poisonAll(t, engine, number)
	}
	for _, l := range lives {
		if l.fate != "" {
			poisonAll(t, engine, l.number)
		}
	}
	playAct(t, h, lives, 1)
	playAct(t, h, lives, 2)
	checkLivesAlike(t, h, lives)
	awaitLevelThree(t, h, practised)
	checkEveryLife(t, h, practised)
	checkEveryMessage(t, h, len(practised))
	for _, l := range lives {
		var n int
		require.NoError(t, h.db.GetContext(t.Context(), &n, "SELECT count(*) FROM timeline_now WHERE number = $1 AND name = 'command_refused'", l.number))
		t.Logf("%s %s: %d refusals", l.kind, l.fate, n)
		require.Equal(t, l.fate != "", n > 0, l.number)
	}
	var foreign []string
	require.NoError(t, h.db.SelectContext(t.Context(), &foreign, `
SELECT id FROM commands WHERE digest IS NULL AND (verdict ->> 'accepted')::boolean`))
	require.Empty(t, foreign, "poison that was obeyed")
	nothingLost(t, h)
}

// poisonAll sends each body as a Signal and as an Update, under the name of an act,
// of an act of another kind, of what only the machine itself sends, and of nothing.
func poisonAll(t *testing.T, engine client.Client, number string) {
	t.Helper()
	for i, p := range poisons() {
		raw := converter.NewRawValue(&commonpb.Payload{
			Metadata: map[string][]byte{converter.MetadataEncoding: []byte(p.encoding)}, Data: []byte(p.body),
		})
		for _, name := range []string{casework.Chase, casework.SignOff, casework.Recount, casework.Accounted, casework.Manned, "no-such-act"} {
			err := engine.SignalWorkflow(t.Context(), number, "", name, raw)
			require.NoError(t, err, "%s: signal %s", p.name, name)
		}
		for _, name := range []string{casework.Chase, casework.Recount, "no-such-act"} {
			accepted, err := forge(t, engine, number, fmt.Sprintf("%s-%d", name, i), name, raw)
			require.False(t, err == nil && accepted, "%s: update %s is obeyed", p.name, name)
		}
	}
}

// forge sends an Update straight to the engine and tells whether it was obeyed.
func forge(t *testing.T, engine client.Client, number, id, name string, body any) (accepted bool, err error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), answeredWithin)
	defer cancel()
	handle, err := engine.UpdateWorkflow(ctx, client.UpdateWorkflowOptions{
		WorkflowID: number, UpdateID: id, UpdateName: name, Args: []any{body}, WaitForStage: client.WorkflowUpdateStageCompleted,
	})
	if err != nil {
		return false, err
	}
	var v casework.Verdict
	err = handle.Get(ctx, &v)
	return v.Accepted, err
}
