package worker_test

import (
	"cmp"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/stretchr/testify/require"
)

// Everything that stands of a case, but for what the machine measured of itself (when
// it wrote or told something and so whom it found on post, in which run and revision) and for
// the names of rows.
// What had happened by $2 is told: what happens later, one house may know first.
const selectRecord = `
SELECT 'timeline' AS part, to_jsonb(t) - '{id,number,key,recorded_at}'::text[] AS row FROM timeline_now t WHERE number = $1 AND at < $2
UNION ALL
SELECT 'ledger', to_jsonb(l) - '{id,number,key}'::text[] FROM ledger_now l WHERE number = $1 AND at < $2
UNION ALL
SELECT 'inbox', to_jsonb(b) - '{id,number,event_key,told_at,reader,read_at}'::text[] FROM inbox b WHERE number = $1 AND superseded_at IS NULL AND at < $2
UNION ALL
SELECT 'verdict', to_jsonb(c) - '{number,digest,decided_at}'::text[] || jsonb_build_object('verdict', verdict - 'revision') FROM commands c WHERE number = $1
UNION ALL
SELECT 'case', jsonb_build_object(e.key, e.value) FROM cases k, jsonb_each(
	to_jsonb(k) - '{number,digest,registered_key,started_at,opens_at,run,revision,stage_at,prev_stage,prev_turn,state}'::text[]
	|| (state - '{number,run,revision,seen,lead,clocks}'::text[])) e WHERE k.number = $1
UNION ALL
SELECT 'kept', c FROM cases k, jsonb_array_elements(state->'clocks') c WHERE k.number = $1
UNION ALL
SELECT 'clock', to_jsonb(c) - 'number' FROM clocks c WHERE number = $1
UNION ALL
SELECT 'opens', jsonb_build_object('at', opens_at, 'kind', kind, 'unit', unit, 'post', post, 'facts', state->'facts') FROM cases
WHERE parent = $1 AND voided_at IS NULL AND opens_at < $2
UNION ALL
SELECT 'absence', to_jsonb(a) - 'id' FROM absences a WHERE id = $1`

// line is one row of a record, told from the opening of the play on: its instants
// stand apart, for a signal counts from the one the engine measured.
type line struct {
	text string
	at   []time.Duration
}

func (l line) String() string { return fmt.Sprint(l.text, " ", l.at) }

// record is what stands of a case at the curtain.
func (h *house) record(number string, opens, curtain time.Time) (out []line) {
	h.Helper()
	var rows []struct {
		Part string
		Row  []byte
	}
	require.NoError(h, h.raw.SelectContext(h.Context(), &rows, selectRecord, number, curtain))
	texts := h.texts(number)
	for _, r := range rows {
		var row any
		require.NoError(h, json.Unmarshal(r.Row, &row))
		l := line{}
		text, err := json.Marshal(l.tell(row, opens, texts))
		require.NoError(h, err)
		l.text = r.Part + " " + string(text)
		out = append(out, l)
	}
	slices.SortFunc(out, func(a, b line) int {
		return cmp.Or(strings.Compare(a.text, b.text), slices.Compare(a.at, b.at))
	})
	return out
}

// texts are the words people wrote, by the ids that stand for them.
func (h *house) texts(number string) map[string]string {
	h.Helper()
	var rows []struct{ ID, Text string }
	require.NoError(h, h.raw.SelectContext(h.Context(), &rows, `SELECT id, convert_from(data, 'UTF8') AS text FROM sealed_values WHERE number = $1`, number))
	texts := map[string]string{}
	for _, r := range rows {
		texts[r.ID] = r.Text
	}
	return texts
}

var aNumber = regexp.MustCompile(`\b([A-Z]{2}\d{4})-\d{6,}\b`)

// tell is a value of a row without what is another's in the other house: instants,
// which the line keeps, serials of cases, ids of texts.
func (l *line) tell(v any, opens time.Time, texts map[string]string) any {
	switch v := v.(type) {
	case map[string]any:
		for _, name := range slices.Sorted(maps.Keys(v)) {
			v[name] = l.tell(v[name], opens, texts)
		}
	case []any:
		for i := range v {
			v[i] = l.tell(v[i], opens, texts)
		}
	case string:
		if at, err := time.Parse(time.RFC3339, v); err == nil {
			l.at = append(l.at, at.Sub(opens))
			return "@"
		}
		if text, ok := texts[v]; ok {
			return text
		}
		return aNumber.ReplaceAllString(v, "$1")
	}
	return v
}

// received is when the signal of a case, if it has one, reached the engine.
func (h *house) received(number string) (at time.Time) {
	h.Helper()
	err := h.raw.GetContext(h.Context(), &at, `SELECT at FROM commands WHERE number = $1 AND digest IS NULL`, number)
	if !errors.Is(err, sql.ErrNoRows) {
		require.NoError(h, err)
	}
	return at
}

// differ tells what two records do not share. An instant is the other's, or as much
// later as a signal was received later.
func differ(want, got []line, later time.Duration) (out []string) {
	same := func(a, b time.Duration) bool {
		return (b-a).Abs() < time.Millisecond || (b-a-later).Abs() < time.Millisecond
	}
	agree := func(a, b line) bool { return a.text == b.text && slices.EqualFunc(a.at, b.at, same) }
	rest := slices.Clone(got)
	for _, l := range want {
		if i := slices.IndexFunc(rest, func(r line) bool { return agree(l, r) }); i >= 0 {
			rest = slices.Delete(rest, i, i+1)
			continue
		}
		out = append(out, "never away: "+l.String())
	}
	for _, l := range rest {
		out = append(out, "      away: "+l.String())
	}
	return out
}
