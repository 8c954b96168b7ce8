package cases

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/store/kernel"
)

// promise is the clock that a merged case shares the fate of: the office's word to
// whoever the case is about.
const promise = "handle"

// Join keeps what the step says of other cases. Where the case's promise ended,
// the cases merged into it are told so: met, it is met for them too; dropped, they
// are on their own again.
func (s *Room) Join(ctx context.Context, w *kernel.Writing) error {
	for _, e := range w.Step.Events {
		var err error
		switch {
		case e.Name == casework.Linked:
			err = s.addLink(ctx, w, e, casework.Relation(e.Level))
		case e.Name == casework.Merged:
			err = s.merge(ctx, w, e)
		case e.Name == casework.Unlinked || e.Name == casework.Unmerged:
			err = s.endLink(ctx, w, e)
		case e.Clock == promise && e.Name == casework.ClockMet:
			err = s.tellFollowers(ctx, w, w.Step.State.Number, "", casework.Answered, e.Actor, e.At)
		case e.Clock == promise && e.Name == casework.ClockDropped:
			err = s.tellFollowers(ctx, w, w.Step.State.Number, "", casework.Released, e.Actor, e.At)
		case e.Name == casework.CaseClosed && w.Step.State.Cause != nil:
			err = s.tellAsked(ctx, w, e)
		case e.Name == casework.AccountabilityJoined && e.Other != "":
			err = s.addLink(ctx, w, e, casework.AnsweredIn)
		}
		if err != nil {
			return fmt.Errorf("join %s %s: %w", e.Key, e.Name, err)
		}
	}
	return nil
}

const (
	insertLink = `
INSERT INTO case_links (number, key, at, other, relation)
SELECT $1, $2, $3, k.number, $5 FROM cases k WHERE k.number = $4`

	endLink = `
INSERT INTO case_links (number, key, at, other, relation, takes_back)
SELECT l.number, $2, $3, l.other, l.relation, l.key FROM links_now l
WHERE l.number = $1 AND l.other = $4 AND (l.relation = '` + string(casework.MergedInto) + `') = $5
LIMIT 1`
)

func (s *Room) addLink(ctx context.Context, w *kernel.Writing, e casework.Event, relation casework.Relation) error {
	_, err := kernel.Exec(ctx, w.Tx, insertLink, w.Step.State.Number, e.Key, kernel.Stamp(e.At), e.Other, relation)
	return err
}

func (s *Room) endLink(ctx context.Context, w *kernel.Writing, e casework.Event) error {
	_, err := kernel.Exec(ctx, w.Tx, endLink, w.Step.State.Number, e.Key, kernel.Stamp(e.At), e.Other, e.Name == casework.Unmerged)
	return err
}

// The leading case's own commits wait for this lock, so that its promise ends
// either before, and is seen here, or after, and finds the follower.
const lockLeader = `SELECT state FROM cases WHERE number = $1 FOR SHARE`

// merge makes the case a follower. Whoever checked the merge read the leading case
// a moment ago; what it is now decides. One that was answered meanwhile answers
// this case too; one that went another way, or follows somebody itself, lets it go
// at once: no circle and no follower of a case that will never answer.
func (s *Room) merge(ctx context.Context, w *kernel.Writing, e casework.Event) error {
	if err := s.addLink(ctx, w, e, casework.MergedInto); err != nil {
		return err
	}
	var text json.RawMessage
	var leader casework.State
	if err := kernel.Get(ctx, w.Tx, &text, lockLeader, e.Other); err != nil {
		return err
	}
	if err := json.Unmarshal(text, &leader); err != nil {
		return fmt.Errorf("decode state of %s: %w", e.Other, err)
	}
	handle := leader.Clock(promise)
	switch {
	case handle != nil && handle.Status == casework.Met:
		return s.tellFollowers(ctx, w, e.Other, e.Key, casework.Answered, e.Actor, handle.Ended)
	case handle == nil || !handle.Open() || leader.Follows != "" || leader.Unit != w.Step.State.Unit:
		return s.tellFollowers(ctx, w, e.Other, e.Key, casework.Released, e.Actor, e.At)
	}
	return nil
}

// One command for each merge, however often its fate is found: an ordinary one
// without a verdict, which the sweep delivers, and which counts from the instant
// at which the promise ended. Given a key, only that merge is told.
const insertFollows = `
INSERT INTO commands (id, number, name, actor, args, at)
SELECT left(encode(sha256(convert_to('follow ' || l.number || ' ' || l.key, 'UTF8')), 'hex'), 32), l.number,
       '` + casework.Follow + `', $3, jsonb_build_object('case', l.other, 'outcome', $4::text), greatest(l.at, $5)
FROM links_now l JOIN cases k ON k.number = l.number
WHERE l.other = $1 AND l.relation = '` + string(casework.MergedInto) + `' AND ($2 = '' OR l.number = $6 AND l.key = $2)
  AND k.closed_at = 'infinity'
ON CONFLICT (id) DO NOTHING`

func (s *Room) tellFollowers(ctx context.Context, w *kernel.Writing, leader, key, outcome, actor string, at time.Time) error {
	_, err := kernel.Exec(ctx, w.Tx, insertFollows, leader, key, actor, outcome, kernel.Stamp(at), w.Step.State.Number)
	return err
}

const takeBackLinks = `
INSERT INTO case_links (number, key, at, other, relation, takes_back)
SELECT number, key || '.x', now(), other, relation, key FROM case_links WHERE number = $1 AND key = ANY($2)
ON CONFLICT (number, key) DO NOTHING`

const selectLinks = `
SELECT k.number, k.kind, l.relation, l.back, l.key
FROM (SELECT other, relation, false AS back, key, at FROM links_now WHERE number = $1
      UNION ALL
      SELECT number, relation, true, key, at FROM links_now WHERE other = $1) l
JOIN cases k ON k.number = l.other
WHERE k.voided_at IS NULL AND k.opens_at <= now()
ORDER BY l.at, l.key`

// Links implements core.Store: what the case states of others and others of it.
func (s *Room) Links(ctx context.Context, number string) ([]casework.Tie, error) {
	ties := []casework.Tie{}
	if err := kernel.List(ctx, s.db, &ties, selectLinks, number); err != nil {
		return nil, fmt.Errorf("select links of %s: %w", number, err)
	}
	return ties, nil
}
