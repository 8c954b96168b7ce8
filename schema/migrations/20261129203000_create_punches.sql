-- Punches of time clocks, as their files have them: who and when, and nothing else (R179). By
-- which number a clock knows a person is said once, in each bureau. A month of a unit is frozen
-- when its head signs it, and published by another; a later version follows it, none changes.

-- +goose Up
CREATE TABLE clock_numbers (
    bureau  text NOT NULL REFERENCES units,
    number  text NOT NULL,
    person  text NOT NULL REFERENCES persons,
    kept_by text NOT NULL,
    kept_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (bureau, number)
);

CREATE TABLE punches (
    person     text NOT NULL REFERENCES persons,
    at         timestamptz NOT NULL,
    clock      text NOT NULL, -- the format of its file
    brought_by text NOT NULL,
    brought_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (person, at)
);

CREATE TABLE attendance_sheets (
    unit         text NOT NULL REFERENCES units,
    month        date NOT NULL CHECK (EXTRACT(day FROM month) = 1),
    version      integer NOT NULL CHECK (version > 0),
    doc          jsonb NOT NULL,
    signed_by    text NOT NULL,
    signed_at    timestamptz NOT NULL DEFAULT now(),
    published_by text,
    published_at timestamptz,
    PRIMARY KEY (unit, month, version),
    CHECK ((published_at IS NULL) = (published_by IS NULL)),
    CHECK (published_by IS DISTINCT FROM signed_by)
);

-- +goose StatementBegin
CREATE FUNCTION keep_punch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a punch never changes: what it comes to is decided beside it' USING ERRCODE = 'restrict_violation';
END
$$;
CREATE FUNCTION keep_attendance_sheet() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.published_at IS NULL AND (NEW.unit, NEW.month, NEW.version, NEW.doc, NEW.signed_by, NEW.signed_at)
        = (OLD.unit, OLD.month, OLD.version, OLD.doc, OLD.signed_by, OLD.signed_at) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a signed month never changes: another version follows it' USING ERRCODE = 'restrict_violation';
END
$$;
-- +goose StatementEnd
CREATE TRIGGER punches_kept BEFORE UPDATE OR DELETE ON punches FOR EACH ROW EXECUTE FUNCTION keep_punch();
CREATE TRIGGER attendance_sheets_kept BEFORE UPDATE OR DELETE ON attendance_sheets FOR EACH ROW EXECUTE FUNCTION keep_attendance_sheet();
