package store

import (
	"context"
	"fmt"

	"github.com/shixian/shixian/internal/casework"
)

const (
	// The text is sealed under the number of the case, which must be there before.
	stateIn = `UPDATE cases SET state = jsonb_set(state, '{facts,` + casework.FactStatedIn + `}', to_jsonb($2::text)) WHERE number = $1`

	selectBeside = `SELECT person FROM beside WHERE number = $1 ORDER BY person`
)

// openSplit inserts the case of a further person over the same matter (R131 to
// R133). What was written about him goes along, nothing that was written about
// others; the two are linked, for those who may see both.
func (c *commit) openSplit(ctx context.Context, e casework.Event) error {
	at, first := stamp(e.At), c.step.State
	number, err := c.store.nextNumber(ctx, c.tx, c.store.kinds.Opened(), at.In(c.store.zone).Year())
	if err != nil {
		return err
	}
	begin := casework.SplitOff(first, e, at)
	begin.Number = number
	state, err := asJSON(begin)
	if err != nil {
		return err
	}
	if _, err := exec(ctx, c.tx, insertOpened, number, begin.Kind, begin.Unit, begin.Post, begin.Stage, at, first.Number, e.Key, state); err != nil {
		return err
	}
	e.Other = number
	if err := c.addLink(ctx, e, casework.SplitInto); err != nil || e.TextID == "" {
		return err
	}
	return c.retell(ctx, e, number)
}

// retell seals what was written about the further person under his own case. Nobody
// reads it meanwhile; that a machine opened it stands in the audit all the same.
func (c *commit) retell(ctx context.Context, e casework.Event, number string) error {
	texts, err := c.store.textsIn(ctx, c.tx, c.step.State.Number, []string{e.TextID})
	if err != nil || texts[e.TextID] == "" {
		return err
	}
	id, err := c.store.seal(ctx, c.tx, sealing{number, "text", texts[e.TextID], e.Actor, true})
	if err != nil {
		return err
	}
	if _, err := exec(ctx, c.tx, stateIn, number, id); err != nil {
		return err
	}
	_, err = exec(ctx, c.tx, insertAudit, e.Actor, casework.Split, c.step.State.Number, number)
	return err
}

// beside are the persons whom another case over the same matter is about.
func (s *Store) beside(ctx context.Context, v *casework.CaseView) error {
	if err := list(ctx, s.db, &v.Beside, selectBeside, v.Number); err != nil {
		return fmt.Errorf("select who else answers over %s: %w", v.Number, err)
	}
	return nil
}
