package main

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/reference"
)

// demoCases take in what goes on in the demo office, and do what was done of it, as its people
// would at the counter. Each has a key of its own, so that a second start brings nothing anew, and
// one that was ended half-way goes on. It comes after the installation is ready and keeps nobody
// waiting; the first that is refused ends its case there, and is told.
func demoCases(ctx context.Context, c *counter.Counter, cases []reference.DemoCase) error {
	for i, in := range cases {
		key := fmt.Sprintf("demo-case-%02d", i)
		who, err := c.Principal(ctx, in.By)
		if err != nil {
			return fmt.Errorf("demo case %d: %w", i, err)
		}
		receipt, err := c.Register(ctx, who, core.Registration{Item: in.Item, Fields: asOf(in.Fields, c.Now())}, key)
		switch {
		case casework.CodeOf(err) == casework.KeyReused: // of another minute: it stands since then
			continue
		case err != nil:
			return fmt.Errorf("demo case %d: %w", i, err)
		}
		for j, act := range in.Acts {
			if who, err = c.Principal(ctx, cmp.Or(act.By, in.By)); err != nil {
				return fmt.Errorf("demo case %s: %w", receipt.Number, err)
			}
			_, err := c.Do(ctx, who, receipt.Number, act.Command, asOf(act.Args, c.Now()), fmt.Sprintf("%s-%d", key, j))
			if err != nil && casework.CodeOf(err) != casework.KeyReused {
				return fmt.Errorf("demo case %s, %s: %w", receipt.Number, act.Command, err)
			}
		}
	}
	return nil
}

// asOf puts the minute where a form leaves it open.
func asOf[V any](form map[string]V, now time.Time) map[string]V {
	out := maps.Clone(form)
	for name, value := range out {
		if any(value) == any(reference.Now) {
			out[name] = any(now.In(core.Zone).Truncate(time.Minute).Format(time.RFC3339)).(V)
		}
	}
	return out
}
