-- A post nobody stands on has a case of its own (R171); the sweep looks for both
-- every other second.

-- +goose Up
CREATE INDEX cases_vacancy ON cases (post, received_at) WHERE kind = 'absence' AND state -> 'facts' ->> 'form' = 'vacancy';
CREATE INDEX duty_segments_empty ON duty_segments (post, from_at) WHERE person IS NULL;
