-- The record: what happened and how every due date came about. Rows are only
-- ever added. Taking one back adds a row that names its key; readers omit both.

-- +goose Up
-- +goose StatementBegin
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'rows of % are only ever added', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END
$$;
-- +goose StatementEnd

CREATE TABLE timeline (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    number      text NOT NULL REFERENCES cases,
    key         text NOT NULL,
    run         integer NOT NULL,
    at          timestamptz NOT NULL,                -- legal instant
    recorded_at timestamptz NOT NULL DEFAULT now(),  -- the machine's, charged to nobody
    name        text NOT NULL,
    clock       text NOT NULL DEFAULT '',
    round       integer NOT NULL DEFAULT 0,
    level       text NOT NULL DEFAULT '',
    due_version integer NOT NULL DEFAULT 0,
    actor       text NOT NULL DEFAULT '',            -- person id; empty: the machine
    rule        text NOT NULL DEFAULT '',
    basis       text NOT NULL DEFAULT '',
    text_id     text NOT NULL DEFAULT '',
    detail      jsonb,                               -- codes and figures
    roles       text[] NOT NULL DEFAULT '{}',
    takes_back  text,
    CONSTRAINT timeline_key UNIQUE (number, key)
);
CREATE INDEX timeline_taken_back ON timeline (number, takes_back) WHERE takes_back IS NOT NULL;
CREATE INDEX timeline_name ON timeline (name, at);

CREATE TABLE ledger (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    number      text NOT NULL REFERENCES cases,
    key         text NOT NULL,
    clock       text NOT NULL,
    round       integer NOT NULL,
    at          timestamptz NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT now(),
    cause       text NOT NULL,
    old_at      timestamptz,
    new_at      timestamptz NOT NULL,
    due_date    text NOT NULL,
    provisional boolean NOT NULL DEFAULT false,
    start_at    timestamptz NOT NULL,
    limit_text  text NOT NULL,
    granted     integer NOT NULL DEFAULT 0,
    pauses      jsonb NOT NULL DEFAULT '[]',
    policy      text NOT NULL DEFAULT '',
    calendar    text NOT NULL DEFAULT '',
    rule        text NOT NULL DEFAULT '',
    actor       text NOT NULL DEFAULT '',
    takes_back  text,
    CONSTRAINT ledger_key UNIQUE (number, key)
);

CREATE TRIGGER timeline_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON timeline
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER ledger_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
