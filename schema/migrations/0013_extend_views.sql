-- What lists and inbox say besides: the most urgent light of a case, what a
-- correction takes back, and that a due date is provisional.

-- +goose Up
CREATE OR REPLACE VIEW case_now AS
SELECT k.number, k.kind, k.item, COALESCE(i.name, '') AS item_name, COALESCE(i.class, '') AS class,
       k.unit, COALESCE(u.name, '') AS unit_name, k.post, COALESCE(p.name, '') AS post_name,
       COALESCE(d.person, '') AS holder, COALESCE(h.name, '') AS holder_name,
       CASE WHEN k.stage_at <= now() THEN k.stage ELSE k.prev_stage END AS stage,
       CASE WHEN k.stage_at <= now() THEN k.turn ELSE k.prev_turn END AS turn,
       k.received_at, k.registered_at, k.registered_by, k.started_at, k.run, k.revision, k.policy, k.calendar,
       CASE WHEN k.closed_at <= now() THEN k.result ELSE '' END AS result,
       CASE WHEN k.closed_at <= now() THEN k.closed_at END AS closed_at,
       k.closed_at > now() AS open,
       COALESCE(k.parent, '') AS parent, k.state,
       (k.state -> 'extension') IS NOT NULL AS pending_extension,
       COALESCE((SELECT c.light FROM clock_now c WHERE c.number = k.number AND c.open
                 ORDER BY array_position(ARRAY['red', 'yellow', 'green', 'grey'], c.light) LIMIT 1), '') AS light
FROM cases k
LEFT JOIN items i ON i.id = k.item
LEFT JOIN units u ON u.id = k.unit
LEFT JOIN posts p ON p.id = k.post
LEFT JOIN duty_segments d ON d.post = k.post AND d.from_at <= now() AND now() < d.to_at
LEFT JOIN persons h ON h.id = d.person
WHERE k.opens_at <= now() AND k.voided_at IS NULL;

CREATE OR REPLACE VIEW inbox_now AS
SELECT b.id, b.at, b.told_at, b.number, k.kind, COALESCE(i.name, '') AS item_name, b.event, b.clock, b.round, b.level,
       b.role, b.post, b.due_at, b.rule, b.basis,
       CASE WHEN b.next_backup THEN d.backup ELSE d.person END AS person,
       b.of_event, b.of_level, COALESCE(c.provisional, false) AS provisional
FROM inbox b
JOIN duty_segments d ON d.post = b.post AND d.from_at <= b.told_at AND b.told_at < d.to_at
JOIN cases k ON k.number = b.number
LEFT JOIN items i ON i.id = k.item
LEFT JOIN clocks c ON c.number = b.number AND c.name = b.clock AND c.round = b.round
WHERE b.superseded_at IS NULL AND b.told_at <= now();
