-- Sessions of signed-in staff. The key is the token's hash: a copy of this table
-- opens no door.

-- +goose Up
CREATE TABLE sessions (
    token_hash bytea PRIMARY KEY,
    data       bytea NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX sessions_expires ON sessions (expires_at);
