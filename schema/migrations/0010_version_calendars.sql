-- A calendar's list is corrected by a new version, never overwritten. A version
-- is a draft until it is published: then new cases pin it, open cases only by a
-- recount. A unit may lay its own days over the calendar for everybody; its
-- version is written out whole, with what it was laid upon.

-- +goose Up
ALTER TABLE calendars
    ADD COLUMN unit         text REFERENCES units,        -- null: for everybody
    ADD COLUMN base         text NOT NULL DEFAULT '',     -- of a unit: the version its days lie upon, cn@2
    ADD COLUMN local        jsonb,                        -- of a unit: what lies on top
    ADD COLUMN names        jsonb NOT NULL DEFAULT '{}',  -- date to what the day is called
    ADD COLUMN year         integer NOT NULL DEFAULT 0,   -- the year whose list made it; 0: written whole, or derived
    ADD COLUMN list_sha256  bytea,                        -- of the list as it came
    ADD COLUMN published_at timestamptz DEFAULT now(),    -- null: a draft. What seeding writes is published
    ADD COLUMN published_by text NOT NULL DEFAULT '';

-- +goose StatementBegin
CREATE FUNCTION keep_calendar() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.published_at IS NULL
       AND to_jsonb(NEW) - 'published_at' - 'published_by' = to_jsonb(OLD) - 'published_at' - 'published_by' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a version of a calendar is only ever published' USING ERRCODE = 'restrict_violation';
END
$$;
-- +goose StatementEnd

CREATE TRIGGER calendars_kept BEFORE UPDATE OR DELETE ON calendars
    FOR EACH ROW EXECUTE FUNCTION keep_calendar();
