-- The catalogue is versioned like policies: a case keeps the version of its item that
-- was in force when it was received, and no edit moves it. Table items says what is
-- offered now; a matter the office gave up keeps its versions for the cases that pin them.

-- +goose Up
CREATE TABLE item_versions (
    id             text NOT NULL CHECK (id <> ''),
    version        integer NOT NULL CHECK (version > 0),
    kind           text NOT NULL,
    class          text NOT NULL DEFAULT '',
    name           text NOT NULL,
    name_en        text NOT NULL DEFAULT '',
    doc            jsonb NOT NULL,
    effective_from timestamptz NOT NULL, -- until the next version is
    published_at   timestamptz NOT NULL DEFAULT now(),
    published_by   text NOT NULL DEFAULT '', -- what seeding writes has nobody
    PRIMARY KEY (id, version)
);

INSERT INTO item_versions (id, version, kind, class, name, name_en, doc, effective_from)
SELECT id, 1, kind, class, name, name_en, doc, '2000-01-01' FROM items;

-- +goose StatementBegin
CREATE FUNCTION keep_item() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a published item never changes' USING ERRCODE = 'restrict_violation';
END
$$;
-- +goose StatementEnd
CREATE TRIGGER item_versions_kept BEFORE UPDATE OR DELETE ON item_versions FOR EACH ROW EXECUTE FUNCTION keep_item();

ALTER TABLE cases ADD COLUMN item_version integer NOT NULL DEFAULT 1;
ALTER TABLE ledger ADD COLUMN item_version integer NOT NULL DEFAULT 0; -- the due date was counted by; 0: by none

-- Whoever takes a case in, it is received under what was in force then. Before all
-- versions, the first.
-- +goose StatementBegin
CREATE FUNCTION pin_item() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.item_version := COALESCE((SELECT max(version) FROM item_versions WHERE id = NEW.item AND effective_from <= NEW.received_at), 1);
    RETURN NEW;
END
$$;
-- +goose StatementEnd
CREATE TRIGGER cases_item BEFORE INSERT ON cases FOR EACH ROW WHEN (NEW.item <> '') EXECUTE FUNCTION pin_item();

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
       k.urgent, k.item_version
FROM clocks c
CROSS JOIN LATERAL (
    SELECT CASE WHEN c.ended_at <= now() THEN c.ended_as
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
       k.urgent, k.item_version
FROM cases k
LEFT JOIN item_versions i ON i.id = k.item AND i.version = k.item_version
LEFT JOIN units u ON u.id = k.unit
LEFT JOIN posts p ON p.id = k.post
LEFT JOIN duty_segments d ON d.post = k.post AND d.from_at <= now() AND now() < d.to_at
LEFT JOIN persons h ON h.id = d.person
WHERE k.opens_at <= now() AND k.voided_at IS NULL;

CREATE OR REPLACE VIEW inbox_now AS
SELECT b.id, b.at, b.told_at, b.number, k.kind, COALESCE(i.name, '') AS item_name, b.event, b.clock, b.round, b.level,
       b.role, b.post, b.due_at, b.rule, b.basis, w.person,
       b.of_event, b.of_level, COALESCE(c.provisional, false) AS provisional
FROM inbox b
LEFT JOIN duty_segments d ON d.post = b.post AND d.from_at <= b.told_at AND b.told_at < d.to_at
CROSS JOIN LATERAL (SELECT CASE WHEN b.person IS NOT NULL THEN b.person WHEN b.next_backup THEN d.backup ELSE d.person END AS person) w
JOIN cases k ON k.number = b.number
LEFT JOIN item_versions i ON i.id = k.item AND i.version = k.item_version
LEFT JOIN clocks c ON c.number = b.number AND c.name = b.clock AND c.round = b.round
WHERE b.superseded_at IS NULL AND b.told_at <= now() AND (k.accused IS NULL OR k.accused IS DISTINCT FROM w.person)
  AND (k.split IS NULL OR NOT EXISTS (SELECT FROM beside s WHERE s.number = b.number AND s.person = w.person));
