-- What went out as one message is named by the first of its rows, at every attempt:
-- a later row never joins it, and a retry never looks like another message.

-- +goose Up
ALTER TABLE outbox ADD COLUMN bundle bigint; -- null: no attempt yet
CREATE INDEX outbox_bundle ON outbox (bundle) WHERE state = 'pending';
