-- By number and code somebody without an account follows his case. The code is
-- shown once; what is kept is a keyed hash of it (privacy.QueryCodeHash).

-- +goose Up
CREATE TABLE query_codes (
    number    text PRIMARY KEY REFERENCES cases,
    hash      bytea NOT NULL,
    issued_at timestamptz NOT NULL DEFAULT now()
);
