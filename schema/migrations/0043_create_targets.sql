-- Targets of a year, of a unit or of a person, each with its weight, and what
-- people gave for those that no machine counts, quarter by quarter (R212, R213,
-- R215). Rows are only ever added: the last one of a figure stands, one of weight 0
-- drops it.

-- +goose Up
CREATE TABLE targets (
    id     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    year   integer NOT NULL,
    person text REFERENCES persons,
    unit   text REFERENCES units,
    figure text NOT NULL,
    weight integer NOT NULL CHECK (weight BETWEEN 0 AND 100),
    goal   integer NOT NULL CHECK (goal >= 0),
    set_by text NOT NULL,
    set_at timestamptz NOT NULL,
    CONSTRAINT targets_of_one CHECK ((person IS NULL) <> (unit IS NULL))
);
CREATE INDEX targets_person ON targets (person, year) WHERE person IS NOT NULL;
CREATE INDEX targets_unit ON targets (unit, year) WHERE unit IS NOT NULL;

CREATE TABLE target_marks (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    year      integer NOT NULL,
    quarter   integer NOT NULL CHECK (quarter BETWEEN 1 AND 4),
    person    text REFERENCES persons,
    unit      text REFERENCES units,
    figure    text NOT NULL,
    value     integer NOT NULL CHECK (value BETWEEN 0 AND 100),
    marked_by text NOT NULL,
    marked_at timestamptz NOT NULL,
    CONSTRAINT target_marks_of_one CHECK ((person IS NULL) <> (unit IS NULL))
);
CREATE INDEX target_marks_person ON target_marks (person, year) WHERE person IS NOT NULL;
CREATE INDEX target_marks_unit ON target_marks (unit, year) WHERE unit IS NOT NULL;

CREATE TRIGGER targets_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON targets
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER target_marks_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON target_marks
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
