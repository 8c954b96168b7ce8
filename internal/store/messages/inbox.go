package messages

import (
	"context"
	"fmt"

	"github.com/shixian/shixian/internal/casework"
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
	countInbox = `
SELECT count(*) AS total, count(*) FILTER (WHERE r.read_at IS NULL) AS unread
FROM inbox_now b LEFT JOIN inbox_reads r ON r.inbox_id = b.id AND r.person = $1
WHERE b.person = $1`

	selectInbox = `
SELECT b.id, b.at, b.number, b.kind, b.item_name, b.event, b.clock, b.round, b.level, b.of_event, b.of_level,
       b.role, b.post, COALESCE(w.name, '') AS owner, b.due_at, b.provisional, b.rule, b.basis, r.read_at, COALESCE(q.act, '') AS act, COALESCE(q.asker, '') AS asker
FROM inbox_now b LEFT JOIN inbox_reads r ON r.inbox_id = b.id AND r.person = $1
LEFT JOIN clocks c ON c.number = b.number AND c.name = b.clock AND c.round = b.round
LEFT JOIN posts w ON w.id = c.post` + asked + `
WHERE b.person = $1 AND (NOT $2 OR r.read_at IS NULL)
ORDER BY b.told_at DESC, b.id DESC LIMIT $3 OFFSET $4`
)

// Inbox implements cases.Inboxes: messages to the posts a person stood on when
// they were told, newest first. total counts what the list could show.
func (s *Room) Inbox(ctx context.Context, person string, unreadOnly bool, offset, limit int) ([]casework.InboxRow, int, int, error) {
	var count struct{ Total, Unread int }
	if err := kernel.Get(ctx, s.db, &count, countInbox, person); err != nil {
		return nil, 0, 0, fmt.Errorf("count inbox of %s: %w", person, err)
	}
	if limit <= 0 || limit > kernel.MaxPage {
		limit = kernel.MaxPage
	}
	rows := []casework.InboxRow{}
	if err := kernel.List(ctx, s.db, &rows, selectInbox, person, unreadOnly, limit, max(offset, 0)); err != nil {
		return nil, 0, 0, fmt.Errorf("select inbox of %s: %w", person, err)
	}
	if unreadOnly {
		count.Total = count.Unread
	}
	return rows, count.Total, count.Unread, nil
}

// Unread implements cases.Inboxes.
func (s *Room) Unread(ctx context.Context, person string) (int, error) {
	var count struct{ Total, Unread int }
	if err := kernel.Get(ctx, s.db, &count, countInbox, person); err != nil {
		return 0, fmt.Errorf("count unread of %s: %w", person, err)
	}
	return count.Unread, nil
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
