-- The page of a rule tells how many cases it touched this year. That is counted from the
-- record each time; with key and clock beside it the index answers alone.

-- +goose Up
CREATE INDEX timeline_rule ON timeline (rule, at) INCLUDE (number, key, clock) WHERE takes_back IS NULL;
