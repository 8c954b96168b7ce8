-- Whom an inquiry is about (处分条例 39), before it is opened against him, is kept from
-- what stands against others over the same matter, as he is once it is (R131 to R133).

-- +goose Up
CREATE OR REPLACE VIEW beside AS
SELECT k.number, COALESCE(o.concerned, NULLIF(o.state #>> '{facts,inquired}', '')) AS person
FROM cases o
JOIN cases k ON k.split = o.split AND k.number <> o.number
WHERE o.split IS NOT NULL AND COALESCE(o.concerned, NULLIF(o.state #>> '{facts,inquired}', '')) IS NOT NULL AND o.voided_at IS NULL
  AND COALESCE(k.concerned, NULLIF(k.state #>> '{facts,inquired}', '')) IS DISTINCT FROM COALESCE(o.concerned, NULLIF(o.state #>> '{facts,inquired}', ''));
