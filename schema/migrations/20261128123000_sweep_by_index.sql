-- The sweep asks every two seconds which cases are behind their next instant. A closed
-- case may still wait (an explanation owed, R059), so the partial index of open cases
-- did not fit the question, and the whole table was read. The old index stays for the
-- binary that is being replaced.

-- +goose Up
CREATE INDEX cases_next ON cases (next_at) WHERE next_at < 'infinity' AND voided_at IS NULL;
-- What was given up is counted at every scrape.
CREATE INDEX outbox_dead ON outbox (channel) WHERE state = 'dead';
