package store

import (
	"context"
	"fmt"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
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

// openCases inserts the cases the step's events open. A number is taken here,
// also for a case whose instant lies ahead and may yet be taken back: then it
// stays void, and its number with it. Last, for numbers are taken in turn.
func (c *commit) openCases(ctx context.Context) error {
	for _, e := range c.step.Events {
		var err error
		switch e.Name {
		case casework.AccountabilityOpened:
			err = c.openAccountability(ctx, e)
		case casework.Converted:
			err = c.openConverted(ctx, e)
		}
		if err != nil {
			return fmt.Errorf("open case for %s %s: %w", e.Name, e.Key, err)
		}
	}
	return nil
}

func (c *commit) openAccountability(ctx context.Context, e casework.Event) error {
	st := c.step.State
	if st.Kind == c.store.kinds.Opened() && e.Detail["person"] != "" {
		return c.openSplit(ctx, e)
	}
	var office struct{ ID, Unit string }
	unit, post := st.Unit, st.Post
	if e.Unit != "" { // a co-unit answers before those who look into its own unit
		unit, post = e.Unit, e.Post
	}
	if err := get(ctx, c.tx, &office, selectInvestigator, unit, post, st.Facts[casework.FactOfficePost]); err != nil {
		return err
	}
	at := stamp(e.At)
	number, err := c.store.nextNumber(ctx, c.tx, c.store.kinds.Opened(), at.In(c.store.zone).Year())
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
	opened := c.store.kinds.By(kind.ByMachine)
	stage := opened.Opens
	state, err := asJSON(casework.State{
		Number: number, Kind: opened.Kind, Unit: office.Unit, Post: office.ID, Run: 1,
		Stage: stage, Received: at, Registered: at, Cause: &cause, Facts: upward(st.Facts),
	})
	if err != nil {
		return err
	}
	_, err = exec(ctx, c.tx, insertOpened, number, opened.Kind, office.Unit, office.ID, stage, at,
		st.Number, e.Key, state)
	return err
}

// upward are the facts by which a case that went upward stays there: whom it is
// about has no part in what it opens either.
func upward(facts map[string]string) map[string]string {
	if facts[casework.FactOfficePost] == "" {
		return nil
	}
	return map[string]string{
		casework.FactOffice: facts[casework.FactOffice], casework.FactOfficePost: facts[casework.FactOfficePost],
	}
}
