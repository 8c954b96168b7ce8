-- Where several persons answer for one matter, each has a case of his own (R131 to
-- R133). Whom one of them concerns neither sees the others, nor acts on them, nor
-- hears of them.

-- +goose Up
ALTER TABLE cases ADD COLUMN split text GENERATED ALWAYS AS ( -- the case in which the matter was split, also of itself
    CASE WHEN kind = 'accountability' THEN COALESCE(NULLIF(state -> 'facts' ->> 'split_from', ''), number) END) STORED;
CREATE INDEX cases_split ON cases (split) WHERE split IS NOT NULL;

CREATE VIEW beside AS
SELECT k.number, o.concerned AS person
FROM cases o
JOIN cases k ON k.split = o.split AND k.number <> o.number
WHERE o.split IS NOT NULL AND o.concerned IS NOT NULL AND o.voided_at IS NULL AND k.concerned IS DISTINCT FROM o.concerned;

CREATE OR REPLACE VIEW inbox_now AS
SELECT b.id, b.at, b.told_at, b.number, k.kind, COALESCE(i.name, '') AS item_name, b.event, b.clock, b.round, b.level,
       b.role, b.post, b.due_at, b.rule, b.basis, w.person,
       b.of_event, b.of_level, COALESCE(c.provisional, false) AS provisional
FROM inbox b
LEFT JOIN duty_segments d ON d.post = b.post AND d.from_at <= b.told_at AND b.told_at < d.to_at
CROSS JOIN LATERAL (SELECT CASE WHEN b.person IS NOT NULL THEN b.person WHEN b.next_backup THEN d.backup ELSE d.person END AS person) w
JOIN cases k ON k.number = b.number
LEFT JOIN items i ON i.id = k.item
LEFT JOIN clocks c ON c.number = b.number AND c.name = b.clock AND c.round = b.round
WHERE b.superseded_at IS NULL AND b.told_at <= now() AND (k.accused IS NULL OR k.accused IS DISTINCT FROM w.person)
  AND (k.split IS NULL OR NOT EXISTS (SELECT FROM beside s WHERE s.number = b.number AND s.person = w.person));
