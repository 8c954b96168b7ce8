-- Papers of the house (R063): frozen when issued, voided with a reason and never
-- edited. Their words are sealed here, as sealed values are; number, date and
-- check code are not words.

-- +goose Up
-- Numbers of a form, unit and year are consecutive, and so are places in the
-- outgoing register of a bureau (form '').
CREATE TABLE paper_serials (
    form text NOT NULL,
    unit text NOT NULL REFERENCES units,
    year integer NOT NULL,
    last integer NOT NULL CHECK (last > 0),
    PRIMARY KEY (form, unit, year)
);

CREATE TABLE papers (
    id          text PRIMARY KEY,
    number      text REFERENCES cases,          -- null: of no case
    kind        text NOT NULL DEFAULT '',       -- whose papers it belongs to; empty: the house's own
    form        text NOT NULL,
    word        text NOT NULL,                  -- 督办
    unit        text NOT NULL REFERENCES units, -- who issued it
    year        integer NOT NULL,
    serial      integer NOT NULL,
    shown       boolean NOT NULL,               -- whom it is addressed to may read it
    issued_at   timestamptz NOT NULL,
    issued_by   text NOT NULL REFERENCES persons,
    code        text NOT NULL,                  -- check code
    key_id      text NOT NULL,
    data        bytea NOT NULL,                 -- what stands on it
    bureau      text REFERENCES units,          -- whose outgoing register it stands in; null: it stayed in the house
    place       integer,                        -- and where (顺序号)
    request_key text NOT NULL,                  -- hash of principal and Idempotency-Key
    digest      bytea NOT NULL,                 -- of the request under that key
    voided_at   timestamptz,
    voided_by   text REFERENCES persons,
    void_key_id text,
    void_data   bytea,                          -- why, sealed
    CONSTRAINT papers_numbered_once UNIQUE (form, unit, year, serial),
    CONSTRAINT papers_code UNIQUE (code),
    CONSTRAINT papers_request_key UNIQUE (request_key),
    CONSTRAINT papers_sent CHECK ((bureau IS NULL) = (place IS NULL)),
    CONSTRAINT papers_voided CHECK ((voided_at IS NULL) = (voided_by IS NULL) AND (voided_at IS NULL) = (void_data IS NULL))
);
CREATE INDEX papers_number ON papers (number, issued_at) WHERE number IS NOT NULL;
CREATE INDEX papers_sent_in ON papers (bureau, issued_at) WHERE bureau IS NOT NULL;
CREATE INDEX papers_of_house ON papers (kind, issued_at DESC) WHERE number IS NULL;

-- +goose StatementBegin
CREATE FUNCTION keep_paper() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.voided_at IS NULL
       AND to_jsonb(NEW) - 'voided_at' - 'voided_by' - 'void_key_id' - 'void_data'
         = to_jsonb(OLD) - 'voided_at' - 'voided_by' - 'void_key_id' - 'void_data' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'an issued paper is only ever voided' USING ERRCODE = 'restrict_violation';
END
$$;
-- +goose StatementEnd

CREATE TRIGGER papers_kept BEFORE UPDATE OR DELETE ON papers
    FOR EACH ROW EXECUTE FUNCTION keep_paper();
CREATE TRIGGER papers_stay BEFORE TRUNCATE ON papers
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
