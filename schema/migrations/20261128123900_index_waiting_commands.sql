-- A step of clocks looks for commands of its case that still wait, once in every
-- such step: what was stored before its instant comes first.
-- +goose Up
CREATE INDEX commands_waiting_of ON commands (number, at) WHERE verdict IS NULL AND recount IS NULL;
