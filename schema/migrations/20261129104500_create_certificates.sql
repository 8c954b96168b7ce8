-- What the law decides when a time ran out stands on a paper that no hand issues (ADR 28):
-- numbered and frozen in the commit that deems, some minutes early, and there from its
-- legal instant on. It is void only where that never was so; nobody voids it by hand.

-- +goose Up
CREATE TABLE certificates (
    id         text PRIMARY KEY,
    number     text NOT NULL REFERENCES cases,
    event_key  text NOT NULL,                  -- the event it says
    kind       text NOT NULL,
    form       text NOT NULL,
    word       text NOT NULL,
    unit       text NOT NULL REFERENCES units, -- whose number it bears
    year       integer NOT NULL,
    serial     integer NOT NULL,
    issued_at  timestamptz NOT NULL,           -- legal instant; readers see it from then on
    code       text NOT NULL,
    key_id     text NOT NULL,
    data       bytea NOT NULL,
    bureau     text REFERENCES units,
    place      integer,
    written_at timestamptz NOT NULL DEFAULT now(),
    voided_at  timestamptz,                    -- the event was taken back
    CONSTRAINT certificates_numbered_once UNIQUE (form, unit, year, serial),
    CONSTRAINT certificates_code UNIQUE (code),
    CONSTRAINT certificates_of_event UNIQUE (number, event_key, form),
    CONSTRAINT certificates_sent CHECK ((bureau IS NULL) = (place IS NULL))
);
CREATE INDEX certificates_sent_in ON certificates (bureau, issued_at) WHERE bureau IS NOT NULL;

-- +goose StatementBegin
CREATE FUNCTION keep_certificate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.voided_at IS NULL AND to_jsonb(NEW) - 'voided_at' = to_jsonb(OLD) - 'voided_at' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'what the law issued is only ever taken back' USING ERRCODE = 'restrict_violation';
END
$$;
-- +goose StatementEnd

CREATE TRIGGER certificates_kept BEFORE UPDATE OR DELETE ON certificates
    FOR EACH ROW EXECUTE FUNCTION keep_certificate();
CREATE TRIGGER certificates_stay BEFORE TRUNCATE ON certificates
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- All papers as they stand now. An act that waits for a second signature may yet have
-- undone what the law deemed meanwhile: till it is signed or not, nothing is certified.
CREATE VIEW papers_now AS
SELECT id, number, kind, form, word, unit, year, serial, shown, issued_at, issued_by, code, key_id, data, bureau, place,
       voided_at, voided_by, void_key_id, void_data
FROM papers
UNION ALL
SELECT c.id, c.number, c.kind, c.form, c.word, c.unit, c.year, c.serial, false, c.issued_at, '', c.code, c.key_id, c.data, c.bureau, c.place,
       c.voided_at, NULL, NULL, NULL
FROM certificates c JOIN cases k ON k.number = c.number
WHERE c.issued_at <= now()
  AND NOT COALESCE((k.state #>> '{second,at}')::timestamptz <= c.issued_at AND k.state #>> '{second,signed}' IS NULL, false);
