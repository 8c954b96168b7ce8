-- What is true now. The one place where instants become stage, status and light:
-- lists, desk and case page cannot disagree, and an engine that is late never
-- makes a page lie (casework.Light).

-- +goose Up
CREATE VIEW clock_now AS
SELECT c.number, c.name, c.round, c.rule, c.basis, c.owner,
       COALESCE(c.post, '') AS post, COALESCE(p.name, '') AS post_name,
       COALESCE(d.person, '') AS holder, COALESCE(h.name, '') AS holder_name,
       c.outcome, s.status,
       c.start_at, c.limit_text, c.granted, c.due_at, c.due_date, c.provisional, c.near_at, c.half_at,
       CASE WHEN c.ended_at <= now() THEN c.ended_at END AS ended_at,
       c.ended_at > now() AS open,
       d.person AS on_post, -- as holder, but an index finds it
       c.prompt,
       CASE WHEN c.ended_at <= now() OR s.status = 'paused' THEN 'grey'
            WHEN s.status = 'breached' THEN 'red'
            WHEN c.near_at <= now() THEN 'yellow'
            ELSE 'green' END AS light,
       k.kind, k.item, COALESCE(i.name, '') AS item_name, k.unit, k.registered_by,
       CASE WHEN k.stage_at <= now() THEN k.stage ELSE k.prev_stage END AS stage,
       CASE WHEN k.stage_at <= now() THEN k.turn ELSE k.prev_turn END AS turn
FROM clocks c
CROSS JOIN LATERAL (
    SELECT CASE WHEN c.ended_at <= now() THEN c.ended_as
                WHEN c.outcome = 'breach' AND c.due_at <= now() THEN 'breached'
                WHEN c.pause_from <= now() AND now() < c.pause_until THEN 'paused'
                ELSE 'running' END AS status
) s
JOIN cases k ON k.number = c.number
LEFT JOIN items i ON i.id = k.item
LEFT JOIN posts p ON p.id = c.post
LEFT JOIN duty_segments d ON d.post = c.post AND d.from_at <= now() AND now() < d.to_at
LEFT JOIN persons h ON h.id = d.person
WHERE c.visible_at <= now() AND k.opens_at <= now() AND k.voided_at IS NULL;

CREATE VIEW case_now AS
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
       (k.state -> 'extension') IS NOT NULL AS pending_extension
FROM cases k
LEFT JOIN items i ON i.id = k.item
LEFT JOIN units u ON u.id = k.unit
LEFT JOIN posts p ON p.id = k.post
LEFT JOIN duty_segments d ON d.post = k.post AND d.from_at <= now() AND now() < d.to_at
LEFT JOIN persons h ON h.id = d.person
WHERE k.opens_at <= now() AND k.voided_at IS NULL;

-- A row and the row that takes it back are both gone for readers.
CREATE VIEW timeline_now AS
SELECT t.id, t.number, t.key, t.at, t.recorded_at, t.name, t.clock, t.round, t.level, t.actor,
       COALESCE(a.name, '') AS actor_name, t.rule, t.basis, t.text_id, t.detail, t.roles
FROM timeline t
LEFT JOIN persons a ON a.id = t.actor
WHERE t.at <= now() AND t.takes_back IS NULL
  AND NOT EXISTS (SELECT FROM timeline x WHERE x.number = t.number AND x.takes_back = t.key);

CREATE VIEW ledger_now AS
SELECT l.id, l.number, l.key, l.clock, l.round, l.at, l.cause, l.old_at, l.new_at, l.due_date, l.provisional,
       l.start_at, l.limit_text, l.granted, l.pauses, l.policy, l.calendar, l.rule, l.actor
FROM ledger l
WHERE l.at <= now() AND l.takes_back IS NULL
  AND NOT EXISTS (SELECT FROM ledger x WHERE x.number = l.number AND x.takes_back = l.key);

-- A message as the person it reached sees it.
CREATE VIEW inbox_now AS
SELECT b.id, b.at, b.told_at, b.number, k.kind, COALESCE(i.name, '') AS item_name, b.event, b.clock, b.round, b.level,
       b.role, b.post, b.due_at, b.rule, b.basis,
       CASE WHEN b.next_backup THEN d.backup ELSE d.person END AS person
FROM inbox b
JOIN duty_segments d ON d.post = b.post AND d.from_at <= b.told_at AND b.told_at < d.to_at
JOIN cases k ON k.number = b.number
LEFT JOIN items i ON i.id = k.item
WHERE b.superseded_at IS NULL AND b.told_at <= now();
