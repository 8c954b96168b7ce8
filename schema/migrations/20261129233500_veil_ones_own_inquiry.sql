-- Whom an inquiry is about (处分条例 39) is told of it once it is opened against him. Before,
-- whatever post he stands on, he neither sees the case nor acts on it: not as the second
-- who signs that it is closed, either (42).

-- +goose Up
CREATE INDEX cases_inquired ON cases ((state #>> '{facts,inquired}')) WHERE state #>> '{facts,inquired}' > '';

CREATE OR REPLACE VIEW beside AS
SELECT k.number, COALESCE(o.concerned, NULLIF(o.state #>> '{facts,inquired}', '')) AS person
FROM cases o
JOIN cases k ON k.split = o.split AND k.number <> o.number
WHERE o.split IS NOT NULL AND COALESCE(o.concerned, NULLIF(o.state #>> '{facts,inquired}', '')) IS NOT NULL AND o.voided_at IS NULL
  AND COALESCE(k.concerned, NULLIF(k.state #>> '{facts,inquired}', '')) IS DISTINCT FROM COALESCE(o.concerned, NULLIF(o.state #>> '{facts,inquired}', ''))
UNION ALL
SELECT i.number, i.state #>> '{facts,inquired}'
FROM cases i
WHERE i.state #>> '{facts,inquired}' > '' AND i.voided_at IS NULL;
