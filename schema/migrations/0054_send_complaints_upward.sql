-- Who is complained of neither sees nor hears of it: the post and the person a
-- complaint names, and, where it went upward, all whose part another office plays
-- (R073, design section 5).

-- +goose Up
DROP INDEX cases_against;
ALTER TABLE cases DROP COLUMN against;
ALTER TABLE cases
    ADD COLUMN against text GENERATED ALWAYS AS (
        COALESCE(state -> 'cause' ->> 'post', NULLIF(state -> 'facts' ->> 'against_post', ''))) STORED, -- the post a case stands against
    ADD COLUMN accused text GENERATED ALWAYS AS (NULLIF(state -> 'facts' ->> 'against_person', '')) STORED,
    ADD COLUMN office  text GENERATED ALWAYS AS (NULLIF(state -> 'facts' ->> 'office_post', '')) STORED; -- the post a case went upward to
CREATE INDEX cases_against ON cases (against) WHERE against IS NOT NULL;
CREATE INDEX cases_accused ON cases (accused) WHERE accused IS NOT NULL;
CREATE INDEX cases_office ON cases (office) WHERE office IS NOT NULL;

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
WHERE b.superseded_at IS NULL AND b.told_at <= now() AND (k.accused IS NULL OR k.accused IS DISTINCT FROM w.person);
