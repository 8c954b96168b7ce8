package people

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/duty"
	"github.com/shixian/shixian/internal/store/kernel"
)

// Absence is a person away, as recorded. An empty ID is filled in.
type Absence struct {
	ID string
	duty.Absence
	Kind string // leave, meeting, …
	By   string // person id of whoever recorded it
}

const (
	upsertAssignment = `
INSERT INTO post_holders (post, person, rank, from_at, to_at) VALUES ($1, $2, $3, $4, COALESCE($5::timestamptz, 'infinity'))
ON CONFLICT (post, rank, from_at) DO UPDATE SET to_at = excluded.to_at
WHERE post_holders.person = excluded.person AND post_holders.to_at = 'infinity'`

	insertAbsence = `
INSERT INTO absences (id, person, from_at, until_at, returned_at, kind, by) VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (id) DO NOTHING`
)

// SeedDuty keeps who stands on which post and who is away; an assignment may only be
// ended. Whoever seeds holds the plans.
func SeedDuty(ctx context.Context, tx *sqlx.Tx, assignments []duty.Assignment, away []Absence) error {
	for _, a := range assignments {
		if _, err := kernel.Exec(ctx, tx, upsertAssignment, a.Post, a.Person, a.Rank, a.From, kernel.Optional(a.To)); err != nil {
			return fmt.Errorf("%s on %s: %w", a.Person, a.Post, err)
		}
	}
	for _, a := range away {
		if err := addAbsence(ctx, tx, a); err != nil {
			return err
		}
	}
	return rewriteDuty(ctx, tx, `SELECT id FROM posts ORDER BY id FOR UPDATE`)
}

func addAbsence(ctx context.Context, q kernel.Querier, a Absence) error {
	if _, err := kernel.Exec(ctx, q, insertAbsence, a.ID, a.Person, a.From, a.Until, a.Returned, a.Kind, a.By); err != nil {
		return fmt.Errorf("absence %s: %w", a.ID, err)
	}
	return nil
}

// AddAbsence records that a person is away and who answers for his posts
// meanwhile; it returns the absence's id. One that overlaps another of his as
// announced is Invalid (R153).
func (s *Room) AddAbsence(ctx context.Context, a Absence) (string, error) {
	if a.ID == "" {
		a.ID = rand.Text()
	}
	err := s.db.InTx(ctx, func(tx *sqlx.Tx) error {
		var name string
		err := kernel.Get(ctx, tx, &name, lockPerson, a.Person)
		if errors.Is(err, sql.ErrNoRows) {
			return casework.FieldError(casework.Invalid, "person", "R156")
		}
		if err != nil {
			return err
		}
		if err := checkAbsence(ctx, tx, a); err != nil {
			return err
		}
		if err := addAbsence(ctx, tx, a); err != nil {
			return err
		}
		return rewriteDuty(ctx, tx, lockPostsOf, a.Person)
	})
	if err != nil {
		return "", fmt.Errorf("add absence of %s: %w", a.Person, err)
	}
	return a.ID, nil
}

func checkAbsence(ctx context.Context, q kernel.Querier, a Absence) error {
	var known []absenceRow
	if err := kernel.List(ctx, q, &known, selectAbsences, []string{a.Person}); err != nil {
		return err
	}
	all := make([]duty.Absence, 0, len(known)+1)
	for _, k := range known {
		if k.ID != a.ID {
			all = append(all, k.absence())
		}
	}
	return duty.CheckAbsences(append(all, a.Absence))
}

const endAbsence = `UPDATE absences SET returned_at = $2 WHERE id = $1 AND returned_at IS NULL RETURNING person`

// EndAbsence records that the person is back. NotFound when there is no such
// absence, or its end is recorded already.
func (s *Room) EndAbsence(ctx context.Context, id string, returned time.Time) error {
	err := s.db.InTx(ctx, func(tx *sqlx.Tx) error {
		var people []string
		if err := kernel.List(ctx, tx, &people, endAbsence, id, returned); err != nil {
			return err
		}
		if len(people) == 0 {
			return casework.Errorf(casework.NotFound, "open absence %s", id)
		}
		return rewriteDuty(ctx, tx, lockPostsOf, people[0])
	})
	switch {
	case kernel.Violates(err, kernel.CheckViolation, "absences_returned"):
		return casework.FieldError(casework.Invalid, "returned", "R158")
	case err != nil:
		return fmt.Errorf("end absence %s: %w", id, err)
	}
	return nil
}

const (
	// One absence of a person at a time, or two that overlap would both pass; and none
	// while he is put on a post, or it would be kept for his posts of before alone.
	// Whoever takes both takes persons first.
	lockPerson  = `SELECT id FROM persons WHERE id = $1 FOR NO KEY UPDATE`
	holdPersons = `SELECT id FROM persons WHERE id = ANY($1) ORDER BY id FOR SHARE`

	// The posts are locked while their segments are rewritten, so that of two
	// changes the second sees the first.
	lockPostsOf = `
SELECT id FROM posts WHERE id IN (SELECT post FROM post_holders WHERE person = $1) ORDER BY id FOR UPDATE`

	selectAssignments = `
SELECT post, person, rank, from_at, NULLIF(to_at, 'infinity') AS to_at
FROM post_holders WHERE post = ANY($1) ORDER BY post, rank, from_at`

	selectAbsences = `
SELECT id, person, from_at, until_at, returned_at FROM absences WHERE person = ANY($1) ORDER BY from_at, id`

	// Only what changes is written: messages told within new days of duty are addressed anew.
	segmentsOf = `jsonb_to_recordset($1::jsonb) AS s(post text, person text, backup text, "from" timestamptz, "to" timestamptz)`

	deleteSegments = `
DELETE FROM duty_segments d WHERE post = ANY($2) AND NOT EXISTS (
    SELECT FROM ` + segmentsOf + `
    WHERE s.post = d.post AND s."from" = d.from_at AND COALESCE(s."to", 'infinity') = d.to_at
      AND s.person IS NOT DISTINCT FROM d.person AND s.backup IS NOT DISTINCT FROM d.backup)`

	insertSegments = `
INSERT INTO duty_segments (post, person, backup, from_at, to_at)
SELECT post, person, backup, "from", COALESCE("to", 'infinity') FROM ` + segmentsOf + `
ON CONFLICT (post, from_at) DO NOTHING`
)

type assignmentRow struct {
	Post, Person string
	Rank         int
	From         time.Time  `db:"from_at"`
	To           *time.Time `db:"to_at"`
}

func (r assignmentRow) assignment() duty.Assignment {
	a := duty.Assignment{Post: r.Post, Person: r.Person, Rank: r.Rank, From: r.From}
	if r.To != nil {
		a.To = *r.To
	}
	return a
}

type absenceRow struct {
	ID, Person string
	From       time.Time  `db:"from_at"`
	Until      time.Time  `db:"until_at"`
	Returned   *time.Time `db:"returned_at"`
}

func (r absenceRow) absence() duty.Absence {
	return duty.Absence{Person: r.Person, From: r.From, Until: r.Until, Returned: r.Returned}
}

// putting keeps those who are to be put on a post from leaving meanwhile.
func putting(ctx context.Context, tx *sqlx.Tx, persons ...string) error {
	var held []string
	if err := kernel.List(ctx, tx, &held, holdPersons, persons); err != nil {
		return fmt.Errorf("hold %d persons: %w", len(persons), err)
	}
	return nil
}

// rewriteDuty computes the segments of some posts anew, from the whole of what
// was recorded. posts selects and locks them.
func rewriteDuty(ctx context.Context, tx *sqlx.Tx, posts string, args ...any) error {
	var ids []string
	if err := kernel.List(ctx, tx, &ids, posts, args...); err != nil {
		return err
	}
	assignments, absences, err := recorded(ctx, tx, ids)
	if err != nil {
		return err
	}
	segments := []duty.Segment{}
	for _, post := range ids {
		segments = append(segments, duty.Segments(post, assignments, absences)...)
	}
	text, err := kernel.JSON(segments)
	if err != nil {
		return err
	}
	if _, err := kernel.Exec(ctx, tx, deleteSegments, text, ids); err != nil {
		return fmt.Errorf("clear duty: %w", err)
	}
	if _, err := kernel.Exec(ctx, tx, insertSegments, text); err != nil {
		return fmt.Errorf("write duty: %w", err)
	}
	return nil
}

// recorded reads what the segments of some posts rest on, and refuses a line of
// holders that gives two answers (R161, R170).
func recorded(ctx context.Context, q kernel.Querier, posts []string) ([]duty.Assignment, []duty.Absence, error) {
	var rows []assignmentRow
	if err := kernel.List(ctx, q, &rows, selectAssignments, posts); err != nil {
		return nil, nil, err
	}
	assignments := make([]duty.Assignment, 0, len(rows))
	people := make([]string, 0, len(rows))
	for _, r := range rows {
		assignments, people = append(assignments, r.assignment()), append(people, r.Person)
	}
	if err := duty.CheckAssignments(assignments); err != nil {
		return nil, nil, err
	}
	var away []absenceRow
	if err := kernel.List(ctx, q, &away, selectAbsences, people); err != nil {
		return nil, nil, err
	}
	absences := make([]duty.Absence, 0, len(away))
	for _, r := range away {
		absences = append(absences, r.absence())
	}
	return assignments, absences, nil
}
