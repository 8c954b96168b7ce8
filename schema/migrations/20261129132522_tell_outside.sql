-- What somebody outside is told by a way that is carried (R005): he has no post and no
-- inbox. It leaves the house as everything does, by the outbox; where to is sealed with the
-- rest about him. A worker of the release before claims such a row and passes over it: it
-- comes back to ours with the end of that claim.

-- +goose Up
CREATE TABLE notices (
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
    notice        text NOT NULL DEFAULT '',          -- which of the notices an event stands for
    due_at        timestamptz,                       -- until when he waits, or has to do something
    rule          text NOT NULL DEFAULT '',
    basis         text NOT NULL DEFAULT '',
    way           text NOT NULL,
    role          text NOT NULL,                     -- who gives it on paper where it cannot be sent
    superseded_at timestamptz
);
CREATE UNIQUE INDEX notices_once ON notices
    (number, event, at, clock, round, level, due_version, of_event, of_level, notice) WHERE superseded_at IS NULL;
CREATE INDEX notices_event ON notices (number, event_key);

ALTER TABLE outbox ALTER COLUMN inbox_id DROP NOT NULL;
ALTER TABLE outbox ADD COLUMN notice_id bigint REFERENCES notices;
ALTER TABLE outbox ADD CONSTRAINT outbox_of_one CHECK (num_nonnulls(inbox_id, notice_id) = 1);
ALTER TABLE outbox ADD CONSTRAINT outbox_notice_once UNIQUE (notice_id, channel);
