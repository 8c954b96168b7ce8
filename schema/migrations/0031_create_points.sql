-- Points for a served decision, by person or unit and year (R145, R177). Rows are
-- only ever added: a reversal is a row of its own that names what it reverses.

-- +goose Up
-- What a measure costs; the office's own table (presets/points.json).
CREATE TABLE point_rules (
    measure text PRIMARY KEY,
    person  integer NOT NULL DEFAULT 0, -- for the person concerned
    unit    integer NOT NULL DEFAULT 0, -- for the unit of the post concerned
    head    integer NOT NULL DEFAULT 0, -- for the head of that unit
    rule    text NOT NULL
);

CREATE TABLE points (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    person    text REFERENCES persons,
    unit      text REFERENCES units,
    year      integer NOT NULL,
    points    integer NOT NULL CHECK (points <> 0),
    measure   text NOT NULL,
    rule      text NOT NULL,
    number    text NOT NULL REFERENCES cases, -- the case that says so
    event_key text NOT NULL,                  -- and the event
    at        timestamptz NOT NULL,           -- its instant
    reverses  bigint REFERENCES points,
    CONSTRAINT points_of_one CHECK ((person IS NULL) <> (unit IS NULL)),
    CONSTRAINT points_reversed_once UNIQUE (reverses)
);
CREATE UNIQUE INDEX points_once ON points (number, event_key, measure, COALESCE(person, ''), COALESCE(unit, '')) WHERE reverses IS NULL;
CREATE INDEX points_person ON points (person, year) WHERE person IS NOT NULL;
CREATE INDEX points_unit ON points (unit, year) WHERE unit IS NOT NULL;

CREATE TRIGGER points_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON points
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
