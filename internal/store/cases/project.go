package cases

import (
	"context"
	"fmt"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/store/kernel"
)

// The guard lets no older step overwrite a newer one. The step says from when
// its stage and turn hold, and what readers see until then.
const updateCase = `
UPDATE cases SET
    unit = $4, post = $5, stage = $6, turn = $7, stage_at = $8, prev_stage = $16, prev_turn = $17,
    received_at = $9, run = $2, revision = $3, policy = $10, calendar = $11, result = $12,
    closed_at = COALESCE($13::timestamptz, 'infinity'), next_at = COALESCE($14::timestamptz, 'infinity'), state = $15,
    item_version = COALESCE(NULLIF($18, 0), item_version)
WHERE number = $1 AND (run, revision) < ($2, $3)`

// Project brings case and clocks up to this step, unless a later one was there.
func (s *Room) Project(ctx context.Context, w *kernel.Writing) error {
	st := w.Step.State
	state, err := kernel.JSON(st)
	if err != nil {
		return err
	}
	next, _, _ := st.Next()
	before := casework.Standing{Stage: st.Stage, Turn: st.Turn}
	if w.Step.Before != nil {
		before = *w.Step.Before
	}
	n, err := kernel.Exec(ctx, w.Tx, updateCase, st.Number, st.Run, st.Revision, st.Unit, st.Post,
		st.Stage, st.Turn, w.Step.At, st.Received, st.Policy, st.Calendar, st.Result,
		kernel.Optional(st.ClosedAt), kernel.Optional(next), state, before.Stage, before.Turn, st.ItemVersion)
	switch {
	case err != nil:
		return fmt.Errorf("update case: %w", err)
	case n == 0:
		return nil
	}
	return s.projectClocks(ctx, w)
}

// clockRow is a clock on its way to the table; what is nil keeps its old value.
type clockRow struct {
	Name        string               `json:"name"`
	Round       int                  `json:"round"`
	Rule        string               `json:"rule"`
	Basis       string               `json:"basis"`
	Owner       casework.Role        `json:"owner"`
	Post        string               `json:"of_post"` // of a co-unit's clock (R044)
	Unit        string               `json:"of_unit"`
	Outcome     casework.Outcome     `json:"outcome"`
	Visible     *time.Time           `json:"visible_at"`
	Start       time.Time            `json:"start_at"`
	Half        *time.Time           `json:"half_at"`
	Near        *time.Time           `json:"near_at"`
	UsedUp      *time.Time           `json:"used_up"` // near, where nothing warns of it any more
	Due         time.Time            `json:"due_at"`
	Date        string               `json:"due_date"`
	DueVersion  int                  `json:"due_version"`
	Ended       *time.Time           `json:"ended_at"`
	EndedAs     casework.ClockStatus `json:"ended_as"`
	PauseFrom   *time.Time           `json:"pause_from"`
	PauseUntil  *time.Time           `json:"pause_until"`
	Limit       string               `json:"limit_text"`
	Granted     int                  `json:"granted"`
	Provisional bool                 `json:"provisional"`
	Prompt      bool                 `json:"prompt"`
	Filed       *time.Time           `json:"filed_at"` // this round is met: nothing is owed before the next
}

// A clock the state no longer has was begun by a step since taken back, unless it
// has ended: rounds of a standing duty that are over stay in the table alone, but for
// those whose beginning this very step takes back. What a
// row cannot know any more is kept from before: when it became visible, warnings
// already given for this due date, and the post of a clock that has ended.
const writeClocks = `
WITH n AS (
    SELECT * FROM jsonb_to_recordset($2::jsonb) AS n(
        name text, round integer, rule text, basis text, owner text, of_post text, of_unit text, outcome text, visible_at timestamptz,
        start_at timestamptz, half_at timestamptz, near_at timestamptz, used_up timestamptz, due_at timestamptz, due_date text,
        due_version integer, ended_at timestamptz, ended_as text, pause_from timestamptz, pause_until timestamptz,
        limit_text text, granted integer, provisional boolean, prompt boolean, filed_at timestamptz)
), gone AS (
    DELETE FROM clocks o WHERE o.number = $1 AND (o.ended_at > now() OR o.visible_at > now()
        OR CASE WHEN cardinality($7::text[]) > 0 THEN (
            SELECT t.key FROM timeline t WHERE t.number = $1 AND t.name = 'clock_started' AND t.clock = o.name AND t.round = o.round
            AND t.takes_back IS NULL ORDER BY t.id DESC LIMIT 1) = ANY($7) END)
    AND NOT EXISTS (SELECT FROM n WHERE n.name = o.name AND n.round = o.round)
)
INSERT INTO clocks AS c (number, name, round, rule, basis, owner, post, outcome, visible_at, start_at, half_at, near_at,
       due_at, due_date, due_version, ended_at, ended_as, pause_from, pause_until, limit_text, granted, provisional, prompt, filed_at)
SELECT $1, n.name, n.round, n.rule, n.basis, n.owner,
       CASE WHEN o.ended_at <= now() THEN o.post
            WHEN n.owner IN ('handler', 'acting_holder') THEN COALESCE(NULLIF(n.of_post, ''), $3)
            WHEN n.owner = $5 THEN $6 ELSE r.post END,
       n.outcome, COALESCE(n.visible_at, o.visible_at, n.start_at), n.start_at,
       COALESCE(n.half_at, CASE WHEN o.due_version = n.due_version THEN o.half_at END),
       COALESCE(n.near_at, CASE WHEN o.due_version = n.due_version THEN o.near_at END, n.used_up),
       n.due_at, n.due_date, n.due_version, COALESCE(n.ended_at, 'infinity'), n.ended_as, n.pause_from, n.pause_until,
       n.limit_text, n.granted, n.provisional, n.prompt, n.filed_at
FROM n
LEFT JOIN clocks o ON o.number = $1 AND o.name = n.name AND o.round = n.round
LEFT JOIN unit_roles r ON r.unit = COALESCE(NULLIF(n.of_unit, ''), $4) AND r.role = n.owner
ON CONFLICT (number, name, round) DO UPDATE SET
    (rule, basis, owner, post, outcome, visible_at, start_at, half_at, near_at, due_at, due_date, due_version, ended_at,
     ended_as, pause_from, pause_until, limit_text, granted, provisional, prompt, filed_at) =
    (excluded.rule, excluded.basis, excluded.owner, excluded.post, excluded.outcome, excluded.visible_at,
     excluded.start_at, excluded.half_at, excluded.near_at, excluded.due_at, excluded.due_date, excluded.due_version,
     excluded.ended_at, excluded.ended_as, excluded.pause_from, excluded.pause_until, excluded.limit_text,
     excluded.granted, excluded.provisional, excluded.prompt, excluded.filed_at)
WHERE c.* IS DISTINCT FROM excluded.*`

func (s *Room) projectClocks(ctx context.Context, w *kernel.Writing) error {
	st := w.Step.State
	rows := make([]clockRow, 0, len(st.Clocks))
	for _, k := range st.Clocks {
		rows = append(rows, s.clockRow(w, k))
	}
	text, err := kernel.JSON(rows)
	if err != nil {
		return err
	}
	if _, err := kernel.Exec(ctx, w.Tx, writeClocks, st.Number, text, st.Post, st.Unit,
		st.Facts[casework.FactOffice], st.Facts[casework.FactOfficePost], append([]string{}, w.Step.TakenBack...)); err != nil {
		return fmt.Errorf("write clocks: %w", err)
	}
	return nil
}

func (s *Room) clockRow(w *kernel.Writing, k casework.Clock) clockRow {
	row := clockRow{
		Name: k.Name, Round: k.Round, Rule: k.Rule, Basis: k.Basis, Owner: k.Owner, Post: k.Post, Unit: k.Unit, Outcome: k.Outcome,
		Start: k.Start, Due: k.Due, Date: k.Date, DueVersion: k.DueVersion, Limit: k.Limit, Granted: k.Granted,
		Provisional: k.Provisional, Prompt: k.Prompt,
	}
	if !k.Open() {
		row.Ended, row.EndedAs = &k.Ended, k.Status
	}
	if !k.Filed.IsZero() {
		row.Filed = &k.Filed
	}
	if k.Near.After(k.Start) { // of a receipt entered for the past, no warning is ahead: it is near all the same
		row.UsedUp = &k.Near
	}
	for _, a := range k.Alarms {
		row.warn(a.Kind, a.At)
	}
	for _, e := range w.Step.Events {
		if e.Clock != k.Name || e.Round != k.Round {
			continue
		}
		switch e.Name {
		case casework.ClockStarted:
			row.Visible = &e.At
		case casework.ClockWarned:
			row.warn(casework.AlarmKind(e.Level), e.At)
		}
	}
	switch n := len(k.Pauses); {
	case k.Status == casework.Paused && w.Step.State.Pause != nil:
		row.PauseFrom, row.PauseUntil = &w.Step.State.Pause.From, &w.Step.State.Pause.Until
	case n > 0:
		row.PauseFrom, row.PauseUntil = &k.Pauses[n-1].From, &k.Pauses[n-1].To
	}
	return row
}

func (r *clockRow) warn(kind casework.AlarmKind, at time.Time) {
	switch kind {
	case casework.AlarmHalf:
		r.Half = &at
	case casework.AlarmNear:
		r.Near = &at
	}
}
