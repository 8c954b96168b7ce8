-- A round that is met owes nothing until the next one begins: no desk, no light, no list has it
-- as owed. When it was met stood in the state of its case alone.

-- +goose Up
ALTER TABLE clocks ADD COLUMN filed_at timestamptz;

UPDATE clocks c SET filed_at = (k ->> 'filed')::timestamptz
FROM cases s, jsonb_path_query(s.state, '$.clocks[*] ? (exists (@.filed))') k
WHERE s.number = c.number AND c.outcome = 'recur' AND k ->> 'name' = c.name AND (k ->> 'round')::int = c.round;

CREATE OR REPLACE VIEW clock_now AS
SELECT c.number, c.name, c.round, c.rule, c.basis, c.owner,
       COALESCE(c.post, '') AS post, COALESCE(p.name, '') AS post_name,
       COALESCE(d.person, '') AS holder, COALESCE(h.name, '') AS holder_name,
       c.outcome, s.status,
       c.start_at, c.limit_text, c.granted, c.due_at, c.due_date, c.provisional, c.near_at, c.half_at,
       CASE WHEN c.ended_at <= now() THEN c.ended_at END AS ended_at,
       c.ended_at > now() AND s.status <> 'filed' AS open,
       d.person AS on_post, -- as holder, but an index finds it
       c.prompt,
       CASE WHEN c.ended_at <= now() OR s.status IN ('paused', 'filed') THEN 'grey'
            WHEN s.status = 'breached' THEN 'red'
            WHEN c.near_at <= now() THEN 'yellow'
            ELSE 'green' END AS light,
       k.kind, k.item, COALESCE(i.name, '') AS item_name, k.unit, k.registered_by,
       CASE WHEN k.stage_at <= now() THEN k.stage ELSE k.prev_stage END AS stage,
       CASE WHEN k.stage_at <= now() THEN k.turn ELSE k.prev_turn END AS turn,
       k.urgent, k.item_version
FROM clocks c
CROSS JOIN LATERAL (
    SELECT CASE WHEN c.ended_at <= now() THEN c.ended_as
                WHEN c.filed_at <= now() THEN 'filed'
                WHEN c.outcome = 'breach' AND c.due_at <= now() THEN 'breached'
                WHEN c.pause_from <= now() AND now() < c.pause_until THEN 'paused'
                ELSE 'running' END AS status
) s
JOIN cases k ON k.number = c.number
LEFT JOIN item_versions i ON i.id = k.item AND i.version = k.item_version
LEFT JOIN posts p ON p.id = c.post
LEFT JOIN duty_segments d ON d.post = c.post AND d.from_at <= now() AND now() < d.to_at
LEFT JOIN persons h ON h.id = d.person
WHERE c.visible_at <= now() AND k.opens_at <= now() AND k.voided_at IS NULL;
