package people

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/duty"
	"github.com/shixian/shixian/internal/store/kernel"
)

const (
	endStandin = `
UPDATE post_holders SET to_at = $3 WHERE post = $1 AND rank = $2 AND from_at < $3 AND to_at > $3`
	dropStandin   = `DELETE FROM post_holders WHERE post = $1 AND rank = $2 AND from_at >= $3 AND from_at < $4`
	insertStandin = `INSERT INTO post_holders (post, person, rank, from_at, to_at) VALUES ($1, $2, $3, $4, $5)`
	lockPost      = `SELECT id FROM posts WHERE id = $1 FOR UPDATE`
)

// putStandin names who answers for a post for a time (R169); the one named last
// stands. Who is in line there anyway needs no naming, and the line stays sound.
func putStandin(ctx context.Context, tx *sqlx.Tx, detail map[string]string) error {
	from, fromErr := time.Parse(time.RFC3339, detail["from"])
	to, toErr := time.Parse(time.RFC3339, detail["until"])
	if err := errors.Join(fromErr, toErr); err != nil || !to.After(from) {
		return err
	}
	post, person := detail["post"], detail["person"]
	if err := putting(ctx, tx, person); err != nil {
		return err
	}
	var locked string
	if err := kernel.Get(ctx, tx, &locked, lockPost, post); err != nil {
		return err
	}
	line, _, err := recorded(ctx, tx, []string{post})
	if err != nil {
		return err
	}
	for _, other := range line {
		if other.Person == person && other.Rank != duty.Standin && other.From.Before(to) && (other.To.IsZero() || other.To.After(from)) {
			return nil
		}
	}
	if _, err := kernel.Exec(ctx, tx, endStandin, post, duty.Standin, from); err != nil {
		return err
	}
	if _, err := kernel.Exec(ctx, tx, dropStandin, post, duty.Standin, from, to); err != nil {
		return err
	}
	if _, err := kernel.Exec(ctx, tx, insertStandin, post, person, duty.Standin, from, to); err != nil {
		return err
	}
	return rewriteDuty(ctx, tx, lockPost, post)
}

const (
	selectLine     = `SELECT DISTINCT post FROM post_holders WHERE person = $1 AND to_at > $2 ORDER BY post`
	selectAllPosts = `SELECT id FROM posts ORDER BY id`
)

// Cover implements activities.Roster: the posts of a person on which nobody would
// stand for some part of a time, though somebody would if he stayed (R169); and why
// he may not leave, or why a stand-in cannot be named.
func (s *Room) Cover(ctx context.Context, req casework.CoverRequest) (casework.Cover, error) {
	var cover casework.Cover
	if req.At.IsZero() {
		req.At = req.Term.From
	}
	switch {
	case len(req.Roles) > 0:
		role, err := s.present(ctx, req)
		return casework.Cover{Role: role}, err
	case req.Left:
		err := kernel.List(ctx, s.db, &cover.Open, selectOpenLeft, req.Person)
		return cover, err
	}
	assignments, absences, err := everybody(ctx, s.db, req.At)
	if err != nil {
		return cover, fmt.Errorf("cover of %s: %w", req.Person, err)
	}
	if req.Standin != "" {
		cover.Refused = unfit(req, assignments, absences)
		return cover, nil
	}
	var posts []string
	if err := kernel.List(ctx, s.db, &posts, selectLine, req.Person, req.Term.From); err != nil {
		return cover, fmt.Errorf("posts of %s: %w", req.Person, err)
	}
	leave := duty.Absence{Person: req.Person, From: req.Term.From, Until: req.Term.To, Returned: &req.Term.To}
	for _, post := range posts {
		if duty.Empties(post, assignments, absences, leave) {
			cover.Posts = append(cover.Posts, post)
		}
	}
	if duty.ClosesRing(assignments, absences, leave) {
		cover.Refused = casework.CoverRing
	}
	return cover, nil
}

// What changes hands with the posts a person holds (R164), as the page of the hand-over
// lists it. A liability is a person's: it stays with him, and is not told of.
const selectOpenLeft = `
WITH own AS (SELECT post FROM post_holders WHERE person = $1 AND rank = 0 AND from_at <= now() AND now() < to_at)
SELECT number FROM case_now
WHERE open AND kind NOT IN ('absence', 'accountability') AND (post IN (SELECT post FROM own) OR number IN (
    SELECT number FROM clocks WHERE post IN (SELECT post FROM own) AND ended_at > now()))
ORDER BY number LIMIT 500`

// Who covers a leader stands on his post and does not sign there, unless he leads
// himself (R165).
const selectPresent = `
SELECT r.role
FROM unnest($2::text[]) WITH ORDINALITY AS r(role, n)
JOIN unit_roles u ON u.unit = $1 AND u.role = r.role
JOIN duty_segments d ON d.post = u.post AND d.from_at <= $3 AND $3 < d.to_at
WHERE d.person IS NOT NULL AND d.person <> $4
  AND (r.role <> ALL($5) OR EXISTS (
      SELECT FROM post_holders h JOIN posts p ON p.id = h.post
      WHERE h.person = d.person AND h.rank = 0 AND h.from_at <= $3 AND $3 < h.to_at AND (h.post = u.post OR p.role = ANY($5))))
ORDER BY r.n LIMIT 1`

// present finds who of those that may be asked is there and may sign.
func (s *Room) present(ctx context.Context, req casework.CoverRequest) (casework.Role, error) {
	var roles, leaders []string
	for _, r := range req.Roles {
		roles = append(roles, string(r))
	}
	for _, r := range casework.Roles() {
		if casework.Leads(r) {
			leaders = append(leaders, string(r))
		}
	}
	var role casework.Role
	err := kernel.Get(ctx, s.db, &role, selectPresent, req.Unit, roles, req.At, req.Person, leaders)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return "", nil
	case err != nil:
		return "", fmt.Errorf("who is there for %s: %w", req.Unit, err)
	}
	return role, nil
}

// unfit says why somebody cannot be named for a post: he is away himself in that
// time, or, worse, his own post rests on the very person he would stand in for.
func unfit(req casework.CoverRequest, assignments []duty.Assignment, absences []duty.Absence) casework.Code {
	from, to := req.Term.From, req.Term.To
	switch {
	case !duty.Away(req.Standin, absences, from, to):
		return ""
	case req.Person != "" && duty.Ring(req.Standin, req.Person, assignments, absences, from, to):
		return casework.CoverRing
	}
	return casework.StandinAway
}

// checkRing refuses a leave that closes a ring of covers (R169).
func checkRing(ctx context.Context, q kernel.Querier, leave duty.Absence, at time.Time) error {
	assignments, absences, err := everybody(ctx, q, at)
	if err != nil {
		return err
	}
	leave.Returned = &leave.Until
	if duty.ClosesRing(assignments, absences, leave) {
		return casework.FieldError(casework.CoverRing, "from", "R169")
	}
	return nil
}

// everybody reads all lines of holders, and who is away; who is not late at an
// instant is taken at his word.
func everybody(ctx context.Context, q kernel.Querier, at time.Time) ([]duty.Assignment, []duty.Absence, error) {
	var posts []string
	if err := kernel.List(ctx, q, &posts, selectAllPosts); err != nil {
		return nil, nil, err
	}
	assignments, absences, err := recorded(ctx, q, posts)
	return assignments, duty.AsAnnounced(absences, at), err
}

// Away implements roster.Store.
func (s *Room) Away(ctx context.Context, person string, term casework.Span, at time.Time) (bool, error) {
	var rows []absenceRow
	if err := kernel.List(ctx, s.db, &rows, selectAbsences, []string{person}); err != nil {
		return false, fmt.Errorf("absences of %s: %w", person, err)
	}
	var absences []duty.Absence
	for _, r := range rows {
		absences = append(absences, r.absence())
	}
	return duty.Away(person, duty.AsAnnounced(absences, at), term.From, term.To), nil
}
