-- Files of a case, sealed in pieces before they reach the database. A file is kept
-- in one transaction with the command that attaches it, and bears its id; it is
-- seen once that command is accepted and goes when it is refused.

-- +goose Up
CREATE TABLE attachments (
    id       text PRIMARY KEY REFERENCES commands,
    number   text NOT NULL REFERENCES cases,
    by       text NOT NULL,                 -- person id
    at       timestamptz NOT NULL,
    audience text NOT NULL DEFAULT '',      -- of a complaint: who may read it (R082)
    unit     text NOT NULL DEFAULT '',      -- of a complaint: the unit whose own it is
    media    text NOT NULL,                 -- what it is, by its content
    size     bigint NOT NULL CHECK (size > 0),
    pieces   integer NOT NULL CHECK (pieces > 0),
    digest   bytea NOT NULL,                -- keyed, within the case: finds the same file again
    key_id   text NOT NULL,
    name     bytea NOT NULL                 -- sealed
);
-- The same file once, for the same readers: that another has sent it is no
-- business of theirs.
CREATE UNIQUE INDEX attachments_once ON attachments (number, audience, unit, digest);

-- A piece is sealed for its file, its place and their number, so that none is moved,
-- repeated or left out unnoticed.
CREATE TABLE attachment_pieces (
    attachment text NOT NULL REFERENCES attachments ON DELETE CASCADE,
    place      integer NOT NULL,
    key_id     text NOT NULL,
    data       bytea NOT NULL,
    PRIMARY KEY (attachment, place)
);
-- What is sealed does not compress.
ALTER TABLE attachment_pieces ALTER COLUMN data SET STORAGE EXTERNAL;
