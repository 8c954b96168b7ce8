package people

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/duty"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/store/kernel"
)

const (
	// What stands of an absence: begun by telephone, granted, called off, ended.
	selectGranted = `
SELECT t.name, t.actor, t.detail FROM timeline t
WHERE t.number = $1 AND t.takes_back IS NULL
  AND t.name IN ('absence_begun', 'absence_approved', 'absence_cancelled', 'absence_ended')
  AND NOT EXISTS (SELECT FROM timeline x WHERE x.number = t.number AND x.takes_back = t.key)
ORDER BY t.at, t.id`

	// The absence bears its case's number, so that writing it again changes nothing.
	upsertAbsence = `
INSERT INTO absences AS a (id, person, from_at, until_at, returned_at, kind, by) VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (id) DO UPDATE SET until_at = excluded.until_at, returned_at = excluded.returned_at
WHERE (a.until_at, a.returned_at) IS DISTINCT FROM (excluded.until_at, excluded.returned_at)
RETURNING id`

	revokeAbsence = `UPDATE absences SET returned_at = from_at WHERE id = $1 AND returned_at IS DISTINCT FROM from_at RETURNING id`

	// Posts the person stands on until he leaves, as A or as a backup.
	selectLeft = `SELECT post FROM duty_segments WHERE person = $1 AND from_at <= $2 AND $2 < to_at`

	// One post for each who steps in there, so that he hears once; the case's own
	// first.
	selectTaken = `
SELECT DISTINCT ON (person) post FROM duty_segments
WHERE post = ANY($1) AND person IS NOT NULL AND person <> $2 AND from_at <= $3 AND $3 < to_at
ORDER BY person, post <> $4, post`
)

// granted is what the record says of an absence.
type granted struct {
	stands    bool
	by        string
	returned  time.Time
	cancelled bool
}

// KeepAbsence brings the absence, the stand-ins named for it and the duty they
// change up to what the case's record says (R157, R164, R169). Computed from the
// whole record each time, so what was taken back is undone too.
func (s *Room) KeepAbsence(ctx context.Context, w *kernel.Writing) error {
	st := w.Step.State
	if st.Kind != s.db.Kinds.Leave() {
		return nil
	}
	person := st.Facts["person"]
	var leaves []string // none of a vacant post
	if err := kernel.List(ctx, w.Tx, &leaves, lockPerson, person); err != nil {
		return fmt.Errorf("lock %s: %w", person, err)
	}
	if err := s.keepStandins(ctx, w); err != nil || st.Term == nil { // nobody is away from a vacant post
		return err
	}
	var left []string
	if err := kernel.List(ctx, w.Tx, &left, selectLeft, person, st.Term.From.Add(-time.Microsecond)); err != nil {
		return fmt.Errorf("select posts left: %w", err)
	}
	g, err := s.grantedTo(ctx, w)
	if err != nil {
		return err
	}
	changed, err := s.writeAbsence(ctx, w, g)
	if err != nil {
		return fmt.Errorf("write absence: %w", err)
	}
	if changed {
		if err := rewriteDuty(ctx, w.Tx, lockPostsOf, person); err != nil {
			return err
		}
	}
	if err := kernel.List(ctx, w.Tx, &w.StepIn, selectTaken, left, person, st.Term.From, st.Post); err != nil {
		return fmt.Errorf("select who steps in: %w", err)
	}
	return nil
}

// keepStandins puts those the step names on their posts.
func (s *Room) keepStandins(ctx context.Context, w *kernel.Writing) error {
	for _, e := range w.Step.Events {
		if e.Name != casework.StandinDesignated {
			continue
		}
		if err := putStandin(ctx, w.Tx, e.Detail); err != nil {
			return fmt.Errorf("stand-in on %s: %w", e.Detail["post"], err)
		}
	}
	return nil
}

func (s *Room) grantedTo(ctx context.Context, w *kernel.Writing) (granted, error) {
	var g granted
	var rows []struct {
		Name   casework.EventName
		Actor  string
		Detail json.RawMessage
	}
	if err := kernel.List(ctx, w.Tx, &rows, selectGranted, w.Step.State.Number); err != nil {
		return g, fmt.Errorf("select absence: %w", err)
	}
	for _, r := range rows {
		detail := map[string]string{}
		if err := json.Unmarshal(r.Detail, &detail); err != nil {
			return g, fmt.Errorf("decode %s: %w", r.Name, err)
		}
		var err error
		switch r.Name {
		case kind.AbsenceBegun, casework.AbsenceApproved:
			g.stands, g.by = true, r.Actor
		case casework.AbsenceCancelled:
			g.cancelled = true
		case casework.AbsenceEnded:
			g.returned, err = time.Parse(time.RFC3339, detail["returned"])
		}
		if err != nil {
			return g, fmt.Errorf("decode %s: %w", r.Name, err)
		}
	}
	return g, nil
}

// writeAbsence tells whether anything changed.
func (s *Room) writeAbsence(ctx context.Context, w *kernel.Writing, g granted) (bool, error) {
	st := w.Step.State
	var ids []string
	if !g.stands {
		err := kernel.List(ctx, w.Tx, &ids, revokeAbsence, st.Number)
		return len(ids) > 0, err
	}
	from, until := st.Term.From, st.Term.To
	if home := st.Clock("return"); home != nil && home.Due.After(until) { // he was given longer
		until = home.Due
	}
	var returned sql.Null[time.Time]
	switch {
	case g.cancelled:
		returned = sql.Null[time.Time]{V: from, Valid: true}
	case !g.returned.IsZero():
		returned = sql.Null[time.Time]{V: kernel.Latest(g.returned, from), Valid: true}
	}
	err := kernel.List(ctx, w.Tx, &ids, upsertAbsence, st.Number, st.Facts["person"], from, until, returned, st.Facts["form"], g.by)
	return len(ids) > 0, err
}

const selectTerms = `
SELECT (state -> 'term' ->> 'from')::timestamptz AS from_at, (state -> 'term' ->> 'to')::timestamptz AS to_at
FROM cases WHERE kind = $1 AND concerned = $2 AND number <> $3 AND closed_at = 'infinity' AND voided_at IS NULL`

// CheckTerm refuses an absence that overlaps another of the same person, granted
// or still asked for (R153). The person is locked, so that of two at one time the
// second sees the first.
func CheckTerm(ctx context.Context, tx *sqlx.Tx, number string, in core.NewCase) error {
	if in.Term == nil {
		return nil
	}
	person := in.Facts["person"]
	var name string
	err := kernel.Get(ctx, tx, &name, lockPerson, person)
	if errors.Is(err, sql.ErrNoRows) {
		return casework.FieldError(casework.Invalid, "person", "R153")
	}
	if err != nil {
		return err
	}
	var rows []struct {
		From time.Time `db:"from_at"`
		To   time.Time `db:"to_at"`
	}
	if err := kernel.List(ctx, tx, &rows, selectTerms, in.Kind, person, number); err != nil {
		return err
	}
	a := Absence{ID: number, Absence: duty.Absence{Person: person, From: in.Term.From, Until: in.Term.To}}
	for _, r := range rows {
		if r.From.Before(a.Until) && a.From.Before(r.To) {
			return casework.FieldError(casework.Invalid, "from", "R153")
		}
	}
	if err := checkAbsence(ctx, tx, a); err != nil || in.Facts["form"] == core.FormEmergency { // he has left already
		return err
	}
	return checkRing(ctx, tx, a.Absence, in.Received)
}
