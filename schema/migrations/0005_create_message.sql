-- Who was told what. Messages are addressed to posts; the person is whoever was
-- answerable for the post at told_at.

-- +goose Up
CREATE TABLE inbox (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    number        text NOT NULL REFERENCES cases,
    event_key     text NOT NULL,
    at            timestamptz NOT NULL,              -- legal instant of the event
    told_at       timestamptz NOT NULL,              -- the same, or when it was written if that came later
    event         text NOT NULL,
    clock         text NOT NULL DEFAULT '',
    round         integer NOT NULL DEFAULT 0,
    level         text NOT NULL DEFAULT '',
    due_version   integer NOT NULL DEFAULT 0,
    of_event      text NOT NULL DEFAULT '',          -- a correction: the event taken back
    of_level      text NOT NULL DEFAULT '',
    role          text NOT NULL,
    post          text NOT NULL REFERENCES posts,
    next_backup   boolean NOT NULL DEFAULT false,    -- to him who would follow, not to the acting holder
    due_at        timestamptz,
    rule          text NOT NULL DEFAULT '',
    basis         text NOT NULL DEFAULT '',
    superseded_at timestamptz
);
-- Exactly once among those that stand (design section 4, tell).
CREATE UNIQUE INDEX inbox_once ON inbox
    (number, event, at, clock, round, level, due_version, of_event, of_level, post, next_backup) WHERE superseded_at IS NULL;
CREATE INDEX inbox_post ON inbox (post, told_at DESC) WHERE superseded_at IS NULL;
CREATE INDEX inbox_event ON inbox (number, event_key);

CREATE TABLE inbox_reads (
    inbox_id bigint NOT NULL REFERENCES inbox,
    person   text NOT NULL REFERENCES persons,
    read_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (inbox_id, person)
);

-- What still has to leave the house, one row a message and channel. What it says
-- is the inbox row's; nothing personal is kept here.
CREATE TABLE outbox (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    inbox_id    bigint NOT NULL REFERENCES inbox,
    channel     text NOT NULL,
    deliver_at  timestamptz NOT NULL,                -- at once, or the next opening of the office
    state       text NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'sent', 'dead', 'void')),
    attempts    integer NOT NULL DEFAULT 0,
    next_try_at timestamptz NOT NULL,                -- deliver_at, then the end of a claim or of a back-off
    last_error  text NOT NULL DEFAULT '',            -- a code, never a server's words
    sent_at     timestamptz,
    CONSTRAINT outbox_once UNIQUE (inbox_id, channel)
);
CREATE INDEX outbox_due ON outbox (next_try_at) WHERE state = 'pending';
