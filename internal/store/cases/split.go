package cases

import (
	"context"
	"fmt"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/store/kernel"
)

const (
	// The text is sealed under the number of the case, which must be there before.
	stateIn = `UPDATE cases SET state = jsonb_set(state, '{facts,` + casework.FactStatedIn + `}', to_jsonb($2::text)) WHERE number = $1`

	selectBeside = `SELECT person FROM beside WHERE number = $1 ORDER BY person`
)

// openSplit inserts the case of a further person over the same matter (R131 to
// R133). What was written about him goes along, nothing that was written about
// others; the two are linked, for those who may see both.
func (s *Room) openSplit(ctx context.Context, w *kernel.Writing, e casework.Event) error {
	at, first := kernel.Stamp(e.At), w.Step.State
	number, err := s.nextNumber(ctx, w.Tx, s.db.Kinds.Opened(), at.In(s.db.Zone).Year())
	if err != nil {
		return err
	}
	begin := casework.SplitOff(first, e, at)
	begin.Number = number
	state, err := kernel.JSON(begin)
	if err != nil {
		return err
	}
	if _, err := kernel.Exec(ctx, w.Tx, insertOpened, number, begin.Kind, begin.Unit, begin.Post, begin.Stage, at, first.Number, e.Key, state); err != nil {
		return err
	}
	e.Other = number
	if err := s.addLink(ctx, w, e, casework.SplitInto); err != nil || e.TextID == "" {
		return err
	}
	return s.retell(ctx, w, e, number)
}

// retell seals what was written about the further person under his own case. Nobody
// reads it meanwhile; that a machine opened it stands in the audit all the same.
func (s *Room) retell(ctx context.Context, w *kernel.Writing, e casework.Event, number string) error {
	texts, err := s.textsIn(ctx, w.Tx, w.Step.State.Number, []string{e.TextID})
	if err != nil || texts[e.TextID] == "" {
		return err
	}
	id, err := s.db.Seal(ctx, w.Tx, kernel.Sealing{Number: number, Field: "text", Plain: texts[e.TextID], By: e.Actor, IsText: true})
	if err != nil {
		return err
	}
	if _, err := kernel.Exec(ctx, w.Tx, stateIn, number, id); err != nil {
		return err
	}
	_, err = kernel.Exec(ctx, w.Tx, kernel.InsertAudit, e.Actor, casework.Split, w.Step.State.Number, number)
	return err
}

// beside are the persons whom another case over the same matter is about.
func (s *Room) beside(ctx context.Context, v *casework.CaseView) error {
	if err := kernel.List(ctx, s.db, &v.Beside, selectBeside, v.Number); err != nil {
		return fmt.Errorf("select who else answers over %s: %w", v.Number, err)
	}
	return nil
}
