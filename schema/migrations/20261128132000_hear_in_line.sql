-- A message to a leader's post on which nobody stands reached nobody's inbox, and what
-- was asked lapsed. Who steps in for the post by law hears of it instead. What is sealed
-- from the leaders stays with those it was addressed to.

-- +goose Up
-- casework.InLine, as the database reads it.
CREATE TABLE steps_in (
    role text NOT NULL,
    n    integer NOT NULL,
    next text NOT NULL, -- role that decides while nobody stands on the post
    PRIMARY KEY (role, n)
);
INSERT INTO steps_in (role, n, next) VALUES
    ('section_head', 1, 'leader_in_charge'), ('section_head', 2, 'principal_leader'),
    ('general_office', 1, 'leader_in_charge'), ('general_office', 2, 'principal_leader'),
    ('supervision_office', 1, 'leader_in_charge'), ('supervision_office', 2, 'principal_leader'),
    ('leader_in_charge', 1, 'principal_leader'),
    ('principal_leader', 1, 'leader_in_charge'),
    ('party_group', 1, 'principal_leader');

-- +goose StatementBegin
CREATE FUNCTION in_line(empty text, at timestamptz) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT d.person
    FROM posts p
    JOIN steps_in s ON s.role = p.role
    JOIN unit_roles u ON u.unit = p.unit AND u.role = s.next
    JOIN duty_segments d ON d.post = u.post AND d.from_at <= at AND at < d.to_at
    WHERE p.id = empty AND d.person IS NOT NULL
    ORDER BY s.n LIMIT 1
$$;
-- +goose StatementEnd

CREATE OR REPLACE VIEW inbox_now AS
SELECT b.id, b.at, b.told_at, b.number, k.kind, COALESCE(i.name, '') AS item_name, b.event, b.clock, b.round, b.level,
       b.role, b.post, b.due_at, b.rule, b.basis, w.person,
       b.of_event, b.of_level, COALESCE(c.provisional, false) AS provisional
FROM inbox b
LEFT JOIN duty_segments d ON d.post = b.post AND d.from_at <= b.told_at AND b.told_at < d.to_at
JOIN cases k ON k.number = b.number
CROSS JOIN LATERAL (
    SELECT CASE WHEN b.person IS NOT NULL THEN b.person WHEN b.next_backup THEN d.backup WHEN d.person IS NOT NULL THEN d.person
                WHEN k.kind NOT IN ('complaint', 'accountability') THEN in_line(b.post, b.told_at) END AS person
) w
LEFT JOIN item_versions i ON i.id = k.item AND i.version = k.item_version
LEFT JOIN clocks c ON c.number = b.number AND c.name = b.clock AND c.round = b.round
WHERE b.superseded_at IS NULL AND b.told_at <= now() AND (k.accused IS NULL OR k.accused IS DISTINCT FROM w.person)
  AND (k.split IS NULL OR NOT EXISTS (SELECT FROM beside s WHERE s.number = b.number AND s.person = w.person));
