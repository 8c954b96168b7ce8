-- What a person, a section or the bureau sets itself for a year, in words: work, and of a
-- person learning (R226, R212). The superior approves or gives it back; a row is decided
-- once and never changes. The words are sealed as all that people write.

-- +goose Up
CREATE TABLE aims (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    year       integer NOT NULL,
    person     text REFERENCES persons,
    unit       text REFERENCES units,
    work       text NOT NULL REFERENCES sealed_values,
    learning   text REFERENCES sealed_values,
    drafted_by text NOT NULL,
    drafted_at timestamptz NOT NULL,
    decided_by text,
    decided_at timestamptz,
    approved   boolean,
    CONSTRAINT aims_of_one CHECK ((person IS NULL) <> (unit IS NULL)),
    CHECK ((decided_by IS NULL) = (decided_at IS NULL) AND (decided_by IS NULL) = (approved IS NULL))
);
CREATE INDEX aims_person ON aims (person, year) WHERE person IS NOT NULL;
CREATE INDEX aims_unit ON aims (unit, year) WHERE unit IS NOT NULL;

-- +goose StatementBegin
CREATE FUNCTION keep_aim() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.decided_at IS NULL AND NEW.decided_at IS NOT NULL
        AND (NEW.year, NEW.person, NEW.unit, NEW.work, NEW.learning, NEW.drafted_by, NEW.drafted_at)
            IS NOT DISTINCT FROM (OLD.year, OLD.person, OLD.unit, OLD.work, OLD.learning, OLD.drafted_by, OLD.drafted_at) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'what somebody set himself is decided once and never changes' USING ERRCODE = 'restrict_violation';
END
$$;
-- +goose StatementEnd
CREATE TRIGGER aims_kept BEFORE UPDATE OR DELETE ON aims FOR EACH ROW EXECUTE FUNCTION keep_aim();
