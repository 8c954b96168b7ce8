package cases

import (
	"context"
	"fmt"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/store/kernel"
)

// The efficiency office that answers for the unit; where there is none, whoever
// leads it, so that no breach is left without somebody who looks into it. What
// went upward stays with the office it went to.
const selectInvestigator = `
SELECT p.id, p.unit FROM posts p WHERE p.id = COALESCE(NULLIF($3, ''),
    (SELECT post FROM unit_roles WHERE unit = $1 AND role = 'efficiency_office'),
    (SELECT post FROM unit_roles WHERE unit = $1 AND role = 'principal_leader'), $2)`

const insertOpened = `
INSERT INTO cases (number, kind, unit, post, stage, prev_stage, stage_at, received_at, registered_at, opens_at, next_at,
                   parent, parent_key, state)
VALUES ($1, $2, $3, $4, $5, $5, $6, $6, $6, $6, $6, $7, $8, $9)`

// OpenCases inserts the cases the step's events open. A number is taken here,
// also for a case whose instant lies ahead and may yet be taken back: then it
// stays void, and its number with it. Last, for numbers are taken in turn.
func (s *Room) OpenCases(ctx context.Context, w *kernel.Writing) error {
	for _, e := range w.Step.Events {
		var err error
		switch e.Name {
		case casework.AccountabilityOpened:
			err = s.openAccountability(ctx, w, e)
		case casework.Converted, casework.CaseOpened:
			err = s.openConverted(ctx, w, e)
		}
		if err != nil {
			return fmt.Errorf("open case for %s %s: %w", e.Name, e.Key, err)
		}
	}
	return nil
}

func (s *Room) openAccountability(ctx context.Context, w *kernel.Writing, e casework.Event) error {
	st := w.Step.State
	if st.Kind == s.db.Kinds.Opened() && e.Detail["person"] != "" {
		return s.openSplit(ctx, w, e)
	}
	var office struct{ ID, Unit string }
	unit, post := st.Unit, st.Post
	if e.Unit != "" { // a co-unit answers before those who look into its own unit
		unit, post = e.Unit, e.Post
	}
	up := upward(st.Facts)
	if err := kernel.Get(ctx, w.Tx, &office, selectInvestigator, unit, post, up[casework.FactOfficePost]); err != nil {
		return err
	}
	at := kernel.Stamp(e.At)
	number, err := s.nextNumber(ctx, w.Tx, s.db.Kinds.Opened(), at.In(s.db.Zone).Year())
	if err != nil {
		return err
	}
	cause := casework.Cause{
		Number: st.Number, Clock: e.Clock, Round: e.Round, Post: e.Detail["post"], At: at,
		Turn: casework.Role(e.Detail["turn"]),
	}
	if cause.Post == "" {
		cause.Post = st.Post
	}
	for _, c := range st.Clocks {
		if c.Name == e.Clock && c.Round == e.Round {
			cause.Due = c.Due
		}
	}
	opened := s.db.Kinds.By(kind.ByMachine)
	stage := opened.Opens
	state, err := kernel.JSON(casework.State{
		Number: number, Kind: opened.Kind, Unit: office.Unit, Post: office.ID, Run: 1,
		Stage: stage, Received: at, Registered: at, Cause: &cause, Facts: up,
	})
	if err != nil {
		return err
	}
	_, err = kernel.Exec(ctx, w.Tx, insertOpened, number, opened.Kind, office.Unit, office.ID, stage, at,
		st.Number, e.Key, state)
	return err
}

// upward are the facts by which a case that went upward stays there: whom it is
// about has no part in what it opens either.
func upward(facts map[string]string) map[string]string {
	if !casework.WentUp(facts) {
		return nil
	}
	return map[string]string{
		casework.FactOffice: facts[casework.FactOffice], casework.FactOfficePost: facts[casework.FactOfficePost],
	}
}
