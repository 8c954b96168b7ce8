package messages

import (
	"context"
	"fmt"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/store/kernel"
)

// asked is the act that a message b is about, and the post of him who asked for it.
const asked = `
LEFT JOIN LATERAL (
    SELECT t.detail ->> 'act' AS act, (
        SELECT p.name FROM duty_segments s JOIN posts p ON p.id = s.post JOIN cases k ON k.number = t.number
        WHERE s.person = COALESCE(t.detail ->> 'asked_by', t.actor) AND s.from_at <= b.told_at
        ORDER BY s.to_at > b.told_at DESC, s.post = k.post DESC, s.from_at DESC LIMIT 1
    ) AS asker
    FROM inbox m JOIN timeline t ON t.number = m.number AND t.key = m.event_key AND t.name = m.event
    WHERE m.id = b.id AND t.detail ? 'act'
) q ON true`

const (
	// A count ends where nobody counts on (core.Many), so that no page costs more because much
	// was told before.
	countUnread = countInbox + ` AND read_at IS NULL` + asFarAs
	countAll    = countInbox + asFarAs
	asFarAs     = ` ORDER BY told_at DESC, id DESC LIMIT $2) b` // in this order an index has them

	// What view inbox_now shows somebody, without looking the case of each message up.
	countInbox = `
SELECT count(*) FROM (
    SELECT FROM inbox WHERE reader = $1 AND superseded_at IS NULL AND told_at <= now()
    AND number NOT IN (SELECT number FROM cases WHERE accused = $1)
    AND number NOT IN (SELECT s.number FROM beside s JOIN cases k ON k.number = s.number WHERE s.person = $1 AND k.split IS NOT NULL)`

	selectInbox = `
SELECT b.id, b.at, b.number, b.kind, b.item_name, b.event, b.clock, b.round, b.level, b.of_event, b.of_level,
       b.role, b.post, COALESCE(w.name, '') AS owner, b.due_at, b.provisional, b.rule, b.basis, b.read_at, b.settled, COALESCE(q.act, '') AS act, COALESCE(q.asker, '') AS asker
FROM inbox_now b
LEFT JOIN clocks c ON c.number = b.number AND c.name = b.clock AND c.round = b.round
LEFT JOIN posts w ON w.id = c.post` + asked + `
WHERE b.person = $1`

	newest  = ` ORDER BY b.told_at DESC, b.id DESC LIMIT $2 OFFSET $3`
	notRead = ` AND b.read_at IS NULL`
	older   = ` AND (b.told_at, b.id) < (SELECT told_at, id FROM inbox WHERE id = $4)`
)

// Inbox implements cases.Inboxes: messages to the posts a person stood on when
// they were told, newest first. total counts what the list could show, to core.Many.
func (s *Room) Inbox(ctx context.Context, person string, f core.InboxFilter) (rows []casework.InboxRow, total, unread int, err error) {
	if unread, err = s.Unread(ctx, person); err != nil {
		return nil, 0, 0, err
	}
	total = unread
	if !f.Unread {
		if err := kernel.Get(ctx, s.db, &total, countAll, person, core.Many); err != nil {
			return nil, 0, 0, fmt.Errorf("count inbox of %s: %w", person, err)
		}
	}
	if f.Limit <= 0 || f.Limit > kernel.MaxPage {
		f.Limit = kernel.MaxPage
	}
	query, args := selectInbox, []any{person, f.Limit, max(f.Offset, 0)}
	if f.Unread {
		query += notRead
	}
	if f.Before > 0 {
		query, args = query+older, append(args, f.Before)
	}
	rows = []casework.InboxRow{}
	if err := kernel.List(ctx, s.db, &rows, query+newest, args...); err != nil {
		return nil, 0, 0, fmt.Errorf("select inbox of %s: %w", person, err)
	}
	return rows, total, unread, nil
}

// Unread implements cases.Inboxes: to core.Many.
func (s *Room) Unread(ctx context.Context, person string) (n int, err error) {
	if err := kernel.Get(ctx, s.db, &n, countUnread, person, core.Many); err != nil {
		return 0, fmt.Errorf("count unread of %s: %w", person, err)
	}
	return n, nil
}

const insertReads = `
INSERT INTO inbox_reads (inbox_id, person)
SELECT id, person FROM inbox_now WHERE person = $1 AND id = ANY($2)
ON CONFLICT DO NOTHING`

// MarkRead implements cases.Inboxes. Ids of other people's messages are left out.
func (s *Room) MarkRead(ctx context.Context, person string, ids []int64) error {
	if _, err := kernel.Exec(ctx, s.db, insertReads, person, ids); err != nil {
		return fmt.Errorf("mark %d messages of %s read: %w", len(ids), person, err)
	}
	return nil
}

const insertReadsOf = `
INSERT INTO inbox_reads (inbox_id, person)
SELECT id, person FROM inbox_now WHERE person = $1 AND read_at IS NULL AND number = ANY($2) AND told_at <= $3
ON CONFLICT DO NOTHING`

// MarkReadOf implements cases.Inboxes.
func (s *Room) MarkReadOf(ctx context.Context, person string, numbers []string, until time.Time) error {
	if _, err := kernel.Exec(ctx, s.db, insertReadsOf, person, numbers, until); err != nil {
		return fmt.Errorf("mark what %s was told of %d cases read: %w", person, len(numbers), err)
	}
	return nil
}
