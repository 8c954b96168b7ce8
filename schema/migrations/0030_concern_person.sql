-- Messages and cases that concern a person himself, whatever post he stands on
-- (R143, R158): the person of an absence, and of an accountability case from its
-- formal opening on.

-- +goose Up
ALTER TABLE cases
    ADD COLUMN concerned text GENERATED ALWAYS AS (state -> 'facts' ->> 'person') STORED,
    ADD COLUMN against   text GENERATED ALWAYS AS (state -> 'cause' ->> 'post') STORED; -- the post a case stands against
CREATE INDEX cases_concerned ON cases (concerned) WHERE concerned IS NOT NULL;
CREATE INDEX cases_against ON cases (against) WHERE against IS NOT NULL;

ALTER TABLE inbox ADD COLUMN person text REFERENCES persons; -- null: whoever stands on the post
DROP INDEX inbox_once;
CREATE UNIQUE INDEX inbox_once ON inbox
    (number, event, at, clock, round, level, due_version, of_event, of_level, post, next_backup, COALESCE(person, ''))
    WHERE superseded_at IS NULL;
CREATE INDEX inbox_person ON inbox (person, told_at DESC) WHERE superseded_at IS NULL AND person IS NOT NULL;

CREATE OR REPLACE VIEW inbox_now AS
SELECT b.id, b.at, b.told_at, b.number, k.kind, COALESCE(i.name, '') AS item_name, b.event, b.clock, b.round, b.level,
       b.role, b.post, b.due_at, b.rule, b.basis,
       CASE WHEN b.person IS NOT NULL THEN b.person WHEN b.next_backup THEN d.backup ELSE d.person END AS person,
       b.of_event, b.of_level, COALESCE(c.provisional, false) AS provisional
FROM inbox b
LEFT JOIN duty_segments d ON d.post = b.post AND d.from_at <= b.told_at AND b.told_at < d.to_at
JOIN cases k ON k.number = b.number
LEFT JOIN items i ON i.id = k.item
LEFT JOIN clocks c ON c.number = b.number AND c.name = b.clock AND c.round = b.round
WHERE b.superseded_at IS NULL AND b.told_at <= now();
