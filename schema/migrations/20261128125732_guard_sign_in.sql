-- Sessions end when nobody uses them, and the audit trail says whose they were. Wrong
-- passwords are counted where every process sees them; a key is a keyed hash, for in
-- place of a name people type passwords.

-- +goose Up
ALTER TABLE sessions
    ADD COLUMN person  text NOT NULL DEFAULT '',
    ADD COLUMN address text NOT NULL DEFAULT '',
    ADD COLUMN seen_at timestamptz NOT NULL DEFAULT now();

CREATE TABLE sign_in_attempts (
    key   bytea PRIMARY KEY,
    began timestamptz NOT NULL DEFAULT now(),
    count integer NOT NULL
);
