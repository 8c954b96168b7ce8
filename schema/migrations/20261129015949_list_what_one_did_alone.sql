-- What one person asked a second to sign and what came of it, and what he did alone by its
-- paper or as it moved no date: the efficiency office hears of it once a day (R048). What
-- was decided counts by when it was written, so that no day's list misses it.

-- +goose Up
CREATE INDEX commands_alone ON commands (decided_at)
WHERE verdict ->> 'accepted' = 'true' AND (verdict ->> 'waits' = 'true' OR name IN ('countersign', 'correct', 'pause', 'void'));

CREATE VIEW alone_acts AS
SELECT c.number, c.at, c.decided_at AS known_at,
       CASE WHEN c.name = 'countersign' THEN CASE WHEN c.args ->> 'approve' = 'true' THEN 'given' ELSE 'refused' END
            WHEN c.verdict ->> 'waits' = 'true' THEN 'asked' ELSE 'alone' END AS what,
       COALESCE(f.name, c.name) AS act, c.actor, COALESCE(f.actor, '') AS asked_by
FROM commands c
LEFT JOIN commands f ON c.name = 'countersign' AND f.id = c.args ->> 'request'
WHERE c.verdict ->> 'accepted' = 'true' AND (c.verdict ->> 'waits' = 'true' OR c.name IN ('countersign', 'correct', 'pause', 'void'))
  AND (c.name <> 'pause' OR c.args ? 'proof' OR c.verdict ->> 'waits' = 'true')
UNION ALL
SELECT t.number, t.at, GREATEST(t.at, t.recorded_at), 'lapsed', t.detail ->> 'act', '', t.detail ->> 'asked_by'
FROM timeline_now t WHERE t.name = 'second_lapsed';
