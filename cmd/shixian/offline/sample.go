package offline

import (
	"context"
	"encoding/json"
	"fmt"
	"sync"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/simulate"
)

// Simulator lends package simulate to the counter, one case at a time: virtual
// time keeps a processor busy.
type Simulator struct {
	mu    sync.Mutex
	Leave policy.Leave
}

// Play implements core.Simulator. A draft that makes virtual time run on and
// on is refused like one that cannot be counted.
func (s *Simulator) Play(ctx context.Context, book *policy.Book, in core.Sample) (out []core.Played, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return nil, err // whoever asked has gone while others played
	}
	acts := make([]simulate.Act, len(in.Acts))
	for i, text := range in.Acts {
		if err := json.Unmarshal(text, &acts[i]); err != nil {
			return nil, &casework.Error{Code: casework.Invalid, Field: fmt.Sprintf("acts[%d]", i), Note: err.Error()}
		}
	}
	defer func() {
		if r := recover(); r != nil { // the test environment of the SDK gives up by panicking
			out, err = nil, &casework.Error{Code: casework.Invalid, Field: "policy", Rule: "simulate", Note: fmt.Sprint(r)}
		}
	}()
	lines, err := simulate.Run(book, simulate.Input{
		Kind: in.Kind, Item: in.Item, Received: in.Received, Until: in.Until, Acts: acts, Leave: s.Leave,
	})
	for _, l := range lines {
		out = append(out, core.Played{
			At: l.At, Case: l.Case, Event: l.Event, Clock: l.Clock, Level: l.Level, To: l.To, Detail: l.Detail,
		})
	}
	return out, err
}
