-- Urgent matters stand first on every desk (R053), and who has a part in a case
-- finds it (R044).

-- +goose Up
ALTER TABLE cases ADD COLUMN urgent boolean
    GENERATED ALWAYS AS (COALESCE(state -> 'facts' ->> 'urgent' = 'true', false)) STORED;
CREATE INDEX clocks_steps ON clocks (post) WHERE starts_with(name, 'step:');

CREATE OR REPLACE VIEW clock_now AS
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
       CASE WHEN k.stage_at <= now() THEN k.turn ELSE k.prev_turn END AS turn,
       k.urgent
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
                 ORDER BY array_position(ARRAY['red', 'yellow', 'green', 'grey'], c.light) LIMIT 1), '') AS light,
       k.urgent
FROM cases k
LEFT JOIN items i ON i.id = k.item
LEFT JOIN units u ON u.id = k.unit
LEFT JOIN posts p ON p.id = k.post
LEFT JOIN duty_segments d ON d.post = k.post AND d.from_at <= now() AND now() < d.to_at
LEFT JOIN persons h ON h.id = d.person
WHERE k.opens_at <= now() AND k.voided_at IS NULL;
